"""A recording with its verdict: what all tabs share."""

from dataclasses import dataclass, field
from uuid import uuid4

from core.audio import Clip
from core.classifier import Prediction


@dataclass(frozen=True, eq=False)
class Heard:
    """One recording and what the computer heard in it."""

    name: str  # of the file
    clip: Clip
    prediction: Prediction
    key: str = field(default_factory=lambda: uuid4().hex)  # no other recording has it
