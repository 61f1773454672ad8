"""The example sounds: what the page offers, and what the shipped model should say to each."""

from dataclasses import dataclass
from pathlib import Path

from core.config import NEITHER
from demo import text

FOLDER = Path(__file__).parents[1] / "examples"


@dataclass(frozen=True)
class Sound:
    """One example. Its file is made by scripts/make_examples.py."""

    file: str
    label: str  # what the computer should answer: the surest word
    words: tuple[str, ...] = ()  # what it should find, in order

    @property
    def name(self) -> str:
        """What its button says."""
        return str(text.words.EXAMPLE_NAMES[Path(self.file).stem])

    @property
    def path(self) -> Path:
        """Where the file is."""
        return FOLDER / self.file


SOUNDS = (
    Sound("yes_low.flac", "yes", ("yes",)),
    Sound("yes_high.flac", "yes", ("yes",)),
    Sound("no_low.flac", "no", ("no",)),
    Sound("no_high.flac", "no", ("no",)),
    Sound("yes_then_no.flac", "no", ("yes", "no")),
    Sound("stop.flac", NEITHER),
    Sound("seven.flac", NEITHER),
    Sound("noise.flac", NEITHER),
    Sound("silence.flac", NEITHER),
)


def sound(file: str) -> Sound:
    """The example with this file name."""
    return next(sound for sound in SOUNDS if sound.file == file)
