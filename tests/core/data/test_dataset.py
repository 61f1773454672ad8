"""Folders of words: what is read, and who is kept for validation and test."""

import inspect
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch
import torchaudio

from core.__main__ import main
from core.config import FeatureConfig
from core.data.dataset import (
    download,
    fit_length,
    list_recordings,
    load_noises,
    load_waveforms,
    speaker,
    to_float,
    to_int16,
)
from core.decision.checkpoint import load
from core.errors import AudioError, DatasetError
from core.training import batches
from tests.made_dataset import (
    PITCHES,
    TAKES,
    TESTING,
    TRAINING,
    VALIDATION,
    make_dataset,
    tiny_recipe,
    word_sound,
)

FEATURES = FeatureConfig()
SPEAKERS = {"training": TRAINING, "validation": VALIDATION, "testing": TESTING}


@pytest.fixture(scope="module", params=[".wav", ".flac"])
def data(request, tmp_path_factory) -> Path:
    return make_dataset(tmp_path_factory.mktemp("data") / "words", request.param)


@pytest.fixture
def changeable(data, tmp_path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(data, tmp_path / "words"))


# Lists


@pytest.mark.parametrize("split", SPEAKERS)
def test_every_speaker_is_in_one_split_only(data, split):
    recordings = list_recordings(data, split)
    assert {speaker(recording) for recording in recordings} == set(SPEAKERS[split])
    assert len(recordings) == len(PITCHES) * len(SPEAKERS[split]) * TAKES


def test_the_splits_together_are_everything(data):
    parts = [recording for split in SPEAKERS for recording in list_recordings(data, split)]
    everything = list_recordings(data, "all")
    assert len(parts) == len(everything) == len(PITCHES) * 7 * TAKES
    assert set(parts) == set(everything)


def test_recordings_are_sorted_and_know_their_word(data):
    recordings = list_recordings(data, "all")
    assert [recording.word for recording in recordings[:: 7 * TAKES]] == sorted(PITCHES)
    assert recordings == sorted(recordings, key=lambda recording: recording.path)
    assert all(recording.path.parent.name == recording.word for recording in recordings)


def test_only_sound_in_folders_of_words_counts(changeable):
    before = list_recordings(changeable, "all")
    (changeable / "yes" / "notes.txt").write_text("no sound")
    (changeable / "LICENSE").write_text("CC BY")
    (changeable / ".cache").mkdir()
    (changeable / ".cache" / "a.wav").write_bytes(b"")
    (changeable / "empty").mkdir()
    assert list_recordings(changeable, "all") == before


def test_names_with_spaces_are_kept_out_of_training(changeable):
    (changeable / "ice cream").mkdir()
    name = "ice cream/new voice_nohash_0"
    suffix = list_recordings(changeable, "all")[0].path.suffix
    soundfile.write(changeable / (name + suffix), word_sound("yes"), 16_000)
    with (changeable / "validation_list.txt").open("a") as file:
        file.write(name + ".wav\n")
    assert "ice cream" not in {r.word for r in list_recordings(changeable, "training")}
    assert "ice cream" in {r.word for r in list_recordings(changeable, "validation")}


def test_without_a_testing_list_all_but_validation_is_for_training(changeable):
    (changeable / "testing_list.txt").unlink()
    speakers = {speaker(recording) for recording in list_recordings(changeable, "training")}
    assert speakers == {*TRAINING, *TESTING}
    with pytest.raises(DatasetError, match=r"words holds no recordings for testing: .*_list\.txt"):
        list_recordings(changeable, "testing")


@pytest.mark.parametrize("content", [None, "", "\n"])
def test_without_a_validation_list_nothing_can_be_split(changeable, content):
    (changeable / "validation_list.txt").unlink()
    if content is not None:
        (changeable / "validation_list.txt").write_text(content)
    for split in SPEAKERS:
        with pytest.raises(DatasetError, match=r"words has no validation_list\.txt"):
            list_recordings(changeable, split)
    assert list_recordings(changeable, "all")


def test_lists_of_another_dataset(changeable):
    (changeable / "validation_list.txt").write_text("maybe/zoe_nohash_0.wav\n")
    with pytest.raises(DatasetError, match="holds no recordings for validation"):
        list_recordings(changeable, "validation")


def test_missing_and_empty_folder(tmp_path):
    with pytest.raises(DatasetError, match=r"^There is no folder .*nowhere\. Name one"):
        list_recordings(tmp_path / "nowhere", "training")
    (tmp_path / "yes").mkdir()
    with pytest.raises(DatasetError, match=r"holds no recordings\. It needs a folder for each"):
        list_recordings(tmp_path, "training")


# Sounds


def test_waveforms_are_one_second_each(data):
    recordings = list_recordings(data, "testing")
    waveforms = load_waveforms(recordings, FEATURES)
    assert waveforms.shape == (len(recordings), 16_000)
    assert waveforms.dtype == torch.int16
    for recording, waveform in zip(recordings, to_float(waveforms), strict=True):
        samples, _ = soundfile.read(recording.path, dtype="float32")
        torch.testing.assert_close(
            waveform, torch.from_numpy(samples - samples.mean()), rtol=0, atol=1e-4
        )


def test_other_rates_and_lengths_are_fitted(changeable):
    half = word_sound("yes", sample_rate=48_000)[12_000:36_000]
    recording = list_recordings(changeable, "testing")[0]
    soundfile.write(recording.path, half, 48_000)
    (waveform,) = to_float(load_waveforms([recording], FEATURES))
    assert waveform[:4_000].abs().max() == 0
    assert waveform[12_000:].abs().max() == 0
    assert waveform[7_000:9_000].abs().max() == pytest.approx(0.3, abs=0.02)


def test_a_damaged_recording_is_named(changeable):
    recording = list_recordings(changeable, "testing")[0]
    recording.path.write_bytes(b"no sound")
    with pytest.raises(AudioError, match=recording.path.name):
        load_waveforms([recording], FEATURES)


def test_fit_length_cuts_and_pads_both_sides_alike():
    waveform = torch.arange(1.0, 7.0)
    assert fit_length(waveform, 10).tolist() == [0, 0, 1, 2, 3, 4, 5, 6, 0, 0]
    assert fit_length(waveform, 4).tolist() == [2, 3, 4, 5]
    assert fit_length(waveform, 6).tolist() == waveform.tolist()
    assert len(fit_length(waveform, 9)) == 9
    assert len(fit_length(waveform, 3)) == 3


def test_sixteen_bits_keep_a_waveform():
    waveform = torch.linspace(-1, 1, 1_001)
    torch.testing.assert_close(to_float(to_int16(waveform)), waveform, rtol=0, atol=2e-5)
    assert to_int16(torch.tensor([-2.0, 2.0])).tolist() == [-32_768, 32_767]


def test_noise_for_validation_is_not_heard_in_training(data):
    training, validation, everything = (
        load_noises(data, split, FEATURES) for split in ("training", "validation", "all")
    )
    assert [len(noise) for noise in everything] == [160_000, 160_000]
    for first, rest, whole in zip(training, validation, everything, strict=True):
        assert len(first) == 8 * 16_000
        assert torch.equal(torch.cat([first, rest]), whole)


def test_noise_for_testing_is_that_for_validation(data):
    for testing, validation in zip(
        load_noises(data, "testing", FEATURES),
        load_noises(data, "validation", FEATURES),
        strict=True,
    ):
        assert torch.equal(testing, validation)


def test_a_dataset_needs_no_noise(tmp_path):
    assert load_noises(tmp_path, "training", FEATURES) == []


def test_noise_may_be_longer_than_a_recording(tmp_path):
    (tmp_path / "_background_noise_").mkdir()
    sound = np.random.default_rng(0).normal(0, 0.1, 90 * 8_000)
    soundfile.write(tmp_path / "_background_noise_" / "long.wav", sound, 8_000)
    (noise,) = load_noises(tmp_path, "all", FEATURES)
    assert len(noise) == 90 * 16_000


# The official dataset


@pytest.fixture
def official(monkeypatch, tmp_path) -> Path:
    """A stand-in for the download: it brings the made dataset into the official layout."""
    made = make_dataset(tmp_path / "made")
    real = torchaudio.datasets.SPEECHCOMMANDS
    parameters = inspect.signature(real).parameters
    inside = Path(parameters["folder_in_archive"].default, parameters["url"].default)

    def bring(root: Path, download: bool) -> None:
        assert download
        if not (root / inside).is_dir():
            shutil.copytree(made, root / inside)
        real(root, download=True)  # finds it there

    monkeypatch.setattr(torchaudio.datasets, "SPEECHCOMMANDS", bring)
    monkeypatch.setattr(batches, "NOISE_POOL_SIZE", 10)
    return tmp_path / "new" / "data"


def test_download_gives_the_folder_of_words(official):
    folder = download(official)
    assert folder == official / "SpeechCommands" / "speech_commands_v0.02"
    assert len(list_recordings(folder, "training")) == len(PITCHES) * len(TRAINING) * TAKES


@pytest.mark.parametrize("split", SPEAKERS)
def test_our_split_is_torchaudios(official, monkeypatch, split):
    folder = download(official)
    monkeypatch.undo()
    theirs = torchaudio.datasets.SPEECHCOMMANDS(official, subset=split)
    paths = {
        os.path.relpath(official / "SpeechCommands" / theirs.get_metadata(index)[0], folder)
        for index in range(len(theirs))
    }
    ours = list_recordings(folder, split)
    assert {str(recording.path.relative_to(folder)) for recording in ours} == paths


def test_train_with_download(official, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("core.__main__.Recipe", lambda: tiny_recipe(epochs=1))
    out = tmp_path / "model.safetensors"
    assert main(["train", "--data", str(official), "--download", "--out", str(out)]) == 0
    assert "round   1 of 1" in capsys.readouterr().out
    trained = load(out)
    assert trained.metrics["training"]["recordings"] == len(PITCHES) * len(TRAINING) * TAKES
    assert trained.metrics["validation"]["forced_choice"]["of"] == 2 * len(VALIDATION) * TAKES


def test_download_without_a_network(monkeypatch, tmp_path):
    def fail(root, download):
        raise OSError("Name or service not known")

    monkeypatch.setattr(torchaudio.datasets, "SPEECHCOMMANDS", fail)
    with pytest.raises(DatasetError, match=r"could not be brought .*not known.*Check the network"):
        download(tmp_path)
