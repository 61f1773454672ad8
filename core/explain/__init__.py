"""Which part of the sound decided: attribution, muting, the stages of the network.

In the order in which to read:

    stages        what each stage of the network sees
    attribution   which part of the sound decided
    muting        take parts away, and hear it again
"""
