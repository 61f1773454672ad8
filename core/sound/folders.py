"""Which files in a folder are recordings: one answer for every reader of folders."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

# fmt: off
AUDIO_SUFFIXES = frozenset((
    ".wav", ".wave", ".rf64", ".w64", ".flac", ".aif", ".aiff", ".aifc", ".caf", ".au", ".snd",
    ".sph", ".ogg", ".oga", ".opus", ".spx", ".mp3", ".mp2", ".m4a", ".m4b", ".aac", ".wma",
    ".amr", ".3gp", ".3ga", ".3g2", ".mp4", ".m4v", ".mov", ".qt", ".mkv", ".mka", ".webm",
    ".weba", ".ogv", ".avi", ".wmv", ".asf", ".flv", ".f4v", ".mpg", ".mpeg", ".ts", ".mts",
    ".m2ts", ".vob", ".ac3", ".eac3", ".wv", ".ape", ".tta",
))
# fmt: on


def is_recording(path: Path) -> bool:
    """Whether a file is sound by its name, and none that a system hides, like `._yes.wav`."""
    return path.suffix.lower() in AUDIO_SUFFIXES and not path.name.startswith(".")


def recordings_in(folder: Path) -> Iterator[Path]:
    """All recordings in a folder and its subfolders, in order; hidden folders are left out."""
    for place, subfolders, names in os.walk(folder):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        yield from (path for name in sorted(names) if is_recording(path := Path(place, name)))


def audio_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The named files, and all files with sound in the named folders, in order."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = False
        for recording in recordings_in(path):
            found = True
            yield recording
        if not found:
            yield path  # reported as not readable: nothing in it is sound
