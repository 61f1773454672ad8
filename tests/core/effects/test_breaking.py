"""What breaks a recording, how far an answer holds, and its weakest spot."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch

from core import Classifier, Prediction
from core.config import NEITHER
from core.effects import breaking
from core.effects.breaking import CHANGES, NOISES, change, change_clip, felt
from core.effects.noises import BACKGROUNDS, SECONDS, background
from core.sound.clip import Clip, clip_from_array
from core.sound.decode import read_clip
from demo.tabs.break_it.search import (
    LONGEST_SECONDS,
    ROUNDS,
    noise_curve,
    part_to_break,
    predict_all,
    weakest_spot,
)
from demo.ui.examples import SOUNDS, sound
from tests.sounds import spoken, tone

RATE = 16_000
NEUTRAL = {name: one.neutral for name, one in CHANGES.items()}
STRONG = {name: one.ways()[0][-1] for name, one in CHANGES.items()}
every_change = pytest.mark.parametrize("name", CHANGES)
every_noise = pytest.mark.parametrize("kind", BACKGROUNDS)


def word(**settings: float) -> torch.Tensor:
    return torch.from_numpy(spoken(**settings))


def decibels(sound: torch.Tensor) -> float:
    return float(10 * sound.square().mean().log10())


@pytest.fixture(scope="module")
def no(classifier: Classifier) -> Clip:
    return read_clip(sound("no_low.flac").path)


# The changes


def test_nothing_is_changed_where_all_is_neutral(classifier: Classifier, no: Clip) -> None:
    assert felt(NEUTRAL) == {}
    assert change_clip(no, classifier.features, NEUTRAL) is no
    waveform = word()
    assert change(waveform, RATE, NEUTRAL) is waveform


@every_change
def test_each_change_is_heard_and_leaves_what_went_in(name: str) -> None:
    waveform = word()
    before = waveform.clone()
    for way in CHANGES[name].ways():
        for amount in (way[0], way[-1]):
            changed = change(waveform, RATE, {name: amount})
            assert torch.equal(waveform, before)
            assert changed.dtype == torch.float32
            assert changed.isfinite().all()
            assert changed.abs().max() <= 1
            assert changed.shape != waveform.shape or not torch.equal(changed, waveform)
            assert torch.equal(changed, change(waveform, RATE, {name: amount}))  # no chance in it


@every_change
def test_the_ways_go_from_harmless_to_the_ends(name: str) -> None:
    one = CHANGES[name]
    ends = {way[-1] for way in one.ways()}
    assert ends == {one.low, one.high} - {one.neutral}
    for way in one.ways():
        distances = [abs(amount - one.neutral) for amount in way]
        assert distances == sorted(distances)
        assert distances[0] == pytest.approx(one.step)


def test_the_order_is_fixed() -> None:
    amounts = {"clipping": 10, "hiss": 0, "reversed": 1, "echo": 1}
    order = ["reversed", "echo", "hiss", "clipping"]
    assert list(felt(amounts)) == order
    one_by_one = word()
    for name in order:
        one_by_one = change(one_by_one, RATE, {name: amounts[name]})
    assert torch.equal(change(word(), RATE, amounts), one_by_one)


def test_amounts_stay_within_what_there_is() -> None:
    asked = {"volume": 1_000, "speed": 1.2345, "mp3": 30, "telephone": 0.2, "shift": -9}
    assert felt(asked) == {"volume": 20, "speed": 1.25, "mp3": 32, "shift": -0.5}


def test_reversed_twice_is_as_before() -> None:
    waveform = word()
    reversed_ = change(waveform, RATE, {"reversed": 1})
    assert torch.equal(change(reversed_, RATE, {"reversed": 1}), waveform)


@every_noise
@pytest.mark.parametrize("level", [-20.0, 0.0])
def test_a_noise_is_as_loud_as_asked(kind: str, level: float) -> None:
    waveform = torch.from_numpy(tone(amplitude=0.02))
    noise = change(waveform, RATE, {kind: level}) - waveform
    assert decibels(noise) - decibels(waveform) == pytest.approx(level, abs=0.01)


def test_the_voice_is_as_loud_as_its_loudest_second() -> None:
    pause = torch.zeros(RATE)
    waveform = torch.cat([pause, torch.from_numpy(tone()), pause])
    assert torch.equal(breaking.loudest_second(waveform, RATE), waveform[RATE : 2 * RATE])
    short = waveform[: RATE // 2]
    assert breaking.loudest_second(short, RATE) is short


def test_too_loud_is_made_quieter_but_not_cut_off() -> None:
    waveform = torch.from_numpy(tone(amplitude=0.5))
    loud = change(waveform, RATE, {"hiss": 20})
    assert loud.abs().max() == pytest.approx(1)
    assert (loud.abs() > 0.999).sum() == 1


def test_volume_leaves_sixteen_bits() -> None:
    quiet = change(word(amplitude=0.5), RATE, {"volume": -60}) * 32_767
    assert torch.allclose(quiet, quiet.round(), atol=1e-3)
    assert 10 < quiet.abs().max() < 20
    assert (change(word(amplitude=0.5), RATE, {"volume": 20}).abs() == 1).sum() > 100


def test_clipping_cuts_tops_and_keeps_the_peak() -> None:
    waveform = torch.from_numpy(tone(amplitude=0.3))
    clipped = change(waveform, RATE, {"clipping": 20})
    peak = waveform.abs().max()
    assert clipped.abs().max() == pytest.approx(float(peak))
    assert (clipped.abs() > 0.999 * peak).float().mean() > 0.9


def test_a_telephone_takes_the_high_tones() -> None:
    high, low = torch.from_numpy(tone(6_000)), torch.from_numpy(tone(1_000))
    inside = slice(RATE // 4, -RATE // 4)
    assert decibels(change(high, RATE, {"telephone": 1})[inside]) < decibels(high) - 30
    kept = decibels(change(low, RATE, {"telephone": 1})[inside])
    assert kept == pytest.approx(decibels(low), abs=1)


def test_mp3_loses_more_the_smaller_it_is() -> None:
    waveform = word()
    errors = [
        decibels(change(waveform, RATE, {"mp3": kilobits}) - waveform) for kilobits in (8, 48)
    ]
    assert errors[0] > errors[1]


@pytest.mark.parametrize("seconds", [0.1, 0.3])
def test_a_very_short_recording_survives_everything(classifier: Classifier, seconds: float) -> None:
    clip = clip_from_array(tone(seconds=seconds), RATE)
    for name, one in CHANGES.items():
        for way in one.ways():
            changed = change_clip(clip, classifier.features, {name: way[-1]})
            assert changed.seconds >= 0.1
            classifier.classify(changed)


def test_silence_survives_everything(classifier: Classifier) -> None:
    clip = clip_from_array(np.zeros(RATE, dtype=np.float32), RATE)
    for name, amount in STRONG.items():
        assert (
            classifier.classify(change_clip(clip, classifier.features, {name: amount})).label
            == NEITHER
        )


# The noises


@every_noise
def test_a_background_is_always_the_same(kind: str) -> None:
    noise = background(kind, RATE, RATE)
    assert noise.shape == (RATE,)
    assert noise.dtype == torch.float32
    whole = background(kind, round(SECONDS * RATE), RATE)
    assert whole.square().mean().sqrt() == pytest.approx(1, abs=0.01)
    assert torch.equal(noise, whole[:RATE])
    seconds = whole.reshape(-1, RATE).square().mean(dim=1)
    assert seconds.min() > 0.1  # never silent
    long = background(kind, round((SECONDS + 1) * RATE), RATE)
    assert torch.equal(long[-RATE:], noise)


def test_backgrounds_differ_in_their_tones() -> None:
    def share_below(kind: str, hertz: float) -> float:
        power = torch.fft.rfft(background(kind, 2 * RATE, RATE)).abs().square()
        return float(power[: round(2 * hertz)].sum() / power.sum())

    assert share_below("hiss", 4_000) == pytest.approx(0.5, abs=0.03)
    assert share_below("rain", 1_000) > 0.5
    assert share_below("hum", 130) > 0.7
    assert share_below("voices", 3_000) > 0.95


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
    (way,) = (way for way in CHANGES[spot.name].ways() if spot.amount in way)
    index = way.index(spot.amount)
    assert spot.share == (index + 1) / len(way)
    if index > 0:
        before = change_clip(clip, classifier.features, {spot.name: way[index - 1]})
        assert classifier.classify(before).label == example.label


def test_the_threshold_decides(classifier: Classifier, no: Clip) -> None:
    strict = classifier.with_threshold(0.999999)
    assert noise_curve(no, strict, "hiss", {}).predictions[0].label == NEITHER
    assert noise_curve(no, classifier, "hiss", {}).predictions[0].label == "no"
