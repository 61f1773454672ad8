"""All settings that an answer depends on, as JSON for programs that are not Python."""

from dataclasses import asdict
from typing import Any

from core.config import NOISE, OPERATING_POINTS, OTHER, USES
from core.decision.classifier import Classifier
from core.model.features import LogMel


def settings_of(classifier: Classifier) -> dict[str, Any]:
    """What a runtime needs besides the graph."""
    decision = classifier.decision
    return {
        "name": classifier.name,
        "labels": list(classifier.labels),
        "words": list(classifier.words),
        "classes": list(classifier.classes),
        "reserved": {"other": OTHER, "noise": NOISE},
        "sample_rate": classifier.features.sample_rate,
        "features": asdict(classifier.features) | {"scale_db": LogMel.SCALE_DB},
        "levels": asdict(classifier.levels),
        "decision": asdict(decision),
        "operating_points": {
            use: {name: decision.threshold_at(name, use) for name in OPERATING_POINTS}
            for use in USES
        },
    }
