"""A Prediction as HTML: the word, how sure, and what to do better."""

from collections.abc import Mapping, Sequence
from html import escape

from core.config import NEITHER
from core.decision.prediction import Prediction
from demo import text
from demo.ui.figure import LIGHT

EMPTY = f'<div class="verdict waiting"><p>{text.fixed("WAITING")}</p></div>'


def error(message: str) -> str:
    """Why there is no verdict."""
    return f'<div class="verdict sorry"><p>{escape(message)}</p></div>'


def verdict(prediction: Prediction, threshold: float) -> str:
    """The answer, large; the scores, of which a word needs `threshold`; the advice."""
    parts = [
        '<div class="answer">',
        _answer(prediction, threshold),
        _in_order(prediction),
        "</div>",
        _scores(prediction.scores, threshold),
        _advice(prediction),
    ]
    colour = kind(prediction.label, list(prediction.scores))
    return f'<div class="verdict {colour}">{"".join(parts)}</div>'


def kind(label: str, labels: Sequence[str]) -> str:
    """The CSS class of an answer: the page knows colours for the first words of any model."""
    return NEITHER if label == NEITHER else f"word-{labels.index(label) % len(LIGHT.words)}"


def _answer(prediction: Prediction, threshold: float) -> str:
    label, scores = prediction.label, prediction.scores
    if label == NEITHER:
        lead = text.NOT_A_WORD
        sentence = text.reason(prediction.reason, prediction.sounds_like, scores, threshold)
    else:
        lead = text.HEARD if len(prediction.words) < 2 else text.HEARD_SURELY
        sentence = text.how_sure(scores[label])
    word = escape(text.label(label))
    return (
        f'<h2><span class="lead">{lead}</span> <span class="word">{word}</span></h2>'
        f'<p class="sure">{escape(sentence)}</p>'
    )


def _in_order(prediction: Prediction) -> str:
    if len(prediction.words) < 2:
        return ""
    items = "".join(
        f"<li><strong>{escape(word.label)}</strong> "
        f"<span>{text.SPAN.format(start=word.start, end=word.end)}</span></li>"
        for word in prediction.words
    )
    return f"<p>{text.SEVERAL.format(count=len(prediction.words))}</p><ol>{items}</ol>"


def _scores(scores: Mapping[str, float], threshold: float) -> str:
    labels = list(scores)
    line = f'<i class="line" style="left:{100 * threshold:.1f}%"></i>'
    rows = "".join(
        f'<tr class="{kind(label, labels)}"><th scope="row">{escape(text.label(label))}</th>'
        f'<td class="bar"><div><span style="width:{100 * score:.1f}%"></span>'
        f"{'' if label == NEITHER else line}</div></td>"
        f"<td>{text.percent(score)}</td></tr>"
        for label, score in scores.items()
    )
    return f'<table class="scores"><caption>{text.SCORES}</caption><tbody>{rows}</tbody></table>'


def _advice(prediction: Prediction) -> str:
    if not prediction.advice:
        return ""
    items = "".join(f"<li>{escape(text.ADVICES[advice.code])}</li>" for advice in prediction.advice)
    return f'<div class="advice"><h3>{text.ADVICE}</h3><ul>{items}</ul></div>'
