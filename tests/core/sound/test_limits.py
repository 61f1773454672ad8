"""No recording takes much memory, whatever its file claims or hides: measured in a process."""

import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from core.config import AudioConfig, FeatureConfig
from core.errors import AudioError
from core.sound import decode
from core.sound.clip import MOST_AT_ONCE, clip_from_array, prepare
from core.sound.decode import read_clip
from tests.sounds import encode, tone

MEGABYTES = 300
READ = """
import re, sys
import av, numpy, torch
from core.config import FeatureConfig
from core.errors import AudioError
from core.sound.advice import check
from core.sound.clip import clip_from_array, prepare
from core.sound.decode import read_clip
def most():  # kilobytes; `getrusage` would also count the process that started this one
    return int(re.search("VmHWM:[^0-9]+([0-9]+)", open("/proc/self/status").read())[1])
def read(path):
    try:
        clip = read_clip(path)
    except AudioError as error:
        return error.code
    check(clip)
    prepare(clip, FeatureConfig())
    return "read"
torch.set_num_threads(1)
prepare(clip_from_array(numpy.zeros(48_000), 48_000), FeatureConfig())
before = most()
for path in sys.argv[1:]:
    print(read(path), (most() - before) // 1024)
"""


def read_alone(paths: Iterable[Path]) -> list[tuple[str, int]]:
    """What reading each file came to, and the most megabytes taken so far."""
    root = Path(__file__).parents[3]
    run = subprocess.run(
        [sys.executable, "-c", READ, *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    lines = [line.split() for line in run.stdout.splitlines()]
    return [(said, int(megabytes)) for said, megabytes in lines]


def silence(path: Path, seconds: float, sample_rate: int, channels: int, **how: str) -> Path:
    """A long file of silence, which some formats make tiny."""
    with soundfile.SoundFile(path, "w", sample_rate, channels, **how) as file:
        for _ in range(round(seconds * 10)):
            file.write(np.zeros((sample_rate // 10, channels), np.int16))
    return path


def wav_header(sample_rate: int, channels: int, n_bytes: int) -> bytes:
    """The head of a WAV file that claims what it likes."""
    form = struct.pack("<HHIIHH", 1, channels, sample_rate, 0xFFFF_FFFF, 2 * channels % 65_536, 16)
    return (
        b"RIFF" + struct.pack("<I", 0xFFFF_FFFF) + b"WAVEfmt " + struct.pack("<I", 16) + form
        + b"data" + struct.pack("<I", n_bytes)
    )  # fmt: skip


def files(folder: Path) -> dict[str, Path]:
    """Files that would take gigabytes, or seem to."""
    made = {
        "surround FLAC": silence(folder / "a.flac", 59, 192_000, 8, format="FLAC"),
        "fast FLAC": silence(folder / "b.flac", 59, 384_000, 1, format="FLAC"),
        "surround WAV": silence(folder / "a.wav", 59, 48_000, 8),
        "long CAF": silence(folder / "a.caf", 300, 48_000, 2, format="CAF"),
    }
    content = {
        "channels.wav": wav_header(48_000, 65_535, 10**6) + bytes(10**6),
        "rate.wav": wav_header(4_000_000_000, 1, 10**6) + bytes(10**6),
        "endless.wav": wav_header(8_000, 1, 0xFFFF_FFFF) + bytes(10**6),
        "zeros.mp3": bytes(50_000_000),
        "picture.mp3": b"ID3\x03\0\0\x7f\x7f\x7f\x7f" + b"APIC" + bytes(10**8),
    }
    for name, begins in content.items():
        made[name] = folder / name
        made[name].write_bytes(begins)
    sound = tone(seconds=50, sample_rate=48_000)
    made["5.1 in M4A"] = encode(folder / "a.m4a", sound, 48_000, "aac", "5.1")
    made["8 channels in WebM"] = encode(folder / "a.webm", sound, 48_000, "libopus", "7.1")
    made["fast in Matroska"] = encode(
        folder / "a.mka", np.zeros(59 * 352_800, np.float32), 352_800, "flac"
    )
    return made


@pytest.mark.skipif(sys.platform != "linux", reason="Memory is read from /proc.")
def test_no_recording_takes_much_memory(tmp_path):
    made = files(tmp_path)
    took = dict(zip(made, read_alone(made.values()), strict=True))
    assert {name: megabytes for name, (_, megabytes) in took.items() if megabytes > MEGABYTES} == {}
    said = {name: code for name, (code, _) in took.items()}
    assert said["surround FLAC"] == "too_much"
    assert said["channels.wav"] == said["rate.wav"] == "damaged"
    assert said["long CAF"] == said["endless.wav"] == "too_long"
    assert said["surround WAV"] == said["5.1 in M4A"] == said["8 channels in WebM"] == "read"


def test_rate_and_channels_are_looked_at_before_decoding(tmp_path, monkeypatch):
    monkeypatch.setattr(soundfile.SoundFile, "read", lambda *_, **__: pytest.fail("decoded"))
    with pytest.raises(AudioError, match=r"^a\.flac has 8 channels of 192000 samples a second"):
        read_clip(silence(tmp_path / "a.flac", 59, 192_000, 8, format="FLAC"))


def test_arrays_have_the_same_bounds():
    seconds, channels = 60, 8
    most = np.broadcast_to(np.int16(0), (seconds * MOST_AT_ONCE // channels, channels))
    assert clip_from_array(most, MOST_AT_ONCE // channels).seconds == seconds
    with pytest.raises(AudioError, match=r"^The recording has 9 channels of 48000 samples a sec"):
        clip_from_array(np.broadcast_to(np.int16(0), (seconds * 48_000, 9)), 48_000)


def test_a_pipe_without_end_is_not_read_for_ever(monkeypatch):
    monkeypatch.setattr(decode, "LARGEST_STREAM", 2**20)
    reader, writer = os.pipe()

    def pour() -> None:
        with os.fdopen(writer, "wb", buffering=0) as end:
            try:
                while True:
                    end.write(bytes(2**16))
            except BrokenPipeError:
                pass

    pouring = threading.Thread(target=pour)
    pouring.start()
    with os.fdopen(reader, "rb") as file, pytest.raises(AudioError, match="is larger than 1 MB"):
        read_clip(file)
    pouring.join()


def test_many_tracks_are_no_recording(tmp_path):
    import av

    path = tmp_path / "a.mka"
    with av.open(str(path), "w") as media:
        for _ in range(100):
            media.add_stream("pcm_s16le", rate=8_000, layout="mono")
        media.start_encoding()
    with pytest.raises(AudioError):
        read_clip(path)


def test_a_limit_of_length_bounds_the_size(tmp_path):
    soundfile.write(tmp_path / "a.wav", np.zeros((48_000, 9)), 48_000)
    assert read_clip(tmp_path / "a.wav").channels == 9  # short enough
    with pytest.raises(AudioError, match="9 channels"):
        read_clip(tmp_path / "a.wav", AudioConfig(max_seconds=1.0))


def test_an_odd_rate_is_prepared_as_any_other():
    clip = clip_from_array(tone(sample_rate=399_989), 399_989)
    assert len(prepare(clip, FeatureConfig())) == pytest.approx(16_000, abs=30)
