"""From the scores of overlapping windows to words in time, while they are heard. All is NumPy.

A word keeps its score high in several windows in a row, a run, and so do two words said close
together. Bursts of sound tell how many there were and when each began and ended. A word is decided
once its burst has been over for `latency_seconds`, so that a pause after it was heard, or once the
run is over and nothing more of it can come.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.config import DecisionConfig, LevelsConfig
from core.sound.levels import LOOK_AHEAD_FRAMES, Span, has_pauses, spans_in, steady


@dataclass(frozen=True)
class Heard:
    """What is known of a stretch of sound, up to now or to its end.

    Windows are `hop_seconds` apart, and the middle of window 0 is at 0 s.
    """

    scores: np.ndarray  # (n_windows, n_labels) smoothed, the last one 'neither'
    levels_db: np.ndarray  # (n_frames,) smoothed
    changes_db: np.ndarray  # (n_frames,)
    first_window: int = 0  # the number of the first row of scores
    first_frame: int = 0  # and of levels and changes


@dataclass(frozen=True)
class Found:
    """A word, or what may become one."""

    window: int  # the number of the window that shows it best
    span: Span | None  # its burst of sound, in seconds


@dataclass
class Run:
    """Windows in a row that all show the same word."""

    label: int
    first: int  # window
    last: int
    over: bool = False
    is_found: bool = False  # whether a word of it was found already


def middle(span: Span) -> float:
    """The middle of a span in seconds."""
    return (span[0] + span[1]) / 2


def nearest_span(centre: float, spans: Sequence[Span], reach: float) -> Span | None:
    """The span whose middle is nearest to `centre`, if it is within `reach` seconds."""
    near = min(spans, key=lambda span: abs(middle(span) - centre), default=None)
    return near if near and abs(middle(near) - centre) <= reach else None


class WordFinder:
    """Finds each word once, as soon as it can be decided. All that it remembers is here.

    Call `step` for each window as it is heard, then `finish`. What it answers at a window depends
    on nothing that is heard later.
    """

    def __init__(
        self, decision: DecisionConfig, levels: LevelsConfig, window_seconds: float
    ) -> None:
        self.decision, self.levels, self.window_seconds = decision, levels, window_seconds
        self.runs: list[Run] = []  # that may hold words that are not decided yet
        self.last_found: list[Found] = []

    @property
    def reach_back(self) -> float:
        """Seconds before the window that is looked at within which a decision may look."""
        decision, beyond = self.decision, self.window_seconds + self.decision.latency_seconds
        return self.levels.look_back_seconds + decision.longest_run_seconds + beyond + 1

    def step(self, heard: Heard, window: int) -> list[Found]:
        """The words that can be decided now that the smoothed score of a window is known."""
        scores = heard.scores[window - heard.first_window, :-1]
        label = int(scores.argmax())
        self._follow(window, label if scores[label] >= self.decision.threshold else None)
        if not self.runs:
            return []
        # Smoothing has looked so many windows ahead, and the last of them ends so much later.
        ahead = (self.decision.smoothing - 1) / 2 * self.decision.hop_seconds
        return self._decide(heard, self.centre(window) + ahead + self.window_seconds / 2)

    def finish(self, heard: Heard) -> list[Found]:
        """The words that are left when the sound is over."""
        self._follow(0, None)
        return self._decide(heard, np.inf)

    def centre(self, window: int) -> float:
        """The middle of a window in seconds."""
        return window * self.decision.hop_seconds

    def extent(self, found: Found) -> Span:
        """Where a word begins and ends, in seconds: at most the window that shows it."""
        start, end = self._window(found.window)
        if found.span is None:
            return start, end
        return max(start, found.span[0]), min(end, found.span[1])  # a burst may go on and on

    def spans(self, heard: Heard, first: int, last: int, now: float) -> list[Span]:
        """The bursts of sound in and around these windows, as far as they were heard until now."""
        part = self._frames(heard, self.centre(first) - self.levels.look_back_seconds, now)
        levels, frame = heard.levels_db[part], self.levels.frame_seconds
        begin, end = self._window(first)[0], self._window(last)[1]
        offset = heard.first_frame + part.start
        judged = slice(max(0, round(begin / frame) - offset), max(0, round(end / frame) - offset))
        bursts = spans_in(levels, steady(heard.changes_db[part], self.levels), judged, self.levels)
        return [((start + offset) * frame, (end + offset) * frame) for start, end in bursts]

    def burst(self, heard: Heard, window: int) -> Span | None:
        """The burst of sound that a window shows, when all was heard."""
        spans = self.spans(heard, window, window, np.inf)
        return nearest_span(self.centre(window), spans, self.decision.nearest_burst_seconds)

    def is_centred(self, heard: Heard, window: int) -> bool:
        """Whether a window shows its burst in the middle."""
        return self._is_centred(Found(window, self.burst(heard, window)))

    def _follow(self, window: int, label: int | None) -> None:
        """Begin a run, go on with one, or end it."""
        run = self.runs[-1] if self.runs and not self.runs[-1].over else None
        if run:
            seconds = self.centre(window - run.first)
            if run.label == label and seconds < self.decision.longest_run_seconds:
                run.last = window
                return
            run.over = True
        if label is not None:
            self.runs.append(Run(label, window, window))

    def _decide(self, heard: Heard, now: float) -> list[Found]:
        """What can be decided of all runs."""
        decided = []
        for run, found, spans in self._surest(heard, now):
            ends = self._sound_ends(found, spans) + self.decision.latency_seconds
            if (
                self._is_settled(run, found)
                and now >= ends
                and self._is_believed(heard, found, now)
            ):
                decided.append(found)
                run.is_found = True
        self.last_found = [*self.last_found, *decided][-4:]
        latest = (
            self.window_seconds / 2 + self.decision.latency_seconds
        )  # after a run's last middle
        self.runs = [r for r in self.runs if not r.over or now < self.centre(r.last) + latest]
        return sorted(decided, key=self._when)

    def _is_settled(self, run: Run, found: Found) -> bool:
        """Whether no window that is still to be heard can show a run's word better."""
        after = Found(found.window + 1, found.span)
        return run.over or found.window < run.last or not self._is_centred(after)

    def _surest(self, heard: Heard, now: float) -> list[tuple[Run, Found, list[Span]]]:
        """All that may be a word; two words at one time cannot be: the surer one is left."""
        every = [item for run in self.runs for item in self._candidates(heard, run, now)]
        kept: list[tuple[Run, Found, list[Span]]] = []
        for item in sorted(every, key=lambda item: -self._score(heard, item[1])):
            others = [*self.last_found, *(found for _, found, _ in kept)]
            apart = [abs(self._when(item[1]) - self._when(other)) for other in others]
            if all(seconds >= self.decision.one_word_seconds for seconds in apart):
                kept.append(item)
        return kept

    def _candidates(
        self, heard: Heard, run: Run, now: float
    ) -> list[tuple[Run, Found, list[Span]]]:
        """The words that a run may hold: one for each of its bursts, or its best window."""
        decision = self.decision
        spans = self.spans(heard, run.first, run.last, now)
        begin = self.centre(run.first) - decision.reach_seconds
        end = self.centre(run.last) + decision.reach_seconds
        words = [span for span in spans if span[1] - span[0] >= decision.shortest_word_seconds]
        bursts = self._apart([span for span in words if begin <= middle(span) <= end])
        if len(bursts) > 1:
            every = [Found(self._nearest(run, middle(span)), span) for span in bursts]
            return [(run, found, spans) for found in every if self._is_centred(found)]
        if run.is_found:
            return []
        windows = np.arange(run.first, run.last + 1)
        scores = heard.scores[windows - heard.first_window, run.label]
        near = nearest_span(
            self.centre(self._best(windows, scores)),
            bursts or words,
            decision.nearest_burst_seconds,
        )
        centred = np.array([self._is_centred(Found(int(window), near)) for window in windows])
        if not centred.any():
            return []
        return [(run, Found(self._best(windows[centred], scores[centred]), near), spans)]

    def _best(self, windows: np.ndarray, scores: np.ndarray) -> int:
        """The window with the highest score; of those that are as good, the middle one."""
        best = np.flatnonzero(scores >= scores.max() - self.decision.plateau)
        return int(windows[best[len(best) // 2]])

    def _is_centred(self, found: Found) -> bool:
        """Whether a window shows its burst as the network knows words: in the middle.

        A burst longer than a window holds more than the word, so its middle says nothing.
        """
        span = found.span
        if span is None or span[1] - span[0] > self.window_seconds:
            return True
        off = abs(middle(span) - self.centre(found.window))
        return off <= self.decision.off_centre_seconds

    def _nearest(self, run: Run, second: float) -> int:
        """The window of a run whose middle is nearest."""
        return min(max(round(second / self.decision.hop_seconds), run.first), run.last)

    def _apart(self, spans: list[Span]) -> list[Span]:
        """Bursts too near to each other are parts of one word: join them."""
        joined: list[Span] = []
        for span in spans:
            if joined and middle(span) - middle(joined[-1]) < self.decision.one_word_seconds:
                joined[-1] = (joined[-1][0], span[1])
            else:
                joined.append(span)
        return joined

    def _sound_ends(self, found: Found, spans: list[Span]) -> float:
        """When the last sound in a word's window ends; with no burst, the window's end."""
        start, end = self._window(found.window)
        ends = [min(span[1], end) for span in spans if span[0] < end and span[1] > start]
        return max(ends, default=end)

    def _is_believed(self, heard: Heard, found: Found, now: float) -> bool:
        """Whether a word is certain enough, or was said on its own."""
        needed = self.decision.without_pause
        # Where every accepted word is so certain, certainty is no excuse.
        if not needed or self._score(heard, found) >= needed > self.decision.threshold:
            return True
        start, end = self.extent(found)
        part = self._frames(heard, self.centre(found.window) - self.levels.look_back_seconds, now)
        offset = heard.first_frame + part.start
        first, last = (
            round(second / self.levels.frame_seconds) - offset for second in (start, end)
        )
        is_steady = steady(heard.changes_db[part], self.levels)
        return has_pauses(heard.levels_db[part], is_steady, first, last, self.levels)

    def _frames(self, heard: Heard, begin: float, now: float) -> slice:
        """The rows of the levels from `begin` to what is known of them at `now`, in seconds."""
        frame, n = self.levels.frame_seconds, len(heard.levels_db)
        first = max(0, round(begin / frame) - heard.first_frame)
        if now == np.inf:
            return slice(first, n)
        return slice(first, min(n, round(now / frame) - LOOK_AHEAD_FRAMES - heard.first_frame))

    def _window(self, window: int) -> Span:
        centre, half = self.centre(window), self.window_seconds / 2
        return centre - half, centre + half

    def _score(self, heard: Heard, found: Found) -> float:
        return float(heard.scores[found.window - heard.first_window, :-1].max())

    def _when(self, found: Found) -> float:
        return middle(found.span) if found.span else self.centre(found.window)
