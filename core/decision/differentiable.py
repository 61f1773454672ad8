"""`fold` and `calibrate` of core/decision/posteriors.py for tensors, with gradients.

Training fits the calibration, and the explanations ask what moves a score. A test proves that both
files give the same numbers.
"""

import math
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from core.config import DecisionConfig


def fold(log_probabilities: Tensor, classes: Sequence[str], words: Sequence[str]) -> Tensor:
    """Add up all classes that are not words: (..., n_classes) -> (..., n_words + 1)."""
    own = [classes.index(word) for word in words]
    rest = [index for index, name in enumerate(classes) if name not in words]
    if not rest:
        nothing = torch.full_like(log_probabilities[..., :1], -math.inf)
        return torch.cat([log_probabilities[..., own], nothing], dim=-1)
    neither = log_probabilities[..., rest].logsumexp(dim=-1, keepdim=True)
    return torch.cat([log_probabilities[..., own], neither], dim=-1)


def calibrate(folded: Tensor, decision: DecisionConfig) -> Tensor:
    """Folded log-probabilities (..., n_labels) -> probabilities that mean what they say."""
    temperature, bias = torch.tensor(decision.temperature), torch.tensor(decision.neither_bias)
    return scale(folded, temperature, bias)


def scale(folded: Tensor, temperature: Tensor, neither_bias: Tensor) -> Tensor:
    """The same with numbers () that are still being looked for."""
    shift = F.pad(neither_bias.reshape(1), (folded.shape[-1] - 1, 0))
    return (folded / temperature + shift).softmax(dim=-1)
