"""From log-probabilities of the classes to calibrated posteriors of the answers."""

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from core.config import (
    DecisionConfig,
)


def fold(log_probabilities: Tensor, classes: Sequence[str], words: Sequence[str]) -> Tensor:
    """Add up all classes that are not words.

    (..., n_classes) log-probabilities -> (..., n_words + 1): the words in order, then 'neither'.
    """
    own = [classes.index(word) for word in words]
    rest = [index for index, name in enumerate(classes) if name not in words]
    if not rest:
        nothing = torch.full_like(log_probabilities[..., :1], -math.inf)
        return torch.cat([log_probabilities[..., own], nothing], dim=-1)
    neither = log_probabilities[..., rest].logsumexp(dim=-1, keepdim=True)
    return torch.cat([log_probabilities[..., own], neither], dim=-1)


def calibrate(folded: Tensor, decision: DecisionConfig) -> Tensor:
    """Folded log-probabilities (..., n_labels) -> probabilities that mean what they say.

    Source: Guo et al. (2017), "On Calibration of Modern Neural Networks", temperature scaling,
    with a second number for how common 'neither' is.
    """
    shift = torch.zeros(folded.shape[-1])
    shift[-1] = decision.neither_bias
    return (folded / decision.temperature + shift).softmax(dim=-1)


def smooth(values: Tensor, smoothing: int) -> Tensor:
    """(n_windows, k) -> (n_windows - smoothing + 1, k)."""
    return values.unfold(0, smoothing, 1).mean(dim=-1)
