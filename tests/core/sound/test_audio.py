"""Sound in: every format, every error, arrays, lengths and rates."""

import io
import os
import struct

import numpy as np
import pytest
import soundfile
import torch

from core.config import AudioConfig, FeatureConfig
from core.errors import AudioError
from core.sound import ffmpeg
from core.sound.advice import check
from core.sound.clip import Clip, clip_from_array, prepare, resample
from core.sound.decode import read_clip
from core.sound.levels import frame_levels_db
from tests.sounds import encode, encode_video, spoken, tone


def frequency_of(clip: Clip) -> float:
    """The loudest frequency, in Hz, between the bins of a Fourier transform."""
    samples = clip.samples * np.hanning(len(clip.samples))
    power = np.abs(np.fft.rfft(samples))
    peak = int(np.argmax(power[1:-1])) + 1
    before, at, after = np.log(power[peak - 1 : peak + 2] + 1e-9)
    peak += 0.5 * (before - after) / (before - 2 * at + after)
    return peak * clip.sample_rate / len(samples)


def amplitude_of(clip: Clip) -> float:
    """Of a tone: from the loudness of its middle half."""
    quarter = len(clip.samples) // 4
    return float(np.sqrt(2 * np.mean(clip.samples[quarter:-quarter] ** 2)))


def assert_is_tone(clip: Clip, sample_rate: int, channels: int, lossy: bool = False) -> None:
    """The clip is what `tone` makes: 440 Hz, one second, amplitude 0.3."""
    shorter, longer, louder = (0.003, 0.06, 0.07) if lossy else (0, 0, 0.03)
    assert clip.sample_rate == sample_rate
    assert clip.channels == channels
    assert clip.samples.dtype == np.float32
    assert clip.samples.ndim == 1
    assert 0.999 - shorter <= clip.seconds <= 1.001 + longer
    assert frequency_of(clip) == pytest.approx(440, abs=1)
    assert amplitude_of(clip) == pytest.approx(0.3, rel=louder)


# Formats


@pytest.mark.parametrize("container", ["WAV", "WAVEX"])
@pytest.mark.parametrize(
    "subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ALAW", "ULAW"]
)
def test_every_kind_of_wav(tmp_path, container, subtype):
    soundfile.write(tmp_path / "a.wav", tone(), 16_000, subtype, format=container)
    assert_is_tone(read_clip(tmp_path / "a.wav"), 16_000, 1)


@pytest.mark.parametrize(
    "sample_rate", [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000]
)
def test_every_rate(tmp_path, sample_rate):
    soundfile.write(tmp_path / "a.wav", tone(sample_rate=sample_rate), sample_rate)
    clip = read_clip(str(tmp_path / "a.wav"))
    assert_is_tone(clip, sample_rate, 1)
    assert_is_tone(resample(clip, 16_000), 16_000, 1)


@pytest.mark.parametrize("channels", range(1, 9))
def test_one_to_eight_channels(tmp_path, channels):
    samples = np.repeat(tone()[:, None], channels, axis=1)
    soundfile.write(tmp_path / "a.wav", samples, 16_000)
    assert_is_tone(read_clip(tmp_path / "a.wav"), 16_000, channels)


@pytest.mark.parametrize(
    ("container", "subtype", "sample_rate"),
    [
        ("FLAC", "PCM_16", 44_100),
        ("FLAC", "PCM_24", 96_000),
        ("OGG", "VORBIS", 44_100),
        ("OGG", "OPUS", 48_000),
        ("MP3", "MPEG_LAYER_III", 44_100),
        ("AIFF", "PCM_16", 44_100),
        ("RF64", "PCM_16", 44_100),
        ("CAF", "PCM_24", 48_000),
    ],
)
@pytest.mark.parametrize("channels", [1, 2])
def test_other_formats(tmp_path, container, subtype, sample_rate, channels):
    samples = np.repeat(tone(sample_rate=sample_rate)[:, None], channels, axis=1)
    soundfile.write(tmp_path / "sound", samples, sample_rate, subtype, format=container)
    assert_is_tone(read_clip(tmp_path / "sound"), sample_rate, channels, lossy=True)


@pytest.mark.parametrize(
    ("name", "codec", "layout", "sample_rate"),
    [
        ("a.m4a", "aac", "mono", 16_000),
        ("a.m4a", "aac", "stereo", 44_100),
        ("a.m4a", "aac", "7.1", 48_000),  # PyAV alone crashes on eight channels
        ("a.m4a", "alac", "stereo", 44_100),
        ("a.mov", "pcm_s24le", "stereo", 48_000),
        ("a.webm", "libopus", "mono", 48_000),
        ("a.webm", "libopus", "7.1", 48_000),
        ("a.mka", "pcm_s16le", "16 channels", 48_000),
        ("a.mp3", "libmp3lame", "stereo", 48_000),
    ],
)
def test_formats_that_need_ffmpeg(tmp_path, name, codec, layout, sample_rate):
    path = encode(tmp_path / name, tone(sample_rate=sample_rate), sample_rate, codec, layout)
    channels = {"mono": 1, "stereo": 2, "7.1": 8, "16 channels": 16}[layout]
    assert_is_tone(read_clip(path), sample_rate, channels, lossy=True)


def test_aac_without_a_container(tmp_path):
    path = encode(tmp_path / "a.aac", tone(sample_rate=44_100), 44_100, "aac", container="adts")
    assert_is_tone(read_clip(path), 44_100, 1, lossy=True)


def test_sound_of_a_video(tmp_path):
    path = encode_video(tmp_path / "a.mp4", tone(sample_rate=48_000))
    assert_is_tone(read_clip(path), 48_000, 1, lossy=True)


def test_names_inside_a_file_may_be_in_any_alphabet(tmp_path):
    path = encode(tmp_path / "a.m4a", tone(), 16_000, "aac")
    content = path.read_bytes()
    assert b"Lavf" in content
    no_utf8 = io.BytesIO(content.replace(b"Lavf", b"\xff\xfe\xc0\x80"))
    assert_is_tone(read_clip(no_utf8), 16_000, 1, lossy=True)


@pytest.mark.parametrize("name", ["sound.mp3", "sound", "sound.raw", "Ünï códe 音.txt"])
def test_the_name_does_not_matter(tmp_path, name):
    soundfile.write(tmp_path / "a.wav", tone(), 16_000)
    (tmp_path / "a.wav").rename(tmp_path / name)
    assert_is_tone(read_clip(tmp_path / name), 16_000, 1)


@pytest.mark.parametrize("name", ["a.wav", "a.m4a"])
def test_open_file_is_read_from_its_beginning_and_left_open(tmp_path, name):
    if name == "a.wav":
        soundfile.write(tmp_path / name, tone(), 16_000)
    else:
        encode(tmp_path / name, tone(), 16_000, "aac")
    with (tmp_path / name).open("rb") as file:
        file.read(100)
        assert_is_tone(read_clip(file), 16_000, 1, lossy=True)
        assert not file.closed
    assert_is_tone(read_clip(io.BytesIO((tmp_path / name).read_bytes())), 16_000, 1, lossy=True)


def test_pipe(tmp_path):
    soundfile.write(tmp_path / "a.wav", tone(), 16_000)
    reader, writer = os.pipe()
    with os.fdopen(writer, "wb") as end:
        end.write((tmp_path / "a.wav").read_bytes())  # 32 kB: fits into a pipe
    with os.fdopen(reader, "rb") as file:
        assert_is_tone(read_clip(file), 16_000, 1)


def wav(declared_bytes: int | None = None, samples: np.ndarray | None = None) -> bytes:
    """A 16-bit WAV of the samples, in whose header `declared_bytes` can be any number."""
    data = (np.round(32_767 * (tone() if samples is None else samples))).astype("<i2").tobytes()
    declared = len(data) if declared_bytes is None else declared_bytes
    riff = min(declared + 36, 0xFFFFFFFF)
    form = struct.pack("<IHHIIHH", 16, 1, 1, 16_000, 32_000, 2, 16)
    return (
        struct.pack("<4sI4s4s", b"RIFF", riff, b"WAVE", b"fmt ")
        + form
        + struct.pack("<4sI", b"data", declared)
        + data
    )


@pytest.mark.parametrize("declared_bytes", [0xFFFFFFFF, 0x7FFFFFFF, 0, 10**8])
def test_wav_whose_header_lies_about_its_length(declared_bytes):
    assert_is_tone(read_clip(io.BytesIO(wav(declared_bytes))), 16_000, 1)


@pytest.mark.parametrize(
    ("container", "subtype"),
    [("WAV", "PCM_16"), ("FLAC", "PCM_16"), ("OGG", "VORBIS"), ("MP3", "MPEG_LAYER_III")],
)
def test_cut_off_file_gives_what_is_there(capfd, container, subtype):
    whole = io.BytesIO()
    # Hiss keeps the bit rate of the lossy formats up, so that half a file is half of the time.
    sound = spoken(0.3, 1.3, seconds=6, background=0.05)
    soundfile.write(whole, sound, 16_000, subtype, format=container)
    half = whole.getvalue()[: len(whole.getvalue()) // 2]
    clip = read_clip(io.BytesIO(half))
    assert 1.5 < clip.seconds < 4.0  # OGG has a long header
    assert frame_levels_db(clip.samples, 16_000).max() > -20
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["a.webm", "a.mka"])
def test_cut_off_recording_of_a_browser(tmp_path, capfd, name):
    path = encode(tmp_path / name, tone(seconds=4, sample_rate=48_000), 48_000, "libopus")
    content = path.read_bytes()
    clip = read_clip(io.BytesIO(content[: len(content) // 2]))
    assert 1.0 < clip.seconds < 3.0
    assert frequency_of(clip) == pytest.approx(440, abs=1)
    assert capfd.readouterr() == ("", "")


def test_damaged_packets_are_left_out(tmp_path, capfd):
    path = encode(tmp_path / "a.mp3", tone(seconds=3), 16_000, "libmp3lame")
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 500] = np.random.default_rng(0).bytes(500)
    assert 2.5 < read_clip(io.BytesIO(bytes(content))).seconds < 3.1
    assert capfd.readouterr() == ("", "")


def test_damaged_files_raise_nothing_else(tmp_path, capfd):
    random = np.random.default_rng(0)
    soundfile.write(tmp_path / "a.wav", tone(seconds=0.3), 16_000)
    both = np.stack([tone(seconds=0.3), tone(seconds=0.3)], axis=1)
    soundfile.write(tmp_path / "float.wav", both, 16_000, "FLOAT")
    soundfile.write(tmp_path / "a.flac", tone(seconds=0.3), 16_000)
    soundfile.write(tmp_path / "a.ogg", tone(seconds=0.3), 16_000)
    encode(tmp_path / "a.mp3", tone(seconds=0.3), 16_000, "libmp3lame")
    encode(tmp_path / "a.m4a", tone(seconds=0.3), 16_000, "aac")
    encode(tmp_path / "a.webm", tone(seconds=0.3, sample_rate=48_000), 48_000, "libopus")
    read = refused = 0
    for path in sorted(tmp_path.iterdir()):
        for _ in range(40):
            content = bytearray(path.read_bytes())
            for place in random.integers(0, min(len(content), 400), 6):
                content[place] = random.integers(256)
            try:
                clip = read_clip(io.BytesIO(bytes(content)))
            except AudioError:
                refused += 1
            else:
                assert np.isfinite(clip.samples).all()
                assert np.abs(clip.samples).max() <= 1
                check(clip)
                read += 1
    assert read > 20
    assert refused > 20
    assert capfd.readouterr() == ("", "")


# Mixing to mono


def test_offset_is_removed(tmp_path):
    soundfile.write(tmp_path / "a.wav", tone() + 0.4, 16_000)
    clip = read_clip(tmp_path / "a.wav")
    assert abs(clip.samples.mean()) < 1e-4
    assert amplitude_of(clip) == pytest.approx(0.3, rel=0.01)
    assert clip.offset == resample(clip, 8_000).offset == pytest.approx(0.4, abs=1e-3)


def test_channels_are_averaged():
    both = np.stack([tone(440, amplitude=0.4), tone(440, amplitude=0.2)], axis=1)
    assert amplitude_of(clip_from_array(both, 16_000)) == pytest.approx(0.3, rel=0.01)


@pytest.mark.parametrize(
    "strengths",
    [(1, -1), (-0.5, 1), (0, 1), (1, 0), (0, 0, 1, 0, 0, 0), (0, 0, 0, 0, 0, 0, 0, 1)],
    ids=["opposite", "opposite and unequal", "right", "left", "centre of 5.1", "one of eight"],
)
def test_the_voice_survives_mixing(strengths):
    samples = tone()[:, None] * np.array(strengths, np.float32)
    clip = clip_from_array(samples, 16_000)
    assert amplitude_of(clip) == pytest.approx(0.3, rel=0.01)
    assert frequency_of(clip) == pytest.approx(440, abs=1)


def test_subwoofer_channel_is_left_out():
    surround = np.zeros((16_000, 6), np.float32)
    surround[:, 2] = tone(440)
    surround[:, 3] = tone(50, amplitude=0.9)
    clip = clip_from_array(surround, 16_000)
    assert_is_tone(clip, 16_000, 6)
    assert np.abs(clip.samples - tone(440))[800:-800].max() < 1e-3


def test_deep_sound_alone_is_kept():
    hum = np.repeat(tone(50)[:, None], 2, axis=1)
    assert frequency_of(clip_from_array(hum, 16_000)) == pytest.approx(50, abs=1)


# Arrays


@pytest.mark.parametrize(
    ("dtype", "scale", "offset"),
    [
        (np.int8, 127, 0),
        (np.uint8, 127, 128),
        (np.int16, 32_767, 0),
        (np.int32, 2**31 - 1000, 0),
        (np.float32, 1, 0),
        (np.float64, 1, 0),
    ],
)
@pytest.mark.parametrize("channels", [0, 1, 2])
def test_arrays_of_every_type(dtype, scale, offset, channels):
    samples = (tone().astype(np.float64) * scale + offset).astype(dtype)
    if channels:
        samples = np.repeat(samples[:, None], channels, axis=1)
    before = samples.copy()
    assert_is_tone(clip_from_array(samples, 16_000), 16_000, max(channels, 1))
    assert (samples == before).all()


def test_half_of_full_scale_is_half():
    impulse = np.zeros(16_000, np.int16)
    impulse[::2], impulse[1::2] = 16_384, -16_384
    assert np.allclose(np.abs(clip_from_array(impulse, 16_000).samples), 0.5)


def test_floats_over_full_scale_are_made_smaller():
    clip = clip_from_array(tone(amplitude=3), 16_000)
    assert np.abs(clip.samples).max() == pytest.approx(1)
    assert frequency_of(clip) == pytest.approx(440, abs=1)
    assert np.corrcoef(clip.samples, tone())[0, 1] > 0.999


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e300, -1e20])
@pytest.mark.parametrize("channels", [1, 2])
def test_values_that_are_no_sound(tmp_path, value, channels):
    samples = np.repeat(tone().astype(np.float64)[:, None], channels, axis=1)
    samples[100, 0] = value
    with pytest.raises(AudioError, match=r"^The recording holds values that are no sound\."):
        clip_from_array(samples, 16_000)
    soundfile.write(tmp_path / "a.wav", samples, 16_000, "DOUBLE")
    with pytest.raises(AudioError, match=r"^a\.wav holds values that are no sound\."):
        read_clip(tmp_path / "a.wav")


@pytest.mark.parametrize(
    "samples",
    [
        np.zeros((2, 16_000), np.float32),  # channels first
        np.zeros((16_000, 0), np.float32),
        np.zeros((100, 2, 2), np.float32),
        np.float32(0),
        np.zeros(16_000, np.complex64),
        np.zeros(16_000, np.int64),
        np.array(["sound"] * 16_000),
        np.array([None] * 16_000),
    ],
    ids=["channels first", "no channels", "3-D", "0-D", "complex", "int64", "text", "object"],
)
def test_arrays_that_are_not_sound(samples):
    with pytest.raises(AudioError, match=r"are not sound\. Use "):
        clip_from_array(samples, 16_000)


@pytest.mark.parametrize("sample_rate", [0, -16_000, 10, 10_000_000, float("nan")])
def test_rates_that_nobody_records_at(sample_rate):
    with pytest.raises(AudioError, match="samples a second"):
        clip_from_array(tone(), sample_rate)


# Length


def test_a_tenth_of_a_second_is_enough(tmp_path):
    soundfile.write(tmp_path / "a.wav", tone(seconds=0.1), 16_000)
    assert read_clip(tmp_path / "a.wav").seconds == pytest.approx(0.1)
    soundfile.write(tmp_path / "b.wav", tone(seconds=0.1)[:-1], 16_000)
    with pytest.raises(AudioError, match=r"^b\.wav is shorter than 0\.1 seconds"):
        read_clip(tmp_path / "b.wav")


@pytest.mark.parametrize("container", ["WAV", "FLAC", "OGG", "MP3"])
def test_sixty_seconds_pass_and_more_do_not(tmp_path, container):
    sound = tone(seconds=61, sample_rate=8_000)
    soundfile.write(tmp_path / "a", sound[: 60 * 8_000], 8_000, format=container)
    assert read_clip(tmp_path / "a").seconds == pytest.approx(60, abs=0.1)
    soundfile.write(tmp_path / "b", sound, 8_000, format=container)
    with pytest.raises(AudioError, match=r"^b is longer than 60 seconds\. Cut out"):
        read_clip(tmp_path / "b")
    assert read_clip(tmp_path / "b", AudioConfig(max_seconds=61)).seconds > 60.9


def test_padding_of_a_codec_makes_sixty_seconds_no_longer(tmp_path):
    path = encode(tmp_path / "a.m4a", tone(seconds=60, sample_rate=8_000), 8_000, "aac")
    assert 60.0 < read_clip(path).seconds < 60.1


def test_array_longer_than_sixty_seconds():
    with pytest.raises(AudioError, match="longer than 60 seconds"):
        clip_from_array(np.zeros(61 * 8_000, np.int16), 8_000)


def test_long_wav_is_refused_before_it_is_decoded(tmp_path, monkeypatch):
    soundfile.write(tmp_path / "a.wav", np.zeros(600 * 8_000, np.int16), 8_000)
    monkeypatch.setattr(soundfile.SoundFile, "read", lambda *_, **__: pytest.fail("decoded"))
    with pytest.raises(AudioError, match="longer than 60 seconds"):
        read_clip(tmp_path / "a.wav")


@pytest.mark.parametrize("name", ["a.webm", "a.mp3"])
def test_decoding_stops_after_the_longest_length(tmp_path, monkeypatch, name):
    codec = "libopus" if name == "a.webm" else "libmp3lame"
    path = encode(tmp_path / name, tone(seconds=8, sample_rate=48_000), 48_000, codec)
    decoded = 0
    add = ffmpeg.Track.add

    def counted(track, frame):
        nonlocal decoded
        decoded += frame.samples
        add(track, frame)

    monkeypatch.setattr(ffmpeg.Track, "add", counted)
    with pytest.raises(AudioError, match=rf"^{name} is longer than 2 seconds"):
        read_clip(path, AudioConfig(max_seconds=2))
    assert 2 * 48_000 < decoded < 2.5 * 48_000


# Files that are no recordings


def test_missing_file(tmp_path):
    with pytest.raises(AudioError, match=r"^There is no file .*nobody\.wav\. Check"):
        read_clip(tmp_path / "nobody.wav")


def test_folder(tmp_path):
    (tmp_path / "folder.wav").mkdir()
    with pytest.raises(AudioError, match=r"^folder\.wav is a folder, a pipe or a device\. "):
        read_clip(tmp_path / "folder.wav")


def test_impossible_name():
    with pytest.raises(AudioError, match="cannot be opened"):
        read_clip("a\0b.wav")


@pytest.mark.parametrize("name", ["a.wav", "a.mp3", "a.m4a"])
def test_empty_file(tmp_path, name):
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(AudioError, match=rf"^{name} is empty: nothing was recorded"):
        read_clip(tmp_path / name)


def test_wav_without_samples():
    with pytest.raises(AudioError, match=r"^The recording is empty: nothing was recorded"):
        read_clip(io.BytesIO(wav(samples=np.zeros(0))))
    with pytest.raises(AudioError, match=r"^The recording is empty: nothing was recorded"):
        clip_from_array(np.zeros(0, np.float32), 16_000)


@pytest.mark.parametrize(
    "content",
    [
        b"This is a shopping list, not a sound.\n" * 50,
        "Ein Text, wie Windows ihn speichert.\n".encode("utf-16") * 50,
        b"\xff\xfb" + np.random.default_rng(0).bytes(20_000),
        b"ID3\x04\0\0\0\0\0\x10" + b"not music " * 2_000,
        b"\xff\xf1" + np.random.default_rng(1).bytes(20_000),
        b"\x89PNG\r\n\x1a\n" + bytes(2_000),
        b"R",
    ],
    ids=["text", "UTF-16", "MP3", "ID3", "AAC", "picture", "byte"],
)
def test_something_else_with_the_name_of_a_recording(tmp_path, capfd, content):
    (tmp_path / "a.wav").write_bytes(content)
    with pytest.raises(AudioError, match=r"^a\.wav is not audio that can be read"):
        read_clip(tmp_path / "a.wav")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "content",
    [
        b"RIFF\x10\0\0\0WAVE",
        b"\0\0\0\x20ftypM4A " + bytes(2_000),
        b"\x1aE\xdf\xa3" + bytes(2_000),
        b"OggS" + bytes(2_000),
        b"fLaC" + bytes(2_000),
        b"caff" + bytes(2_000),
    ],
    ids=["WAV", "M4A", "WebM", "OGG", "FLAC", "CAF"],
)
def test_a_container_in_which_nothing_can_be_read_is_damaged(capfd, content):
    with pytest.raises(AudioError, match=r"^The recording is damaged: "):
        read_clip(io.BytesIO(content))
    assert capfd.readouterr() == ("", "")


def test_video_without_sound(tmp_path):
    with pytest.raises(AudioError, match=r"^a\.mp4 has no sound in it\. "):
        read_clip(encode_video(tmp_path / "a.mp4", None))


@pytest.mark.parametrize("name", ["list.m3u8", "list.wav", "list.mp3"])
@pytest.mark.parametrize(
    "playlist",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1.0,\n{path}\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile '{path}'\n",
        "ffconcat version 1.0\nfile secret.aac\n",
        '<?xml version="1.0"?><MPD><Period><BaseURL>file:{path}</BaseURL></Period></MPD>',
    ],
    ids=["HLS", "concat", "concat beside", "DASH"],
)
def test_playlists_open_no_other_file(tmp_path, name, playlist):
    secret = encode(tmp_path / "secret.aac", tone(), 16_000, "aac", container="adts")
    assert read_clip(secret).seconds > 0.9  # could be read, if it were asked for
    (tmp_path / name).write_text(playlist.format(path=secret))
    with pytest.raises(AudioError, match=rf"^{name} is not audio that can be read"):
        read_clip(tmp_path / name)


def test_ffmpeg_may_open_no_second_file():
    with pytest.raises(PermissionError):
        ffmpeg._open_nothing("https://example.org/a.wav", 1, {})


def test_messages_have_one_name_and_say_what_to_do(tmp_path):
    (tmp_path / "notes.wav").write_text("notes")
    with pytest.raises(AudioError) as caught:
        read_clip(tmp_path / "notes.wav")
    assert str(caught.value) == (
        "notes.wav is not audio that can be read. Use WAV, FLAC, OGG, MP3, M4A or WebM."
    )
    with (tmp_path / "notes.wav").open("rb") as file, pytest.raises(AudioError, match=r"^notes\."):
        read_clip(file)


# Resampling


@pytest.mark.parametrize("sample_rate", [4_567, 11_127, 15_999, 22_255, 44_056, 44_101, 47_999])
def test_unusual_rates_keep_pitch_and_length(sample_rate):
    clip = resample(clip_from_array(tone(sample_rate=sample_rate), sample_rate), 16_000)
    assert clip.sample_rate == 16_000
    assert clip.seconds == pytest.approx(1, abs=0.002)
    assert frequency_of(clip) == pytest.approx(440, abs=0.5)
    assert amplitude_of(clip) == pytest.approx(0.3, rel=0.01)


def test_resampling_removes_what_the_lower_rate_cannot_hold():
    clip = clip_from_array(tone(11_000, sample_rate=48_000), 48_000)
    assert amplitude_of(clip) == pytest.approx(0.3, rel=0.01)
    assert amplitude_of(resample(clip, 16_000)) < 0.003  # would sound as 5000 Hz


def test_resampling_to_the_same_rate_changes_nothing():
    clip = clip_from_array(tone(), 16_000)
    assert resample(clip, 16_000) is clip


def test_resampling_stays_within_full_scale():
    square = np.sign(tone(300, sample_rate=48_000))
    clip = resample(clip_from_array(square, 48_000), 16_000)
    assert np.abs(clip.samples).max() <= 1
    assert clip.channels == 1


@pytest.mark.parametrize("sample_rate", [16_000, 48_000])
def test_prepare_gives_a_waveform_of_its_own(sample_rate):
    clip = clip_from_array(tone(sample_rate=sample_rate, seconds=1.5), sample_rate)
    waveform = prepare(clip, FeatureConfig())
    assert waveform.shape == (24_000,)
    assert waveform.dtype == torch.float32
    assert_is_tone(Clip(waveform.numpy()[:16_000], 16_000), 16_000, 1)
    before = clip.samples.copy()
    waveform.zero_()
    assert (clip.samples == before).all()


# Drift


@pytest.mark.parametrize("sample_rate", [8_000, 16_000, 44_100, 48_000])
def test_an_offset_that_dies_away_is_removed_and_a_voice_stays(sample_rate):
    time = np.arange(2 * sample_rate) / sample_rate
    voice = tone(100, seconds=2, sample_rate=sample_rate) * (time > 0.5)
    settling = 0.3 * np.exp(-time / 0.03)
    clip = clip_from_array(voice + settling, sample_rate)
    assert np.abs(clip.samples[: sample_rate // 2 - 1]).max() < 0.15
    assert np.abs(clip.samples[sample_rate // 20 : sample_rate * 2 // 5]).max() < 0.05
    middle = slice(sample_rate, sample_rate * 3 // 2)
    assert np.abs(clip.samples[middle] - voice[middle]).max() < 0.01


@pytest.mark.parametrize(("frequency", "left"), [(3, 0.1), (60, 0.95), (100, 0.98), (300, 0.99)])
def test_only_what_is_too_slow_to_be_heard_is_drift(frequency, left):
    clip = clip_from_array(tone(frequency, seconds=4), 16_000)
    assert amplitude_of(clip) / 0.3 == pytest.approx(left, abs=0.06)
