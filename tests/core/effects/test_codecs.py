"""What a lossy codec leaves of a sound."""

import numpy as np
import pytest
import torch

from core.effects.codecs import CODECS, Codec, mp3, opus, telephone, through_codec
from tests.sounds import spoken, tone

RATE = 16_000
every_codec = pytest.mark.parametrize("codec", CODECS.values(), ids=CODECS)


def coded(samples: np.ndarray, codec: Codec, sample_rate: int = 16_000) -> np.ndarray:
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


def sine(frequency: float = 440.0, **settings: float) -> torch.Tensor:
    return torch.from_numpy(tone(frequency, **settings))


def word(start: float = 0.4, end: float = 0.7) -> torch.Tensor:
    return torch.from_numpy(spoken(start, end))


def decibels(ratio_of_powers: torch.Tensor) -> float:
    return float(10 * ratio_of_powers.log10())


def middle_gain_db(changed: torch.Tensor, sound: torch.Tensor) -> float:
    """How much louder the middle has become: the ends may ring."""
    inside = slice(len(sound) // 4, -len(sound) // 4)
    return decibels(changed[inside].square().mean() / sound[inside].square().mean())


# Lines and files


@pytest.mark.parametrize(
    ("frequency", "highest", "heard"),
    [
        (100, 3_400, False),
        (1_000, 3_400, True),
        (3_000, 3_400, True),
        (5_000, 3_400, False),
        (1_000, 2_000, True),
        (3_000, 2_000, False),
    ],
)
def test_a_telephone_carries_the_middle_of_the_voice(frequency, highest, heard):
    called = telephone(sine(frequency), RATE, highest)
    assert len(called) == RATE
    gain_db = middle_gain_db(called, sine(frequency))
    assert gain_db == pytest.approx(0, abs=1) if heard else gain_db < -10


def test_a_telephone_adds_the_noise_of_eight_bits():
    called = telephone(sine(1_000), RATE, 3_400.0)
    power = torch.fft.rfft(called[4_000:12_000] * torch.hann_window(8_000)).abs().square()
    at_tone = power[497:504].sum()  # bins of 2 Hz
    assert 30 < decibels(at_tone / (power.sum() - at_tone)) < 45  # mu-law: about 38 dB


@pytest.mark.parametrize(("encode", "kilobits"), [(mp3, 32), (opus, 16)])
def test_files_and_calls_use_the_codecs_of_training(encode, kilobits):
    codec = CODECS[f"{encode.__name__}-{kilobits}"]
    assert torch.equal(encode(word(), RATE, kilobits), through_codec(word(), RATE, codec))


def test_mp3_loses_more_the_smaller_it_is():
    small, large = ((mp3(word(), RATE, kilobits) - word()).square().mean() for kilobits in (8, 48))
    assert small > large
