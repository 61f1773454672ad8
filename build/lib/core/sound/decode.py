"""A file becomes a `Clip`: any usual audio file, or the sound of a video."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import numpy as np
import soundfile

from core.config import AudioConfig
from core.errors import AudioError
from core.sound.clip import LIMITS, UNNAMED, Clip, check_not_too_long, to_clip

# How each container begins: (offset, first bytes, FFmpeg's name for it). FFmpeg is told what to
# read and never guesses, so that a playlist or a list of files cannot make it open anything else.
CONTAINERS = (
    (8, b"WAVE", "wav"),
    (8, b"AVI ", "avi"),
    (4, b"ftyp", "mov"),
    (0, b"fLaC", "flac"),
    (0, b"OggS", "ogg"),
    (0, b"ID3", "mp3"),
    (0, b"#!AMR", "amr"),
    (0, b"\x1aE\xdf\xa3", "matroska"),
)


SOUNDFILE_NEVER = ("mp3", "aac")  # libsndfile's MP3 decoder prints to the terminal


LARGEST_STREAM = 2**28  # bytes read from a pipe, which cannot tell its length


def read_clip(source: str | Path | BinaryIO, config: AudioConfig = LIMITS) -> Clip:
    """Read any usual audio file, or the sound of a video, from a path or an open binary file.

    An open file is read from its beginning. Raises AudioError.
    """
    if not isinstance(source, str | Path):
        name = getattr(source, "name", None)
        return _read(source, Path(name).name if isinstance(name, str) else UNNAMED, config)
    path = Path(source)
    name = path.name or str(path)
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise AudioError("missing", path=path) from error
    except (OSError, ValueError) as error:  # a folder, no permission, a name no system allows
        raise AudioError("not_opened", name=name) from error
    with file:
        return _read(file, name, config)


# Decoding


def _read(file: BinaryIO, name: str, config: AudioConfig) -> Clip:
    if not file.seekable():
        file = io.BytesIO(file.read(LARGEST_STREAM))
    file.seek(0)
    head = file.read(16)
    file.seek(0)
    if not head:
        raise AudioError("empty", name=name)
    container = _container(head)
    decoded = None
    if container not in SOUNDFILE_NEVER:
        decoded = _read_with_soundfile(file, name, config)
    if decoded is None and container:
        file.seek(0)
        decoded = _read_with_av(file, container, name, config)
    if decoded is None:
        raise AudioError("not_audio", name=name)
    samples, sample_rate = decoded
    return to_clip(samples, sample_rate, name, config)


def _container(head: bytes) -> str | None:
    """FFmpeg's name for the kind of file that begins like this."""
    for offset, magic, container in CONTAINERS:
        if head.startswith(magic, offset):
            return container
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:  # MPEG audio's sync word
        return "aac" if head[1] & 0x06 == 0 else "mp3"
    return None


def _read_with_soundfile(
    file: BinaryIO, name: str, config: AudioConfig
) -> tuple[np.ndarray, int] | None:
    """Samples (n, channels) and their rate, or None where libsndfile cannot read all of it."""
    try:
        with soundfile.SoundFile(file) as sound:
            if not 0 < sound.frames < 2**40:  # streamed: the header does not know the length
                return None
            check_not_too_long(sound.frames / sound.samplerate, name, config)
            return sound.read(dtype="float32", always_2d=True), sound.samplerate
    except (soundfile.SoundFileError, RuntimeError, TypeError, ValueError):
        return None


def _read_with_av(
    file: BinaryIO, container: str, name: str, config: AudioConfig
) -> tuple[np.ndarray, int] | None:
    """Samples (n, channels) and rate, up to where the file is damaged; None if all of it is."""
    import av  # takes 0.1 s, and most recordings are WAV files, which do not need it

    blocks: list[np.ndarray] = []
    sample_rate = n_samples = 0
    try:
        with av.open(
            file, format=container, io_open=_open_nothing, metadata_errors="replace"
        ) as media:
            if not media.streams.audio:
                raise AudioError("no_sound", name=name)
            stream = media.streams.audio[0]
            sample_rate = stream.rate
            for frame in _frames(media, stream):
                sample_rate = frame.sample_rate
                blocks.append(frame.to_ndarray().reshape(-1, frame.layout.nb_channels))
                n_samples += len(blocks[-1])
                check_not_too_long(n_samples / sample_rate, name, config)
    # The last two: a damaged header, and a change of rate or channels on the way.
    except (av.FFmpegError, OSError, RuntimeError, AttributeError, ValueError):
        pass
    if not sample_rate:
        return None
    return np.concatenate(blocks) if blocks else np.zeros((0, 1), np.float32), sample_rate


def _frames(media: Any, stream: Any) -> Iterator[Any]:
    """The decoded pieces of a stream; a damaged packet is left out, as players do."""
    import av

    # Float samples with the channels side by side. PyAV's to_ndarray reads past the end of
    # memory, and may crash, for frames with more than 8 channels that lie one after the other.
    to_float = av.AudioResampler(format="flt")
    for packet in media.demux(stream):
        try:
            frames = packet.decode()
        except av.FFmpegError:
            continue
        for frame in frames:
            yield from to_float.resample(frame)


def _open_nothing(url: str, flags: int, options: dict[str, str]) -> NoReturn:
    """FFmpeg asks this before it opens a second file or an address: a recording needs neither."""
    raise PermissionError(f"A recording may not open {url}.")
