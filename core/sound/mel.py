"""How loud each tone is over time, in NumPy: what people look at, and what the runtime looks at.

PyTorch has the same in core/model/features.py, with gradients; tests hold both together.
"""

from functools import lru_cache

import numpy as np

from core.config import FeatureConfig

QUIETEST = 1e-10  # power: digital silence has a logarithm, too
SCALE_DB = 20.0  # decibels that are 1 in an image
MULTIPLICATIONS = 240_000  # at once: OpenBLAS shares 262,144 and more between threads


def block_images(sound: np.ndarray, block: int, step: int, features: FeatureConfig) -> np.ndarray:
    """The images of blocks in a row: (n_blocks, n_mels, n_frames) float32, as LogMel makes them.

    What neighbouring blocks share is measured once. Only over its two ends each block has columns
    of its own, because there its sound is thought to go on mirrored.

    Args:
        sound: float32 (n_samples,) from the beginning of the first block to the end of the last.
        block: samples of a block.
        step: samples from the beginning of a block to that of the next.
    """
    n_fft, hop = features.n_fft, features.hop_length
    blocks = np.lib.stride_tricks.sliding_window_view(sound, block)[::step]
    if step % hop or block < n_fft:  # no column of one block is one of another
        return even(np.stack([mel_levels_db(one, features) for one in blocks]), features)
    half, n_frames = n_fft // 2, block // hop + 1
    first, last = -(-half // hop), (block - half) // hop + 1  # columns between lie inside
    begin, end = (first - 1) * hop + n_fft - half, last * hop - half
    before = np.concatenate([blocks[:, half:0:-1], blocks[:, :begin]], axis=1)
    after = np.concatenate([blocks[:, end:], blocks[:, -2 : -half - 2 : -1]], axis=1)
    shared = _frames(sound, features)[first * hop - half :: hop]
    levels = np.empty((len(blocks), features.n_mels, n_frames), np.float32)
    of_all = np.lib.stride_tricks.sliding_window_view(levels_of(shared, features), last - first, 0)
    levels[:, :, first:last] = of_all[:: step // hop]
    for columns, ends in ((slice(first), before), (slice(last, n_frames), after)):
        frames = _frames(ends, features)[:, ::hop]
        of_ends = levels_of(frames.reshape(-1, n_fft), features)
        levels[:, :, columns] = of_ends.reshape(*frames.shape[:2], -1).transpose(0, 2, 1)
    return even(levels, features)


def even(levels: np.ndarray, features: FeatureConfig) -> np.ndarray:
    """Decibels (n, n_mels, n_frames) -> images: the range cut, the mean taken away; in place."""
    loudest = levels.max(axis=(1, 2), keepdims=True)
    np.maximum(levels, loudest - features.dynamic_range_db, out=levels)
    levels -= levels.mean(axis=(1, 2), keepdims=True)
    levels /= SCALE_DB
    return levels


def mel_levels_db(samples: np.ndarray, features: FeatureConfig) -> np.ndarray:
    """Samples (n,) at the features' rate -> decibels of every mel band (n_mels, n_frames)."""
    padded = np.pad(samples, features.n_fft // 2, mode="reflect")
    return levels_of(_frames(padded, features)[:: features.hop_length], features).T


def levels_of(frames: np.ndarray, features: FeatureConfig) -> np.ndarray:
    """Frames (n, n_fft) float32 -> decibels of every mel band (n, n_mels) float32."""
    levels = band_powers(frames, _hann(features.n_fft), mel_bands(features))
    np.log10(np.maximum(levels, QUIETEST, out=levels), out=levels)
    levels *= 10
    return levels


def band_powers(frames: np.ndarray, window: np.ndarray, bands: np.ndarray) -> np.ndarray:
    """Frames (n, n_fft) float32 -> the power in each band (n, n_bands).

    In parts so small that no memory is asked of the system for them, and that BLAS does not share
    the product between threads: on a busy machine each of them would wait for the others.

    Args:
        window: how much each sample counts, (n_fft,) float32.
        bands: how much each frequency counts in each band, (n_fft // 2 + 1, n_bands).
    """
    powers = np.empty((len(frames), bands.shape[1]), bands.dtype)
    n_frames = max(1, MULTIPLICATIONS // bands.size)
    for first in range(0, len(frames), n_frames):
        part = slice(first, first + n_frames)
        spectrum = np.fft.rfft(frames[part] * window, axis=1)
        powers[part] = (spectrum.real**2 + spectrum.imag**2) @ bands
    return powers


def _frames(sound: np.ndarray, features: FeatureConfig) -> np.ndarray:
    """All pieces of n_fft samples, one for each sample where one can begin."""
    return np.lib.stride_tricks.sliding_window_view(sound, features.n_fft, axis=-1)


@lru_cache(maxsize=8)
def _hann(n_fft: int) -> np.ndarray:
    """The weights of a frame's samples (n_fft,)."""
    weights: np.ndarray = np.hanning(n_fft + 1)[:-1].astype(np.float32)
    return weights


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
