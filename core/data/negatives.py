"""Recordings without the words: other speech, single other words, noises. What must be refused.

    DIR/training/speech/**/*.flac    people who read, talk, order: any length
    DIR/training/words/**/*.flac     one other word or short phrase in each file
    DIR/training/noise/**/*.flac     animals, engines, coughs, music: no speech
    DIR/training/yes/**/*.flac       more recordings of the words themselves; may be absent
    DIR/validation/..., DIR/testing/...    the same, of other people, words and kinds of noise

Validation chooses (the best round, the threshold); testing is only ever measured.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor

from core.config import NOISE, OTHER, FeatureConfig
from core.data.dataset import NOISE_LIMITS, Recording, to_int16
from core.data.reading import Reader
from core.errors import DatasetError
from core.sound.clip import prepare
from core.sound.folders import recordings_in

KINDS = {"speech": OTHER, "words": OTHER, "noise": NOISE}  # folder -> class of the network


@dataclass(frozen=True)
class OtherSound:
    """One recording without the words."""

    kind: str  # of KINDS
    source: str  # the folder it lies in: recordings of one source are alike
    waveform: Tensor  # (n,) int16
    name: str = ""  # the file's, without its ending


def list_words(root: Path, split: str, words: Sequence[str]) -> list[Recording]:
    """Recordings of the words themselves that lie beside the other sounds."""
    return [Recording(path, word) for word in words for path in recordings_in(root / split / word)]


def load_other_sounds(
    root: Path,
    split: str,
    features: FeatureConfig,
    progress: Callable[[Iterable[Path]], Iterable[Path]] = iter,
) -> list[OtherSound]:
    """All recordings of one split.

    Raises:
        DatasetError: if there are none, or too many cannot be read.
    """
    files = {kind: list(recordings_in(root / split / kind)) for kind in KINDS}
    read, sounds = Reader(sum(map(len, files.values()))), []
    for kind, paths in files.items():
        for path in progress(paths):
            if clip := read(path, NOISE_LIMITS):
                source = path.parent.relative_to(root / split / kind).as_posix()
                waveform = to_int16(prepare(clip, features))
                sounds.append(OtherSound(kind, source, waveform, path.stem))
    if not sounds:
        kinds = ", ".join(KINDS)
        raise DatasetError(
            f"{root} holds no sounds in {split}. It needs folders like {split}/speech, with any of "
            f"{kinds} inside: see the README on how to gather them."
        )
    return sounds
