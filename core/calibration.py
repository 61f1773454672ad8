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
        folded: (n, n_neighbours, n_labels) log-probabilities of neighbouring windows.
        targets: (n,) label numbers, the last one 'neither'.
    """
    folded = folded.double()
    log_temperature = torch.zeros((), dtype=torch.double, requires_grad=True)
    bias = torch.zeros((), dtype=torch.double, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [log_temperature, bias], max_iter=100, line_search_fn="strong_wolfe"
    )
    can_refuse = bool(torch.isfinite(folded[..., -1]).all())
    chosen = torch.ones_like(targets, dtype=torch.bool)
    if not can_refuse:
        chosen = targets != folded.shape[-1] - 1

    def closure() -> Tensor:
        optimizer.zero_grad()
        shift = F.pad(bias.reshape(1), (folded.shape[-1] - 1, 0))
        scores = (folded[chosen] / log_temperature.exp() + shift).softmax(dim=-1).mean(dim=1)
        loss = balanced_loss(scores, targets[chosen])
        loss.backward()
        return loss

    optimizer.step(closure)
    return replace(
        decision,
        temperature=float(log_temperature.detach().exp()),
        neither_bias=float(bias.detach()) if can_refuse else 0.0,
    )


def choose_threshold(scores: np.ndarray, false_accept_share: float) -> float:
    """The lowest threshold, in steps of 0.01, that accepts at most this share of non-words.

    Args:
        scores: (n,) the score of the likelier word in recordings that hold none.
    """
    for threshold in np.arange(0.5, 1.0, 0.01):
        if np.mean(scores >= threshold) <= false_accept_share:
            return round(float(threshold), 2)
    return 0.99
