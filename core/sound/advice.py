"""What is wrong with a recording, if anything, and what to do better next time."""

from dataclasses import dataclass

import numpy as np

from core.sound.clip import Clip
from core.sound.levels import (
    FRAME,
    NOTHING_BELOW,
    QUIETEST,
    STANDS_OUT,
    bursts_in,
    frame_levels_db,
    percentile,
    smooth_levels,
)

QUIET_BELOW = -40.0  # dB re full scale, loudest 50 ms
CUT_UNDER_PEAK = 15.0  # dB: a recording that begins or ends this close to its loudest spot,
CUT_OVER_FLOOR = 15.0  # and this far over the background, begins or ends within the word
FLAT_TOPS = 4  # waves: a loud vowel has one or two by chance
SHORT_BELOW = 0.3  # seconds
SHORTEST_WORD = 12  # frames within FADED dB of its loudest spot; a bang is over sooner
FADED = 15.0


@dataclass(frozen=True)
class Advice:
    """One thing to do better in the next recording."""

    code: str
    message: str
    nothing_heard: bool = False  # there is no sound at all, so no verdict can be given


MESSAGES = {
    "nothing_recorded": "The recording is completely silent: "
    "is the microphone switched on and allowed to listen?",
    "silence": "Nothing but a soft background can be heard: "
    "come closer to the microphone and say the word.",
    "too_quiet": "The recording is very quiet: come closer to the microphone or speak louder.",
    "clipped": "The sound is too loud for the microphone and gets distorted: "
    "move back a little or speak more softly.",
    "too_short": "The recording is very short: keep recording until the whole word is said.",
    "cut_start": "The word seems cut off at the start: press record, wait a moment, then speak.",
    "cut_end": "The word seems cut off at the end: wait a moment before you press stop.",
}


def check(clip: Clip) -> tuple[Advice, ...]:
    """What to do better next time; empty for a good recording."""
    if np.abs(clip.samples).max() < 1e-6:
        return (_advice("nothing_recorded", nothing_heard=True),)
    levels = frame_levels_db(clip.samples, clip.sample_rate)
    smooth = smooth_levels(levels)
    if smooth.max() < NOTHING_BELOW:
        return (_advice("silence", nothing_heard=True),)
    first, last = likely_word(smooth)  # a bang elsewhere says nothing about the word
    peak, floor = smooth[first:last].max(), percentile(smooth, QUIETEST)
    codes = []
    if peak < QUIET_BELOW:
        codes.append("silence" if peak - floor < STANDS_OUT else "too_quiet")
    elif _flat_tops(*_samples_of(clip, first, last)) >= FLAT_TOPS:
        codes.append("clipped")
    if clip.seconds < SHORT_BELOW:
        codes.append("too_short")
    speech = max(peak - CUT_UNDER_PEAK, floor + CUT_OVER_FLOOR)
    # The median of 30 ms does not mind the click of a button.
    if first < 3 and np.median(levels[:3]) > speech:
        codes.append("cut_start")
    if last > len(levels) - 3 and np.median(levels[-3:]) > speech:
        codes.append("cut_end")
    return tuple(_advice(code) for code in codes)


def likely_word(smooth: np.ndarray) -> tuple[int, int]:
    """The first frame of the burst of sound that most likely is the word, and the one after it.

    That is the loudest of the bursts that last as long as a word; a click or a bang does not. The
    whole recording, where nothing stands out from the background.

    Args:
        smooth: (n_frames,) dB, as from `smooth_levels`.
    """
    floor = percentile(smooth, QUIETEST)
    bursts = bursts_in(smooth, max(floor + STANDS_OUT, NOTHING_BELOW))
    peaks = np.array([smooth[first:last].max() for first, last in bursts])
    long_enough = [
        np.sum(smooth[first:last] > peak - FADED) >= SHORTEST_WORD
        for (first, last), peak in zip(bursts, peaks, strict=True)
    ]
    if any(long_enough):
        peaks = np.where(long_enough, peaks, -np.inf)
    return bursts[int(np.argmax(peaks))] if bursts else (0, len(smooth))


def _advice(code: str, nothing_heard: bool = False) -> Advice:
    return Advice(code, MESSAGES[code], nothing_heard)


def _samples_of(clip: Clip, first: int, last: int) -> tuple[np.ndarray, int]:
    """The samples of these frames, and their rate."""
    hop = round(FRAME * clip.sample_rate)
    return clip.samples[first * hop : last * hop], clip.sample_rate


def _flat_tops(sound: np.ndarray, sample_rate: int) -> int:
    """How many waves were cut off flat: on the upper or the lower side, whichever has more.

    A wave cut off by an overloaded microphone spends most of its upper half near the very top,
    which no sine or voice does; that stays so when a codec afterwards makes the tops ripple.
    """
    shortest = max(3, round(0.0002 * sample_rate))  # samples: a shorter top has no shape
    loudest = min(round(0.0006 * sample_rate), len(sound))
    most = 0
    for samples in (sound, -sound):
        # A ripple may reach over the flat tops, so their height is not the maximum.
        top = max(np.partition(samples, -loudest)[-loudest], samples.max() * 0.7)
        edges = np.flatnonzero(np.diff(samples > top * 0.5, prepend=False, append=False))
        starts, ends = edges[::2], edges[1::2]
        near_top = np.cumsum(np.append(0, samples > top * 0.8))
        width = near_top[ends] - near_top[starts]
        flat = (width >= shortest) & (width >= 0.85 * (ends - starts))
        most = max(most, int(flat.sum()))
    return most
