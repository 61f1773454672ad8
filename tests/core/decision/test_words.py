"""From the scores of overlapping windows to words in time, while they are heard."""

from dataclasses import replace

import numpy as np
import pytest

from core.config import DecisionConfig, LevelsConfig
from core.decision.words import Heard, WordFinder, middle, nearest_span
from core.sound.levels import Span

YES, NO = 0, 1
LEVELS = LevelsConfig()
Scores = dict[tuple[float, float], tuple[int, float]]


def heard(scores: Scores, spans: list[Span], seconds: float = 6.0) -> Heard:
    """A sound with these scores, and with bursts here that change all the time, as speech does.

    Args:
        scores: from and to (seconds, both included) -> the label and score of these windows.
    """
    rows = np.tile([0.01, 0.01, 0.98], (round(10 * seconds) + 1, 1))
    for (first, last), (label, score) in scores.items():
        for window in range(round(10 * first), round(10 * last) + 1):
            rows[window] = 0.0
            rows[window, [label, -1]] = score, 1 - score
    levels = np.full(round(100 * seconds), -70.0)
    for start, end in spans:
        levels[round(100 * start) : round(100 * end)] = -20.0
    return Heard(rows, levels, np.full(len(levels), 10.0))


def when(sound: Heard, config: DecisionConfig) -> list[tuple[float, int, float, Span | None]]:
    """Words as (second of the step that found it, label, middle of its window, burst)."""
    finder = WordFinder(config, LEVELS, window_seconds=1.0)
    found = []
    for window in range(len(sound.scores)):
        found += [(window, one) for one in finder.step(sound, window)]
    found += [(np.inf, one) for one in finder.finish(sound)]
    return [
        (
            0.1 * step + 0.1 + 0.5,  # a neighbour's window, and half a second of it
            int(sound.scores[one.window, :-1].argmax()),
            round(0.1 * one.window, 3),
            one.span and (round(one.span[0], 3), round(one.span[1], 3)),
        )
        for step, one in found
    ]


def found(
    scores: Scores, spans: list[Span], threshold: float = 0.5, **config: float
) -> list[tuple[int, float, Span | None]]:
    """Words as (label, middle of their window in seconds, burst)."""
    decision = DecisionConfig(threshold=threshold, without_pause=0.0)
    return [word[1:] for word in when(heard(scores, spans), replace(decision, **config))]


def test_nothing_where_no_score_is_high():
    assert found({(1.0, 2.0): (YES, 0.4)}, [(1.2, 1.8)]) == []


def test_one_plateau_is_one_word_at_its_middle():
    assert found({(1.0, 1.6): (YES, 0.9)}, [(1.1, 1.5)], latency_seconds=2.0) == [
        (YES, 1.3, (1.1, 1.5))
    ]


def test_scores_that_differ_by_almost_nothing_are_one_plateau():
    scores = {(1.0, 1.6): (YES, 0.9), (1.1, 1.1): (YES, 0.9005)}
    wide = {"latency_seconds": 2.0, "off_centre_seconds": 0.5}
    assert found(scores, [(1.1, 1.5)], **wide) == [(YES, 1.3, (1.1, 1.5))]
    assert found(scores, [(1.1, 1.5)], plateau=0.0, **wide) == [(YES, 1.1, (1.1, 1.5))]


def test_the_highest_window_shows_the_word_best():
    scores = {(1.0, 1.6): (NO, 0.8), (1.2, 1.2): (NO, 0.95)}
    assert found(scores, [(0.9, 1.4)]) == [(NO, 1.2, (0.9, 1.4))]  # 1.1 is as near to the middle


def test_a_window_with_the_word_at_its_side_shows_it_not():
    """There the network takes pieces of other words for one."""
    assert found({(1.4, 1.8): (NO, 0.9)}, [(1.0, 1.5)]) == []
    assert len(found({(1.4, 1.8): (NO, 0.9)}, [(1.0, 1.75)])) == 1
    assert len(found({(1.4, 1.8): (NO, 0.9)}, [(0.2, 1.6)])) == 1  # more than the word


def test_a_word_may_be_seen_best_one_window_beside_its_middle():
    """An echo, or a lost beginning, moves the middle of what is heard away from the word's."""
    scores = {(1.9, 1.9): (NO, 0.6), (2.0, 2.0): (NO, 0.7), (2.1, 2.1): (NO, 0.95)}
    assert found(scores, [(1.77, 2.27)]) == [(NO, 2.1, (1.77, 2.27))]
    farther = scores | {(2.2, 2.2): (NO, 0.99)}
    assert found(farther, [(1.77, 2.27)]) == [(NO, 2.1, (1.77, 2.27))]


def test_a_window_at_the_threshold_is_accepted():
    scores = {(1.0, 1.0): (YES, 0.7)}
    assert len(found(scores, [], threshold=0.7)) == 1
    assert found(scores, [], threshold=0.71) == []


def test_yes_then_no():
    scores = {(1.0, 1.4): (YES, 0.9), (2.0, 2.4): (NO, 0.8)}
    spans = [(1.0, 1.4), (2.0, 2.4)]
    assert [(word[0], word[2]) for word in found(scores, spans)] == [
        (YES, spans[0]),
        (NO, spans[1]),
    ]


def test_yes_turns_into_no_without_a_gap_in_the_scores():
    scores = {(1.0, 1.4): (YES, 0.9), (1.5, 1.9): (NO, 0.9)}
    spans = [(1.0, 1.3), (1.5, 1.9)]
    assert [(word[0], word[2]) for word in found(scores, spans)] == [
        (YES, spans[0]),
        (NO, spans[1]),
    ]


def test_scores_alone_tell_yes_from_no():
    scores = {(1.0, 1.4): (YES, 0.9), (1.5, 1.9): (NO, 0.9)}
    assert found(scores, []) == [(YES, 1.2, None), (NO, 1.7, None)]


def test_two_bursts_in_one_plateau_are_two_words():
    spans = [(1.0, 1.4), (1.7, 2.1)]
    words = found({(1.0, 2.1): (YES, 0.9)}, spans)
    assert [(word[0], word[2]) for word in words] == [(YES, spans[0]), (YES, spans[1])]


def test_one_burst_in_a_long_plateau_is_one_word():
    assert [word[0] for word in found({(1.0, 2.1): (YES, 0.9)}, [(1.0, 2.0)])] == [YES]


def test_bursts_close_together_are_parts_of_one_word():
    parts = [(1.0, 1.2), (1.36, 1.6)]
    assert found({(1.0, 1.6): (YES, 0.9)}, parts)[0][2] == (1.0, 1.6)
    words = found({(1.0, 2.3): (YES, 0.9)}, [*parts, (2.0, 2.4)])
    assert [word[2] for word in words] == [(1.0, 1.6), (2.0, 2.4)]


@pytest.mark.parametrize(("end", "count"), [(1.95, 1), (2.05, 1), (2.08, 2)])
def test_a_click_or_a_breath_is_no_second_word(end, count):
    spans = [(1.0, 1.4), (1.9, end)]
    words = found({(1.0, 2.0): (YES, 0.9)}, spans)
    assert [word[2] for word in words] == spans[:count]


@pytest.mark.parametrize("surer", [YES, NO])
def test_of_two_words_at_one_time_the_surer_stays(surer):
    scores = {(1.0, 1.1): (YES, 0.7), (1.2, 1.3): (NO, 0.7)}
    scores[(1.0, 1.1) if surer == YES else (1.2, 1.3)] = (surer, 0.9)
    ((label, _, span),) = found(scores, [(0.9, 1.4)])
    assert label == surer
    assert span == (0.9, 1.4)


def test_a_word_without_a_burst_has_no_span():
    assert found({(1.0, 1.4): (YES, 0.9)}, []) == [(YES, 1.2, None)]


def test_a_burst_too_far_from_the_window_is_not_the_words():
    scores = {(1.2, 1.2): (YES, 0.9)}
    for start, span in ((1.4, (1.4, 1.8)), (1.5, None)):  # middles 0.4 and 0.5 s after 1.2
        bursts = [(start, start + 0.4)]
        words = found(scores, bursts, nearest_burst_seconds=0.45, off_centre_seconds=0.5)
        assert words == [(YES, 1.2, span)]


@pytest.mark.parametrize(("end", "is_its"), [(2.6, True), (3.1, False)])
def test_a_burst_whose_middle_is_outside_a_window_is_not_what_it_shows(end, is_its):
    finder = WordFinder(DecisionConfig(), LEVELS, window_seconds=1.0)
    shown = finder.burst(heard({(2.0, 2.0): (YES, 0.9)}, [(2.3, end)]), 20)  # from 1.5 to 2.5 s
    assert (shown == pytest.approx((2.3, end))) if is_its else (shown is None)


def test_words_at_both_ends_of_the_recording():
    scores = {(0.0, 0.2): (YES, 0.9), (5.7, 6.0): (NO, 0.9)}
    assert [word[0] for word in found(scores, [(0.0, 0.2), (5.6, 6.0)])] == [YES, NO]


def test_many_words_come_in_order_of_time():
    spans = [(0.3 + second, 0.7 + second) for second in range(5)]
    scores = {span: (second % 2, 0.6 + 0.05 * second) for second, span in enumerate(spans)}
    words = found(scores, spans)
    assert [word[0] for word in words] == [YES, NO, YES, NO, YES]
    assert [word[2] for word in words] == spans


# When a word is decided


@pytest.mark.parametrize("length", [0.3, 0.5, 0.7])
def test_a_word_is_decided_soon_after_its_end(length):
    middle_of_word = 2.0 + length / 2
    scores = {(middle_of_word - 0.2, middle_of_word + 0.3): (YES, 0.9)}
    ((second, label, _, span),) = when(
        heard(scores, [(2.0, 2.0 + length)]), DecisionConfig(threshold=0.5)
    )
    assert label == YES
    assert span == (2.0, round(2.0 + length, 3))
    # A pause after it, and the last window that smoothing needs, are what must have been heard.
    latest = max(2.0 + length + DecisionConfig().latency_seconds, middle_of_word + 0.6)
    assert second <= latest + DecisionConfig().hop_seconds + 1e-9


def test_what_comes_later_changes_no_word_that_was_decided():
    """A bang two seconds after a word moves neither its marks nor its score."""
    scores, word = {(1.0, 1.4): (YES, 0.9)}, (1.0, 1.4)
    alone = heard(scores, [word])
    banged = heard(scores, [word])
    banged.levels_db[350:400] = 0.0
    decision = DecisionConfig(threshold=0.5)
    assert when(alone, decision) == when(banged, decision)


def test_a_run_that_goes_on_and_on_is_decided_in_parts():
    """A stream may stay in one state for hours."""
    sound = heard({(0.5, 5.5): (YES, 0.9)}, [])
    words = when(sound, DecisionConfig(threshold=0.5, longest_run_seconds=2.0))
    assert len(words) == 3
    assert all(second < np.inf for second, *_ in words[:2])


# Pauses


@pytest.mark.parametrize(
    ("threshold", "score", "without_pause", "accepted"),
    [
        (0.5, 0.9, 0.995, False),
        (0.5, 0.996, 0.995, True),  # nearly certain
        (0.5, 0.9, 0.0, True),  # no pause is asked for
        (0.995, 0.999, 0.995, False),  # the strictest threshold is no reason to ask for less
        (0.999, 0.9995, 0.995, False),
    ],
)
def test_in_running_speech_a_word_must_be_nearly_certain(threshold, score, without_pause, accepted):
    sound = heard({(1.3, 1.6): (YES, score)}, [(0.4, 2.6)])
    decision = DecisionConfig(threshold=threshold, without_pause=without_pause)
    assert bool(when(sound, decision)) == accepted


def test_a_steady_sound_beside_a_word_is_no_speech_and_no_part_of_it():
    sound = heard({(1.5, 1.9): (YES, 0.9)}, [(0.9, 1.9)])
    decision = DecisionConfig(threshold=0.5)
    assert when(sound, decision) == []
    sound.changes_db[96:144] = 0.5  # a tone until the word begins
    ((_, label, _, span),) = when(sound, decision)
    assert label == YES
    assert span == (1.5, 1.9)


def test_middle_and_nearest_span():
    spans = [(0.0, 1.0), (2.0, 2.2)]
    assert [middle(span) for span in spans] == [0.5, 2.1]
    assert nearest_span(1.8, spans, reach=0.5) == (2.0, 2.2)
    assert nearest_span(1.2, spans, reach=0.5) is None
    assert nearest_span(1.2, [], reach=9) is None
