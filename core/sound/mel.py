"""How loud each tone is over time, in NumPy: what people look at.

The network's own image is made by core/model/features.py, of the same numbers.
"""

from functools import lru_cache

import numpy as np

from core.config import FeatureConfig

QUIETEST = 1e-10  # power: digital silence has a logarithm, too


def mel_levels_db(samples: np.ndarray, features: FeatureConfig) -> np.ndarray:
    """Samples (n,) at the features' rate -> decibels of every mel band (n_mels, n_frames)."""
    n_fft, hop = features.n_fft, features.hop_length
    padded = np.pad(samples, n_fft // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, n_fft)[::hop]
    window = np.hanning(n_fft + 1)[:-1].astype(np.float32)
    spectrum = np.fft.rfft(frames * window, axis=1)
    power = (spectrum.real**2 + spectrum.imag**2) @ mel_bands(features)
    levels: np.ndarray = 10 * np.log10(np.maximum(power, QUIETEST)).T.astype(np.float32)
    return levels


@lru_cache(maxsize=8)
def mel_bands(features: FeatureConfig) -> np.ndarray:
    """How much each frequency counts in each band: triangles, (n_fft // 2 + 1, n_mels).

    The mel scale of Stevens, Volkmann and Newman (1937) in the formula of HTK.
    """
    low, high = (2_595 * np.log10(1 + f / 700) for f in (features.f_min, features.f_max))
    corners = 700 * (10 ** (np.linspace(low, high, features.n_mels + 2) / 2_595) - 1)
    hertz = np.linspace(0, features.sample_rate // 2, features.n_fft // 2 + 1)[:, None]
    rising = (hertz - corners[:-2]) / (corners[1:-1] - corners[:-2])
    falling = (corners[2:] - hertz) / (corners[2:] - corners[1:-1])
    bands: np.ndarray = np.maximum(0, np.minimum(rising, falling)).astype(np.float32)
    return bands
