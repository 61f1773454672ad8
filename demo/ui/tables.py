"""Figures of an evaluation as tables in HTML."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from core.evaluation import tables
from demo import text

Figure = Mapping[str, Any]  # a share with its interval and counts, from core.evaluation.metrics


def percent(share: float | None) -> str:
    """A share as the model card has it, written as in the language and in one piece."""
    return text.written(tables.percent(share)).replace(" ", "\N{NO-BREAK SPACE}")


def counted(figure: Figure, template: str) -> str:
    """A share, and below it its interval and counts."""
    details = template.format(
        low=percent(figure["low"]),
        high=percent(figure["high"]),
        count=figure["count"],
        of=figure["of"],
    )
    return f"<strong>{percent(figure['share'])}</strong> <small>({details})</small>"


def bar(share: float, low: float | None = None, high: float | None = None) -> str:
    """A share as a bar, on it its interval; the numbers stand beside it."""
    interval = ""
    if low is not None and high is not None:
        interval = f'<i style="left:{100 * low:.2f}%;width:{100 * (high - low):.2f}%"></i>'
    return (
        f'<div class="share" aria-hidden="true"><span style="width:{100 * share:.2f}%"></span>'
        f"{interval}</div>"
    )


def figures_html(columns: Sequence[str], rows: Mapping[str, Sequence[str]]) -> str:
    """Cells under their columns' names, each row with its own name; all are HTML.

    On a narrow screen the cells stand under one another, and each names its column (page.css).
    """
    head = "".join(f'<th scope="col">{name}</th>' for name in columns)
    shown = columns if len(columns) > 1 else [""]
    lines = ""
    for title, cells in rows.items():
        named = "".join(
            f'<td data-column="{name}">{cell}</td>' for name, cell in zip(shown, cells, strict=True)
        )
        lines += f'<tr><th scope="row">{title}</th>{named}</tr>'
    return (
        f'<table class="figures"><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )


def confusion_html(
    rows: Sequence[Sequence[int]],
    labels: Sequence[str],
    said: str,
    answered: str,
    cell: Callable[[str, str, int], str] = lambda _said, _answered, count: text.number(count),
) -> str:
    """What was said against what was answered.

    Args:
        rows: counts, a row for each truth (the last ones may be left out), a column for each
            answer.
        labels: of the rows and of the columns.
        said: the head of the first column.
        answered: the head of the others, with the place of the {label}.
        cell: what stands in a cell, from its truth, its answer and its count.
    """
    names = [escape(answered.format(label=text.label(label))) for label in labels]
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    lines = ""
    for truth, counts in zip(labels, rows, strict=False):
        cells = "".join(
            f'<td class="{_colour(truth == label, count)}">{cell(truth, label, count)}</td>'
            for label, count in zip(labels, counts, strict=True)
        )
        lines += f'<tr><th scope="row">{escape(text.label(truth))}</th>{cells}</tr>'
    return (
        f'<table class="confusion"><thead><tr><th scope="col">{escape(said)}</th>{head}</tr>'
        f"</thead><tbody>{lines}</tbody></table>"
    )


def _colour(right: bool, count: int) -> str:
    if not count:
        return "none"
    return "good" if right else "bad"
