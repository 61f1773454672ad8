"""What can happen to a sound: noises, rooms, codecs, speed, level."""
