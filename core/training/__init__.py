"""From a folder of words to a trained and calibrated classifier.

In the order in which to read:

    recipe            the settings of a run
    generators        random numbers that are the same in every run
    augment, voices   what can happen to a training sound: rooms, microphones, other voices
    cuts              windows of long recordings, and the hard ones among them
    ranks             several processes that train together
    batches           what the network hears, mixed anew for every batch
    teacher           what a network that knows more words makes of the same sounds
    sounds            all that is heard in training
    validation        what is never heard, and how the network does on it
    calibrate         scores that mean what they say
    loop              hear a batch, measure the error, change the weights
    run               all of it
    operating_points  how sure it must be, by hours of speech and noise
    beginning         a small run to watch
    many_words        the other network, which Teach uses
"""
