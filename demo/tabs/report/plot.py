"""The report card's figures: arrays in, Figure out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from demo import text
from demo.ui.figure import BOTTOM, FONT_SIZE, LEFT, RIGHT, Screen, colours_of, new_figure, style

WIDEST_SQUARE = 440  # CSS pixels: a larger diagram of six circles says no more
SQUARE = 330  # its height
LARGEST_CIRCLE = 900.0  # square points, for all answers in one group
SMALLEST_CIRCLE = 30.0
WIDE = 640  # CSS pixels, from which all kinds of noise stand in one row
NARROW = 320  # and below which they stand under one another
PANEL = 190  # height in CSS pixels
TITLE = 26  # above a panel
LEGEND = 20  # of one line, above all panels


@dataclass(frozen=True)
class Group:
    """Answers of like scores."""

    score: float  # their mean
    right: float  # the share of them that was right
    of: int


@dataclass(frozen=True, kw_only=True)
class InNoise:
    """How well one kind of noise is endured; shares for each of `snrs`."""

    title: str
    snrs: Sequence[float | None]  # dB, falling; None: without noise
    chooses: Sequence[float]  # of the words, the right one is the likelier
    says: Sequence[float]  # and it is accepted
    lesson: Sequence[float] | None  # `chooses` of the lesson's CNN, where it was measured


def plot_reliability(groups: Sequence[Group], screen: Screen) -> Figure:
    """How sure against how often right; on the diagonal the two are the same."""
    narrow = Screen(
        width=min(screen.width, WIDEST_SQUARE), density=screen.density, dark=screen.dark
    )
    figure, colours = new_figure(narrow, height=SQUARE), colours_of(screen)
    axes = figure.add_axes(_box(narrow.width, SQUARE, LEFT, RIGHT, RIGHT, BOTTOM))
    style(axes, screen)
    axes.plot([0, 100], [0, 100], color=colours.other, linewidth=1.3, linestyle=(0, (4, 3)))
    total = sum(group.of for group in groups)
    axes.scatter(
        [100 * group.score for group in groups],
        [100 * group.right for group in groups],
        s=[SMALLEST_CIRCLE + LARGEST_CIRCLE * group.of / total for group in groups],
        color=colours.words[0],
        alpha=0.8,
        linewidth=0,
        zorder=3,
        clip_on=False,
    )
    for group in groups:
        radius = math.sqrt((SMALLEST_CIRCLE + LARGEST_CIRCLE * group.of / total) / math.pi)
        axes.annotate(
            text.number(group.of),
            (100 * group.score, 100 * group.right),
            xytext=(-radius - 3, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            color=colours.ink,
            fontsize=FONT_SIZE,
        )
    axes.grid(color=colours.grid, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.set(
        xlim=(0, 104), ylim=(0, 104), xlabel=text.REPORT_SURE_AXIS, ylabel=text.REPORT_RIGHT_AXIS
    )
    return figure


def plot_noise(kinds: Sequence[InNoise], guessing: float, screen: Screen) -> Figure:
    """A small diagram for each kind of noise, all on the same axes."""
    columns = min(len(kinds), 1 if screen.width < NARROW else 2)
    if screen.width >= WIDE:
        columns = len(kinds)
    n_rows = math.ceil(len(kinds) / columns)
    lesson = any(kind.lesson is not None for kind in kinds)
    legend = LEGEND * (1 if screen.width >= WIDE else 2 + lesson)
    height = legend + n_rows * (PANEL + TITLE) + BOTTOM
    figure, colours = new_figure(screen, height=height), colours_of(screen)
    panels = figure.subplots(n_rows, columns, sharex=True, sharey=True, squeeze=False)
    left, bottom, width, tall = _box(screen.width, height, LEFT, RIGHT, legend + TITLE, BOTTOM)
    figure.subplots_adjust(
        left=left,
        bottom=bottom,
        right=left + width,
        top=bottom + tall,
        hspace=TITLE / PANEL * 1.3,
        wspace=0.12,
    )
    for axes in panels.flat[len(kinds) :]:
        axes.set_visible(False)
    for axes, kind in zip(panels.flat, kinds, strict=False):
        _draw_noise(axes, kind, guessing, screen)
    for axes in panels[:, 0]:
        axes.set_ylabel(text.REPORT_NOISE_SHARE_AXIS)
    figure.text(
        left + width / 2,
        4 / height,
        text.REPORT_NOISE_AXIS,
        ha="center",
        va="bottom",
        color=colours.ink,
        fontsize=FONT_SIZE,
    )
    _legend(figure, screen, lesson=lesson)
    return figure


def _draw_noise(axes: Axes, kind: InNoise, guessing: float, screen: Screen) -> None:
    style(axes, screen)
    colours = colours_of(screen)
    axes.set_title(kind.title, fontsize=FONT_SIZE + 1, color=colours.ink, loc="left")
    axes.axhline(100 * guessing, color=colours.other, linewidth=1, linestyle=(0, (1, 2)))
    axes.annotate(
        text.REPORT_GUESSING,
        (0, 100 * guessing),
        xycoords=axes.get_yaxis_transform(),
        xytext=(2, -3),
        textcoords="offset points",
        va="top",
        color=colours.other,
        fontsize=FONT_SIZE,
    )
    places = range(len(kind.snrs))
    for name, shares in (("lesson", kind.lesson), ("says", kind.says), ("chooses", kind.chooses)):
        if shares is not None:
            axes.plot(places, [100 * share for share in shares], **_line(name, screen))
    names = [text.REPORT_QUIET if snr is None else f"{snr:g}" for snr in kind.snrs]
    step = 1 if screen.width >= WIDE else 2  # where there is room only for every second name
    axes.set_xticks(places[::step], [name.replace("-", "\N{MINUS SIGN}") for name in names[::step]])
    axes.set(ylim=(0, 104), yticks=(0, 50, 100))
    axes.grid(color=colours.grid, linewidth=0.8)
    axes.set_axisbelow(True)


def _line(name: str, screen: Screen) -> dict[str, Any]:
    colours = colours_of(screen)
    return {
        "chooses": {"color": colours.words[0], "linewidth": 2.2, "marker": "o", "markersize": 4},
        "says": {"color": colours.words[0], "linewidth": 1.6, "linestyle": (0, (4, 2))},
        "lesson": {"color": colours.words[1], "linewidth": 1.8, "marker": "s", "markersize": 3.5},
    }[name]


def _legend(figure: Figure, screen: Screen, *, lesson: bool) -> None:
    names = {"chooses": text.REPORT_CHOOSES, "says": text.REPORT_SAYS}
    if lesson:
        names["lesson"] = text.REPORT_LESSON
    figure.legend(
        [Line2D([], [], **_line(name, screen)) for name in names],
        list(names.values()),
        loc="upper left",
        ncols=len(names) if screen.width >= WIDE else 1,
        frameon=False,
        fontsize=FONT_SIZE,
        labelcolor=colours_of(screen).ink,
        borderaxespad=0.1,
        handlelength=1.6,  # as short as shows the dashes
    )


def _box(
    width: int, height: int, left: int, right: int, top: int, bottom: int
) -> tuple[float, float, float, float]:
    """Room around the axes in CSS pixels -> left, bottom, width and height as matplotlib's."""
    return (
        left / width,
        bottom / height,
        1 - (left + right) / width,
        1 - (top + bottom) / height,
    )
