"""Sounds for the tests, made from formulas: tones, something like a word, and files of them."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np


def tone(
    frequency: float = 440.0,
    seconds: float = 1.0,
    sample_rate: int = 16_000,
    amplitude: float = 0.3,
) -> np.ndarray:
    """A sine: float32 (n,)."""
    time = np.arange(round(seconds * sample_rate)) / sample_rate
    return (amplitude * np.sin(2 * np.pi * frequency * time)).astype(np.float32)


def spoken(
    start: float = 0.3,
    end: float = 0.75,
    seconds: float = 1.0,
    sample_rate: int = 16_000,
    amplitude: float = 0.4,
    background: float = 0.0005,
) -> np.ndarray:
    """Something like a vowel in a quiet room, from start to end in seconds: float32 (n,).

    A voice of 140 Hz whose overtones near 600 and 1200 Hz are the strongest; `amplitude` is that
    of its highest wave, `background` the standard deviation of the hiss.
    """
    time = np.arange(round(seconds * sample_rate)) / sample_rate
    voice = np.zeros_like(time)
    for overtone in range(1, 25):
        frequency = 140.0 * overtone
        strength = sum(1 / (1 + ((frequency - formant) / 120) ** 2) for formant in (600, 1200))
        voice += strength * np.sin(2 * np.pi * frequency * time + overtone**2)
    inside = np.clip((time - start) / (end - start), 0, 1)
    voice *= np.sin(np.pi * inside) ** 0.7
    hiss = np.random.default_rng(0).normal(0, background, len(time))
    return (amplitude * voice / np.abs(voice).max() + hiss).astype(np.float32)


def encode(
    path: Path,
    samples: np.ndarray,
    sample_rate: int,
    codec: str,
    layout: str = "mono",
    container: str | None = None,
) -> Path:
    """Write float32 samples, (n,) for every channel or (n, channels), by FFmpeg's encoders."""
    with av.open(str(path), "w", format=container) as media:
        encode_sound(media, media.add_stream(codec, rate=sample_rate, layout=layout), samples)
    return path


def encode_video(path: Path, samples: np.ndarray | None, sample_rate: int = 48_000) -> Path:
    """Write half a second of grey pictures, with the samples (n,) as their sound or without."""
    with av.open(str(path), "w") as media:
        pictures = media.add_stream("mpeg4", rate=10)
        pictures.width, pictures.height, pictures.pix_fmt = 64, 48, "yuv420p"
        sound = None
        if samples is not None:
            sound = media.add_stream("aac", rate=sample_rate, layout="mono")
        for _ in range(5):
            picture = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 128, np.uint8))
            media.mux(pictures.encode(picture))
        media.mux(pictures.encode(None))
        if samples is not None:
            encode_sound(media, sound, samples)
    return path


def encode_sound(media: Any, stream: Any, samples: np.ndarray) -> None:
    """Write the samples, as in `encode`, to one stream of an open file."""
    layout, sample_rate = stream.layout, stream.rate
    if samples.ndim == 1:
        samples = np.repeat(samples[:, None], layout.nb_channels, axis=1)
    side_by_side = np.ascontiguousarray(samples.reshape(1, -1))
    frame = av.AudioFrame.from_ndarray(side_by_side, format="flt", layout=layout.name)
    frame.sample_rate = sample_rate
    frame.time_base = Fraction(1, sample_rate)
    frame.pts = 0
    stream.codec_context.open(
        strict=False
    )  # only then is it known how many samples the encoder wants
    to_encoder = av.AudioResampler(
        stream.format, layout.name, sample_rate, frame_size=stream.codec_context.frame_size
    )
    for piece in (*to_encoder.resample(frame), *to_encoder.resample(None)):
        media.mux(stream.encode(piece))
    media.mux(stream.encode(None))
