"""The one list of effects: each is heard, all have an order, bounds and a place where they rest."""

import numpy as np
import pytest
import torch

from core import Classifier
from core.config import NEITHER
from core.effects.noises import BACKGROUNDS
from core.effects.registry import EFFECTS, change, change_clip, felt
from core.sound.clip import Clip, clip_from_array
from core.sound.decode import read_clip
from demo.ui.examples import sound
from tests.sounds import spoken, tone

RATE = 16_000
NEUTRAL = {name: effect.neutral for name, effect in EFFECTS.items()}
STRONG = {name: effect.ways()[0][-1] for name, effect in EFFECTS.items()}
MEASURED = [
    pytest.param(effect.apply, amount, id=f"{name} {amount:g}")
    for name, effect in EFFECTS.items()
    for amount in effect.measured
]
every_effect = pytest.mark.parametrize("name", EFFECTS)
every_measured = pytest.mark.parametrize(("apply", "amount"), MEASURED)
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


@every_effect
def test_each_change_is_heard_and_leaves_what_went_in(name: str) -> None:
    waveform = word()
    before = waveform.clone()
    for way in EFFECTS[name].ways():
        for amount in (way[0], way[-1]):
            changed = change(waveform, RATE, {name: amount})
            assert torch.equal(waveform, before)
            assert changed.dtype == torch.float32
            assert changed.isfinite().all()
            assert changed.abs().max() <= 1
            assert changed.shape != waveform.shape or not torch.equal(changed, waveform)
            assert torch.equal(changed, change(waveform, RATE, {name: amount}))  # no chance in it


@every_effect
def test_the_ways_go_from_harmless_to_the_ends(name: str) -> None:
    effect = EFFECTS[name]
    ends = {way[-1] for way in effect.ways()}
    assert ends == {effect.low, effect.high} - {effect.neutral}
    for way in effect.ways():
        distances = [abs(amount - effect.neutral) for amount in way]
        assert distances == sorted(distances)
        assert distances[0] == pytest.approx(effect.step)


def test_the_order_is_fixed() -> None:
    amounts = {"clipping": 10, "hiss": 0, "reversed": 1, "echo": 1}
    order = ["reversed", "echo", "hiss", "clipping"]
    assert list(felt(amounts)) == order
    one_by_one = word()
    for name in order:
        one_by_one = change(one_by_one, RATE, {name: amounts[name]})
    assert torch.equal(change(word(), RATE, amounts), one_by_one)


def test_amounts_stay_within_what_there_is() -> None:
    asked = {"volume": 1_000, "speed": 1.2345, "mp3": 30, "telephone": 900, "shift": -9}
    assert felt(asked) == {"volume": 20, "speed": 1.25, "mp3": 32, "shift": -0.5}


def test_what_is_measured_is_within_the_bounds() -> None:
    for name, effect in EFFECTS.items():
        for amount in effect.measured:
            assert felt({name: amount}) == pytest.approx({name: amount}), name


def test_switches_are_on_or_off() -> None:
    switches = {name for name, effect in EFFECTS.items() if effect.is_switch}
    assert switches == {"reversed", "telephone"}


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


def test_too_loud_is_made_quieter_but_not_cut_off() -> None:
    waveform = torch.from_numpy(tone(amplitude=0.5))
    loud = change(waveform, RATE, {"hiss": 20})
    assert loud.abs().max() == pytest.approx(1)
    assert (loud.abs() > 0.999).sum() == 1


@pytest.mark.parametrize("seconds", [0.1, 0.3])
def test_a_very_short_recording_survives_everything(classifier: Classifier, seconds: float) -> None:
    clip = clip_from_array(tone(seconds=seconds), RATE)
    for name, effect in EFFECTS.items():
        for way in effect.ways():
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


# Each on its own, as it is measured


def spoken_late() -> torch.Tensor:
    return torch.from_numpy(spoken(0.4, 0.7))


@every_measured
def test_a_sound_comes_out_and_the_one_that_went_in_stays(apply, amount):
    sound = spoken_late()
    changed = apply(sound, RATE, amount)
    assert changed.dtype == torch.float32
    assert changed.ndim == 1
    assert changed.isfinite().all()
    assert torch.equal(sound, spoken_late())
    assert changed.shape != sound.shape or not torch.allclose(changed, sound, atol=1e-3)
    assert torch.equal(apply(sound, RATE, amount), changed)


@every_measured
def test_silence_stays_silence(apply, amount):
    changed = apply(torch.zeros(RATE), RATE, amount)
    assert changed.isfinite().all()
    assert changed.abs().max() < 1e-3


@every_measured
def test_other_rates_are_understood(apply, amount):
    samples = spoken(0.4, 0.7, sample_rate=8_000)
    changed = apply(torch.from_numpy(samples), 8_000, amount)
    at_sixteen = apply(spoken_late(), RATE, amount)
    assert len(changed) / 8_000 == pytest.approx(len(at_sixteen) / RATE, abs=0.001)
