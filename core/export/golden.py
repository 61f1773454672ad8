"""Cases with the answers of this library, for every other runtime to pass.

Each case holds a recording, and what becomes of it on the way: the scores of each window, the
words, the answer and the advice. A runtime that gives the same is the same.
"""

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np

from core.config import OPERATING_POINTS
from core.decision.classifier import Classifier, Posteriors
from core.export.settings import settings_of
from core.sound.clip import Clip

DIGITS = 6  # of scores


def golden_cases(classifier: Classifier, clips: Mapping[str, Clip]) -> dict[str, Any]:
    """The settings and the cases, ready for JSON.

    Args:
        clips: name -> recording.
    """
    return {
        "settings": settings_of(classifier),
        "cases": [golden_case(classifier, name, clip) for name, clip in clips.items()],
    }


def golden_case(classifier: Classifier, name: str, clip: Clip) -> dict[str, Any]:
    """One recording, and every step of its way."""
    posteriors = classifier.posteriors(clip)
    scores = classifier.calibrated(posteriors.log_probabilities)
    return {
        "name": name,
        "sample_rate": clip.sample_rate,
        "samples": base64.b64encode(clip.samples.astype("<f4").tobytes()).decode(),
        "window_scores": np.round(scores, DIGITS).tolist(),
        "advice": [advice.code for advice in posteriors.advice],
        "answers": {point: answer(classifier, posteriors, point) for point in OPERATING_POINTS},
    }


def answer(classifier: Classifier, posteriors: Posteriors, point: str) -> dict[str, Any]:
    """The JSON of the command line, and why it is neither."""
    prediction = classifier.at(point).decide(posteriors)
    return prediction.to_json() | {
        "reason": prediction.reason,
        "sounds_like": prediction.sounds_like,
    }
