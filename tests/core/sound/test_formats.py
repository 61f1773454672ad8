"""Files that players play although they are unusual, cut or chained; and lists that are none."""

import io
import struct
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from core.errors import AudioError
from core.sound.clip import Clip
from core.sound.decode import read_clip
from core.sound.ffmpeg import DEMUXERS, sound_decoders
from tests.sounds import encode, encode_sound, tone


def pitch(clip: Clip, start: float = 0.2, end: float = 0.8) -> float:
    """The loudest frequency between two times in seconds, in Hz."""
    part = clip.samples[round(start * clip.sample_rate) : round(end * clip.sample_rate)]
    power = np.abs(np.fft.rfft(part * np.hanning(len(part))))
    return float(power.argmax() * clip.sample_rate / len(part))


def assert_hears(clip: Clip, frequency: float = 440, seconds: float = 1.0) -> None:
    assert clip.seconds == pytest.approx(seconds, abs=0.1)
    assert pitch(clip) == pytest.approx(frequency, abs=5)


@pytest.mark.parametrize(
    ("name", "codec", "sample_rate"),
    [
        ("a.caf", "alac", 44_100),
        ("a.w64", "pcm_s16le", 16_000),
        ("a.3gp", "aac", 16_000),
        ("a.3g2", "aac", 16_000),
        ("a.wma", "pcm_s16le", 44_100),
        ("a.mpg", "mp2", 44_100),
        ("a.ts", "aac", 44_100),
        ("a.flv", "aac", 44_100),
        ("a.tta", "tta", 44_100),
        ("a.wv", "wavpack", 44_100),
        ("a.ac3", "ac3", 44_100),
        ("a.spx", "libspeex", 16_000),
        ("a.aifc", "pcm_s16be", 44_100),
    ],
)
def test_containers_that_people_have(tmp_path, name, codec, sample_rate):
    try:
        av.Codec(codec, "w")
    except ValueError:
        codec = "flac"  # this FFmpeg cannot write it: what may be in the container, too
    container = {"wma": "asf", "ts": "mpegts", "aifc": "aiff"}.get(name[2:])
    path = encode(
        tmp_path / name, tone(sample_rate=sample_rate), sample_rate, codec, container=container
    )
    assert_hears(read_clip(path))


def test_a_voice_message_of_a_phone(tmp_path):
    """Opus in CAF, which PyAV reads but does not write."""
    path = encode(tmp_path / "a.ogg", tone(sample_rate=48_000), 48_000, "libopus")
    with av.open(str(path)) as media:
        head = media.streams.audio[0].codec_context.extradata
        packets = [bytes(packet) for packet in media.demux() if packet.size]
    sizes = b"".join(  # seven bits in each byte, the first bit says that more follow
        bytes([128 | len(packet) >> 7, len(packet) & 127]) for packet in packets
    )
    table = struct.pack(">qqii", len(packets), 960 * len(packets), 0, 0) + sizes
    chunks = {
        b"desc": struct.pack(">d4sIIIII", 48_000, b"opus", 0, 0, 960, 1, 0),
        b"kuki": head,
        b"pakt": table,
        b"data": bytes(4) + b"".join(packets),
    }
    message = b"caff" + struct.pack(">HH", 1, 0)
    for name, content in chunks.items():
        message += name + struct.pack(">q", len(content)) + content
    assert_hears(read_clip(io.BytesIO(message)))


ID3 = b"ID3\x04\0\0\0\0\x02\x00" + b"A picture of the singer. ".ljust(256, b".")


@pytest.mark.parametrize("junk", [bytes(1_000), ID3, ID3 + ID3, ID3 + bytes(500), b"junk" * 200])
@pytest.mark.parametrize("name", ["a.mp3", "a.wav", "a.aac", "a.flac", "a.ogg"])
def test_a_tag_or_junk_before_the_first_frame(tmp_path, capfd, name, junk):
    if name in ("a.mp3", "a.aac"):
        codec, container = ("libmp3lame", None) if name == "a.mp3" else ("aac", "adts")
        encode(tmp_path / name, tone(), 16_000, codec, container=container)
    else:
        soundfile.write(tmp_path / name, tone(), 16_000)
    assert_hears(read_clip(io.BytesIO(junk + (tmp_path / name).read_bytes())))
    assert capfd.readouterr() == ("", "")


def test_a_tag_that_lies_about_its_length(tmp_path):
    path = encode(tmp_path / "a.mp3", tone(), 16_000, "libmp3lame")
    tag = b"ID3\x04\0\0\x7f\x7f\x7f\x7f"
    assert_hears(read_clip(io.BytesIO(tag + path.read_bytes())))


@pytest.mark.parametrize("cut", [501, 1_333, 2_222])
@pytest.mark.parametrize("name", ["a.mp3", "a.aac"])
def test_files_that_begin_within_a_frame(tmp_path, name, cut):
    codec, container = ("libmp3lame", None) if name == "a.mp3" else ("aac", "adts")
    path = encode(tmp_path / name, tone(seconds=2), 16_000, codec, container=container)
    clip = read_clip(io.BytesIO(path.read_bytes()[cut:]))
    assert clip.seconds > 1
    assert pitch(clip) == pytest.approx(440, abs=5)


@pytest.mark.parametrize(
    ("name", "codec"),
    [("a.mp3", "libmp3lame"), ("a.aac", "aac"), ("a.ogg", "libopus"), ("a.webm", "libopus")],
)
def test_files_that_end_within_a_frame(tmp_path, name, codec):
    container = "adts" if name == "a.aac" else None
    path = encode(
        tmp_path / name, tone(seconds=2, sample_rate=48_000), 48_000, codec, container=container
    )
    content = path.read_bytes()
    clip = read_clip(io.BytesIO(content[: len(content) * 3 // 4 + 1]))
    assert 0.9 < clip.seconds < 4
    assert pitch(clip) == pytest.approx(440, abs=5)


@pytest.mark.parametrize("subtype", ["OPUS", "VORBIS"])
@pytest.mark.parametrize("second_rate", [48_000, 24_000])
def test_streams_chained_in_one_ogg(subtype, second_rate):
    chained = b""
    for frequency, sample_rate in ((440, 48_000), (1_000, second_rate)):
        one = io.BytesIO()
        sound = tone(frequency, sample_rate=sample_rate)
        soundfile.write(one, sound, sample_rate, subtype, format="OGG")
        chained += one.getvalue()
    clip = read_clip(io.BytesIO(chained))
    if subtype == "OPUS" or second_rate == 48_000:
        assert clip.seconds == pytest.approx(2, abs=0.1)
        assert pitch(clip, 0.2, 0.8) == pytest.approx(440, abs=5)
        assert pitch(clip, 1.2, 1.8) == pytest.approx(1_000, abs=5)
    else:
        assert pitch(clip, 0.2, 0.8) == pytest.approx(440, abs=5)


def with_tracks(path: Path, *sounds: np.ndarray) -> Path:
    """A file with several tracks of sound at 48 kHz."""
    with av.open(str(path), "w") as media:
        streams = [media.add_stream("aac", rate=48_000, layout="mono") for _ in sounds]
        for stream, sound in zip(streams, sounds, strict=True):
            encode_sound(media, stream, sound)
    return path


@pytest.mark.parametrize("voice_at", [0, 1, 2])
def test_the_loudest_track_is_taken(tmp_path, voice_at):
    silence = np.zeros(48_000, np.float32)
    sounds = [silence, silence, silence]
    sounds[voice_at] = tone(sample_rate=48_000)
    assert_hears(read_clip(with_tracks(tmp_path / "screen.mp4", *sounds)))


@pytest.mark.parametrize("name", ["a.m4a", "a.mp4", "a.mov"])
def test_an_interrupted_recording_is_damaged_and_not_of_a_wrong_kind(tmp_path, name):
    path = encode(tmp_path / name, tone(), 16_000, "aac")
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 3 // 4])  # its index is at the end
    with pytest.raises(AudioError, match=rf"^{name} is damaged: .* Record or copy it again\.$"):
        read_clip(path)


LISTS = {
    "HLS": "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1.0,\n{path}\n#EXT-X-ENDLIST\n",
    "HLS of parts": '#EXTM3U\n#EXT-X-MAP:URI="{path}"\n#EXTINF:1.0,\n{path}\n',
    "concat": "ffconcat version 1.0\nfile '{path}'\n",
    "concat without a head": "file '{path}'\n",
    "concat of one beside": "ffconcat version 1.0\nfile secret.aac\n",
    "DASH": '<?xml version="1.0"?><MPD><Period><BaseURL>file:{path}</BaseURL></Period></MPD>',
    "SDP": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nt=0 0\nm=audio 5004 RTP/AVP 0\n",
    "PLS": "[playlist]\nFile1={path}\nNumberOfEntries=1\n",
    "RealMedia": "rtsp://127.0.0.1/a.rm\n",
    "cue sheet": 'FILE "{path}" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n',
    "IMF": '<?xml version="1.0"?><CompositionPlaylist><Id>urn:{path}</Id></CompositionPlaylist>',
    "subtitles": "1\n00:00:00,000 --> 00:00:01,000\n{path}\n",
    "lavfi": "sine=frequency=440:duration=1",
}


@pytest.mark.parametrize(
    "name", ["a.wav", "a.mp3", "a.m3u8", "a.ffconcat", "a.sdp", "a.mpd", "a%03d.png", "a.opus"]
)
@pytest.mark.parametrize("kind", LISTS)
def test_lists_of_files_and_addresses_open_nothing(tmp_path, monkeypatch, name, kind):
    secret = encode(tmp_path / "secret.aac", tone(), 16_000, "aac", container="adts")
    (tmp_path / name).write_text(LISTS[kind].format(path=secret))
    opened = []
    monkeypatch.setattr("core.sound.ffmpeg._open_nothing", lambda *what: opened.append(what))
    with pytest.raises(AudioError, match=r"is not audio that can be read"):
        read_clip(tmp_path / name)
    assert opened == []  # FFmpeg did not even try


def test_no_demuxer_that_opens_something_else_is_allowed():
    unsafe = {"hls", "concat", "dash", "sdp", "rtsp", "rtp", "image2", "lavfi", "imf", "vobsub"}
    allowed = set(DEMUXERS.split(","))
    assert not allowed & unsafe
    assert not any("pipe" in name or name.startswith("image") for name in allowed)


def test_pictures_and_videos_are_never_decoded():
    decoders = set(sound_decoders().split(","))
    assert {"aac", "opus", "mp3float", "alac", "pcm_s16le", "vorbis", "flac"} <= decoders
    assert not decoders & {"h264", "hevc", "png", "mjpeg", "gif", "ass", "srt"}
