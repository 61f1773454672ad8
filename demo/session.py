"""All that belongs to one open page, and that it is forgotten: nothing outlives the visit.

`Sessions.of(request)` finds the `Session`; handlers ask it and keep nothing themselves.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timezone
from itertools import chain, count
from pathlib import Path
from threading import Lock, RLock
from typing import Any

import gradio as gr
from gradio.context import LocalContext
from gradio.utils import get_upload_folder

from core.decision.classifier import Classifier
from demo import limits, text
from demo.heard import Heard, hear
from demo.latest import Latest
from demo.tally import Tally
from demo.turns import Turns, VisitorLeft

ON_THE_WAY = 60.0  # seconds between the end of an upload and the question about it, at most


class Uploads:
    """Which uploaded file belongs to whom. The same recording of two visitors is one file.

    A file is deleted when the last one to whom it belongs lets go of it, and when none is on its
    way to the next. Gradio itself keeps uploads until the server stops.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._files: dict[object, set[Path]] = {}
        self._arrived: dict[Path, list[float]] = {}  # when; nobody has asked about them yet

    @staticmethod
    def holds(path: Path) -> bool:
        """Whether it was sent here, and is not one of our own examples."""
        return path.resolve().is_relative_to(Path(get_upload_folder()).resolve())

    def arrive(self, path: Path) -> None:
        """Note that it was sent; somebody will ask about it in a moment."""
        with self._lock:
            now, path = time.monotonic(), path.resolve()
            self._arrived[path] = [*self._expected(path, now), now]

    def keep(self, owner: object, path: Path) -> None:
        """Note that the file belongs to one more owner."""
        if not self.holds(path):
            return
        with self._lock:
            path = path.resolve()
            files = self._files.setdefault(owner, set())
            if path not in files:
                files.add(path)
                self._arrived[path] = self._expected(path, time.monotonic())[1:]

    def release(self, owner: object) -> None:
        """Delete all files of an owner, except those of another one too."""
        with self._lock:
            now, files = time.monotonic(), self._files.pop(owner, set())
            for file in files.difference(*self._files.values()):
                if self._expected(file, now):
                    continue  # the next owner is on the way, and deletes it
                self._arrived.pop(file, None)
                try:
                    file.unlink(missing_ok=True)
                except PermissionError:  # Windows, while it is read; it is released again then
                    self._files.setdefault(owner, set()).add(file)

    def _expected(self, path: Path, now: float) -> list[float]:
        """When it was sent by those who have not asked yet, and may still."""
        return [sent for sent in self._arrived.get(path, []) if now - sent < ON_THE_WAY]


class Arrivals(set[str]):
    """Where Gradio notes each file that was sent: here it is told to `Uploads`, too."""

    def __init__(self, uploads: Uploads) -> None:
        super().__init__()
        self._uploads = uploads

    def update(self, *names: Iterable[str]) -> None:
        """Files were sent."""
        for name in chain(*names):
            self.add(name)
            self._uploads.arrive(Path(name))


class Session:
    """Everything of one open page.

    What arrives after the visitor has left is thrown away. Every method may be called from any
    thread.
    """

    def __init__(self, classifier: Classifier, uploads: Uploads, turns: Turns) -> None:
        self.shipped = classifier  # the one that the page began with
        self.own: Classifier | None = None  # the one that was taught or opened in this visit
        self.classifier = classifier  # that answers now
        self.uploads, self._turns = uploads, turns
        self._lock = RLock()
        self._numbers = count(1)
        self._newest = 0  # the number of the latest recording that was heard
        self._heard: Heard | None = None
        self._tallies: dict[tuple[str, ...], Tally] = {}  # by the answers that it counts
        self._latest: dict[str, Latest[Any]] = {}
        self._moments: dict[str, float] = {}
        self._kept: dict[str, Any] = {}  # by the names of what tabs keep for the visit
        self._has_left = False

    @property
    def heard(self) -> Heard | None:
        """The last verdict; None before the first, and where nothing could be heard."""
        return self._heard

    @property
    def key(self) -> str:
        """What no other verdict has; the same word where there is none."""
        heard = self._heard
        return heard.key if heard is not None else ""

    @property
    def tally(self) -> Tally:
        """What was tried in this visit with the answers that are possible now."""
        return self._tallies.get(self.classifier.labels, Tally())

    @property
    def has_left(self) -> bool:
        """Whether the page was closed or reloaded, and so everything is forgotten."""
        with self._lock:  # not in the middle of it
            return self._has_left

    def hear(self, path: Path, operating_point: str, *, is_new: bool = True) -> Heard:
        """The verdict on a recording, kept as the last one and counted in the tally.

        The same file again is only decided again. A sound of our own is not the visitor's try, and
        one that is not new is no other one.

        Raises:
            AudioError: if it cannot be read, or is too short or too long; then nothing was heard.
        """
        with self._lock:
            number, last = next(self._numbers), self._heard
            self.uploads.keep(self, path)
        classifier, heard = self.classifier.at(operating_point), None
        try:
            if last is not None and last.can_be_decided_by(classifier, path):
                heard = last.decided_by(classifier)
            else:
                with self._turns.verdict():
                    heard = hear(path, classifier)
        finally:
            self._keep_verdict(number, heard, is_new)
        return heard

    def _keep_verdict(self, number: int, heard: Heard | None, is_new: bool = True) -> None:
        """Keep a verdict, unless a later recording's is there already or nobody is."""
        with self._lock:
            if self._has_left:
                self.uploads.release(self)
            elif number > self._newest:
                self._newest, self._heard = number, heard
                self._latest.clear()
                if heard is not None and is_new and self.uploads.holds(heard.path):
                    now = datetime.now(timezone.utc)
                    labels = heard.classifier.labels
                    tally = self._tallies.get(labels, Tally())
                    self._tallies[labels] = tally.heard(heard.recording, heard.prediction, now)

    def answer_with(self, own: Classifier) -> None:
        """Let a model of this visit answer from now on, in place of an earlier one."""
        with self._lock:
            if not self._has_left:
                self._tallies.pop(own.labels, None)
                self.own = self.classifier = own

    def choose(self, own: bool) -> None:
        """Let the visit's own model answer, if there is one, or the shipped one."""
        with self._lock:
            self.classifier = self.own if own and self.own is not None else self.shipped

    def hear_again(self, operating_point: str) -> Heard | None:
        """The last recording by the model that answers now; None where there is none."""
        heard = self._heard
        return None if heard is None else self.hear(heard.path, operating_point, is_new=False)

    def clear(self) -> None:
        """Forget the recording and delete all files; the tally stays.

        Not before, because 'Reset audio' after a trim asks for the longer recording again.
        """
        with self._lock:
            self._newest, self._heard = next(self._numbers), None
            self._latest.clear()
            self.uploads.release(self)

    def change_tally(self, change: Callable[[Tally], Tally]) -> Tally:
        """Change the tally, one change after the other, so that of quick clicks none is lost."""
        with self._lock:
            tally = self.tally
            if not self._has_left:
                tally = self._tallies[self.classifier.labels] = change(tally)
            return tally

    def kept(self, what: str, new: Any = None) -> Any:
        """What a tab keeps for the visit, and where there is nothing yet: `new`, from now on.

        After the visit nothing is kept: `new` is only given back.
        """
        with self._lock:
            if new is None or self._has_left:
                return self._kept.get(what, new)
            return self._kept.setdefault(what, new)

    def keep(self, what: str, value: Any) -> Any:
        """Keep it in place of what is given back. After the visit nothing is kept."""
        with self._lock:
            before = self._kept.get(what)
            if not self._has_left:
                self._kept[what] = value
            return before

    def latest(self, what: str) -> Latest[Any]:
        """What a tab keeps while it is current; forgotten with the recording."""
        with self._lock:
            return Latest() if self._has_left else self._latest.setdefault(what, Latest())

    def is_newest(self, what: str, moment: object) -> bool:
        """Note when the browser asked for something; whether it did not ask for it again since.

        Args:
            moment: as the browser's clock tells; anything but a number is taken for the newest.
        """
        if not isinstance(moment, (int, float)):
            return True
        with self._lock:
            self._moments[what] = max(moment, self._moments.get(what, moment))
            return moment == self._moments[what]

    def verdict(self) -> AbstractContextManager[None]:
        """While a verdict is made within, slow work waits at its next step."""
        return self._turns.verdict()

    @contextmanager
    def slow_work(self, beside: object | None = None) -> Iterator[Callable[[], None]]:
        """Wait for this visitor's turn to do slow work: the visitors take turns, one at a time.

        Gives a function to call between the steps of the work. It lets others have their turn, and
        verdicts come first.

        Args:
            beside: stands for work of minutes that the visitor's other work does not wait for; it
                takes its turns as another visitor would.

        Raises:
            VisitorLeft: if nobody waits for the work any more.
        """
        with self._turns.of(beside or self) as pause:

            def go_on() -> None:
                pause()
                self._check_is_here()

            self._check_is_here()
            yield go_on

    def _check_is_here(self) -> None:
        if self.has_left:
            raise VisitorLeft

    def leave(self) -> None:
        """Forget everything, now and from now on."""
        with self._lock:
            self._has_left = True
            self._heard, self.own, self.classifier = None, None, self.shipped
            self._tallies.clear()
            self._latest.clear()
            self._kept.clear()
            self.uploads.release(self)


class Sessions:
    """The session of every open page. Each is forgotten when its page is closed or reloaded.

    Where there are more than MOST_SESSIONS, the one is forgotten that was not asked for longest:
    a page whose end never came to us must not be kept for ever.
    """

    def __init__(self, classifier: Classifier) -> None:
        self.classifier = classifier
        self.uploads = Uploads()
        self.turns = Turns()
        self._lock = Lock()
        self._sessions: dict[str, Session] = {}  # the last one that asked is the last

    def __iter__(self) -> Iterator[Session]:
        """Those of all pages that are open."""
        with self._lock:
            return iter(list(self._sessions.values()))

    def __len__(self) -> int:
        """How many pages are open, as far as they have asked for anything."""
        return len(self._sessions)

    def of(self, request: gr.Request) -> Session:
        """The session of the page that asks."""
        visit, idle = str(request.session_hash), None
        with self._lock:
            session = self._sessions.pop(visit, None)
            if session is None:
                session = Session(self.classifier, self.uploads, self.turns)
                if _page_was_closed():
                    session.leave()
                    return session
            self._sessions[visit] = session
            if len(self._sessions) > limits.MOST_SESSIONS:
                idle = self._sessions.pop(next(iter(self._sessions)))
        if idle is not None:
            idle.leave()
        return session

    def leave(self, request: gr.Request) -> None:
        """Forget the session of a page that was closed."""
        with self._lock:
            session = self._sessions.pop(str(request.session_hash), None)
        if session is not None:
            session.leave()

    def bound(self, handler: Callable[..., Any], parts: Mapping[Any, Any] | None = None) -> Any:
        """What Gradio calls: the handler, with the session first, in the visitor's language.

        Args:
            handler: takes the session and the values of the event's inputs.
            parts: if it answers with a dictionary, the components that its names stand for.
        """

        @text.in_their_language
        def called(request: gr.Request, *inputs: Any) -> Any:
            return _placed(handler(self.of(request), *inputs), parts)

        return _named_as(handler, called)

    def bound_to_click(self, handler: Callable[..., Any]) -> Any:
        """As `bound`; after the session, the handler takes what a click in HTML told."""

        @text.in_their_language
        def called(request: gr.Request, event: gr.EventData, *inputs: Any) -> Any:
            told = event._data if isinstance(event._data, dict) else {}
            return handler(self.of(request), told, *inputs)

        return _named_as(handler, called)


def _placed(answer: Any, parts: Mapping[Any, Any] | None) -> Any:
    """Values by the names of components -> by the components themselves."""
    if parts is None:
        return answer
    if not answer:  # Gradio takes no empty dictionary
        return gr.skip()
    return {parts[name]: value for name, value in answer.items()}


def _named_as(handler: Callable[..., Any], called: Callable[..., Any]) -> Callable[..., Any]:
    """With a name by which it is found in Gradio's logs; its inputs stay its own."""
    called.__name__ = getattr(handler, "__name__", "handler")
    return called


def _page_was_closed() -> bool:
    """Whether the page that sent the event that runs now was closed since.

    On a busy machine an event may begin after that. A page that only lost its connection for a
    moment sends new events under the same name, so that it is not enough to know the names of
    those that left. Gradio marks the events themselves, before it tells us of the visitor.
    """
    blocks, event = LocalContext.blocks.get(None), LocalContext.event_id.get(None)
    sent = blocks._queue.event_ids_to_events.get(event) if blocks is not None and event else None
    return sent is not None and sent.closed
