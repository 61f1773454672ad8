"""Where is sound, how loud is it, and may it be speech? Everything is NumPy and looks at one place.

Levels are decibels re full scale, one every 10 ms. Speech changes its spectrum all the time; a
tone, a hum and "mm" do not, and a click is over at once: neither counts as speech beside a word.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from core.config import LevelsConfig
from core.sound.mel import band_powers

if TYPE_CHECKING:
    from torch import Tensor

LEVELS = LevelsConfig()
# For core/sound/advice.py, which changes no answer and has these for every model:
FRAME = LEVELS.frame_seconds
NOTHING_BELOW = LEVELS.nothing_below_db
STANDS_OUT = LEVELS.stands_out_db
QUIETEST = LEVELS.quietest_percent

# The spectrum whose change is measured; `steady_below_db` is about these numbers.
SPECTRUM_SECONDS = 0.025
CHANGE_FRAMES = 3  # before and after: 60 ms
BANDS_HZ = np.geomspace(100, 7_600, 17)
NARROWEST_HZ = 45.0  # a band is no narrower than a line of the spectrum
DEPTH_DB = 25.0  # under the strongest band: weaker ones are not looked at
LOOK_AHEAD_FRAMES = 4  # beyond a frame, until its level and its change are known

Span = tuple[float, float]  # start and end in seconds


def frame_levels_db(
    waveform: "np.ndarray | Tensor", sample_rate: int, config: LevelsConfig = LEVELS
) -> np.ndarray:
    """Loudness of each 10 ms of a waveform (n,): float32 (n_frames,), dB re full scale."""
    samples = np.asarray(waveform, dtype=np.float32)
    hop = round(config.frame_seconds * sample_rate)
    n_frames = max(len(samples) // hop, 1)
    frames = samples[: n_frames * hop].reshape(n_frames, -1)
    power = np.einsum("fs,fs->f", frames, frames) / frames.shape[1]
    levels: np.ndarray = 10 * np.log10(power + 1e-12)
    return levels


def smooth_levels(levels: np.ndarray, config: LevelsConfig = LEVELS) -> np.ndarray:
    """Levels averaged as power over 50 ms, so that a click of the mouse is no loudest spot."""
    power = np.pad(10 ** (levels / 10), config.smoothing // 2, mode="edge")
    return 10 * np.log10(
        np.convolve(power, np.full(config.smoothing, 1 / config.smoothing), "valid")
    )


def frame_changes_db(
    waveform: "np.ndarray | Tensor", sample_rate: int, config: LevelsConfig = LEVELS
) -> np.ndarray:
    """How much the spectrum changes around each 10 ms of a waveform (n,): (n_frames,), dB.

    The mean over the bands that can be heard, between 30 ms before and 30 ms after.
    """
    samples = np.asarray(waveform, dtype=np.float32)
    hop, size = round(config.frame_seconds * sample_rate), round(SPECTRUM_SECONDS * sample_rate)
    n_frames = max(len(samples) // hop, 1)
    if n_frames <= 2 * CHANGE_FRAMES:
        return np.full(n_frames, np.inf)
    before = (size - hop) // 2
    padded = np.pad(samples, (before, size - before))
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop][:n_frames]
    window = np.hanning(size).astype(np.float32)
    levels = 10 * np.log10(band_powers(frames, window, _bands(size, sample_rate)) + 1e-10)
    earlier, later = levels[: -2 * CHANGE_FRAMES], levels[2 * CHANGE_FRAMES :]
    lowest = np.maximum(earlier, later).max(axis=1, keepdims=True) - DEPTH_DB
    heard = np.maximum(earlier, later) > lowest
    apart = np.abs(np.maximum(earlier, lowest) - np.maximum(later, lowest))
    changes = (apart * heard).sum(axis=1) / heard.sum(axis=1)
    of_all: np.ndarray = np.pad(changes, CHANGE_FRAMES, mode="edge")
    return of_all


@lru_cache(maxsize=8)
def _bands(size: int, sample_rate: int) -> np.ndarray:
    """(n_frequencies, n_bands): 1 where a frequency belongs to a band."""
    hertz = np.fft.rfftfreq(size, 1 / sample_rate)[:, None]
    low, high = BANDS_HZ[:-1], np.maximum(BANDS_HZ[1:], BANDS_HZ[:-1] + NARROWEST_HZ)
    belongs: np.ndarray = (hertz >= low) & (hertz < high)
    return belongs.astype(np.float64)


def steady(changes: np.ndarray, config: LevelsConfig = LEVELS) -> np.ndarray:
    """Which frames are part of a steady sound: (n_frames,) bool.

    The frames next to a steady stretch are within reach of its measure, and belong to it.
    """
    longest = round(config.steady_seconds / config.frame_seconds)
    edge = 2 * CHANGE_FRAMES
    found = np.zeros(len(changes), dtype=bool)
    for start, end in _stretches(changes < config.steady_below_db):
        if end - start >= longest:
            found[max(0, start - edge) : end + edge] = True
    return found


def _stretches(is_so: np.ndarray) -> list[tuple[int, int]]:
    """The first frame of each stretch of True, and the one after its last."""
    edges = np.flatnonzero(np.diff(is_so, prepend=False, append=False))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def spans_in(
    levels: np.ndarray,
    is_steady: np.ndarray | None = None,
    judged: slice = slice(None),
    config: LevelsConfig = LEVELS,
) -> list[tuple[int, int]]:
    """The first frame of each burst of sound, and the one after its last; empty if none stands out.

    A steady sound is none.

    Args:
        levels: (n_frames,) smoothed, of one place and what is around it.
        is_steady: (n_frames,) as from `steady`.
        judged: the place; the loudest spot is looked for here.
    """
    moving = levels if is_steady is None else np.where(is_steady, -np.inf, levels)
    peak = moving[judged].max(initial=-np.inf)
    if peak < config.nothing_below_db:
        return []
    floor = percentile(levels, config.quietest_percent)
    if peak - floor < config.stands_out_db:
        return []
    threshold = max(floor + config.stands_out_db, peak - config.deepest_dip_db)
    return bursts_in(moving, min(threshold, peak - config.stands_out_db / 2), config)


def bursts_in(
    levels: np.ndarray, threshold: float, config: LevelsConfig = LEVELS
) -> list[tuple[int, int]]:
    """The first frame and the one after the last of each burst of sound from a loudness on.

    Quiet gaps of up to 0.15 s belong to a burst: the "s" of "yes" often comes after one.
    """
    gap = round(config.longest_gap_seconds / config.frame_seconds)
    bursts: list[tuple[int, int]] = []
    for start, end in _stretches(levels >= threshold):
        if bursts and start - bursts[-1][1] < gap:
            bursts[-1] = (bursts[-1][0], end)
        else:
            bursts.append((start, end))
    return bursts


def percentile(values: np.ndarray, percent: float) -> float:
    """As np.percentile gives it, which takes ten times as long for so few numbers (n,)."""
    ordered = np.sort(values)
    place = (len(ordered) - 1) * percent / 100
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return float(ordered[low] + (place - low) * (ordered[high] - ordered[low]))


def active_spans(waveform: "np.ndarray | Tensor", sample_rate: int) -> list[Span]:
    """Start and end, in seconds, of each burst of sound in a short recording, in order."""
    levels = smooth_levels(frame_levels_db(waveform, sample_rate))
    frame = round(LEVELS.frame_seconds * sample_rate) / sample_rate
    seconds = len(waveform) / sample_rate
    return [
        (start * frame, seconds if end == len(levels) else end * frame)
        for start, end in spans_in(levels)
    ]


def active_span(waveform: "np.ndarray | Tensor", sample_rate: int) -> Span | None:
    """The burst with the loudest spot, as in `active_spans`; None if nothing stands out."""
    levels = smooth_levels(frame_levels_db(waveform, sample_rate))
    loudest = levels.argmax() * LEVELS.frame_seconds
    spans = active_spans(waveform, sample_rate)
    return min(spans, key=lambda span: max(span[0] - loudest, loudest - span[1]), default=None)


def has_pauses(
    levels: np.ndarray, is_steady: np.ndarray, first: int, last: int, config: LevelsConfig = LEVELS
) -> bool:
    """Whether no other speech is just before and after a word: was it said alone?

    What goes on all the time, like a fan, is background; a beep, a hum and a click are no speech.

    Args:
        levels: (n_frames,) smoothed, of the word and what is around it.
        is_steady: (n_frames,) as from `steady`.
        first: the word's first frame.
        last: the one after its last.
    """
    reach = round(config.pause_seconds / config.frame_seconds)
    word = levels[first:last]
    beside = [slice(max(0, first - reach), first), slice(last, last + reach)]
    if len(word) == 0:  # the word fills the recording
        return True
    background = percentile(levels, config.quietest_percent)
    limit = max(word.max() - config.pause_depth_db, background + config.stands_out_db)
    speech = sum(int(np.sum((levels[part] > limit) & ~is_steady[part])) for part in beside)
    return speech * config.frame_seconds < config.shortest_speech_seconds
