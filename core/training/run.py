"""The whole way from a folder of words to a trained, calibrated classifier."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from core.config import OPERATING_POINTS, USES, TrainConfig
from core.data.dataset import Progress, check_words, dataset_name, list_recordings, part_of, speaker
from core.decision.classifier import Classifier
from core.decision.differentiable import calibrate
from core.decision.windows import block_samples, hop_samples
from core.errors import DatasetError
from core.evaluation.figures import trained_before
from core.model.network import widen
from core.model.speech_model import SpeechModel, build_model
from core.training.batches import TrainingBatches, batches_per_epoch, choose_classes, in_background
from core.training.calibrate import balanced_loss, choose_threshold, fit_calibration
from core.training.cuts import Cuts
from core.training.generators import generator_for
from core.training.loop import Batches, EpochReport, Training, fit
from core.training.ranks import ALONE, Ranks
from core.training.recipe import Recipe
from core.training.sounds import ALL, Part, load_training, minutes_of
from core.training.teacher import HALVES, Teacher, teach
from core.training.validation import Measured, Validation, fold_all, load_validation, shared_hop

FALSE_ACCEPT_SHARE = 0.01  # of validation's other words and noises, for the shipped threshold


class Run:
    """A training run on a folder: load once, then go through the epochs.

    Args:
        root: the folder of words; see core/data/dataset.py.
        other_sounds: the folder of recordings without them; see core/data/negatives.py.
        teacher: the folder of a teacher, or None to do without; see core/training/teacher.py.
        begin_with: a model whose weights to begin with, or None to begin untrained.
        part: of the folder's recordings.
        ranks: the processes that train together; this is one of them.

    Raises:
        DatasetError: if a folder does not hold what is needed.
    """

    def __init__(
        self,
        root: Path,
        recipe: Recipe,
        device: str,
        progress: Progress,
        other_sounds: Path | None = None,
        teacher: Path | None = None,
        begin_with: Classifier | None = None,
        part: Part = ALL,
        ranks: Ranks = ALONE,
    ) -> None:
        recordings, train = list_recordings(root, "training"), recipe.train
        check_words(root, recordings, recipe.words)
        others = {recording.word for recording in recordings} - set(recipe.words)
        if not (others or other_sounds or train.words_only):
            raise DatasetError(
                f"{root} holds no other words, so 'neither' cannot be learned. Add some, name a "
                "folder with --other-sounds, or use --architecture lesson."
            )
        if train.words_only:
            recordings = [r for r in recordings if r.word in recipe.words]
        if part.training is not None:
            recordings = part_of(recordings, part.training, recipe.words)
        self.sounds, self.recordings = load_training(
            root, recordings, other_sounds, recipe, progress
        )
        check_words(root, self.recordings, recipe.words)
        self.validation = load_validation(root, other_sounds, recipe, progress, part.validation)
        self.fingerprint = self.sounds.fingerprint() + self.validation.fingerprint()
        if ranks.from_first(lambda: self.fingerprint) != self.fingerprint:
            raise DatasetError(f"Rank {ranks.rank} has other recordings than rank 0. Copy them.")
        self.dataset, self.device, self.ranks = dataset_name(root), device, ranks
        self.teacher_folder = teacher
        self.begun_with: dict[str, Any] | None = None  # how long its model had been trained
        self.start(recipe)
        if begin_with:
            self._begin_with(begin_with)

    def start(self, recipe: Recipe) -> None:
        """Begin with an untrained model, on the sounds that are loaded."""
        self.recipe = recipe
        self.train = replace(recipe.train, batches_per_epoch=self.n_batches(recipe.train))
        spoken = [recording.word for recording in self.recordings]
        self.classes = choose_classes(spoken, recipe.words, recipe.train)
        self.teacher, n_embedded = None, 0
        self.halves = [self.batches_of()]
        if self.teacher_folder:
            rate, n_classes = recipe.features.sample_rate, len(self.classes)
            self.teacher = Teacher(self.teacher_folder, rate, n_classes)
            if recipe.train.embedding_weight:
                n_embedded = self.teacher.n_embedded(recipe.features.n_samples)
            self.halves = [self.batches_of(number) for number in range(HALVES)]
        torch.manual_seed(recipe.train.seed)
        model = build_model(recipe.features, recipe.model, len(self.classes))
        self.training = Training(
            model,
            self.train,
            recipe.augmentation,
            self.device,
            len(recipe.words),
            windows_at_once=recipe.decision.windows_at_once,
            hop_samples=hop_samples(recipe.features, recipe.decision),
            ranks=self.ranks,
            n_embedded=n_embedded,
        )

    def n_batches(self, train: TrainConfig) -> int:
        """How many make an epoch."""
        return batches_per_epoch(len(self.recordings), train)

    def batches_of(self, half: int | None = None) -> TrainingBatches:
        """Batches of all sounds that are loaded, or of one of the HALVES."""
        recipe, sounds = self.recipe, self.sounds
        heard, heard_others = (None, None) if half is None else sounds.half(half)
        others = sounds.others
        return TrainingBatches(
            sounds.waveforms,
            sounds.spoken,
            sounds.noises,
            self.classes,
            recipe.words,
            recipe.features,
            self.train,
            recipe.augmentation,
            sounds.coded,
            Cuts(others, recipe.features, heard_others) if others else None,
            sounds.sources,
            sounds.revoiced,
            heard,
            block_samples(recipe.features, recipe.decision) - recipe.features.n_samples,
            self.ranks,
        )

    def _begin_with(self, classifier: Classifier) -> None:
        """Take over a trained model's weights; a narrower one's, too.

        Raises:
            DatasetError: if it is a model of another kind, or a wider one.
        """
        model, own = classifier.model_config, self.recipe.model
        theirs = (classifier.features, replace(model, width=own.width), classifier.classes)
        if theirs != (self.recipe.features, own, self.classes) or model.width > own.width:
            raise DatasetError(
                f"{classifier.name} cannot be trained on: its classes, features or size are others."
            )
        network = self.training.model.network
        weights = widen(classifier.model.network.state_dict(), network.state_dict())
        network.load_state_dict(weights)
        self.training.average.module.load_state_dict(weights)
        self.begun_with = trained_before(classifier) | {"network": model.name}

    def epochs(self, progress: Progress) -> Iterator[EpochReport]:
        """Train, reporting after every epoch."""
        return shown_epochs(self.training, self._epoch, self._after_epoch, progress)

    def _epoch(self, epoch: int) -> Batches:
        """The batches of an epoch; with a teacher from both halves in turn, and taught."""
        if self.teacher is None:
            yield from self.halves[0].epoch(epoch)
            return
        share = self.train.taught_share
        epochs = (half.epoch(epoch, number, HALVES) for number, half in enumerate(self.halves))
        for pair in zip(*epochs, strict=True):
            for number, (waveforms, targets) in enumerate(pair):
                second = self.halves[number].second(waveforms)
                probabilities, embedding = self.teacher(second, number)
                second_task = (embedding,) if self.training.n_embedded else ()
                yield (waveforms, teach(targets, probabilities, share), *second_task)

    @property
    def hard(self) -> list[Tensor | None]:
        """The hard places in the other sounds of each half."""
        return [half.cuts.hard if half.cuts else None for half in self.halves]

    @hard.setter
    def hard(self, places: Sequence[Tensor | None]) -> None:
        for half, hard in zip(self.halves, places, strict=True):
            if half.cuts and hard is not None:
                half.cuts.hard = hard

    def _after_epoch(self, model: SpeechModel) -> float:
        """Look for hard places, and return the validation loss: what the first rank finds."""

        def look() -> tuple[float, list[Tensor | None]]:
            self._mine(model)
            return self._validation_loss(model), self.hard

        loss, self.hard = self.ranks.from_first(look)
        return loss

    def _mine(self, model: SpeechModel) -> None:
        """Look for what the model takes for a word wrongly."""
        train = self.train
        share = train.batches_per_epoch / self.recipe.train.batches_per_epoch / len(self.halves)
        generator = generator_for("mining", train.seed, self.training.epoch)
        for cuts in filter(None, (half.cuts for half in self.halves)):
            if train.mined_share > 0:
                cuts.mine(
                    lambda windows: self._word_scores(model, windows),
                    round(share * train.mining_tries),
                    round(share * train.mined_per_round),
                    train.mined_remembered // len(self.halves),
                    generator,
                )

    def _word_scores(self, model: SpeechModel, windows: Tensor) -> Tensor:
        """Windows (n, n_samples) -> (n,) the probability of the likelier word."""
        folded = fold_all(model, windows.unsqueeze(1), self.classes, self.recipe.words)
        return folded[:, 0, :-1].amax(dim=-1).exp()

    def _validation_loss(self, model: SpeechModel) -> float:
        """What decides which epoch is the best."""
        return self.measure(model, self.validation).loss

    def measure(self, model: SpeechModel, sounds: Validation) -> Measured:
        """What a model in evaluation mode makes of the middle window of each sound."""
        middle = sounds.windows.shape[1] // 2
        windows = sounds.windows[:, middle : middle + 1]
        folded = fold_all(model, windows, self.classes, self.recipe.words)
        chosen = torch.isfinite(folded).all(dim=-1).any(dim=1)
        if not chosen.any():  # a model that cannot say 'neither' is measured on the words alone
            chosen = sounds.targets < len(self.recipe.words)
        rows, targets = folded[chosen, 0], sounds.targets[chosen]
        right = int((rows.argmax(dim=-1) == targets).sum())
        return Measured(float(balanced_loss(rows.exp(), targets)), right, len(targets))

    def finish(self) -> Classifier:
        """Calibrate the best model on validation and choose its threshold there."""
        recipe = self.recipe
        model = self.training.model.to("cpu").eval()
        hop = shared_hop(recipe.features, recipe.decision)
        folded = fold_all(model, self.validation.windows, self.classes, recipe.words, hop)
        targets = self.validation.targets
        decision = fit_calibration(folded, targets, recipe.decision)
        if not recipe.train.words_only:
            scores = calibrate(folded, decision).mean(dim=1)
            no_word = targets == len(recipe.words)
            threshold = choose_threshold(
                scores[no_word, :-1].amax(dim=-1).numpy(), FALSE_ACCEPT_SHARE
            )
            points = [use + name for use in USES.values() for name in OPERATING_POINTS]
            thresholds: dict[str, Any] = dict.fromkeys(["threshold", *points], threshold)
            decision = replace(decision, **thresholds)
        return Classifier(
            model=model,
            model_config=recipe.model,
            features=recipe.features,
            decision=decision,
            classes=self.classes,
            words=recipe.words,
            name=recipe.model.name,
        )

    def summary(self) -> dict[str, Any]:
        """What the model was trained on, for its file and its card."""
        counts = Counter(recording.word for recording in self.recordings)
        return {
            "dataset": self.dataset,
            "recordings": len(self.recordings),
            "recordings_by_word": dict(counts.most_common()),
            "speakers": len({speaker(recording) for recording in self.recordings}),
            "rounds": self.training.epoch,
            "best_round": self.training.best_epoch,
            "kept_last": self.train.keep_last,
            "minutes": round(self.training.seconds / 60, 1),
            "threads": torch.get_num_threads(),
            "ranks": self.ranks.size,
            "seed": self.recipe.train.seed,
            "teacher": self.teacher is not None,
            "embedding_weight": self.train.embedding_weight if self.teacher else 0,
            "begun_with": self.begun_with,
            "synthetic_words": int(self.sounds.synthetic.sum()),
            "other_sounds": minutes_of(self.sounds.others, self.recipe.features.sample_rate),
        }

    def state_dict(self) -> dict[str, Any]:
        """Everything needed to go on after an interruption."""
        return {
            "recipe": _fingerprint(self.recipe),
            "sounds": self.fingerprint,
            "training": self.training.state_dict(),
            "hard": self.hard,
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from a saved state.

        Raises:
            DatasetError: if it belongs to a run with other settings or other sounds.
        """
        if state.get("recipe") != _fingerprint(self.recipe):
            raise DatasetError("The interrupted run had other settings. Start anew with --restart.")
        if state.get("sounds") != self.fingerprint:
            raise DatasetError(
                "The interrupted run had other recordings. Name the folders it began with, or "
                "start anew with --restart."
            )
        self.training.load_state_dict(state["training"])
        self.hard = state["hard"]


def shown_epochs(
    training: Training,
    batches_of: Callable[[int], Batches],
    validate: Callable[[SpeechModel], float],
    progress: Progress,
) -> Iterator[EpochReport]:
    """`fit`, with batches that are made in the background, and shown as they come."""
    n_epochs = training.config.epochs
    return fit(
        training,
        lambda epoch: progress(
            in_background(lambda: batches_of(epoch)), f"epoch {epoch + 1}/{n_epochs}"
        ),
        validate,
    )


def _fingerprint(recipe: Recipe) -> str:
    """All settings that training depends on; the decision is made after it."""
    return repr({name: value for name, value in asdict(recipe).items() if name != "decision"})
