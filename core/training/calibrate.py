"""Make scores mean what they say: of the answers given at 90 %, nine in ten should be right.

Two numbers are fitted on validation recordings, which training did not hear. Both kinds of error
count alike: half of the weight is on words, half on everything else.
"""

from dataclasses import replace

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from core.config import DecisionConfig
from core.decision.differentiable import scale

TEMPERATURES = (0.05, 20.0)  # beyond, all scores are 0 or 1, or all are alike
LARGEST_BIAS = 20.0


def balanced_loss(probabilities: Tensor, targets: Tensor) -> Tensor:
    """Negative log-likelihood in nats, each label counting alike: the words share one half.

    Args:
        probabilities: (n, n_labels), the last one 'neither'.
        targets: (n,) label numbers.
    """
    n_labels = probabilities.shape[-1]
    losses = F.nll_loss(probabilities.clamp(min=1e-9).log(), targets, reduction="none")
    present = [label for label in range(n_labels) if bool((targets == label).any())]
    weights = dict.fromkeys(range(n_labels - 1), 0.5 / (n_labels - 1)) | {n_labels - 1: 0.5}
    total = sum(weights[label] for label in present)
    means = [weights[label] * losses[targets == label].mean() for label in present]
    return torch.stack(means).sum() / total


def fit_calibration(folded: Tensor, targets: Tensor, decision: DecisionConfig) -> DecisionConfig:
    """The decision with the temperature and bias that explain the validation recordings best.

    Args:
        folded: (n, smoothing, n_labels) log-probabilities of neighbouring windows.
        targets: (n,) label numbers, the last one 'neither'.
    """
    can_refuse = bool(torch.isfinite(folded[..., -1]).all())
    # Instead of minus infinity a number with the same probability, 0, but with a gradient.
    folded = folded.double().clamp(min=-1e4)
    log_temperature = torch.zeros((), dtype=torch.double, requires_grad=True)
    bias = torch.zeros((), dtype=torch.double, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [log_temperature, bias], max_iter=100, line_search_fn="strong_wolfe"
    )
    chosen = torch.ones_like(targets, dtype=torch.bool)
    if not can_refuse:
        chosen = targets != folded.shape[-1] - 1

    def closure() -> Tensor:
        optimizer.zero_grad()
        scores = scale(folded[chosen], log_temperature.exp(), bias).mean(dim=1)
        loss = balanced_loss(scores, targets[chosen])
        loss.backward()
        return loss

    optimizer.step(closure)
    # Where every answer is right, or every one is wrong, the best temperature is 0 or infinity.
    temperature = log_temperature.detach().exp().clamp(*TEMPERATURES)
    limited_bias = bias.detach().clamp(-LARGEST_BIAS, LARGEST_BIAS)
    return replace(
        decision,
        temperature=float(temperature),
        neither_bias=float(limited_bias) if can_refuse else 0.0,
    )


def choose_threshold(scores: np.ndarray, false_accept_share: float) -> float:
    """The lowest threshold, in steps of 0.01, that accepts at most this share of non-words.

    Args:
        scores: (n,) the score of the likelier word in recordings that hold none.
    """
    for hundredths in range(50, 100):
        threshold = hundredths / 100
        if np.sum(scores >= threshold) <= false_accept_share * len(scores):
            return threshold
    return 0.99
