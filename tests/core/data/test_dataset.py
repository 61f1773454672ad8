"""Folders of words: what is read, and who is kept for validation and test."""

import inspect
import os
import re
import shutil
from pathlib import Path
from unicodedata import normalize

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
    load_recordings,
    speaker,
    to_float,
    to_int16,
)
from core.data.splits import percent_of
from core.decision.checkpoint import load
from core.errors import DatasetError
from core.sound.clip import prepare
from core.sound.decode import read_clip
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
from tests.sounds import encode

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
    (changeable / "yes" / "._ann_nohash_0.wav").write_bytes(b"Mac OS X")
    (changeable / "yes" / ".DS_Store").write_bytes(b"")
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


# Lists that people write


def rewrite(root: Path, encode_lines, split: str = "validation") -> None:
    path = root / f"{split}_list.txt"
    path.write_bytes(encode_lines(path.read_text().splitlines()))


@pytest.mark.parametrize(
    "written",
    [
        lambda lines: "\n".join(lines).encode("utf-8-sig"),
        lambda lines: "\n".join(lines).encode("utf-16"),
        lambda lines: "\n".join(lines).encode("utf-16-le"),
        lambda lines: "\n".join(lines).encode("utf-16-be"),
        lambda lines: "\r\n\r\n".join(lines).encode(),
        lambda lines: "\n".join(line.replace("/", "\\") for line in lines).encode(),
        lambda lines: "\n".join(f"./{line} " for line in lines).encode(),
        lambda lines: "\n".join(line.replace(".wav", ".ogg") for line in lines).encode(),
        lambda lines: "\n".join(line.replace(".wav", "") for line in lines).encode(),
    ],
    ids=["bom", "utf-16", "utf-16-le", "utf-16-be", "crlf", "backslash", "dot", "ogg", "bare"],
)
def test_lists_in_every_way_that_people_write_them(changeable, written):
    expected = [list_recordings(changeable, split) for split in SPEAKERS]
    for split in ("validation", "testing"):
        rewrite(changeable, written, split)
    assert [list_recordings(changeable, split) for split in SPEAKERS] == expected


def test_letters_that_can_be_written_in_two_ways(changeable):
    (changeable / "café").mkdir()
    suffix = list_recordings(changeable, "all")[0].path.suffix
    soundfile.write(changeable / "café" / f"zoé_nohash_0{suffix}", word_sound("yes"), 16_000)
    decomposed = normalize("NFD", "café/zoé_nohash_0.wav")
    rewrite(changeable, lambda lines: "\n".join([*lines, decomposed]).encode())
    assert "café" in {recording.word for recording in list_recordings(changeable, "validation")}


@pytest.mark.parametrize("line", ["yes/nobody_nohash_0.wav", "yes", "/yes/x.wav", "..", "no/."])
@pytest.mark.parametrize("split", ["validation", "testing"])
def test_a_line_that_names_no_recording_is_told(changeable, line, split):
    rewrite(changeable, lambda lines: "\n".join([lines[0], "", line, *lines[1:]]).encode(), split)
    told = re.escape(f"{split}_list.txt, line 3: there is no recording '{line}'. Correct")
    with pytest.raises(DatasetError, match=told):
        list_recordings(changeable, "training")


def test_a_list_that_is_no_text(changeable):
    rewrite(changeable, lambda lines: b"\x80\x81\x82")
    with pytest.raises(DatasetError, match=r"validation_list\.txt is no text .*Save it as UTF-8"):
        list_recordings(changeable, "training")


def test_a_recording_in_both_lists_is_told(changeable):
    line = (changeable / "validation_list.txt").read_text().splitlines()[1]
    rewrite(changeable, lambda lines: "\n".join([*lines, line]).encode(), "testing")
    told = r"named twice, in line 2 of validation_list\.txt and in line 9 of testing_list\.txt"
    with pytest.raises(DatasetError, match=told):
        list_recordings(changeable, "training")


# No lists


def test_the_hash_is_the_datasets_own():
    # From the lists of Speech Commands 0.02: test_real_recordings.py asks all speakers
    validation, training = ("026290a7", "060cd039", "c099668c"), ("15c563d7",)
    assert all(percent_of(name.encode()) < 10 for name in validation)
    assert all(percent_of(name.encode()) >= 20 for name in training)


def without_lists(root: Path) -> None:
    for split in ("validation", "testing"):
        (root / f"{split}_list.txt").unlink()


def test_without_lists_the_speakers_are_split(changeable, caplog):
    caplog.set_level("INFO", "core.data")
    without_lists(changeable)
    by_split = {split: list_recordings(changeable, split) for split in ("training", "validation")}
    speakers = {split: {speaker(r) for r in recordings} for split, recordings in by_split.items()}
    assert not speakers["training"] & speakers["validation"]
    for recordings in by_split.values():
        assert {recording.word for recording in recordings} == set(PITCHES)
    assert "split by speaker" in caplog.text


def test_where_names_tell_no_speaker_the_content_splits(changeable, caplog):
    caplog.set_level("INFO", "core.data")
    without_lists(changeable)
    for recording in list_recordings(changeable, "all"):
        name = recording.path.name.replace("_nohash_", " ")
        recording.path.rename(recording.path.with_name(name))
    before = {split: list_recordings(changeable, split) for split in ("training", "validation")}
    for recordings in before.values():
        assert {recording.word for recording in recordings} == set(PITCHES)
    assert "their names tell no speaker" in caplog.text
    copied = before["validation"][0].path
    shutil.copy(copied, copied.with_name(f"copy of {copied.name}"))  # may not be trained on
    again = list_recordings(changeable, "validation")
    assert len(again) == len(before["validation"]) + 1


def test_recordings_of_a_single_speaker_are_split_by_content(changeable):
    without_lists(changeable)
    for number, recording in enumerate(list_recordings(changeable, "all")):
        name = f"me_nohash_{number}{recording.path.suffix}"
        recording.path.rename(recording.path.with_name(name))
    for split in ("training", "validation"):
        assert {r.word for r in list_recordings(changeable, split)} == set(PITCHES)


# A folder a split


def test_folders_may_be_the_split(changeable):
    expected = {split: list_recordings(changeable, split) for split in SPEAKERS}
    for split, recordings in expected.items():
        for recording in recordings:
            target = changeable / split / recording.word / recording.path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            recording.path.rename(target)
    for word in PITCHES:
        (changeable / word).rmdir()
    without_lists(changeable)
    for split, recordings in expected.items():
        found = list_recordings(changeable, split)
        assert [(r.word, r.path.name) for r in found] == [(r.word, r.path.name) for r in recordings]
        assert all(r.path.is_relative_to(changeable / split) for r in found)
    assert len(list_recordings(changeable, "all")) == len(PITCHES) * 7 * TAKES
    noise = word_sound("go")
    (changeable / "validation" / "_background_noise_").mkdir()
    soundfile.write(changeable / "validation" / "_background_noise_" / "a.wav", noise, 16_000)
    lengths = [
        [len(noise) for noise in load_noises(changeable, split, FEATURES)]
        for split in ("training", "validation")
    ]
    assert lengths == [[8 * 16_000] * 2, [2 * 16_000] * 2 + [16_000]]


def test_folders_without_validation_are_told(changeable):
    (changeable / "training").mkdir()
    for word in PITCHES:
        (changeable / word).rename(changeable / "training" / word)
    with pytest.raises(DatasetError, match="holds no recordings for validation"):
        list_recordings(changeable, "validation")


def test_without_a_testing_list_all_but_validation_is_for_training(changeable):
    (changeable / "testing_list.txt").unlink()
    speakers = {speaker(recording) for recording in list_recordings(changeable, "training")}
    assert speakers == {*TRAINING, *TESTING}
    with pytest.raises(DatasetError, match=r"words holds no recordings for testing: see which"):
        list_recordings(changeable, "testing")


@pytest.mark.parametrize("content", [None, "", "\n"])
def test_a_testing_list_alone_is_no_split(changeable, content):
    (changeable / "validation_list.txt").unlink()
    if content is not None:
        (changeable / "validation_list.txt").write_text(content)
    for split in SPEAKERS:
        with pytest.raises(DatasetError, match=r"words has no validation_list\.txt"):
            list_recordings(changeable, split)
    assert list_recordings(changeable, "all")


def test_lists_of_another_dataset(changeable):
    (changeable / "validation_list.txt").write_text("maybe/zoe_nohash_0.wav\n")
    with pytest.raises(DatasetError, match="line 1: there is no recording 'maybe/zoe_nohash_0"):
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
    kept, waveforms = load_recordings(recordings, FEATURES)
    assert kept == recordings
    assert waveforms.shape == (len(recordings), 16_000)
    assert waveforms.dtype == torch.int16
    for recording, waveform in zip(recordings, to_float(waveforms), strict=True):
        expected = prepare(read_clip(recording.path), FEATURES)
        torch.testing.assert_close(waveform, expected, rtol=0, atol=1e-4)


def test_other_rates_and_lengths_are_fitted(changeable):
    half = word_sound("yes", sample_rate=48_000)[12_000:36_000]
    recording = list_recordings(changeable, "testing")[0]
    soundfile.write(recording.path, half, 48_000)
    (waveform,) = to_float(load_recordings([recording], FEATURES)[1])
    assert waveform[:4_000].abs().max() == 0
    assert waveform[12_000:].abs().max() == 0
    assert waveform[7_000:9_000].abs().max() == pytest.approx(0.3, abs=0.02)


@pytest.mark.parametrize("content", [b"no sound", b"", "short"])
def test_a_recording_that_cannot_be_used_is_left_out_and_told(changeable, caplog, content):
    recordings = list_recordings(changeable, "all")
    bad = recordings[3].path
    if content == "short":
        soundfile.write(bad, word_sound("yes")[:500], 16_000)
    else:
        bad.write_bytes(content)
    kept, waveforms = load_recordings(recordings, FEATURES)
    assert kept == [recording for recording in recordings if recording.path != bad]
    assert len(waveforms) == len(kept)
    assert waveforms.abs().amax(dim=1).min() > 0
    (record,) = caplog.records
    assert record.args[0] == bad
    assert str(record.args[1]).startswith(bad.name)


def test_more_than_a_tenth_is_too_much(changeable):
    recordings = list_recordings(changeable, "all")
    for recording in recordings[:6]:
        recording.path.write_bytes(b"")
    with pytest.raises(DatasetError, match=r"^6 of 56 recordings cannot be used, .* is empty"):
        load_recordings(recordings, FEATURES)
    recordings[0].path.write_bytes(recordings[10].path.read_bytes())
    assert len(load_recordings(recordings, FEATURES)[0]) == 51


def test_every_format_that_can_be_decoded_is_read(changeable):
    recordings = list_recordings(changeable, "all")
    for recording, (suffix, codec) in zip(
        recordings, {".m4a": "aac", ".mp3": "libmp3lame", ".opus": "libopus"}.items(), strict=False
    ):
        samples, rate = soundfile.read(recording.path, dtype="float32")
        encode(recording.path.with_suffix(suffix), samples, rate, codec)
        recording.path.unlink()
    again = list_recordings(changeable, "all")
    assert [r.path.with_suffix("") for r in again] == [r.path.with_suffix("") for r in recordings]
    assert len(load_recordings(again, FEATURES)[0]) == len(recordings)
    for split, speakers in SPEAKERS.items():  # the lists say .wav
        assert {speaker(recording) for recording in list_recordings(changeable, split)} == {
            *speakers
        }


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


def test_noise_of_any_length_and_format(tmp_path):
    (tmp_path / "_background_noise_").mkdir()
    sound = np.random.default_rng(0).normal(0, 0.1, 700 * 8_000).astype(np.float32)
    soundfile.write(tmp_path / "_background_noise_" / "a long.flac", sound, 8_000)
    encode(tmp_path / "_background_noise_" / "b short.m4a", sound[:4_000], 8_000, "aac")
    long, short = load_noises(tmp_path, "validation", FEATURES)
    assert len(long) == 140 * 16_000
    assert len(short) == 16_000  # a tenth of a second, again and again
    assert short[-1_600:].abs().max() > 0.01


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


@pytest.mark.usefixtures("few_sounds")
def test_train_with_download(official, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("core.commands.Recipe", lambda: tiny_recipe(epochs=1))
    out = tmp_path / "model.safetensors"
    assert main(["train", "--data", str(official), "--download", "--out", str(out)]) == 0
    assert "epoch   1 of 1" in capsys.readouterr().out
    trained = load(out)
    assert trained.metrics["training"]["recordings"] == len(PITCHES) * len(TRAINING) * TAKES
    assert trained.metrics["validation"]["forced_choice"]["of"] == 2 * len(VALIDATION) * TAKES


def test_download_without_a_network(monkeypatch, tmp_path):
    def fail(root, download):
        raise OSError("Name or service not known")

    monkeypatch.setattr(torchaudio.datasets, "SPEECHCOMMANDS", fail)
    with pytest.raises(DatasetError, match=r"could not be brought .*not known.*Check the network"):
        download(tmp_path)
