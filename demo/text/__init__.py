"""The page's words in the language of whoever looks at it.

`text.TITLE` is the title in that language. What the server says in answer to a request follows the
request (`in_their_language`); what stands in the page from the start is translated by the browser
(`fixed`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from inspect import signature
from string import Formatter
from typing import Any

import gradio as gr
from gradio.i18n import I18nData

from core.config import NEITHER
from core.errors import AudioError, CheckpointError, CoreError, TeachError
from core.sound.clip import UNNAMED
from demo.text.languages import ENGLISH, LANGUAGES

_spoken: ContextVar[str] = ContextVar("spoken", default="en")


class Text(str):
    """A text whose numbers are written as the language that is spoken now writes them."""

    def format(self, *values: Any, **named: Any) -> str:
        """Like `str.format`."""
        return _Filler().vformat(self, values, named)


class _Filler(Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        said = str(super().format_field(value, format_spec))
        return written(said) if isinstance(value, int | float) else said


def written(number: str) -> str:
    """A number of Python's as the language writes it."""
    return number.translate(str.maketrans({",": words.THOUSANDS, ".": words.DECIMAL_POINT}))


def _as_text(value: Any) -> Any:
    if isinstance(value, str):
        return Text(value)
    if isinstance(value, dict):
        return {key: _as_text(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return tuple(_as_text(part) for part in value)
    return value


@cache
def _text(language: str, name: str) -> Any:
    english = getattr(ENGLISH, name)
    return _as_text(_filled_up(getattr(LANGUAGES[language], name, english), english))


def _filled_up(said: Any, english: Any) -> Any:
    """What a language says; in English, what it leaves out of a dictionary."""
    if not isinstance(english, dict) or not isinstance(said, dict):
        return said
    return english | {key: _filled_up(part, english.get(key)) for key, part in said.items()}


class Words:
    """The texts of demo/languages, each in the language that is spoken now."""

    def __getattr__(self, name: str) -> Any:
        """The text of this name, in English where the language has none."""
        return _text(_spoken.get(), name)


words = Words()


def __getattr__(name: str) -> Any:
    """Makes `text.TITLE` the same as `text.words.TITLE`."""
    return getattr(words, name)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language of LANGUAGES for a while."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def language() -> str:
    """The language that is spoken now, one of LANGUAGES."""
    return _spoken.get()


def wanted(accept_language: str) -> str:
    """The language of the page for a browser that sends this header: its first, or English.

    Gradio, which translates the fixed words in the browser, looks at the first one, too.
    """
    first = accept_language.split(",")[0].split(";")[0].split("-")[0].strip().lower()
    return first if first in LANGUAGES else "en"


def in_their_language(handler: Callable[..., Any]) -> Callable[..., Any]:
    """Let a handler, one of whose inputs is the request, speak the visitor's language."""
    position = list(signature(handler).parameters).index("request")

    @wraps(handler)
    def told(*inputs: Any) -> Any:
        with speaking(wanted(inputs[position].headers.get("accept-language", ""))):
            return handler(*inputs)

    return told


def fixed(name: str) -> I18nData:
    """A text that stands in the page from the start: a label, or one in a piece of HTML.

    The browser puts in its own language's words. It looks for one text in each value only.
    """
    getattr(ENGLISH, name)  # a name that nobody knows would be shown as it is
    return I18nData(name)


def translations() -> gr.I18n:
    """All texts for the browser."""
    return gr.I18n(
        **{
            language: {
                name: text
                for name, text in (vars(ENGLISH) | vars(words)).items()
                if name.isupper() and isinstance(text, str)
            }
            for language, words in LANGUAGES.items()
        }
    )


def number(value: float, how: str = ",") -> str:
    """A number as the language writes it.

    Args:
        how: a format specification of Python's.
    """
    return written(format(value, how))


def percent(score: float) -> str:
    """A score as a person says it: never 0 or 100, for nothing is that certain."""
    if score > 0.99:
        return str(words.OVER.format(percent="99\N{NO-BREAK SPACE}%"))
    if score < 0.01:
        return str(words.UNDER.format(percent="1\N{NO-BREAK SPACE}%"))
    return f"{100 * score:.0f}\N{NO-BREAK SPACE}%"


def needed(threshold: float) -> str:
    """A threshold as a person says it; near 100 %, where each tenth counts, to two places."""
    places = 0 if threshold <= 0.99 else 2
    return f"{number(round(100 * threshold, places), 'g')}\N{NO-BREAK SPACE}%"


def choice_meaning(choice: str, threshold: float) -> str:
    """What an operating point means, in a sentence."""
    return str(words.CHOICE_MEANINGS[choice].format(needed=needed(threshold)))


def label(answer: str) -> str:
    """An answer as a person reads it: 'neither' in their language, a word as it is."""
    return str(words.NEITHER) if answer == NEITHER else answer


def how_sure(score: float) -> str:
    """How sure the computer is of a word it heard."""
    sentence = next(sentence for least, sentence in words.SURE if score >= least)
    return f"{sentence}: {percent(score)}."


def reason(
    code: str | None, sounds_like: str | None, scores: Mapping[str, float], threshold: float
) -> str:
    """Why the answer is neither word; a word needs a score of `threshold`."""
    if code == "other_word" and sounds_like:
        return str(words.SOUNDS_LIKE.format(word=sounds_like))
    word = max((label for label in scores if label != NEITHER), key=lambda label: scores[label])
    sentence = words.REASONS.get(code or "", words.REASON_UNKNOWN)
    said, least = percent(scores[word]), needed(threshold)
    if said == least:  # rounded they are the same, and yet one is less than the other
        said, least = (
            f"{number(100 * score, '.1f')}\N{NO-BREAK SPACE}%"
            for score in (scores[word], threshold)
        )
    return str(sentence.format(word=word, percent=said, needed=least))


def listed(names: Iterable[str]) -> str:
    """Words in quotation marks, with commas between."""
    return ", ".join(words.QUOTED.format(word=name) for name in names)


def error(problem: CoreError) -> str:
    """What went wrong, in the visitor's language where it is known."""
    if isinstance(problem, AudioError):
        named = {
            name: words.RECORDING if value == UNNAMED else value
            for name, value in problem.values.items()
        }
        return str(words.ERRORS[problem.code].format(**named))
    if isinstance(problem, CheckpointError):
        return str(words.MODEL_ERRORS[problem.code].format(**problem.values))
    if isinstance(problem, TeachError):
        return str(words.TEACH_ERRORS[problem.code].format(**problem.values))
    return str(problem)
