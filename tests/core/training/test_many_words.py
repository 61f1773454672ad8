"""The network that Teach uses is trained on named words; talk beside them asks it nothing."""

from dataclasses import replace
from pathlib import Path

import pytest
import soundfile
import torch

from core import Classifier
from core.config import NOISE, OTHER, ModelConfig
from core.errors import DatasetError
from core.training import many_words
from core.training.many_words import ManyWords, kept_apart, word_loss, words_recipe
from tests.made_dataset import make_dataset, untrained, word_sound
from tests.sounds import spoken, tone


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path, Path]:
    """A dataset with a rare word, a folder of words, and other sounds; all of them small."""
    monkeypatch.setattr(many_words, "FEWEST", 3)
    monkeypatch.setattr(many_words, "FEWEST_BESIDE", 2)
    data, words, sounds = make_dataset(tmp_path / "data"), tmp_path / "words", tmp_path / "sounds"
    (data / "rare").mkdir()
    soundfile.write(data / "rare" / "ann_nohash_0.wav", word_sound("go"), 16_000)
    for word in ("able", "bell", "kite", "rare", "stop"):
        (words / word).mkdir(parents=True)
        for voice in ("m1", "f1"):
            soundfile.write(words / word / f"{voice}_0.flac", word_sound("go"), 16_000)
    for folder, name, samples in (
        ("words/closest", "snow_one", spoken()),
        ("words/closest", "snow_two", spoken()),
        ("words/closest", "once_said", spoken()),
        ("speech/readers", "talk", spoken()),
        ("noise/engines", "hum", tone()),
    ):
        path = sounds / "training" / folder / f"{name}.wav"
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(path, samples, 16_000)
    return data, words, sounds


def run_of(
    folders: tuple[Path, Path, Path], begin_with: Classifier | None = None, **settings: float
) -> ManyWords:
    recipe = words_recipe()
    train = replace(recipe.train, epochs=3, batches_per_epoch=10, batch_size=40, **settings)
    recipe = replace(recipe, train=train, model=ModelConfig(width=1, taught=True))
    return ManyWords(*folders, recipe, lambda items, what: items, begin_with=begin_with)


def test_it_hears_no_word_that_is_kept_apart_or_rare(folders: tuple[Path, Path, Path]) -> None:
    run = run_of(folders)
    assert run.words == ("go", "no", "stop", "yes")
    beside = {word for word in ("able", "bell", "kite", "snow") if not kept_apart(word)}
    assert beside == {"able", "bell", "snow"}
    assert run.classes == (*run.words, *sorted(beside), OTHER, NOISE)


def test_it_learns_to_tell_words_apart(folders: tuple[Path, Path, Path]) -> None:
    run = run_of(folders, learning_rate=2e-2, average_decay=0.5)
    first, *_, last = run.epochs(lambda items, what: items)
    assert last.training_loss < first.training_loss - 0.1
    assert run.training.epoch == run.summary()["rounds"] == 3


def test_of_talk_nothing_is_asked() -> None:
    logits = torch.randn(3, 4)
    alone = word_loss(2, logits[:2], torch.tensor([0, 1]))
    torch.testing.assert_close(word_loss(2, logits, torch.tensor([0, 1, 2])), alone)


def test_it_begins_with_a_trained_network(folders: tuple[Path, Path, Path]) -> None:
    begin_with = untrained()
    network = run_of(folders, begin_with=begin_with).training.model.network
    theirs, weights = begin_with.model.network.state_dict(), network.state_dict()
    of_trunk = [name for name in theirs if not name.startswith("classify")]
    assert all(torch.equal(weights[name], theirs[name]) for name in of_trunk)
    assert weights["classify.weight"].abs().max() > 1  # sharp enough for directions
    # Its directions are spread all around, though no number of an embedding is below zero.
    directions = network.embed(begin_with.model.features(torch.randn(20, 16_000)))
    assert directions.min() < 0


def test_it_begins_with_no_network_of_another_size(folders: tuple[Path, Path, Path]) -> None:
    with pytest.raises(DatasetError, match="cannot be trained on"):
        run_of(folders, begin_with=untrained(width=2))
