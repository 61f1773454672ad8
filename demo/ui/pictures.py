"""Sounds and images as pictures in HTML, each with its text for those who cannot see it."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image as Picture

from core.config import FeatureConfig
from core.decision.classifier import Classifier
from core.decision.prediction import Prediction
from core.sound.mel import mel_levels_db
from demo import text
from demo.heard import Heard
from demo.ui.figure import (
    PIXELS_PER_INCH,
    Image,
    Mark,
    Screen,
    plot_story,
    plot_waveform,
)
from demo.ui.mel import band_of, middle_of

if TYPE_CHECKING:
    from torch import Tensor

WIDTHS = (260, 1200)  # CSS pixels
DENSITIES = (1.0, 2.0)
TONES = tuple(range(0, 9000, 2000))  # Hz, beside a spectrogram
MEL_TONES = (100, 300, 600, 1000, 2000, 4000, 7000)  # Hz, beside a mel spectrogram
STORY_RANGE = 55.0  # dB from the brightest to the darkest colour, so that hiss stays dark
STORY_QUIET = -10.0  # dB: where nothing is louder than a whisper, nothing is bright


def screen(told: Any) -> Screen:
    """What the browser says about itself (page.js), kept within reason."""
    try:
        width, density = float(told["width"]), float(told["density"])
        dark = bool(told["dark"])
    except (KeyError, TypeError, ValueError):
        return Screen()
    return Screen(
        width=int(np.clip(np.nan_to_num(width), *WIDTHS)),
        density=float(np.clip(np.nan_to_num(density), *DENSITIES)),
        dark=dark,
    )


def html(figure: Figure, alt: str, caption: str) -> str:
    """The figure inside the page itself, so that no file of it stays on the server.

    As PNG, packed lightly: lossless, and no slower than WebP (15 ms, 110 kB for a wide screen).
    """
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = Picture.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    file = BytesIO()
    pixels.save(file, format="png", compress_level=1)
    data = base64.b64encode(file.getvalue()).decode()
    width, height = (round(inches * PIXELS_PER_INCH) for inches in figure.get_size_inches())
    return (
        f'<figure class="picture"><img alt="{escape(alt)}" width="{width}" height="{height}" '
        f'src="data:image/png;base64,{data}"><figcaption>{escape(caption)}</figcaption></figure>'
    )


# One function a picture


def story(heard: Heard, screen: Screen) -> str:
    """The whole recording as wave and as image, what was heard marked on both."""
    prediction, classifier = heard.prediction, heard.classifier
    marks = word_marks(prediction, classifier)
    marked = text.CAPTION_WORDS if marks else text.CAPTION_NEITHER
    judged = Mark(prediction.start, prediction.end, text.JUDGED)
    caption = f"{text.CAPTION_STORY} {marked}"
    return wave_and_image(heard.samples, marks or [judged], classifier.features, caption, screen)


def word_marks(prediction: Prediction, classifier: Classifier) -> list[Mark]:
    """A mark for each word that was accepted."""
    return [
        Mark(word.start, word.end, word.label, classifier.words.index(word.label))
        for word in prediction.words
    ]


def wave_and_image(
    waveform: "np.ndarray | Tensor",
    marks: Sequence[Mark],
    features: FeatureConfig,
    caption: str,
    screen: Screen,
    *,
    small: bool = False,
) -> str:
    """A whole waveform (n,) as wave and as image, with marks on both."""
    samples = np.asarray(waveform)
    drawn = mel_image(mel_levels_db(samples, features), features, start=0.0)
    brightest = max(drawn.limits[1], STORY_QUIET)
    drawn = replace(drawn, limits=(brightest - STORY_RANGE, brightest))
    figure = plot_story(samples, features.sample_rate, drawn, marks, screen, small=small)
    alt = [
        text.ALT_STORY.format(seconds=len(waveform) / features.sample_rate),
        loudest(drawn, lambda row: middle_of(row, features)),
        *(text.ALT_MARK.format(**vars(mark)) for mark in marks),
    ]
    return html(figure, " ".join(alt), caption)


def waveform(heard: Heard, screen: Screen) -> str:
    """The whole recording, with the window that was judged marked."""
    samples, features = heard.samples, heard.classifier.features
    start = heard.prediction.window_start
    end = start + features.window_seconds
    mark = Mark(max(start, 0.0), min(end, heard.clip.seconds), text.JUDGED)
    figure = plot_waveform(samples, features.sample_rate, [mark], screen)
    alt = [text.ALT_WAVEFORM.format(seconds=heard.clip.seconds), text.ALT_MARK.format(**vars(mark))]
    return html(figure, " ".join(alt), text.SHAPE_WAVEFORM.format(shape=tuple(samples.shape)))


# The parts


def image_of(
    values: "np.ndarray | Tensor",
    features: FeatureConfig,
    start: float,
    ticks: Sequence[tuple[float, str]],
    axis: str,
    unit: str,
) -> Image:
    """Values (rows, columns) of the sound that begins at `start` seconds, ready to draw."""
    rows = len(values)
    return Image(
        values=np.asarray(values),
        first=start,
        step=features.hop_length / features.sample_rate,
        ticks=[(row, label) for row, label in ticks if -0.5 <= row <= rows - 0.5],
        axis=axis,
        unit=unit,
        limits=(float(values.min()), max(float(values.max()), float(values.min()) + 1e-3)),
    )


def mel_image(values: "np.ndarray | Tensor", features: FeatureConfig, start: float) -> Image:
    """Mel bands (n_mels, columns) with their tones in Hz beside them."""
    ticks = [(band_of(hertz, features), text.number(hertz)) for hertz in MEL_TONES]
    return image_of(values, features, start, ticks, text.TONE_AXIS, "")


def loudest(drawn: Image, hertz: Callable[[float], float]) -> str:
    """Where the brightest spot is, in a sentence."""
    row, column = np.unravel_index(drawn.values.argmax(), drawn.values.shape)
    time = max(0.0, drawn.first + float(column) * drawn.step)
    return str(text.ALT_LOUDEST.format(time=time, hertz=round(hertz(float(row)), -1)))


def shape(sentence: str, values: "Tensor") -> str:
    """The shape of a tensor in a sentence that names its rows and columns."""
    rows, columns = values.shape
    return sentence.format(shape=tuple(values.shape), rows=rows, columns=columns)
