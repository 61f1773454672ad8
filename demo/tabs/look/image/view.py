"""The pictures of the image part: spectrogram, mel bands, mel image and MFCC as HTML."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from torch import Tensor

from core.config import FeatureConfig
from demo import text
from demo.tabs.look.image import numbers as image
from demo.tabs.look.image.numbers import ImageSettings
from demo.tabs.look.image.plot import Bands, plot_bands
from demo.ui.figure import (
    Image,
    Screen,
    plot_image,
)
from demo.ui.mel import hertz_of, highest_tone, mel_of, middle_of, width_of
from demo.ui.pictures import MEL_TONES, TONES, html, image_of, loudest, mel_image, shape

MEL_TICKS = (0, 500, 2000, 4000, 8000)  # Hz, below the mel bands: they stand side by side


def spectrogram(levels: Tensor, settings: ImageSettings, start: float, screen: Screen) -> str:
    """Tones (n_fft // 2 + 1, columns) in dB or power of the sound that begins at `start` s."""
    features = settings.features
    rows = image.shown(levels, settings)
    if settings.mel_axis:
        step = mel_of(highest_tone(features)) / (len(rows) - 1)
        ticks = [(mel_of(hertz) / step, text.number(hertz)) for hertz in MEL_TONES]
        axis, tone_of = text.IMAGE_MEL_AXIS, lambda row: hertz_of(row * step)
    else:
        step = features.sample_rate / features.n_fft
        ticks = [(hertz / step, text.number(hertz)) for hertz in TONES]
        axis, tone_of = text.TONE_AXIS, lambda row: row * step
    unit = text.DECIBELS if settings.decibels else text.IMAGE_POWER
    drawn = coloured(image_of(rows, features, start, ticks, axis, unit), settings)
    alt = f"{text.ALT_SPECTROGRAM} {loudest(drawn, tone_of)}"
    return html(plot_image(drawn, screen), alt, shape(text.SHAPE_SPECTROGRAM, levels))


def bands(settings: ImageSettings, screen: Screen) -> str:
    """The triangles of the mel bands, over tones in Hz or in mel."""
    features = settings.features
    highest = highest_tone(features)
    position: Callable[[float], float] = mel_of if settings.mel_axis else float
    weights = image.bands(features, settings.window)
    words = text.IMAGE_BANDS_EQUAL if settings.mel_axis else text.IMAGE_BANDS_WIDER
    triangles = Bands(
        weights=weights.numpy(),
        positions=np.array([position(hertz) for hertz in np.linspace(0, highest, len(weights))]),
        ticks=[
            (position(hertz), text.number(hertz))
            for hertz in (MEL_TICKS if settings.mel_axis else TONES)
            if hertz <= highest
        ],
        across=text.IMAGE_MEL_AXIS if settings.mel_axis else text.TONE_AXIS,
        up=text.IMAGE_WEIGHT_AXIS,
    )
    caption = words.format(low=width_of(0, features), high=width_of(features.n_mels - 1, features))
    alt = f"{text.IMAGE_ALT_BANDS.format(count=features.n_mels)} {caption}"
    return html(plot_bands(triangles, screen), alt, caption)


def mel(values: Tensor, settings: ImageSettings, start: float, screen: Screen) -> str:
    """Bands (n_mels, columns) of the sound that begins at `start` seconds."""
    features = settings.features
    drawn = coloured(mel_image(values, features, start), settings)
    if not settings.decibels:
        drawn = replace(drawn, unit=text.IMAGE_POWER)
    alt = f"{text.ALT_MEL} {loudest(drawn, lambda row: middle_of(row, features))}"
    return html(plot_image(drawn, screen), alt, shape(text.SHAPE_MEL, values))


def mfcc(values: Tensor, features: FeatureConfig, start: float, screen: Screen) -> str:
    """Numbers (n_mfcc, columns). Number 0 is far larger than the others, which set the colours."""
    largest = float(values[1:].abs().max()) or 1.0
    ticks = [(row, str(row)) for row in range(0, len(values), 3)]
    drawn = image_of(values, features, start, ticks, text.MFCC_AXIS, "")
    drawn = replace(drawn, limits=(-largest, largest), colours=image.COLOURS_OF_SIGNS)
    return html(plot_image(drawn, screen), text.ALT_MFCC, shape(text.SHAPE_MFCC, values))


def coloured(drawn: Image, settings: ImageSettings) -> Image:
    """In the colours, and as the kind of numbers, that were asked for."""
    return replace(drawn, colours=settings.colours, powers=not settings.decibels)
