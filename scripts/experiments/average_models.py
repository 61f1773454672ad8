"""Between two models, one trained on from the other: weights in between, calibrated anew.

    python -m scripts.experiments.average_models --first OLD --second NEW --shares 0.5 0.75 1 \
        --data DATA --other-sounds sounds --out FILE --json results/shares.json

The model that was trained on knows more voices, the one before it clean words and noise better; the
weights between them keep most of both, at no cost. Source: Wortsman et al. (2022), "Robust
Fine-Tuning of Zero-Shot Models".

Which share is best is decided by validation alone: every candidate is calibrated, gets thresholds
that keep it within the same limits of false accepts on validation's sounds
(core/training/operating_points.py), and must then hear the words of validation's speakers in all
ways that compare_models.py knows, with validation's noises. The highest mean wins. `--besides`
names models that are measured the same way, to set the figures beside; they cannot win.
"""

import argparse
import copy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from core.config import DecisionConfig
from core.data.negatives import load_other_sounds
from core.decision.checkpoint import load, save
from core.decision.classifier import Classifier
from core.evaluation.card import model_card
from core.evaluation.evaluate import evaluate
from core.evaluation.figures import write_figures
from core.terminal import progress
from core.training.calibrate import fit_calibration
from core.training.operating_points import choose_operating_points, false_accepts
from core.training.recipe import Recipe, Validation, fold_all, load_validation, trained_before
from scripts.experiments.compare_models import compare_words, mean_share


def between(first: Classifier, second: Classifier, share: float) -> Classifier:
    """The second classifier, with `share` of its own weights and the rest of the first's."""
    model = copy.deepcopy(second.model)
    weights, others = model.network.state_dict(), first.model.network.state_dict()
    for name, weight in weights.items():
        if weight.is_floating_point():
            weights[name] = share * weight + (1 - share) * others[name]
    model.network.load_state_dict(weights)
    trained = {
        **second.metrics["training"],
        "begun_with": trained_before(first),
        "share_of_weights": share if share < 1 else None,
    }
    return replace(second, model=model, metrics={"training": trained})


class Choice:
    """Measures candidates on validation.

    Args:
        like: a classifier with the features, classes and words of all candidates.
    """

    def __init__(self, like: Classifier, data: Path, other_sounds: Path) -> None:
        self.data, self.root = data, other_sounds
        recipe = Recipe(
            features=like.features,
            model=like.model_config,
            decision=DecisionConfig(),
            words=like.words,
        )
        self.decision = recipe.decision
        self.validation: Validation = load_validation(data, other_sounds, recipe, progress)
        self.sounds = load_other_sounds(other_sounds, "validation", like.features)

    def calibrated(self, classifier: Classifier, speech: bool) -> tuple[Classifier, list[Any]]:
        """Scores that mean what they say and thresholds, and what these cost.

        Args:
            speech: whether hours of speech are heard, too, for the thresholds of a stream.
        """
        folded = fold_all(
            classifier.model, self.validation.windows, classifier.classes, classifier.words
        )
        at_once = classifier.decision.windows_at_once
        decision = replace(self.decision, windows_at_once=at_once)
        decision = fit_calibration(folded, self.validation.targets, decision)
        classifier = replace(classifier, decision=decision)
        rows = false_accepts(classifier, self.data, self.root, progress, speech)
        return replace(classifier, decision=choose_operating_points(decision, rows)), rows

    def measure(self, classifier: Classifier) -> dict[str, Any]:
        """The words in all ways at the threshold within the limits, and their mean."""
        classifier, rows = self.calibrated(classifier, speech=False)
        threshold = classifier.threshold
        words = compare_words(classifier, self.data, self.root, self.sounds, "validation")
        return {
            "threshold": threshold,
            "mean": round(mean_share(words), 5),
            "words": words,
            "false_accepts": next(row for row in rows if row["threshold"] == threshold),
        }


def candidates(options: argparse.Namespace) -> Iterator[tuple[dict[str, Any], Classifier]]:
    """What each candidate is, and the classifier."""
    first, second = load(options.first), load(options.second)
    for share in options.shares:
        yield {"share": share}, between(first, second, share)
    for path in options.besides:
        yield {"model": path.name}, load(path)


def main() -> None:
    """Measure all candidates on validation; calibrate the best, write it and its card."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--first", type=Path, required=True)
    parser.add_argument("--second", type=Path, required=True)
    parser.add_argument("--shares", type=float, nargs="+", required=True, help="of the second")
    parser.add_argument("--besides", type=Path, nargs="*", default=[])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--other-sounds", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--json", type=Path, required=True, help="where the figures go")
    options = parser.parse_args()
    torch.set_num_threads(1)
    choice = Choice(load(options.first), options.data, options.other_sounds)
    figures: list[dict[str, Any]] = []
    for about, classifier in candidates(options):
        figures.append(about | choice.measure(classifier))
        print(about, figures[-1]["threshold"], figures[-1]["mean"], flush=True)
        write_figures(options.json, figures)
    best = max((row for row in figures if "share" in row), key=lambda row: row["mean"])
    chosen = between(load(options.first), load(options.second), best["share"])
    classifier, _ = choice.calibrated(chosen, speech=True)
    measured = evaluate(classifier, options.data, "validation", lambda items: items)
    classifier = replace(classifier, metrics={**classifier.metrics, "validation": measured})
    save(classifier, options.out)
    options.out.with_suffix(".md").write_text(model_card(classifier, options.out), "utf-8")
    print(best["share"], classifier.decision)


if __name__ == "__main__":
    main()
