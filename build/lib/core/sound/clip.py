"""A `Clip`: mono sound as it was recorded, and the one way from it to what the network hears."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import torch
from torchaudio.functional import resample as resample_waveform

from core.config import AudioConfig, FeatureConfig
from core.errors import AudioError

LIMITS = AudioConfig()


UNNAMED = "The recording"


SAMPLE_RATES = (4_000, 400_000)  # Hz


MOST_CHANNELS = 64


CODEC_PADDING = 0.1  # seconds that a lossy format may add to the length of what was recorded


RUMBLE = 120.0  # Hz: a channel with only lower sounds is for a subwoofer


@dataclass(frozen=True, eq=False)
class Clip:
    """Mono sound: float32 samples (n,) in [-1, 1] without DC offset, at its own rate."""

    samples: np.ndarray
    sample_rate: int  # Hz
    channels: int = 1  # as recorded, before mixing
    offset: float = 0.0  # the mean of all samples as recorded, which was taken away

    @property
    def seconds(self) -> float:
        """Length of the recording."""
        return len(self.samples) / self.sample_rate


def clip_from_array(samples: np.ndarray, sample_rate: int, config: AudioConfig = LIMITS) -> Clip:
    """Turn samples (n,) or (n, channels), whole numbers or floats, into a Clip.

    Raises AudioError for a wrong shape, type, rate or length, and for values that are no numbers.
    """
    return to_clip(_as_float(np.asarray(samples)), sample_rate, UNNAMED, config)


def resample(clip: Clip, sample_rate: int) -> Clip:
    """The same sound at another rate in Hz; the very same clip if it has that rate already."""
    if clip.sample_rate == sample_rate:
        return clip
    # torchaudio's filter grows with both numbers of the ratio: 44101 -> 16000 Hz would need
    # gigabytes. The nearest small ratio is exact for all usual rates, inaudibly off for others.
    ratio = Fraction(clip.sample_rate, sample_rate).limit_denominator(640)
    waveform = torch.from_numpy(clip.samples)
    samples = resample_waveform(waveform, ratio.numerator, ratio.denominator)
    samples = samples.clamp(-1, 1).numpy()  # the filter overshoots where the sound is clipped
    return Clip(samples, sample_rate, clip.channels, clip.offset)


def prepare(clip: Clip, features: FeatureConfig) -> torch.Tensor:
    """The whole clip as the network hears it: a waveform (n,), float32, at the features' rate."""
    return torch.tensor(resample(clip, features.sample_rate).samples)


def check_not_too_long(seconds: float, name: str, config: AudioConfig) -> None:
    """Raise AudioError for a recording longer than allowed."""
    if seconds > config.max_seconds + CODEC_PADDING:
        raise AudioError("too_long", name=name, seconds=config.max_seconds)


# From decoded samples to a Clip


def _as_float(samples: np.ndarray) -> np.ndarray:
    """Samples of any usual type -> float32, whole numbers scaled so that full scale is 1."""
    if samples.dtype.kind == "f":
        with np.errstate(over="ignore"):  # too large for float32 becomes inf, which is refused
            return samples.astype(np.float32, copy=False)
    if samples.dtype == np.uint8:
        return (samples.astype(np.float32) - 128) / 128
    if samples.dtype in (np.int8, np.int16, np.int32):
        return samples.astype(np.float32) / float(2 ** (8 * samples.dtype.itemsize - 1))
    raise AudioError("sample_type", type=samples.dtype)


def to_clip(samples: np.ndarray, sample_rate: int, name: str, config: AudioConfig) -> Clip:
    """Float samples (n,) or (n, channels) -> Clip, if that is a recording that can be judged."""
    if samples.ndim == 1:
        samples = samples[:, None]
    if samples.ndim != 2 or not 1 <= samples.shape[1] <= MOST_CHANNELS:
        raise AudioError("shape", shape=samples.shape)
    slowest, fastest = SAMPLE_RATES
    if not slowest <= sample_rate <= fastest:
        raise AudioError(
            "sample_rate", name=name, rate=sample_rate, slowest=slowest, fastest=fastest
        )
    if len(samples) == 0:
        raise AudioError("empty", name=name)
    if len(samples) < round(config.min_seconds * sample_rate):
        raise AudioError("too_short", name=name, seconds=config.min_seconds)
    check_not_too_long(len(samples) / sample_rate, name, config)
    if not np.abs(samples).max() < 1e9:  # neither is not-a-number
        raise AudioError("no_numbers", name=name)
    offset = float(samples.mean(dtype=np.float64))
    mono = _mix(samples, sample_rate)
    largest = max(mono.max(), -mono.min())
    if largest > 1:  # a float file may exceed full scale; made smaller, it keeps its shape
        mono = mono / largest
    return Clip(np.ascontiguousarray(mono), int(sample_rate), samples.shape[1], offset)


def _mix(samples: np.ndarray, sample_rate: int) -> np.ndarray:
    """Channels (n, channels) -> their mean (n,), each without its DC offset.

    A channel that is silent or has nothing but rumble does not count. Where the mean would lose
    the voice, because one channel is another upside down, the loudest is taken instead.
    """
    samples = samples - samples.mean(axis=0, dtype=np.float64).astype(np.float32)
    if samples.shape[1] == 1:
        return samples[:, 0]
    power: np.ndarray = (samples**2).mean(axis=0, dtype=np.float64)
    slope = (np.diff(samples, axis=0) ** 2).mean(axis=0, dtype=np.float64)
    pitch = np.sqrt(slope / np.maximum(power, 1e-20)) * sample_rate / (2 * np.pi)
    heard = pitch > RUMBLE if (pitch > RUMBLE).any() else np.full(len(pitch), True)
    heard &= power >= power[heard].max() / 1000
    samples, power = samples[:, heard], power[heard]
    mean: np.ndarray = samples.mean(axis=1)
    if np.mean(mean**2) < 0.3 * power.max():
        return samples[:, power.argmax()]
    return mean
