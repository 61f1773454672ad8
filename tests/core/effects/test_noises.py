"""Noises to lay under a voice."""

import pytest
import torch

from core.effects.noises import BACKGROUNDS, SECONDS, background, pink_noise

RATE = 16_000
every_noise = pytest.mark.parametrize("kind", BACKGROUNDS)


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def decibels(ratio_of_powers: torch.Tensor) -> float:
    return float(10 * ratio_of_powers.log10())


def test_pink_noise_has_the_same_power_in_every_octave_and_none_below_hearing():
    noise = pink_noise(10 * RATE, RATE, generator())
    assert noise.square().mean() == pytest.approx(1, abs=1e-4)
    power = torch.fft.rfft(noise).abs().square()  # bins of 0.1 Hz
    octaves = [decibels(power[10 * low : 20 * low].sum()) for low in (125, 500, 1_000, 4_000)]
    assert max(octaves) - min(octaves) < 1
    assert power[:490].sum() / power.sum() < 1e-9


def test_pink_noise_differs_by_its_seed_alone():
    first = pink_noise(RATE, RATE, generator())
    assert torch.equal(pink_noise(RATE, RATE, generator()), first)
    assert not torch.equal(pink_noise(RATE, RATE, generator(1)), first)


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
