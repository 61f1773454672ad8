"""A training run: what it begins with, and whom it learns from."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from core.errors import DatasetError
from core.evaluation.figures import trained_before
from core.training import recipe
from core.training.run import Run
from tests.ear import quietly
from tests.made_dataset import make_dataset, tiny_recipe, untrained, word_sound

pytestmark = pytest.mark.usefixtures("few_sounds")
CLASSES = ("yes", "no", "go", "stop", "another word", "noise")


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return make_dataset(tmp_path_factory.mktemp("recipe") / "words")


class Certain:
    """A teacher to whom everything is 'noise'; it notes whose sounds it hears."""

    halves: list[int]

    def __init__(self, directory: Path, sample_rate: int, n_classes: int) -> None:
        self.n_classes, Certain.halves = n_classes, []

    def __call__(self, waveforms: Tensor, half: int) -> tuple[Tensor, Tensor]:
        Certain.halves.append(half)
        loudness = waveforms.square().mean(dim=-1, keepdim=True).log10()
        return torch.eye(self.n_classes)[[-1] * len(waveforms)], loudness.clamp(min=-10)

    def n_embedded(self, n_samples: int) -> int:
        return 1


def settings(epochs: int = 1) -> recipe.Recipe:
    return tiny_recipe(epochs, frequent_word_clips=4)


def test_no_speaker_is_in_both_halves(data):
    sounds = Run(data, settings(), "cpu", quietly).sounds
    first, second = (sounds.half(number)[0] for number in range(2))
    assert (first ^ second).all()
    of_first = {name for name, here in zip(sounds.speakers, first.tolist(), strict=True) if here}
    of_second = {name for name, here in zip(sounds.speakers, second.tolist(), strict=True) if here}
    assert not of_first & of_second


def test_a_teacher_hears_both_halves_in_turn_and_gives_half_of_the_targets(data, monkeypatch):
    monkeypatch.setattr("core.training.run.Teacher", Certain)
    own = settings()
    second_task = replace(own, train=replace(own.train, embedding_weight=0.5))
    run = Run(data, second_task, "cpu", quietly, teacher=data)
    heard = list(run._epoch(0))
    assert Certain.halves == [0, 1]
    for waveforms, targets, embeddings in heard:
        assert embeddings.shape == (len(waveforms), 1)
        assert targets.shape == (20, len(CLASSES))
        torch.testing.assert_close(targets.sum(dim=1), torch.ones(20))
        assert (targets[:, -1] >= 0.5).all()
        assert (targets[:, :-1].sum(dim=1) == 0.5).any()


def test_a_run_with_a_teacher_trains(data, monkeypatch):
    monkeypatch.setattr("core.training.run.Teacher", Certain)
    run = Run(data, settings(), "cpu", quietly, teacher=data)
    (report,) = run.epochs(quietly)
    assert report.is_best
    assert run.summary()["teacher"]
    assert all(len(batch) == 2 for batch in run._epoch(0))  # no second task


def test_a_run_begins_with_a_trained_model(data):
    earlier = replace(
        untrained(CLASSES), metrics={"training": {"rounds": 7, "minutes": 3.5, "seed": 0}}
    )
    run = Run(data, settings(), "cpu", quietly, begin_with=earlier)
    weights = earlier.model.network.state_dict()
    for network in (run.training.model.network, run.training.average.module):
        for name, weight in network.state_dict().items():
            assert torch.equal(weight, weights[name]), name
    begun_with = run.summary()["begun_with"]
    assert begun_with == {"rounds": 7, "minutes": 3.5, "network": "BC-ResNet-1"}
    trained = {"rounds": 2, "minutes": 1.25, "begun_with": begun_with}
    later = replace(earlier, metrics={"training": trained})
    assert trained_before(later) == {"rounds": 9, "minutes": 4.8}
    assert Run(data, settings(), "cpu", quietly).summary()["begun_with"] is None


def test_a_wider_model_begins_with_the_answers_of_a_narrower_one(data):
    narrower, own = untrained(CLASSES), settings()
    wider = replace(own, model=replace(own.model, width=2))
    run = Run(data, wider, "cpu", quietly, begin_with=narrower)
    sound = torch.from_numpy(word_sound("yes")).unsqueeze(0)
    torch.testing.assert_close(run.training.averaged.eval()(sound), narrower.model(sound))
    with pytest.raises(DatasetError, match="cannot be trained on"):
        Run(data, own, "cpu", quietly, begin_with=untrained(CLASSES, width=2))


def test_a_model_of_other_classes_cannot_be_begun_with(data):
    with pytest.raises(DatasetError, match="cannot be trained on"):
        Run(data, settings(), "cpu", quietly, begin_with=untrained())
