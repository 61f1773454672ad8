"""Break a recording, a little or a lot, and look for what makes the classifier change its mind.

Changes are applied in the order in which they happen between a mouth and a file, whatever the
order in which they are asked for: the way it is said (reversed, speed, pitch, shift), the room
(echo, then noises), the recorder (volume, clipping), and the way to the listener (telephone, MP3).
A change at its neutral amount does nothing at all. After each of them a sound that exceeds full
scale is made quieter as a whole, so that nothing is cut off but by clipping and volume.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
import torch.nn.functional as F
from torch import Tensor

import core.disturb as disturb
from core.audio import LIMITS, Clip, clip_from_array, prepare
from core.background import BACKGROUNDS, background
from core.classifier import Classifier, Prediction
from core.codecs import through_encoder
from core.config import FeatureConfig

LONGEST_SECONDS = 2.0  # of a recording that is broken; of a longer one, a part is
TELEPHONE_HIGHEST = 3_400.0  # Hz that an ordinary line carries
MP3_RATE = 16_000  # Hz at which MP3 is encoded
ROUNDS = 6  # of the search for the weakest spot, each with stronger changes
CHART_STEP = 4  # steps of the noise's level between two points of a curve

Amounts = Mapping[str, float]  # the names of changes -> how much


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that can happen to a sound, and how much of it there can be."""

    apply: disturb.Disturbance
    low: float
    high: float
    neutral: float = 0.0  # where nothing happens
    step: float = 1.0
    unit: str = ""

    def ways(self) -> list[tuple[float, ...]]:
        """Amounts from harmless to strong, upwards and downwards; only ways that there are."""
        lengths = {1: self.high - self.neutral, -1: self.neutral - self.low}
        return [
            tuple(
                round(self.neutral + sign * self.step * number, 6)
                for number in range(1, round(length / self.step) + 1)
            )
            for sign, length in lengths.items()
            if length > 0
        ]

    def within(self, amount: float) -> float:
        """The nearest amount that there is."""
        steps = round((min(max(amount, self.low), self.high) - self.low) / self.step)
        return round(self.low + steps * self.step, 6)


# The changes that core.disturb does not have as such


def reverse(waveform: Tensor, sample_rate: int, on: float) -> Tensor:
    """From its end to its beginning."""
    return waveform.flip(0)


def add_noise(kind: str, waveform: Tensor, sample_rate: int, level_db: float) -> Tensor:
    """A noise of core.background, `level_db` louder than the voice: 0 is as loud.

    It is the signal-to-noise ratio upside down. Both are mean powers, the voice's over the loudest
    second, as where the model is measured (core.robustness).
    """
    noise = background(kind, len(waveform), sample_rate)
    voice = loudest_second(waveform, sample_rate)
    return waveform + disturb.noise_gain(voice, noise, -level_db) * noise


def loudest_second(waveform: Tensor, sample_rate: int) -> Tensor:
    """The second of (n,) with the most power; all of it where it is shorter."""
    if len(waveform) <= sample_rate:
        return waveform
    energy = F.pad(waveform.double().square().cumsum(0), (1, 0))
    start = int((energy[sample_rate:] - energy[:-sample_rate]).argmax())
    return waveform[start : start + sample_rate]


def volume(waveform: Tensor, sample_rate: int, gain_db: float) -> Tensor:
    """Louder or quieter, and then written with 16 bits: what exceeds them is cut off flat."""
    gained = (waveform * 10 ** (gain_db / 20)).clamp(-1, 1)
    return (gained * 32_767).round() / 32_767


def clipping(waveform: Tensor, sample_rate: int, drive_db: float) -> Tensor:
    """So much too loud for the microphone, as loud as before afterwards."""
    return disturb.clipping(waveform, sample_rate, drive_db) * waveform.abs().max()


def telephone(waveform: Tensor, sample_rate: int, on: float) -> Tensor:
    """Through an old telephone line."""
    return disturb.telephone(waveform, sample_rate, TELEPHONE_HIGHEST)


def mp3(waveform: Tensor, sample_rate: int, kilobits: float) -> Tensor:
    """Through an MP3 file of so many kbit/s."""
    bits = round(1000 * kilobits)
    return through_encoder(waveform, sample_rate, "mp3", "libmp3lame", MP3_RATE, bits)


BEFORE_NOISE: dict[str, Change] = {
    "reversed": Change(apply=reverse, low=0, high=1),
    "speed": Change(apply=disturb.speed, low=0.5, high=2, neutral=1, step=0.05, unit="x"),
    "pitch": Change(apply=disturb.pitch, low=-12, high=12, unit="semitones"),
    "shift": Change(apply=disturb.shift, low=-0.5, high=0.5, step=0.05, unit="s"),
    "echo": Change(apply=disturb.echo, low=0, high=3, step=0.1, unit="s"),
}
NOISES: dict[str, Change] = {
    kind: Change(apply=partial(add_noise, kind), low=-40, high=20, neutral=-40, unit="dB")
    for kind in BACKGROUNDS
}
AFTER_NOISE: dict[str, Change] = {
    "volume": Change(apply=volume, low=-60, high=20, unit="dB"),
    "clipping": Change(apply=clipping, low=0, high=40, unit="dB"),
    "telephone": Change(apply=telephone, low=0, high=1),
    "mp3": Change(apply=mp3, low=8, high=64, neutral=64, step=8, unit="kbit/s"),
}
CHANGES: dict[str, Change] = BEFORE_NOISE | NOISES | AFTER_NOISE  # in the order of their use


def felt(amounts: Amounts) -> dict[str, float]:
    """The amounts that do something, in the order of CHANGES and within their bounds."""
    kept = {name: CHANGES[name].within(amounts[name]) for name in CHANGES if name in amounts}
    return {name: amount for name, amount in kept.items() if amount != CHANGES[name].neutral}


def change(waveform: Tensor, sample_rate: int, amounts: Amounts) -> Tensor:
    """A waveform (n,) -> the changed one; its length may change, too."""
    for name, amount in felt(amounts).items():
        waveform = CHANGES[name].apply(waveform, sample_rate, amount)
        waveform = waveform / waveform.abs().max().clamp(min=1)
    return waveform


def change_clip(clip: Clip, features: FeatureConfig, amounts: Amounts) -> Clip:
    """A recording -> the changed one; the very same where nothing changes it."""
    if not felt(amounts):
        return clip
    return _clip(change(prepare(clip, features), features.sample_rate, amounts), features)


def _clip(waveform: Tensor, features: FeatureConfig) -> Clip:
    shortest = math.ceil(LIMITS.min_seconds * features.sample_rate)
    waveform = F.pad(waveform, (0, max(shortest - len(waveform), 0)))
    return clip_from_array(waveform.numpy(), features.sample_rate)


def part_to_break(clip: Clip, prediction: Prediction) -> Clip:
    """At most two seconds, around what was heard; the very same clip if it is no longer."""
    if clip.seconds <= LONGEST_SECONDS:
        return clip
    n = round(LONGEST_SECONDS * clip.sample_rate)
    middle = (prediction.start + prediction.end) / 2
    first = round((middle - LONGEST_SECONDS / 2) * clip.sample_rate)
    first = min(max(first, 0), len(clip.samples) - n)
    return replace(clip, samples=np.ascontiguousarray(clip.samples[first : first + n]))


# The answer over the noise


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
        heard = predict_all([_clip(waveform, features) for waveform in changed], classifier)
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
    return [classifier.decide(judged) for judged in classifier.judge_all(clips)]


# The smallest change of the answer


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
        heard = predict_all([_clip(sound, features) for sound in changed], classifier)
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
