"""The class tally as HTML: the tries with their buttons, and the marks of the computer."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from core.config import NEITHER
from core.decision.classifier import Classifier
from demo import text
from demo.tally import (
    MOST,
    Figure,
    Tally,
    Try,
    accuracy,
    confusion,
    local,
    shares,
    to_csv,
)
from demo.ui.tables import confusion_html, counted, figures_html, percent
from demo.ui.verdict import kind

# A click tells which try and which answer it means: whatever is drawn meanwhile, it is that one
TELL = """element.addEventListener("click", ({target}) => {
    const {recording, truth} = target.closest("button")?.dataset ?? {};
    if (recording) trigger("click", {recording, truth});
});"""


def tries_html(tally: Tally, labels: Sequence[str], minutes_behind_utc: float) -> str:
    """A row for each try, the newest first, with a button for each thing it could have been."""
    if not tally.tries:
        return f'<p class="hint">{text.TALLY_EMPTY}</p>'
    head = (text.TALLY_NUMBER, text.TALLY_TIME, text.TALLY_HEARD, text.TALLY_WAS)
    columns = "".join(f'<th scope="col">{name}</th>' for name in head)
    rows = "".join(_row(one, labels, minutes_behind_utc) for one in reversed(tally.tries))
    full = text.TALLY_FULL.format(most=MOST) if len(tally.tries) == MOST else ""
    return (
        f'<div class="tries" tabindex="0" role="region" aria-label="{escape(text.TALLY_TRIES)}">'
        f"<table><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table></div><p>{full}</p>"
    )


def _row(one: Try, labels: Sequence[str], minutes_behind_utc: float) -> str:
    buttons = "".join(
        f'<button type="button" data-recording="{one.recording}" data-truth="{escape(label)}" '
        f'aria-pressed="{str(label == one.truth).lower()}">{escape(text.label(label))}</button>'
        for label in labels
    )
    group = escape(text.TALLY_WAS_OF.format(number=one.number))
    time = local(one.when, minutes_behind_utc).strftime("%H:%M:%S")
    return (
        f'<tr class="{kind(one.label, labels)}"><th scope="row">{one.number}</th><td>{time}</td>'
        f"<td><strong>{escape(text.label(one.label))}</strong>{_mark(one)}</td>"
        f'<td><div role="group" aria-label="{group}">{buttons}</div></td></tr>'
    )


def _mark(one: Try) -> str:
    if one.truth is None:
        return ""
    sign, word = ("✓", text.TALLY_GOOD) if one.label == one.truth else ("✗", text.TALLY_BAD)
    return f' <span role="img" aria-label="{escape(word)}" title="{escape(word)}">{sign}</span>'


def marks_html(tally: Tally, classifier: Classifier) -> str:
    """How often the computer was right, beside its report card, and what was mixed up."""
    if not tally.tries:
        return ""
    labels, right = classifier.labels, accuracy(tally)
    if not right["of"]:
        return f'<p aria-live="polite">{text.TALLY_NOT_JUDGED}</p>'
    sentence = text.TALLY_RIGHT.format(
        count=right["count"],
        of=right["of"],
        **{name: percent(right[name]) for name in ("share", "low", "high")},
    )
    rows = confusion(tally, labels)
    return (
        f'<p aria-live="polite">{sentence}</p><h2>{text.TALLY_COMPARED}</h2>'
        f"{_compared(rows, classifier)}<h2>{text.TALLY_MIXES}</h2>"
        f"{confusion_html(rows, labels, text.TALLY_SAID, text.TALLY_ANSWERED)}"
    )


def _compared(rows: Sequence[Sequence[int]], classifier: Classifier) -> str:
    validation: Mapping[str, Any] = classifier.figures.get("validation", {})
    card = shares(validation["confusion"]["rows_are_the_truth"]) if validation else (None, None)
    words = escape(text.listed(classifier.words), quote=False)
    names = (
        text.TALLY_WORDS.format(words=words),
        text.TALLY_OTHERS.format(neither=text.label(NEITHER)),
    )
    lines = {
        name: [_figure(ours, text.TALLY_NONE), _figure(measured, text.TALLY_NO_CARD)]
        for name, ours, measured in zip(names, shares(rows), card, strict=True)
    }
    return figures_html([text.TALLY_CLASS, text.TALLY_CARD], lines)


def _figure(figure: Figure | None, otherwise: str) -> str:
    return counted(figure, text.TALLY_COUNTS) if figure and figure["of"] else f"<i>{otherwise}</i>"


def download_html(tally: Tally, minutes_behind_utc: float) -> str:
    """A link that holds the table itself: no file of it is on the server."""
    if not tally.tries:
        return ""
    head = (
        text.TALLY_NUMBER,
        text.TALLY_TIME,
        text.TALLY_HEARD,
        text.TALLY_SCORE,
        text.TALLY_WAS,
    )
    data = quote(to_csv(tally, head, minutes_behind_utc))
    return (
        f'<a class="download" download="{escape(text.TALLY_FILE)}" '
        f'href="data:text/csv;charset=utf-8,{data}">{text.TALLY_DOWNLOAD}</a>'
    )
