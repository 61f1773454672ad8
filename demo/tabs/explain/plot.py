"""Pictures of what decided: the image in grey, and on it in a word's colour what spoke for it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure

from demo import text
from demo.ui.figure import (
    BOTTOM,
    FONT_SIZE,
    LEFT,
    PIXELS_PER_INCH,
    RIGHT,
    TOP_WITH_LABELS,
    Image,
    Screen,
    colours_of,
    draw_image,
    draw_wave,
    margins,
    new_figure,
    style,
)

NARROW = 640  # CSS pixels: narrower, and the words stand one below the other
WAVE_HEIGHT, IMAGE_HEIGHT = 84, 190  # CSS pixels
GAP = 8
TOP = 34  # with a large name above
GREYS = {False: "#8d979f", True: "#6b7885"}  # of the loudest spot, on light and dark paper
STRONGEST = 0.92  # how much of the grey the strongest colour hides
WAVE_STRONGEST = 0.55  # the wave must still be seen before it
VEIL = 0.86  # over what was muted


@dataclass(frozen=True, kw_only=True, eq=False)
class Because:
    """What spoke for one word."""

    title: str
    word: int  # which of the model's words: its colour
    strength: np.ndarray  # (rows, columns) of the image, 0 to 1


def plot_because(
    samples: np.ndarray, sample_rate: int, image: Image, words: Sequence[Because], screen: Screen
) -> Figure:
    """For each word the sound wave (n,), marked where it spoke, above the image, marked likewise.

    Side by side, and on a narrow screen one below the other.
    """
    across = 1 if screen.width < NARROW else len(words)
    height = TOP + WAVE_HEIGHT + GAP + IMAGE_HEIGHT + BOTTOM
    figure = new_figure(screen, height=height * -(-len(words) // across))
    width = (screen.width - LEFT - RIGHT - (across - 1) * 2 * RIGHT) / across
    total = figure.get_figheight() * PIXELS_PER_INCH
    for number, because in enumerate(words):
        left = LEFT + (number % across) * (width + 2 * RIGHT)
        top = total - (number // across) * height - TOP

        def place(down: float, tall: float, left: float = left, top: float = top) -> Axes:
            box = (left / screen.width, (top - down - tall) / total)
            return figure.add_axes((*box, width / screen.width, tall / total))

        wave, tones = place(0, WAVE_HEIGHT), place(WAVE_HEIGHT + GAP, IMAGE_HEIGHT)
        _draw_because(wave, tones, samples, sample_rate, image, because, screen)
        if number % across:
            for axes in (wave, tones):
                axes.tick_params(labelleft=False)
                axes.set_ylabel("")
    return figure


def _draw_because(
    wave: Axes,
    tones: Axes,
    samples: np.ndarray,
    sample_rate: int,
    image: Image,
    because: Because,
    screen: Screen,
) -> None:
    colours = colours_of(screen)
    colour = colours.words[because.word % len(colours.words)]
    draw_wave(wave, samples, sample_rate, screen)
    wave.tick_params(labelbottom=False)
    wave.set_title(
        because.title,
        loc="left",
        color=colour,
        fontsize=FONT_SIZE + 4,
        fontweight="bold",
        pad=8,
        parse_math=False,
    )
    grey = LinearSegmentedColormap.from_list("grey", (colours.paper, GREYS[screen.dark]))
    shown = draw_image(tones, image, screen)
    shown.set_cmap(grey)
    _paint(tones, because.strength, colour, STRONGEST, shown.get_extent())
    along = because.strength.sum(axis=0, keepdims=True)
    low, high = wave.get_ylim()
    left, right, *_ = shown.get_extent()
    strongest = max(float(along.max()), 1e-9)
    # As strong as the image: a word for which little spoke has a pale wave, too
    _paint(
        wave,
        along / strongest * because.strength.max(),
        colour,
        WAVE_STRONGEST,
        (left, right, low, high),
    )
    for axes in (wave, tones):
        axes.set_xlim(0, len(samples) / sample_rate)
    tones.set_xlabel(text.EXPLAIN_TIME_AXIS)


def _paint(
    axes: Axes,
    strength: np.ndarray,
    colour: str,
    strongest: float,
    extent: tuple[float, float, float, float],
) -> None:
    """Strength (rows, columns), 0 to 1, as more or less of one colour."""
    pixels = np.empty((*strength.shape, 4))
    pixels[..., :3] = to_rgb(colour)
    pixels[..., 3] = strongest * strength
    axes.imshow(
        pixels, origin="lower", aspect="auto", interpolation="bilinear", extent=extent, zorder=1.5
    )


def plot_left(
    samples: np.ndarray, sample_rate: int, image: Image, left: np.ndarray, screen: Screen
) -> Figure:
    """The changed sound wave (n,) above, and below it the image with what was muted veiled.

    Args:
        samples: the changed sound.
        sample_rate: in Hz.
        image: of the sound as it was.
        left: (rows, columns) how much is left of it, 0 to 1.
        screen: what it is drawn for.
    """
    figure = new_figure(screen, height=270)
    wave, tones = figure.subplots(2, 1, sharex=True, height_ratios=(1, 2))
    margins(figure, screen, top=TOP_WITH_LABELS, right=RIGHT, gap=GAP)
    draw_wave(wave, samples, sample_rate, screen)
    wave.tick_params(labelbottom=False)
    wave.set_ylabel("")
    style(tones, screen)
    shown = draw_image(tones, image, screen)
    veil = np.empty((*left.shape, 4))
    veil[..., :3] = to_rgb(colours_of(screen).paper)
    veil[..., 3] = VEIL * (1 - left)
    tones.imshow(
        veil, origin="lower", aspect="auto", interpolation="nearest", extent=shown.get_extent()
    )
    tones.set(xlim=(0, len(samples) / sample_rate), xlabel=text.EXPLAIN_TIME_AXIS)
    return figure


def tile(values: np.ndarray, colours: str = "magma") -> np.ndarray:
    """Numbers (rows, columns), row 0 at the bottom -> colours (rows, columns, 3) as bytes."""
    low, high = float(values.min()), float(values.max())
    even = (values - low) / max(high - low, 1e-9)
    return colormaps[colours](even[::-1], bytes=True)[..., :3]
