"""Train the network that Teach uses: it learns to tell many words apart, by their names.

What a class teaches is computed from this network's embeddings (core/teach). So it must tell words
apart that nobody thought of. It learns that from thousands of words, real and invented, and from a
teacher (core/training/teacher.py) whose embedding it tells beside: of talk, too, whose words have
no names here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from zlib import crc32

import torch
import torch.nn.functional as F
from torch import Tensor

from core.config import NOISE, OTHER, AugmentConfig, ModelConfig, TrainConfig
from core.data.dataset import (
    Progress,
    Recording,
    list_recordings,
    load_noises,
    load_recordings,
    to_float,
    words_in,
)
from core.data.negatives import OtherSound, load_other_sounds
from core.decision.classifier import Classifier
from core.decision.windows import block_samples, hop_samples
from core.errors import DatasetError
from core.model.speech_model import SpeechModel, build_model
from core.sound.folders import recordings_in
from core.teach.backbone import embeddings, measure
from core.training.batches import TrainingBatches
from core.training.cuts import Cuts
from core.training.loop import Batches, EpochReport, Training
from core.training.recipe import Recipe
from core.training.run import shown_epochs
from core.training.teacher import EMBEDDED, EMBEDDING_FILE, Embedding

NAMED = ("synthetic", "closest", "more_words", "phrases")  # folders of files WORD_SPEAKER
NOT_ONE_WORD = "not-wake-words"  # of those files: many words under one name
INVENTED = "invented"  # what folders of words that nobody knows are called, with a number
FEWEST = 20  # recordings of a word of the dataset; what it has less of, nobody hears in training
FEWEST_BESIDE = 3  # of any other word
WHITENED_BY = 300  # classes that tell a network to begin with how differently a word can sound
SHARP = 10.0  # times the usual: a last layer's weights to begin with


def kept_apart(word: str) -> bool:
    """Whether a word is never heard in training, so that teaching can be measured with it."""
    return crc32(word.encode()) % 3 == 0


def words_recipe() -> Recipe:
    """How the network that Teach uses is trained."""
    return Recipe(
        model=ModelConfig(taught=True),  # which compares directions, as a taught model does
        train=TrainConfig(
            epochs=24,
            learning_rate=4e-3,
            contrast=0.0,
            share_of_words=0.3,  # the dataset's, said by people; most others are synthetic
            share_of_fragments=0.0,
            share_of_noise=0.03,
            share_of_speech=0.17,
            share_of_single_words=0.0,
            share_of_recorded_noise=0.05,
            mined_share=0.0,
            embedding_weight=1.0,
            keep_last=True,
        ),
        augmentation=AugmentConfig(coded_share=0.0, revoiced_share=0.0),
    )


def named_beside(other_sounds: Path) -> list[Recording]:
    """Training's recordings of single words whose file names say which."""
    named = [
        Recording(path, path.stem.split("_")[0])
        for source in NAMED
        for path in recordings_in(other_sounds / "training" / "words" / source)
    ]
    return [recording for recording in named if recording.word != NOT_ONE_WORD]


def recordings_to_hear(
    data: Path, beside: Sequence[Recording]
) -> tuple[list[Recording], list[Recording]]:
    """Those of the dataset and those beside it, without words to measure with and rare ones."""
    own = list_recordings(data, "training")
    counts = Counter(one.word for one in own)
    known = {word for word, n in counts.items() if n >= FEWEST}
    added = [
        one
        for one in beside
        if one.word in known or not (one.word in counts or kept_apart(one.word))
    ]
    n_added = Counter(one.word for one in added)
    added = [one for one in added if n_added[one.word] >= FEWEST_BESIDE]
    return [one for one in own if one.word in known], added


@dataclass(frozen=True)
class NamedSounds:
    """All that is heard in training and validation, in memory. Each row is one word."""

    waveforms: Tensor  # (n, n_samples) int16
    spoken: Sequence[str]  # the word in each row
    sources: Sequence[str]  # where each row comes from; "" for the dataset's own
    words: tuple[str, ...]  # of the dataset
    noises: list[Tensor]  # recordings without words, each (n,) float32
    talk: Sequence[OtherSound]  # and noises
    validation: Tensor  # (n, n_samples) int16, of the dataset's words
    validated: Sequence[str]  # the word in each row of them

    def some_of(self, word: str) -> Tensor:
        """A few rows of a word."""
        return self.waveforms[[one == word for one in self.spoken]][:FEWEST]


def load_words(
    data: Path, many_words: Path, other_sounds: Path, recipe: Recipe, progress: Progress
) -> NamedSounds:
    """The folders' sounds.

    Raises:
        DatasetError: if a folder does not hold what is needed.
    """
    features = recipe.features

    def load(recordings: Sequence[Recording], what: str) -> tuple[list[Recording], Tensor]:
        return load_recordings(recordings, features, lambda items: progress(items, what))

    own, added = recordings_to_hear(data, [*words_in(many_words), *named_beside(other_sounds)])
    words, paths = {one.word for one in own}, {one.path for one in own}
    heard, waveforms = load([*own, *added], "read")
    others = load_other_sounds(
        other_sounds, "training", features, lambda items: progress(items, "read")
    )
    told, validation = load(
        [one for one in list_recordings(data, "validation") if one.word in words],
        "read validation",
    )
    return NamedSounds(
        waveforms,
        [one.word for one in heard],
        ["" if one.path in paths else "beside" for one in heard],
        tuple(sorted(words)),
        load_noises(data, "training", features),
        [sound for sound in others if sound.kind != "words"],
        validation,
        [one.word for one in told],
    )


def word_loss(other: int, logits: Tensor, targets: Tensor) -> Tensor:
    """Cross-entropy in nats. Of talk, which is class number `other`, nothing is asked."""
    return F.cross_entropy(logits, targets, ignore_index=other)


class ManyWords:
    """A training run on a dataset, a folder of many words, and other sounds.

    Args:
        many_words: the folder that scripts/make_many_words.py makes.
        other_sounds: see core/data/negatives.py.
        teacher: the folder of a teacher, or None to do without; see core/training/teacher.py.
        begin_with: a model of the same size whose weights to begin with, but for the last layer.

    Raises:
        DatasetError: if a folder does not hold what is needed, or for a model of another size.
    """

    def __init__(
        self,
        data: Path,
        many_words: Path,
        other_sounds: Path,
        recipe: Recipe,
        progress: Progress,
        teacher: Path | None = None,
        begin_with: Classifier | None = None,
    ) -> None:
        features, train, self.recipe = recipe.features, recipe.train, recipe
        sounds = load_words(data, many_words, other_sounds, recipe, progress)
        self.words = sounds.words
        self.classes = (*self.words, *sorted({*sounds.spoken} - {*self.words}), OTHER, NOISE)
        self.batches = TrainingBatches(
            sounds.waveforms,
            sounds.spoken,
            sounds.noises,
            self.classes,
            self.words,
            features,
            train,
            recipe.augmentation,
            cuts=Cuts(sounds.talk, features),
            sources=sounds.sources,
            beside=block_samples(features, recipe.decision) - features.n_samples,
        )
        self.validation = to_float(sounds.validation)
        self.targets = torch.tensor([self.classes.index(word) for word in sounds.validated])
        rate = features.sample_rate
        self.embedding = Embedding(teacher / EMBEDDING_FILE, rate) if teacher else None
        torch.manual_seed(train.seed)
        model = build_model(features, recipe.model, len(self.classes))
        if begin_with:
            some = {name: sounds.some_of(name) for name in self.classes[:-2][:WHITENED_BY]}
            _begin_with(model, recipe, begin_with, some)
        self.loss = partial(word_loss, self.classes.index(OTHER))
        self.training = Training(
            model,
            train,
            recipe.augmentation,
            "cpu",
            n_words=0,
            loss=self.loss,
            windows_at_once=recipe.decision.windows_at_once,
            hop_samples=hop_samples(features, recipe.decision),
            n_embedded=EMBEDDED if teacher else 0,
        )

    def epochs(self, progress: Progress) -> Iterator[EpochReport]:
        """Train, reporting after every epoch."""
        return shown_epochs(self.training, self._epoch, self._validation_loss, progress)

    def _epoch(self, epoch: int) -> Batches:
        for waveforms, targets in self.batches.epoch(epoch):
            if self.embedding is None:
                yield waveforms, targets
                continue
            second = self.batches.second(waveforms)
            yield waveforms, targets, self.embedding(second).mean(dim=-1)

    def _validation_loss(self, model: SpeechModel) -> float:
        """How well it tells the dataset's words apart when others say them."""
        with torch.inference_mode():
            logits = torch.cat([model(part) for part in self.validation.split(128)])
        return float(self.loss(logits, self.targets))

    def summary(self) -> dict[str, Any]:
        """What it was trained on."""
        return {
            "classes": len(self.classes),
            "recordings": len(self.batches.waveforms),
            "rounds": self.training.epoch,
            "minutes": round(self.training.seconds / 60, 1),
            "teacher": self.embedding is not None,
        }


def _begin_with(
    model: SpeechModel, recipe: Recipe, classifier: Classifier, words: Mapping[str, Tensor]
) -> None:
    """Take over a model's weights but those of the last layer, and whiten its embeddings.

    Args:
        words: some recordings of each of some words, each (n, n_samples) int16.

    Raises:
        DatasetError: if it is a model of another size.
    """
    taught = replace(classifier.model_config, taught=True)
    if (classifier.features, taught) != (recipe.features, recipe.model):
        raise DatasetError(
            f"{classifier.name} cannot be trained on: its features or size are others."
        )
    network = model.network
    weights, theirs = network.state_dict(), classifier.model.network.state_dict()
    weights |= {name: theirs[name] for name in weights if name in theirs}
    of_words = {
        word: embeddings(classifier.model, to_float(rows))
        for word, rows in words.items()
        if len(rows)
    }
    background = measure(of_words, {}, {})
    weights |= {"whiten.weight": background.weight, "whiten.bias": background.bias}
    # Directions have length one: with weights as small as usual all logits would be alike.
    last = network.state_dict()
    weights |= {name: SHARP * last[name] for name in ("classify.weight", "classify.bias")}
    network.load_state_dict(weights)
