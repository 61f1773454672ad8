"""Folders of recordings: the words by speaker, and sounds that hold none of them.

In the order in which to read:

    reading     many recordings, some of which cannot be read
    splits      who is kept for validation and testing
    dataset     a folder of words
    negatives   a folder of sounds without the words
"""
