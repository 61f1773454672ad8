"""Pictures of a broken sound: what is left of it, and the answer over the noise's level."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from demo import text
from demo.ui.figure import (
    FONT_SIZE,
    LEFT,
    RIGHT,
    Screen,
    colours_of,
    drawn_name,
    margins,
    new_figure,
    style,
)

TOP_WITH_NAMES = 52  # CSS pixels: the lines' names above the axes, and a mark's name
NARROW = 500  # CSS pixels: a narrower chart has fewer numbers below it
NAMES_WIDE, NAMES_NARROW = 5, 3  # in a row
ROW = 18  # CSS pixels of one more row of names


@dataclass(frozen=True, kw_only=True, eq=False)
class Scores:
    """The scores at rising levels of a noise."""

    levels: np.ndarray  # (n,) dB over the voice, the first: no noise
    scores: Mapping[str, np.ndarray]  # answer -> (n,) from 0 to 1; the words first, then 'neither'
    threshold: float
    now: float  # dB: where the slider stands
    gives_up: float | None  # dB: where the answer first changes


def plot_scores(curve: Scores, screen: Screen) -> Figure:
    """One line an answer; the score that a word needs; where it gives up, and where we are."""
    in_a_row = min(len(curve.scores), NAMES_NARROW if screen.width < NARROW else NAMES_WIDE)
    more = ROW * (-(-len(curve.scores) // in_a_row) - 1)
    figure = new_figure(screen, height=300 + more)
    axes = figure.subplots()
    margins(figure, screen, top=TOP_WITH_NAMES + more, right=RIGHT)
    style(axes, screen)
    colours = colours_of(screen)
    first, last = curve.levels[0], curve.levels[-1]
    for number, (label, scores) in enumerate(curve.scores.items()):
        is_word = number < len(curve.scores) - 1
        axes.plot(
            curve.levels,
            100 * scores,
            color=colours.words[number % len(colours.words)] if is_word else colours.other,
            linestyle="solid" if is_word else (0, (3, 1.2)),
            linewidth=2.4,
            label=drawn_name(label, number) if is_word else text.label(label),
        )
    _threshold(axes, curve, screen)
    axes.axvline(curve.now, color=colours.ink, linewidth=1.3, linestyle=(0, (1, 2)))
    room = 0.25 * (last - first)  # for a name
    _name(axes, curve.now, text.BREAK_NOW, 0.35, curve.now > last - room, screen)
    if curve.gives_up is not None:
        axes.axvspan(curve.gives_up, last, color=colours.other, alpha=0.13, linewidth=0, zorder=0)
        axes.axvline(curve.gives_up, color=colours.ink, linewidth=1.8)
        left = curve.gives_up > first + room
        _name(axes, curve.gives_up, text.BREAK_GIVES_UP, 0.6, left, screen)
    ticks = np.arange(first, last + 1, 20 if screen.width < NARROW else 10)
    names = [text.BREAK_NO_NOISE, *(f"{tick:.0f}".replace("-", "−") for tick in ticks[1:])]
    axes.set_xticks(ticks, names)
    axes.set_yticks(range(0, 101, 25))
    axes.set(
        xlim=(first, last),
        ylim=(-3, 103),
        xlabel=text.BREAK_LEVEL_AXIS,
        ylabel=text.BREAK_SCORE_AXIS,
    )
    axes.grid(color=colours.grid, linewidth=0.8)
    axes.set_axisbelow(True)
    legend = axes.legend(
        loc="lower left",
        bbox_to_anchor=(min(LEFT, 0.05 * screen.width) / screen.width, axes.get_position().y1),
        bbox_transform=figure.transFigure,
        ncols=in_a_row,
        frameon=False,
        fontsize=FONT_SIZE + 1,
        labelcolor=colours.ink,
        borderpad=0,
        borderaxespad=0.6,
        handlelength=1.6,
        handletextpad=0.5,
        columnspacing=1.0,
    )
    for name in legend.get_texts():
        name.set_parse_math(False)  # a word may hold two dollar signs
    return figure


def _threshold(axes: Axes, curve: Scores, screen: Screen) -> None:
    """The score from which on a word counts."""
    ink = colours_of(screen).ink
    axes.axhline(100 * curve.threshold, color=ink, linewidth=1.3, zorder=1)
    under = curve.threshold > 0.5
    axes.annotate(
        text.BREAK_NEEDED.format(needed=text.needed(curve.threshold)),
        (curve.levels[0], 100 * curve.threshold),
        xytext=(6, -4 if under else 4),
        textcoords="offset points",
        va="top" if under else "bottom",
        color=ink,
        fontsize=FONT_SIZE,
    )


def _name(axes: Axes, level: float, name: str, height: float, left: bool, screen: Screen) -> None:
    """A name beside an upright line, at a share of the height."""
    axes.annotate(
        name,
        (level, height),
        xycoords=axes.get_xaxis_transform(),
        xytext=(-6 if left else 6, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        color=colours_of(screen).ink,
        bbox={"facecolor": colours_of(screen).paper, "alpha": 0.8, "linewidth": 0, "pad": 1},
        fontsize=FONT_SIZE,
        fontweight="bold",
    )
