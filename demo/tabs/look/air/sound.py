"""From air to numbers: how often and how finely a sound is measured, and what that loses."""

import math
from dataclasses import dataclass

from torch import Tensor
from torchaudio.functional import resample
from torchaudio.transforms import AmplitudeToDB, Spectrogram

from core.config import FeatureConfig
from demo.heard import Heard
from demo.ui import steps

BITS = (2, 16)
FILTER_WIDTH = 64  # waves to each side: steep enough to leave nothing above half the sample rate
N_FFT = 512
FINER = 8  # points of the drawn wave for each of its samples
MARGIN = 64  # samples drawn beyond both edges of the view, for the curve to be right at them
ZOOM = 10  # of the control, where the shortest piece is seen
SHORTEST = 0.002  # seconds
CLEARLY_LOUDER = 6.0  # dB: twice as high a wave


@dataclass(frozen=True, kw_only=True)
class Measuring:
    """How air is measured."""

    every: int = 1  # of so many samples one is kept
    filtered: bool = True  # whether tones too high for that are taken away first
    bits: int = 16  # of one sample


@dataclass(frozen=True, kw_only=True, eq=False)
class Measured:
    """What measuring makes of a waveform (n,)."""

    samples: Tensor  # (m,) before they are rounded
    numbers: Tensor  # (m,) rounded
    after: Tensor  # (n,) the numbers as a loudspeaker makes them sound
    difference: Tensor  # (n,) the waveform without `after`, and without offset: nobody hears that


@dataclass(frozen=True)
class View:
    """The piece of a waveform that is seen."""

    first: int  # sample
    count: int  # samples


def measure(waveform: Tensor, how: Measuring) -> Measured:
    """Take samples of a waveform (n,), round them, and make them sound again."""
    samples = fewer(waveform, how.every, how.filtered)
    numbers = rounded(samples, how.bits)
    after = joined(numbers, how.every)[: len(waveform)]
    difference = waveform - after
    difference = difference - difference.mean()
    return Measured(samples=samples, numbers=numbers, after=after, difference=difference)


def fewer(waveform: Tensor, every: int, filtered: bool) -> Tensor:
    """One of `every` samples (n,) -> (n / every rounded up,).

    Without the filter, tones above half the new rate come back as lower ones (aliases).
    """
    if not filtered:
        return waveform[::every]
    samples: Tensor = resample(waveform, every, 1, lowpass_filter_width=FILTER_WIDTH)
    return samples


def rounded(samples: Tensor, bits: int) -> Tensor:
    """Each sample (n,) in [-1, 1] as the nearest of 2 ** bits values, as in a WAV file."""
    half = 2 ** (bits - 1)
    values: Tensor = (samples * half).round().clamp(-half, half - 1) / half
    return values


def joined(numbers: Tensor, every: int) -> Tensor:
    """The smooth curve through the samples (m,), at the rate of the waveform: (m * every,).

    It has no tone above half the rate of the samples, so each alias sounds as what it is.
    """
    curve: Tensor = resample(numbers, 1, every, lowpass_filter_width=FILTER_WIDTH)
    return curve


def level_db(waveform: Tensor) -> float:
    """Mean level (root of the mean square) of a waveform in dB re full scale; silence: -inf."""
    return _decibels(float(waveform.double().square().mean().sqrt()))


def peak_db(waveform: Tensor) -> float:
    """The highest wave in dB re full scale; silence: -inf."""
    return _decibels(float(waveform.abs().max()))


def strengths(waveform: Tensor) -> Tensor:
    """How strong every tone from 0 to half the rate is on average, in dB: (N_FFT // 2 + 1,)."""
    mean = Spectrogram(n_fft=N_FFT)(waveform).mean(dim=1)
    levels: Tensor = AmplitudeToDB(stype="power")(mean)
    return levels


def louder(difference: Tensor, waveform: Tensor) -> float:
    """By how many dB to amplify a difference, to hear it as loud as the waveform if it is quieter.

    Never so much that it would be clipped; not at all where it would hardly be heard.
    """
    wanted = min(level_db(waveform) - level_db(difference), -peak_db(difference))
    return wanted if wanted >= CLEARLY_LOUDER else 0.0


def amplified(waveform: Tensor, decibels: float) -> Tensor:
    """A waveform by so many dB louder."""
    return waveform * 10 ** (decibels / 20)


def view(n_samples: int, sample_rate: int, zoom: float, middle: float) -> View:
    """What is seen at a zoom from 0 (everything) to ZOOM (SHORTEST) around a moment in seconds.

    Each step of the zoom shortens it by the same factor.
    """
    seconds = n_samples / sample_rate
    seen = seconds * (SHORTEST / seconds) ** (zoom / ZOOM)
    count = min(max(round(seen * sample_rate), 2), n_samples)
    first = min(max(round(middle * sample_rate) - count // 2, 0), n_samples - count)
    return View(first, count)


def loudest(waveform: Tensor, sample_rate: int) -> float:
    """The moment of the highest wave, in seconds."""
    return int(waveform.abs().argmax()) / sample_rate


def smooth(waveform: Tensor, seen: View) -> tuple[Tensor, int]:
    """The wave between its samples, FINER points for each; and the sample where it begins."""
    first, end = _with_margin(seen)
    curve: Tensor = resample(waveform[first:end], 1, FINER, lowpass_filter_width=FILTER_WIDTH)
    return curve, first


def _with_margin(seen: View) -> tuple[int, int]:
    return max(seen.first - MARGIN, 0), seen.first + seen.count + MARGIN


def _decibels(amplitude: float) -> float:
    return 20 * math.log10(amplitude) if amplitude > 0 else -math.inf


# The same as lines to copy. A test runs them and compares.


def code(heard: Heard, features: FeatureConfig, how: Measuring, seen: View) -> str:
    """Lines that make `numbers`, `after`, `difference`, the levels, and both pictures."""
    half = 2 ** (how.bits - 1)
    first, end = _with_margin(seen)
    width = f"lowpass_filter_width={FILTER_WIDTH}"
    samples, after = "waveform", "numbers"
    if how.every > 1:
        after = f"torchaudio.functional.resample(numbers, 1, {how.every}, {width})"
        samples = f"torchaudio.functional.resample(waveform, {how.every}, 1, {width})"
        if not how.filtered:
            samples = f"waveform[::{how.every}]"
    return f"""{steps.waveform_code(heard, features)}

# How often: one sample of {how.every}
samples = {samples}
# How finely: {how.bits} bits are 2 * {half:_} values
numbers = (samples * {half:_}).round().clamp(-{half:_}, {half - 1:_}) / {half:_}
# To be heard: the smooth curve through the numbers
after = {after}
after = after[: len(waveform)]
difference = waveform - after
difference = difference - difference.mean()  # nobody hears an offset

# Decibels, 0 is full scale
peak = 20 * waveform.abs().max().log10()
level = 20 * waveform.square().mean().sqrt().log10()
level_of_difference = 20 * difference.square().mean().sqrt().log10()

# The piece that is seen, and the wave between its samples
frame_offset, num_frames = {seen.first:_}, {seen.count:_}
piece = waveform[frame_offset : frame_offset + num_frames]
curve = torchaudio.functional.resample(waveform[{first:_} : {end:_}], 1, {FINER}, {width})

# How strong each tone is
transform = torchaudio.transforms.Spectrogram(n_fft={N_FFT})
decibels = torchaudio.transforms.AmplitudeToDB(stype="power")
tones_before = decibels(transform(waveform).mean(dim=1))
tones_after = decibels(transform(after).mean(dim=1))"""
