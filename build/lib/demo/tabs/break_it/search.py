"""Look for what makes the classifier change its mind: the noise it bears, the weakest spot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from core.effects.breaking import (
    AFTER_NOISE,
    BEFORE_NOISE,
    CHANGES,
    NOISES,
    Amounts,
    Change,
    change,
    change_clip,
    padded_clip,
)

from core.decision.classifier import Classifier
from core.decision.prediction import Prediction
from core.sound.clip import Clip, prepare

LONGEST_SECONDS = 2.0  # of a recording that is broken; of a longer one, a part is


ROUNDS = 6  # of the search for the weakest spot, each with stronger changes


CHART_STEP = 4  # steps of the noise's level between two points of a curve


def part_to_break(clip: Clip, prediction: Prediction) -> Clip:
    """At most two seconds, around what was heard; the very same clip if it is no longer."""
    if clip.seconds <= LONGEST_SECONDS:
        return clip
    n = round(LONGEST_SECONDS * clip.sample_rate)
    middle = (prediction.start + prediction.end) / 2
    first = round((middle - LONGEST_SECONDS / 2) * clip.sample_rate)
    first = min(max(first, 0), len(clip.samples) - n)
    return replace(clip, samples=np.ascontiguousarray(clip.samples[first : first + n]))


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


def noise_curve(clip: Clip, classifier: Classifier, kind: str, amounts: Amounts) -> Curve:
    """The answer at every level of one kind of noise, with all other changes as they are.

    The levels are coarse, but fine where the answer first changes.
    """
    features, noise = classifier.features, NOISES[kind]
    rate, others = features.sample_rate, {**amounts, **dict.fromkeys(NOISES, noise.neutral)}
    before = change(prepare(clip, features), rate, _only(BEFORE_NOISE, others))
    after = _only(AFTER_NOISE, others)

    def hear(levels: Sequence[float]) -> dict[float, Prediction]:
        changed = [change(before, rate, {**after, kind: level}) for level in levels]
        heard = predict_all([padded_clip(waveform, features) for waveform in changed], classifier)
        return dict(zip(levels, heard, strict=True))

    (fine,) = noise.ways()
    first = {noise.neutral: predict_all([change_clip(clip, features, others)], classifier)[0]}
    found = first | hear(fine[CHART_STEP - 1 :: CHART_STEP])
    index = _curve(found).first_other
    if index is not None:
        low, high = sorted(found)[index - 1 : index + 1]
        found |= hear([level for level in fine if low < level < high])
    return _curve(found)


def _curve(found: Mapping[float, Prediction]) -> Curve:
    levels = tuple(sorted(found))
    return Curve(levels, tuple(found[level] for level in levels))


def _only(changes: Mapping[str, Change], amounts: Amounts) -> Amounts:
    return {name: amount for name, amount in amounts.items() if name in changes}


def predict_all(clips: Sequence[Clip], classifier: Classifier) -> list[Prediction]:
    """The answers to several recordings, as `Classifier.classify` gives them, in one go."""
    return [classifier.decide(each) for each in classifier.all_posteriors(clips)]


@dataclass(frozen=True)
class WeakSpot:
    """A single change that makes the answer another one."""

    name: str  # of CHANGES
    amount: float
    share: float  # of the way from harmless to the strongest amount in this direction
    prediction: Prediction  # the new answer


@dataclass
class _Way:
    """One way of a change, and what is known of it: places in `amounts`."""

    name: str
    amounts: tuple[float, ...]
    holds: int = -1  # the strongest amount that was tried and changed nothing
    flips: list[tuple[int, Prediction]] = field(default_factory=list)  # those that did, ever weaker


def weakest_spot(clip: Clip, classifier: Classifier) -> WeakSpot | None:
    """The smallest single change after which the answer is another one; None if there is none.

    "Smallest" is the share of a slider's way from its neutral place to its end; a switch has only
    the whole way. All changes grow together, a sixth of their ways at a time, until one of them
    flips the answer. Then halving finds its smallest amount. An answer that flips and flips back
    within one of these sixths is not seen.
    """
    features = classifier.features
    waveform, answer = prepare(clip, features), classifier.classify(clip).label

    def listen(trials: Sequence[tuple[_Way, int]]) -> None:
        """Try one amount of each way, all in one go, and note whether the answer holds."""
        changed = [
            change(waveform, features.sample_rate, {way.name: way.amounts[index]})
            for way, index in trials
        ]
        heard = predict_all([padded_clip(sound, features) for sound in changed], classifier)
        for (way, index), prediction in zip(trials, heard, strict=True):
            if prediction.label == answer:
                way.holds = index
            else:
                way.flips.append((index, prediction))

    ways = [_Way(name, way) for name in CHANGES for way in CHANGES[name].ways()]
    for number in range(1, ROUNDS + 1):
        ends = [(way, len(way.amounts) * number // ROUNDS - 1) for way in ways]
        listen([(way, end) for way, end in ends if end > way.holds])
        flipping = [way for way in ways if way.flips]
        if flipping:
            break
    while unsettled := [way for way in flipping if way.flips[-1][0] - way.holds > 1]:
        listen([(way, (way.flips[-1][0] + way.holds) // 2) for way in unsettled])
    spots = []
    for way in flipping:
        index, prediction = way.flips[-1]
        share = (index + 1) / len(way.amounts)
        spots.append(WeakSpot(way.name, way.amounts[index], share, prediction))
    return min(spots, key=lambda spot: spot.share, default=None)
