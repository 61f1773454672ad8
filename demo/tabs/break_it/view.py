"""What the Break it tab says and shows: pieces of HTML from what was heard of a broken sound."""

import re
from collections.abc import Mapping
from dataclasses import replace
from html import escape

import numpy as np

from core.config import FeatureConfig
from core.decision.classifier import Classifier
from core.decision.prediction import Prediction
from core.effects.registry import NOISES, Amounts, felt
from demo import text
from demo.tabs.break_it.broken import LONGEST_SECONDS, Broken
from demo.tabs.break_it.plot import Scores, plot_scores
from demo.tabs.break_it.search import Curve, WeakSpot
from demo.ui import pictures, verdict
from demo.ui.bar import bar
from demo.ui.figure import Screen
from demo.ui.player import player

AS_LOUD = 1.5  # dB: a smaller difference is hardly heard
TOLD_EVERY = 20.0  # dB between the levels of a chart that are told to those who cannot see it


def kinds(chosen: str) -> str:
    """One button a kind of noise, and what each of them is."""
    labels = {kind: text.BREAK_KINDS[kind] for kind in NOISES}
    described_by = {kind: f"tells-{kind}" for kind in NOISES}
    buttons = bar("break-kind", text.BREAK_KIND, labels, chosen, described_by)
    sentences = "".join(
        f'<p id="tells-{kind}">{text.BREAK_KIND_TELLS[kind]}</p>' for kind in NOISES
    )
    return f'{buttons}<div class="tells">{sentences}</div>'


def answer(prediction: Prediction, threshold: float) -> str:
    """The verdict; no advice, for nobody is to record this sound better."""
    return verdict.verdict(replace(prediction, advice=()), threshold)


def part(is_part: bool) -> str:
    """That a part of a long recording is used."""
    if not is_part:
        return ""
    return f'<p class="hint">{text.BREAK_PART.format(seconds=LONGEST_SECONDS)}</p>'


def sound(broken: Broken, features: FeatureConfig) -> str:
    """The changed sound to listen to, and what is changed."""
    audio = player(broken.waveform, features.sample_rate, text.BREAK_LISTEN)
    return audio + changed(broken.amounts)


def changed(amounts: Amounts) -> str:
    """What is changed, in a sentence."""
    changes = ", ".join(_in_words(name, amount) for name, amount in felt(amounts).items())
    sentence = text.BREAK_CHANGED.format(changes=changes) if changes else text.BREAK_UNCHANGED
    return f"<p>{sentence}</p>"


def found(spot: WeakSpot | None, label: str) -> str:
    """What the search for the weakest spot found."""
    if spot is None:
        return f"<p>{text.BREAK_NOT_FOUND.format(answer=escape(text.label(label)))}</p>"
    sentence = text.BREAK_FOUND.format(
        change=_in_words(spot.name, spot.amount),
        share=100 * spot.share,
        answer=escape(text.label(label)),
        other=escape(text.label(spot.prediction.label)),
    )
    return f"<p>{sentence}</p>"


def holds(curve: Curve, unchanged: str) -> str:
    """Where the answer gives up, in a sentence or two; `unchanged`: the answer to no change."""
    first = curve.predictions[0].label
    parts = []
    if first != unchanged:
        parts.append(text.BREAK_ALREADY.format(answer=text.label(first)))
    index = curve.first_other
    if index is None:
        parts.append(
            text.BREAK_NEVER.format(answer=text.label(first), times=_times(curve.levels[-1]))
        )
        return " ".join(parts)
    level, other = curve.levels[index], curve.predictions[index].label
    sentence = text.BREAK_HOLDS
    parts.append(
        sentence.format(
            answer=text.label(first),
            loud=_loud(level),
            level=_signed(level),
            other=text.label(other),
        )
    )
    if any(prediction.label != other for prediction in curve.predictions[index:]):
        parts.append(text.BREAK_BACK)
    return " ".join(parts)


def chart(
    curve: Curve, kind: str, now: float, unchanged: str, threshold: float, screen: Screen
) -> str:
    """The scores over the level of the noise, and the sentence about it."""
    sentence = holds(curve, unchanged)
    index = curve.first_other
    labels = list(curve.predictions[0].scores)
    scores = Scores(
        levels=np.array(curve.levels),
        scores={
            label: np.array([prediction.scores[label] for prediction in curve.predictions])
            for label in labels
        },
        threshold=threshold,
        now=now,
        gives_up=None if index is None else curve.levels[index],
    )
    alt = text.BREAK_CHART_ALT.format(
        noise=text.BREAK_KINDS[kind], scores=_told(curve), sentence=sentence
    )
    caption = text.BREAK_CHART_CAPTION_HELD if index is None else text.BREAK_CHART_CAPTION
    picture = pictures.html(plot_scores(scores, screen), alt, caption)
    return f"<p>{escape(sentence)}</p>{picture}"


def seen(broken: Broken, classifier: Classifier, screen: Screen) -> str:
    """The changed sound as a small picture."""
    marks = pictures.word_marks(broken.prediction, classifier)
    picture = pictures.wave_and_image(
        broken.waveform,
        marks,
        classifier.features,
        text.BREAK_SEEN_CAPTION,
        screen,
        small=True,
    )
    return f"<h2>{text.BREAK_SEEN}</h2>{picture}"


# The parts


def _in_words(name: str, amount: float) -> str:
    return minus(str(text.BREAK_AMOUNTS[name].format(amount=amount)))


def minus(sentence: str) -> str:
    """A true minus before numbers; a hyphen between words stays one."""
    return re.sub(r"(?<!\w)-(?=\d)", "−", sentence)


def _signed(level: float) -> str:
    return minus(f"{level:+.0f}") if round(level) else "0"


def _times(level: float) -> float:
    """Decibels -> how many times as tall the waves are."""
    return float(10 ** (level / 20))


def _loud(level: float) -> str:
    """How loud a noise is beside a voice."""
    if abs(level) < AS_LOUD:
        return str(text.BREAK_AS_LOUD)
    if level > 0:
        return str(text.BREAK_LOUDER.format(times=_times(level)))
    return str(text.BREAK_SOFTER.format(percent=100 * _times(level)))


def _told(curve: Curve) -> str:
    """The scores at some levels."""
    sentences: list[str] = []
    for level, prediction in zip(curve.levels, curve.predictions, strict=True):
        if (level - curve.levels[0]) % TOLD_EVERY == 0:
            named = _list(prediction.scores)
            sentence = text.BREAK_CHART_ALT_SCORES
            if not sentences:
                sentence = text.BREAK_CHART_ALT_QUIET
            sentences.append(sentence.format(level=_signed(level), list=named))
    return " ".join(sentences)


def _list(scores: Mapping[str, float]) -> str:
    return ", ".join(
        f"{text.label(label)} {text.percent(score)}" for label, score in scores.items()
    )
