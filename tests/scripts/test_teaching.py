"""Words are taught to be measured: those that are kept apart are strange to the background."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch
import torch.nn.functional as F

from core.teach.backbone import load_backbone
from core.training.many_words import kept_apart
from scripts import make_backbone
from scripts.experiments.teaching import Said, left_out, other_speakers
from tests.made_dataset import make_dataset, word_sound

BESIDE = ("able", "bell", "kite", "rope")  # words with a tone that a word of the dataset has


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A folder of words and one of other sounds, small ones."""
    monkeypatch.setattr(make_backbone, "FEWEST", 2)
    monkeypatch.setattr(make_backbone, "FEWEST_BESIDE", 2)
    monkeypatch.setattr(make_backbone, "MADE_NOISES", 3)
    data, closest = make_dataset(tmp_path / "data"), tmp_path / "sounds/training/words/closest"
    closest.mkdir(parents=True)
    for number, word in enumerate(BESIDE):
        for voice in ("flite", "espeak-gb"):
            sound = word_sound("go", number)
            soundfile.write(closest / f"{word}_{voice}_{number}.wav", sound, 16_000)
    (data / "rare").mkdir()
    soundfile.write(data / "rare" / "ann_nohash_0.wav", word_sound("go"), 16_000)
    for word in ("rare", "lake", "kite"):
        (tmp_path / "many" / word).mkdir(parents=True)
        soundfile.write(tmp_path / "many" / word / "m1_0.flac", word_sound("go"), 16_000)
    return data, tmp_path / "sounds"


def test_words_that_are_kept_apart_are_left_out(folders: tuple[Path, Path]) -> None:
    shipped = load_backbone()
    backbone, files = left_out(shipped, *folders, folders[0].parent / "many")
    apart = {word for word in BESIDE if kept_apart(word)}
    assert apart == {"kite", "rope"}
    assert set(backbone.background.words) == {"yes", "no", "stop", "go", "lake", *BESIDE} - apart
    assert {(word, who) for _, word, who in files} == {
        (word, voice) for word in apart for voice in ("flite", "espeak-gb")
    }
    assert not apart & set(backbone.background.others)
    waveforms = torch.randn(2, 16_000)
    expected = shipped.model.embed(waveforms)
    torch.testing.assert_close(backbone.model.embed(waveforms), expected)


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
