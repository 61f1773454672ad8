"""Which size of network? Train each for a few rounds on the same sounds, then measure all.

python -m scripts.experiments.sizes --data DIR --json FILE
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.config import ModelConfig, TrainConfig
from core.data.dataset import Progress
from core.errors import CoreError
from core.evaluation.benchmark import side_by_side
from core.evaluation.evaluate import evaluate
from core.evaluation.figures import write_figures
from core.terminal import at_least_one, progress
from core.training.ranks import train_device
from core.training.recipe import Recipe
from core.training.run import Run
from scripts.experiments.tables import comparison_table

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
        for _ in run.epochs(progress):
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


def main(arguments: list[str] | None = None) -> int:
    """Train networks of several sizes for a few rounds each and compare them."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a folder with a folder a word")
    parser.add_argument(
        "--epochs", type=at_least_one, default=3, help="rounds of training for each size"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to FILE")
    options = parser.parse_args(arguments)
    recipe = Recipe(train=TrainConfig(epochs=options.epochs, seed=options.seed))
    try:
        rows = compare(options.data, recipe, train_device(), progress)
    except CoreError as error:
        print(error, file=sys.stderr)
        return 1
    print(comparison_table(rows))
    if options.json:
        write_figures(options.json, rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
