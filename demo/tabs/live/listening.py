"""One visitor's stream: sound in; scores, words and the moves of the game out.

Nothing here knows of a network or of a page, and nothing of the sound is kept but what the
listener still needs.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from uuid import uuid4

from core.decision.classifier import Classifier
from core.decision.live import Listener, Moment
from core.decision.prediction import Word
from core.sound.stream import SAMPLE_BYTES, from_int16
from demo import text
from demo.session import Session
from demo.tabs.live import view
from demo.tabs.live.game import Action, Game, Intent, animals, intent_of

MOST = 30  # visitors who are listened to at once
SILENT_SECONDS = 300.0  # without a word of any kind; then it ends
PIECE_BYTES = 2**16  # of one message
AHEAD_SECONDS = 20.0  # of sound before its time: a busy computer reads late and then all at once
NOBODY = 0.3  # nobody speaks where that is as probable
SHORTEST_SPEECH, LONGEST_SPEECH = 0.4, 2.0  # seconds of windows: less is a click, more is talk


class Unclear:
    """Notices when somebody said one thing that was none of the words. Talk is not meant for us."""

    def __init__(self, patience_seconds: float) -> None:
        self.patience_seconds = patience_seconds  # a word is told so long after its last window
        self.begin: float | None = None  # of speech that goes on
        self.end: float | None = None  # of speech that is over, and was no word so far
        self.was_word = False  # the speech that goes on

    def step(self, moment: Moment, words: list[Word]) -> bool:
        """Whether it is certain now; once for each time.

        Args:
            words: that were told at this moment.
        """
        speaks = moment.nothing < NOBODY
        self.was_word = speaks and (self.was_word or bool(words))
        if words or self.was_word:
            self.begin = self.end = None
            return False
        if speaks:
            if self.begin is None:
                self.begin = moment.seconds
            self.end = None
            return False
        if self.begin is not None and self.end is None:
            self.end = moment.seconds
            if not SHORTEST_SPEECH <= self.end - self.begin <= LONGEST_SPEECH:
                self.begin = self.end = None
        if self.end is None or moment.seconds < self.end + self.patience_seconds:
            return False
        self.begin = self.end = None
        return True


class TooFast(Exception):
    """More sound was sent than can have been spoken."""


@dataclass
class Listening:
    """What belongs to one visitor who is listened to: one `Listener`, and the game."""

    session: Session
    language: str
    clock: Callable[[], float] = time.monotonic
    ticket: str = field(default_factory=lambda: uuid4().hex)

    def __post_init__(self) -> None:
        """Begin, in silence."""
        self.classifier: Classifier = self.session.classifier
        # What a class taught is known for the visit
        self.game = Game(self.session.kept("animals", animals()))
        self._listener: Listener | None = None
        self._unclear = Unclear(self.classifier.decision.latency_seconds)
        self._numbers = 0
        self._sent, self._lock = bytearray(), Lock()
        self._first = self._last_sign = self.clock()
        self._samples = 0

    @property
    def is_over(self) -> str | None:
        """Why to stop, if at all.

        "silent" after minutes without a word, "left" where nobody is any more, and "model" where
        another model answers since.
        """
        if self.session.has_left:
            return "left"
        if self.session.classifier is not self.classifier:
            return "model"
        return "silent" if self.clock() - self._last_sign > SILENT_SECONDS else None

    # Sound

    def take(self, piece: bytes, sample_rate: int) -> None:
        """Keep a piece until it is judged: 16-bit samples.

        Raises:
            TooFast: if it is too long, or if it cannot have been spoken yet.
        """
        if self._samples == 0:
            self._first = self.clock()
        samples = self._samples + len(piece) // SAMPLE_BYTES
        spoken = self.clock() - self._first + AHEAD_SECONDS
        if len(piece) > PIECE_BYTES or samples > spoken * sample_rate:
            raise TooFast
        self._samples = samples
        with self._lock:
            self._sent += piece[: len(piece) // SAMPLE_BYTES * SAMPLE_BYTES]

    def judge(self, sample_rate: int) -> dict[str, Any]:
        """What there is to tell of all that was taken since; nothing where nothing is new.

        Raises:
            AudioError: for a rate that no sound has.
        """
        with self._lock:
            data, self._sent = bytes(self._sent), bytearray()
        if not data:
            return {}
        if self._listener is None:
            self._listener = Listener(self.classifier)
        words = self._listener.feed(from_int16(data), sample_rate)
        moments = self._listener.moments
        told: dict[str, Any] = {}
        if moments:
            told["scores"] = [
                [round(moment.seconds, 2), *(round(float(score), 3) for score in moment.scores)]
                for moment in moments
            ]
            if min(moment.nothing for moment in moments) < NOBODY:
                self._last_sign = self.clock()
        with text.speaking(self.language):
            for word in words:
                told.setdefault("words", []).append(self._told(word))
                told |= self._moved(word)
            is_unclear = [self._unclear.step(moment, words) for moment in moments]
            if any(is_unclear) and not words:
                told |= self._moved(None)
        return told

    def _told(self, word: Word) -> dict[str, Any]:
        self._numbers += 1
        return {
            "number": self._numbers,
            "label": word.label,
            "start": round(word.start, 3),
            "end": round(word.end, 3),
            "window": round(word.window_start, 3),
            "word": self.classifier.words.index(word.label),
            "html": view.word_html(self._numbers, word, self.classifier.labels),
        }

    # The game

    def _moved(self, word: Word | None) -> dict[str, Any]:
        """The three steps of an assistant, from a word that was heard, or from something else."""
        intent = intent_of(word.label if word else None, self.classifier.words)
        if self.game.stage == "lost":  # a pupil is writing, and others talk
            action = Action.WAIT
        else:
            self.game, action = self.game.answered(intent)
        steps = view.steps_html(word, intent, action, self.classifier.words)
        return {"steps": steps} | ({} if action in (Action.REPEAT, Action.WAIT) else self._asked())

    def _asked(self) -> dict[str, Any]:
        return {"game": view.game_html(self.game, self.language, self.classifier.words)}

    def asked(self) -> dict[str, Any]:
        """What to show first."""
        with text.speaking(self.language):
            return self._asked() | {"steps": view.steps_html(None, None, None, ())}

    def told_by_hand(self, message: str) -> dict[str, Any]:
        """What a button or the form said, as JSON; anything else changes nothing."""
        try:
            said = json.loads(message)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            return {}
        self._last_sign = self.clock()
        with text.speaking(self.language):
            if said.get("answer") in ("confirm", "decline"):
                self.game, action = self.game.answered(Intent(said["answer"]))
                intent = Intent(said["answer"])
                steps = view.steps_html(None, intent, action, self.classifier.words)
                return self._asked() | {"steps": steps}
            animal, question = said.get("animal"), said.get("question")
            if isinstance(animal, str) and isinstance(question, str):
                self.game = self.game.learned(animal, question, self.language)
                self.session.keep("animals", self.game.tree)
                return self._asked()
        return {}


class Places:
    """Who is listened to now: each visitor once, and so many at once as the computer can bear."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._lock = Lock()
        self._expected: dict[Session, Listening] = {}  # they asked, and have not begun yet
        self._here: dict[Session, Listening] = {}

    def __len__(self) -> int:
        """How many are listened to."""
        return len(self._here)

    def ticket(self, session: Session) -> str:
        """What the visitor's page has to show to begin; "" where all places are taken."""
        with self._lock:
            gone = [one for one in self._expected if one.has_left]
            for one in gone:
                del self._expected[one]
            if len(self._here) >= self.most and session not in self._here:
                return ""
            listening = self._expected[session] = Listening(session, text.language())
            return listening.ticket

    def enter(self, ticket: str) -> Listening | None:
        """Begin; None without a ticket that is valid, or where all places were taken since."""
        with self._lock:
            for session, listening in list(self._expected.items()):
                if listening.ticket == ticket:
                    del self._expected[session]
                    if len(self._here) >= self.most and session not in self._here:
                        return None
                    self._here[session] = listening
                    return listening
        return None

    def is_here(self, listening: Listening) -> bool:
        """Whether it goes on; the visitor may have begun anew in its place."""
        return self._here.get(listening.session) is listening

    def leave(self, listening: Listening) -> None:
        """Free the place."""
        with self._lock:
            if self.is_here(listening):
                del self._here[listening.session]
