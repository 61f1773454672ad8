"""Folders of words, as the Speech Commands dataset lays them out, and its split by speaker.

    DIR/yes/SPEAKER_nohash_0.wav      one folder a word; WAV or FLAC
    DIR/validation_list.txt           'yes/SPEAKER_nohash_0.wav': what is kept for validation
    DIR/testing_list.txt              likewise for the test; may be absent
    DIR/_background_noise_/*.wav      longer recordings without words; may be absent

No speaker stands in two lists, so a model never meets a voice again that it was trained on.
Source: Warden (2018), "Speech Commands: A Dataset for Limited-Vocabulary Speech Recognition".
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import torch
from torch import Tensor

from core.config import AudioConfig, FeatureConfig
from core.errors import DatasetError
from core.sound.clip import prepare
from core.sound.decode import read_clip

Progress = Callable[[Iterable[Any], str], Iterable[Any]]  # items, what is done with them
Split = Literal["training", "validation", "testing", "all"]
NOISE_FOLDER = "_background_noise_"
NOISE_LIMITS = AudioConfig(max_seconds=600.0)  # background may be longer than a recording
AUDIO_SUFFIXES = {".wav", ".flac"}
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
        DatasetError: if the folder, its words or its validation list are missing, or the split
            is empty.
    """
    if not root.is_dir():
        raise DatasetError(f"There is no folder {root}. Name one with a folder for each word.")
    recordings = [
        Recording(path, folder.name)
        for folder in sorted(root.iterdir())
        if folder.is_dir() and not folder.name.startswith(("_", "."))
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in AUDIO_SUFFIXES
    ]
    if not recordings:
        raise DatasetError(
            f"{root} holds no recordings. It needs a folder for each word with WAV or FLAC files."
        )
    if split == "all":
        return recordings
    validation = _read_list(root / "validation_list.txt")
    testing = _read_list(root / "testing_list.txt")
    if not validation:
        raise DatasetError(
            f"{root} has no validation_list.txt, which names the recordings that training must "
            "not hear (one 'word/name.wav' a line)."
        )

    def split_of(recording: Recording) -> Split:
        name = f"{recording.word}/{recording.path.stem}"
        if name in testing:
            return "testing"
        return "validation" if name in validation else "training"

    chosen = [recording for recording in recordings if split_of(recording) == split]
    if not chosen:
        raise DatasetError(
            f"{root} holds no recordings for {split}: see which ones validation_list.txt and "
            "testing_list.txt name."
        )
    return chosen


def _read_list(path: Path) -> set[str]:
    """The names in a split list, without their ending: the files may be WAV or FLAC."""
    if not path.is_file():
        return set()
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line.strip().rsplit(".", 1)[0] for line in lines if line.strip()}


def fit_length(waveform: Tensor, n_samples: int) -> Tensor:
    """Cut or pad (n,) with zeros on both sides alike -> (n_samples,)."""
    missing = n_samples - waveform.shape[-1]
    left = missing // 2  # negative: cut
    return torch.nn.functional.pad(waveform, (left, missing - left))


def load_waveforms(
    recordings: Sequence[Recording],
    features: FeatureConfig,
    progress: Callable[[Iterable[Recording]], Iterable[Recording]] = iter,
) -> Tensor:
    """One-second waveforms (n, n_samples), int16 to save memory: see `to_float`."""
    waveforms = torch.zeros(len(recordings), features.n_samples, dtype=torch.int16)
    for index, recording in enumerate(progress(recordings)):
        waveform = prepare(read_clip(recording.path), features)
        waveforms[index] = to_int16(fit_length(waveform, features.n_samples))
    return waveforms


def to_int16(waveforms: Tensor) -> Tensor:
    """Float waveforms in [-1, 1] -> int16."""
    return (waveforms * 32_767).round().clamp(-32_768, 32_767).to(torch.int16)


def to_float(waveforms: Tensor) -> Tensor:
    """Int16 waveforms -> float32 in [-1, 1]."""
    return waveforms.to(torch.float32) / 32_767


def load_noises(root: Path, split: Split, features: FeatureConfig) -> list[Tensor]:
    """The background noises of one split, each (n,) float32.

    Training hears the first part of each recording, validation the rest; 'testing' is given
    the validation part as well, because the dataset has no noises for testing.
    """
    noises = []
    for path in sorted((root / NOISE_FOLDER).glob("*")):
        if path.suffix.lower() not in AUDIO_SUFFIXES:
            continue
        waveform = prepare(read_clip(path, NOISE_LIMITS), features)
        border = round(NOISE_TRAINING_SHARE * waveform.shape[-1])
        parts = {"training": waveform[:border], "all": waveform}
        noises.append(parts.get(split, waveform[border:]))
    return noises
