"""A recording with its verdict: what all tabs share."""

from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from core.audio import Clip, read_clip
from core.classifier import Classifier, Judged, Prediction


@dataclass(frozen=True, eq=False)
class Heard:
    """One recording, what the network made of it, and what was decided from that."""

    path: Path
    clip: Clip
    judged: Judged
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
        prediction = classifier.decide(self.judged)
        return Heard(
            self.path,
            self.clip,
            self.judged,
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
    judged = classifier.judge(clip)
    return Heard(path, clip, judged, classifier.decide(judged), classifier.threshold)
