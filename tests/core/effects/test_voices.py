"""Other voices of a word."""

import numpy as np
import pytest
import torch

from core.effects.voices import (
    child,
    formants,
    move_formants,
    pitch,
    reverse,
    speed,
    stretch,
    whisper,
)
from core.sound.levels import active_span
from tests.sounds import spoken, tone

RATE = 16_000


def sine(frequency: float = 440.0, **settings: float) -> torch.Tensor:
    return torch.from_numpy(tone(frequency, **settings))


def word(start: float = 0.4, end: float = 0.7) -> torch.Tensor:
    return torch.from_numpy(spoken(start, end))


def loudest_frequency(sound: torch.Tensor) -> float:
    """Hz"""
    spectrum = torch.fft.rfft(sound * torch.hann_window(len(sound)))
    return float(spectrum.abs().argmax()) * RATE / len(sound)


def decibels(ratio_of_powers: torch.Tensor) -> float:
    return float(10 * ratio_of_powers.log10())


def middle_gain_db(changed: torch.Tensor, sound: torch.Tensor) -> float:
    """How much louder the middle has become: the ends may ring."""
    inside = slice(len(sound) // 4, -len(sound) // 4)
    return decibels(changed[inside].square().mean() / sound[inside].square().mean())


@pytest.mark.parametrize("factor", [0.8, 0.9, 1.1, 1.25])
def test_speed_changes_length_and_pitch_together(factor):
    faster = speed(sine(400), RATE, factor)
    assert len(faster) == pytest.approx(RATE / factor, abs=1)
    assert loudest_frequency(faster) == pytest.approx(400 * factor, abs=2)


@pytest.mark.parametrize("factor", [0.5, 0.8, 1.3, 2.0])
def test_stretching_changes_the_length_alone(factor):
    longer = stretch(sine(400), RATE, factor)
    assert len(longer) == round(factor * RATE)
    assert loudest_frequency(longer) == pytest.approx(400, abs=3)
    assert decibels(longer.square().mean() / sine(400).square().mean()) == pytest.approx(0, abs=0.5)
    span = active_span(stretch(word(), RATE, factor), RATE)
    assert span == pytest.approx(factor * np.array(active_span(word(), RATE)), abs=0.04)


def test_stretching_by_one_changes_nothing():
    torch.testing.assert_close(stretch(word(), RATE, 1.0), word(), rtol=0, atol=1e-4)


@pytest.mark.parametrize("semitones", [-12.0, -4.0, 2.0, 4.0])
def test_pitch_changes_and_length_and_loudness_stay(semitones):
    higher = pitch(sine(400), RATE, semitones)
    assert len(higher) == RATE
    assert loudest_frequency(higher) == pytest.approx(400 * 2 ** (semitones / 12), abs=3)
    assert middle_gain_db(higher, sine(400)) == pytest.approx(0, abs=1)


@pytest.mark.parametrize("semitones", [-4.0, 4.0])
def test_pitch_leaves_the_word_where_it_was(semitones):
    span = active_span(pitch(word(), RATE, semitones), RATE)
    assert span == pytest.approx(active_span(word(), RATE), abs=0.04)


def spectrum_centre(sound: torch.Tensor) -> float:
    """The mean tone of a sound, in Hz."""
    power = torch.fft.rfft(sound).abs().square()
    return float((power * torch.linspace(0, RATE / 2, len(power))).sum() / power.sum())


def spacing(sound: torch.Tensor) -> float:
    """The pitch of a voice in Hz: where the sound is most like itself later."""
    middle = sound[round(0.45 * RATE) : round(0.65 * RATE)]
    power = torch.fft.rfft(middle, n=2 * len(middle)).abs().square()
    likeness = torch.fft.irfft(power)
    first, last = RATE // 400, RATE // 90
    return RATE / (first + int(likeness[first:last].argmax()))


@pytest.mark.parametrize("factor", [0.8, 1.2, 1.4])
def test_formants_move_and_the_pitch_stays(factor):
    moved = formants(word(), RATE, factor)
    assert len(moved) == len(word())
    assert spacing(moved) == pytest.approx(spacing(word()), rel=0.02)
    assert spectrum_centre(moved) == pytest.approx(factor * spectrum_centre(word()), rel=0.12)


def test_each_voice_gets_formants_of_its_own():
    both = move_formants(torch.stack([word(), word()]), torch.tensor([0.8, 1.3]))
    torch.testing.assert_close(both[1], formants(word(), RATE, 1.3))
    torch.testing.assert_close(both[0], formants(word(), RATE, 0.8))


def test_formants_that_stay_change_nothing():
    torch.testing.assert_close(formants(word(), RATE, 1.0), word(), rtol=0, atol=1e-4)


@pytest.mark.parametrize("percent", [20.0, 40.0])
def test_a_child_has_higher_formants_and_a_pitch_that_is_higher_still(percent):
    higher = 1 + percent / 100
    small = child(word(), RATE, percent)
    assert len(small) == len(word())
    assert spacing(small) == pytest.approx(higher**2 * spacing(word()), rel=0.04)
    assert spectrum_centre(small) == pytest.approx(higher * spectrum_centre(word()), rel=0.12)
    assert active_span(small, RATE) == pytest.approx(active_span(word(), RATE), abs=0.06)


def test_reversed_the_end_comes_first():
    assert torch.equal(reverse(word(), RATE, 1), word().flip(0))


def test_a_whisper_has_the_mouth_but_no_pitch():
    generator = torch.Generator().manual_seed(0)
    voiced = word(0.3, 0.8)
    whispered = whisper(voiced[None], RATE, generator)[0]
    assert len(whispered) == len(voiced)

    def likeness(sound: torch.Tensor) -> float:
        """How much the sound is like itself one wave of the voice later."""
        middle = sound[round(0.45 * RATE) : round(0.65 * RATE)]
        later = round(RATE / spacing(voiced))
        return float(torch.corrcoef(torch.stack([middle[:-later], middle[later:]]))[0, 1])

    assert likeness(voiced) > 0.8
    assert likeness(whispered) < 0.4
    assert active_span(whispered, RATE) == pytest.approx(active_span(voiced, RATE), abs=0.06)
