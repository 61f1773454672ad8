"""What the parts of the evaluation share: the words, the other sounds, and what was found in them.

Everything is read and judged once, when a part first asks for it.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from torch import Tensor

from core.config import FeatureConfig
from core.data.dataset import (
    Progress,
    list_recordings,
    load_recordings,
    speaker,
    to_float,
)
from core.data.negatives import OtherSound, load_other_sounds
from core.decision.classifier import Classifier
from core.decision.prediction import Prediction
from core.decision.shares import share
from core.effects.room import in_a_room
from core.errors import DatasetError
from core.evaluation.detection import (
    Found,
    clip_of,
    detect,
    detect_each,
    detect_hours,
    fixed_generator,
)

ROOM_SNRS_DB = (30.0, 15.0)  # around one word; the first is that of a quiet room
ONE_WORD_SECONDS = 3.5
CLIPS_AT_ONCE = 32  # judged together: quicker than one after the other
READERS = "readers.tsv"  # file, age … of recordings, in the folder where they lie


@dataclass(frozen=True, eq=False)
class Spoken:
    """Recordings of the words."""

    words: Sequence[str]
    speakers: Sequence[str]
    waveforms: Tensor  # (n, n_samples) float32, one second each

    def every_second(self) -> "Spoken":
        """Half of them, where a question has many answers and all would take too long."""
        return Spoken(self.words[::2], self.speakers[::2], self.waveforms[::2])


@dataclass(frozen=True, eq=False)
class Material:
    """The classifier and all that it is measured on."""

    classifier: Classifier
    words_root: Path
    sounds_root: Path
    split: str  # of the other sounds
    spoken: Spoken
    sounds: Sequence[OtherSound]
    progress: Progress

    @property
    def features(self) -> FeatureConfig:
        """Of the classifier."""
        return self.classifier.features

    def of_kind(self, kind: str) -> list[OtherSound]:
        """The other sounds of one of `core.data.negatives.KINDS`."""
        return [sound for sound in self.sounds if sound.kind == kind]

    @cached_property
    def clean(self) -> list[Prediction]:
        """The answers to the words as they are."""
        return predict(self.classifier, self.progress(self.spoken.waveforms, "words"))

    @cached_property
    def in_rooms(self) -> list[list[Found]]:
        """What was found of each word in a recording of its own, for each of ROOM_SNRS_DB."""
        return [
            detect_one_word(self.classifier, self.spoken, snr_db, self.progress)
            for snr_db in ROOM_SNRS_DB
        ]

    @cached_property
    def hours(self) -> dict[str, list[Found]]:
        """What was found in hours of speech and of noise; readers are told apart by their age."""
        ages = self.ages
        return {
            kind: detect_hours(
                self.classifier, self.of_kind(kind), f"hours of {kind}", self.progress, ages.get
            )
            for kind in ("speech", "noise")
        }

    @cached_property
    def other_words(self) -> list[Found]:
        """What was found in each single other word."""
        return detect_each(self.classifier, self.of_kind("words"), "other words", self.progress)

    @cached_property
    def ages(self) -> dict[str, str]:
        """The age group of each recording whose reader's age is known, by the file's name."""
        ages = {}
        for table in sorted((self.sounds_root / self.split).rglob(READERS)):
            with table.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file, delimiter="\t"):
                    ages[Path(row["file"]).stem] = age_group(int(row["age"]))
        return ages


ADULT = 16  # years: from here a voice has mostly broken


def age_group(years: int) -> str:
    """A name for people of an age."""
    return f"under {ADULT}" if years < ADULT else f"{ADULT} and over"


def load_material(
    classifier: Classifier, words_root: Path, sounds_root: Path, progress: Progress, split: str
) -> Material:
    """Read both folders.

    Raises:
        DatasetError: if a folder does not hold what is needed.
    """
    spoken = load_spoken(classifier, words_root, progress)
    sounds = load_other_sounds(
        sounds_root, split, classifier.features, lambda paths: progress(paths, "read other sounds")
    )
    return Material(classifier, words_root, sounds_root, split, spoken, sounds, progress)


def load_spoken(classifier: Classifier, root: Path, progress: Progress) -> Spoken:
    """The validation speakers' recordings of the classifier's words. Raises DatasetError."""
    recordings = [
        recording
        for recording in list_recordings(root, "validation")
        if recording.word in classifier.words
    ]
    if not recordings:
        words = " or ".join(classifier.words)
        raise DatasetError(
            f"{root} holds no {words} for validation: see which recordings validation_list.txt "
            "names."
        )
    recordings, waveforms = load_recordings(
        recordings, classifier.features, lambda items: progress(items, "read words")
    )
    return Spoken(
        [recording.word for recording in recordings],
        [speaker(recording) for recording in recordings],
        to_float(waveforms),
    )


def predict(classifier: Classifier, waveforms: Iterable[Tensor]) -> list[Prediction]:
    """Classify each (n,) the way a person's recording is classified."""
    clips = (clip_of(waveform, classifier.features) for waveform in waveforms)
    given: list[Prediction] = []
    while together := list(islice(clips, CLIPS_AT_ONCE)):
        given += map(classifier.decide, classifier.all_posteriors(together))
    return given


def detect_one_word(
    classifier: Classifier, spoken: Spoken, snr_db: float, progress: Progress
) -> list[Found]:
    """Each word in a recording of its own, in a room that is not silent."""
    generator, rate = fixed_generator(), classifier.features.sample_rate
    return [
        detect(classifier, word, in_a_room(waveform, rate, snr_db, ONE_WORD_SECONDS, generator))
        for word, waveform in progress(
            list(zip(spoken.words, spoken.waveforms, strict=True)), f"one word at {snr_db:g} dB"
        )
    ]


# Figures of words


def word_figures(spoken: Spoken, predictions: Sequence[Prediction]) -> dict[str, Any]:
    """How often the right word was the likelier one, and how often it was the answer."""
    pairs = list(zip(spoken.words, predictions, strict=True))
    return {
        "forced_choice": share(np.array([word == likelier(given) for word, given in pairs])),
        "accepted_and_right": share(np.array([word == given.label for word, given in pairs])),
    }


def likelier(prediction: Prediction) -> str | None:
    """The word with the highest score, were 'neither' no answer; None where nothing was heard."""
    words = {name: score for name, score in list(prediction.scores.items())[:-1] if score > 0}
    return max(words, key=words.__getitem__, default=None)


def recognised_of(found: Sequence[Found], threshold: float) -> dict[str, Any]:
    """The share of recordings of one word in which that word was found, and nothing else."""
    return share(np.array([list(one.words[threshold]) == [one.source] for one in found]))


def recognised(
    classifier: Classifier, words: Sequence[str], waveforms: Iterable[Tensor]
) -> list[bool]:
    """For each recording (n,) of one word whether that word was found, and nothing else."""
    return [
        [found.label for found in given.words] == [word]
        for word, given in zip(words, predict(classifier, waveforms), strict=True)
    ]
