"""Training words in other voices."""

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from core.config import AugmentConfig, FeatureConfig
from core.data.dataset import to_float, to_int16
from core.training.voices import change_voices, revoice, revoice_all

RATE = 16_000
PITCH, FORMANT = 125.0, 1_500.0  # Hz
NONE = AugmentConfig(formants_share=0.0, whisper_share=0.0)


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def voices(n: int = 20) -> torch.Tensor:
    """Buzzes in the middle of a second, of n pitches."""
    time = torch.arange(RATE) / RATE
    pitch = torch.linspace(100, 250, n).unsqueeze(1)
    buzz = sum(torch.sin(2 * torch.pi * overtone * pitch * time) for overtone in range(1, 12))
    return 0.03 * buzz * ((time - 0.5).abs() < 0.2)


def test_no_share_changes_no_voice():
    assert torch.equal(change_voices(voices(), RATE, NONE, generator()), voices())


@pytest.mark.parametrize("share", ["formants_share", "whisper_share"])
def test_changed_voices_are_as_loud(share):
    changed = change_voices(voices(), RATE, replace(NONE, **{share: 1.0}), generator())
    assert (changed - voices()).abs().amax(dim=1).min() > 1e-4  # all of them
    power, before = (sound.square().mean(dim=1) for sound in (changed, voices()))
    torch.testing.assert_close(power, before)


def test_some_are_changed_and_some_are_not():
    config = replace(NONE, formants_share=0.5)
    changed = change_voices(voices(100), RATE, config, generator())
    same = (changed == voices(100)).all(dim=1)
    assert 30 < same.sum() < 70


def test_every_word_gets_a_voice_by_the_seed():
    words = to_int16(voices(4))
    first = revoice_all(words, FeatureConfig(), AugmentConfig(), generator())
    assert first.shape == words.shape
    assert first.dtype == torch.int16
    assert (first != words).any(dim=1).all()
    assert torch.equal(first, revoice_all(words, FeatureConfig(), AugmentConfig(), generator()))
    other = revoice_all(words, FeatureConfig(), AugmentConfig(), generator(1))
    assert not torch.equal(first, other)
    assert to_float(first).abs().amax(dim=1).min() > 0.1


def vowel(seconds: float = 0.4) -> Tensor:
    """Overtones of a pitch, strongest near a formant, in the middle of one second."""
    time = torch.arange(RATE) / RATE
    overtones = torch.arange(1, 50).unsqueeze(1) * PITCH
    strengths = torch.exp(-0.5 * ((overtones - FORMANT) / 250).square()) + 0.01
    sound = (strengths * torch.sin(2 * torch.pi * overtones * time)).sum(dim=0)
    inside = ((time - 0.5).abs() < seconds / 2).float()
    return 0.1 * sound * inside


def pitch_of(sound: Tensor) -> float:
    """The distance after which the sound is most like itself, as Hz."""
    middle = sound[round(0.4 * RATE) : round(0.6 * RATE)]
    likeness = torch.fft.irfft(torch.fft.rfft(middle, n=2 * len(middle)).abs().square())
    shortest, longest = RATE // 400, RATE // 95
    return RATE / (shortest + int(likeness[shortest:longest].argmax()))


@pytest.mark.parametrize(("pitch", "length"), [(1.4, 1.0), (0.85, 1.0), (1.0, 1.4), (1.3, 0.75)])
def test_a_voice_gets_another_pitch_and_length_in_the_middle(pitch, length):
    changed = revoice(vowel(), RATE, pitch, length, RATE)
    assert pitch_of(changed) == pytest.approx(pitch * PITCH, rel=0.03)
    loud = (changed.abs() > 0.1 * changed.abs().max()).nonzero()
    assert (loud[-1] - loud[0]).item() / RATE == pytest.approx(0.4 * length, abs=0.05)
    assert (loud[-1] + loud[0]).item() / 2 / RATE == pytest.approx(0.5, abs=0.05)


def test_a_long_word_is_not_drawn_out_of_the_window():
    changed = revoice(vowel(seconds=0.8), RATE, 1.0, 2.0, RATE)
    loud = (changed.abs() > 0.1 * changed.abs().max()).nonzero()
    assert 0.85 < (loud[-1] - loud[0]).item() / RATE < 1.0


def test_silence_stays_silent():
    assert revoice(torch.zeros(RATE), RATE, 1.2, 1.2, RATE).abs().max() == 0
