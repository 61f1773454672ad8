"""The class tally counts every recording once, and its table can do no harm."""

import csv
import io
from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import numpy as np
import pytest

from core import Classifier
from core.decision.prediction import Prediction
from core.decision.shares import share
from demo import text
from demo.tabs.tally.tab import minutes_behind_utc
from demo.tabs.tally.view import download_html, marks_html, tries_html
from demo.tally import MOST, Tally, Try, accuracy, confusion, shares, to_csv
from demo.ui.tables import percent

NOON = datetime(2031, 5, 4, 12, 0, 0, tzinfo=timezone.utc)
LABELS = ("yes", "no", "neither")
HEAD = ("try", "time", "heard", "score", "was")


def heard(label: str = "yes", score: float = 0.9) -> Prediction:
    """A verdict."""
    return Prediction(label, {label: score}, 0.2, 0.8, 1.0, 0.0)


def tally(*tries: tuple[str, str | None]) -> Tally:
    """Tries as (answer, what it should have been)."""
    made = Tally()
    for number, (label, truth) in enumerate(tries):
        made = made.heard(f"{number}", heard(label), NOON)
        if truth is not None:
            made = made.judged(f"{number}", truth)
    return made


# What is counted


def test_every_recording_is_one_try() -> None:
    made = Tally().heard("a", heard(), NOON).heard("b", heard("no"), NOON)
    assert [(one.number, one.label) for one in made.tries] == [(1, "yes"), (2, "no")]


def test_another_operating_point_changes_the_last_answer_and_adds_nothing() -> None:
    made = Tally().heard("a", heard(), NOON).judged("a", "yes")
    (one,) = made.heard("a", heard("neither", 0.2), NOON).tries
    assert (one.label, one.score, one.truth) == ("neither", 0.2, "yes")


def test_a_click_judges_its_own_try_whatever_came_meanwhile() -> None:
    made = Tally().heard("a", heard(), NOON).heard("b", heard(), NOON).judged("a", "no")
    assert [one.truth for one in made.tries] == ["no", None]
    assert made.judged("a", "yes").tries[0].truth == "yes"  # a change of mind
    assert made.judged("gone", "yes") == made


def test_a_cleared_recording_does_not_come_back() -> None:
    made = Tally().heard("a", heard(), NOON).cleared()
    assert made.heard("a", heard("no"), NOON).tries == ()
    assert made.judged("a", "no").tries == ()
    assert [one.number for one in made.heard("b", heard(), NOON).tries] == [1]


def test_the_tally_is_bounded() -> None:
    made = Tally()
    for number in range(MOST + 3):
        made = made.heard(f"{number}", heard(), NOON)
    assert len(made.tries) == MOST
    assert made.tries[0].number == 4
    assert text.TALLY_FULL.format(most=MOST) in tries_html(made, LABELS, 0)
    assert "last" not in tries_html(tally(("yes", None)), LABELS, 0)


# Figures

TRIED = (("yes", "yes"), ("no", "yes"), ("neither", "no"), ("neither", "neither"), ("no", None))


def test_accuracy_is_of_the_judged_tries() -> None:
    right = accuracy(tally(*TRIED))
    assert (right["count"], right["of"]) == (2, 4)
    assert 0 < right["low"] < 0.5 < right["high"] < 1
    assert accuracy(tally(("yes", None)))["of"] == 0


def test_confusion_and_shares() -> None:
    rows = confusion(tally(*TRIED), LABELS)
    assert rows == [[1, 1, 0], [0, 0, 1], [0, 0, 1]]
    words, others = shares(rows)
    assert (words["count"], words["of"]) == (1, 3)
    assert (others["count"], others["of"]) == (1, 1)


def test_the_class_stands_beside_the_report_card(classifier: Classifier) -> None:
    said = marks_html(tally(*TRIED), classifier)
    card = classifier.metrics["validation"]
    assert shares(card["confusion"]["rows_are_the_truth"])[0] == card["accepted_and_right"]
    assert f"<strong>{percent(card['accepted_and_right']['share'])}</strong>" in said
    assert f"<strong>{percent(share_of(1, 3)['share'])}</strong>" in said
    assert "2 of 4 tries: 50.0" in said


def test_what_is_not_there_is_said(classifier: Classifier) -> None:
    assert marks_html(Tally(), classifier) == download_html(Tally(), 0) == ""
    assert text.TALLY_EMPTY in tries_html(Tally(), LABELS, 0)
    assert text.TALLY_NOT_JUDGED in marks_html(tally(("yes", None)), classifier)
    assert text.TALLY_NONE in marks_html(tally(("yes", "yes")), classifier)
    unmeasured = SimpleNamespace(labels=LABELS, words=LABELS[:-1], figures={})
    assert text.TALLY_NO_CARD in marks_html(tally(*TRIED), unmeasured)


# The table


def rows_of(table: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table.removeprefix("\ufeff"))))


def test_csv() -> None:
    made = Tally().heard("a", heard("yes", 0.98765), NOON).heard("b", heard("no", 0.7), NOON)
    table = to_csv(made.judged("b", "neither"), HEAD, minutes_behind_utc=-90)
    assert table.startswith("\ufeff")  # Excel then takes it for UTF-8
    assert table.endswith("\r\n")
    assert rows_of(table) == [
        list(HEAD),
        ["1", "2031-05-04 13:30:00", "yes", "0.9877", ""],
        ["2", "2031-05-04 13:30:00", "no", "0.7000", "neither"],
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_word_is_no_formula(sign: str) -> None:
    word = f'{sign}HYPERLINK("x";"y,z")'
    made = Tally((Try("a", 1, NOON, word, 1.0, word),))
    row = rows_of(to_csv(made, HEAD, 0))[1]
    assert row[2] == row[4] == f"'{word}"


def test_the_link_holds_the_table_in_any_alphabet() -> None:
    made = Tally((Try("a", 1, NOON, "да & 是", 1.0),))
    link = download_html(made, 0)
    data = link.split('href="data:text/csv;charset=utf-8,')[1].split('"')[0]
    assert rows_of(unquote(data))[1][2] == "да & 是"
    assert f'download="{text.TALLY_FILE}"' in link


def test_times_are_the_visitors() -> None:
    assert "<td>14:00:00</td>" in tries_html(tally(("yes", None)), LABELS, -120)
    assert minutes_behind_utc(-120) == -120
    for nonsense in (None, "x", {}, float("nan"), float("inf"), 1e9, [1]):
        assert minutes_behind_utc(nonsense) == 0


def test_everything_is_escaped() -> None:
    made = Tally((Try("a", 1, NOON, "<b>", 1.0, "<i>"),))
    said = tries_html(made, ("<b>", "<i>"), 0)
    assert "<b>" not in said
    assert "<i>" not in said


def test_the_newest_is_first_and_the_buttons_say_what_they_are() -> None:
    said = tries_html(tally(("yes", "no"), ("no", None)), LABELS, 0)
    assert said.index('<th scope="row">2</th>') < said.index('<th scope="row">1</th>')
    assert said.count('aria-pressed="true"') == 1
    assert 'data-recording="0" data-truth="no" aria-pressed="true"' in said
    assert f'aria-label="{text.TALLY_WAS_OF.format(number=2)}"' in said
    assert f'aria-label="{text.TALLY_BAD}"' in said


def share_of(count: int, of: int) -> dict[str, Any]:
    """A share as the evaluation makes it."""
    return share(np.arange(of) < count)
