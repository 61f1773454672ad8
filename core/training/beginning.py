"""A small training run that a person watches: few recordings, a minute or two, from nothing.

It is the loop of the shipped model. After every epoch the network is measured on recordings that it
trains on and on recordings of voices that it never hears, on both in the same way: where the two
drift apart, it learns by heart.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch.optim.swa_utils import update_bn

from core.config import (
    LESSON_DECISION,
    LESSON_FEATURES,
    LESSON_MODEL,
    WORDS,
    AugmentConfig,
    DecisionConfig,
    ModelConfig,
    TrainConfig,
)
from core.data.dataset import Progress, check_words, list_recordings, part_of, to_float
from core.decision.classifier import Classifier
from core.evaluation.evaluate import Sound, answer_all
from core.evaluation.metrics import figures
from core.model.speech_model import SpeechModel
from core.training.loop import fit
from core.training.recipe import Recipe
from core.training.run import Run
from core.training.sounds import Part
from core.training.validation import Measured, Validation, around_each, labels_of

ARCHITECTURES = ("bc-resnet", "lesson")
BATCH_SIZE = 16  # small, so that few recordings make many steps
MODEL = ModelConfig(width=4)  # a wider one, as shipped, learns more and takes twice as long
EPOCHS: Mapping[str, int] = {"bc-resnet": 12, "lesson": 15}
# Recordings to train on, so that so many epochs take less than two minutes on one thread
RECORDINGS: Mapping[str, int] = {"bc-resnet": 300, "lesson": 160}
LEARNING_RATES: Mapping[str, float] = {"bc-resnet": 3e-3, "lesson": 1e-4}  # that go well
# A short run learns more from words that are not changed beyond recognition. And codecs and other
# voices would have to be made of every recording before it begins.
CHANGES = AugmentConfig(
    coded_share=0.0,
    revoiced_share=0.0,
    echo_share=0.3,
    noise_share=0.6,
    noise_snr_db=(5.0, 30.0),
    telephone_share=0.0,
    clip_share=0.0,
    cut_words_share=0.05,
    formants_share=0.1,
    whisper_share=0.0,
    frequency_masks=1,
    time_masks=1,
)
VALIDATION = 100  # recordings
SETTLED_ON = 128  # recordings, for the means of batch normalisation


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What there is to choose before a network is trained from nothing."""

    architecture: str = "bc-resnet"  # or "lesson", which learns the words alone, as in the lesson
    epochs: int = EPOCHS["bc-resnet"]
    learning_rate: float = LEARNING_RATES["bc-resnet"]
    augment: bool = True  # each recording sounds different each time it is heard
    recordings: int = RECORDINGS["bc-resnet"]  # to train on, at most


@dataclass(frozen=True)
class Epoch:
    """Where a network stands after an epoch."""

    number: int  # counted from 1
    training: Measured  # on recordings that it trains on, unchanged
    validation: Measured  # on recordings of voices that it never hears
    is_best: bool  # the lowest loss on validation so far: its weights are kept


def recipe_of(choices: Choices, words: tuple[str, ...] = WORDS) -> Recipe:
    """The settings of a small run."""
    lesson = choices.architecture == "lesson"
    recipe = Recipe(
        words=words,
        train=TrainConfig(
            epochs=choices.epochs,
            batch_size=BATCH_SIZE,
            learning_rate=choices.learning_rate,
            one_cycle=False,
            contrast=0.0,
            augment=choices.augment,
            words_only=lesson,
        ),
        model=MODEL,
        augmentation=CHANGES,
        decision=DecisionConfig(),  # one window at once: wider sounds would take longer to train on
    )
    if lesson:
        recipe = replace(
            recipe, features=LESSON_FEATURES, model=LESSON_MODEL, decision=LESSON_DECISION
        )
    return recipe


class SmallRun(Run):
    """A training run on a part of a folder, on the processor.

    Raises:
        DatasetError: if the folder does not hold what is needed.
    """

    def __init__(
        self, root: Path, choices: Choices, progress: Progress, words: tuple[str, ...] = WORDS
    ) -> None:
        part = Part(training=choices.recordings, validation=VALIDATION)
        super().__init__(root, recipe_of(choices, words), "cpu", progress, part=part)
        step = self._step(VALIDATION)
        windows = around_each(to_float(self.sounds.waveforms[::step]), self.recipe)
        targets = labels_of(self.sounds.spoken[::step], words)
        self.heard = Validation(torch.stack(windows), torch.tensor(targets), len(targets))

    def _step(self, n: int) -> int:
        """Every how many-th recording is one of about n."""
        return math.ceil(len(self.sounds.spoken) / n)

    @property
    def guessing(self) -> float:
        """The share of right answers of one who always gives the most frequent one."""
        targets = self.validation.recordings.targets
        if self.recipe.train.words_only:
            targets = targets[targets < len(self.recipe.words)]
        return float(targets.bincount().max()) / len(targets)

    def n_batches(self, train: TrainConfig) -> int:
        """As many as hear every recording once."""
        return math.ceil(len(self.recordings) / train.batch_size)

    def watched(self, progress: Progress) -> Iterator[Epoch]:
        """Train epoch by epoch, in this process: `progress` may wait between two batches."""
        what = "train"
        for report in fit(
            self.training, lambda epoch: progress(self._epoch(epoch), what), self._after_epoch
        ):
            training = self.measure(self.training.averaged.eval(), self.heard)
            yield Epoch(report.epoch, training, self.unheard, report.is_best)

    def _after_epoch(self, model: SpeechModel) -> float:
        """Measure it as it would be used: its normalisation follows too slowly in a short run."""
        waveforms = self.sounds.waveforms[:: self._step(SETTLED_ON)]
        update_bn(to_float(waveforms).split(BATCH_SIZE), model)
        self.unheard = self.measure(model, self.validation.recordings)
        return self.unheard.loss


def compare(
    classifiers: Mapping[str, Classifier], root: Path, words: tuple[str, ...], progress: Progress
) -> dict[str, dict[str, Any]]:
    """The figures of each, on the recordings that every small run on this folder is validated on.

    Each is classified as a person's recording is.

    Raises:
        DatasetError: if the folder does not hold what is needed.
    """
    recordings = part_of(list_recordings(root, "validation"), VALIDATION, words)
    sounds: list[Sound] = [(recording.word, recording) for recording in recordings]
    return {
        name: figures(answer_all(classifier, sounds, lambda items: progress(items, "compare")))
        for name, classifier in classifiers.items()
    }


def check_folder(root: Path, words: tuple[str, ...] = WORDS) -> int:
    """How many recordings of a folder there are to train on, if a small run can be made of it.

    Raises:
        DatasetError: if not.
    """
    for split in ("validation", "training"):
        recordings = list_recordings(root, split)
        check_words(root, recordings, words)
    return len(recordings)
