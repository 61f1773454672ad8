"""Which size of network? Train each for a few rounds on the same sounds, then measure all."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from core.benchmark import side_by_side
from core.config import ModelConfig
from core.evaluate import evaluate
from core.recipe import Progress, Recipe, Run

SIZES = tuple(
    ModelConfig(width=width, time_stride=time_stride)
    for width, time_stride in ((2, 2), (3, 1), (4, 2))
)


def compare(root: Path, recipe: Recipe, device: str, progress: Progress) -> list[dict[str, Any]]:
    """The validation figures, training time and speed of every size.

    Raises:
        DatasetError: if the folder does not hold what is needed.
    """
    run = Run(root, recipe, device, progress)
    rows, classifiers = [], []
    for size in SIZES:
        run.start(replace(recipe, model=size))
        for _ in run.rounds(progress):
            pass
        classifier = run.finish()
        classifiers.append(classifier)
        rows.append(
            {
                "name": classifier.name,
                "time_stride": size.time_stride,
                "rounds": recipe.train.epochs,
                "training_minutes": round(run.training.seconds / 60, 1),
                "validation_loss": round(run.training.best_loss, 4),
                "validation": evaluate(classifier, root, "validation"),
            }
        )
    return [
        row | {"speed": speed} for row, speed in zip(rows, side_by_side(classifiers), strict=True)
    ]
