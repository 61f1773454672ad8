"""Sounds that hold no word, made by arithmetic: what a microphone hears when nobody speaks.

Every function returns (n, n_samples) float32 with a peak of about 1, and draws all its random
numbers from `generator`.
"""

import math

import torch
from torch import Generator, Tensor

from core.config import FeatureConfig


def uniform(low: float, high: float, shape: tuple[int, ...], generator: Generator) -> Tensor:
    """Random numbers between `low` and `high`."""
    return low + (high - low) * torch.rand(shape, generator=generator)


def _normalise(sounds: Tensor) -> Tensor:
    return sounds / sounds.abs().amax(dim=-1, keepdim=True).clamp(min=1e-6)


def _times(features: FeatureConfig) -> Tensor:
    return torch.arange(features.n_samples) / features.sample_rate


def coloured_noise(n: int, features: FeatureConfig, generator: Generator) -> Tensor:
    """Hiss, rain, wind and rumble: power falls with frequency as 1 / f^a, a from -0.5 to 2.5."""
    spectrum = torch.fft.rfft(torch.randn(n, features.n_samples, generator=generator))
    frequencies = torch.arange(spectrum.shape[-1]).clamp(min=1)
    exponents = uniform(-0.5, 2.5, (n, 1), generator)
    return _normalise(torch.fft.irfft(spectrum * frequencies ** (-exponents / 2)))


def hum(n: int, features: FeatureConfig, generator: Generator) -> Tensor:
    """Mains, fans and engines: a low tone with overtones that tremble a little."""
    pitch = uniform(40.0, 250.0, (n, 1), generator)
    rate = uniform(0.5, 15.0, (n, 1), generator)
    times = _times(features)
    phase = 2 * math.pi * pitch * times + 0.3 * torch.sin(2 * math.pi * rate * times)
    strengths = torch.rand(n, 12, 1, generator=generator)
    overtones = torch.arange(1, 13).unsqueeze(-1)
    return _normalise((strengths / overtones * torch.sin(overtones * phase.unsqueeze(1))).sum(1))


def chirps(n: int, features: FeatureConfig, generator: Generator) -> Tensor:
    """Birds, sirens, whistles, squeaks: one tone that glides, wobbles and comes and goes."""
    times = _times(features)
    start, end = uniform(150.0, 5_000.0, (2, n, 1), generator)
    wobble = uniform(0.0, 300.0, (n, 1), generator)
    rate = uniform(0.5, 20.0, (n, 1), generator)
    pitch = start + (end - start) * times + wobble * torch.sin(2 * math.pi * rate * times)
    phase = 2 * math.pi * torch.cumsum(pitch, dim=-1) / features.sample_rate
    pulse = torch.sin(2 * math.pi * uniform(0.2, 8.0, (n, 1), generator) * times + start)
    overtone = uniform(0.0, 0.5, (n, 1), generator)
    return _normalise((torch.sin(phase) + overtone * torch.sin(2 * phase)) * pulse.clamp(min=0))


def knocks(n: int, features: FeatureConfig, generator: Generator) -> Tensor:
    """Clicks, knocks, claps, keys, coughs: bursts of noise that ring and die away."""
    sounds = torch.zeros(n, features.n_samples)
    times = _times(features)
    for _ in range(3):
        onset = uniform(0.0, 0.9, (n, 1), generator)
        decay = 10 ** uniform(-2.7, -0.8, (n, 1), generator)  # seconds: 2 to 160 ms
        age = times - onset
        envelope = torch.exp(-age.clamp(min=0) / decay) * (age >= 0)
        pitch = uniform(80.0, 4_000.0, (n, 1), generator)
        ring = torch.sin(2 * math.pi * pitch * age)
        share = torch.rand(n, 1, generator=generator)
        burst = share * ring + (1 - share) * coloured_noise(n, features, generator)
        sounds += torch.rand(n, 1, generator=generator) * envelope * burst
    return _normalise(sounds)


def music(n: int, features: FeatureConfig, generator: Generator) -> Tensor:
    """Something like music: chords of plucked or bowed notes, each with overtones."""
    sounds = torch.zeros(n, features.n_samples)
    times = _times(features)
    root = uniform(36.0, 72.0, (n, 1), generator)  # MIDI note numbers
    overtones = torch.arange(1, 6).unsqueeze(-1)
    for _ in range(5):
        step = torch.randint(0, 25, (n, 1), generator=generator)
        pitch = 440.0 * 2 ** ((root.round() + step - 69) / 12)
        age = times - uniform(-0.3, 0.8, (n, 1), generator)
        envelope = torch.exp(-age.clamp(min=0) * uniform(0.5, 8.0, (n, 1), generator))
        attack = (age / uniform(0.005, 0.15, (n, 1), generator)).clamp(0, 1)
        strengths = torch.rand(n, 5, 1, generator=generator) / overtones
        tone = torch.sin(2 * math.pi * overtones * (pitch * age).unsqueeze(1))
        sounds += attack * envelope * (strengths * tone).sum(1)
    return _normalise(sounds)


def _bursts(n: int, features: FeatureConfig, generator: Generator) -> Tensor:
    """Envelopes (n, n_samples) of one to three sounds that swell and die away."""
    times, envelopes = _times(features), torch.zeros(n, features.n_samples)
    for index in range(3):
        age = times - uniform(-0.1, 0.8, (n, 1), generator)
        attack = 10 ** uniform(-2.3, -0.7, (n, 1), generator)  # seconds: 5 to 200 ms
        decay = 10 ** uniform(-1.5, -0.3, (n, 1), generator)  # seconds: 30 to 500 ms
        swell = (age / attack).clamp(0, 1) * torch.exp(-(age - attack).clamp(min=0) / decay)
        sounding = torch.rand(n, 1, generator=generator) < 1 / (1 + index)
        envelopes += torch.rand(n, 1, generator=generator) * swell * sounding
    return envelopes


def calls(n: int, features: FeatureConfig, generator: Generator) -> Tensor:
    """Dogs, cats, cows, babies, doors: overtones of a gliding pitch through a moving mouth."""
    times = _times(features)
    pitch_start = 10 ** uniform(1.8, 3.0, (n, 1), generator)  # Hz: 63 to 1,000
    glide = 2 ** uniform(-1.2, 1.2, (n, 1), generator)
    wobble = uniform(0.0, 0.06, (n, 1), generator)
    rate = uniform(2.0, 30.0, (n, 1), generator)
    wobbling = 1 + wobble * torch.sin(2 * math.pi * rate * times)
    pitch = pitch_start * glide**times * wobbling
    phase = 2 * math.pi * torch.cumsum(pitch, dim=-1) / features.sample_rate
    start, end = 10 ** uniform(2.4, 3.6, (2, n, 2, 1), generator)  # Hz: two resonances that move
    resonances = start + (end - start) * times
    width = uniform(80.0, 500.0, (n, 1, 1), generator)  # Hz
    sounds = torch.zeros(n, features.n_samples)
    for overtone in range(1, 25):
        distance = (overtone * pitch.unsqueeze(1) - resonances) / width
        strength = torch.exp(-0.5 * distance.square()).sum(1) + 0.05 / overtone
        audible = overtone * pitch < 0.45 * features.sample_rate
        sounds += strength * audible * torch.sin(overtone * phase)
    breath = uniform(0.0, 0.3, (n, 1), generator) * coloured_noise(n, features, generator)
    return _normalise((_normalise(sounds) + breath) * _bursts(n, features, generator))


def coughs(n: int, features: FeatureConfig, generator: Generator) -> Tensor:
    """Coughs, sneezes, breath, splashes, paper: bursts of noise with two resonances."""
    spectrum = torch.fft.rfft(torch.randn(n, features.n_samples, generator=generator))
    frequencies = torch.arange(spectrum.shape[-1]) / features.window_seconds
    response = torch.full(spectrum.shape, 0.03)
    for _ in range(2):
        centre = 10 ** uniform(2.3, 3.85, (n, 1), generator)  # Hz: 200 to 7,000
        width = centre * uniform(0.1, 0.8, (n, 1), generator)
        response += torch.exp(-0.5 * ((frequencies - centre) / width).square())
    sounds = torch.fft.irfft(spectrum * response, n=features.n_samples)
    return _normalise(_normalise(sounds) * _bursts(n, features, generator))


def tones(n: int, features: FeatureConfig, generator: Generator) -> Tensor:
    """Beeps and signals: a steady tone, pure or with overtones."""
    phase = 2 * math.pi * 10 ** uniform(2.0, 3.6, (n, 1), generator) * _times(features)
    strengths = torch.rand(n, 3, generator=generator) * (
        torch.rand(n, 1, generator=generator) < 0.5
    )
    sounds = torch.sin(phase)
    for index in range(3):
        sounds = sounds + strengths[:, index : index + 1] * torch.sin((index + 2) * phase)
    return _normalise(sounds)


def murmurs(n: int, features: FeatureConfig, generator: Generator) -> Tensor:
    """A long "mm": a voice behind closed lips."""
    pitch = uniform(80.0, 320.0, (n, 1), generator)
    glide = 2 ** uniform(-0.3, 0.3, (n, 1), generator)
    times = _times(features)
    phase = 2 * math.pi * torch.cumsum(pitch * glide**times, dim=-1) / features.sample_rate
    fall = uniform(1.0, 2.5, (n, 1), generator)
    sounds = sum(overtone**-fall * torch.sin(overtone * phase) for overtone in range(1, 9))
    return _normalise(torch.as_tensor(sounds))


def gate(sounds: Tensor, features: FeatureConfig, generator: Generator) -> Tensor:
    """Let each (n, n_samples) sound begin and end at a random time, some outside the window."""
    n, times = len(sounds), _times(features)
    start = uniform(-0.6, 0.7, (n, 1), generator)
    end = start + uniform(0.15, 1.5, (n, 1), generator)
    fade = 10 ** uniform(-2.7, -0.8, (n, 1), generator)  # seconds: 2 to 160 ms
    return sounds * ((times - start) / fade).clamp(0, 1) * ((end - times) / fade).clamp(0, 1)


KINDS = (coloured_noise, hum, chirps, knocks, music, calls, coughs)


def synthetic_noise(n: int, features: FeatureConfig, generator: Generator) -> Tensor:
    """A mixed bag of all kinds, in random order."""
    sounds = torch.cat([make(math.ceil(n / len(KINDS)), features, generator) for make in KINDS])
    return sounds[torch.randperm(len(sounds), generator=generator)[:n]]


def signals(n: int, features: FeatureConfig, generator: Generator) -> Tensor:
    """What may sound right beside a word: tones, murmurs and hisses that go on."""
    kinds = [make(n, features, generator) for make in (tones, murmurs, coloured_noise)]
    kind = torch.randint(len(kinds), (n, 1), generator=generator)
    return torch.where(kind == 0, kinds[0], torch.where(kind == 1, kinds[1], kinds[2]))


def recorded_noise(
    noises: list[Tensor], n: int, features: FeatureConfig, generator: Generator
) -> Tensor:
    """Random cuts of longer recordings -> (n, n_samples), at the level they were recorded."""
    cuts = torch.zeros(n, features.n_samples)
    for cut in cuts:
        noise = noises[int(torch.randint(len(noises), (), generator=generator))]
        latest = max(1, len(noise) - features.n_samples + 1)
        start = int(torch.randint(latest, (), generator=generator))
        piece = noise[start : start + features.n_samples]
        cut[: len(piece)] = piece
    return cuts
