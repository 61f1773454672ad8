"""Folders of words, as the Speech Commands dataset lays them out.

    DIR/yes/SPEAKER_nohash_0.wav      one folder a word; any format that can be decoded
    DIR/validation_list.txt           'yes/SPEAKER_nohash_0.wav': what is kept for validation
    DIR/testing_list.txt              likewise for the test; may be absent
    DIR/_background_noise_/*.wav      longer recordings without words; may be absent

Without lists the speakers are split: see core/data/splits.py. Or there is a folder a split:

    DIR/training/yes/*.wav            and DIR/validation/yes/*.wav, DIR/testing/yes/*.wav
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from core.config import SPEECH_COMMANDS, AudioConfig, FeatureConfig
from core.data.reading import Reader
from core.data.splits import Split, split_recordings
from core.errors import DatasetError
from core.sound.clip import prepare
from core.sound.folders import recordings_in

Progress = Callable[[Iterable[Any], str], Iterable[Any]]  # items, what is done with them
SPLITS: tuple[Split, ...] = ("training", "validation", "testing")
NOISE_FOLDER = "_background_noise_"
NOISE_LIMITS = AudioConfig(max_seconds=7_200.0)  # what must fit into memory
NOISE_TRAINING_SHARE = 0.8  # of each noise recording, from its start; the rest is for validation


@dataclass(frozen=True)
class Recording:
    """One file of the dataset and the word that is spoken in it."""

    path: Path
    word: str


def speaker(recording: Recording) -> str:
    """Who speaks: the first part of the file's name."""
    return recording.path.stem.split("_")[0]


def download(directory: Path) -> Path:
    """Fetch the whole dataset (2.3 GB) into `directory` and return its folder of words.

    Raises:
        DatasetError: if it cannot be fetched.
    """
    from torchaudio.datasets import SPEECHCOMMANDS

    directory.mkdir(parents=True, exist_ok=True)
    try:
        SPEECHCOMMANDS(directory, download=True)
    except OSError as error:  # no network, or a full disk
        raise DatasetError(
            f"The dataset could not be brought to {directory} ({error}). Check the network and "
            "the free space, then try again."
        ) from error
    return directory / "SpeechCommands" / "speech_commands_v0.02"


def list_recordings(root: Path, split: Split) -> list[Recording]:
    """The recordings of one split, sorted by word and name.

    Raises:
        DatasetError: if the folder or its words are missing, the lists do not fit it, or the split
            is empty.
    """
    if not root.is_dir():
        raise DatasetError(f"There is no folder {root}. Name one with a folder for each word.")
    folders = {name: words_in(root / name) for name in SPLITS}
    if folders["training"]:
        recordings = [recording for name in SPLITS for recording in folders[name]]
        splits: list[Split] = [name for name in SPLITS for _ in folders[name]]
    else:
        recordings = words_in(root)
        splits = []
    if not recordings:
        raise DatasetError(
            f"{root} holds no recordings. It needs a folder for each word with sound files."
        )
    if split == "all":
        return recordings
    splits = splits or split_recordings(root, [recording.path for recording in recordings])
    chosen = [one for one, its in zip(recordings, splits, strict=True) if its == split]
    if not chosen:
        raise DatasetError(
            f"{root} holds no recordings for {split}: see which ones its lists or its folders "
            "training, validation and testing name."
        )
    return chosen


def part_of(recordings: Sequence[Recording], most: int, words: Sequence[str]) -> list[Recording]:
    """At most so many recordings, always the same ones: half of the words, and of each alike many.

    Where there are too few of a word, there are more of the others. Their order stays.
    """

    def chance(recording: Recording) -> str:
        """Where it stands by chance, and always the same."""
        return sha1(f"{recording.word}/{recording.path.name}".encode()).hexdigest()

    of_word: dict[str, list[Recording]] = {}
    for recording in sorted(recordings, key=chance):
        of_word.setdefault(recording.word, []).append(recording)
    turns: dict[Recording, tuple[int, str]] = {}
    for word, own in of_word.items():
        in_group = sum((other in words) == (word in words) for other in of_word)
        turns |= {one: (rank * in_group, chance(one)) for rank, one in enumerate(own)}
    chosen = set(sorted(recordings, key=turns.__getitem__)[:most])
    return [recording for recording in recordings if recording in chosen]


def words_in(root: Path) -> list[Recording]:
    """All recordings in the folders of words in `root`; none if it is no folder."""
    if not root.is_dir():
        return []
    return [
        Recording(path, folder.name)
        for folder in sorted(root.iterdir())
        if folder.is_dir() and not folder.name.startswith(("_", "."))
        for path in recordings_in(folder)
    ]


def dataset_name(root: Path) -> str | None:
    """SPEECH_COMMANDS for that dataset or a part of it; of others only their makers know."""
    readme = root / "README.md"
    told = readme.read_text(encoding="utf-8", errors="replace") if readme.is_file() else ""
    return SPEECH_COMMANDS if SPEECH_COMMANDS in told.split("\n\n")[0] else None


def check_words(root: Path, recordings: Sequence[Recording], words: Sequence[str]) -> None:
    """Raise DatasetError unless every word is spoken in one of the recordings."""
    spoken = sorted({recording.word for recording in recordings})
    for word in words:
        if word not in spoken:
            raise DatasetError(
                f"{root} holds no recordings of '{word}' that can be used here, only of "
                f"{', '.join(spoken)}. Add some, or name other words with --words."
            )


def fit_length(waveform: Tensor, n_samples: int) -> Tensor:
    """Cut or pad (n,) with zeros on both sides alike -> (n_samples,)."""
    missing = n_samples - waveform.shape[-1]
    left = missing // 2  # negative: cut
    return torch.nn.functional.pad(waveform, (left, missing - left))


def load_recordings(
    recordings: Sequence[Recording],
    features: FeatureConfig,
    progress: Callable[[Iterable[Recording]], Iterable[Recording]] = iter,
) -> tuple[list[Recording], Tensor]:
    """The recordings that can be read, and their one-second waveforms.

    The waveforms (n, n_samples) are int16 to save memory: see `to_float`.

    Raises:
        DatasetError: if too many cannot be read.
    """
    waveforms = torch.zeros(len(recordings), features.n_samples, dtype=torch.int16)
    read, kept = Reader(len(recordings)), list[Recording]()
    for recording in progress(recordings):
        if clip := read(recording.path):
            waveforms[len(kept)] = to_int16(fit_length(prepare(clip, features), features.n_samples))
            kept.append(recording)
    return kept, waveforms[: len(kept)]


def to_int16(waveforms: Tensor) -> Tensor:
    """Float waveforms in [-1, 1] -> int16."""
    return (waveforms * 32_767).round().clamp(-32_768, 32_767).to(torch.int16)


def to_float(waveforms: Tensor) -> Tensor:
    """Int16 waveforms -> float32 in [-1, 1]."""
    return waveforms.to(torch.float32) / 32_767


def load_noises(root: Path, split: Split, features: FeatureConfig) -> list[Tensor]:
    """The background noises of one split, each (n,) float32, of a window's length or longer.

    Training hears the first part of each recording, validation the rest; 'testing' is given
    the validation part as well, because the dataset has no noises for testing. What is shorter
    than a window is heard again and again.
    """
    shared = list(recordings_in(root / NOISE_FOLDER))
    folders = SPLITS if split == "all" else (split,)
    own = [path for name in folders for path in recordings_in(root / name / NOISE_FOLDER)]
    read, noises = Reader(len(shared) + len(own)), []
    for path in [*shared, *own]:
        clip = read(path, NOISE_LIMITS)
        if clip is None:
            continue
        waveform = prepare(clip, features)
        border = round(NOISE_TRAINING_SHARE * len(waveform))
        parts = {"training": waveform[:border], "validation": waveform[border:]}
        part = waveform if split == "all" or path in own else parts.get(split, waveform[border:])
        times = math.ceil(features.n_samples / len(part))
        noises.append(part.repeat(times)[: max(len(part), features.n_samples)])
    return noises
