"""Sound in: a file or an array becomes a `Clip`."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import numpy as np
import soundfile
import torch
from torchaudio.functional import resample as resample_waveform

from core.config import AudioConfig, FeatureConfig
from core.errors import AudioError

LIMITS = AudioConfig()

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
UNNAMED = "The recording"
LARGEST_STREAM = 2**28  # bytes read from a pipe, which cannot tell its length
SAMPLE_RATES = (4_000, 400_000)  # Hz
MOST_CHANNELS = 64
CODEC_PADDING = 0.1  # seconds that a lossy format may add to the length of what was recorded
RUMBLE = 120.0  # Hz: a channel with only lower sounds is for a subwoofer


@dataclass(frozen=True, eq=False)
class Clip:
    """Mono sound: float32 samples (n,) in [-1, 1] without DC offset, at its own rate."""

    samples: np.ndarray
    sample_rate: int  # Hz
    channels: int = 1  # as recorded, before mixing
    offset: float = 0.0  # the mean of all samples as recorded, which was taken away

    @property
    def seconds(self) -> float:
        """Length of the recording."""
        return len(self.samples) / self.sample_rate


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


def clip_from_array(samples: np.ndarray, sample_rate: int, config: AudioConfig = LIMITS) -> Clip:
    """Turn samples (n,) or (n, channels), whole numbers or floats, into a Clip.

    Raises AudioError for a wrong shape, type, rate or length, and for values that are no numbers.
    """
    return _clip(_as_float(np.asarray(samples)), sample_rate, UNNAMED, config)


def resample(clip: Clip, sample_rate: int) -> Clip:
    """The same sound at another rate in Hz; the very same clip if it has that rate already."""
    if clip.sample_rate == sample_rate:
        return clip
    # torchaudio's filter grows with both numbers of the ratio: 44101 -> 16000 Hz would need
    # gigabytes. The nearest small ratio is exact for all usual rates, inaudibly off for others.
    ratio = Fraction(clip.sample_rate, sample_rate).limit_denominator(640)
    waveform = torch.from_numpy(clip.samples)
    samples = resample_waveform(waveform, ratio.numerator, ratio.denominator)
    samples = samples.clamp(-1, 1).numpy()  # the filter overshoots where the sound is clipped
    return Clip(samples, sample_rate, clip.channels, clip.offset)


def prepare(clip: Clip, features: FeatureConfig) -> torch.Tensor:
    """The whole clip as the network hears it: a waveform (n,), float32, at the features' rate."""
    return torch.tensor(resample(clip, features.sample_rate).samples)


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
    return _clip(samples, sample_rate, name, config)


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
            _check_not_too_long(sound.frames / sound.samplerate, name, config)
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
                _check_not_too_long(n_samples / sample_rate, name, config)
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


def _check_not_too_long(seconds: float, name: str, config: AudioConfig) -> None:
    if seconds > config.max_seconds + CODEC_PADDING:
        raise AudioError("too_long", name=name, seconds=config.max_seconds)


# From decoded samples to a Clip


def _as_float(samples: np.ndarray) -> np.ndarray:
    """Samples of any usual type -> float32, whole numbers scaled so that full scale is 1."""
    if samples.dtype.kind == "f":
        with np.errstate(over="ignore"):  # too large for float32 becomes inf, which is refused
            return samples.astype(np.float32, copy=False)
    if samples.dtype == np.uint8:
        return (samples.astype(np.float32) - 128) / 128
    if samples.dtype in (np.int8, np.int16, np.int32):
        return samples.astype(np.float32) / float(2 ** (8 * samples.dtype.itemsize - 1))
    raise AudioError("sample_type", type=samples.dtype)


def _clip(samples: np.ndarray, sample_rate: int, name: str, config: AudioConfig) -> Clip:
    """Float samples (n,) or (n, channels) -> Clip, if that is a recording that can be judged."""
    if samples.ndim == 1:
        samples = samples[:, None]
    if samples.ndim != 2 or not 1 <= samples.shape[1] <= MOST_CHANNELS:
        raise AudioError("shape", shape=samples.shape)
    slowest, fastest = SAMPLE_RATES
    if not slowest <= sample_rate <= fastest:
        raise AudioError(
            "sample_rate", name=name, rate=sample_rate, slowest=slowest, fastest=fastest
        )
    if len(samples) == 0:
        raise AudioError("empty", name=name)
    if len(samples) < round(config.min_seconds * sample_rate):
        raise AudioError("too_short", name=name, seconds=config.min_seconds)
    _check_not_too_long(len(samples) / sample_rate, name, config)
    if not np.abs(samples).max() < 1e9:  # neither is not-a-number
        raise AudioError("no_numbers", name=name)
    offset = float(samples.mean(dtype=np.float64))
    mono = _mix(samples, sample_rate)
    largest = max(mono.max(), -mono.min())
    if largest > 1:  # a float file may exceed full scale; made smaller, it keeps its shape
        mono = mono / largest
    return Clip(np.ascontiguousarray(mono), int(sample_rate), samples.shape[1], offset)


def _mix(samples: np.ndarray, sample_rate: int) -> np.ndarray:
    """Channels (n, channels) -> their mean (n,), each without its DC offset.

    A channel that is silent or has nothing but rumble does not count. Where the mean would lose
    the voice, because one channel is another upside down, the loudest is taken instead.
    """
    samples = samples - samples.mean(axis=0, dtype=np.float64).astype(np.float32)
    if samples.shape[1] == 1:
        return samples[:, 0]
    power: np.ndarray = (samples**2).mean(axis=0, dtype=np.float64)
    slope = (np.diff(samples, axis=0) ** 2).mean(axis=0, dtype=np.float64)
    pitch = np.sqrt(slope / np.maximum(power, 1e-20)) * sample_rate / (2 * np.pi)
    heard = pitch > RUMBLE if (pitch > RUMBLE).any() else np.full(len(pitch), True)
    heard &= power >= power[heard].max() / 1000
    samples, power = samples[:, heard], power[heard]
    mean: np.ndarray = samples.mean(axis=1)
    if np.mean(mean**2) < 0.3 * power.max():
        return samples[:, power.argmax()]
    return mean
