"""Sound that goes on and on: pieces of it from a pipe, or from this computer's microphone."""

from collections.abc import Iterator
from queue import SimpleQueue
from typing import Any, BinaryIO

import numpy as np

from core.errors import MicrophoneError

PIECE_SECONDS = 0.05  # of the microphone's sound, at once
SAMPLE_BYTES = 2
PIPE_BYTES = 2**16  # at once, at most; what is there already is given without waiting for more


def from_int16(data: bytes) -> np.ndarray:
    """16-bit little-endian samples -> float32 samples (n,) in [-1, 1)."""
    return np.frombuffer(data, dtype="<i2").astype(np.float32) / 2**15


def pieces_of_pipe(pipe: BinaryIO) -> Iterator[np.ndarray]:
    """16-bit little-endian samples of one channel -> float32 pieces (n,), as soon as they come.

    Half a sample at the end is left out.
    """
    read = getattr(pipe, "read1", pipe.read)
    rest = b""
    while data := read(PIPE_BYTES):
        data = rest + data
        whole = len(data) // SAMPLE_BYTES * SAMPLE_BYTES
        rest = data[whole:]
        if whole:
            yield from_int16(data[:whole])


class Microphone:
    """This computer's microphone, at the rate that it has. Use it in a `with` statement.

    Raises:
        MicrophoneError: if there is none, or the optional package for it is missing.
    """

    def __init__(self) -> None:
        try:
            import sounddevice
        except ImportError as error:
            raise MicrophoneError("no_package") from error
        except OSError as error:  # its library PortAudio is missing on this system
            raise MicrophoneError("no_library") from error
        self._pieces: SimpleQueue[np.ndarray] = SimpleQueue()
        try:
            device = sounddevice.query_devices(kind="input")
            self.sample_rate = int(device["default_samplerate"])
            self._stream = sounddevice.InputStream(
                self.sample_rate,
                blocksize=round(PIECE_SECONDS * self.sample_rate),
                channels=1,
                dtype="float32",
                callback=self._take,
            )
        except (sounddevice.PortAudioError, ValueError) as error:
            raise MicrophoneError("no_microphone", reason=error) from error

    def __enter__(self) -> "Microphone":
        """Begin to listen."""
        self._stream.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of it."""
        self._stream.close()

    def _take(self, piece: np.ndarray, *_: Any) -> None:
        self._pieces.put(piece[:, 0].copy())  # the driver uses its memory again

    def __iter__(self) -> Iterator[np.ndarray]:
        """Pieces (n,) without an end."""
        while True:
            yield self._pieces.get()
