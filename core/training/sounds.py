"""All that is heard in training, read into memory."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import torch
from torch import Tensor

from core.config import OTHER
from core.data.dataset import Progress, Recording, load_noises, load_recordings, speaker, to_int16
from core.data.negatives import KINDS, OtherSound, list_words, load_other_sounds
from core.training.batches import code_some
from core.training.cuts import Cuts
from core.training.generators import generator_for
from core.training.recipe import Recipe
from core.training.teacher import HALVES
from core.training.voices import revoice_all


@dataclass(frozen=True, kw_only=True)
class Part:
    """How many of a folder's recordings are used, at most; None: all."""

    training: int | None = None
    validation: int | None = None


ALL = Part()


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
