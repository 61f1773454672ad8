"""Slow work of many visitors on a small computer: they take turns, and verdicts come first."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition

import gradio as gr

LONGEST_WAIT = 2.0  # seconds that a step of slow work waits for verdicts; then it goes on, too


class VisitorLeft(gr.Error):
    """Nobody waits for this work any more. No mistake: Gradio writes nothing into the log."""

    def __init__(self) -> None:
        super().__init__("The page was closed.", print_exception=False)


@dataclass(eq=False)
class _Work:
    """One piece of slow work."""

    visitor: object
    last_turn: int
    has_begun: bool = False


class Turns:
    """One step of slow work at a time; the visitor who had no turn for longest is next.

    Between the steps of a long piece the others have theirs, so that short work never waits for
    the whole of it. A visitor's second piece waits for the first one's end. While a verdict is
    being made, no step begins.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._verdicts = 0  # that are being made
        self._turns = 0  # so far
        self._running: _Work | None = None
        self._waiting: list[_Work] = []

    @contextmanager
    def verdict(self) -> Iterator[None]:
        """A verdict is being made: slow work waits at its next step."""
        with self._changed:
            self._verdicts += 1
        try:
            yield
        finally:
            with self._changed:
                self._verdicts -= 1
                self._changed.notify_all()

    @contextmanager
    def of(self, visitor: object) -> Iterator[Callable[[], None]]:
        """Wait for a turn. Gives the function to call between two steps of the work."""
        with self._changed:
            work = _Work(visitor, self._turns)
            self._wait(work)
        try:
            yield lambda: self._pause(work)
        finally:
            with self._changed:
                self._running = None
                self._changed.notify_all()

    def _pause(self, work: _Work) -> None:
        with self._changed:
            self._running = None
            self._changed.notify_all()
            self._wait(work)

    def _wait(self, work: _Work) -> None:
        self._waiting.append(work)
        self._changed.wait_for(lambda: self._is_next(work))
        self._waiting.remove(work)
        self._running = work
        self._changed.wait_for(lambda: self._verdicts == 0, LONGEST_WAIT)
        self._turns += 1
        work.last_turn, work.has_begun = self._turns, True

    def _is_next(self, work: _Work) -> bool:
        if self._running is not None:
            return False
        busy = {other.visitor for other in self._waiting if other.has_begun}
        ready = [one for one in self._waiting if one.has_begun or one.visitor not in busy]
        return min(ready, key=lambda one: one.last_turn) is work
