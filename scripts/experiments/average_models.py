"""Between two models, one trained on from the other: weights in between, calibrated anew.

    python -m scripts.experiments.average_models --first OLD --second NEW --shares 0.5 0.75 1 \
        --data DATA --other-sounds sounds --out FILE --json results/shares.json

The model that was trained on knows more voices, the one before it clean words and noise better; the
weights between them keep most of both, at no cost. Source: Wortsman et al. (2022), "Robust
Fine-Tuning of Zero-Shot Models".

Which share is best is decided by validation alone: every candidate is calibrated, and accepts words
from the lowest threshold on that keeps it within the limits of false accepts of
core/training/operating_points.py. The words of validation's speakers must be heard in most of the
ways that compare_models.py knows, and those of other voices kept for validation. Half of the weight
is on what people are asked to do, to say one word with pauses in a room (MAIN), half on everything
else. The highest mean wins, among those that lose no more than MOST_LOST of the dataset's words in
any of these ways against the first model. So that many candidates can be asked, each hears of the
rest only the windows that decide, around the middle of the sound. `--besides` names models that are
measured the same way, to set the figures beside; they cannot win.
"""

import argparse
import copy
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from core.config import DecisionConfig
from core.data.dataset import list_recordings, load_recordings, to_float, to_int16
from core.data.negatives import OtherSound, list_words, load_other_sounds
from core.decision.checkpoint import load, save
from core.decision.classifier import Classifier
from core.decision.differentiable import calibrate
from core.decision.shares import share
from core.decision.windows import windows_around
from core.evaluation.card import model_card
from core.evaluation.detection import CURVE, cut_short
from core.evaluation.evaluate import evaluate
from core.evaluation.figures import trained_before, write_figures
from core.evaluation.robustness.material import load_spoken
from core.evaluation.robustness.noise import background_noises
from core.model.network import widen
from core.sound.clip import prepare
from core.sound.decode import read_clip
from core.sound.levels import active_spans
from core.terminal import progress
from core.training.calibrate import fit_calibration
from core.training.operating_points import CLOSEST, choose_operating_points, false_accepts
from core.training.recipe import Recipe
from core.training.validation import Validation, fold_all, load_validation, shared_hop
from scripts.experiments.compare_models import accepted, changes_of, mean_share

# Where the word is not where it was, so that its windows cannot be told beforehand
ROOMS = ("a room at 30 dB", "a room at 15 dB")
ELSEWHERE = (*ROOMS, "a tone before", "a click before", "an 'mm' before")
MOST_LOST = 0.02
MAIN = ("as recorded", *ROOMS)


def between(first: Classifier, second: Classifier, share: float) -> Classifier:
    """The second classifier, with `share` of its own weights and the rest of the first's.

    The first may be narrower: what it has no weights for is the second's.
    """
    model = copy.deepcopy(second.model)
    weights = model.network.state_dict()
    others = widen(first.model.network.state_dict(), weights)
    for name, weight in weights.items():
        if weight.is_floating_point():
            weights[name] = share * weight + (1 - share) * others[name]
    model.network.load_state_dict(weights)
    parts: dict[str, float] = {}
    for part, of in ((first, 1 - share), (second, share)):
        for epoch, own in weights_of_epochs(part).items():
            parts[epoch] = parts.get(epoch, 0.0) + of * own
    mean = {epoch: round(part, 4) for epoch, part in parts.items() if part > 0}
    trained = {**second.metrics["training"], "weights_of_epochs": mean if len(mean) > 1 else None}
    return replace(second, model=model, metrics={"training": trained})


def weights_of_epochs(classifier: Classifier) -> dict[str, float]:
    """After how many epochs in all a model's weights were taken, and the share of each."""
    mean = classifier.metrics["training"].get("weights_of_epochs")
    return dict(mean) if mean else {str(trained_before(classifier)["rounds"]): 1.0}


class Choice:
    """Measures candidates on validation.

    Args:
        like: a classifier with the features, classes and words of all candidates.
    """

    def __init__(self, like: Classifier, data: Path, other_sounds: Path) -> None:
        recipe = Recipe(
            features=like.features,
            model=like.model_config,
            words=like.words,
        )
        self.like, self.decision = like, recipe.decision
        self.validation: Validation = load_validation(data, other_sounds, recipe, progress)
        sounds = load_other_sounds(other_sounds, "validation", like.features)
        self.spoken = load_spoken(like, data, progress)
        self.words = self._ways(other_sounds, sounds)
        self.others = self._others(data, sounds)

    def _ways(self, root: Path, sounds: Sequence[OtherSound]) -> dict[str, tuple[Tensor, Tensor]]:
        """For each way of saying the words: int16 windows, and the numbers of the words."""
        features, spoken = self.like.features, self.spoken
        noise = background_noises(sounds, len(spoken.words), features)["everyday"]
        ways: dict[str, tuple[list[Tensor], list[str]]] = {}
        for name, change in progress(list(changes_of(features, noise).items()), "words"):
            if name not in ELSEWHERE:
                changed = [change(wave, index) for index, wave in enumerate(spoken.waveforms)]
                windows = [
                    self._windows(after, before)
                    for after, before in zip(changed, spoken.waveforms, strict=True)
                ]
                ways[name] = (windows, list(spoken.words))
        for recording in list_words(root, "validation", self.like.words):
            waveform = prepare(read_clip(recording.path), features)
            windows, words = ways.setdefault(recording.path.parent.name, ([], []))
            windows.append(self._windows(waveform, waveform))
            words.append(recording.word)
        return {
            name: (torch.stack(windows), torch.tensor([*map(self.like.words.index, words)]))
            for name, (windows, words) in ways.items()
        }

    def _others(self, data: Path, sounds: Sequence[OtherSound]) -> dict[str, Tensor]:
        """What must not be answered: int16 windows of each of LARGEST_SHARES."""
        features = self.like.features
        recordings = [
            recording
            for recording in list_recordings(data, "validation")
            if recording.word not in self.like.words
        ]
        _, waveforms = load_recordings(recordings, features, lambda items: progress(items, "read"))
        words = [sound for sound in sounds if sound.kind == "words"]
        pieces = {
            "the dataset's words": list(waveforms),
            "other words": [one.waveform for one in words if one.source != CLOSEST],
            "close words": [one.waveform for one in words if one.source == CLOSEST],
            "noises of 3 s": [one.waveform for one in cut_short(sounds, features)],
        }
        return {
            name: torch.stack([self._windows(to_float(one), to_float(one)) for one in part])
            for name, part in pieces.items()
        }

    def _windows(self, waveform: Tensor, before: Tensor) -> Tensor:
        """Windows (smoothing, n_samples) int16 of a sound, around its middle before a change."""
        features = self.like.features
        spans = active_spans(before, features.sample_rate)
        windows = windows_around(waveform, spans, math.inf, features, self.decision)
        return to_int16(windows / windows.abs().max().clamp(min=1))

    def _folded(self, classifier: Classifier, windows: Tensor) -> Tensor:
        hop = shared_hop(classifier.features, self.decision)
        return fold_all(classifier.model, windows, classifier.classes, classifier.words, hop)

    def calibrated(self, classifier: Classifier) -> DecisionConfig:
        """Scores that mean what they say."""
        folded = self._folded(classifier, self.validation.windows)
        return fit_calibration(folded, self.validation.targets, self.decision)

    def measure(self, classifier: Classifier) -> dict[str, Any]:
        """The words in all ways at the lowest threshold within the limits, and their mean."""
        decision = self.calibrated(classifier)

        def scores(windows: Tensor) -> Tensor:
            return calibrate(self._folded(classifier, to_float(windows)), decision).mean(dim=1)

        others = {name: scores(part)[:, :-1].amax(dim=1) for name, part in self.others.items()}
        rows = [
            {"threshold": threshold, "speech": {"per_hour": None}}
            | {name: share((part >= threshold).numpy()) for name, part in others.items()}
            for threshold in CURVE
        ]
        decision = choose_operating_points(decision, rows)
        threshold, words = (
            decision.threshold,
            self._in_rooms(replace(classifier, decision=decision)),
        )
        for name, (windows, targets) in self.words.items():
            score, given = scores(windows).max(dim=1)
            words[name] = share(((given == targets) & (score >= threshold)).numpy())
        return {
            "threshold": threshold,
            "mean": round(weighted(words), 5),
            "words": words,
            "false_accepts": next(row for row in rows if row["threshold"] == threshold),
        }

    def _in_rooms(self, classifier: Classifier) -> dict[str, Any]:
        """The words anywhere in recordings of a room, as they are judged in use."""
        features, waveforms = self.like.features, list(enumerate(self.spoken.waveforms))
        silence = torch.zeros(len(waveforms), features.n_samples)  # the rooms bring their own noise
        changes = changes_of(features, silence)
        return {
            name: accepted(
                classifier,
                self.spoken.words,
                [changes[name](wave, index) for index, wave in waveforms],
            )
            for name in ROOMS
        }


def weighted(words: dict[str, Any]) -> float:
    """The mean share, half of it of MAIN."""
    rest = {name: row for name, row in words.items() if name not in MAIN}
    return (mean_share({name: words[name] for name in MAIN}) + mean_share(rest)) / 2


def choose(figures: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The best candidate; the first model is the one with none of the new weights."""
    rows = [row for row in figures if "share" in row]
    (first,) = (row["words"] for row in rows if row["share"] == 0)
    ways = [way for way, heard in first.items() if heard["of"] == first[MAIN[0]]["of"]]

    def loses_little(row: dict[str, Any]) -> bool:
        lost = (first[way]["share"] - row["words"][way]["share"] for way in ways)
        return all(round(one, 5) <= MOST_LOST for one in lost)

    return max(filter(loses_little, rows), key=lambda row: float(row["mean"]))


def candidates(options: argparse.Namespace) -> Iterator[tuple[dict[str, Any], Classifier]]:
    """What each candidate is, and the classifier."""
    first, second = load(options.first), load(options.second)
    for part in sorted({0.0, *options.shares}):
        yield {"share": part}, between(first, second, part)
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
    best = choose(figures)
    chosen = between(load(options.first), load(options.second), best["share"])
    decision = choice.calibrated(chosen)
    rows = false_accepts(
        replace(chosen, decision=decision), options.data, options.other_sounds, progress
    )
    classifier = replace(chosen, decision=choose_operating_points(decision, rows))
    measured = evaluate(classifier, options.data, "validation", lambda items: items)
    classifier = replace(classifier, metrics={**classifier.metrics, "validation": measured})
    save(classifier, options.out)
    options.out.with_suffix(".md").write_text(model_card(classifier, options.out), "utf-8")
    print(best["share"], classifier.decision)


if __name__ == "__main__":
    main()
