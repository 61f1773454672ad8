"""From a folder of words to a trained and calibrated classifier."""
