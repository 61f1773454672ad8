"""What happened in a training, as a person would say who looks at its curves."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from core.training.beginning import Epoch
from core.training.validation import Measured

BETTER_THAN_GUESSING = 0.08  # share of the recordings, at least
RISEN = 1.15  # times its lowest value, for a loss that has gone up again
GAP = 0.1  # share of recordings, between those it trained on and new voices


@dataclass(frozen=True)
class Story:
    """What there is to say."""

    best: Epoch  # whose weights are kept
    learned: bool  # more than guessing would give
    by_heart: bool  # the loss on new voices went up again, while that in training went down
    gap: bool  # it knows its own recordings better than new voices
    unfinished: bool  # it was still getting better


def accuracy(measured: Measured) -> float:
    """The share of right answers."""
    return measured.right / measured.of


def story(epochs: Sequence[Epoch], guessing: float) -> Story:
    """What there is to say about one epoch or more.

    Args:
        guessing: share of right answers for one who always gives the most frequent one.
    """
    best = min(epochs, key=lambda epoch: epoch.validation.loss)
    last = epochs[-1]
    learned = accuracy(best.validation) >= guessing + BETTER_THAN_GUESSING
    has_risen = last.validation.loss > RISEN * best.validation.loss
    return Story(
        best=best,
        learned=learned,
        by_heart=learned and has_risen and last.training.loss < best.training.loss,
        gap=learned and accuracy(last.training) - accuracy(last.validation) >= GAP,
        unfinished=best.number == last.number and not math.isclose(best.validation.loss, 0.0),
    )
