"""When a word is said, and what sounds right before it.

The effects are alike: waveform (n,) float32, its rate in Hz, how much -> waveform. The waveform
that goes in is never changed.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from core.effects.level import fade, peak
from core.sound.levels import active_span

TONE_HERTZ, TONE_SECONDS = 1_000.0, 0.5  # a beep: "speak now"
CLICK_HERTZ, CLICK_SECONDS = 2_500.0, 0.004  # a mouse button, which rings and dies away
CLICK_GAP = 0.05  # seconds between the click and the word
MURMUR_HERTZ, MURMUR_SECONDS = 130.0, 0.3  # "mm": a closed mouth lets only low tones out
MURMUR_OVERTONES = 8
MURMUR_GAP = 0.05  # seconds
SOFT_EDGE = 0.005  # seconds: of a tone that does not click itself


def shift(waveform: Tensor, sample_rate: int, seconds: float) -> Tensor:
    """Everything later, or earlier where `seconds` is negative; silence takes its place.

    As much falls off the other end, but never a part of the word: rather than that, the recording
    becomes longer.
    """
    n, added = len(waveform), round(abs(seconds) * sample_rate)
    start, end = active_span(waveform, sample_rate) or (0.0, n / sample_rate)
    if seconds < 0:
        first = min(added, round(start * sample_rate))
        return F.pad(waveform[first:], (0, added))
    last = max(n - added, round(end * sample_rate))
    return F.pad(waveform[:last], (added, 0))


def late_start(waveform: Tensor, sample_rate: int, seconds: float) -> Tensor:
    """A recorder that opened late: digital silence up to so many seconds after the word began."""
    first = _onset(waveform, sample_rate) + round(seconds * sample_rate)
    return F.pad(waveform[first:], (min(first, len(waveform)), 0))


def tone_before(waveform: Tensor, sample_rate: int, level_db: float) -> Tensor:
    """A beep that ends where the word begins, its waves `level_db` taller than the word's."""
    times = torch.arange(round(TONE_SECONDS * sample_rate)) / sample_rate
    tone = fade(torch.sin(2 * math.pi * TONE_HERTZ * times), sample_rate, SOFT_EDGE)
    return before(waveform, sample_rate, tone, level_db, gap=0.0)


def click_before(waveform: Tensor, sample_rate: int, level_db: float) -> Tensor:
    """A click right before the word, its waves `level_db` taller than the word's."""
    times = torch.arange(round(5 * CLICK_SECONDS * sample_rate)) / sample_rate
    click = torch.sin(2 * math.pi * CLICK_HERTZ * times) * torch.exp(-times / CLICK_SECONDS)
    return before(waveform, sample_rate, click, level_db, gap=CLICK_GAP)


def murmur_before(waveform: Tensor, sample_rate: int, level_db: float) -> Tensor:
    """A thoughtful "mm" right before the word, its waves `level_db` taller than the word's."""
    times = torch.arange(round(MURMUR_SECONDS * sample_rate)) / sample_rate
    overtones = torch.arange(1, MURMUR_OVERTONES + 1)[:, None]
    waves = torch.sin(2 * math.pi * MURMUR_HERTZ * overtones * times) / overtones.square()
    murmur = fade(waves.sum(dim=0), sample_rate, 0.2 * MURMUR_SECONDS)
    return before(waveform, sample_rate, murmur, level_db, gap=MURMUR_GAP)


def before(
    waveform: Tensor, sample_rate: int, sound: Tensor, level_db: float, gap: float
) -> Tensor:
    """Any sound (m,) that ends `gap` seconds before the word; silence is put before if it must.

    Its highest wave is `level_db` taller than the word's.
    """
    end = _onset(waveform, sample_rate) - round(gap * sample_rate)
    missing = max(len(sound) - end, 0)
    longer = F.pad(waveform, (missing, 0))
    start = end + missing - len(sound)
    gain = float(waveform.abs().max()) / peak(sound) * 10 ** (level_db / 20)
    longer[start : start + len(sound)] += gain * sound
    return longer


def _onset(waveform: Tensor, sample_rate: int) -> int:
    """The sample at which the word begins; 0 where nothing stands out."""
    start, _ = active_span(waveform, sample_rate) or (0.0, 0.0)
    return round(start * sample_rate)
