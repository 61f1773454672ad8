"""The whole way from a folder of words to a trained, calibrated classifier."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import torch
from torch import Tensor

from core.config import (
    LESSON_DECISION,
    LESSON_FEATURES,
    LESSON_MODEL,
    OPERATING_POINTS,
    OTHER,
    USES,
    WORDS,
    AugmentConfig,
    DecisionConfig,
    FeatureConfig,
    ModelConfig,
    TrainConfig,
)
from core.data.dataset import (
    Progress,
    Recording,
    check_words,
    dataset_name,
    list_recordings,
    load_noises,
    load_recordings,
    part_of,
    speaker,
    to_float,
    to_int16,
)
from core.data.negatives import KINDS, OtherSound, list_words, load_other_sounds
from core.decision.classifier import Classifier
from core.decision.differentiable import calibrate, fold
from core.decision.windows import hop_samples, windows_around
from core.errors import DatasetError
from core.evaluation.figures import trained_before
from core.model.network import widen
from core.model.speech_model import SpeechModel, build_model
from core.sound.levels import active_spans
from core.training.batches import (
    TrainingBatches,
    batches_per_epoch,
    choose_classes,
    code_some,
    in_background,
)
from core.training.calibrate import balanced_loss, choose_threshold, fit_calibration
from core.training.cuts import Cuts
from core.training.generators import generator_for
from core.training.loop import Batches, EpochReport, Training, fit
from core.training.ranks import ALONE, Ranks
from core.training.teacher import HALVES, Teacher, teach
from core.training.voices import revoice_all

SYNTHETIC = "synthetic"  # the source of sounds that no person spoke
VALIDATION_CUTS = 300  # places in each kind of other sounds
FALSE_ACCEPT_SHARE = 0.01  # of validation's other words and noises, for the shipped threshold


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """Everything that decides what comes out of a training run."""

    features: FeatureConfig = field(default_factory=FeatureConfig)
    model: ModelConfig = field(default_factory=ModelConfig)
    train: TrainConfig = field(default_factory=TrainConfig)
    augmentation: AugmentConfig = field(default_factory=AugmentConfig)
    decision: DecisionConfig = field(default_factory=lambda: DecisionConfig(windows_at_once=3))
    words: tuple[str, ...] = WORDS


def lesson_recipe() -> Recipe:
    """The lesson's own way: plain pictures, yes and no only, nothing changed or mixed in."""
    return Recipe(
        features=LESSON_FEATURES,
        model=LESSON_MODEL,
        train=TrainConfig(
            epochs=15,
            batch_size=15,
            learning_rate=1e-4,
            one_cycle=False,
            weight_decay=0.0,
            label_smoothing=0.0,
            contrast=0.0,
            augment=False,
            words_only=True,
        ),
        decision=LESSON_DECISION,
    )


@dataclass(frozen=True, kw_only=True)
class Part:
    """How many of a folder's recordings are used, at most; None: all."""

    training: int | None = None
    validation: int | None = None


ALL = Part()


@dataclass(frozen=True)
class Measured:
    """What a network makes of sounds whose labels are known."""

    loss: float  # balanced, in nats
    right: int  # how many have the right label as the likeliest one
    of: int


@dataclass(frozen=True)
class Validation:
    """Validation sounds ready for the network."""

    windows: Tensor  # (n, smoothing, n_samples) float32
    targets: Tensor  # (n,) label numbers, the last one 'neither'
    n_recordings: int | None = None  # the folder's own, which come first; None: all of them

    @property
    def recordings(self) -> "Validation":
        """The folder's recordings alone."""
        n = self.n_recordings
        return Validation(self.windows[:n], self.targets[:n], n)

    def fingerprint(self) -> str:
        """Other sounds or labels, another fingerprint."""
        digest = hashlib.sha256(repr(self.targets.tolist()).encode())
        digest.update(self.windows.numpy().tobytes())
        return digest.hexdigest()


def load_validation(
    root: Path,
    other_sounds: Path | None,
    recipe: Recipe,
    progress: Progress,
    most: int | None = None,
) -> Validation:
    """The validation recordings, one-second cuts of the noises, and cuts of other sounds.

    Args:
        most: of the folder's recordings; None: all.
    """
    features, recordings = recipe.features, list_recordings(root, "validation")
    if most is not None:
        recordings = part_of(recordings, most, recipe.words)
    if other_sounds:
        added = list_words(other_sounds, "validation", recipe.words)
        recordings += [recording for recording in added if recording.path.parent.name != SYNTHETIC]
    recordings, waveforms = load_recordings(
        recordings,
        features,
        lambda items: progress(items, "read validation"),
    )
    check_words(root, recordings, recipe.words)
    noises = [
        noise.unfold(0, features.n_samples, features.n_samples // 2)
        for noise in load_noises(root, "validation", features)
    ]
    windows = around_each(torch.cat([to_float(waveforms), *noises]), recipe)
    targets = labels_of([recording.word for recording in recordings], recipe.words)
    n_recordings = len(targets)
    if other_sounds:
        windows += list(cut_for_validation(other_sounds, recipe, progress, VALIDATION_CUTS))
    targets += [len(recipe.words)] * (len(windows) - len(targets))
    return Validation(torch.stack(windows), torch.tensor(targets), n_recordings)


def around_each(sounds: Tensor, recipe: Recipe) -> list[Tensor]:
    """Sounds (n, n_samples) -> of each the windows (smoothing, n_samples) around what is in it."""
    features, decision = recipe.features, recipe.decision
    shift = recipe.augmentation.shift_seconds
    return [
        windows_around(sound, active_spans(sound, features.sample_rate), shift, features, decision)
        for sound in sounds
    ]


def labels_of(spoken: Sequence[str], words: Sequence[str]) -> list[int]:
    """The label number of each word that was spoken; the last one is 'neither'."""
    number = {word: index for index, word in enumerate(words)}
    return [number.get(word, len(words)) for word in spoken]


def cut_for_validation(
    root: Path, recipe: Recipe, progress: Progress, n_cuts: int, seed: int = 0
) -> Tensor:
    """Neighbouring windows (n, smoothing, n_samples) at random places of other sounds.

    n is `n_cuts` for each of KINDS, in that order.
    """
    features, decision = recipe.features, recipe.decision
    hop = hop_samples(features, decision)
    seconds = features.window_seconds + (decision.smoothing - 1) * decision.hop_seconds
    sounds = load_other_sounds(
        root, "validation", features, lambda paths: progress(paths, "read other sounds")
    )
    cuts = Cuts(sounds, replace(features, window_seconds=seconds))
    generator = torch.Generator().manual_seed(seed)
    places = torch.cat([cuts.draw(kind, n_cuts, generator) for kind in KINDS])
    return cuts.cut(places).unfold(1, features.n_samples, hop)


def fold_all(
    model: SpeechModel, windows: Tensor, classes: Sequence[str], words: Sequence[str], hop: int = 0
) -> Tensor:
    """Windows (n, smoothing, n_samples) -> folded log-probabilities, one row a window.

    Args:
        hop: samples from one window to the next, where the network looks at all of a row together;
            0: one by one.
    """
    device, n_windows = next(model.parameters()).device, windows.shape[1] if hop else 1
    sounds = windows.flatten(0, 1)
    if hop:
        sounds = torch.cat([windows[:, 0], windows[:, 1:, -hop:].flatten(1)], dim=1)
    with torch.inference_mode():
        logits = [
            model(part.to(device), n_windows=n_windows, hop_samples=hop).cpu()
            for part in sounds.split(128)
        ]
    folded = fold(torch.cat(logits).log_softmax(dim=-1), classes, words)
    return folded.reshape(*windows.shape[:2], -1)


def shared_hop(features: FeatureConfig, decision: DecisionConfig) -> int:
    """`hop` for `fold_all`."""
    return hop_samples(features, decision) if decision.windows_at_once > 1 else 0


@dataclass(frozen=True)
class TrainingSounds:
    """All that is heard in training, in memory."""

    waveforms: Tensor  # (n, n_samples) int16, one word each
    spoken: Sequence[str]  # the word in each row
    sources: Sequence[str]  # where each row comes from; "" for the dataset's own
    speakers: Sequence[str]  # who speaks in each row
    coded: Tensor | None  # the same rows after a codec
    revoiced: Tensor | None  # the same rows in other voices
    noises: list[Tensor]  # recordings without words, each (n,) float32
    others: Sequence[OtherSound]

    @property
    def synthetic(self) -> Tensor:
        """(n,) booleans: rows that lie beside the other sounds."""
        return torch.tensor([source != "" for source in self.sources])

    def half(self, number: int) -> tuple[Tensor, Tensor]:
        """(n,) booleans: the words of half of the speakers, and half of the other sounds."""
        spoken = [crc32(name.encode()) % HALVES == number for name in self.speakers]
        others = torch.arange(len(self.others)) % HALVES == number
        return torch.tensor(spoken), others

    def fingerprint(self) -> str:
        """Other sounds, another fingerprint: every sample counts."""
        digest = hashlib.sha256(repr([*self.spoken, len(self.others)]).encode())
        others = [other.waveform for other in self.others]
        for waveforms in [self.waveforms, *self.noises, *others]:
            digest.update(f"{tuple(waveforms.shape)}".encode())
            digest.update(waveforms.numpy().tobytes())
        return digest.hexdigest()


def load_training(
    root: Path,
    recordings: Sequence[Recording],
    other_sounds: Path | None,
    recipe: Recipe,
    progress: Progress,
) -> tuple[TrainingSounds, list[Recording]]:
    """All that is heard in training, and those of the folder's recordings that can be read.

    Where the folder holds the words alone, pieces of the other sounds stand for other words.
    """
    features, train = recipe.features, recipe.train
    own, waveforms = load_recordings(recordings, features, lambda items: progress(items, "read"))
    spoken, sources = [recording.word for recording in own], [""] * len(own)
    speakers = [speaker(recording) for recording in own]
    others: list[OtherSound] = []
    if other_sounds and train.augment:
        others = load_other_sounds(
            other_sounds, "training", features, lambda paths: progress(paths, "read")
        )
        more = list_words(other_sounds, "training", recipe.words)
        more, made = load_recordings(more, features, lambda items: progress(items, "read"))
        waveforms, spoken = torch.cat([waveforms, made]), spoken + [one.word for one in more]
        sources += [recording.path.parent.name for recording in more]
        speakers += [speaker(recording) for recording in more]
        if set(spoken) <= set(recipe.words):
            cuts, generator = Cuts(others, features), generator_for("other words", train.seed)
            pieces = to_int16(cuts.cut(cuts.draw("words", len(spoken), generator)))
            waveforms, spoken = torch.cat([waveforms, pieces]), spoken + [OTHER] * len(pieces)
            sources += [""] * len(pieces)
            speakers += [f"{OTHER} {index}" for index in range(len(pieces))]
    coded = revoiced = None
    if train.augment and recipe.augmentation.coded_share > 0:
        coded = code_some(
            waveforms,
            features,
            generator_for("codecs", train.seed),
            lambda items: progress(items, "through codecs"),
        )
    if train.augment and recipe.augmentation.revoiced_share > 0:
        revoiced = revoice_all(
            waveforms,
            features,
            recipe.augmentation,
            generator_for("voices", train.seed),
            lambda items: progress(items, "in other voices"),
        )
    noises = load_noises(root, "training", features)
    sounds = TrainingSounds(waveforms, spoken, sources, speakers, coded, revoiced, noises, others)
    return sounds, own


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

    @property
    def beside(self) -> int:
        """Samples that a sound goes on before and after its second in training."""
        decision = self.recipe.decision
        return (decision.windows_at_once - 1) * hop_samples(self.recipe.features, decision)

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
            self.beside,
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
                second = waveforms[:, self.beside : waveforms.shape[-1] - self.beside]
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


def minutes_of(sounds: Sequence[OtherSound], sample_rate: int) -> dict[str, dict[str, Any]]:
    """How many recordings of each kind there are, and how long they are together."""
    of_kind = {kind: [s.waveform for s in sounds if s.kind == kind] for kind in KINDS}
    return {
        kind: {
            "recordings": len(waveforms),
            "minutes": round(sum(map(len, waveforms)) / sample_rate / 60, 1),
        }
        for kind, waveforms in of_kind.items()
        if waveforms
    }


def _fingerprint(recipe: Recipe) -> str:
    """All settings that training depends on; the decision is made after it."""
    return repr({name: value for name, value in asdict(recipe).items() if name != "decision"})
