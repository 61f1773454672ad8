"""What is wrong with a recording, if anything, and what to do better next time."""

from dataclasses import dataclass

import numpy as np

from core.sound.clip import Clip
from core.sound.levels import (
    FRAME,
    NOTHING_BELOW,
    STANDS_OUT,
    active_span,
    frame_levels_db,
    smooth_levels,
)

QUIET_BELOW = -40.0  # dB re full scale, loudest 50 ms
CUT_UNDER_PEAK = 15.0  # dB: a recording that begins or ends this close to its loudest spot,
CUT_OVER_FLOOR = 15.0  # and this far over the background, begins or ends within the word
FLAT_TOPS = 4  # waves: a loud vowel has one or two by chance
SHORT_BELOW = 0.3  # seconds


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
    peak, floor = smooth.max(), np.percentile(smooth, 10)
    if peak < NOTHING_BELOW:
        return (_advice("silence", nothing_heard=True),)
    codes = []
    if peak < QUIET_BELOW:
        codes.append("silence" if peak - floor < STANDS_OUT else "too_quiet")
    elif _flat_tops(clip) >= FLAT_TOPS:
        codes.append("clipped")
    if clip.seconds < SHORT_BELOW:
        codes.append("too_short")
    speech = max(peak - CUT_UNDER_PEAK, floor + CUT_OVER_FLOOR)
    # The median of 30 ms does not mind the click of a button.
    starts_loud, ends_loud = np.median(levels[:3]) > speech, np.median(levels[-3:]) > speech
    if starts_loud or ends_loud:
        start, end = active_span(clip.samples, clip.sample_rate) or (0.0, 0.0)
        if starts_loud and start < 3 * FRAME:
            codes.append("cut_start")
        if ends_loud and end > clip.seconds - 3 * FRAME:
            codes.append("cut_end")
    return tuple(_advice(code) for code in codes)


def _advice(code: str, nothing_heard: bool = False) -> Advice:
    return Advice(code, MESSAGES[code], nothing_heard)


def _flat_tops(clip: Clip) -> int:
    """How many waves were cut off flat: on the upper or the lower side, whichever has more.

    A wave cut off by an overloaded microphone spends most of its upper half near the very top,
    which no sine or voice does; that stays so when a codec afterwards makes the tops ripple.
    """
    shortest = max(3, round(0.0002 * clip.sample_rate))  # samples: a shorter top has no shape
    loudest = min(round(0.0006 * clip.sample_rate), len(clip.samples))
    most = 0
    for samples in (clip.samples, -clip.samples):
        # A ripple may reach over the flat tops, so their height is not the maximum.
        top = max(np.partition(samples, -loudest)[-loudest], samples.max() * 0.7)
        edges = np.flatnonzero(np.diff(samples > top * 0.5, prepend=False, append=False))
        starts, ends = edges[::2], edges[1::2]
        near_top = np.cumsum(np.append(0, samples > top * 0.8))
        width = near_top[ends] - near_top[starts]
        flat = (width >= shortest) & (width >= 0.85 * (ends - starts))
        most = max(most, int(flat.sum()))
    return most
