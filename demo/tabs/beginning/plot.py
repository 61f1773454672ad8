"""Curves that grow, as SVG: they take the page's colours and any width, and cost no drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from demo import text

WIDTH, HEIGHT = 460, 250  # units; the page scales them
LEFT, RIGHT, TOP, BOTTOM = 52, 14, 12, 40
MOST_TICKS = 8


@dataclass(frozen=True)
class Curve:
    """One line."""

    kind: str  # its class in page.css: "training" or "validation"
    values: Sequence[float]  # after the first, the second ... epoch


def curves(
    lines: Sequence[Curve],
    n_epochs: int,
    ticks: Sequence[tuple[float, str]],
    alt: str,
    best: int | None = None,
    level: tuple[float, str] | None = None,
) -> str:
    """A diagram over epochs.

    Args:
        ticks: values and what is written beside them; the first and the last are the limits.
        alt: the same for those who cannot see it.
        best: the epoch that is marked.
        level: a value that is marked, and its name.
    """
    low, high = ticks[0][0], ticks[-1][0]

    def x(epoch: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (epoch - 1) / max(1, n_epochs - 1)

    def y(value: float) -> float:
        inside = min(max(value, low), high)
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - (inside - low) / (high - low))

    drawn = "".join(
        f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(value):.1f}" '
        f'y2="{y(value):.1f}"/><text x="{LEFT - 8}" y="{y(value) + 5:.1f}" '
        f'text-anchor="end">{escape(name)}</text>'
        for value, name in ticks
    )
    step = max(1, -(-n_epochs // MOST_TICKS))
    drawn += "".join(
        f'<text x="{x(epoch):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{epoch}</text>'
        for epoch in range(1, n_epochs + 1, step)
    )
    drawn += (
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 3}" text-anchor="middle">'
        f"{escape(text.BEGIN_EPOCH_AXIS)}</text>"
    )
    if level is not None:
        value, name = level
        drawn += (
            f'<line class="level" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(value):.1f}" '
            f'y2="{y(value):.1f}"/><text class="level" x="{WIDTH - RIGHT}" '
            f'y="{y(value) + 15:.1f}" text-anchor="end">{escape(name)}</text>'
        )
    if best is not None:
        drawn += f'<line class="best" x1="{x(best):.1f}" x2="{x(best):.1f}" y1="{TOP}" '
        drawn += f'y2="{HEIGHT - BOTTOM}"/>'
    for line in lines:
        points = [(x(number), y(value)) for number, value in enumerate(line.values, start=1)]
        path = " ".join(f"{across:.1f},{up:.1f}" for across, up in points)
        drawn += f'<g class="{line.kind}"><polyline points="{path}"/>'
        drawn += "".join(_dot(line.kind, *point) for point in points) + "</g>"
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(alt)}">{drawn}</svg>'
    )


def _dot(kind: str, across: float, up: float) -> str:
    """Round or square, so that the two are told apart without colours, too."""
    if kind == "training":
        return f'<circle cx="{across:.1f}" cy="{up:.1f}" r="4"/>'
    return f'<rect x="{across - 4:.1f}" y="{up - 4:.1f}" width="8" height="8"/>'
