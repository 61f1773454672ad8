"""Sound by FFmpeg: every container that is one file and nothing more."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, BinaryIO, NoReturn

import numpy as np

from core.config import AudioConfig
from core.errors import AudioError
from core.sound.clip import check_size

# FFmpeg looks at the bytes and guesses what they are, but only these may be opened: none of them
# is a playlist or a list of files, which would make it open something else.
DEMUXERS = (
    "aac,ac3,aiff,amr,amrnb,amrwb,ape,asf,au,avi,caf,dts,eac3,flac,flv,gsm,latm,loas,matroska,mov,"
    "mp3,mpeg,mpegts,nistsphere,nut,ogg,oma,rm,sox,tak,truehd,tta,voc,w64,wav,wv,xwma"
)
MOST_STREAMS = 32  # tracks of sound, pictures, subtitles
MOST_TRACKS = 8  # of sound that are decoded, to find the one with the voice
LARGEST_HEADER = 2**25  # bytes read before the first sound: FFmpeg keeps pictures of an album
LARGEST_FILE = 2**29  # bytes read of a recording, pictures of a video among them
BUFFER = 2**16  # bytes that FFmpeg asks for at once


class Window:
    """A file from some place on, without a name, of which no more than `left` bytes are read."""

    def __init__(self, file: BinaryIO, start: int, left: int) -> None:
        self.file, self.start, self.left = file, start, left
        file.seek(start)

    def read(self, size: int) -> bytes:
        """The next bytes; none where the file ends or no more may be read."""
        content = self.file.read(max(0, min(size, self.left)))
        self.left -= len(content)
        return content

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place: from the start, from here or from the end (whence 0, 1, 2)."""
        return self.file.seek(offset + (self.start if whence == 0 else 0), whence) - self.start

    def tell(self) -> int:
        """Where the next byte is read."""
        return self.file.tell() - self.start


class Track:
    """The decoded sound of one stream, at the rate and with the channels of its first piece."""

    def __init__(self) -> None:
        self.blocks: list[np.ndarray] = []
        self.n_samples = self.n_channels = self.sample_rate = 0
        self._layout: Any = None
        self._signature: Any = None
        self._to_float: Any = None

    def add(self, frame: Any) -> None:
        """Append a decoded piece. One of another rate or other channels is converted."""
        import av

        signature = frame.format.name, frame.layout.name, frame.sample_rate
        if self._signature is None:
            self.sample_rate, self.n_channels = frame.sample_rate, frame.layout.nb_channels
            self._layout = frame.layout
        if signature != self._signature:
            # Float samples with the channels side by side. PyAV's to_ndarray reads past the end of
            # memory, and may crash, for frames with more than 8 channels one after the other.
            self._to_float = av.AudioResampler("flt", self._layout, self.sample_rate)
            self._signature = signature
        frame.pts = None  # what a stream says of its times does not count
        for piece in self._to_float.resample(frame):
            block = piece.to_ndarray().reshape(-1, self.n_channels)
            self.n_samples += len(block)
            self.blocks.append(block)

    @property
    def samples(self) -> np.ndarray:
        """All of it: (n, channels), float32."""
        return np.concatenate(self.blocks) if self.blocks else np.zeros((0, 1), np.float32)


def read_tracks(
    file: BinaryIO, start: int, name: str, config: AudioConfig
) -> list[tuple[np.ndarray, int]]:
    """Samples (n, channels) and rate of each track of sound, up to where the file is damaged.

    No tracks where nothing can be decoded. Raises AudioError for a file without sound, for sound
    of an unknown kind, and for more of it than a recording may have.
    """
    import av  # takes 0.1 s, and most recordings are WAV files, which do not need it

    window = Window(file, start, LARGEST_HEADER)
    tracks: dict[int, Track] = {}
    options = {
        "format_whitelist": DEMUXERS,
        "codec_whitelist": sound_decoders(),  # pictures are not looked at
        "max_streams": str(MOST_STREAMS),
    }
    try:
        with av.open(
            window,
            container_options=options,
            io_open=_open_nothing,
            metadata_errors="replace",
            buffer_size=BUFFER,
        ) as media:
            streams = _streams(media, name, config)
            window.left = LARGEST_FILE
            for index, frame in _frames(media, streams, name):
                track = tracks.setdefault(index, Track())
                track.add(frame)
                _check(track, tracks.values(), name, config)
    # The last two: a damaged header, and a change of channels that cannot be followed.
    except (av.FFmpegError, OSError, RuntimeError, AttributeError, ValueError):
        pass
    return [(track.samples, track.sample_rate) for track in tracks.values() if track.n_samples]


def _streams(media: Any, name: str, config: AudioConfig) -> list[Any]:
    """The tracks of sound that will be decoded."""
    if not media.streams.audio:
        raise AudioError("no_sound", name=name)
    streams = [stream for stream in media.streams.audio if stream.codec_context is not None]
    if not streams:  # FFmpeg has no decoder for them
        raise AudioError("not_audio", name=name)
    for stream in streams[:MOST_TRACKS]:
        if stream.rate and stream.channels:  # some tell only with the first piece
            check_size(0, stream.channels, stream.rate, name, config)
    return streams[:MOST_TRACKS]


def _frames(media: Any, streams: list[Any], name: str) -> Iterator[tuple[int, Any]]:
    """The decoded pieces and the stream of each; a damaged one is left out, as players do."""
    import av

    is_empty = not any(stream.frames for stream in streams)  # as far as its index tells
    for packet in media.demux(streams):
        is_empty &= packet.size == 0
        try:
            frames = packet.decode()
        except av.FFmpegError:
            continue
        for frame in frames:
            yield packet.stream.index, frame
    if is_empty:
        raise AudioError("empty", name=name)


def _check(track: Track, tracks: Iterable[Track], name: str, config: AudioConfig) -> None:
    """Refuse a track that has become too long, and tracks too large all together."""
    beside = sum(each.n_samples * each.n_channels for each in tracks if each is not track)
    check_size(track.n_samples, track.n_channels, track.sample_rate, name, config, beside)


def _open_nothing(url: str, flags: int, options: dict[str, str]) -> NoReturn:
    """FFmpeg asks this before it opens a second file or an address: a recording needs neither."""
    raise PermissionError(f"A recording may not open {url}.")


@cache
def sound_decoders() -> str:
    """The names of all decoders of sound, as FFmpeg wants its list."""
    import av

    names = set()
    for name in av.codecs_available:
        try:
            codec = av.Codec(name, "r")
        except ValueError:  # can only be written
            continue
        if codec.type == "audio":
            names.add(codec.name)
    return ",".join(sorted(names))
