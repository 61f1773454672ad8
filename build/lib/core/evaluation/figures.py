"""Figures of evaluations as JSON files."""

import json
from pathlib import Path


def write_figures(path: Path, figures: object) -> None:
    """Write figures as JSON, into a new folder where needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
