"""The mel bands of the part "From numbers to an image": arrays in, Figure out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from demo.ui.figure import RIGHT_OF_BAR, TOP, Screen, colours_of, margins, new_figure, style


@dataclass(frozen=True, kw_only=True, eq=False)
class Bands:
    """How much every tone counts in every band."""

    weights: np.ndarray  # (tones, bands), 0 to 1
    positions: np.ndarray  # (tones,) where each tone is drawn: Hz, or mel
    ticks: Sequence[tuple[float, str]]  # (position, what is written below it)
    across: str  # what the positions are
    up: str  # what the weights are


def plot_bands(bands: Bands, screen: Screen) -> Figure:
    """The bands as triangles."""
    figure = new_figure(screen, height=150)
    axes = figure.subplots()
    margins(figure, screen, top=TOP, right=RIGHT_OF_BAR)
    style(axes, screen)
    lines = [np.column_stack([bands.positions, weights]) for weights in bands.weights.T]
    axes.add_collection(LineCollection(lines, colors=colours_of(screen).wave, linewidths=1))
    axes.set(
        xlim=(bands.positions[0], bands.positions[-1]),
        ylim=(0, 1.05),
        xlabel=bands.across,
        ylabel=bands.up,
    )
    axes.set_xticks(*zip(*bands.ticks, strict=True))
    axes.set_yticks([0, 1])
    return figure
