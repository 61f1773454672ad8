"""What can happen to a sound: noises, rooms, codecs, voices, timing, level; one registry.

In the order in which to read:

    level       louder, quieter, cut off flat, one sound over another
    synthetic   sounds that hold no word, made by arithmetic
    noises      to lay under a voice
    room        echo, and a floor of noise
    codecs      telephones, files, video calls
    voices      faster, higher, backwards, a child's
    timing      when a word is said
    registry    the one list of all these
    around      what can lie right beside a word
"""
