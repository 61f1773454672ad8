"""Sizes of the network, compared."""

import json
from dataclasses import replace
from functools import partial

import pytest

from core.evaluation.benchmark import side_by_side
from scripts.experiments import sizes
from scripts.experiments.tables import comparison_table
from tests.made_dataset import make_dataset, tiny_recipe


@pytest.mark.usefixtures("few_sounds")
def test_every_size_is_trained_and_measured(capsys, tmp_path, monkeypatch):
    tiny = tiny_recipe().model
    monkeypatch.setattr(sizes, "SIZES", [tiny, replace(tiny, width=2, time_stride=1)])
    monkeypatch.setattr(sizes, "side_by_side", partial(side_by_side, n_repeats=2))
    monkeypatch.setattr(sizes, "Recipe", lambda train: tiny_recipe(train.epochs))
    report, data = tmp_path / "sizes.json", make_dataset(tmp_path / "words")
    assert sizes.main(["--data", str(data), "--epochs", "1", "--json", str(report)]) == 0
    rows = json.loads(report.read_text())
    assert [(row["name"], row["time_stride"]) for row in rows] == [
        ("BC-ResNet-1", 2),
        ("BC-ResNet-2", 1),
    ]
    assert all(row["validation"]["forced_choice"]["of"] == 8 for row in rows)
    assert rows[0]["speed"]["parameters"] < rows[1]["speed"]["parameters"]
    assert capsys.readouterr().out == comparison_table(rows) + "\n"


SIZE = {
    "name": "BC-ResNet-3",
    "time_stride": 2,
    "rounds": 6,
    "training_minutes": 4.5,
    "validation_loss": 0.1234,
    "speed": {
        "parameters": 54_321,
        "multiplications for one window": 12_345_678,
        "file to answer, median (ms)": 6.7,
    },
    "validation": {
        "forced_choice": {"share": 0.93548},
        "recall_at_1_percent_false_accepts": {"share": 0.84946},
    },
}


def test_comparison_table():
    head, line, row = comparison_table([SIZE]).splitlines()
    assert {text.count("|") for text in (head, line, row)} == {10}
    assert row == (
        "| BC-ResNet-3 | 20 ms | 54,321 | 12.3 M | 6.7 ms | 4.5 min | 0.1234 | 93.5 % | 84.9 % |"
    )
