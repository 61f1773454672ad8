"""Training words in other voices."""

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Generator, Tensor

from core.config import AugmentConfig, FeatureConfig
from core.data.dataset import to_float, to_int16
from core.effects.synthetic import uniform
from core.effects.voices import move_formants, speed, stretch, whisper
from core.sound.levels import active_span

CLEARANCE_SECONDS = 0.03  # kept free at both ends of the window around a longer word


def change_voices(
    waveforms: Tensor, sample_rate: int, config: AugmentConfig, generator: Generator
) -> Tensor:
    """Some of (n, n_samples) with moved formants, some whispered, as loud as before."""
    changed = waveforms.clone()
    chances = torch.rand(len(waveforms), generator=generator)
    whispered = chances < config.whisper_share
    moved = ~whispered & (chances < config.whisper_share + config.formants_share)
    if moved.any():
        factors = uniform(*config.formants, (int(moved.sum()),), generator)
        changed[moved] = _as_loud_as(waveforms[moved], move_formants(waveforms[moved], factors))
    if whispered.any():
        breathed = whisper(waveforms[whispered], sample_rate, generator)
        changed[whispered] = _as_loud_as(waveforms[whispered], breathed)
    return changed


def revoice(
    waveform: Tensor, sample_rate: int, pitch: float, length: float, n_samples: int
) -> Tensor:
    """(n,) at `pitch` times the pitch and about `length` times as long, formants with the pitch.

    -> (n_samples,) around the word. A word that would not fit into it is made no longer than it.
    """
    start, end = active_span(waveform, sample_rate) or (0.0, len(waveform) / sample_rate)
    longest = n_samples / sample_rate - 2 * CLEARANCE_SECONDS
    length = min(length, max(1.0, longest / (end - start)))
    played = speed(stretch(waveform, sample_rate, pitch * length), sample_rate, pitch)
    middle = round((start + end) / 2 * length * sample_rate)
    window = torch.zeros(n_samples)
    first = middle - n_samples // 2
    piece = played[max(0, first) : max(0, first + n_samples)]
    begin = max(0, -first)
    window[begin : begin + len(piece)] = piece[: n_samples - begin]
    return window


def revoice_all(
    waveforms: Tensor,
    features: FeatureConfig,
    config: AugmentConfig,
    generator: Generator,
    progress: Callable[[Iterable[Any]], Iterable[Any]] = iter,
) -> Tensor:
    """Each (n, n_samples) int16 row at a pitch and of a length of its own, drawn at random."""
    changed = torch.zeros_like(waveforms)
    rate, n_samples = features.sample_rate, features.n_samples
    for index in progress(range(len(waveforms))):
        pitch = float(uniform(*config.revoiced_pitch, (), generator))
        length = float(uniform(*config.revoiced_length, (), generator))
        sound = revoice(to_float(waveforms[index]), rate, pitch, length, n_samples)
        changed[index] = to_int16(sound / sound.abs().max().clamp(min=1))
    return changed


def _as_loud_as(before: Tensor, after: Tensor) -> Tensor:
    power, new_power = (sound.square().mean(dim=-1, keepdim=True) for sound in (before, after))
    return after * (power / new_power.clamp(min=1e-12)).sqrt()
