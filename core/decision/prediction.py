"""The answer to a recording."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.sound.advice import Advice


@dataclass(frozen=True)
class Word:
    """One word that was found in a recording."""

    label: str
    start: float  # seconds
    end: float  # seconds
    scores: Mapping[str, float]  # label -> calibrated probability, sums to 1
    window_start: float  # seconds: where the second that was judged begins; may be under 0

    def to_json(self) -> dict[str, Any]:
        """The word as the command line and the page's API give it."""
        return {
            "label": self.label,
            "start": round(self.start, 3),
            "end": round(self.end, 3),
            "scores": rounded(self.scores),
        }


@dataclass(frozen=True)
class Prediction:
    """The answer to one recording."""

    label: str  # the surest word, or 'neither'
    scores: Mapping[str, float]  # label -> calibrated probability, sums to 1
    start: float  # seconds: where the surest word, or else what was judged, begins
    end: float  # seconds
    seconds: float  # length of the recording
    window_start: float  # seconds: where the second that was judged begins; may be under 0
    words: tuple[Word, ...] = ()  # every word that was accepted, in order
    advice: tuple[Advice, ...] = ()  # what to do better in the next recording
    reason: str | None = None  # why 'neither': silence, noise, other_word, unsure or no_pause
    sounds_like: str | None = None  # for other_word: the word of the training data it resembles

    def to_json(self) -> dict[str, Any]:
        """The answer as the command line and the page's API give it."""
        return {
            "label": self.label,
            "scores": rounded(self.scores),
            "start": round(self.start, 3),
            "end": round(self.end, 3),
            "seconds": round(self.seconds, 3),
            "advice": [advice.message for advice in self.advice],
            "words": [word.to_json() for word in self.words],
        }


def rounded(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores with four places: more would pretend to a precision that nobody measured."""
    return {label: round(score, 4) for label, score in scores.items()}
