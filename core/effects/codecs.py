"""What is left of a sound on its way through a telephone, a file or a video call.

The effects are alike: waveform (n,) float32, its rate in Hz, how much -> waveform (n,). The
waveform that goes in is never changed. The few milliseconds by which codecs delay it are left in.
"""

import io
from dataclasses import dataclass
from typing import Any

import av
import numpy as np
import torch
import torch.nn.functional as F
import torchaudio.functional as AF
from scipy.signal import butter, sosfilt
from torch import Tensor

LINE_RATE = 8_000  # Hz: a telephone's samples a second
LINE_LOWEST, LINE_HIGHEST = 300.0, 3_400.0  # Hz that an ordinary telephone line lets through
MU_LAW_STEPS = 256  # 8 bits a sample
VOICE_RATE = 16_000  # Hz at which a voice is encoded


@dataclass(frozen=True)
class Codec:
    """A way to make a sound small, which loses some of it."""

    container: str
    encoder: str  # FFmpeg's name
    sample_rate: int  # Hz that it is encoded at
    bit_rate: int  # bit/s


CODECS = {  # those of training
    "opus-16": Codec("ogg", "libopus", VOICE_RATE, 16_000),
    "opus-32": Codec("ogg", "libopus", 48_000, 32_000),
    "mp3-32": Codec("mp3", "libmp3lame", VOICE_RATE, 32_000),
    "mp3-64": Codec("mp3", "libmp3lame", 44_100, 64_000),
}


def telephone(waveform: Tensor, sample_rate: int, highest: float) -> Tensor:
    """Through an old telephone line that carries 300 Hz to `highest` Hz (3400 Hz is usual).

    Source: ITU-T G.711 (1988), 8,000 samples a second in 256 mu-law steps.
    """
    line = AF.resample(waveform, sample_rate, LINE_RATE)
    band = butter(4, (LINE_LOWEST, highest), "bandpass", fs=LINE_RATE, output="sos")
    carried = torch.from_numpy(sosfilt(band, line.numpy())).float().clamp(-1, 1)
    decoded = AF.mu_law_decoding(AF.mu_law_encoding(carried, MU_LAW_STEPS), MU_LAW_STEPS)
    received = AF.resample(decoded, LINE_RATE, sample_rate)
    return F.pad(received, (0, len(waveform) - len(received)))


def mp3(waveform: Tensor, sample_rate: int, kilobits: float) -> Tensor:
    """Through an MP3 file of so many kbit/s."""
    codec = Codec("mp3", "libmp3lame", VOICE_RATE, round(1000 * kilobits))
    return through_codec(waveform, sample_rate, codec)


def opus(waveform: Tensor, sample_rate: int, kilobits: float) -> Tensor:
    """Through a video call of so many kbit/s."""
    codec = Codec("ogg", "libopus", VOICE_RATE, round(1000 * kilobits))
    return through_codec(waveform, sample_rate, codec)


def through_codec(waveform: Tensor, sample_rate: int, codec: Codec) -> Tensor:
    """(n,) float32 -> (n,) float32: encoded and decoded again."""
    file = io.BytesIO()
    _encode(waveform, sample_rate, codec, file)
    file.seek(0)
    decoded = _decode(file, sample_rate)
    return F.pad(decoded, (0, len(waveform) - len(decoded)))


def _encode(waveform: Tensor, sample_rate: int, codec: Codec, file: io.BytesIO) -> None:
    samples = (waveform.clamp(-1, 1) * 32_767).round().to(torch.int16).numpy()
    with av.open(file, "w", format=codec.container) as container:
        stream: Any = container.add_stream(codec.encoder, rate=codec.sample_rate, layout="mono")
        stream.bit_rate = codec.bit_rate
        frame = av.AudioFrame.from_ndarray(samples[np.newaxis], format="s16", layout="mono")
        frame.sample_rate = sample_rate
        frame_size = stream.codec_context.frame_size
        resampler = av.AudioResampler(
            stream.format.name, "mono", codec.sample_rate, frame_size=frame_size
        )
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))


def _decode(file: io.BytesIO, sample_rate: int) -> Tensor:
    with av.open(file, "r") as decoded_file:
        resampler = av.AudioResampler("flt", "mono", sample_rate)
        frames = [
            piece for frame in decoded_file.decode(audio=0) for piece in resampler.resample(frame)
        ]
        frames += resampler.resample(None)
    return torch.from_numpy(np.concatenate([frame.to_ndarray()[0] for frame in frames]))
