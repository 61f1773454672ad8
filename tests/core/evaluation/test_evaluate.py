"""How often is it right? Every figure from answers that can be counted by hand."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from core.decision.shares import share
from core.errors import DatasetError
from core.evaluation.evaluate import answer_all, evaluate, sounds_of
from core.evaluation.metrics import Answers, expected_calibration_error, figures
from core.sound.decode import read_clip
from tests.made_dataset import PITCHES, TAKES, TESTING, VALIDATION, make_dataset, untrained

LABELS = ("yes", "no", "neither")


def answers(*rows: tuple[str, str, tuple[float, float, float]]) -> Answers:
    """What was said, what was answered, and the scores of yes, no and neither."""
    spoken = np.array([said for said, _, _ in rows])
    return Answers(
        spoken=spoken,
        truth=np.array([said if said in LABELS[:2] else "neither" for said in spoken]),
        label=np.array([answered for _, answered, _ in rows]),
        scores=np.array([scores for _, _, scores in rows]).reshape(-1, 3),
        labels=LABELS,
    )


EXAMPLE = answers(
    ("yes", "yes", (0.9, 0.05, 0.05)),
    ("yes", "neither", (0.4, 0.2, 0.4)),
    ("yes", "no", (0.2, 0.7, 0.1)),
    ("no", "no", (0.1, 0.8, 0.1)),
    ("no", "neither", (0.3, 0.2, 0.5)),
    ("stop", "neither", (0.1, 0.1, 0.8)),
    ("go", "no", (0.0, 0.95, 0.05)),
    ("go", "neither", (0.1, 0.3, 0.6)),
    ("noise", "yes", (0.6, 0.2, 0.2)),
    ("noise", "neither", (0.0, 0.0, 1.0)),
    ("silence", "neither", (0.0, 0.0, 1.0)),
)


def counts(figure: dict) -> tuple[int, int]:
    return figure["count"], figure["of"]


def test_forced_choice_takes_the_likelier_word_whatever_was_answered():
    assert counts(figures(EXAMPLE)["forced_choice"]) == (3, 5)


def test_accepted_and_right():
    assert counts(figures(EXAMPLE)["accepted_and_right"]) == (2, 5)


def test_taken_for_the_wrong_word():
    assert counts(figures(EXAMPLE)["taken_for_the_wrong_word"]) == (1, 5)


def test_falsely_accepted_by_kind_and_by_word():
    result = figures(EXAMPLE)
    wrong = {kind: counts(figure) for kind, figure in result["falsely_accepted"].items()}
    assert wrong == {"other_words": (1, 3), "noise": (1, 2), "silence": (0, 1)}
    assert result["falsely_accepted_by_word"] == {"yes": 1, "go": 1, "noise": 1}


def test_confusion_has_the_truth_in_its_rows():
    confusion = figures(EXAMPLE)["confusion"]
    assert confusion["labels"] == ["yes", "no", "neither"]
    assert confusion["rows_are_the_truth"] == [[1, 1, 1], [0, 1, 1], [1, 1, 4]]


def test_figures_are_ready_for_json():
    assert json.loads(json.dumps(figures(EXAMPLE))) == figures(EXAMPLE)


def test_without_other_sounds_there_are_no_false_accepts():
    words = answers(("yes", "yes", (0.9, 0.1, 0.0)), ("no", "no", (0.2, 0.8, 0.0)))
    result = figures(words)
    assert "recall_at_1_percent_false_accepts" not in result
    assert result["falsely_accepted"]["noise"] == share(np.array([], bool))
    assert counts(result["accepted_and_right"]) == (2, 2)


# Recall at 1 % false accepts


def recall(word_scores: list[float], other_scores: list[float], wrong: int = 0) -> dict:
    """The figure for 'yes' with these scores (the last `wrong` are taken for 'no')."""
    rows = [("yes", "yes", (score, 0.0, 1 - score)) for score in word_scores]
    for index in range(len(rows) - wrong, len(rows)):
        score = word_scores[index]
        rows[index] = ("yes", "no", (0.0, score, 1 - score))
    rows += [("stop", "neither", (0.0, score, 1 - score)) for score in other_scores]
    return figures(answers(*rows))["recall_at_1_percent_false_accepts"]


def test_recall_lets_one_in_a_hundred_through():
    others = [0.9, 0.8, 0.7] + [0.1] * 197  # two may pass, so 0.7 must be refused
    result = recall([0.95, 0.75, 0.71, 0.7, 0.3], others)
    assert counts(result) == (3, 5)
    assert (result["threshold_above"], result["false_accepts_allowed"]) == (0.7, 2)


def test_recall_of_few_sounds_lets_none_through():
    result = recall([0.95, 0.91, 0.9, 0.5], [0.9] + [0.1] * 98)
    assert counts(result) == (2, 4)
    assert (result["threshold_above"], result["false_accepts_allowed"]) == (0.9, 0)


def test_recall_counts_right_words_only():
    assert counts(recall([0.9, 0.9, 0.9], [0.1] * 100, wrong=1)) == (2, 3)


def test_recall_with_equal_scores_refuses_them_all():
    assert counts(recall([0.5, 0.6], [0.5] * 200)) == (1, 2)


# Intervals


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (1, 2, 0.0945, 0.9055)],
)
def test_wilsons_interval(count, n, low, high):
    result = share(np.arange(n) < count)
    assert (result["low"], result["high"]) == (
        pytest.approx(low, abs=1e-4),
        pytest.approx(high, abs=1e-4),
    )
    assert counts(result) == (count, n)
    assert result["share"] == count / n


def test_wilsons_interval_by_its_formula():
    n, p, z = 223, 220 / 223, 1.959964
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    result = share(np.arange(223) < 220)
    assert result["low"] == pytest.approx(middle - half, abs=1e-5)
    assert result["high"] == pytest.approx(middle + half, abs=1e-5)


def test_a_share_of_nothing_is_no_number():
    assert share(np.array([], bool)) == {
        "count": 0,
        "of": 0,
        "share": None,
        "low": None,
        "high": None,
    }


# Calibration error


def test_scores_that_mean_what_they_say_have_no_error():
    rows = [("yes", "yes", (0.75, 0.05, 0.2))] * 3 + [("no", "yes", (0.75, 0.05, 0.2))]
    rows += [("stop", "neither", (0.1, 0.05, 0.85))] * 17 + [("stop", "yes", (0.85, 0.05, 0.1))] * 3
    assert expected_calibration_error(answers(*rows))["error"] == pytest.approx(0, abs=1e-9)


def test_a_known_error():
    # Words at 0.9, half of them right: 0.4 off. Others at 0.6, always right: 0.4 off.
    rows = [("yes", "yes", (0.9, 0.1, 0.0)), ("no", "yes", (0.9, 0.1, 0.0))]
    rows += [("stop", "neither", (0.2, 0.2, 0.6))] * 2
    result = expected_calibration_error(answers(*rows))
    assert result["error"] == pytest.approx(0.4)
    assert result["of"] == 4
    assert result["reliability"] == [
        {"score": 0.6, "right": 1.0, "of": 2},
        {"score": 0.9, "right": 0.5, "of": 2},
    ]


def test_words_and_other_sounds_count_half_each():
    # Two words are 0.2 off, nine other sounds are right on: (0.2 + 0.0) / 2.
    rows = [("yes", "yes", (0.8, 0.1, 0.1))] * 2 + [("stop", "neither", (0.0, 0.0, 1.0))] * 9
    assert expected_calibration_error(answers(*rows))["error"] == pytest.approx(0.1)


def test_a_score_of_one_is_in_the_last_bin():
    result = expected_calibration_error(answers(("yes", "yes", (1.0, 0.0, 0.0))))
    assert result == {
        "error": 0.0,
        "of": 1,
        "reliability": [{"score": 1.0, "right": 1.0, "of": 1}],
    }


# From a folder to figures


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return make_dataset(tmp_path_factory.mktemp("data") / "words")


@pytest.mark.parametrize(
    ("split", "n_speakers", "n_noises"),
    [("validation", len(VALIDATION), 2), ("testing", len(TESTING), 2), ("all", 7, 10)],
)
def test_sounds_are_the_recordings_then_noise_then_silence(data, split, n_speakers, n_noises):
    sounds = sounds_of(data, split, untrained())
    names = [name for name, _ in sounds]
    n_words = n_speakers * TAKES
    assert (
        names
        == sorted(list(PITCHES) * n_words) + ["noise"] * 2 * n_noises + ["silence"] * 2 * n_noises
    )


def test_silence_is_noise_fifty_decibels_down(data):
    sounds = sounds_of(data, "validation", untrained())
    noise, silence = (
        [clip for what, clip in sounds if what == name] for name in ("noise", "silence")
    )
    for loud, soft in zip(noise, silence, strict=True):
        assert loud.seconds == soft.seconds == 1
        np.testing.assert_allclose(soft.samples, loud.samples * 10**-2.5, atol=1e-7)


def test_hear_asks_for_every_sound_once(data):
    classifier = untrained()
    sounds = sounds_of(data, "testing", classifier)[::3]
    shown = []
    heard = answer_all(
        classifier, sounds, lambda items: (shown.append(item) or item for item in items)
    )
    assert shown == sounds
    assert heard.spoken.tolist() == [name for name, _ in sounds]
    assert set(heard.truth) == {"yes", "no", "neither"}
    for (_, sound), label, scores in zip(sounds, heard.label, heard.scores, strict=True):
        clip = sound if hasattr(sound, "samples") else read_clip(sound.path)
        expected = classifier.classify(clip)
        assert label == expected.label
        assert scores.tolist() == list(expected.scores.values())


def test_evaluate_joins_it_all(data):
    classifier = untrained().with_threshold(0.0)  # everything is accepted
    result = evaluate(classifier, data, "testing")
    assert result["forced_choice"]["of"] == 2 * TAKES
    wrong = {kind: counts(figure) for kind, figure in result["falsely_accepted"].items()}
    # Sounds so soft are silence, whatever the network would say.
    assert wrong == {"other_words": (4, 4), "noise": (4, 4), "silence": (0, 4)}


def test_a_split_without_recordings_cannot_be_evaluated(tmp_path):
    data = make_dataset(tmp_path / "words")
    (data / "testing_list.txt").unlink()
    with pytest.raises(DatasetError, match="no recordings for testing"):
        evaluate(untrained(), data, "testing")
