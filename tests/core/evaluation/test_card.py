"""The model card says what was measured, and nothing else."""

import json
import re
from dataclasses import replace

import pytest

from core.decision.classifier import Classifier
from core.evaluation.card import model_card
from core.evaluation.card_tables import confusion_table, figures_table, reliability_table
from core.evaluation.figures import model_id
from core.evaluation.published import published_tables
from core.evaluation.tables import counted, percent
from tests.made_dataset import untrained


def figure(count: int, of: int) -> dict:
    return {"count": count, "of": of, "share": count / of, "low": 0.1234, "high": 0.9876}


def figures(forced_choice: int = 87) -> dict:
    return {
        "forced_choice": figure(forced_choice, 93),
        "accepted_and_right": figure(81, 93),
        "taken_for_the_wrong_word": figure(2, 93),
        "falsely_accepted": {
            "other_words": figure(7, 311),
            "noise": figure(1, 29),
            "silence": figure(0, 29),
        },
        "recall_at_1_percent_false_accepts": figure(79, 93),
        "expected_calibration_error": {
            "error": 0.0321,
            "reliability": [{"score": 0.612, "right": 0.587, "of": 17}],
        },
        "confusion": {
            "labels": ["yes", "no", "neither"],
            "rows_are_the_truth": [[41, 1, 3], [2, 40, 6], [4, 5, 360]],
        },
        "falsely_accepted_by_word": {"go": 6, "down": 3},
    }


TRAINING = {
    "recordings": 1_234,
    "recordings_by_word": {"yes": 77, "no": 66, "stop": 55},
    "speakers": 321,
    "rounds": 19,
    "best_round": 17,
    "minutes": 43.2,
    "threads": 2,
    "seed": 5,
}


@pytest.fixture
def model() -> Classifier:
    return replace(untrained(), metrics={"training": TRAINING, "validation": figures()})


@pytest.fixture
def path(tmp_path):
    return tmp_path / "model.safetensors"


def columns_of(table: str) -> set[int]:
    return {line.count("|") for line in table.splitlines()}


def test_card_names_the_training(model, path):
    card = model_card(model, path)
    for fact in (
        "1,234 recordings",
        "yes 77, no 66",
        "321 speakers",
        "19 epochs took 43.2 minutes on 2 threads",
        "epoch 17",
        "Seed 5",
        "yes, no, stop, another word, noise",
    ):
        assert fact in card


def test_card_tells_of_several_processes(model, path):
    for ranks, told in ((1, "on 2 threads; the best"), (4, "threads of each of 4 processes; the")):
        together = replace(model, metrics=model.metrics | {"training": TRAINING | {"ranks": ranks}})
        assert told in model_card(together, path)


def test_card_has_every_figure_with_its_counts(model, path):
    card = model_card(model, path)
    for fact in ("93.5 % (12.3 % to 98.8 %; 87 of 93)", "7 of 311", "1 of 29", "0 of 29", "3.2 %"):
        assert fact in card
    assert "| yes | 41 | 1 | 3 |" in card
    assert "| 61.2 % | 58.7 % | 17 |" in card
    assert "go (6), down (3)" in card


def test_no_figure_is_typed_in(model, path):
    other = replace(model, metrics={"training": TRAINING, "validation": figures(forced_choice=12)})
    changed = [
        (before, after)
        for before, after in zip(
            model_card(model, path).splitlines(), model_card(other, path).splitlines(), strict=True
        )
        if before != after
    ]
    ((before, after),) = changed
    assert "87 of 93" in before
    assert "12 of 93" in after


def test_card_names_the_commands_it_was_made_with(model, path):
    card = model_card(model, path)
    assert "`python -m core train --data DIR`" in card
    assert "`python -m core evaluate --data DIR`" in card
    assert "score of 0.5 or more" in card
    assert "score of 0.83 or more" in model_card(model.with_threshold(0.83), path)


def test_card_says_what_the_model_cannot_do_and_whom_to_thank(model, path):
    headings = re.findall(r"^#+ (.*)$", model_card(model, path), re.MULTILINE)
    assert headings == [
        "Model card: untrained for “yes” and “no”",
        "What it was trained on",
        "How often it is right",
        "What it cannot do",
        "Licence and credit",
    ]


def test_figures_of_the_lesson_stand_beside_where_they_were_measured(model, path):
    assert "lesson" not in model_card(model, path)
    measured = json.dumps({"name": "lesson"} | figures(forced_choice=55))
    path.with_suffix(".lesson.json").write_text(measured)
    card = model_card(model, path)
    assert "| | untrained | the lesson's CNN |" in card
    assert re.search(r"\| yes against no .* 87 of 93\) \| .* 55 of 93\) \|", card)
    assert "## The lesson's CNN" in card
    assert "stayed at chance" in card  # 12.3 % at the lower end of the interval
    learned = figures(forced_choice=55)
    learned["forced_choice"]["low"] = 0.51
    path.with_suffix(".lesson.json").write_text(json.dumps(learned))
    assert "The run measured here tells the words apart in 59.1 %." in model_card(model, path)


def test_a_card_says_nothing_of_recordings_that_the_model_never_heard(model, path):
    assert "Speech Commands" in model_card(model, path)
    other = TRAINING | {"dataset": None, "recordings_by_word": {"ja": 5, "nein": 4, "auf": 3}}
    labels = ["ja", "nein", "neither"]
    measured = figures() | {
        "confusion": {"labels": labels, "rows_are_the_truth": [[1, 0, 0], [0, 1, 0], [0, 0, 9]]}
    }
    german = replace(
        model,
        words=("ja", "nein"),
        measured_for=("ja", "nein"),
        classes=("ja", "nein", "auf", "another word", "noise"),
        metrics={"training": other, "validation": measured},
    )
    card = model_card(german, path)
    assert "# Model card: untrained for “ja” and “nein”" in card
    assert "| ja against nein (forced choice) |" in card
    assert "| ja taken for nein, or nein for ja |" in card
    assert "`python -m core train --data DIR --words ja nein`" in card
    assert "It knows “ja” and “nein” as the people said them" in card
    for claim in ("Speech Commands", "Warden", "yes"):
        assert claim not in card.replace("yes_no.lesson.json", "")


def test_figures_of_more_words_have_names_too():
    measured = figures()
    measured["confusion"]["labels"] = ["ja", "nein", "halt", "neither"]
    table = figures_table([("model", measured)])
    assert "| the words against each other (forced choice) |" in table
    assert "| one word taken for another |" in table


def test_a_model_of_the_words_alone_claims_nothing_more(path):
    lesson = replace(
        untrained(("yes", "no"), architecture="lesson"),
        metrics={"training": TRAINING, "validation": figures()},
    )
    card = model_card(lesson, path)
    assert "`python -m core train --data DIR` with `--architecture lesson`" in card
    assert "“yes”, “no”, never “neither”." in card
    for claim in (
        "or “neither”",
        "the rest other words",
        "core/training/augment.py",
        "count as neither",
    ):
        assert claim not in card
    assert "threshold was chosen" not in card


# Tables


@pytest.mark.parametrize("n", [1, 2, 3])
def test_figures_table_has_a_column_for_each_evaluation(n):
    table = figures_table([(f"model {index}", figures()) for index in range(n)])
    assert columns_of(table) == {n + 2}
    assert len(table.splitlines()) == 2 + 8


def test_figures_that_were_not_measured_are_dashes():
    measured = figures()
    del measured["recall_at_1_percent_false_accepts"]
    measured["falsely_accepted"]["noise"] = {"count": 0, "of": 0, "share": None}
    table = figures_table([("model", measured)])
    assert "| accepted and right at 1 % false accepts | – |" in table
    assert "| noise wrongly accepted | – |" in table


def test_confusion_and_reliability_tables():
    assert columns_of(confusion_table(figures())) == {5}
    assert confusion_table(figures()).splitlines()[-1] == "| neither | 4 | 5 | 360 |"
    assert columns_of(reliability_table(figures())) == {4}


def test_percent_and_counted():
    assert percent(0.98712) == "98.7 %"
    assert percent(1.0) == "100.0 %"
    assert percent(None) == "–"
    assert counted({"of": 0, "share": None}) == "–"
    assert counted(figure(1, 4)) == "25.0 % (12.3 % to 98.8 %; 1 of 4)"


def test_the_card_tells_what_training_began_with_and_whom_it_learned_from(model, path):
    trained = TRAINING | {
        "teacher": True,
        "embedding_weight": 0.5,
        "begun_with": {"rounds": 75, "minutes": 116.3, "network": "BC-ResNet-4"},
        "weights_of_epochs": {"75": 0.5, "94": 0.5},
    }
    taught = replace(model, metrics={**model.metrics, "training": trained})
    card = model_card(taught, path)
    assert "before it, BC-ResNet-4, which had been trained for 75 epochs (116.3 minutes)" in card
    assert "counted 0.5 times beside the cross-entropy" in card
    assert "a mean of those after 75 epochs (50.0 %), 94 epochs (50.0 %):" in card
    assert "Google's speech embedding (Apache-2.0" in card
    assert "--teacher DIR --begin-with FILE" in card
    alone = model_card(model, path)
    for word in ("began with", "a mean of", "speech embedding", "second task", "--teacher"):
        assert word not in alone


@pytest.mark.parametrize(("width", "option"), [(1, " with `--width 1`"), (6, "")])
def test_the_card_names_a_width_that_is_not_the_recipes(path, width, option):
    metrics = {"training": TRAINING, "validation": figures()}
    card = model_card(replace(untrained(width=width), metrics=metrics), path)
    assert f"Made with `python -m core train --data DIR`{option}.\n" in card


def test_the_card_says_whether_the_best_or_the_last_weights_were_kept(model, path):
    assert "the best one on validation was epoch 17" in model_card(model, path)
    trained = {**model.metrics, "training": TRAINING | {"kept_last": True}}
    card = model_card(replace(model, metrics=trained), path)
    assert "the weights after the last one were kept" in card
    assert "epoch 17" not in card


def compared(model: Classifier, count: int) -> dict:
    rate = {"accepts": count, "hours": 2.0, "per_hour": count / 2, "low": 0.1, "high": 9.0}
    return {
        "model_id": model_id(model),
        "threshold": count / 100,
        "words": {"telephone": figure(count, 93), "more_words": figure(count - 1, 42)},
        "at 1 % false accepts": figure(count + 1, 93),
        "other words": figure(count + 2, 93),
        "close words": figure(count + 3, 93),
        "per hour": {"readers": rate},
        "calibration": count / 1_000,
    }


def test_the_model_before_stands_beside_the_one_that_was_measured_with_it(model, path):
    before, now = compared(untrained(), 31), compared(model, 41)
    path.with_suffix(".compared.json").write_text(json.dumps([before, now]), encoding="utf-8")
    card = model_card(model, path)
    row = f"| telephone | {counted(figure(31, 93))} | {counted(figure(41, 93))} |"
    assert row in card
    for name in ("people who are not in the dataset", "close words", "speech: readers, per hour"):
        assert sum(line.count(name) for line in card.splitlines()) == 1
    another = model.with_threshold(0.123)
    assert row not in model_card(another, path)


def test_what_others_published_stands_beside_the_figures_of_the_same_part():
    rows = [("no noise", None, 90), ("10 dB", 10.0, 80), ("0 dB", 0.0, 70), ("-5 dB", -5.0, 60)]
    figures_of_parts = {
        "noise": [
            {"noise": noise, "snr_db": snr_db, "accepted_and_right": figure(count - lost, 99)}
            for noise, lost in (("music", 9), ("everyday", 0))
            for _, snr_db, count in rows
        ],
        "childlike": [{"moved": "both", "factor": 1.3, "accepted_and_right": figure(50, 99)}],
        "false_accepts": [
            {
                "kind": "speech",
                "source": "all",
                "balanced": {
                    "accepts": 3,
                    "hours": 2.0,
                    "per_hour": 1.5,
                    "low": 0.3,
                    "high": 4.4,
                },
            }
        ],
    }
    (table,) = published_tables([("mine", figures_of_parts)])
    lines = {line.split("|")[1].strip(): line for line in table.splitlines()}
    for name, count in (("no noise", 90), ("noise at 0 dB", 70), ("children", 50)):
        assert lines[name].endswith(f"| {counted(figure(count, 99))} |")
    assert "1.5 (0.3 to 4.4; 3 in 2.00 h)" in lines["speech, false accepts per hour"]
    assert published_tables([("older", {"noise": []})]) == []
