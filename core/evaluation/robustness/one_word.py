"""One word in a recording with pauses around it, and what the pauses are good for."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from core.config import DecisionConfig
from core.decision.shares import share
from core.evaluation.detection import WORD_LISTS, Found, at_points, rate_of, without
from core.evaluation.robustness.material import ROOM_SNRS_DB, Material, recognised_of


def one_word_rows(material: Material) -> list[dict[str, Any]]:
    """A row for each room."""
    return [
        {"snr_db": snr_db, **one_word_figures(found, material.classifier.decision)}
        for snr_db, found in zip(ROOM_SNRS_DB, material.in_rooms, strict=True)
    ]


def one_word_figures(found: Sequence[Found], decision: DecisionConfig) -> dict[str, Any]:
    """'found' is also content where another word was found beside the right one."""
    somewhere = np.array([one.source in one.words[decision.threshold] for one in found])
    return {
        "accepted_and_right": recognised_of(found, decision.threshold),
        "found": share(somewhere),
        "by": at_points(found, recognised_of, decision),
    }


def pause_rows(material: Material) -> list[dict[str, Any]]:
    """What it saves and costs to ask for pauses around a word, at the threshold in use."""
    return pause_figures(material.classifier.decision, material.in_rooms, material.hours["speech"])


def pause_figures(
    decision: DecisionConfig, one_word: Sequence[Sequence[Found]], speech: Sequence[Found]
) -> list[dict[str, Any]]:
    """A row with pauses asked for, and one without."""
    threshold = decision.threshold

    def row(asked_for: bool, change: Callable[[Found], Found]) -> dict[str, Any]:
        return {
            "asked_for": asked_for,
            "one_word": [recognised_of([*map(change, found)], threshold) for found in one_word],
            "speech": rate_of([*map(change, without(WORD_LISTS, speech))], threshold),
        }

    def anywhere(found: Found) -> Found:
        return replace(found, words={threshold: found.anywhere})

    return [row(True, lambda found: found), row(False, anywhere)]
