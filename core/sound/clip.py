"""A `Clip`: mono sound as it was recorded, and the one way from it to what the network hears."""

from dataclasses import dataclass, field
from fractions import Fraction
from numbers import Real
from typing import TYPE_CHECKING

import numpy as np

from core.config import AudioConfig, FeatureConfig
from core.errors import AudioError
from core.sound.sinc import sinc_resample

if TYPE_CHECKING:  # hearing a recording does not need it
    from torch import Tensor

LIMITS = AudioConfig()
UNNAMED = "The recording"
SAMPLE_RATES = (4_000, 400_000)  # Hz
MOST_CHANNELS = 64
MOST_AT_ONCE = 8 * 48_000  # Hz, of all channels together, in a recording of the longest length
CODEC_PADDING = 0.1  # seconds that a lossy format may add to the length of what was recorded
RUMBLE = 120.0  # Hz: a channel with only lower sounds is for a subwoofer
DRIFT_STEP = 0.001  # seconds for one value of the drift
DRIFT_REACH = 40  # steps to each side that are averaged: what is slower than 12 Hz is drift
DRIFT_EDGE = 20  # steps whose weighted mean stands for the drift at the first and the last sample
TRIANGLE = np.bartlett(4 * DRIFT_REACH + 1)[1::2].astype(np.float32) / DRIFT_REACH
EDGE_WEIGHTS = np.hanning(2 * DRIFT_EDGE + 1)[1::2].astype(np.float32) / (DRIFT_EDGE / 2)
BLOCK = 2**20  # samples that are worked on at once, to save memory


@dataclass(frozen=True, eq=False)
class Clip:
    """Mono sound: float32 samples (n,) in [-1, 1] without offset or drift, at its own rate."""

    samples: np.ndarray
    sample_rate: int  # Hz
    channels: int = 1  # as recorded, before mixing
    offset: float = 0.0  # the mean of all samples as recorded, which was taken away with the drift
    _resampled: dict[int, "Clip"] = field(default_factory=dict, init=False, repr=False)

    @property
    def seconds(self) -> float:
        """Length of the recording."""
        return len(self.samples) / self.sample_rate


def clip_from_array(samples: np.ndarray, sample_rate: float, config: AudioConfig = LIMITS) -> Clip:
    """Turn samples (n,) or (n, channels), whole numbers or floats, into a Clip.

    Raises AudioError for a wrong shape, type, rate or length, and for values that are no numbers.
    """
    samples = np.asarray(samples)
    if samples.ndim == 1:
        samples = samples[:, None]
    if samples.ndim != 2 or not 1 <= samples.shape[1] <= MOST_CHANNELS:
        raise AudioError("shape", shape=samples.shape)
    check_size(len(samples), samples.shape[1], sample_rate, UNNAMED, config)
    return to_clip(_as_float(samples), sample_rate, UNNAMED, config)


def resample(clip: Clip, sample_rate: int) -> Clip:
    """The same sound at another rate in Hz, made once; the very same clip if it has that rate."""
    if clip.sample_rate == sample_rate:
        return clip
    known = clip._resampled.get(sample_rate)
    if known is not None:
        return known
    # The filter grows with both numbers of the ratio: 44101 -> 16000 Hz would need gigabytes.
    # The nearest small ratio is exact for all usual rates, inaudibly off for others.
    ratio = Fraction(clip.sample_rate, sample_rate).limit_denominator(640)
    samples = sinc_resample(clip.samples, ratio.numerator, ratio.denominator)
    samples = samples.clip(-1, 1)  # the filter overshoots where the sound is clipped
    made = Clip(samples, sample_rate, clip.channels, clip.offset)
    clip._resampled[sample_rate] = made
    return made


def prepare(clip: Clip, features: FeatureConfig) -> "Tensor":
    """The whole clip as the network hears it: a waveform (n,), float32, at the features' rate."""
    import torch

    return torch.tensor(resample(clip, features.sample_rate).samples)


def check_size(
    n_samples: int,
    n_channels: int,
    sample_rate: float,
    name: str,
    config: AudioConfig,
    beside: int = 0,
) -> None:
    """Refuse what is no recording of speech, or too much of one, before any work is done for it.

    Raises AudioError for a rate that nobody records at, too many channels, too long a recording,
    and for more samples in all channels together than bounds of memory and time allow; `beside`
    is what other tracks of the same file have.
    """
    slowest, fastest = SAMPLE_RATES
    if not isinstance(sample_rate, Real) or not slowest <= sample_rate <= fastest:
        raise AudioError(
            "sample_rate", name=name, rate=sample_rate, slowest=slowest, fastest=fastest
        )
    if n_samples / sample_rate > config.max_seconds + CODEC_PADDING:
        raise AudioError("too_long", name=name, seconds=config.max_seconds)
    most = MOST_AT_ONCE * (config.max_seconds + CODEC_PADDING)
    if n_channels > MOST_CHANNELS or n_samples * n_channels + beside > most:
        raise AudioError("too_much", name=name, channels=n_channels, rate=sample_rate)


# From decoded samples to a Clip


def _as_float(samples: np.ndarray) -> np.ndarray:
    """Samples of any usual type -> float32, whole numbers scaled so that full scale is 1."""
    kind, size = samples.dtype.kind, samples.dtype.itemsize
    if kind == "f":
        with np.errstate(over="ignore"):  # too large for float32 becomes inf, which is refused
            return samples.astype(np.float32, copy=False)
    if kind == "u" and size == 1:
        return (samples.astype(np.float32) - 128) / 128
    if kind == "i" and size <= 4:
        return samples.astype(np.float32) / float(2 ** (8 * size - 1))
    raise AudioError("sample_type", type=samples.dtype)


def to_clip(samples: np.ndarray, sample_rate: float, name: str, config: AudioConfig) -> Clip:
    """Float32 samples (n, channels) -> Clip, if that is a recording that can be judged.

    The chain is: mix the channels, take away offset and drift, make it smaller where it goes over
    full scale.
    """
    n_samples, n_channels = samples.shape
    check_size(n_samples, n_channels, sample_rate, name, config)
    if n_samples == 0:
        raise AudioError("empty", name=name)
    if n_samples < round(config.min_seconds * sample_rate):
        raise AudioError("too_short", name=name, seconds=config.min_seconds)
    if not largest(samples) < 1e9:  # neither is not-a-number
        raise AudioError("no_numbers", name=name)
    offsets = np.full(n_samples, 1 / n_samples, np.float32) @ samples
    mono = mix(samples, offsets, sample_rate)
    remove_drift(mono, sample_rate)
    mono /= max(largest(mono), 1)  # a float file may exceed full scale; smaller, it keeps its shape
    return Clip(mono, int(sample_rate), n_channels, float(offsets.mean()))


def largest(samples: np.ndarray) -> float:
    """How far the samples go from zero: not a number if one of them is none."""
    return max(float(samples.max()), -float(samples.min()))


def mix(samples: np.ndarray, offsets: np.ndarray, sample_rate: float) -> np.ndarray:
    """Channels (n, channels) with these means -> the mean (n,) of those that count, a new array.

    A channel that is silent or has nothing but rumble does not count. Where the mean would lose
    the voice, because one channel is another upside down, the loudest is taken instead.
    """
    n_channels = samples.shape[1]
    mean: np.ndarray
    if n_channels == 1:
        mean = samples[:, 0] - offsets[0]
        return mean
    power = np.zeros(n_channels)
    slope = np.zeros(n_channels)
    for first in range(0, len(samples), BLOCK // n_channels):
        block = samples[first : first + BLOCK // n_channels + 1] - offsets
        power += np.einsum("nc,nc->c", block[:-1], block[:-1])
        change = np.diff(block, axis=0)
        slope += np.einsum("nc,nc->c", change, change)
    pitch = np.sqrt(slope / np.maximum(power, 1e-20)) * sample_rate / (2 * np.pi)
    heard = pitch > RUMBLE if (pitch > RUMBLE).any() else np.full(n_channels, True)
    heard &= power >= power[heard].max() / 1000
    weights = np.float32(heard / heard.sum())
    mean = samples @ weights - offsets @ weights
    loudest = np.where(heard, power, 0).argmax()
    if np.dot(mean, mean) < 0.3 * power[loudest]:
        mean = samples[:, loudest] - offsets[loudest]
    return mean


def remove_drift(samples: np.ndarray, sample_rate: float) -> None:
    """Take away, in place, what is too slow to be heard: an offset, one that dies away, too.

    Microphones that have just been switched on have one. The drift is the mean of 80 ms around
    each millisecond, weighted by a triangle, and a straight line from one to the next. Before the
    first and after the last sample the recording is thought to go on mirrored at its edge.
    """
    step = round(DRIFT_STEP * sample_rate)
    n_steps = len(samples) // step
    steps = samples[: n_steps * step].reshape(n_steps, step)
    means = steps @ np.full(step, 1 / step, np.float32)
    first = means[:DRIFT_EDGE] @ EDGE_WEIGHTS
    last = means[-DRIFT_EDGE:] @ EDGE_WEIGHTS
    before = 2 * first - means[DRIFT_REACH - 1 :: -1]
    after = 2 * last - means[: -DRIFT_REACH - 1 : -1]
    drift = np.convolve(np.concatenate([before, means, after]), TRIANGLE, "valid")
    line = (np.arange(step, dtype=np.float32) + 0.5) / step  # from one value to the next
    weights = np.stack([1 - line, line])
    ends = np.stack([drift[:-1], drift[1:]], axis=1)  # (n_steps, 2)
    for block in range(0, n_steps, BLOCK // step):
        part = slice(block, block + BLOCK // step)
        steps[part] -= ends[part] @ weights
    samples[n_steps * step :] -= drift[-1]
