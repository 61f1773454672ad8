"""Look for what makes the classifier change its mind: the noise it bears, the weakest spot.

Both are slow work: they let others go first between two of their steps, by calling `pause`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from torch import Tensor

from core.decision.classifier import Classifier
from core.decision.prediction import Prediction
from core.effects.registry import (
    AFTER_NOISE,
    BEFORE_NOISE,
    NOISES,
    Amounts,
    Effect,
    change,
)
from demo.tabs.break_it.broken import broken
from demo.tabs.break_it.controls import SHOWN

CHART_STEP = 4  # steps of the noise's level between two points of a curve
# Found soonest where the most harmful ones are tried first: of the others only less is tried then
HARMFUL = ("pitch", "voices", "birds", "speed", "music", "hiss", "rain")
SHARES = (1.0, 0.5)  # of each way: the second where no end of a way flips the answer
Pause = Callable[[], None]


@dataclass(frozen=True)
class Curve:
    """What is heard at rising levels of a noise; the first is the level of no noise."""

    levels: tuple[float, ...]  # dB over the voice
    predictions: tuple[Prediction, ...]

    @property
    def first_other(self) -> int | None:
        """Where the answer is another one than without noise for the first time."""
        labels = [prediction.label for prediction in self.predictions]
        return next((index for index, label in enumerate(labels) if label != labels[0]), None)


def noise_curve(
    waveform: Tensor, classifier: Classifier, kind: str, amounts: Amounts, pause: Pause
) -> Curve:
    """The answer at every level of one kind of noise, with all other changes as they are.

    The levels are coarse, but fine where the answer first changes.
    """
    noise = NOISES[kind]
    before = change(waveform, classifier.features.sample_rate, _only(BEFORE_NOISE, amounts))
    after = _only(AFTER_NOISE, amounts)
    found: dict[float, Prediction] = {}

    def listen(levels: tuple[float, ...] | list[float]) -> None:
        for level in levels:
            pause()
            found[level] = broken(before, classifier, {**after, kind: level}).prediction

    (fine,) = noise.ways()
    listen((noise.neutral, *fine[CHART_STEP - 1 :: CHART_STEP]))
    index = _curve(found).first_other
    if index is not None:
        low, high = sorted(found)[index - 1 : index + 1]
        listen([level for level in fine if low < level < high])
    return _curve(found)


def _curve(found: Mapping[float, Prediction]) -> Curve:
    levels = tuple(sorted(found))
    return Curve(levels, tuple(found[level] for level in levels))


def _only(effects: Mapping[str, Effect], amounts: Amounts) -> Amounts:
    return {name: amount for name, amount in amounts.items() if name in effects}


@dataclass(frozen=True)
class WeakSpot:
    """A single change that makes the answer another one."""

    name: str  # of an effect
    amount: float
    share: float  # of the way from harmless to the strongest amount in this direction
    prediction: Prediction  # the new answer


@dataclass
class _Way:
    """One way of an effect, and what is known of it: places in `amounts`."""

    name: str
    amounts: tuple[float, ...]
    holds: int = -1  # the strongest amount that was tried and changed nothing
    spot: WeakSpot | None = None  # the weakest that did

    def last_within(self, share: float) -> int:
        """The strongest amount within a share of the way; -1 if there is none."""
        return int(share * len(self.amounts) + 1e-9) - 1

    def share(self, index: int) -> float:
        """Of the whole way."""
        return (index + 1) / len(self.amounts)


def weakest_spot(
    waveform: Tensor, classifier: Classifier, label: str, pause: Pause
) -> WeakSpot | None:
    """The smallest single change after which the answer is not `label`; None if there is none.

    "Smallest" is the share of a slider's way from its neutral place to its end; a switch has only
    the whole way. Each way is tried just below the smallest change that is known so far; if that
    flips the answer, too, halving finds the smallest that does. It is taken for granted that what
    flips the answer also flips it when there is more of it.
    """

    def flips(way: _Way, index: int) -> bool:
        """Try one amount, and note whether the answer is another one."""
        pause()
        given = broken(waveform, classifier, {way.name: way.amounts[index]}).prediction
        if given.label == label:
            way.holds = index
        else:
            way.spot = WeakSpot(way.name, way.amounts[index], way.share(index), given)
        return given.label != label

    best: WeakSpot | None = None
    for share in SHARES:
        for way in _ways():
            index = way.last_within(best.share - 1e-6 if best is not None else share)
            if index < 0 or not flips(way, index):
                continue
            while index - way.holds > 1:
                tried = (index + way.holds) // 2
                if flips(way, tried):
                    index = tried
            best = way.spot
        if best is not None:
            break
    return best


def _ways() -> list[_Way]:
    """All ways there are, the most harmful first."""
    names = [*HARMFUL, *(name for name in SHOWN if name not in HARMFUL)]
    return [_Way(name, amounts) for name in names for amounts in SHOWN[name].ways()]
