"""A try is a recording of one word by somebody who teaches: check it and cut it to its window.

Where many record at once, others are heard, too. They are further from the microphone, so levels
tell them apart: what is much quieter than the word is the room.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch.nn.functional as F
from torch import Tensor

from core.config import FeatureConfig
from core.errors import TeachError
from core.sound.advice import check
from core.sound.clip import Clip, prepare
from core.sound.levels import (
    LEVELS,
    QUIETEST,
    Span,
    active_span,
    active_spans,
    frame_levels_db,
    smooth_levels,
)

CUT_OFF = {"cut_start", "cut_end"}  # advice that speaks against a try
SHORTEST_BURST = 0.16  # seconds: a shorter one beside the word is a click
LONGEST_OVERHANG = 1.3  # windows: a word may be so long, then its middle is heard
ROOM_BELOW_DB = 12.0  # under the word: a burst beside it that is so quiet is somebody in the room
OVER_ROOM_DB = 9.0  # the word over the room, at least
NEAR_DB = 18.0  # under the other tries: a try that is so much quieter was not for this microphone
ENOUGH_TO_COMPARE = 3  # tries
KEPT_SECONDS = 0.6  # before and after the word


def check_try(
    clip: Clip, word: str, number: int, others: Sequence[Clip] = (), most_seconds: float = 1.0
) -> None:
    """Refuse a recording that would teach something else than its word.

    Args:
        word: what it is a try of, to name it in an error.
        number: counted from 1.
        others: tries by the same microphone.
        most_seconds: that the network judges at once.

    Raises:
        TeachError: if nothing can be heard, the word is cut off, too long, or hardly louder than
            the room, if there are several words, or if it is far quieter than the other tries.
    """

    def refuse(code: str) -> TeachError:
        return TeachError(code, word=word, number=number)

    advice = check(clip)
    span = active_span(clip.samples, clip.sample_rate)
    if span is None or any(item.nothing_heard for item in advice):
        raise refuse("nothing_heard")
    if any(item.code in CUT_OFF for item in advice):
        raise refuse("cut_off")
    if span[1] - span[0] > LONGEST_OVERHANG * most_seconds:
        raise refuse("too_long")
    if _has_another(clip, span):
        raise refuse("several_words")
    level = word_level(clip)
    if level - room_level([clip]) < OVER_ROOM_DB:
        raise refuse("noisy_room")
    levels = [word_level(other) for other in others]
    if len(levels) >= ENOUGH_TO_COMPARE and level < np.median(levels) - NEAR_DB:
        raise refuse("far_away")


def trimmed(clip: Clip) -> Clip:
    """The word with a moment around it: all that is needed of a longer recording."""
    span = active_span(clip.samples, clip.sample_rate)
    if span is None:
        return clip
    first = max(0, round((span[0] - KEPT_SECONDS) * clip.sample_rate))
    last = round((span[1] + KEPT_SECONDS) * clip.sample_rate)
    return replace(clip, samples=clip.samples[first:last].copy())  # so that the rest is forgotten


def word_level(clip: Clip) -> float:
    """How loud the word is: its loudest 50 ms, in dB re full scale."""
    return float(_levels(clip).max())


def room_level(clips: Sequence[Clip]) -> float:
    """How loud the room is in the pauses around the words, in dB re full scale."""
    return float(np.median([np.percentile(_levels(clip), QUIETEST) for clip in clips]))


def cut_try(clip: Clip, features: FeatureConfig, word: str, number: int) -> Tensor:
    """The window (n_samples,) with the word in its middle, at the features' rate.

    Args:
        word: what it is a try of, to name it in an error.
        number: counted from 1.

    Raises:
        TeachError: if nothing can be heard.
    """
    if any(item.nothing_heard for item in check(clip)):
        raise TeachError("nothing_heard", word=word, number=number)
    return word_window(prepare(clip, features), features)


def word_window(waveform: Tensor, features: FeatureConfig) -> Tensor:
    """The window (n_samples,) of a waveform (n,) around its loudest burst, or around its middle."""
    whole = (0.0, len(waveform) / features.sample_rate)
    begin, end = active_span(waveform, features.sample_rate) or whole
    return window_around(waveform, (begin + end) / 2, features)


def window_around(waveform: Tensor, second: float, features: FeatureConfig) -> Tensor:
    """The window (n_samples,) of a waveform (n,) around a moment, with silence outside of it."""
    start = round(second * features.sample_rate) - features.n_samples // 2
    missing = start + features.n_samples - len(waveform)
    return F.pad(waveform, (-start, missing))  # a negative number cuts


def _levels(clip: Clip) -> np.ndarray:
    return smooth_levels(frame_levels_db(clip.samples, clip.sample_rate))


def _has_another(clip: Clip, word: Span) -> bool:
    """Whether a burst as long as a word, and about as loud, lies beside the loudest one."""
    levels, frame = _levels(clip), LEVELS.frame_seconds
    limit = levels.max() - ROOM_BELOW_DB
    return any(
        span != word
        and span[1] - span[0] >= SHORTEST_BURST
        and levels[round(span[0] / frame) : round(span[1] / frame)].max(initial=-np.inf) > limit
        for span in active_spans(clip.samples, clip.sample_rate)
    )
