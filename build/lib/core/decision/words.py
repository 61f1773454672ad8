"""From the scores of overlapping windows to words in time.

A word keeps its score high in several windows in a row, and so do two words said close together.
Bursts of sound tell how many there were and when each began and ended.
"""

from collections.abc import Sequence

import numpy as np

from core.sound.levels import Span

NEARER_IS_ONE_WORD = 0.45  # seconds between the middles of two words, at least: “ye-s” is one
SHORTEST_WORD = 0.16  # seconds: a shorter burst is a click, or the rest of a word
PLATEAU = 0.001  # scores that are as good as the best one: the middle of them shows the word
REACH = 0.2  # seconds that a word's middle may lie outside the middles of its windows


def middle(span: Span) -> float:
    """The middle of a span in seconds."""
    return (span[0] + span[1]) / 2


def nearest_span(centre: float, spans: Sequence[Span], reach: float) -> Span | None:
    """The span whose middle is nearest to `centre`, if it is within `reach` seconds."""
    near = min(spans, key=lambda span: abs(middle(span) - centre), default=None)
    return near if near and abs(middle(near) - centre) <= reach else None


def find_words(
    scores: np.ndarray,
    labels: np.ndarray,
    centres: np.ndarray,
    spans: Sequence[Span],
    threshold: float,
) -> list[tuple[int, Span | None]]:
    """Words as (number of the window that shows it best, its span), in order of time.

    Args:
        scores: (n_windows,) the score of the likeliest word in each window.
        labels: (n_windows,) which word that is.
        centres: (n_windows,) the middle of each window in seconds.
        spans: the bursts of sound in the recording.
    """
    accepted = scores >= threshold
    changes = np.flatnonzero((accepted[1:] != accepted[:-1]) | (labels[1:] != labels[:-1])) + 1
    long_enough = [span for span in spans if span[1] - span[0] >= SHORTEST_WORD]
    found: list[tuple[int, Span | None]] = []
    for run in np.split(np.arange(len(scores)), changes):
        if not accepted[run[0]]:
            continue
        first, last = centres[run[0]] - REACH, centres[run[-1]] + REACH
        bursts = _apart([span for span in long_enough if first <= middle(span) <= last])
        if len(bursts) > 1:
            found += [(int(run[_nearest(centres[run], middle(span))]), span) for span in bursts]
        else:
            best = scores[run] >= scores[run].max() - PLATEAU
            index = int(run[best][best.sum() // 2])
            found.append((index, nearest_span(centres[index], bursts or long_enough, reach=0.5)))
    return _surest_of_each(found, scores, centres)


def _nearest(values: np.ndarray, value: float) -> int:
    return int(np.abs(values - value).argmin())


def _apart(spans: list[Span]) -> list[Span]:
    """Bursts too near to each other are parts of one word: join them."""
    joined: list[Span] = []
    for span in spans:
        if joined and middle(span) - middle(joined[-1]) < NEARER_IS_ONE_WORD:
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def _surest_of_each(
    found: list[tuple[int, Span | None]], scores: np.ndarray, centres: np.ndarray
) -> list[tuple[int, Span | None]]:
    """Two words at one time cannot be: keep the one with the higher score."""

    def when(item: tuple[int, Span | None]) -> float:
        index, span = item
        return middle(span) if span else float(centres[index])

    kept: list[tuple[int, Span | None]] = []
    for item in sorted(found, key=lambda item: -scores[item[0]]):
        if all(abs(when(item) - when(other)) >= NEARER_IS_ONE_WORD for other in kept):
            kept.append(item)
    return sorted(kept, key=when)
