"""Figures of a listener: what belongs to what was said, and a stream of synthetic voices."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch

from core import Classifier, Word
from core.evaluation import live
from core.evaluation.live import Said, Told, live_figures, live_table, make_talk, word_figures
from core.sound.levels import active_span
from tests.ear import quietly
from tests.made_dataset import make_other_sounds

VOICES = Path(__file__).parents[3] / "demo" / "examples" / "words"
WORDS = ("yes", "no")


def told(label: str, middle: float, seconds: float = 0.0) -> Told:
    return Told(Word(label, middle - 0.2, middle + 0.2, {}, 0.0), seconds)


def test_every_word_is_found_once_or_counted_among_the_mistakes():
    said = [
        Said("yes", 1.0, 1.2),
        Said("no", 3.0, 3.3),
        Said("no", 5.0, 5.2),
        Said("stop", 7.0, 7.2),
        Said("yes", 9.0, 9.2),
    ]
    answers = [
        told("yes", 1.1, 1.7),  # right
        told("no", 3.0, 3.9),  # right, and once more
        told("no", 3.4, 4.3),
        told("yes", 5.0, 5.5),  # the wrong word
        told("yes", 7.1, 7.6),  # another word
        told("no", 11.0, 11.5),  # where nobody spoke
    ]
    figures = word_figures(said, answers, WORDS)
    assert (figures["found_once"]["count"], figures["found_once"]["of"]) == (1, 4)
    assert figures["found_twice"]["count"] == 1
    assert figures["taken_for_the_wrong_word"]["count"] == 1
    assert (figures["other_words"]["count"], figures["other_words"]["of"]) == (1, 1)
    assert figures["nowhere"] == 1
    assert figures["delay"] == {"of": 1, "median": 0.5, "slowest_twentieth": 0.5}
    assert word_figures(said, [], WORDS)["delay"]["median"] is None


def test_the_words_are_where_it_is_said(classifier: Classifier):
    said, stream = make_talk(classifier, VOICES, quietly, most=6)
    rate = classifier.features.sample_rate
    assert len(said) == 6
    assert sum(one.word in WORDS for one in said) == 3
    for before, after in pairwise(said):
        assert 1.0 < after.middle - before.middle < 5.0
    for one in said:
        piece = stream[round((one.middle - 0.5) * rate) : round((one.middle + 0.5) * rate)]
        begin, end = active_span(piece, rate)
        assert (begin + end) / 2 == pytest.approx(0.5, abs=0.1)
        start = round((one.middle - 0.5) * rate) / rate
        assert start + end == pytest.approx(one.end, abs=0.1)
    quietest = stream.unfold(0, rate // 20, rate // 20).square().mean(dim=1).sqrt().min()
    assert quietest > 0  # a room


def test_a_stream_of_voices_is_heard(classifier: Classifier, tmp_path: Path):
    figures = live_figures(classifier, VOICES, make_other_sounds(tmp_path), quietly, most=8)
    words = figures["words"]
    assert words["found_once"]["of"] == words["other_words"]["of"] == 4
    assert words["found_once"]["count"] >= 3
    assert words["found_twice"]["count"] == words["nowhere"] == 0
    assert words["delay"]["median"] > 0
    assert figures["share_of_a_core"] > 0
    assert figures["hours"]["speech"]["hours"] == figures["hours"]["noise"]["hours"] > 0
    said = live_table(figures)
    assert f"{words['found_once']['count']} of 4" in said
    assert "false answers in an hour of noise:" in said


def test_pieces_are_the_stream():
    stream = torch.arange(3_500.0)
    pieces = list(live.pieces_of(stream, 16_000))
    assert [len(piece) for piece in pieces] == [800, 800, 800, 800, 300]
    assert np.array_equal(np.concatenate(pieces), stream.numpy())
