"""How well does it hold up outside the laboratory? Measured on sounds that training left out.

Each part answers one question and has a file of its own; `PARTS` names them all. The words are
those of the dataset's validation speakers; noises, speech and other words are those of one split
of `core.data.negatives`, usually testing. Every generator has a fixed seed: a second run gives the
same figures.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from core.config import OPERATING_POINTS, USES
from core.data.dataset import Progress
from core.decision.classifier import Classifier
from core.evaluation.figures import model_id
from core.evaluation.robustness import (
    beside,
    calibration,
    changed,
    edges,
    fairness,
    noise,
    one_word,
    refusal,
    streams,
    voices,
)
from core.evaluation.robustness.material import Material, load_material

PARTS: dict[str, Callable[[Material], Any]] = {  # name in the figures -> who measures it
    "noise": noise.noise_rows,
    "changes": changed.change_rows,
    "one_word": one_word.one_word_rows,
    "edges": edges.edge_rows,
    "late_start": edges.late_start_rows,
    "beside": beside.beside_rows,
    "overlap": beside.overlap_rows,
    "childlike": voices.childlike_rows,
    "other_voices": voices.other_voice_rows,
    "pauses": one_word.pause_rows,
    "false_accepts": refusal.false_accept_rows,
    "ages": refusal.age_rows,
    "curve": refusal.curve_rows,
    "other_words": refusal.other_word_rows,
    "close_words": refusal.close_word_rows,
    "noises": refusal.noise_rows,
    "streams": streams.stream_rows,
    "calibration": calibration.calibration_figures,
    "fairness": fairness.fairness_figures,
}


def about(classifier: Classifier, split: str = "testing") -> dict[str, Any]:
    """What the figures are about: they belong to this model at these thresholds."""
    decision = classifier.decision
    points = [use + name for use in USES.values() for name in OPERATING_POINTS]
    return {
        "name": classifier.name,
        "model_id": model_id(classifier),
        "words": list(classifier.words),
        "split": split,
        "thresholds": {name: getattr(decision, name) for name in ("threshold", *points)},
    }


def measure_parts(
    classifier: Classifier,
    words_root: Path,
    sounds_root: Path,
    progress: Progress,
    split: str = "testing",
    only: Sequence[str] = tuple(PARTS),
) -> Iterator[tuple[str, Any]]:
    """The name and the figures of each part, one after the other, ready for JSON.

    Takes minutes: speech is the longest part. What several parts need is read and judged once.

    Args:
        words_root: the folder of words; see core/data/dataset.py.
        sounds_root: the folder of recordings without them; see core/data/negatives.py.
        split: of the other sounds.
        only: the parts wanted, of PARTS.

    Raises:
        DatasetError: if a folder does not hold what is needed.
    """
    material = load_material(classifier, words_root, sounds_root, progress, split)
    for name, measure in PARTS.items():
        if name in only:
            yield name, measure(material)


def robustness(
    classifier: Classifier,
    words_root: Path,
    sounds_root: Path,
    progress: Progress,
    split: str = "testing",
    only: Sequence[str] = tuple(PARTS),
) -> dict[str, Any]:
    """All figures at once; see `measure_parts`."""
    parts = measure_parts(classifier, words_root, sounds_root, progress, split, only)
    return about(classifier, split) | dict(parts)
