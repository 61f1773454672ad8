"""Recordings without the words: other speech, single other words, noises. What must be refused.

    DIR/training/speech/**/*.flac    people who read, talk, order: any length
    DIR/training/words/**/*.flac     one other word or short phrase in each file
    DIR/training/noise/**/*.flac     animals, engines, coughs, music: no speech
    DIR/training/yes/*.flac          more recordings of the words themselves; may be absent
    DIR/validation/..., DIR/testing/...    the same, of other people, words and kinds of noise

Validation chooses (the best round, the threshold); testing is only ever measured.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor

from core.config import NOISE, OTHER, FeatureConfig
from core.data.dataset import AUDIO_SUFFIXES, NOISE_LIMITS, Recording, to_int16
from core.errors import DatasetError
from core.sound.clip import prepare
from core.sound.decode import read_clip

KINDS = {"speech": OTHER, "words": OTHER, "noise": NOISE}  # folder -> class of the network


@dataclass(frozen=True)
class OtherSound:
    """One recording without the words."""

    kind: str  # of KINDS
    source: str  # the folder it lies in: recordings of one source are alike
    waveform: Tensor  # (n,) int16


def list_files(folder: Path) -> list[Path]:
    """All recordings in a folder and its subfolders, in order."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in AUDIO_SUFFIXES)


def list_words(root: Path, split: str, words: Sequence[str]) -> list[Recording]:
    """Recordings of the words themselves that lie beside the other sounds."""
    return [Recording(path, word) for word in words for path in list_files(root / split / word)]


def load_other_sounds(
    root: Path,
    split: str,
    features: FeatureConfig,
    progress: Callable[[Iterable[Path]], Iterable[Path]] = iter,
) -> list[OtherSound]:
    """All recordings of one split.

    Raises:
        DatasetError: if there are none.
    """
    sounds = []
    for kind in KINDS:
        folder = root / split / kind
        for path in progress(list_files(folder)):
            waveform = to_int16(prepare(read_clip(path, NOISE_LIMITS), features))
            sounds.append(OtherSound(kind, path.parent.relative_to(folder).as_posix(), waveform))
    if not sounds:
        kinds = ", ".join(KINDS)
        raise DatasetError(
            f"{root} holds no sounds in {split}. It needs folders like {split}/speech, with any of "
            f"{kinds} inside: see the README on how to gather them."
        )
    return sounds
