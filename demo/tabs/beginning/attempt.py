"""One network that is trained from nothing, in a thread of its own. Nothing here knows of a page.

It takes its turns as all slow work does. Whoever watches looks at `Attempt.state`.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import BoundedSemaphore, Thread
from typing import Any

from core.config import WORDS
from core.decision.classifier import Classifier
from core.errors import DatasetError
from core.training.beginning import Choices, Epoch, SmallRun, check_folder, compare
from demo.session import Session
from demo.turns import VisitorLeft

EXAMPLES = Path(__file__).parents[2] / "examples" / "words"  # synthetic voices
MOST = 4  # networks at once, so that memory suffices for all
LOOK_SECONDS = 0.5  # between two looks whether there is a place
OVER = ("done", "stopped", "failed")
OWN, SHIPPED = "own", "shipped"  # whose figures they are
LOG = logging.getLogger("demo.beginning")
Figures = Mapping[str, Mapping[str, Any]]  # of both models


@dataclass(frozen=True)
class State:
    """How far it has come."""

    phase: str = "waiting"  # then "reading", "training", "comparing", and one of OVER
    done: int = 0  # steps of this phase
    of: int = 0  # that are known
    seconds_left: float | None = None  # of this phase, as far as can be told
    epochs: tuple[Epoch, ...] = ()
    guessing: float = 0.5  # share of right answers of one who always gives the same
    figures: Figures = field(default_factory=dict)
    problem: str = ""  # why it failed, if the visitor can do something about it

    @property
    def is_over(self) -> bool:
        """Whether nothing will change any more."""
        return self.phase in OVER


class Folder:
    """The recordings that networks are trained on, for all visitors.

    Args:
        root: a folder of words; None: the synthetic voices of this project.

    Raises:
        DatasetError: if no network can be trained on it.
    """

    def __init__(self, shipped: Classifier, root: Path | None = None) -> None:
        self.shipped, self.is_given = shipped, root is not None
        self.root = root or EXAMPLES
        self.words = shipped.words if self.is_given else WORDS
        self.recordings = check_folder(self.root, self.words)
        self.places = BoundedSemaphore(MOST)

    @property
    def can_compare(self) -> bool:
        """Whether the shipped model knows the same words."""
        return self.shipped.words == self.words


class Stopped(Exception):
    """The visitor has seen enough."""


class Attempt:
    """One training, from its start to the comparison with the shipped model."""

    def __init__(
        self,
        session: Session,
        folder: Folder,
        choices: Choices,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.session, self.folder, self.choices, self.clock = session, folder, choices, clock
        self.state = State()
        self.classifier: Classifier | None = None  # what came out
        self.follower: object = None  # who shows it
        self._stops = 0
        self._began = clock()
        self._pause: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Begin, in a thread of its own."""
        Thread(target=self.run, name="from the beginning", daemon=True).start()

    def stop(self) -> None:
        """Train no longer, and go on with what was learned so far; said twice: end at once."""
        self._stops += 1
        if not self.state.epochs or self.state.phase != "training":
            self._stops += 1

    def run(self) -> None:
        """All of it. What goes wrong is told by the state."""
        try:
            with self._place(), self.session.slow_work(beside=self) as pause:
                self._pause = pause
                self._work()
        except Stopped:
            self._tell(phase="stopped")
        except VisitorLeft:
            self._tell(phase="stopped", epochs=())
        except DatasetError as error:
            self._tell(phase="failed", problem=str(error))
        except Exception:
            LOG.exception("A training from the beginning failed.")
            self._tell(phase="failed")

    def _work(self) -> None:
        folder = self.folder
        self._enter("reading")
        run = SmallRun(folder.root, self.choices, self._steps, folder.words)
        self._tell(guessing=run.guessing)
        self._enter("training", self.choices.epochs * run.train.batches_per_epoch)
        try:
            for epoch in run.watched(self._steps):
                self._tell(epochs=(*self.state.epochs, epoch))
        except Stopped:
            if not self.state.epochs:
                raise
            run.training.take_kept()
        classifier = run.finish()
        models = {OWN: classifier}
        if folder.can_compare:
            models[SHIPPED] = folder.shipped
        self._enter("comparing")
        figures = compare(models, folder.root, folder.words, self._steps)
        metrics = {"training": run.summary(), "validation": figures[OWN]}
        self.classifier = replace(classifier, metrics=metrics)
        self._tell(phase="done", figures=figures)

    # Its steps

    @contextmanager
    def _place(self) -> Iterator[None]:
        """Wait for one of the places."""
        while not self.folder.places.acquire(timeout=LOOK_SECONDS):
            self._look()
        try:
            yield
        finally:
            self.folder.places.release()

    def _look(self) -> None:
        if self.session.has_left:
            raise VisitorLeft
        if self._stops > 1 or (self._stops and self.state.phase == "training"):
            raise Stopped

    def _enter(self, phase: str, of: int = 0) -> None:
        self._began = self.clock()
        self._tell(phase=phase, done=0, of=of, seconds_left=None)

    def _steps(self, items: Iterable[Any], what: str) -> Iterator[Any]:
        """The items, with others' turns between them; how many there are is told."""
        if self.state.phase != "training":
            of = self.state.of + len(items)  # type: ignore[arg-type]
            self._tell(of=of)
        for item in items:
            self._look()
            self._pause()
            yield item
            self._count()

    def _count(self) -> None:
        done = self.state.done + 1
        elapsed = self.clock() - self._began
        self._tell(done=done, seconds_left=elapsed / done * max(0, self.state.of - done))

    def _tell(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
