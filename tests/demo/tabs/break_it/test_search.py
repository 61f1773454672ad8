"""How far an answer holds, its weakest spot, and how much work both are."""

import math
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
import torch

from core import Classifier, Prediction
from core.config import NEITHER
from core.effects.registry import NOISES, change_clip
from core.sound.clip import Clip, clip_from_array
from demo.heard import Heard, hear
from demo.tabs.break_it import broken as breaking
from demo.tabs.break_it.broken import LONGEST_SECONDS, break_it, part_to_break
from demo.tabs.break_it.controls import SHOWN
from demo.tabs.break_it.search import HARMFUL, noise_curve, weakest_spot
from demo.ui.examples import SOUNDS, sound
from tests.sounds import spoken

RATE = 16_000


@pytest.fixture(scope="module")
def no(classifier: Classifier) -> Heard:
    return hear(sound("no_low.flac").path, classifier)


@pytest.fixture
def work(monkeypatch) -> Counter:
    """How often sounds are changed and prepared, and how many windows are judged."""
    counted: Counter = Counter()
    change, judge = breaking.change, Classifier.judge

    def counting_change(*given):
        counted["changes"] += 1
        return change(*given)

    def counting_judge(self, *sounds):
        rows = judge(self, *sounds)
        counted["windows"] += len(rows)
        return rows

    monkeypatch.setattr(breaking, "change", counting_change)
    monkeypatch.setattr(Classifier, "judge", counting_judge)
    return counted


def nobody_waits() -> None:
    """No other visitor has work."""


# The recording that is broken


@pytest.mark.parametrize(
    ("start", "end", "first"), [(0.1, 0.5, 0.0), (4.0, 4.6, 3.3), (9.5, 9.9, 8.0)]
)
def test_of_a_long_recording_a_part_is_broken(
    no: Heard, start: float, end: float, first: float
) -> None:
    samples = np.arange(10 * RATE, dtype=np.float32) / (10 * RATE)
    recording = replace(no.of, clip=Clip(samples, RATE, 2))
    heard = Heard(recording, replace(no.prediction, start=start, end=end), no.classifier)
    part = part_to_break(heard)
    assert len(part) == LONGEST_SECONDS * RATE
    assert part[0] == samples[round(first * RATE)]


def test_a_short_recording_is_broken_as_a_whole(no: Heard) -> None:
    assert part_to_break(no) is no.waveform


def test_what_is_not_changed_is_not_judged_again(no: Heard, work: Counter) -> None:
    assert break_it(no, {"echo": 0.0}).prediction is no.prediction
    assert not work


def test_a_change_is_made_once_and_judged_once(no: Heard, work: Counter) -> None:
    broken = break_it(no, {"echo": 0.5, "hiss": -10})
    windows = len(no.classifier.posteriors(clip_from_array(broken.waveform.numpy(), RATE))
                  .log_probabilities)  # fmt: skip
    at_once = no.classifier.decision.windows_at_once
    judged = math.ceil(windows / at_once) * at_once
    assert work == {"changes": 1, "windows": 2 * judged}  # once more to count them
    changed = change_clip(no.clip, no.classifier.features, broken.amounts)
    assert broken.prediction.scores == pytest.approx(
        no.classifier.classify(changed).scores, abs=1e-4
    )


# The answer over the noise


def test_the_curve_says_what_each_sound_alone_would(no: Heard) -> None:
    others = {"speed": 1.1, "volume": -10.0}
    curve = noise_curve(no.waveform, no.classifier, "hiss", others, nobody_waits)
    assert curve.levels[0] == NOISES["hiss"].neutral
    assert curve.levels[-1] == NOISES["hiss"].high
    assert list(curve.levels) == sorted(set(curve.levels))
    for index in (0, 5, len(curve.levels) - 1):
        alone = break_it(no, {**others, "hiss": curve.levels[index]}).prediction
        assert curve.predictions[index].label == alone.label
        assert curve.predictions[index].scores == pytest.approx(alone.scores, abs=1e-4)


def test_the_curve_ignores_other_noises(no: Heard) -> None:
    plain = noise_curve(no.waveform, no.classifier, "hum", {}, nobody_waits)
    noisy = {"hiss": 20.0, "hum": 3.0}
    assert noise_curve(no.waveform, no.classifier, "hum", noisy, nobody_waits) == plain


def test_the_curve_is_fine_where_the_answer_changes(no: Heard) -> None:
    pauses = []
    curve = noise_curve(no.waveform, no.classifier, "voices", {}, lambda: pauses.append(1))
    index = curve.first_other
    assert index is not None, "babble breaks no example"
    assert curve.levels[index] - curve.levels[index - 1] == 1
    assert {one.label for one in curve.predictions[:index]} == {"no"}
    assert curve.predictions[index].label != "no"
    assert len(pauses) == len(curve.levels)  # between all steps others have their turn


def test_the_threshold_decides(no: Heard) -> None:
    strict = no.classifier.with_threshold(0.999999)
    assert (
        noise_curve(no.waveform, strict, "hiss", {}, nobody_waits).predictions[0].label == NEITHER
    )


# The weakest spot, with a network that is easy to understand


class Listener:
    """Says "yes" to a sound by a rule, and "no" to others."""

    def __init__(self, classifier: Classifier, says_yes) -> None:
        self.features, self.says_yes, self.calls = classifier.features, says_yes, 0

    def classify(self, clip) -> Prediction:
        self.calls += 1
        label = "yes" if self.says_yes(clip) else "no"
        return Prediction(label, {"yes": 1.0, "no": 0.0}, 0, 1, 1, 0)


def spot_of(listener: Listener, samples: np.ndarray, label: str = "no"):
    return weakest_spot(torch.from_numpy(samples), listener, label, nobody_waits)


def test_the_weakest_spot_is_the_smallest_amount(classifier: Classifier) -> None:
    listener = Listener(classifier, lambda heard: heard.seconds < 0.895)
    spot = spot_of(listener, spoken())
    assert (spot.name, spot.amount, spot.prediction.label) == ("speed", 1.15, "yes")
    assert spot.share == pytest.approx(3 / 20)


def test_the_weakest_spot_may_be_below_the_neutral_amount(classifier: Classifier) -> None:
    samples = spoken()
    peak = float(np.abs(samples).max())
    listener = Listener(classifier, lambda heard: np.abs(heard.samples).max() < 0.35 * peak)
    spot = spot_of(listener, samples)
    assert (spot.name, spot.amount) == ("volume", -10)
    assert spot.share == pytest.approx(10 / 60)


def test_where_nothing_breaks_it_there_is_no_weakest_spot(classifier: Classifier) -> None:
    listener = Listener(classifier, lambda heard: True)
    assert spot_of(listener, spoken(), "yes") is None
    ways = sum(len(effect.ways()) for effect in SHOWN.values())
    assert ways < listener.calls <= 2 * ways  # at the end and in the middle


def test_a_change_that_breaks_it_only_in_the_middle_is_found(classifier: Classifier) -> None:
    # Slower, but not most; shifted as far as can be, it is 1.3 seconds long
    listener = Listener(classifier, lambda heard: 1.32 < heard.seconds < 1.5)
    spot = spot_of(listener, spoken())
    assert spot.name == "speed"
    assert spot.amount < 1


def test_a_switch_has_only_the_whole_way(classifier: Classifier) -> None:
    samples = spoken(start=0.1, end=0.4)
    backwards = samples[::-1] - samples.mean()
    listener = Listener(
        classifier,
        lambda heard: (
            len(heard.samples) == RATE and np.allclose(heard.samples, backwards, atol=1e-3)
        ),
    )
    spot = spot_of(listener, samples)
    assert (spot.name, spot.share) == ("reversed", 1)


def test_the_most_harmful_changes_are_shown() -> None:
    assert set(HARMFUL) < set(SHOWN)


@pytest.mark.parametrize(
    "example", [one for one in SOUNDS if len(one.words) == 1], ids=lambda one: one.file
)
def test_the_weakest_spot_of_an_example_breaks_it(
    classifier: Classifier, example, work: Counter
) -> None:
    heard = hear(example.path, classifier)
    windows = work["windows"]
    spot = weakest_spot(heard.waveform, classifier, example.label, nobody_waits)
    assert work["changes"] <= 40  # 108 where all changes grew together, sixth by sixth
    assert work["windows"] <= windows + 40 * windows
    assert spot is not None
    assert break_it(heard, {spot.name: spot.amount}).prediction.label == spot.prediction.label
    assert spot.prediction.label != example.label
    (way,) = (way for way in SHOWN[spot.name].ways() if spot.amount in way)
    index = way.index(spot.amount)
    assert spot.share == (index + 1) / len(way)
    if index > 0:
        before = break_it(heard, {spot.name: way[index - 1]})
        assert before.prediction.label == example.label
