"""What a class reads of its taught model: how often it is right, what it confuses, what helps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.config import NEITHER
from core.decision.shares import share

ENOUGH = 5  # tries of a word; with fewer there is a warning
MOST_TRIES = 1_000  # in figures of a file; more than anybody can teach
ALIKE = 0.15  # of the tries of two words, from which on taken for each other


@dataclass(frozen=True)
class Judgement:
    """What a try was taken for by a model that was taught by all the others."""

    word: int  # the number of the word that was said
    number: int  # of the try, from 0
    answer: int  # the number of the word that it was taken for; one more than all words: neither
    score: float  # of the likeliest word
    place: tuple[float, float] = (0.0, 0.0)  # on a map of all tries, from -1 to 1


def report(words: Sequence[str], judgements: Sequence[Judgement]) -> dict[str, Any]:
    """Figures for JSON, from each try held against the others.

    right: share of tries accepted as their word, with Wilson's 95 % interval.
    confusion: word -> how often it was taken for each word and for neither.
    tries: word -> for each try its `answer`, its `score` and its `place` on a map.
    warnings: `code` and what the sentence of that code needs: "too_few" (word, n, enough), "alike"
    (word, other), "stray" (word, number of the try from 1).
    """
    answers = (*words, NEITHER)
    own = [[one for one in judgements if one.word == index] for index in range(len(words))]
    return {
        "right": share(np.array([one.answer == one.word for one in judgements])),
        "confusion": {
            word: {
                name: sum(one.answer == answer for one in tries)
                for answer, name in enumerate(answers)
            }
            for word, tries in zip(words, own, strict=True)
        },
        "tries": {
            word: [
                {
                    "answer": answers[one.answer],
                    "score": round(one.score, 4),
                    "place": [round(number, 3) for number in one.place],
                }
                for one in tries
            ]
            for word, tries in zip(words, own, strict=True)
        },
        "warnings": _warnings(words, own),
    }


def _warnings(words: Sequence[str], own: Sequence[Sequence[Judgement]]) -> list[dict[str, Any]]:
    warnings: list[dict[str, Any]] = [
        {"code": "too_few", "word": word, "n": len(tries), "enough": ENOUGH}
        for word, tries in zip(words, own, strict=True)
        if len(tries) < ENOUGH
    ]
    for first in range(len(words)):
        for second in range(first + 1, len(words)):
            confused = sum(one.answer == second for one in own[first])
            confused += sum(one.answer == first for one in own[second])
            if confused >= ALIKE * (len(own[first]) + len(own[second])):
                warnings.append({"code": "alike", "word": words[first], "other": words[second]})
    warnings += [
        {"code": "stray", "word": words[one.word], "number": one.number + 1}
        for tries in own
        for one in tries
        if one.answer != one.word
    ]
    return warnings


def trusted(metrics: Mapping[str, Any]) -> dict[str, Any]:
    """Of figures that anyone may have written, those that are certain to be some: `right`."""
    try:
        count, of = (metrics["taught"]["right"][name] for name in ("count", "of"))
        if type(count) is int and type(of) is int and 0 <= count <= of <= MOST_TRIES:
            return {"taught": {"right": share(np.arange(of) < count)}}
    except (LookupError, TypeError):
        pass
    return {}
