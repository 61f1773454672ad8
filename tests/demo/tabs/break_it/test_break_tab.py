"""What one move of a control costs, and that what was overtaken says nothing."""

from collections import Counter

import pytest

from core import Classifier
from core.sound.clip import Clip
from demo.session import Session, Uploads
from demo.tabs.break_it import broken as breaking
from demo.tabs.break_it import tab as breaking_tab
from demo.tabs.break_it.controls import NEUTRAL, OTHERS, amounts_of
from demo.tabs.break_it.tab import answer, draw_curve, draw_sound, find, try_levels
from demo.turns import Turns
from demo.ui.examples import sound

SCREEN = {"width": 400, "density": 1, "dark": False}


@pytest.fixture
def session(session: Session) -> Session:
    session.hear(sound("no_low.flac").path, "balanced")
    return session


@pytest.fixture
def work(monkeypatch, session: Session) -> Counter:
    counted: Counter = Counter()
    change, judge = breaking.change, Classifier.judge

    def counting_change(*given):
        counted["changes"] += 1
        return change(*given)

    def counting_judge(self, *sounds):
        rows = judge(self, *sounds)
        counted["recordings"] += len(sounds)
        counted["rows"] += len(rows)
        return rows

    monkeypatch.setattr(breaking, "change", counting_change)
    monkeypatch.setattr(Classifier, "judge", counting_judge)
    return counted


def controls(level: float = -40, **others: float) -> list:
    return ["hiss", level, *(dict(zip(OTHERS, NEUTRAL[1:], strict=True)) | others).values()]


def test_one_move_is_one_change_and_the_windows_of_one_recording(
    session: Session, work: Counter
) -> None:
    moved = controls(echo=0.5)
    said = answer(session, 1.0, *moved, {})
    assert {"card", "sound"} <= set(said)
    assert "picture" in draw_sound(session, SCREEN, *moved, {})
    assert draw_curve(session, SCREEN, *moved, {}) == {}
    assert (work["changes"], work["recordings"]) == (1, 1)
    judged = work["rows"]
    sound = breaking.break_it(session.heard, amounts_of(moved)).waveform.numpy()
    clip = Clip(sound, session.classifier.features.sample_rate)
    assert judged == len(session.classifier.judge(session.classifier.hear(clip).sound))


def test_opening_the_tab_judges_nothing(session: Session, work: Counter) -> None:
    assert "card" in answer(session, 1.0, *controls(), {})
    draw_sound(session, SCREEN, *controls(), {})
    assert not work


def test_what_is_shown_is_not_made_again(session: Session) -> None:
    shown = answer(session, 1.0, *controls(echo=0.5), {})["judged"]
    assert answer(session, 2.0, *controls(echo=0.5), shown) == {"judged": shown}


def test_what_was_overtaken_says_nothing(session: Session, monkeypatch) -> None:
    make = breaking_tab.break_it
    later: list[dict] = []

    def overtaken(heard, amounts):
        monkeypatch.setattr(breaking_tab, "break_it", make)
        session.is_newest("break", 2.0)  # the browser asks again meanwhile
        return make(heard, amounts)

    monkeypatch.setattr(breaking_tab, "break_it", overtaken)
    assert answer(session, 1.0, *controls(echo=0.5), {}) == {}
    later.append(answer(session, 2.0, *controls(echo=1.0), {}))
    assert "card" in later[0]


def test_the_curve_is_made_when_it_is_asked_for_and_kept(session: Session, work: Counter) -> None:
    try_levels(session, *controls())
    assert work["changes"] > 15
    shown = draw_curve(session, SCREEN, *controls(), {})
    assert "img" in shown["chart"]
    work.clear()
    again = draw_curve(session, SCREEN, *controls(level=0), shown["charted"])
    assert again["chart"] != shown["chart"]  # the mark of where we are has moved
    try_levels(session, *controls(level=0))
    assert not work
    gone = draw_curve(session, SCREEN, *controls(echo=1.0), again["charted"])
    assert gone == {"charted": {}, "chart": ""}  # of another sound


def test_the_weakest_spot_sets_the_controls(session: Session) -> None:
    changes = find(session, "rain")
    assert "strong" in changes["found"]
    moved = {name: changes[name] for name in ("level", *OTHERS)}
    neutral = dict(zip(("level", *OTHERS), NEUTRAL, strict=True))
    assert sum(moved[name] != neutral[name] for name in moved) == 1


def test_without_a_recording_there_is_nothing_to_do(classifier: Classifier) -> None:
    session = Session(classifier, Uploads(), Turns())
    assert answer(session, 1.0, *controls(), {}) == {"judged": {}}
    assert find(session, "hiss") == {"found": ""}
    try_levels(session, *controls())


def test_all_is_forgotten_with_the_recording(session: Session) -> None:
    answer(session, 1.0, *controls(echo=0.5), {})
    latest = session.latest("broken")
    session.clear()
    assert session.latest("broken") is not latest
    session.leave()
    assert session.latest("broken") is not session.latest("broken")
