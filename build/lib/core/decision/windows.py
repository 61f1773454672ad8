"""A recording of any length is cut into windows that overlap: the network judges one second."""

import math

import torch.nn.functional as F
from torch import Tensor

from core.config import (
    AugmentConfig,
    DecisionConfig,
    FeatureConfig,
)
from core.sound.levels import Span

FARTHEST_SHIFT = AugmentConfig().shift_seconds  # as far as words are shifted in training


def cut_windows(
    waveform: Tensor, features: FeatureConfig, decision: DecisionConfig, spans: list[Span]
) -> tuple[Tensor, float]:
    """A waveform (n,) -> overlapping windows (n_windows, n_samples), and the first one's start.

    Silence is added at both ends, so that a word at the very beginning or end of the recording
    gets its full share of windows. A recording of no more than one window has few of them: they
    are laid around its longest burst of sound, because the network knows words best in the middle.
    The start is in seconds after the recording's.
    """
    hop = round(decision.hop_seconds * features.sample_rate)
    beside = hop * (decision.smoothing - 1) // 2
    n = waveform.shape[-1]
    steps = max(0, math.ceil((n - features.n_samples) / hop))
    missing = features.n_samples + steps * hop - n
    left = beside
    if steps == 0:
        left += missing // 2
        if spans:
            start, end = max(spans, key=lambda span: span[1] - span[0])
            off_centre = (start + end) / 2 - n / 2 / features.sample_rate
            shift = min(max(off_centre, -FARTHEST_SHIFT), FARTHEST_SHIFT)
            left -= round(shift * features.sample_rate)
    padded = F.pad(waveform, (left, missing + 2 * beside - left))  # a negative number cuts
    return padded.unfold(0, features.n_samples, hop), -left / features.sample_rate
