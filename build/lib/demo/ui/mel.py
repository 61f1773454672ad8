"""The mel scale in numbers: which tone stands in which row of the image."""

import math

from core.config import FeatureConfig


def mel_of(hertz: float) -> float:
    """How high a tone sounds."""
    return 2595 * math.log10(1 + hertz / 700)


def hertz_of(mels: float) -> float:
    """The inverse of `mel_of`."""
    return 700 * (10 ** (mels / 2595) - 1)


def band_of(hertz: float, features: FeatureConfig) -> float:
    """The band, 0 and up, that has this tone in its middle: the bands are equal steps in mel."""
    low, high = mel_of(features.f_min), mel_of(features.f_max)
    return (mel_of(hertz) - low) / (high - low) * (features.n_mels + 1) - 1


def middle_of(band: float, features: FeatureConfig) -> float:
    """The tone in Hz in the middle of a band: the inverse of `band_of`."""
    low, high = mel_of(features.f_min), mel_of(features.f_max)
    return hertz_of(low + (band + 1) / (features.n_mels + 1) * (high - low))


def width_of(band: float, features: FeatureConfig) -> float:
    """From one foot of a band's triangle to the other, in Hz."""
    return middle_of(band + 1, features) - middle_of(band - 1, features)


def highest_tone(features: FeatureConfig) -> float:
    """The tone of the spectrogram's last row in Hz: half the sample rate."""
    return features.n_fft // 2 * features.sample_rate / features.n_fft
