"""Who is kept for validation and testing: by lists, or by a hash of who speaks.

No speaker may stand on two sides: a model must never be measured on a voice that it was trained
on. Source: Warden (2018), "Speech Commands: A Dataset for Limited-Vocabulary Speech Recognition".
"""

import codecs
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Literal
from unicodedata import normalize

from core.data.reading import NOTES
from core.errors import DatasetError

Split = Literal["training", "validation", "testing", "all"]
LISTS: dict[Split, str] = {"validation": "validation_list.txt", "testing": "testing_list.txt"}
VALIDATION_PERCENT, TESTING_PERCENT = 10.0, 10.0  # of the speakers, where there are no lists
LARGEST_NUMBER = 2**27 - 1  # of the dataset's hash


def split_recordings(root: Path, paths: Sequence[Path]) -> list[Split]:
    """The split of each recording in the folders of words in `root`.

    Raises:
        DatasetError: if the lists do not fit the folder.
    """
    names = [_key(path.relative_to(root).as_posix()) for path in paths]
    if any((root / name).is_file() for name in LISTS.values()):
        return _by_lists(root, names)
    return _by_hash(root, paths)


# Lists


def _by_lists(root: Path, names: Sequence[str]) -> list[Split]:
    known = {name.rpartition(".")[0] for name in names} | set(names)
    listed = {split: _read_list(root / file, known) for split, file in LISTS.items()}
    if not listed["validation"]:
        raise DatasetError(
            f"{root} has no {LISTS['validation']} that names the recordings which training must "
            "not hear (one 'word/name.wav' a line). Write one, or remove all lists: then the "
            "speakers are split."
        )
    for name in sorted(listed["validation"].keys() & listed["testing"].keys()):
        lines = [f"line {listed[split][name]} of {file}" for split, file in LISTS.items()]
        raise DatasetError(
            f"{root}: the recording {name} is named twice, in {' and in '.join(lines)}. Take it "
            "out of one of them."
        )

    def split_of(name: str) -> Split:
        keys = {name, name.rpartition(".")[0]}
        return next((split for split in LISTS if keys & listed[split].keys()), "training")

    return [split_of(name) for name in names]


def _read_list(path: Path, known: set[str]) -> dict[str, int]:
    """The names in a list and their lines, as `known` has them: with an ending or without one."""
    if not path.is_file():
        return {}
    listed = {}
    for number, line in enumerate(_text(path).splitlines(), start=1):
        if not line.strip():
            continue
        name = _key(line.strip())
        # The official lists say .wav, whatever the files are.
        found = next((key for key in (name.rpartition(".")[0], name) if key in known), None)
        if found is None:
            raise DatasetError(
                f"{path}, line {number}: there is no recording '{line.strip()}'. Correct the line "
                "or take it out."
            )
        listed[found] = number
    return listed


def _text(path: Path) -> str:
    """A text in UTF-8 or UTF-16, with a byte order mark or without one."""
    data = path.read_bytes()
    encoding = "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\0" in data[:2]:
        encoding = "utf-16-be" if data[0] == 0 else "utf-16-le"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path} is no text in UTF-8 or UTF-16. Save it as UTF-8.") from error


def _key(name: str) -> str:
    """A path as lists write it: with '/', without './', its letters in one form."""
    parts = name.replace("\\", "/").split("/")
    return normalize("NFC", "/".join(part for part in parts if part not in ("", ".")))


# Hashes


def percent_of(name: bytes) -> float:
    """The dataset's own hash of a speaker: where in a hundred he or she stands, always the same."""
    number = int(hashlib.sha1(name).hexdigest(), 16) % (LARGEST_NUMBER + 1)
    return number * (100.0 / LARGEST_NUMBER)


def _by_hash(root: Path, paths: Sequence[Path]) -> list[Split]:
    """By the speaker that the names tell ('SPEAKER_nohash_0.wav'), or by what is in the files."""
    told = {path.name.split("_nohash_")[0] for path in paths if "_nohash_" in path.name}
    by_speaker = len(told) > 1 and all("_nohash_" in path.name for path in paths)
    keys = [
        path.name.split("_nohash_")[0].encode() if by_speaker else _content(path) for path in paths
    ]
    percents = {key: percent_of(key) for key in keys}
    splits: dict[bytes, Split] = {
        key: "validation"
        if percent < VALIDATION_PERCENT
        else "testing"
        if percent < VALIDATION_PERCENT + TESTING_PERCENT
        else "training"
        for key, percent in percents.items()
    }
    of_word: dict[str, set[bytes]] = defaultdict(set)
    for path, key in zip(paths, keys, strict=True):
        of_word[path.relative_to(root).parts[0]].add(key)
    for own in of_word.values():  # in a small folder, chance may leave a word without
        first, *_, last = sorted(own, key=percents.__getitem__) * 2
        if first != last and not any(splits[key] == "validation" for key in own):
            splits[first] = "validation"
        if first != last and not any(splits[key] == "training" for key in own):
            splits[last] = "training"
    result = [splits[key] for key in keys]
    NOTES.info(
        "%s has no lists: the recordings are split by %s, %d for training, %d for validation and "
        "%d for testing.",
        root,
        "speaker" if by_speaker else "what is in the files, because their names tell no speaker",
        *(result.count(split) for split in ("training", "validation", "testing")),
    )
    return result


def _content(path: Path) -> bytes:
    try:
        return hashlib.sha1(path.read_bytes()).digest()
    except OSError:  # it will be left out when it is read
        return path.name.encode("utf-8", "surrogateescape")
