"""The verdict in words."""

from dataclasses import replace

import pytest

from core import Prediction, Word
from core.config import OPERATING_POINTS
from core.sound.advice import Advice
from demo import limits, text
from demo.ui.bar import choice_html
from demo.ui.verdict import EMPTY, error, verdict

SURE = {"yes": 0.98, "no": 0.01, "neither": 0.01}
UNSURE = {"yes": 0.02, "no": 0.62, "neither": 0.36}
YES = Prediction("yes", SURE, 0.4, 0.9, 1.5, 0.1, (Word("yes", 0.4, 0.9, SURE, 0.1),))
NEITHER = Prediction("neither", UNSURE, 0.4, 0.9, 1.5, 0.1)


def test_a_word() -> None:
    said = verdict(YES, 0.8)
    assert '<span class="word">yes</span>' in said
    assert "very sure: 98" in said
    assert "word-0" in said
    assert "<ol>" not in said


@pytest.mark.parametrize(
    ("code", "sounds_like", "expected"),
    [
        ("silence", None, "so quiet"),
        ("noise", None, "no word"),
        ("other_word", None, "another word."),
        ("other_word", "stop", "a bit like “stop”"),
        (
            "unsure",
            None,
            "It could be “no” (62\N{NO-BREAK SPACE}%), but I am not sure enough: I need 80",
        ),
        ("no_pause", None, "It could be “no”, but there is other sound right before or after it"),
        ("something new", None, "none of my words"),
        (None, None, "none of my words"),
    ],
)
def test_neither_says_why(code: str | None, sounds_like: str | None, expected: str) -> None:
    said = verdict(replace(NEITHER, reason=code, sounds_like=sounds_like), 0.8)
    assert '<span class="word">neither</span>' in said
    assert expected in said


def test_a_score_just_under_the_threshold_does_not_read_like_it() -> None:
    scores = {"yes": 0.868, "no": 0.1, "neither": 0.032}
    said = text.reason("unsure", None, scores, 0.872)
    assert "(86.8\N{NO-BREAK SPACE}%)" in said
    assert "I need 87.2\N{NO-BREAK SPACE}%." in said


def test_a_line_in_the_bar_of_every_word_shows_the_threshold() -> None:
    rows = verdict(YES, 0.875).split("<tr")[1:]
    assert ['class="line" style="left:87.5%"' in row for row in rows] == [True, True, False]


def test_several_words_are_listed_in_order() -> None:
    words = (Word("no", 0.2, 0.5, UNSURE, 0.0), Word("yes", 1.0, 1.5, SURE, 0.7))
    said = verdict(replace(YES, words=words), 0.8)
    assert said.index("<strong>no</strong> <span>0.20 to 0.50") < said.index("<strong>yes</strong>")


def test_advice_is_given() -> None:
    said = verdict(replace(YES, advice=(Advice("too_quiet", "Come closer."),)), 0.8)
    assert "<li>The recording is very quiet" in said


def test_everything_is_escaped() -> None:
    nasty = {"<b>": 0.9, "neither": 0.1}
    said = verdict(Prediction("<b>", nasty, 0, 1, 1, 0), 0.8) + verdict(
        replace(NEITHER, reason="other_word", sounds_like="<i>"), 0.8
    )
    for tag in ("<b>", "<script>", "<i>"):
        assert tag not in said
    assert "<u>" not in error("<u>")
    assert str(text.fixed("WAITING")) in EMPTY


@pytest.mark.parametrize(
    ("score", "said"), [(1.0, "over 99"), (0.999, "over 99"), (0.98, "98"), (0.004, "under 1")]
)
def test_nothing_is_certain(score: float, said: str) -> None:
    assert text.percent(score).startswith(said)


# The operating points


@pytest.mark.parametrize(
    ("threshold", "said"),
    [(0.5, "50"), (0.868, "87"), (0.99, "99"), (0.995, "99.5"), (0.9996, "99.96"), (1.0, "100")],
)
def test_a_threshold_is_a_short_number(threshold: float, said: str) -> None:
    assert text.needed(threshold) == f"{said}\N{NO-BREAK SPACE}%"


def test_every_operating_point_can_be_chosen_and_says_its_threshold() -> None:
    said = choice_html(dict(zip(OPERATING_POINTS, (0.98, 0.87, 0.6), strict=True)))
    assert said.count('type="radio" name="operating-point"') == len(OPERATING_POINTS)
    assert said.count(" checked>") == 1
    assert f'aria-describedby="means-{limits.OPERATING_POINT}" checked>' in said
    assert f"<legend>{text.CHOICE}</legend>" in said
    for name, percent in zip(OPERATING_POINTS, (98, 87, 60), strict=True):
        sentence = said.split(f'<p id="means-{name}">')[1].split("</p>")[0]
        assert sentence.startswith(f"{text.CHOICES[name]}: ")
        assert f"from {percent}\N{NO-BREAK SPACE}%" in sentence


def test_the_page_fills_in_nothing_in_the_choice() -> None:
    """Gradio would read these signs as places for values."""
    said = choice_html(dict.fromkeys(OPERATING_POINTS, 0.5))
    assert "${" not in said
    assert "{{" not in said
