"""What is kept of one visitor, and that it is forgotten: nothing outlives the visit."""

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from uuid import uuid4

from gradio.utils import get_upload_folder

from core.decision.classifier import Classifier, Posteriors
from core.decision.prediction import Prediction
from core.sound.clip import Clip
from core.sound.decode import read_clip


@dataclass(frozen=True, eq=False)
class Heard:
    """One recording, what the network made of it, and what was decided from that."""

    path: Path
    clip: Clip
    posteriors: Posteriors
    prediction: Prediction
    threshold: float  # at which it was decided
    key: str = field(default_factory=lambda: uuid4().hex)  # no other verdict has it
    recording: str = field(default_factory=lambda: uuid4().hex)  # no other recording has it

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name

    def as_sure(self, classifier: Classifier) -> Classifier:
        """The classifier, to be as sure as the visitor asked for on Listen."""
        return classifier.with_threshold(self.threshold)

    def decided_by(self, classifier: Classifier) -> "Heard":
        """The same recording decided at another threshold; the network need not run again."""
        prediction = classifier.decide(self.posteriors)
        return Heard(
            self.path,
            self.clip,
            self.posteriors,
            prediction,
            classifier.threshold,
            recording=self.recording,
        )


def hear(path: Path, classifier: Classifier) -> Heard:
    """Read a recording and let the classifier answer.

    Raises:
        AudioError: if it cannot be read, or is too short or too long.
    """
    clip = read_clip(path)
    posteriors = classifier.posteriors(clip)
    return Heard(path, clip, posteriors, classifier.decide(posteriors), classifier.threshold)


class Visits:
    """The last recording of every open page, and its files.

    All files of a visit are deleted when its recording is cleared and when its page is closed or
    reloaded; not before, because 'Reset audio' after a trim asks for the longer recording again.
    Gradio itself keeps uploads until the server stops, and a `gr.State` for another hour.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._heard: dict[str, Heard] = {}
        self._files: dict[str, set[Path]] = {}

    def remember(self, visit: str, path: str, heard: Heard | None) -> None:
        """Keep a recording and, if something could be heard in it, what was heard."""
        with self._lock:
            self._files.setdefault(visit, set()).add(Path(path))
            self._heard.pop(visit, None)
            if heard is not None:
                self._heard[visit] = heard

    def recall(self, visit: str) -> Heard | None:
        """What was heard in the visit's last recording."""
        return self._heard.get(visit)

    def forget(self, visit: str) -> None:
        """Forget what was heard and delete the visit's files, except those of another visit too."""
        with self._lock:
            self._heard.pop(visit, None)
            files = self._files.pop(visit, set())
            for file in files.difference(*self._files.values()):
                if file.is_relative_to(get_upload_folder()):  # and not one of our examples
                    file.unlink(missing_ok=True)
