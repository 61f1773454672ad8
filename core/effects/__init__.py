"""What can happen to a sound: noises, rooms, codecs, voices, timing, level; one registry."""
