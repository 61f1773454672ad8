"""A file becomes a `Clip`: any usual audio file, or the sound of a video."""

import io
import os
import re
import stat
import sys
from numbers import Real
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import soundfile

from core.config import AudioConfig
from core.errors import AudioError
from core.sound.clip import LIMITS, UNNAMED, Clip, check_size, clip_from_array, to_clip
from core.sound.ffmpeg import LARGEST_FILE, Window, read_tracks

# How a file begins that libsndfile reads: WAV, Sony's Wave64, AIFF, FLAC, CAF, AU, SPHERE.
# Never MP3: its decoder prints to the terminal. Never OGG: it reads the first of several streams.
SOUNDFILE_READS = re.compile(
    rb"RIF[FX]....WAVE|RF64|riff|FORM....AIF|fLaC|caff|\.snd|NIST_1A", re.DOTALL
)

# How a container begins that only holds sound or pictures: if nothing can be read, it is damaged.
CONTAINER = re.compile(
    SOUNDFILE_READS.pattern + rb"|....ftyp|OggS|\x1aE\xdf\xa3|RIFF....AVI ", re.DOTALL
)

MOST_JUNK = 2**16  # bytes before the start of a WAV, FLAC, OGG, MP3 or AAC that are looked through
STARTS_LATER = re.compile(
    rb"RIFF....WAVEfmt |fLaC\0\0\0\x22|OggS\0\x02|\xff[\xfa\xfb\xf2\xf3\xf0\xf1\xf8\xf9]", re.DOTALL
)

LARGEST_STREAM = 2**26  # bytes read from a pipe, which cannot tell its length

Source = str | os.PathLike[str] | BinaryIO | bytes | tuple[Any, Any] | Clip  # see `as_clip`


def as_clip(source: Source) -> Clip:
    """What people have a recording in -> Clip.

    Args:
        source: a path, an open binary file, the bytes of one, samples with their rate in Hz (in
            this order or the other), or a Clip, which is given back as it is.

    Raises:
        AudioError: if it is something else, or cannot be read, or is no recording of speech.
    """
    if isinstance(source, Clip):
        return source
    if isinstance(source, bytes | bytearray | memoryview):
        return read_clip(io.BytesIO(source))
    if isinstance(source, tuple) and len(source) == 2:
        samples, rate = source[::-1] if isinstance(source[0], Real) else source
        if isinstance(rate, Real) and hasattr(samples, "__array__"):
            torch = sys.modules.get("torch")  # without it nobody has a tensor
            if torch and isinstance(samples, torch.Tensor):
                samples = samples.detach().cpu()
            return clip_from_array(samples, rate)  # type: ignore[arg-type]
    elif isinstance(source, str | os.PathLike) or hasattr(source, "read"):
        return read_clip(source)
    code = "no_rate" if hasattr(source, "__array__") else "source"
    raise AudioError(code, type=type(source).__name__)


def read_clip(source: str | os.PathLike[str] | BinaryIO, config: AudioConfig = LIMITS) -> Clip:
    """Read any usual audio file, or the sound of a video, from a path or an open binary file.

    An open file is read from its beginning. Raises AudioError.
    """
    if not isinstance(source, str | os.PathLike):
        name = getattr(source, "name", None)
        return _read(source, Path(name).name if isinstance(name, str) else UNNAMED, config)
    path = Path(source)
    name = path.name or str(path)
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # to open a pipe or a device may wait for ever
            raise AudioError("no_file", name=name)
        file = path.open("rb")
    except FileNotFoundError as error:
        raise AudioError("missing", path=path) from error
    except (OSError, ValueError) as error:  # no permission, a name no system allows
        raise AudioError("not_opened", name=name) from error
    with file:
        return _read(file, name, config)


# Decoding


def _read(file: BinaryIO, name: str, config: AudioConfig) -> Clip:
    try:
        if not file.seekable():
            file = _whole(file, name)
        start, head = _start(file)
    except (OSError, ValueError, AttributeError, TypeError) as error:  # closed, or open as text
        raise AudioError("not_opened", name=name) from error
    if not head:
        raise AudioError("empty", name=name)
    decoded = _decode(file, start, head, name, config)
    if decoded is None and not CONTAINER.match(head):
        file.seek(start)
        content = file.read(MOST_JUNK)
        if junk := STARTS_LATER.search(content):
            head = content[junk.start() :]
            decoded = _decode(file, start + junk.start(), head, name, config)
    if decoded is None:
        raise AudioError("damaged" if CONTAINER.match(head) else "not_audio", name=name)
    return to_clip(*decoded, name, config)


def _whole(stream: BinaryIO, name: str) -> BinaryIO:
    """All that comes out of a pipe, as a file."""
    content = io.BytesIO()
    while block := stream.read(2**16):
        content.write(block)
        if content.tell() > LARGEST_STREAM:
            raise AudioError("too_large", name=name, megabytes=LARGEST_STREAM // 2**20)
    return content


def _start(file: BinaryIO) -> tuple[int, bytes]:
    """Where the sound begins, after tags such as MP3 files have, and the first bytes there."""
    start = 0
    file.seek(0)
    while (tag := file.read(10)).startswith(b"ID3") and len(tag) == 10:
        size = sum(
            (byte & 127) << shift for byte, shift in zip(tag[6:], (21, 14, 7, 0), strict=True)
        )
        start += 10 + size + (10 if tag[5] & 16 else 0)  # and a footer
        file.seek(start)
    if not tag:  # what a tag says of its own length is wrong
        start = 0
    file.seek(start)
    return start, file.read(16)


def _decode(
    file: BinaryIO, start: int, head: bytes, name: str, config: AudioConfig
) -> tuple[np.ndarray, int] | None:
    """Samples (n, channels) and their rate; None where nothing can be read."""
    if SOUNDFILE_READS.match(head):
        decoded = _read_with_soundfile(file, start, name, config)
        if decoded:
            return decoded
    tracks = read_tracks(file, start, name, config)
    # A recording of a screen often has a silent track before that of the microphone.
    return max(tracks, key=lambda track: _power(track[0])) if tracks else None


def _power(samples: np.ndarray) -> float:
    """The mean square of samples (n, channels), apart from their offset."""
    flat = samples.reshape(-1)
    return float(np.dot(flat, flat) / len(flat) - flat.mean(dtype=np.float64) ** 2)


def _read_with_soundfile(
    file: BinaryIO, start: int, name: str, config: AudioConfig
) -> tuple[np.ndarray, int] | None:
    """Samples (n, channels) and their rate, or None where libsndfile cannot read all of it."""
    file.seek(start)
    try:
        with soundfile.SoundFile(Window(file, start, LARGEST_FILE) if start else file) as sound:
            if not 0 < sound.frames < 2**40:  # streamed: the header does not know the length
                return None
            check_size(sound.frames, sound.channels, sound.samplerate, name, config)
            return sound.read(dtype="float32", always_2d=True), sound.samplerate
    except (soundfile.SoundFileError, RuntimeError, TypeError, ValueError):
        return None
