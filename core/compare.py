"""Which size of network? Train each for a few rounds on the same sounds, then measure all."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.benchmark import measure
from core.config import ModelConfig
from core.evaluate import evaluate
from core.recipe import Progress, Recipe, Run

SIZES = tuple(
    ModelConfig(width=width, time_stride=time_stride)
    for width, time_stride in ((2, 2), (3, 2), (3, 1), (4, 2), (6, 2))
)


def compare(
    root: Path, recipe: Recipe, device: str, progress: Progress
) -> Iterator[dict[str, Any]]:
    """The validation figures, training time and speed of every size, one after the other.

    Raises:
        DatasetError: if the folder does not hold what is needed.
    """
    run = Run(root, recipe, device, progress)
    for size in SIZES:
        run.start(replace(recipe, model=size))
        for _ in run.rounds(progress):
            pass
        classifier = run.finish()
        yield {
            "name": classifier.name,
            "time_stride": size.time_stride,
            "rounds": recipe.train.epochs,
            "training_minutes": round(run.training.seconds / 60, 1),
            "validation_loss": round(run.training.best_loss, 4),
            "speed": measure(classifier, n_repeats=50),
            "validation": evaluate(classifier, root, "validation"),
        }
