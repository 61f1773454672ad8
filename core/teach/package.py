"""What a class takes home: the taught model with the recordings that taught it, as one zip.

    model.safetensors   what `core.load` reads
    words.json          the words in order, and the folder of each
    words/WORD/1.wav    the tries; `python -m core train --data words` reads such folders, too

A zip that somebody brings is read in memory and never unpacked to a disk: whatever names and sizes
it claims, nothing outside of it is touched, and no more is read than a class can have made.
"""

import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import soundfile

from core.decision.checkpoint import LARGEST_FILE, as_bytes, from_bytes
from core.decision.classifier import Classifier
from core.errors import AudioError, CheckpointError, TeachError
from core.sound.clip import Clip
from core.sound.decode import read_clip
from core.teach.teach import N_TRIES, N_WORDS, check_words

MODEL, LIST, FOLDER = "model.safetensors", "words.json", "words"
LARGEST_ZIP = 32 * 2**20  # bytes, as it comes
LARGEST_LIST = 2**16  # bytes
LARGEST_TRY = 2**19  # bytes: sixteen seconds
MOST_MEMBERS = 2 * (N_WORDS[1] * N_TRIES[1] + N_WORDS[1] + 3)  # folders may be members, too
NO_FILE_NAME = re.compile(r"""[^\w .()'!&+=@~-]""")  # letters that some system has no place for
UNZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, NotImplementedError, OSError)


@dataclass(frozen=True, eq=False)
class Package:
    """A taught model, and what taught it."""

    classifier: Classifier
    tries: Mapping[str, Sequence[Clip]]  # word -> its tries


def pack(package: Package) -> bytes:
    """The zip of a model and its tries; WAV with 16 bits."""
    file = io.BytesIO()
    folders = folder_names(list(package.tries))
    with zipfile.ZipFile(file, "w") as archive:  # sound hardly gets smaller: it is only stored
        archive.writestr(MODEL, as_bytes(package.classifier))
        archive.writestr(LIST, json.dumps({"words": folders}, ensure_ascii=False, indent=1))
        for word, clips in package.tries.items():
            for number, clip in enumerate(clips, start=1):
                archive.writestr(f"{FOLDER}/{folders[word]}/{number}.wav", wav_bytes(clip))
    return file.getvalue()


def wav_bytes(clip: Clip) -> bytes:
    """A clip as a WAV file with 16 bits."""
    file = io.BytesIO()
    soundfile.write(file, clip.samples, clip.sample_rate, "PCM_16", format="WAV")
    return file.getvalue()


def folder_names(words: Sequence[str]) -> dict[str, str]:
    """Word -> the name of its folder: the word itself, where every system can have one so."""
    names: dict[str, str] = {}
    for number, word in enumerate(words, start=1):
        name = NO_FILE_NAME.sub("_", word).strip(" .")
        if name != word or name.casefold() in {other.casefold() for other in names.values()}:
            name = f"word {number} {name}".strip(" .")
        names[word] = name
    return names


def unpack(content: bytes, name: str) -> Package:
    """The model and the tries in a zip that is called so.

    Raises:
        CheckpointError: if it is too large, damaged, or something else.
    """
    if len(content) > LARGEST_ZIP:
        raise CheckpointError("too_large", name=name)
    foreign = CheckpointError("foreign_zip", name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > MOST_MEMBERS:
                raise foreign
            model = _read(archive, MODEL, LARGEST_FILE)
            folders = json.loads(_read(archive, LIST, LARGEST_LIST))["words"]
            tries = {word: _tries(archive, folder) for word, folder in folders.items()}
        classifier = from_bytes(model, name)
        words = check_words(tries)
    except (*UNZIP_ERRORS, RuntimeError, TypeError, ValueError, AttributeError) as error:
        raise foreign from error  # RuntimeError: a password is needed
    except (AudioError, TeachError) as error:
        raise foreign from error
    if tuple(words) != classifier.words:
        raise foreign
    return Package(classifier, words)


def _tries(archive: zipfile.ZipFile, folder: Any) -> list[Clip]:
    names = {info.filename for info in archive.infolist()}
    clips = []
    for number in range(1, N_TRIES[1] + 1):
        member = f"{FOLDER}/{folder}/{number}.wav"
        if member in names:
            clips.append(read_clip(io.BytesIO(_read(archive, member, LARGEST_TRY))))
    return clips


def _read(archive: zipfile.ZipFile, member: str, largest: int) -> bytes:
    """What a member holds. Raises ValueError for more than it may, whatever it claims to hold."""
    with archive.open(member) as file:
        content = file.read(largest + 1)
    if len(content) > largest:
        raise ValueError(f"{member} is larger than any that this project writes.")
    return content
