"""What can lie right beside a word in a recording: its edge, a knock, somebody else.

Waveforms (n,) float32 go in unchanged, and a new one comes out. Where the word begins and ends is
what `core.sound.levels.active_span` says of it; the whole waveform where nothing stands out.
"""

import math

import torch
import torch.nn.functional as F
from torch import Generator, Tensor

from core.effects.level import fade, noise_gain
from core.effects.noises import pink_noise
from core.effects.room import PAUSE, SOFT_EDGE
from core.effects.timing import before
from core.sound.levels import active_span

GAP = 0.03  # seconds between a sound and the word
BEEP_HERTZ, BEEP_SECONDS = 2_000.0, 0.15  # of an answering machine
KNOCKS, KNOCK_SECONDS = (0.01, 0.19), 0.35  # twice on a wooden door
KNOCK_HERTZ = (180.0, 410.0)  # that the door rings at
KNOCK_DECAY = 0.03  # seconds


def at_edge(waveform: Tensor, sample_rate: int, gap: float, seconds: float, at_end: bool) -> Tensor:
    """A recording of so many seconds in which the word stands `gap` seconds from one end.

    What lies further out than the gap is cut off.
    """
    n = round(seconds * sample_rate)
    start, end = active_span(waveform, sample_rate) or (0.0, len(waveform) / sample_rate)
    if at_end:
        piece = F.pad(waveform, (0, round((end + gap) * sample_rate) - len(waveform)))
        piece = fade(piece, sample_rate, SOFT_EDGE)[-n:]
        return F.pad(piece, (n - len(piece), 0))
    piece = F.pad(waveform, (round((gap - start) * sample_rate), 0))  # a negative number cuts
    piece = fade(piece, sample_rate, SOFT_EDGE)[:n]
    return F.pad(piece, (0, n - len(piece)))


def with_pauses(waveform: Tensor, sample_rate: int) -> Tensor:
    """Half a second of silence before and after."""
    n = round(PAUSE * sample_rate)
    return F.pad(waveform, (n, n))


def with_voice(
    waveform: Tensor, sample_rate: int, other: Tensor, snr_db: float, offset: float
) -> Tensor:
    """The word, and somebody else (k,) who starts `offset` seconds after it or before.

    As long before and after as half a second and the longest offset.

    Args:
        snr_db: how much louder the word is than the other voice, as mean powers.
        offset: from the start of one waveform to that of the other; at most PAUSE.
    """
    beside = round(2 * PAUSE * sample_rate)
    recording = F.pad(fade(waveform, sample_rate, SOFT_EDGE), (beside, beside))
    start = beside + round(offset * sample_rate)
    voice = fade(other, sample_rate, SOFT_EDGE) * noise_gain(waveform, other, snr_db)
    recording[start : start + len(other)] += voice
    return recording


def room_under(
    recording: Tensor, waveform: Tensor, sample_rate: int, snr_db: float, generator: Generator
) -> Tensor:
    """The hiss of a room under a whole recording, `snr_db` weaker than the word's waveform."""
    room = pink_noise(len(recording), sample_rate, generator)
    return recording + noise_gain(waveform, room, snr_db) * room


def beep_before(waveform: Tensor, sample_rate: int, level_db: float) -> Tensor:
    """An answering machine's signal right before the word, `level_db` taller than the word."""
    times = torch.arange(round(BEEP_SECONDS * sample_rate)) / sample_rate
    phase = 2 * math.pi * BEEP_HERTZ * times
    beep = fade(torch.sin(phase) + 0.3 * torch.sin(2 * phase), sample_rate, SOFT_EDGE)
    return before(waveform, sample_rate, beep, level_db, GAP)


def knock_before(waveform: Tensor, sample_rate: int, level_db: float) -> Tensor:
    """Two knocks on a door right before the word, `level_db` taller than the word."""
    times = torch.arange(round(KNOCK_SECONDS * sample_rate)) / sample_rate
    noise = torch.randn(len(times), generator=torch.Generator().manual_seed(0))
    knocks = torch.zeros(len(times))
    for start in KNOCKS:
        age = times - start
        first, second = (torch.sin(2 * math.pi * hertz * age) for hertz in KNOCK_HERTZ)
        burst = first + 0.5 * second + 0.3 * noise
        knocks += (age >= 0) * torch.exp(-age.clamp(min=0) / KNOCK_DECAY) * burst
    return before(waveform, sample_rate, knocks, level_db, GAP)
