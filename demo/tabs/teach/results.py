"""What a class sees of its taught model: figures, a matrix and a map whose marks can be heard."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape
from importlib.util import find_spec
from typing import Any

from core.config import NEITHER
from demo import text
from demo.lesson import Taught, Try
from demo.ui.tables import bar, confusion_html, percent
from demo.ui.verdict import kind

SIDE_BY_SIDE = 3  # words: with more, the matrix needs the whole width
MAP = (520, 320)  # width and height
EDGE = 34  # around the points: half of a name
WRITES_ONNX = ("onnx", "onnxscript", "onnxruntime")


def strays(taught: Taught | None) -> list[str]:
    """The keys of the tries that a model taught by all others does not take for their word."""
    if taught is None:
        return []
    return [one.key for word, one, judged in _judged(taught) if judged["answer"] != word]


def results_html(taught: Taught) -> str:
    """All that was measured, and the way on."""
    return (
        f'<section><h2 tabindex="-1">{text.TEACH_RESULT}</h2>{_right(taught)}{_help(taught)}'
        f'<button type="button" class="big" data-act="listen">{text.TEACH_TRY}</button></section>'
        f'<div class="seen{" many" if len(taught.tries) > SIDE_BY_SIDE else ""}">'
        f"<section><h2>{text.TEACH_MIXES}</h2>"
        f'<p class="hint">{text.TEACH_MIXES_TEXT}</p>{_matrix(taught)}</section>'
        f'<section><h2>{text.TEACH_MAP}</h2><p class="hint">{text.TEACH_MAP_TEXT}</p>'
        f"{_map(taught)}</section></div>{_take()}"
    )


def _figures(taught: Taught) -> Mapping[str, Any]:
    figures: Mapping[str, Any] = taught.classifier.metrics["taught"]
    return figures


def _judged(taught: Taught) -> list[tuple[str, Try, Mapping[str, Any]]]:
    """Each try with its word and what was found of it; none where nothing was measured."""
    figures = taught.classifier.metrics.get("taught", {}).get("tries", {})
    return [
        (word, one, judged)
        for word in figures
        for one, judged in zip(taught.tries[word], figures[word], strict=True)
    ]


def _right(taught: Taught) -> str:
    right = _figures(taught)["right"]
    shares = {name: percent(right[name]) for name in ("share", "low", "high")}
    sentence = text.TEACH_RIGHT.format(count=right["count"], of=right["of"], **shares)
    return f"{bar(right['share'], right['low'], right['high'])}<p>{sentence}</p>"


def _help(taught: Taught) -> str:
    """What would help, in words."""
    warnings = [
        str(text.TEACH_WARNINGS[warning["code"]].format(**warning))
        for warning in _figures(taught)["warnings"]
    ]
    if not warnings:
        return f"<p>{text.TEACH_WELL}</p>"
    items = "".join(f"<li>{escape(warning, quote=False)}</li>" for warning in warnings)
    return f"<h3>{text.TEACH_HELP}</h3><ul>{items}</ul>"


def _matrix(taught: Taught) -> str:
    """What was said against what was heard; a number plays its tries."""
    figures = _figures(taught)
    labels = [*figures["confusion"], NEITHER]
    keys: dict[tuple[str, str], list[str]] = defaultdict(list)
    for word, one, judged in _judged(taught):
        keys[word, judged["answer"]].append(one.key)

    def cell(said: str, answered: str, count: int) -> str:
        if not count:
            return text.number(count)
        name = text.REPORT_HEAR.format(count=count, said=said, answered=text.label(answered))
        return (
            f'<button type="button" data-act="hear" data-key="{" ".join(keys[said, answered])}" '
            f'aria-label="{escape(name)}">{text.number(count)}</button>'
        )

    rows = [[figures["confusion"][word][answer] for answer in labels] for word in labels[:-1]]
    few = len(labels) <= SIDE_BY_SIDE + 1
    said = text.TALLY_SAID if few else text.TEACH_SAID
    return confusion_html(rows, labels, said, text.TALLY_ANSWERED if few else "{label}", cell)


def _map(taught: Taught) -> str:
    """The tries as points; what sounds alike to the computer lies close together."""
    words = list(_figures(taught)["tries"])
    points, names = "", ""
    middles: dict[str, list[tuple[float, float]]] = defaultdict(list)
    numbers: dict[str, int] = defaultdict(int)
    for word, one, judged in _judged(taught):
        x, y = _on_map(judged["place"])
        numbers[word] += 1
        middles[word].append((x, y))
        told = text.TEACH_POINT.format(
            number=numbers[word], word=word, answer=text.label(judged["answer"])
        )
        ring = f'<circle class="ring" cx="{x:.0f}" cy="{y:.0f}" r="13"/>'
        points += (
            f'<g class="{kind(word, words)}" data-act="hear" data-key="{one.key}" role="button" '
            f'tabindex="0" aria-label="{escape(told)}"><title>{escape(told)}</title>'
            f"{ring if judged['answer'] != word else ''}"
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="8"/></g>'
        )
    for word, spots in middles.items():
        x, y = sum(spot[0] for spot in spots) / len(spots), min(spot[1] for spot in spots)
        names += (
            f'<text class="{kind(word, words)}" x="{x:.0f}" y="{y - 16:.0f}">{escape(word)}</text>'
        )
    return (
        f'<svg class="map" viewBox="0 0 {MAP[0]} {MAP[1]}" role="group" '
        f'aria-label="{escape(text.TEACH_MAP)}">{points}<g aria-hidden="true">{names}</g></svg>'
    )


def _on_map(place: Sequence[float]) -> tuple[float, float]:
    """From -1 to 1, upwards -> in the picture, downwards."""
    across, up = place
    return (
        EDGE + (across + 1) / 2 * (MAP[0] - 2 * EDGE),
        EDGE + (1 - up) / 2 * (MAP[1] - 2 * EDGE),
    )


def _take() -> str:
    """What to take home."""
    kinds = {"zip": text.TEACH_TAKE_ZIP, "safetensors": text.TEACH_TAKE_MODEL}
    if all(find_spec(package) for package in WRITES_ONNX):
        kinds["onnx"] = text.TEACH_TAKE_ONNX
    buttons = "".join(
        f'<button type="button" data-act="take" data-kind="{name}">{said}</button>'
        for name, said in kinds.items()
    )
    return (
        f'<section><h2>{text.TEACH_TAKE}</h2><p class="hint">{text.TEACH_TAKE_TEXT}</p>'
        f'<div class="take">{buttons}</div></section>'
    )
