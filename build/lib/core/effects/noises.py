"""Noises to lay under a voice: always the same ones, so that what is heard can be heard again.

All of them are made by arithmetic; nobody was recorded.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import torch
import torch.nn.functional as F
from torch import Generator, Tensor

from core.config import FeatureConfig
from core.effects.changes import pink_noise
from core.effects.synthetic import chirps, music, uniform

Maker = Callable[[int, int, Generator], Tensor]  # samples, their rate in Hz, chances -> (n,)

SECONDS = 5.0  # of each noise; a longer sound hears it again
MAINS = 50.0  # Hz: the alternating current of most countries
HUM_OVERTONES = 24
TALKERS = 6
SYLLABLES = 4.5  # a second, of one talker
FRAMES = 100  # a second: how often a talker's mouth is looked at
VOICE_OVERTONES = 24
RESONANCE_WIDTH = 130.0  # Hz, of a mouth's resonances


def background(kind: str, n_samples: int, sample_rate: int) -> Tensor:
    """A noise of BACKGROUNDS, RMS about 1, (n_samples,): the same in every call."""
    noise = _once(kind, sample_rate)
    return noise.repeat(math.ceil(n_samples / len(noise)))[:n_samples]


@cache
def _once(kind: str, sample_rate: int) -> Tensor:
    """Never changed by anyone: all who ask share it."""
    chances = torch.Generator().manual_seed(0)
    noise = BACKGROUNDS[kind](round(SECONDS * sample_rate), sample_rate, chances)
    return noise / noise.square().mean().sqrt()


def hiss(n_samples: int, sample_rate: int, generator: Generator) -> Tensor:
    """White noise: as much power at every tone, as a radio between two stations."""
    return torch.randn(n_samples, generator=generator)


def hum(n_samples: int, sample_rate: int, generator: Generator) -> Tensor:
    """A bad plug: the mains' tone and its overtones, weaker and weaker."""
    times = torch.arange(n_samples) / sample_rate
    overtones = torch.arange(1, HUM_OVERTONES + 1)[:, None]
    phases = uniform(0.0, 2 * math.pi, (HUM_OVERTONES, 1), generator)
    return (torch.sin(2 * math.pi * MAINS * overtones * times + phases) / overtones).sum(dim=0)


def voices(n_samples: int, sample_rate: int, generator: Generator) -> Tensor:
    """A full schoolyard: people who talk at once, each in syllables that mean nothing.

    A voice is the overtones of a gliding pitch; those near the mouth's two resonances, which move
    from syllable to syllable, are the loudest.
    Source: Fant (1960), "Acoustic Theory of Speech Production".
    """
    seconds = n_samples / sample_rate
    n_frames, n_syllables = math.ceil(seconds * FRAMES), math.ceil(seconds * SYLLABLES) + 1

    def track(low: float, high: float) -> Tensor:
        """For each talker, numbers that glide from syllable to syllable: (TALKERS, n_frames)."""
        return _glide(uniform(low, high, (TALKERS, n_syllables), generator), n_frames)

    pitch = uniform(95.0, 230.0, (TALKERS, 1), generator) * track(0.85, 1.15)
    resonances = (track(280.0, 850.0), track(900.0, 2_500.0))
    rhythm = torch.arange(n_frames) / FRAMES * SYLLABLES + uniform(
        0.0, 1.0, (TALKERS, 1), generator
    )
    loudness = torch.sin(math.pi * rhythm).square() * track(0.1, 1.0)
    phase = 2 * math.pi * torch.cumsum(_glide(pitch, n_samples), dim=-1) / sample_rate
    sound = torch.zeros(n_samples)
    for overtone in range(1, VOICE_OVERTONES + 1):
        strength = sum(
            torch.exp(-0.5 * ((overtone * pitch - resonance) / RESONANCE_WIDTH).square())
            for resonance in resonances
        )
        sound += (_glide(loudness * strength, n_samples) * torch.sin(overtone * phase)).sum(dim=0)
    return sound


def _glide(values: Tensor, n: int) -> Tensor:
    """(rows, k) -> (rows, n): straight lines from each value to the next."""
    return F.interpolate(values[None], n, mode="linear", align_corners=True)[0]


def _woven(make: Callable[[int, FeatureConfig, Generator], Tensor]) -> Maker:
    """A long noise of short ones: each fades in while the one before fades out."""

    def noise(n_samples: int, sample_rate: int, generator: Generator) -> Tensor:
        features = replace(FeatureConfig(), sample_rate=sample_rate)
        half = features.n_samples // 2
        n_pieces = math.ceil(n_samples / half) + 1
        window = torch.hann_window(2 * half).sqrt()  # their powers add up evenly
        pieces = window * make(n_pieces, features, generator)[:, : 2 * half]
        whole = torch.zeros((n_pieces + 1) * half)
        for index, piece in enumerate(pieces):
            whole[index * half : (index + 2) * half] += piece
        return whole[half : half + n_samples]

    return noise


BACKGROUNDS: dict[str, Maker] = {
    "hiss": hiss,
    "rain": pink_noise,
    "hum": hum,
    "voices": voices,
    "music": _woven(music),
    "birds": _woven(chirps),
}
