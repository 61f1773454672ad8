"""A try is a recording of one word by somebody who teaches: check it and cut it to its window."""

import torch.nn.functional as F
from torch import Tensor

from core.config import FeatureConfig
from core.errors import TeachError
from core.sound.advice import check
from core.sound.clip import Clip, prepare
from core.sound.levels import Span, active_span, active_spans

CUT_OFF = {"cut_start", "cut_end"}  # advice that speaks against a try
SHORTEST_BURST = 0.16  # seconds: a shorter one beside the word is a click
LONGEST_OVERHANG = 1.3  # windows: a word may be so long, then its middle is heard


def cut_try(clip: Clip, features: FeatureConfig, word: str, number: int) -> Tensor:
    """The window (n_samples,) with the word in its middle, at the features' rate.

    Args:
        word: what it is a try of, to name it in an error.
        number: counted from 1.

    Raises:
        TeachError: if nothing can be heard, the word is cut off or too long, or there are several.
    """

    def refuse(code: str) -> TeachError:
        return TeachError(code, word=word, number=number)

    advice = check(clip)
    waveform = prepare(clip, features)
    span = active_span(waveform, features.sample_rate)
    if span is None or any(item.nothing_heard for item in advice):
        raise refuse("nothing_heard")
    if any(item.code in CUT_OFF for item in advice):
        raise refuse("cut_off")
    if span[1] - span[0] > LONGEST_OVERHANG * features.window_seconds:
        raise refuse("too_long")
    if _has_another(waveform, features.sample_rate, span):
        raise refuse("several_words")
    return window_around(waveform, (span[0] + span[1]) / 2, features)


def window_around(waveform: Tensor, second: float, features: FeatureConfig) -> Tensor:
    """The window (n_samples,) of a waveform (n,) around a moment, with silence outside of it."""
    start = round(second * features.sample_rate) - features.n_samples // 2
    missing = start + features.n_samples - len(waveform)
    return F.pad(waveform, (-start, missing))  # a negative number cuts


def _has_another(waveform: Tensor, sample_rate: int, word: Span) -> bool:
    """Whether a burst as long as a word lies beside the loudest one."""
    return any(
        span != word and span[1] - span[0] >= SHORTEST_BURST
        for span in active_spans(waveform, sample_rate)
    )
