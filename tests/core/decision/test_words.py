"""From the scores of overlapping windows to words in time."""

import numpy as np
import pytest

from core.decision.words import find_words, middle, nearest_span
from core.sound.levels import Span

YES, NO = 0, 1


def found(
    scores: dict[tuple[float, float], tuple[int, float]],
    spans: list[Span],
    threshold: float = 0.5,
    seconds: float = 5.0,
) -> list[tuple[int, float, Span | None]]:
    """Words as (label, middle of their window in seconds, span).

    Args:
        scores: from and to (seconds, both included) -> the label and score of these windows.
    """
    centres = np.arange(0, seconds, 0.1)
    labels, values = np.zeros(len(centres), int), np.full(len(centres), 0.01)
    for (first, last), (label, score) in scores.items():
        windows = (centres > first - 0.01) & (centres < last + 0.01)
        labels[windows], values[windows] = label, score
    return [
        (int(labels[index]), pytest.approx(centres[index]), span)
        for index, span in find_words(values, labels, centres, spans, threshold)
    ]


def test_nothing_where_no_score_is_high():
    assert found({(1.0, 2.0): (YES, 0.4)}, [(1.2, 1.8)]) == []


def test_one_plateau_is_one_word_at_its_middle():
    assert found({(1.0, 1.6): (YES, 0.9)}, [(1.1, 1.5)]) == [(YES, 1.3, (1.1, 1.5))]


def test_the_highest_window_shows_the_word_best():
    scores = {(1.0, 1.6): (NO, 0.8), (1.1, 1.1): (NO, 0.95)}
    assert found(scores, [(1.0, 1.4)]) == [(NO, 1.1, (1.0, 1.4))]


def test_a_window_at_the_threshold_is_accepted():
    scores = {(1.0, 1.0): (YES, 0.7)}
    assert len(found(scores, [], threshold=0.7)) == 1
    assert found(scores, [], threshold=0.71) == []


def test_yes_then_no():
    scores = {(1.0, 1.4): (YES, 0.9), (2.0, 2.4): (NO, 0.8)}
    spans = [(1.0, 1.4), (2.0, 2.4)]
    assert found(scores, spans) == [(YES, 1.2, spans[0]), (NO, 2.2, spans[1])]


def test_yes_turns_into_no_without_a_gap_in_the_scores():
    scores = {(1.0, 1.4): (YES, 0.9), (1.5, 1.9): (NO, 0.9)}
    spans = [(1.0, 1.4), (1.5, 1.9)]
    assert found(scores, spans) == [(YES, 1.2, spans[0]), (NO, 1.7, spans[1])]


def test_scores_alone_tell_yes_from_no():
    scores = {(1.0, 1.4): (YES, 0.9), (1.5, 1.9): (NO, 0.9)}
    assert found(scores, []) == [(YES, 1.2, None), (NO, 1.7, None)]


def test_two_bursts_in_one_plateau_are_two_words():
    spans = [(1.0, 1.4), (1.7, 2.1)]
    assert found({(1.0, 2.1): (YES, 0.9)}, spans) == [(YES, 1.2, spans[0]), (YES, 1.9, spans[1])]


def test_one_burst_in_a_long_plateau_is_one_word():
    assert [label for label, _, _ in found({(1.0, 2.1): (YES, 0.9)}, [(1.0, 2.0)])] == [YES]


def test_bursts_close_together_are_parts_of_one_word():
    parts = [(1.0, 1.2), (1.35, 1.6)]
    assert found({(1.0, 1.6): (YES, 0.9)}, parts) == [(YES, 1.3, (1.0, 1.6))]
    words = found({(1.0, 2.3): (YES, 0.9)}, [*parts, (2.0, 2.4)])
    assert [span for _, _, span in words] == [(1.0, 1.6), (2.0, 2.4)]


@pytest.mark.parametrize(("end", "count"), [(1.95, 1), (2.05, 1), (2.08, 2)])
def test_a_click_or_a_breath_is_no_second_word(end, count):
    spans = [(1.0, 1.4), (1.9, end)]
    words = found({(1.0, 2.0): (YES, 0.9)}, spans)
    assert [span for _, _, span in words] == spans[:count]


@pytest.mark.parametrize("surer", [YES, NO])
def test_of_two_words_at_one_time_the_surer_stays(surer):
    scores = {(1.0, 1.1): (YES, 0.7), (1.2, 1.3): (NO, 0.7)}
    scores[(1.0, 1.1) if surer == YES else (1.2, 1.3)] = (surer, 0.9)
    ((label, _, span),) = found(scores, [(0.9, 1.4)])
    assert label == surer
    assert span == (0.9, 1.4)


def test_a_word_without_a_burst_has_no_span():
    assert found({(1.0, 1.4): (YES, 0.9)}, []) == [(YES, 1.2, None)]
    assert found({(1.0, 1.4): (YES, 0.9)}, [(3.0, 3.4)]) == [(YES, 1.2, None)]


def test_words_at_both_ends_of_the_recording():
    scores = {(0.0, 0.2): (YES, 0.9), (4.7, 4.9): (NO, 0.9)}
    assert [label for label, _, _ in found(scores, [(0.0, 0.2), (4.6, 5.0)])] == [YES, NO]


def test_many_words_come_in_order_of_time():
    spans = [(0.3 + second, 0.7 + second) for second in range(5)]
    scores = {span: (second % 2, 0.6 + 0.05 * second) for second, span in enumerate(spans)}
    words = found(scores, spans)
    assert [label for label, _, _ in words] == [YES, NO, YES, NO, YES]
    assert [span for _, _, span in words] == spans


def test_middle_and_nearest_span():
    spans = [(0.0, 1.0), (2.0, 2.2)]
    assert [middle(span) for span in spans] == [0.5, 2.1]
    assert nearest_span(1.8, spans, reach=0.5) == (2.0, 2.2)
    assert nearest_span(1.2, spans, reach=0.5) is None
    assert nearest_span(1.2, [], reach=9) is None
