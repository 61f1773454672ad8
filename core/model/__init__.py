"""Sound becomes an image, and a network looks at it: waveforms in, logits out.

In the order in which to read:

    features       sound becomes an image
    network        what every network can do
    lesson_cnn     the lesson's own network
    bc_resnet      the network that the product uses
    taught         the same with a last layer that was computed from a few tries
    speech_model   image and network in one
"""
