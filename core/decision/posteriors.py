"""From log-probabilities of the classes to calibrated posteriors of the answers. All is NumPy.

core/decision/differentiable.py has the same for tensors.
"""

from collections.abc import Sequence

import numpy as np

from core.config import DecisionConfig


def fold(log_probabilities: np.ndarray, classes: Sequence[str], words: Sequence[str]) -> np.ndarray:
    """Add up all classes that are not words.

    (..., n_classes) log-probabilities -> (..., n_words + 1): the words in order, then 'neither'.
    """
    own = [classes.index(word) for word in words]
    rest = [index for index, name in enumerate(classes) if name not in words]
    neither = np.full_like(log_probabilities[..., :1], -np.inf)
    if rest:
        loudest = log_probabilities[..., rest].max(axis=-1, keepdims=True)
        loudest = np.maximum(loudest, np.finfo(np.float32).min)  # of nothing but minus infinity
        parts = np.exp(log_probabilities[..., rest] - loudest)
        with np.errstate(divide="ignore"):
            neither = loudest + np.log(parts.sum(axis=-1, keepdims=True))
    return np.concatenate([log_probabilities[..., own], neither], axis=-1)


def calibrate(folded: np.ndarray, decision: DecisionConfig) -> np.ndarray:
    """Folded log-probabilities (..., n_labels) -> probabilities that mean what they say.

    Source: Guo et al. (2017), "On Calibration of Modern Neural Networks", temperature scaling,
    with a second number for how common 'neither' is.
    """
    scaled = folded / decision.temperature
    scaled[..., -1] += decision.neither_bias
    powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    scores: np.ndarray = powers / powers.sum(axis=-1, keepdims=True)
    return scores


def smooth(values: np.ndarray, smoothing: int) -> np.ndarray:
    """The mean of so many windows in a row: (n_windows, k) -> (n_windows - smoothing + 1, k)."""
    parts = [values[first : len(values) - smoothing + 1 + first] for first in range(smoothing)]
    mean: np.ndarray = sum(parts[1:], parts[0]) / smoothing
    return mean
