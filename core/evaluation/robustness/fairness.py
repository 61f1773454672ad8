"""Is it right for everybody? The spread over speakers, and over quiet, loud, short and long words.

Nothing else is known about the speakers of the words.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from torch import Tensor

from core.config import FeatureConfig
from core.decision.prediction import Prediction
from core.decision.shares import share
from core.evaluation.robustness.material import Material, Spoken
from core.sound.levels import active_span


def fairness_figures(material: Material) -> dict[str, Any]:
    """Of the words as they are."""
    return spread(material.spoken, material.clean, material.features)


def spread(
    spoken: Spoken, predictions: Sequence[Prediction], features: FeatureConfig
) -> dict[str, Any]:
    """Figures by speaker and by third."""
    right = np.array(
        [word == given.label for word, given in zip(spoken.words, predictions, strict=True)]
    )
    speakers = np.array(spoken.speakers)
    recalls = np.sort([right[speakers == name].mean() for name in np.unique(speakers)])
    n_worst = max(1, round(len(recalls) / 10))
    active = [active_part(waveform, features.sample_rate) for waveform in spoken.waveforms]
    decibels = np.array([10 * np.log10(float(part.square().mean()) + 1e-12) for part in active])
    seconds = np.array([len(part) / features.sample_rate for part in active])
    return {
        "speakers": {
            "n": len(recalls),
            "mean": round(float(recalls.mean()), 5),
            "worst_tenth": round(float(recalls[:n_worst].mean()), 5),
            "n_worst": n_worst,
        },
        "by": [
            *outer_thirds(right, decibels, ("quiet", "loud"), "level of the word, dB FS"),
            *outer_thirds(right, seconds, ("short", "long"), "length of the word, s"),
        ],
    }


def active_part(waveform: Tensor, sample_rate: int) -> Tensor:
    """The word alone, without the quiet around it; all of (n,) where nothing stands out."""
    start, end = active_span(waveform, sample_rate) or (0.0, len(waveform) / sample_rate)
    return waveform[round(start * sample_rate) : round(end * sample_rate)]


def outer_thirds(
    right: np.ndarray, values: np.ndarray, names: tuple[str, str], of_what: str
) -> list[dict[str, Any]]:
    """How the recordings with the lowest and with the highest third of some values fared."""
    lowest, _, highest = np.array_split(np.argsort(values, kind="stable"), 3)
    return [
        {"group": f"{name} third", "of what": of_what, "accepted_and_right": share(right[rows])}
        for name, rows in zip(names, (lowest, highest), strict=True)
    ]
