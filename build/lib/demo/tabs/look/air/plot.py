"""The picture of the part "From air to numbers": arrays in, Figure out."""

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from demo import text
from demo.ui.figure import FONT_SIZE, LEFT, Screen, colours_of, margins, new_figure, style

PALE = 0.32  # what was there before, behind what is there now
ROOM_FOR_DOT = 7  # CSS pixels that a sample needs to be seen alone
MOST_LINES = 32  # values that are drawn as lines
RANGE_DB = 90.0  # under the strongest tone
ROOM_DB = 22.0  # over it, for words
LETTER = 6.4  # CSS pixels that a letter takes on average
GAP = 54  # CSS pixels between the axes: holds the label of the upper ones
RIGHT = 24  # CSS pixels beside the axes: holds half of the last number


@dataclass(frozen=True, kw_only=True, eq=False)
class Wave:
    """A piece of a sound, before and after it was measured."""

    before: np.ndarray  # (n,) the whole sound, or where it is near, the curve between the samples
    before_times: np.ndarray  # (n,) seconds
    after: np.ndarray  # (m,) the whole sound, or where it is near, the numbers
    after_times: np.ndarray  # (m,) seconds
    start: float  # seconds: where the picture begins
    end: float
    near: bool  # whether single samples are to be seen
    values: np.ndarray  # the values that a number may have; none if they are too many to draw


@dataclass(frozen=True, kw_only=True, eq=False)
class Tones:
    """How strong every tone is, before and after."""

    hertz: np.ndarray  # (n,)
    before: np.ndarray  # (n,) dB
    after: np.ndarray  # (n,) dB
    highest: float  # Hz: half the sample rate


def plot_air(wave: Wave, tones: Tones, screen: Screen) -> Figure:
    """The wave above, the strength of its tones below; before in pale, after in front."""
    figure = new_figure(screen, height=470)
    upper, lower = figure.subplots(2, 1, height_ratios=(3, 2))
    margins(figure, screen, top=14, right=RIGHT, gap=GAP)
    _draw_wave(upper, wave, screen)
    _draw_tones(lower, tones, screen)
    return figure


def shows_dots(count: int, screen: Screen) -> bool:
    """Whether so many samples in a picture can be seen one by one."""
    return count * ROOM_FOR_DOT <= screen.width


def _draw_wave(axes: Axes, wave: Wave, screen: Screen) -> None:
    colours = colours_of(screen)
    style(axes, screen)
    loudest = max(np.abs(wave.before).max(initial=0), np.abs(wave.after).max(initial=0), 1e-3)
    for value in wave.values:
        axes.axhline(value, color=colours.grid, linewidth=1.0, zorder=0)
    if wave.near:
        axes.plot(wave.before_times, wave.before, color=colours.wave, alpha=PALE, linewidth=3.5)
        _draw_numbers(axes, wave, screen)
    else:
        _draw_extent(axes, wave.before_times, wave.before, screen, alpha=PALE)
        _draw_extent(axes, wave.after_times, wave.after, screen, alpha=1.0)
    axes.set(
        xlim=(wave.start, wave.end),
        ylim=(-1.1 * loudest, 1.1 * loudest),
        xlabel=text.TIME_AXIS,
        ylabel=text.WAVE_AXIS,
    )
    axes.ticklabel_format(axis="x", useOffset=False)
    axes.locator_params(axis="x", nbins=3 if screen.width < 500 else 8, prune="upper")
    axes.locator_params(axis="y", nbins=3)


def _draw_numbers(axes: Axes, wave: Wave, screen: Screen) -> None:
    """Stairs; where there is room, each number as a dot on a stem."""
    colour = colours_of(screen).wave
    axes.step(wave.after_times, wave.after, where="post", color=colour, linewidth=1.0, alpha=0.8)
    seen = (wave.after_times >= wave.start) & (wave.after_times < wave.end)
    if shows_dots(int(seen.sum()), screen):
        times, numbers = wave.after_times[seen], wave.after[seen]
        axes.vlines(times, 0, numbers, color=colour, linewidth=0.9, alpha=0.55)
        axes.plot(times, numbers, "o", color=colour, markersize=4.5, clip_on=False)


def _draw_extent(
    axes: Axes, times: np.ndarray, samples: np.ndarray, screen: Screen, alpha: float
) -> None:
    """From the lowest to the highest of the samples that share a pixel."""
    per_pixel = max(len(samples) // (2 * screen.width), 1)
    groups = samples[: len(samples) // per_pixel * per_pixel].reshape(-1, per_pixel)
    axes.fill_between(
        times[: groups.size : per_pixel],
        groups.min(axis=1),
        groups.max(axis=1),
        color=colours_of(screen).wave,
        linewidth=0.6,
        alpha=alpha,
    )


def _draw_tones(axes: Axes, tones: Tones, screen: Screen) -> None:
    colours = colours_of(screen)
    style(axes, screen)
    top = float(tones.before.max())
    before, after = tones.before - top, tones.after - top
    axes.fill_between(tones.hertz, before, -RANGE_DB, color=colours.wave, alpha=PALE, linewidth=0)
    axes.plot(tones.hertz, after, color=colours.wave, linewidth=1.6)
    last = float(tones.hertz[-1])
    if tones.highest < last:
        axes.axvline(tones.highest, color=colours.ink, linewidth=1.3, linestyle=(0, (4, 3)))
        _label_half(axes, tones.highest, last, screen)
    axes.set(
        xlim=(0, last),
        ylim=(-RANGE_DB, ROOM_DB),
        xlabel=text.TONE_AXIS,
        ylabel=text.AIR_STRENGTH_AXIS,
    )
    axes.set_yticks(np.arange(0, -RANGE_DB, -30))
    axes.locator_params(axis="x", nbins=4 if screen.width < 500 else 8)
    axes.xaxis.set_major_formatter(lambda hertz, _: text.number(hertz, ",.0f"))
    axes.grid(color=colours.grid, linewidth=0.8)
    axes.set_axisbelow(True)


def _label_half(axes: Axes, hertz: float, last: float, screen: Screen) -> None:
    """What the line at half the sample rate is: on the line, but never beyond the axes."""
    colours = colours_of(screen)
    words = text.AIR_HALF.format(hertz=round(hertz))
    reach = len(words) * LETTER / 2 / (screen.width - LEFT - RIGHT)  # as a share of the axes
    axes.text(
        min(max(hertz / last, reach), max(1 - reach, reach)),
        1,
        words,
        transform=axes.transAxes,
        ha="center",
        va="top",
        color=colours.ink,
        fontsize=FONT_SIZE,
        bbox={"facecolor": colours.paper, "edgecolor": "none", "pad": 1},
    )
