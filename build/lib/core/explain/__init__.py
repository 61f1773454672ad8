"""Which part of the sound decided: attribution, muting, the stages of the network."""
