"""Sound of any length is cut into windows that overlap: the network judges one second at a time.

The first window that decides has its middle where the sound begins, and the last has it no later
than the end: a word at the very edge has its full share of windows, with silence beyond the edge.

Neighbouring windows share nine tenths of their sound. So `windows_at_once` of them in a row are a
block, on which the network looks once: see core/model/bc_resnet.py.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from core.config import DecisionConfig, FeatureConfig
from core.sound.levels import Span
from core.sound.mel import block_images

if TYPE_CHECKING:
    from torch import Tensor


def hop_samples(features: FeatureConfig, decision: DecisionConfig) -> int:
    """Samples from one window to the next."""
    return round(decision.hop_seconds * features.sample_rate)


def block_samples(features: FeatureConfig, decision: DecisionConfig) -> int:
    """Samples of the windows on which the network looks together."""
    return features.n_samples + (decision.windows_at_once - 1) * hop_samples(features, decision)


def blocks_in(sound: np.ndarray, features: FeatureConfig, decision: DecisionConfig) -> np.ndarray:
    """Sound (n_samples,) of blocks in a row -> a view of each: (n_blocks, block_samples).

    It reaches from the beginning of the first block to the end of the last, or is empty.
    """
    size, step = _block_and_step(features, decision)
    if len(sound) == 0:
        return np.zeros((0, size), np.float32)
    return np.lib.stride_tricks.sliding_window_view(sound, size)[::step]


def images_in(sound: np.ndarray, features: FeatureConfig, decision: DecisionConfig) -> np.ndarray:
    """The same sound -> the image of each block: (n_blocks, n_mels, n_frames) float32."""
    return block_images(sound, *_block_and_step(features, decision), features)


def _block_and_step(features: FeatureConfig, decision: DecisionConfig) -> tuple[int, int]:
    """Samples of a block, and from its beginning to that of the next."""
    step = decision.windows_at_once * hop_samples(features, decision)
    return block_samples(features, decision), step


def samples_before(features: FeatureConfig, decision: DecisionConfig) -> int:
    """Samples of silence before the sound: half a window, and the windows only for smoothing."""
    return features.n_samples // 2 + (decision.smoothing - 1) // 2 * hop_samples(features, decision)


def windows_around(
    waveform: "Tensor",
    spans: Sequence[Span],
    farthest: float,
    features: FeatureConfig,
    decision: DecisionConfig,
) -> "Tensor":
    """So many windows as decide together, around the longest burst: (smoothing, n_samples).

    Training and validation look at one word in a short recording (n,) in this way.

    Args:
        spans: the bursts; without any it is the middle of the recording.
        farthest: seconds that the windows' middle may be from the recording's middle.
    """
    import torch.nn.functional as F

    hop = hop_samples(features, decision)
    half = waveform.shape[-1] / 2 / features.sample_rate
    start, end = max(spans, key=lambda span: span[1] - span[0], default=(half, half))
    centre = min(max((start + end) / 2, half - farthest), half + farthest)
    left = samples_before(features, decision) - round(centre * features.sample_rate)
    whole = features.n_samples + (decision.smoothing - 1) * hop
    padded = F.pad(waveform, (left, whole - left - waveform.shape[-1]))  # a negative number cuts
    return padded.unfold(0, features.n_samples, hop)
