"""Thresholds that keep false accepts under a limit."""

from dataclasses import replace

import numpy as np
import pytest
import soundfile

from core.config import OPERATING_POINTS, DecisionConfig
from core.evaluation.detection import CURVE
from core.training.operating_points import LARGEST_SHARES, choose_operating_points, false_accepts
from tests.made_dataset import make_dataset, untrained, word_sound


def row(threshold: float, per_hour: float = 0.0, **shares: float) -> dict:
    known = {name: {"share": shares.get(name.split()[0], 0.0)} for name in LARGEST_SHARES}
    return {"threshold": threshold, "speech": {"per_hour": per_hour}} | known


def points(rows: list[dict], use: str = "stream") -> list[float]:
    decision = choose_operating_points(DecisionConfig(), rows)
    assert decision.threshold == decision.balanced
    return [decision.threshold_at(name, use) for name in OPERATING_POINTS]


def test_the_lowest_thresholds_within_the_limits_are_taken():
    rows = [row(0.5, 9.0), row(0.6, 8.0), row(0.7, 2.0), row(0.8, 0.6), row(0.9, 0.5)]
    assert points(rows) == [0.9, 0.7, 0.6]


def test_hours_of_speech_do_not_count_for_one_recording():
    rows = [row(0.6, 99.0, other=0.03), row(0.7, 99.0), row(0.8, 1.0), row(0.9, 0.1)]
    assert points(rows, "recording") == [0.7, 0.7, 0.6]
    assert points(rows, "stream") == [0.9, 0.8, 0.8]


@pytest.mark.parametrize("use", ["recording", "stream"])
@pytest.mark.parametrize("kind", ["the", "other", "close", "noises"])
def test_every_kind_of_sound_counts(kind, use):
    limit = next(share for name, share in LARGEST_SHARES.items() if name.startswith(kind))
    rows = [row(0.6, **{kind: 5 * limit}), row(0.7, **{kind: limit}), row(0.8, **{kind: limit / 4})]
    assert points(rows, use) == [0.8, 0.7, 0.7]


def test_where_no_threshold_is_enough_the_highest_is_taken():
    assert points([row(0.5, 99.0), row(0.9, 99.0)]) == [CURVE[-1]] * 3


def test_an_answer_must_be_likelier_right_than_wrong():
    assert points([row(0.3), row(0.5)]) == [0.5] * 3


def test_without_hours_of_speech_the_rest_decides():
    rows = [row(0.6, other=1.0), row(0.7)]
    for one in rows:
        one["speech"] = {"per_hour": None}
    assert points(rows) == [0.7] * 3


def test_false_accepts_are_counted_on_the_validation_sounds(tmp_path):
    words = make_dataset(tmp_path / "words")
    sounds = tmp_path / "sounds/validation"
    for kind in ("speech", "words", "noise"):
        (sounds / kind).mkdir(parents=True)
        for number in range(2):
            sound = np.tile(word_sound("go", number), 4)
            soundfile.write(sounds / kind / f"{number}.flac", sound, 16_000)
    classifier = untrained()
    eager = replace(classifier, decision=replace(classifier.decision, neither_bias=-50.0))
    measured = false_accepts(eager, words, tmp_path / "sounds", lambda items, _: items)
    assert [one["threshold"] for one in measured] == list(CURVE)
    lowest = measured[0]
    assert lowest["the dataset's words"]["of"] == 8  # stop and go, two speakers, two takes
    assert lowest["other words"]["of"] == 2
    assert lowest["noises of 3 s"]["of"] == 4  # each is 4 s long: 3 s and 1 s
    assert lowest["speech"]["hours"] == pytest.approx(8 / 3_600, abs=1e-4)
    assert lowest["other words"]["count"] > 0
    in_words = false_accepts(eager, words, tmp_path / "sounds", lambda items, _: items, False)
    assert in_words[0]["speech"]["per_hour"] is None
    assert in_words[0]["other words"] == lowest["other words"]
    shy = replace(classifier, decision=replace(classifier.decision, neither_bias=50.0))
    measured = false_accepts(shy, words, tmp_path / "sounds", lambda items, _: items)
    assert measured[0]["other words"]["count"] == measured[0]["speech"]["accepts"] == 0
