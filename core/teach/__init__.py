"""Teach it your own words: a few tries of each become a classifier like any other.

In the order in which to read:

    tries      a recording by somebody who teaches is checked and cut
    backbone   the network, and what it makes of sounds that nobody taught it
    report     what a class reads of its taught model
    teach      a few tries of each word become a last layer
    package    the taught model with its recordings, to take home
"""
