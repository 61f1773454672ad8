"""Resample samples: a sinc under a Hann window, with the very numbers of torchaudio's `resample`.

Source: Smith, J. O., "Digital Audio Resampling", https://ccrma.stanford.edu/~jos/resample/
"""

import math
from functools import lru_cache

import numpy as np

ZERO_CROSSINGS = 6  # of the sinc, on each side
ROLLOFF = 0.99  # the highest frequency that is kept, of the lower of the two highest
AT_ONCE = 2**20  # numbers: bounds the memory that a long recording takes


def sinc_resample(samples: np.ndarray, step: int, new_step: int) -> np.ndarray:
    """Float32 samples (n,) -> (ceil(n * new_step / step),), so many new ones for every `step`."""
    kernels, reach = _kernels(step, new_step)
    padded = np.pad(samples.astype(np.float32, copy=False), (reach, reach + step))
    frames = np.lib.stride_tricks.sliding_window_view(padded, len(kernels))[::step]
    rows = max(1, AT_ONCE // len(kernels))
    parts = [frames[first : first + rows] @ kernels for first in range(0, len(frames), rows)]
    length = -(-len(samples) * new_step // step)
    new: np.ndarray = np.concatenate(parts).reshape(-1)[:length]
    return new


@lru_cache(maxsize=8)
def _kernels(step: int, new_step: int) -> tuple[np.ndarray, int]:
    """The weights (2 * reach + step, new_step) float32 of each new sample, and the reach."""
    lowest = min(step, new_step) * ROLLOFF
    reach = math.ceil(ZERO_CROSSINGS * step / lowest)
    old = np.arange(-reach, reach + step) / step
    new = np.arange(new_step) / new_step
    crossings = np.clip((old[:, None] - new) * lowest, -ZERO_CROSSINGS, ZERO_CROSSINGS)
    window = np.cos(crossings * np.pi / ZERO_CROSSINGS / 2) ** 2
    return (np.sinc(crossings) * window * lowest / step).astype(np.float32), reach
