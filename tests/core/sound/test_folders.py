"""Which files in a folder are recordings."""

from pathlib import Path

import pytest

from core.sound.folders import AUDIO_SUFFIXES, is_recording, recordings_in


@pytest.mark.parametrize("name", ["a.wav", "B.WAV", "memo.3gp", "a.w64", "Ü 音.m4a"])
def test_recordings(name):
    assert is_recording(Path("folder", name))


@pytest.mark.parametrize("name", ["._yes.wav", ".DS_Store", ".wav", "wav", "a.wav.txt"])
def test_other_files(name):
    assert not is_recording(Path("folder", name))


def test_every_suffix_is_written_as_it_is_looked_for():
    assert all(suffix == f".{suffix[1:].lower()}" for suffix in AUDIO_SUFFIXES)


def test_folders_are_searched_in_order_and_hidden_ones_left_out(tmp_path):
    for name in ("b/2.wav", "b/1.mp3", "a/deep/x.3gp", ".git/x.wav", "b/._1.mp3", "b/.DS_Store"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in recordings_in(tmp_path)]
    assert found == ["a/deep/x.3gp", "b/1.mp3", "b/2.wav"]


def test_a_hidden_folder_that_is_named_is_searched(tmp_path):
    (tmp_path / ".mine").mkdir()
    (tmp_path / ".mine" / "a.wav").touch()
    assert list(recordings_in(tmp_path / ".mine")) == [tmp_path / ".mine" / "a.wav"]
