"""The example sounds: what the page offers, and what the shipped model should say to each."""

from dataclasses import dataclass
from pathlib import Path

from core.config import NEITHER

FOLDER = Path(__file__).parent / "examples"


@dataclass(frozen=True)
class Sound:
    """One example. Its file is made by scripts/make_examples.py."""

    file: str
    name: str  # on the button
    label: str  # what the computer should answer: the surest word
    words: tuple[str, ...] = ()  # what it should find, in order

    @property
    def path(self) -> Path:
        """Where the file is."""
        return FOLDER / self.file


SOUNDS = (
    Sound("yes_low.flac", "yes, low voice", "yes", ("yes",)),
    Sound("yes_high.flac", "yes, high voice", "yes", ("yes",)),
    Sound("no_low.flac", "no, low voice", "no", ("no",)),
    Sound("no_high.flac", "no, high voice", "no", ("no",)),
    Sound("yes_then_no.flac", "yes, then no", "no", ("yes", "no")),
    Sound("stop.flac", "another word", NEITHER),
    Sound("seven.flac", "a number", NEITHER),
    Sound("noise.flac", "noise", NEITHER),
    Sound("silence.flac", "silence", NEITHER),
)


def sound(file: str) -> Sound:
    """The example with this file name."""
    return next(sound for sound in SOUNDS if sound.file == file)
