"""What a lossy codec leaves of a sound."""

import numpy as np
import pytest
import torch

from core.effects.codecs import CODECS, through_codec
from tests.sounds import spoken, tone

every_codec = pytest.mark.parametrize("codec", CODECS)


def coded(samples: np.ndarray, codec: str, sample_rate: int = 16_000) -> np.ndarray:
    return through_codec(torch.from_numpy(samples), sample_rate, codec).numpy()


@every_codec
@pytest.mark.parametrize("n_samples", [1_600, 15_999, 16_000, 20_011])
def test_length_is_kept(codec, n_samples):
    out = through_codec(torch.zeros(n_samples), 16_000, codec)
    assert out.shape == (n_samples,)
    assert out.dtype == torch.float32


@every_codec
@pytest.mark.parametrize("sample_rate", [8_000, 16_000])
def test_a_tone_survives(codec, sample_rate):
    sound = tone(440, sample_rate=sample_rate)
    out = coded(sound, codec, sample_rate)
    spectrum = np.abs(np.fft.rfft(out * np.hanning(len(out))))
    assert spectrum.argmax() == 440
    middle = slice(len(out) // 4, -len(out) // 4)
    loudness = np.sqrt(np.mean(out[middle] ** 2) / np.mean(sound[middle] ** 2))
    assert loudness == pytest.approx(1, abs=0.1)


@every_codec
def test_a_word_stays_where_it_was(codec):
    sound = spoken(0.4, 0.7)
    out = coded(sound, codec)
    likeness = np.correlate(out, sound, "full")
    delay = (likeness.argmax() - (len(sound) - 1)) / 16_000
    assert 0 <= delay < 0.1
    assert likeness.max() / np.linalg.norm(out) / np.linalg.norm(sound) > 0.8


@every_codec
def test_something_is_lost(codec):
    sound = np.random.default_rng(0).normal(0, 0.1, 16_000).astype(np.float32)
    out = coded(sound, codec)
    likeness = np.correlate(out, sound, "full").max()
    assert likeness / np.linalg.norm(out) / np.linalg.norm(sound) < 0.98


@every_codec
def test_the_sound_that_went_in_is_not_changed(codec):
    sound = torch.from_numpy(3 * spoken())  # over full scale
    before = sound.clone()
    out = through_codec(sound, 16_000, codec)
    assert torch.equal(sound, before)
    assert out.abs().max() < 1.6
