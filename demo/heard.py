"""What was heard: a recording, the verdict on it, and what the tabs ask of the two."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

import numpy as np

from core.decision.classifier import Classifier, Posteriors
from core.decision.prediction import Prediction
from core.sound.clip import Clip, prepare, resample
from core.sound.decode import read_clip

if TYPE_CHECKING:  # Listen, Live and the report card do without PyTorch
    from torch import Tensor

Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
class Recording:
    """One recording, what the network made of it, and all that was made of it since."""

    path: Path
    clip: Clip
    classifier: Classifier  # that made the posteriors
    posteriors: Posteriors
    key: str = field(default_factory=lambda: uuid4().hex)  # no other recording has it
    _made: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def samples(self) -> np.ndarray:
        """The whole recording as the network hears it: (n,) at the network's rate."""
        return resample(self.clip, self.classifier.features.sample_rate).samples

    @cached_property
    def waveform(self) -> "Tensor":
        """The same as a tensor."""
        return prepare(self.clip, self.classifier.features)

    def known(self, what: Hashable) -> Any:
        """What `once` made already; None before."""
        return self._made.get(what)

    def once(self, what: Hashable, make: Callable[[], Made]) -> Made:
        """The answer of `make`, which is called once for each `what` of this recording.

        It is forgotten with the recording. Ask inside of `Session.slow_work`: nothing is locked.
        """
        if what not in self._made:
            self._made[what] = make()
        made: Made = self._made[what]
        return made


@dataclass(frozen=True, eq=False)
class Heard:
    """A recording and what was decided, at the threshold of `classifier`.

    The tabs ask it for waveform, second and image: each is made once, when it is first asked for.
    """

    of: Recording
    prediction: Prediction
    classifier: Classifier  # as sure as the visitor asked for on Listen
    key: str = field(default_factory=lambda: uuid4().hex)  # no other verdict has it

    @property
    def path(self) -> Path:
        """The file."""
        return self.of.path

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name

    @property
    def clip(self) -> Clip:
        """The recording as it was read."""
        return self.of.clip

    @property
    def posteriors(self) -> Posteriors:
        """What the network made of each window."""
        return self.of.posteriors

    @property
    def recording(self) -> str:
        """What no other recording has; verdicts at other thresholds share it."""
        return self.of.key

    @property
    def threshold(self) -> float:
        """A word was accepted at this score or above."""
        return self.classifier.threshold

    @property
    def audible(self) -> bool:
        """Whether there was anything for the network to hear."""
        return len(self.posteriors.log_probabilities) > 0

    @property
    def samples(self) -> np.ndarray:
        """The whole recording as the network hears it: (n,) at the network's rate."""
        return self.of.samples

    @property
    def waveform(self) -> "Tensor":
        """The same as a tensor."""
        return self.of.waveform

    @property
    def padded(self) -> tuple[int, int, int]:
        """Of the judged second: its first sample, and the silence before and after the recording.

        The first sample is counted from the recording's; it is negative where silence comes first.
        """
        features = self.classifier.features
        start = round(self.prediction.window_start * features.sample_rate)
        end = start + features.n_samples
        return start, max(-start, 0), max(end - len(self.samples), 0)

    @cached_property
    def second(self) -> "Tensor":
        """The window that was judged: (n_samples,), with silence where it reaches over an end."""
        import torch.nn.functional as F

        start, before, after = self.padded
        whole = F.pad(self.waveform, (before, after))
        return whole[start + before :][: self.classifier.features.n_samples]

    @cached_property
    def image(self) -> "Tensor":
        """What the network looked at in that second: (rows, columns)."""
        return self.classifier.images(self.second[None])[0].clone()  # gradients may be asked for

    def can_be_decided_by(self, classifier: Classifier, path: Path) -> bool:
        """Whether the same network has listened to this file already."""
        return path == self.path and classifier.model is self.of.classifier.model

    def decided_by(self, classifier: Classifier) -> "Heard":
        """The same recording decided at another threshold; the network need not run again."""
        return Heard(self.of, classifier.decide(self.posteriors), classifier)


def hear(path: Path, classifier: Classifier) -> Heard:
    """Read a recording and let the classifier answer.

    Raises:
        AudioError: if it cannot be read, or is too short or too long.
    """
    clip = read_clip(path)
    recording = Recording(path, clip, classifier, classifier.posteriors(clip))
    return Heard(recording, classifier.decide(recording.posteriors), classifier)
