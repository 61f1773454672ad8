"""Slow work: one step at a time, fair between visitors, and never before a verdict."""

from threading import Event, Thread

from demo.turns import Turns
from tests.waiting import until


class Worker:
    """Work of several steps in a thread of its own; each step waits until the test lets it go."""

    def __init__(self, turns: Turns, visitor: str, steps: int, log: list[str]) -> None:
        self.name, self.log, self.steps = visitor, log, steps
        self.turns, self.go, self.at_work = turns, Event(), Event()
        self.thread = Thread(target=self._work, args=(visitor,))

    def _work(self, visitor: str) -> None:
        with self.turns.of(visitor) as pause:
            for step in range(self.steps):
                if step:
                    pause()
                self.log.append(self.name)
                self.at_work.set()
                assert self.go.wait(20)

    def start(self) -> "Worker":
        self.thread.start()
        return self


def test_visitors_take_turns_and_short_work_does_not_wait_for_long_work() -> None:
    turns, log = Turns(), []
    long = Worker(turns, "long", 4, log).start()
    assert long.at_work.wait(20)
    others = []
    for number, name in enumerate(("a", "b"), start=1):
        others.append(Worker(turns, name, 2, log).start())
        until(lambda number=number: len(turns._waiting) == number)
    for worker in (long, *others):
        worker.go.set()
    for worker in (long, *others):
        worker.thread.join(20)
    assert log == ["long", "a", "b", "long", "a", "b", "long", "long"]


def test_a_visitor_has_one_piece_of_work_at_a_time() -> None:
    turns, log = Turns(), []
    first = Worker(turns, "greedy", 3, log).start()
    assert first.at_work.wait(20)
    second, modest = Worker(turns, "greedy", 2, log), Worker(turns, "modest", 2, log)
    second.name = "greedy again"
    for number, worker in enumerate((second, modest), start=1):
        worker.start()
        until(lambda number=number: len(turns._waiting) == number)
    for worker in (first, second, modest):
        worker.go.set()
    for worker in (first, second, modest):
        worker.thread.join(20)
    assert log[:5] == ["greedy", "modest", "greedy", "modest", "greedy"]
    assert log[5:] == ["greedy again"] * 2


def test_no_step_begins_while_a_verdict_is_made() -> None:
    turns, log = Turns(), []
    worker = Worker(turns, "one", 2, log).start()
    assert worker.at_work.wait(20)
    with turns.verdict():
        worker.go.set()
        until(lambda: turns._running is not None and turns._turns == 1)
        assert log == ["one"]
    worker.thread.join(20)
    assert log == ["one", "one"]


def test_work_that_fails_lets_the_next_begin() -> None:
    turns = Turns()
    for _ in range(2):
        try:
            with turns.of("one"):
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass
    with turns.of("other") as pause:
        pause()
