"""What a lossy codec leaves of a sound on its way through a browser, a file or a video call."""

import io
from typing import Any

import av
import numpy as np
import torch
from torch import Tensor

# name -> container, encoder, the rate it is encoded at (Hz), bit rate (bit/s)
CODECS = {
    "opus-16": ("ogg", "libopus", 16_000, 16_000),
    "opus-32": ("ogg", "libopus", 48_000, 32_000),
    "mp3-32": ("mp3", "libmp3lame", 16_000, 32_000),
    "mp3-64": ("mp3", "libmp3lame", 44_100, 64_000),
}


def through_codec(waveform: Tensor, sample_rate: int, codec: str) -> Tensor:
    """(n,) float32 -> (n,) float32: encoded by the named codec of `CODECS` and decoded again.

    The few milliseconds by which codecs delay the sound are left in.
    """
    return through_encoder(waveform, sample_rate, *CODECS[codec])


def through_encoder(
    waveform: Tensor,
    sample_rate: int,
    container_format: str,
    encoder: str,
    coded_rate: int,
    bit_rate: int,
) -> Tensor:
    """As `through_codec`, with a codec of one's own; the settings are those of `CODECS`."""
    samples = (waveform.clamp(-1, 1) * 32_767).round().to(torch.int16).numpy()
    file = io.BytesIO()
    with av.open(file, "w", format=container_format) as container:
        stream: Any = container.add_stream(encoder, rate=coded_rate, layout="mono")
        stream.bit_rate = bit_rate
        frame = av.AudioFrame.from_ndarray(samples[np.newaxis], format="s16", layout="mono")
        frame.sample_rate = sample_rate
        resampler = av.AudioResampler(
            stream.format.name, "mono", coded_rate, frame_size=stream.codec_context.frame_size
        )
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    file.seek(0)
    with av.open(file, "r") as decoded_file:
        resampler = av.AudioResampler("flt", "mono", sample_rate)
        frames = [
            out for frame in decoded_file.decode(audio=0) for out in resampler.resample(frame)
        ]
        frames += resampler.resample(None)
    decoded = torch.from_numpy(np.concatenate([frame.to_ndarray()[0] for frame in frames]))
    missing = len(waveform) - len(decoded)
    return (
        torch.nn.functional.pad(decoded, (0, missing)) if missing > 0 else decoded[: len(waveform)]
    )
