"""A small run that is watched: what it hears, what is measured, and what comes out."""

from collections import Counter
from pathlib import Path

import pytest

from core.config import ModelConfig
from core.data.dataset import list_recordings, part_of, to_float
from core.errors import DatasetError
from core.training import beginning
from core.training.beginning import Choices, SmallRun, check_folder, compare, recipe_of
from tests.ear import quietly
from tests.made_dataset import make_dataset, untrained

WORDS = ("yes", "no")


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return make_dataset(tmp_path_factory.mktemp("beginning") / "words")


def run_of(data, **changes) -> SmallRun:
    return SmallRun(data, Choices(**{"epochs": 2, "recordings": 16} | changes), quietly)


def test_a_part_holds_half_words_and_the_same_of_each(data):
    recordings = list_recordings(data, "training")
    part = part_of(recordings, 12, WORDS)
    assert Counter(one.word for one in part) == {"yes": 3, "no": 3, "go": 3, "stop": 3}
    assert part == [one for one in recordings if one in part]
    assert part == part_of(recordings, 12, WORDS)
    assert part_of(recordings, 1_000, WORDS) == recordings
    fewer = [one for one in recordings if one.word != "no" or one is recordings[-1]]
    assert len(part_of(fewer, 20, WORDS)) == 20


def test_a_run_that_is_watched_trains_a_narrower_network_than_the_shipped_one():
    """So that it ends within two minutes on an old computer."""
    assert recipe_of(Choices()).model.width < ModelConfig().width


@pytest.mark.parametrize("augment", [True, False])
def test_both_networks_hear_what_they_learn(data, augment):
    ours = run_of(data, augment=augment)
    heard = [int(target) for _, targets in ours.halves[0].epoch(0) for target in targets]
    assert len(heard) == 16
    assert {"yes", "no", "another word"} <= {ours.classes[target] for target in heard}
    lesson = run_of(data, architecture="lesson", augment=augment)
    batches = list(lesson.halves[0].epoch(0))
    assert [len(targets) for _, targets in batches] == [16]
    assert {int(target) for _, targets in batches for target in targets} == {0, 1}
    own = {tuple(row.tolist()) for row in to_float(lesson.sounds.waveforms)}
    unchanged = [tuple(row.tolist()) in own for waveforms, _ in batches for row in waveforms]
    assert all(unchanged) is not augment
    assert any(unchanged) is not augment


def test_it_learns_and_is_measured_alike_on_what_it_heard_and_on_new_voices(data):
    run = run_of(data, epochs=5, recordings=32, learning_rate=3e-3, augment=False)
    epochs = list(run.watched(quietly))
    assert [epoch.number for epoch in epochs] == [1, 2, 3, 4, 5]
    assert {epoch.training.of for epoch in epochs} == {32}
    assert {epoch.validation.of for epoch in epochs} == {16}
    assert epochs[-1].training.loss < 0.5 * epochs[0].training.loss
    best = min(epochs, key=lambda epoch: epoch.validation.loss)
    assert run.guessing == 0.5
    assert best.validation.right > run.guessing * best.validation.of
    assert best.is_best
    assert run.measure(run.training.model, run.validation.recordings) == best.validation


def test_the_lesson_is_measured_on_the_words_alone(data):
    run = run_of(data, architecture="lesson", epochs=1)
    (epoch,) = run.watched(quietly)
    assert (epoch.training.of, epoch.validation.of) == (16, 8)
    assert run.guessing == 0.5
    assert not any(name in run.classes for name in ("another word", "noise"))


def test_what_comes_out_answers_everywhere_with_its_threshold(data):
    run = run_of(data, epochs=1)
    list(run.watched(quietly))
    decision = run.finish().decision
    points = [
        decision.threshold_at(name, use)
        for name in ("strict", "eager")
        for use in ("recording", "stream")
    ]
    assert points == [decision.threshold] * 4


def test_models_are_compared_on_the_recordings_of_validation(data, monkeypatch):
    monkeypatch.setattr(beginning, "VALIDATION", 8)
    figures = compare({"a": untrained(), "b": untrained()}, data, WORDS, quietly)
    assert figures["a"] == figures["b"]
    assert figures["a"]["accepted_and_right"]["of"] == 4
    assert figures["a"]["falsely_accepted"]["other_words"]["of"] == 4


def test_a_folder_is_looked_at_before(data, tmp_path):
    assert check_folder(data) == 32
    with pytest.raises(DatasetError, match="no folder"):
        check_folder(tmp_path / "nowhere")
    with pytest.raises(DatasetError, match="'ja'"):
        check_folder(data, ("ja", "nein"))
