"""Arrays in, Figure out. No pyplot: it keeps every figure in a global list."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import bidirectional

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font
from matplotlib.image import AxesImage
from matplotlib.ticker import EngFormatter, Formatter, ScalarFormatter

from demo import text

PIXELS_PER_INCH = 96  # of CSS
FONT_SIZE = 9.5  # points on the screen, on a phone as on a wide screen
ON_IMAGE = "#ffffff"

# Room around the axes, in CSS pixels
LEFT = 68
RIGHT = 14
RIGHT_OF_BAR = 62
TOP = 14
TOP_WITH_LABELS = 26
BOTTOM = 44


@dataclass(frozen=True, kw_only=True)
class Screen:
    """What a picture is drawn for."""

    width: int = 900  # CSS pixels
    density: float = 1.0  # pixels of the screen in a CSS pixel
    dark: bool = False


@dataclass(frozen=True, kw_only=True)
class Colours:
    """Blue and orange differ for every kind of eye."""

    paper: str
    ink: str
    grid: str
    wave: str
    words: tuple[str, ...]  # of the marks of the first, the second ... word, as in page.css
    other: str  # of all other marks


LIGHT = Colours(
    paper="#ffffff",
    ink="#33414e",
    grid="#e3e7ea",
    wave="#4a5a68",
    words=(
        "#1f6f8b",
        "#b04a00",
        "#4f6b00",
        "#8a2f7d",
        "#a3253b",
        "#00705a",
        "#6f5300",
        "#4b4fb0",
    ),
    other="#55606b",
)
DARK = Colours(
    paper="#1b222a",
    ink="#d5dde4",
    grid="#36424d",
    wave="#b9c6d1",
    words=(
        "#6fc3df",
        "#ffa45c",
        "#b5d44a",
        "#e58fd6",
        "#ff919c",
        "#4fd1ae",
        "#dcc06a",
        "#adaeff",
    ),
    other="#c3ccd4",
)


@dataclass(frozen=True)
class Mark:
    """A part of the sound, with its name."""

    start: float  # seconds
    end: float  # seconds
    label: str
    word: int | None = None  # which of the model's words it is, if it is one


@dataclass(frozen=True, kw_only=True, eq=False)
class Image:
    """A tensor to show: values (rows, columns), row 0 at the bottom."""

    values: np.ndarray
    first: float  # seconds: the middle of the first column
    step: float  # seconds from one column to the next
    ticks: Sequence[tuple[float, str]]  # (row, what is written beside it)
    axis: str  # what the rows are
    unit: str  # of the values
    limits: tuple[float, float]  # values of the first and the last colour
    colours: str = "magma"  # even steps of brightness: right in grey and for colour-blind eyes
    powers: bool = False  # values over many powers of ten, written short: 20k


def plot_story(
    samples: np.ndarray,
    sample_rate: int,
    image: Image,
    marks: Sequence[Mark],
    screen: Screen,
    *,
    small: bool = False,
) -> Figure:
    """Sound wave (n,) above, its image below on the same time axis, the marks on both."""
    figure = new_figure(screen, height=270 if small else 430)
    wave, tones = figure.subplots(2, 1, sharex=True, height_ratios=(1, 2) if small else (2, 3))
    margins(figure, screen, top=TOP_WITH_LABELS, right=RIGHT, gap=8 if small else 12)
    draw_wave(wave, samples, sample_rate, screen)
    draw_marks(wave, marks, screen)
    draw_image(tones, image, screen)
    for mark in marks:
        for edge in (mark.start, mark.end):
            tones.axvline(edge, color=ON_IMAGE, linewidth=1.3, linestyle=(0, (4, 3)))
    wave.tick_params(labelbottom=False)
    if small:
        wave.set(ylabel="")
    tones.set(xlim=(0, len(samples) / sample_rate), xlabel=text.TIME_AXIS)
    return figure


def plot_waveform(
    samples: np.ndarray, sample_rate: int, marks: Sequence[Mark], screen: Screen
) -> Figure:
    """Sound wave (n,) over time, with marks."""
    figure = new_figure(screen, height=200)
    axes = figure.subplots()
    margins(figure, screen, top=TOP_WITH_LABELS, right=RIGHT_OF_BAR)
    draw_wave(axes, samples, sample_rate, screen)
    draw_marks(axes, marks, screen)
    axes.set(xlim=(0, len(samples) / sample_rate), xlabel=text.TIME_AXIS)
    return figure


def plot_image(image: Image, screen: Screen) -> Figure:
    """A tensor (rows, columns) as an image, with a bar that says which colour is which value."""
    figure = new_figure(screen, height=280)
    axes = figure.subplots()
    margins(figure, screen, top=TOP_WITH_LABELS, right=RIGHT_OF_BAR)
    draw_image(axes, image, screen)
    axes.set(xlabel=text.TIME_AXIS)
    box = axes.get_position()
    bar_axes = figure.add_axes((box.x1 + 8 / screen.width, box.y0, 10 / screen.width, box.height))
    draw_bar(bar_axes, image, screen)
    return figure


# The parts


class Written(Formatter):
    """Mixed into a formatter of matplotlib: numbers as the language writes them."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        """One number beside an axis."""
        return text.written(super().__call__(x, pos))


class Ticks(Written, ScalarFormatter):
    """0.5 and the like."""


class Powers(Written, EngFormatter):
    """2.5k and the like."""


def drawn_name(word: str, number: int) -> str:
    """A word as a picture can write it: a number from 1 where the font has no letters for it.

    No figure shapes or turns round what is written from right to left.
    """
    font = get_font(findfont("DejaVu Sans"))
    is_there = all(font.get_char_index(ord(letter)) for letter in word)
    if is_there and not any(bidirectional(letter) in ("R", "AL") for letter in word):
        return word
    return f"{number + 1}."


def colours_of(screen: Screen) -> Colours:
    """Those of the page."""
    return DARK if screen.dark else LIGHT


def new_figure(screen: Screen, height: int) -> Figure:
    """An empty figure as wide as the screen's column, so that its text is never scaled."""
    return Figure(
        figsize=(screen.width / PIXELS_PER_INCH, height / PIXELS_PER_INCH),
        dpi=PIXELS_PER_INCH * screen.density,
        facecolor=colours_of(screen).paper,
    )


def margins(figure: Figure, screen: Screen, *, top: int, right: int, gap: int = 0) -> None:
    """Fixed room around the axes: takes no time, and all pictures share their time axis."""
    height = figure.get_figheight() * PIXELS_PER_INCH
    figure.subplots_adjust(
        left=LEFT / screen.width,
        right=1 - right / screen.width,
        top=1 - top / height,
        bottom=BOTTOM / height,
        hspace=2 * gap / (height - top - BOTTOM),
    )


def style(axes: Axes, screen: Screen) -> None:
    """Quiet axes: no frame, small grey numbers."""
    colours = colours_of(screen)
    axes.set_facecolor(colours.paper)
    axes.xaxis.set_major_formatter(Ticks())
    axes.yaxis.set_major_formatter(Ticks())
    axes.tick_params(
        colors=colours.ink, labelsize=FONT_SIZE, left=False, bottom=False, length=0, pad=5
    )
    axes.xaxis.label.set(color=colours.ink, fontsize=FONT_SIZE)
    axes.yaxis.label.set(color=colours.ink, fontsize=FONT_SIZE)
    for spine in axes.spines.values():
        spine.set_visible(False)


def draw_wave(axes: Axes, samples: np.ndarray, sample_rate: int, screen: Screen) -> None:
    """The wave; where several samples share a pixel, from the lowest to the highest of them."""
    style(axes, screen)
    colours = colours_of(screen)
    times = np.arange(len(samples)) / sample_rate
    per_pixel = len(samples) // (2 * screen.width)
    if per_pixel < 2:
        axes.plot(times, samples, color=colours.wave, linewidth=0.9)
    else:
        groups = samples[: len(samples) // per_pixel * per_pixel].reshape(-1, per_pixel)
        axes.fill_between(
            times[: groups.size : per_pixel],
            groups.min(axis=1),
            groups.max(axis=1),
            color=colours.wave,
            linewidth=0.6,
        )
    loudest = max(float(np.abs(samples).max(initial=0.0)), 0.01)
    axes.set(ylim=(-1.1 * loudest, 1.1 * loudest), ylabel=text.WAVE_AXIS)
    axes.locator_params(axis="y", nbins=3)
    axes.grid(color=colours.grid, linewidth=0.8)
    axes.set_axisbelow(True)


def draw_marks(axes: Axes, marks: Sequence[Mark], screen: Screen) -> None:
    """Each part shaded, with its name above it."""
    colours = colours_of(screen)
    for mark in marks:
        colour, name = colours.other, mark.label
        if mark.word is not None:
            colour = colours.words[mark.word % len(colours.words)]
            name = drawn_name(mark.label, mark.word)
        axes.axvspan(mark.start, mark.end, color=colour, alpha=0.16, linewidth=0, zorder=0)
        for edge in (mark.start, mark.end):
            axes.axvline(edge, color=colour, linewidth=1.3, linestyle=(0, (4, 3)))
        axes.annotate(
            name,
            ((mark.start + mark.end) / 2, 1),
            xycoords=axes.get_xaxis_transform(),
            xytext=(0, 4),
            textcoords="offset points",
            ha="center",
            color=colour,
            fontsize=FONT_SIZE + 1.5,
            fontweight="bold",
            annotation_clip=False,
            parse_math=False,
        )


def draw_image(axes: Axes, image: Image, screen: Screen) -> AxesImage:
    """The tensor; every number is one rectangle around its own moment."""
    style(axes, screen)
    rows, columns = image.values.shape
    left = image.first - image.step / 2
    shown = axes.imshow(
        image.values,
        origin="lower",
        aspect="auto",
        cmap=image.colours,
        interpolation="nearest",
        extent=(left, left + columns * image.step, -0.5, rows - 0.5),
        vmin=image.limits[0],
        vmax=image.limits[1],
    )
    positions = [position for position, _ in image.ticks]
    axes.set_yticks(positions, [label for _, label in image.ticks])
    axes.set(ylabel=image.axis)
    return shown


def draw_bar(axes: Axes, image: Image, screen: Screen) -> None:
    """Which colour is which value. A fifth of a picture's time less than matplotlib's own takes."""
    axes.imshow(
        np.linspace(0, 1, 256)[:, None],
        origin="lower",
        aspect="auto",
        cmap=image.colours,
        extent=(0, 1, *image.limits),
    )
    style(axes, screen)
    axes.set_xticks([])
    axes.tick_params(labelleft=False, labelright=True)
    axes.locator_params(axis="y", nbins=5)
    if image.powers:
        axes.yaxis.set_major_formatter(Powers(sep=""))
    axes.set_title(image.unit, fontsize=FONT_SIZE, color=colours_of(screen).ink, loc="left")
