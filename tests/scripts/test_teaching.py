"""Words are taught to be measured: those that are left out of the background are strange to it."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch
import torch.nn.functional as F

from core import Classifier
from scripts import make_background
from scripts.experiments.teaching import Said, left_out, other_speakers
from tests.made_dataset import TRAINING, make_dataset, word_sound

BESIDE = ("able", "bell", "cold", "dune")  # words with a tone that a word of the dataset has


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A folder of words and one of other sounds, small ones."""
    monkeypatch.setattr(make_background, "FEWEST", 2)
    monkeypatch.setattr(make_background, "FEWEST_BESIDE", 2)
    monkeypatch.setattr(make_background, "MADE_NOISES", 3)
    data, closest = make_dataset(tmp_path / "data"), tmp_path / "sounds/training/words/closest"
    closest.mkdir(parents=True)
    for number, word in enumerate(BESIDE):
        for voice in ("flite", "espeak-gb"):
            sound = word_sound("go", number)
            soundfile.write(closest / f"{word}_{voice}_{number}.wav", sound, 16_000)
    return data, tmp_path / "sounds"


def test_every_other_word_is_left_out_and_those_of_the_network_are_not(
    classifier: Classifier, folders: tuple[Path, Path]
) -> None:
    background, files = left_out(classifier, *folders)
    assert set(background.words) == {"yes", "no", "stop", "go", "bell", "dune"}
    assert {(word, who) for _, word, who in files} == {
        (word, voice) for word in ("able", "cold") for voice in ("flite", "espeak-gb")
    }
    assert not {"able", "cold"} & set(background.others)


def test_of_the_folder_of_words_the_speaker_is_named(
    classifier: Classifier, folders: tuple[Path, Path]
) -> None:
    data, sounds = folders
    (data / "aardvark").mkdir()  # a word that the network was not taught to tell
    for who in TRAINING:
        soundfile.write(data / "aardvark" / f"{who}_nohash_0.wav", word_sound("go"), 16_000)
    _, files = left_out(classifier, data, sounds)
    assert {who for _, word, who in files if word == "aardvark"} == set(TRAINING)


def test_who_teaches_a_word_does_not_test_it() -> None:
    speakers = [f"speaker {number}" for number in range(6)]
    said = [
        Said(word, who, F.normalize(torch.randn(3, 8), dim=-1))
        for word in ("one", "two", "three")
        for who in speakers
        for _ in range(2)
    ]
    lessons = list(other_speakers(said, np.random.default_rng(0), 5, 2, 3))
    assert len(lessons) == 5
    for lesson in lessons:
        assert [len(tries) for tries in lesson.taught] == [3, 3]
        known = {one.speaker for tries in lesson.taught for one in tries}
        tested = [one for tries in lesson.tested for one in tries] + lesson.others
        assert not known & {one.speaker for one in tested}
        taught = {one.word for tries in lesson.taught for one in tries}
        assert not taught & {one.word for one in lesson.others}
