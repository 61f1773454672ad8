"""How loud sounds are, alone and over one another."""

import math

import pytest
import torch

from core.effects.level import clipping, fade, level, loudest_second, mix, overlap, volume
from tests.sounds import spoken, tone

RATE = 16_000


def sine(frequency: float = 440.0, **settings: float) -> torch.Tensor:
    return torch.from_numpy(tone(frequency, **settings))


def word(start: float = 0.4, end: float = 0.7) -> torch.Tensor:
    return torch.from_numpy(spoken(start, end))


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def decibels(ratio_of_powers: torch.Tensor) -> float:
    return float(10 * ratio_of_powers.log10())


# Level


@pytest.mark.parametrize("peak_db", [-40.0, -10.0, 0.0])
def test_level_is_that_of_the_highest_wave_in_16_bits(peak_db):
    quiet = level(word(), RATE, peak_db)
    assert 20 * math.log10(quiet.abs().max()) == pytest.approx(peak_db, abs=0.02)
    steps = quiet * 32_767
    torch.testing.assert_close(steps, steps.round(), rtol=0, atol=0.01)


@pytest.mark.parametrize("drive_db", [6.0, 12.0])
def test_clipping_makes_the_tops_flat(drive_db):
    clipped = clipping(sine(), RATE, drive_db)
    peak = float(sine().abs().max())
    assert clipped.abs().max() == pytest.approx(peak)  # as tall as before
    flat = 1 - 2 / math.pi * math.asin(10 ** (-drive_db / 20))  # of a sine's time
    assert (clipped.abs() > 0.999999 * peak).float().mean() == pytest.approx(flat, abs=0.01)


@pytest.mark.parametrize("snr_db", [-5.0, 0.0, 20.0])
def test_noise_has_the_wanted_distance_from_the_sound(snr_db):
    noise = 0.02 * torch.randn(RATE, generator=generator())
    added = mix(word(), noise, snr_db) - word()
    assert decibels(word().square().sum() / added.square().sum()) == pytest.approx(snr_db, abs=0.01)
    likeness = torch.nn.functional.cosine_similarity(added, noise, dim=0)
    assert likeness == pytest.approx(1, abs=1e-4)


def test_noise_that_is_silent_adds_nothing():
    assert torch.equal(mix(word(), torch.zeros(RATE), 0.0), word())


def test_a_fade_leaves_the_middle():
    faded = fade(torch.ones(1_000), 1_000, 0.1)
    assert (faded[100:900] == 1).all()
    torch.testing.assert_close(faded[:100], torch.arange(1, 101) / 100)
    assert torch.equal(faded, faded.flip(0))


def test_a_fade_longer_than_the_sound_is_a_hill():
    faded = fade(torch.ones(50), 1_000, 0.1)
    assert faded.shape == (50,)
    assert 0 < faded.max() < 1


def test_volume_leaves_sixteen_bits() -> None:
    loud = torch.from_numpy(spoken(amplitude=0.5))
    quiet = volume(loud, RATE, -60) * 32_767
    assert torch.allclose(quiet, quiet.round(), atol=1e-3)
    assert 10 < quiet.abs().max() < 20
    assert (volume(loud, RATE, 20).abs() == 1).sum() > 100


def test_the_voice_is_as_loud_as_its_loudest_second() -> None:
    pause = torch.zeros(RATE)
    waveform = torch.cat([pause, sine(), pause])
    assert torch.equal(loudest_second(waveform, RATE), waveform[RATE : 2 * RATE])
    short = waveform[: RATE // 2]
    assert loudest_second(short, RATE) is short


def test_pauses_do_not_count_where_one_voice_lies_over_another():
    pause = torch.zeros(2 * RATE)
    voice = torch.cat([sine(), pause])
    other = torch.cat([pause, sine(1_000)])
    added = overlap(voice, RATE, other, -6.0) - voice
    assert decibels(added.square().sum() / voice.square().sum()) == pytest.approx(-6, abs=0.01)
    assert added[: 2 * RATE].abs().max() == 0
