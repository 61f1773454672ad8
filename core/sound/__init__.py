"""Sound in: a file or an array becomes a `Clip`; how loud, where, and what is wrong with it.

In the order in which to read:

    sinc                 resample: the arithmetic
    clip                 a `Clip`, and the one way from it to what the network hears
    ffmpeg, decode       any file becomes a `Clip`
    folders              which files in a folder are recordings
    mel                  how loud each tone is over time
    levels               where sound is, and how loud
    advice               what is wrong with a recording, and what to do better
    resampling, stream   sound that goes on and on: from a pipe or a microphone
"""
