"""Between two models, one trained on from the other: weights in the middle, calibrated anew.

    python -m scripts.experiments.average_models --first OLD --second NEW --share 0.5 \
        --data DATA --other-sounds sounds --out FILE

The model that was trained on knows more voices, the one before it clean words and noise better; the
weights between them keep most of both, at no cost. Source: Wortsman et al. (2022), "Robust
Fine-Tuning of Zero-Shot Models".
"""

import argparse
import copy
from dataclasses import replace
from pathlib import Path

import torch

from core.config import DecisionConfig
from core.decision.checkpoint import load, save
from core.decision.classifier import Classifier
from core.evaluation.card import model_card
from core.evaluation.evaluate import evaluate
from core.terminal import progress
from core.training.calibrate import fit_calibration
from core.training.operating_points import choose_operating_points, false_accepts
from core.training.recipe import Recipe, fold_all, load_validation


def between(first: Classifier, second: Classifier, share: float) -> Classifier:
    """The second classifier, with `share` of its own weights and the rest of the first's."""
    model = copy.deepcopy(second.model)
    weights, others = model.network.state_dict(), first.model.network.state_dict()
    for name, weight in weights.items():
        if weight.is_floating_point():
            weights[name] = share * weight + (1 - share) * others[name]
    model.network.load_state_dict(weights)
    return replace(second, model=model)


def calibrated(classifier: Classifier, data: Path, other_sounds: Path) -> Classifier:
    """Scores that mean what they say, and thresholds, by validation."""
    recipe = Recipe(
        features=classifier.features,
        model=classifier.model_config,
        decision=DecisionConfig(),
        words=classifier.words,
    )
    validation = load_validation(data, other_sounds, recipe, progress)
    folded = fold_all(classifier.model, validation.windows, classifier.classes, classifier.words)
    decision = fit_calibration(folded, validation.targets, recipe.decision)
    classifier = replace(classifier, decision=decision)
    rows = false_accepts(classifier, data, other_sounds, progress)
    return replace(classifier, decision=choose_operating_points(decision, rows))


def main() -> None:
    """Average, calibrate, evaluate, write the model and its card."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--first", type=Path, required=True)
    parser.add_argument("--second", type=Path, required=True)
    parser.add_argument("--share", type=float, required=True, help="of the second model")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--other-sounds", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    second = load(options.second)
    averaged = between(load(options.first), second, options.share)
    classifier = calibrated(averaged, options.data, options.other_sounds)
    trained = {**second.metrics["training"], "share_of_weights": options.share}
    measured = evaluate(classifier, options.data, "validation", lambda items: items)
    classifier = replace(classifier, metrics={"training": trained, "validation": measured})
    save(classifier, options.out)
    options.out.with_suffix(".md").write_text(model_card(classifier, options.out), "utf-8")
    print(classifier.decision)


if __name__ == "__main__":
    main()
