"""Draw the model card's pictures from the figures beside the model, then write the card anew.

    python -m scripts.draw_card [--checkpoint FILE]

Needs what `python -m core evaluate --robustness` wrote.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from PIL import Image as Picture

from core import load
from core.decision.checkpoint import SHIPPED
from core.evaluation.card import model_card
from demo.tabs.report import view as report
from demo.tabs.report.plot import Group, plot_noise, plot_reliability
from demo.ui.figure import RIGHT_OF_BAR, Screen, colours_of, margins, new_figure, style

SCREEN = Screen(width=860, density=1.5)
TOP = 24  # CSS pixels
NAMES_APART = 40  # pixels: names of points nearer to each other could not be read


def plot_curve(rows: Sequence[Mapping[str, Any]], threshold: float, screen: Screen) -> Figure:
    """Words found against false accepts per hour of speech, a point for each threshold."""
    figure, colours = new_figure(screen, height=330), colours_of(screen)
    axes = figure.subplots()
    margins(figure, screen, top=TOP, right=RIGHT_OF_BAR)
    style(axes, screen)
    speech, recall = [row["speech"] for row in rows], [row["recall"] for row in rows]
    across, up = [one["per_hour"] for one in speech], [100 * one["share"] for one in recall]
    axes.errorbar(
        across,
        up,
        xerr=[[one["per_hour"] - one["low"] for one in speech],
              [one["high"] - one["per_hour"] for one in speech]],
        yerr=[[100 * (one["share"] - one["low"]) for one in recall],
              [100 * (one["high"] - one["share"]) for one in recall]],
        color=colours.words[0],
        ecolor=colours.grid,
        marker="o",
        markersize=4,
    )  # fmt: skip
    axes.grid(color=colours.grid, linewidth=0.8)
    axes.set(
        xlabel="false accepts per hour of continuous speech",
        ylabel="one word and pauses: accepted and right (%)",
    )
    axes.set_xscale("symlog", linthresh=1)
    axes.set_xlim(left=0)
    axes.autoscale_view()
    named: list[np.ndarray] = []
    points = zip([row["threshold"] for row in rows], across, up, strict=True)
    for value, x, y in sorted(points, key=lambda point: point[0] != threshold):
        place = axes.transData.transform((x, y))
        if any(np.hypot(*(place - other)) < NAMES_APART for other in named):
            continue
        named.append(place)
        axes.annotate(
            f"{value:g}",
            (x, y),
            xytext=(4, -12),
            textcoords="offset points",
            color=colours.words[1] if value == threshold else colours.ink,
            fontweight="bold" if value == threshold else "normal",
            fontsize=9,
        )
    return figure


def main() -> int:
    """Write NAME.noise.png, NAME.reliability.png, NAME.curve.png and NAME.md."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--checkpoint", type=Path, default=SHIPPED)
    path = parser.parse_args().checkpoint
    classifier = load(path)
    columns = report.robustness(classifier, path)
    reliability = classifier.figures["validation"]["expected_calibration_error"]["reliability"]
    groups = [Group(row["score"], row["right"], row["of"]) for row in reliability]
    figures = {
        "noise": plot_noise(report.in_noise(columns), 1 / len(classifier.words), SCREEN),
        "reliability": plot_reliability(groups, SCREEN),
        "curve": plot_curve(columns[0]["curve"], classifier.threshold, SCREEN),
    }
    for name, figure in figures.items():
        file = path.with_suffix(f".{name}.png")
        figure.savefig(file)
        with Picture.open(file) as picture:  # 64 colours are enough, and a quarter of the size
            picture.convert("RGB").quantize(64).save(file, optimize=True)
    path.with_suffix(".md").write_text(model_card(classifier, path), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
