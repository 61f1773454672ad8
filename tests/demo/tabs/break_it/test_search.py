"""How far an answer holds, and its weakest spot."""

from types import SimpleNamespace

import numpy as np
import pytest

from core import Classifier, Prediction
from core.config import NEITHER
from core.effects.registry import NOISES, change_clip
from core.sound.clip import Clip, clip_from_array
from core.sound.decode import read_clip
from demo.tabs.break_it.controls import SHOWN
from demo.tabs.break_it.search import (
    LONGEST_SECONDS,
    ROUNDS,
    noise_curve,
    part_to_break,
    predict_all,
    weakest_spot,
)
from demo.ui.examples import SOUNDS, sound
from tests.sounds import spoken

RATE = 16_000


@pytest.fixture(scope="module")
def no(classifier: Classifier) -> Clip:
    return read_clip(sound("no_low.flac").path)


# The recording that is broken


def at(start: float, end: float) -> SimpleNamespace:
    return SimpleNamespace(start=start, end=end)


@pytest.mark.parametrize(
    ("start", "end", "first"), [(0.1, 0.5, 0.0), (4.0, 4.6, 3.3), (9.5, 9.9, 8.0)]
)
def test_of_a_long_recording_a_part_is_broken(start: float, end: float, first: float) -> None:
    samples = np.arange(10 * RATE, dtype=np.float32) / (10 * RATE)
    clip = Clip(samples, RATE, 2)
    part = part_to_break(clip, at(start, end))
    assert part.seconds == LONGEST_SECONDS
    assert part.samples[0] == samples[round(first * RATE)]
    assert part.channels == 2


def test_a_short_recording_is_broken_as_a_whole(no: Clip) -> None:
    assert part_to_break(no, at(0.3, 0.8)) is no


def test_judging_all_at_once_is_judging_each(classifier: Classifier) -> None:
    clips = [read_clip(example.path) for example in SOUNDS]
    clips.append(clip_from_array(np.zeros(RATE, dtype=np.float32), RATE))
    for clip, heard in zip(clips, predict_all(clips, classifier), strict=True):
        alone = classifier.classify(clip)
        assert (heard.label, heard.reason, heard.advice) == (
            alone.label,
            alone.reason,
            alone.advice,
        )
        assert heard.scores == pytest.approx(alone.scores, abs=1e-4)
        assert (heard.start, heard.end, heard.seconds) == (alone.start, alone.end, alone.seconds)


# The answer over the noise


def test_the_curve_says_what_each_sound_alone_would(classifier: Classifier, no: Clip) -> None:
    others = {"speed": 1.1, "volume": -10.0}
    curve = noise_curve(no, classifier, "hiss", others)
    assert curve.levels[0] == NOISES["hiss"].neutral
    assert curve.levels[-1] == NOISES["hiss"].high
    assert list(curve.levels) == sorted(set(curve.levels))
    for index in (0, 5, len(curve.levels) - 1):
        amounts = {**others, "hiss": curve.levels[index]}
        alone = classifier.classify(change_clip(no, classifier.features, amounts))
        assert curve.predictions[index].label == alone.label
        assert curve.predictions[index].scores == pytest.approx(alone.scores, abs=1e-4)


def test_the_curve_ignores_other_noises(classifier: Classifier, no: Clip) -> None:
    plain = noise_curve(no, classifier, "hum", {})
    assert noise_curve(no, classifier, "hum", {"hiss": 20.0, "hum": 3.0}) == plain


def test_the_curve_begins_with_the_recording_itself(classifier: Classifier, no: Clip) -> None:
    first = noise_curve(no, classifier, "hiss", {}).predictions[0]
    assert first.scores == pytest.approx(classifier.classify(no).scores, abs=1e-5)


def test_the_curve_is_fine_where_the_answer_changes(classifier: Classifier, no: Clip) -> None:
    curve = noise_curve(no, classifier, "voices", {})
    index = curve.first_other
    assert index is not None, "babble breaks no example"
    assert curve.levels[index] - curve.levels[index - 1] == 1
    assert {one.label for one in curve.predictions[:index]} == {"no"}
    assert curve.predictions[index].label != "no"


# The weakest spot, with a network that is easy to understand


class Listener:
    """Says "yes" to a sound by a rule, and "no" to others."""

    def __init__(self, classifier: Classifier, says_yes) -> None:
        self.features, self.says_yes, self.calls = classifier.features, says_yes, 0

    def all_posteriors(self, clips):
        self.calls += 1
        return clips

    def decide(self, clip) -> Prediction:
        label = "yes" if self.says_yes(clip) else "no"
        return Prediction(label, {"yes": 1.0, "no": 0.0}, 0, 1, 1, 0)

    def classify(self, clip) -> Prediction:
        return self.decide(clip)


def test_the_weakest_spot_is_the_smallest_amount(classifier: Classifier) -> None:
    clip = clip_from_array(spoken(), RATE)
    listener = Listener(classifier, lambda heard: heard.seconds < 0.895)
    spot = weakest_spot(clip, listener)
    assert (spot.name, spot.amount, spot.prediction.label) == ("speed", 1.15, "yes")
    assert spot.share == pytest.approx(3 / 20)


def test_the_weakest_spot_may_be_below_the_neutral_amount(classifier: Classifier) -> None:
    clip = clip_from_array(spoken(), RATE)
    peak = float(np.abs(clip.samples).max())
    listener = Listener(classifier, lambda heard: np.abs(heard.samples).max() < 0.35 * peak)
    spot = weakest_spot(clip, listener)
    assert (spot.name, spot.amount) == ("volume", -10)
    assert spot.share == pytest.approx(10 / 60)


def test_where_nothing_breaks_it_there_is_no_weakest_spot(classifier: Classifier) -> None:
    listener = Listener(classifier, lambda heard: True)
    assert weakest_spot(clip_from_array(spoken(), RATE), listener) is None
    assert listener.calls == ROUNDS


def test_a_switch_has_only_the_whole_way(classifier: Classifier) -> None:
    clip = clip_from_array(spoken(start=0.1, end=0.4), RATE)
    backwards = clip.samples[::-1]
    listener = Listener(
        classifier,
        lambda heard: (
            len(heard.samples) == RATE and np.allclose(heard.samples, backwards, atol=1e-4)
        ),
    )
    spot = weakest_spot(clip, listener)
    assert (spot.name, spot.share) == ("reversed", 1)


@pytest.mark.parametrize(
    "example", [one for one in SOUNDS if len(one.words) == 1], ids=lambda one: one.file
)
def test_the_weakest_spot_of_an_example_breaks_it(classifier: Classifier, example) -> None:
    clip = read_clip(example.path)
    spot = weakest_spot(clip, classifier)
    assert spot is not None
    changed = change_clip(clip, classifier.features, {spot.name: spot.amount})
    assert classifier.classify(changed).label == spot.prediction.label != example.label
    (way,) = (way for way in SHOWN[spot.name].ways() if spot.amount in way)
    index = way.index(spot.amount)
    assert spot.share == (index + 1) / len(way)
    if index > 0:
        before = change_clip(clip, classifier.features, {spot.name: way[index - 1]})
        assert classifier.classify(before).label == example.label


def test_the_threshold_decides(classifier: Classifier, no: Clip) -> None:
    strict = classifier.with_threshold(0.999999)
    assert noise_curve(no, strict, "hiss", {}).predictions[0].label == NEITHER
    assert noise_curve(no, classifier, "hiss", {}).predictions[0].label == "no"
