"""What a class teaches in a visit: words and tries, in memory alone; forgotten with the visit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import RLock
from uuid import uuid4

from core.config import FeatureConfig
from core.decision.classifier import Classifier
from core.errors import TeachError
from core.sound.advice import check
from core.sound.clip import Clip, resample
from core.teach.package import Package
from core.teach.teach import N_TRIES, check_words
from core.teach.tries import check_try, trimmed
from demo.session import Session

KEPT = "lesson"  # where a session keeps it
LONGEST_KEY = 32  # letters of what the browser calls a word


@dataclass(frozen=True, eq=False)
class Try:
    """One recording of a word."""

    clip: Clip  # at the network's rate, the word and a moment around it
    advice: tuple[str, ...] = ()  # what could be better, as codes of core.sound.advice
    key: str = field(default_factory=lambda: uuid4().hex)  # no other try has it


@dataclass(eq=False)
class Taught:
    """A model that was taught, and the tries that taught it: word -> tries."""

    classifier: Classifier
    tries: Mapping[str, Sequence[Try]]

    @property
    def package(self) -> Package:
        """To take home."""
        return Package(self.classifier, clips(self.tries))


class Lesson:
    """The words in order, each with its tries. Every method may be called from any thread."""

    def __init__(self, features: FeatureConfig) -> None:
        self.features = features
        self.names: dict[str, str] = {}  # what the browser calls a word -> its name
        self.taught: Taught | None = None
        self._tries: dict[str, list[Try]] = {}
        self._lock = RLock()

    @property
    def tries(self) -> dict[str, list[Try]]:
        """The tries by the words' keys, in the order of the words."""
        with self._lock:
            return {key: list(self._tries.get(key, [])) for key in self.names}

    @property
    def by_name(self) -> dict[str, Sequence[Try]]:
        """The tries of the words that have a name or tries, by their tidy names.

        Raises:
            TeachError: for names and numbers of tries that cannot be taught.
        """
        with self._lock:
            named: dict[str, list[Try]] = {}
            for key, tries in self.tries.items():
                name = self.names[key]
                if name in named:
                    raise TeachError("same_name", word=name)
                if name or tries:
                    named[name] = tries
            return check_words(named)

    def name(self, names: Mapping[str, str]) -> None:
        """Name the words, in order; a word that is not there any more takes its tries with it."""
        with self._lock:
            self.names = {key[:LONGEST_KEY]: " ".join(name.split()) for key, name in names.items()}
            self._tries = {key: self._tries[key] for key in self.names if key in self._tries}

    def add(self, key: str, clip: Clip) -> Try:
        """Check a recording and keep it as a try.

        Raises:
            TeachError: if it is none, or one too many.
        """
        with self._lock:
            name, tries = self.names.get(key, ""), self._tries.get(key, [])
            if key not in self.names or len(tries) >= N_TRIES[1]:
                fewest, most = N_TRIES
                raise TeachError("n_tries", word=name, n=len(tries) + 1, fewest=fewest, most=most)
            others = [one.clip for own in self._tries.values() for one in own]
            check_try(clip, name, len(tries) + 1, others, self.features.window_seconds)
            advice = tuple(item.code for item in check(clip))
            new = Try(trimmed(resample(clip, self.features.sample_rate)), advice)
            self._tries[key] = [*tries, new]
            return new

    def find(self, key: str) -> Try | None:
        """The try with this key, also one that is only in the taught model's tries."""
        with self._lock:
            taught = self.taught.tries.values() if self.taught else ()
            every = [one for tries in (*self._tries.values(), *taught) for one in tries]
        return next((one for one in every if one.key == key), None)

    def delete(self, key: str) -> None:
        """Forget a try."""
        with self._lock:
            for tries in self._tries.values():
                tries[:] = [one for one in tries if one.key != key]

    def begin_with(self, package: Package) -> None:
        """The words and tries of a model that was taught before."""
        with self._lock:
            named = {uuid4().hex: word for word in package.tries}
            tries = {
                word: [Try(trimmed(resample(clip, self.features.sample_rate))) for clip in all_of]
                for word, all_of in package.tries.items()
            }
            self.names = named
            self._tries = {key: list(tries[word]) for key, word in named.items()}
            self.taught = Taught(package.classifier, tries)

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self.names, self._tries, self.taught = {}, {}, None

    @property
    def is_taught(self) -> bool:
        """Whether the taught model knows these words and tries, and no others."""
        try:
            now = self.by_name
        except TeachError:
            return False
        return self.taught is not None and _keys(now) == _keys(self.taught.tries)


def lesson_of(session: Session) -> Lesson:
    """The lesson of a visit; of one that has ended, one that nobody sees."""
    lesson: Lesson = session.kept(KEPT, Lesson(session.shipped.features))
    return lesson


def clips(tries: Mapping[str, Sequence[Try]]) -> dict[str, list[Clip]]:
    """Words -> their tries' sounds."""
    return {word: [one.clip for one in all_of] for word, all_of in tries.items()}


def _keys(tries: Mapping[str, Sequence[Try]]) -> dict[str, list[str]]:
    return {word: [one.key for one in all_of] for word, all_of in tries.items()}
