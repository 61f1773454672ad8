"""What is said and drawn of a training."""

import re

import pytest

from core.training.beginning import Choices, Epoch
from core.training.validation import Measured
from demo import text
from demo.tabs.beginning import view
from demo.tabs.beginning.attempt import State
from demo.tabs.beginning.plot import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Curve, curves
from demo.tabs.beginning.story import story

N = 100


def epochs(*values: tuple[float, int, float, int]) -> tuple[Epoch, ...]:
    """Loss and right answers in training, then of new voices, epoch by epoch."""
    return tuple(
        Epoch(number, Measured(loss, right, N), Measured(other_loss, other_right, N), False)
        for number, (loss, right, other_loss, other_right) in enumerate(values, start=1)
    )


GUESSING = epochs((1.0, 50, 1.0, 50), (1.0, 52, 1.0, 51))
BY_HEART = epochs((0.7, 70, 0.8, 65), (0.4, 88, 0.5, 80), (0.1, 99, 0.7, 78))
GROWING = epochs((0.9, 55, 0.9, 55), (0.6, 75, 0.6, 74), (0.4, 85, 0.45, 83))
SETTLED = epochs((0.6, 75, 0.6, 74), (0.2, 95, 0.25, 93), (0.19, 95, 0.26, 93))


@pytest.mark.parametrize(
    ("given", "best", "learned", "by_heart", "gap", "unfinished"),
    [
        (GUESSING, 1, False, False, False, False),
        (BY_HEART, 2, True, True, True, False),
        (GROWING, 3, True, False, False, True),
        (SETTLED, 2, True, False, False, False),
        (epochs((0.1, 99, 0.3, 88)), 1, True, False, True, True),
        (epochs((0.5, 80, 0.5, 80), (0.9, 60, 0.9, 60)), 1, True, False, False, False),
    ],
)
def test_what_happened(
    given: tuple[Epoch, ...],
    best: int,
    learned: bool,
    by_heart: bool,
    gap: bool,
    unfinished: bool,
) -> None:
    happened = story(given, guessing=0.5)
    assert happened.best.number == best
    assert happened.learned is learned
    assert (happened.by_heart, happened.gap) == (by_heart, gap)
    assert happened.unfinished is unfinished


def test_it_is_said_in_words() -> None:
    said = view.told(State("done", epochs=BY_HEART), Choices(augment=False))
    assert text.BEGIN_BY_HEART.format(epoch=2) in said
    assert "99\N{NO-BREAK SPACE}% against 78\N{NO-BREAK SPACE}%" in said
    assert text.BEGIN_GAP_HELP["off"] in said
    assert text.BEGIN_KEPT.format(epoch=2) in said
    said = view.told(State("done", epochs=GUESSING), Choices(architecture="lesson"))
    assert text.BEGIN_NOT_LEARNED["lesson"] in said
    assert text.BEGIN_STOPPED in view.told(State("stopped"), Choices())


def test_the_time_left_is_rounded_up() -> None:
    def said(seconds: float | None) -> str:
        return view.progress(State("training", 5, 20, seconds, GUESSING))

    assert "about 45 seconds" in said(41.0)
    assert "about 5 seconds" in said(0.1)
    assert "about 1.5 minutes" in said(88.0)
    assert "left" not in said(None)
    assert 'aria-valuenow="25"' in said(41.0)
    assert view.progress(State("done")) == ""


def test_a_curve_goes_from_edge_to_edge_and_says_so() -> None:
    ticks = [(0.0, "0 %"), (1.0, "100 %")]
    drawn = curves([Curve("training", [0.0, 0.5, 1.0])], 3, ticks, "Said <so>.", best=3)
    (points,) = re.findall(r'points="([^"]+)"', drawn)
    middle = ((LEFT + WIDTH - RIGHT) / 2, (TOP + HEIGHT - BOTTOM) / 2)
    places = [tuple(map(float, point.split(","))) for point in points.split()]
    assert places == [(LEFT, HEIGHT - BOTTOM), middle, (WIDTH - RIGHT, TOP)]
    assert 'aria-label="Said &lt;so&gt;."' in drawn
    assert curves([Curve("training", [])], 1, ticks, "").count("<circle") == 0


def test_the_diagrams_have_room_for_what_is_to_come() -> None:
    drawn = view.diagrams(State("training", epochs=GROWING[:1]), Choices(epochs=9))
    assert drawn.count("<svg") == 2
    assert ">9</text>" in drawn
    assert 'class="best"' not in drawn
    assert "recordings that it learns from, epoch by epoch: 55\N{NO-BREAK SPACE}%." in drawn
    with text.speaking("de"):
        assert ">0,75<" in view.diagrams(State("done", epochs=GROWING), Choices())
