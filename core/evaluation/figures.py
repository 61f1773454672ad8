"""Figures of evaluations as JSON files, and which model they are of."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.decision.classifier import Classifier


def write_figures(path: Path, figures: object) -> None:
    """Write figures as JSON, into a new folder where needed; what was there stays until then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    temporary.replace(path)


def read_figures_of(classifier: Classifier, path: Path) -> dict[str, Any]:
    """Figures that were written before of the very same model; none where there are no such."""
    try:
        figures = json.loads(path.read_text(encoding="utf-8"))
        return dict(figures) if figures["model_id"] == model_id(classifier) else {}
    except (ValueError, KeyError, TypeError, OSError):
        return {}


def trained_before(classifier: Classifier) -> dict[str, Any]:
    """How long a model has been trained, with what it began with itself."""
    trained = classifier.metrics.get("training", {})
    earlier = trained.get("begun_with") or {}
    total = {name: trained.get(name, 0) + earlier.get(name, 0) for name in ("rounds", "minutes")}
    return total | {"minutes": round(total["minutes"], 1)}


def model_id(classifier: Classifier) -> str:
    """A fingerprint of all that its answers depend on: weights and settings."""
    import torch

    digest = hashlib.sha256()
    about = [
        asdict(classifier.features),
        asdict(classifier.model_config),
        asdict(classifier.decision),
        list(classifier.classes),
        list(classifier.words),
    ]
    digest.update(json.dumps(about, sort_keys=True, default=str).encode())
    for name, weights in sorted(classifier.model.state_dict().items()):
        digest.update(name.encode())
        # As bytes, because NumPy does not know all types of numbers.
        digest.update(weights.detach().cpu().reshape(-1).view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()[:16]
