"""Louder, quieter, cut off flat; and one sound over another at a distance in decibels.

The effects are alike: waveform (n,) float32, its rate in Hz, how much -> waveform. The waveform
that goes in is never changed.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor

SILENCE = 1e-12  # power: nothing is divided by less


def volume(waveform: Tensor, sample_rate: int, gain_db: float) -> Tensor:
    """Louder or quieter, and then written with 16 bits: what exceeds them is cut off flat."""
    gained = (waveform * 10 ** (gain_db / 20)).clamp(-1, 1)
    return (gained * 32_767).round() / 32_767


def level(waveform: Tensor, sample_rate: int, peak_db: float) -> Tensor:
    """The highest wave at `peak_db` re full scale, rounded to 16 bits."""
    return volume(waveform, sample_rate, peak_db - 20 * math.log10(peak(waveform)))


def clipping(waveform: Tensor, sample_rate: int, drive_db: float) -> Tensor:
    """Waves up to `drive_db` too tall for the microphone are cut off flat; then as tall as before.

    The network does not mind how tall all waves are, and ears are spared.
    """
    tallest = peak(waveform)
    return (waveform * (10 ** (drive_db / 20) / tallest)).clamp(-1, 1) * tallest


def fade(waveform: Tensor, sample_rate: int, seconds: float) -> Tensor:
    """Begin and end softly: both edges rise from silence within `seconds`."""
    ramp = torch.linspace(0, 1, max(round(seconds * sample_rate), 1) + 1)[1:]
    ramp = F.pad(ramp, (0, max(len(waveform) - len(ramp), 0)), value=1.0)[: len(waveform)]
    return waveform * ramp * ramp.flip(0)


def peak(waveform: Tensor) -> float:
    """The highest wave; of silence, nearly nothing."""
    return max(float(waveform.abs().max()), math.sqrt(SILENCE))


# One sound over another


def noise_gain(waveform: Tensor, noise: Tensor, snr_db: float) -> float:
    """What to multiply `noise` by, for its mean power to be `snr_db` under the waveform's."""
    power, noise_power = float(waveform.square().mean()), float(noise.square().mean())
    return math.sqrt(power / max(noise_power, SILENCE) * 10 ** (-snr_db / 10))


def mix(waveform: Tensor, noise: Tensor, snr_db: float) -> Tensor:
    """Add noise (n,) to a waveform (n,): both powers are means over the whole length."""
    return waveform + noise_gain(waveform, noise, snr_db) * noise


def loudest_second(waveform: Tensor, sample_rate: int) -> Tensor:
    """The second of (n,) with the most power; all of it where it is shorter."""
    if len(waveform) <= sample_rate:
        return waveform
    energy = F.pad(waveform.double().square().cumsum(0), (1, 0))
    start = int((energy[sample_rate:] - energy[:-sample_rate]).argmax())
    return waveform[start : start + sample_rate]


def overlap(waveform: Tensor, sample_rate: int, other: Tensor, level_db: float) -> Tensor:
    """Another sound (n,) at the same time, `level_db` louder than the voice: 0 is as loud.

    It is the signal-to-noise ratio upside down. Both are mean powers over their loudest second, so
    pauses of either do not count.
    """
    voice, beside = loudest_second(waveform, sample_rate), loudest_second(other, sample_rate)
    return waveform + noise_gain(voice, beside, -level_db) * other
