"""The command line, as people and programs use it."""

import json
import os
import pickle
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch
from safetensors.torch import load_file

from core import __main__ as command_line
from core.__main__ import main
from core.config import NOISE, OPERATING_POINTS, OTHER
from core.decision.checkpoint import SHIPPED, load, save
from core.evaluation.robustness import PARTS
from core.training.recipe import Recipe
from core.training.run import Run
from tests.made_dataset import make_dataset, make_other_sounds, tiny_recipe, untrained, word_sound
from tests.operating_points import spread
from tests.sounds import encode, tone

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "demo" / "examples"


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return make_dataset(tmp_path_factory.mktemp("data") / "words")


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> str:
    """A small model that answers fast: its path."""
    path = tmp_path_factory.mktemp("model") / "small.safetensors"
    save(untrained(), path)
    return str(path)


@pytest.fixture
def sounds(tmp_path) -> Path:
    """A folder with sounds in folders, and other files."""
    folder = tmp_path / "sounds"
    for name in ("b.wav", "a.flac", "deep/er/c.ogg", "deep/d.wav", "Z.WAV"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        kind = Path(name).suffix[1:].upper()
        soundfile.write(folder / name, tone(seconds=0.5), 16_000, format=kind)
    encode(folder / "deep" / "e.m4a", tone(seconds=0.5), 16_000, "aac")
    (folder / "notes.txt").write_text("no sound")
    (folder / "empty").mkdir()
    return folder


def core(*arguments: object) -> list[str]:
    """The command as a person types it."""
    return [sys.executable, "-m", "core", *map(str, arguments)]


def environment() -> dict[str, str]:
    return os.environ | {"OMP_NUM_THREADS": "1"}


def answers(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


# classify


def test_each_recording_has_its_line_of_json(capsys):
    names = ["no_low.flac", "yes_high.flac", "noise.flac", "yes_then_no.flac"]
    paths = [str(EXAMPLES / name) for name in names]
    assert main(["classify", "--json", *paths]) == 0
    rows = answers(capsys.readouterr().out)
    assert [row["path"] for row in rows] == paths
    assert [row["label"] for row in rows[:3]] == ["no", "yes", "neither"]
    assert [word["label"] for word in rows[3]["words"]] == ["yes", "no"]
    for row in rows:
        assert list(row) == [
            "path",
            "label",
            "scores",
            "start",
            "end",
            "seconds",
            "advice",
            "words",
        ]
        assert list(row["scores"]) == ["yes", "no", "neither"]
        assert sum(row["scores"].values()) == pytest.approx(1, abs=2e-4)
        assert 0 <= row["start"] < row["end"] <= row["seconds"]


def test_folders_are_searched_in_order(capsys, sounds, small):
    assert main(["classify", "--json", "--checkpoint", small, str(sounds)]) == 0
    names = [
        Path(row["path"]).relative_to(sounds).as_posix() for row in answers(capsys.readouterr().out)
    ]
    assert names == ["Z.WAV", "a.flac", "b.wav", "deep/d.wav", "deep/e.m4a", "deep/er/c.ogg"]


def test_files_and_folders_come_in_the_order_they_were_named(capsys, sounds, small):
    named = [sounds / "deep" / "er", sounds / "b.wav", sounds / "deep" / "d.wav", sounds / "b.wav"]
    main(["classify", "--json", "--checkpoint", small, *map(str, named)])
    paths = [row["path"] for row in answers(capsys.readouterr().out)]
    assert paths == [str(sounds / "deep" / "er" / "c.ogg"), *map(str, named[1:])]


def test_a_file_that_cannot_be_read_stops_nobody(capsys, sounds, small):
    (sounds / "a.flac").write_bytes(b"no sound")
    (sounds / "b.wav").unlink()
    (sounds / "b.wav").symlink_to("nowhere")
    named = [sounds, sounds / "missing.wav", sounds / "empty", sounds / "notes.txt"]
    assert main(["classify", "--json", "--checkpoint", small, *map(str, named)]) == 1
    captured = capsys.readouterr()
    rows = answers(captured.out)
    good = [Path(row["path"]).name for row in rows if "label" in row]
    assert good == ["Z.WAV", "d.wav", "e.m4a", "c.ogg"]
    bad = {Path(row["path"]).name: row for row in rows if "label" not in row}
    assert list(bad) == ["a.flac", "b.wav", "missing.wav", "empty", "notes.txt"]
    assert all(list(row) == ["path", "error"] for row in bad.values())
    assert bad["a.flac"]["error"].startswith("a.flac is not audio that can be read.")
    assert bad["missing.wav"]["error"].startswith("There is no file ")
    assert (
        bad["empty"]["error"] == f"{sounds / 'empty'} is a folder without recordings. Name another."
    )
    assert captured.err == ""


def test_a_named_file_needs_no_ending(capsys, tmp_path, small):
    soundfile.write(tmp_path / "recording", tone(), 16_000, format="WAV")
    assert main(["classify", "--json", "--checkpoint", small, str(tmp_path / "recording")]) == 0
    assert answers(capsys.readouterr().out)[0]["seconds"] == 1.0


def test_names_in_any_alphabet_or_none(capsys, tmp_path, small):
    for name in (b"\xc3\xa9\xe9\x9f\xb3.wav", b"\xff\xfe.wav"):  # the second is no UTF-8
        soundfile.write(tmp_path / "a.wav", tone(), 16_000)
        os.rename(tmp_path / "a.wav", os.fsencode(tmp_path) + b"/" + name)
    assert main(["classify", "--json", "--checkpoint", small, str(tmp_path)]) == 0
    names = [os.fsencode(Path(row["path"]).name) for row in answers(capsys.readouterr().out)]
    assert names == [b"\xc3\xa9\xe9\x9f\xb3.wav", b"\xff\xfe.wav"]
    strict = environment() | {"PYTHONIOENCODING": "ascii:strict"}  # a console of few letters
    run = subprocess.run(
        core("classify", "--checkpoint", small, tmp_path), capture_output=True, env=strict
    )
    assert (run.returncode, run.stderr) == (0, b"")
    assert len(run.stdout.splitlines()) == 2


def test_without_json_a_table_for_people(capsys, tmp_path):
    (tmp_path / "broken.wav").write_bytes(b"no sound")
    named = [EXAMPLES / "yes_then_no.flac", EXAMPLES / "silence.flac", tmp_path / "broken.wav"]
    assert main(["classify", *map(str, named)]) == 1
    words, silence, broken = capsys.readouterr().out.splitlines()
    assert words.split()[0] in ("yes", "no")  # the surer one
    assert f"{named[0]}  [yes at 0." in words
    assert ", no at 1." in words
    assert silence.split()[0] == "neither"
    assert "come closer to the microphone" in silence
    assert broken.startswith("- ")
    assert "broken.wav is not audio" in broken
    assert words.index(str(named[0])) == silence.index(str(named[1])) == broken.index(str(named[2]))


def test_threshold_decides_what_is_accepted(capsys):
    path = str(EXAMPLES / "yes_low.flac")
    labels = []
    for threshold in ("0.2", "1"):
        assert main(["classify", "--json", "--threshold", threshold, path]) == 0
        labels += [row["label"] for row in answers(capsys.readouterr().out)]
    assert labels == ["yes", "neither"]


def test_the_operating_point_decides_what_is_accepted(capsys, tmp_path):
    model = spread(load())
    save(model.classifier, tmp_path / "model.safetensors")
    examples = (model.less_sure, model.surer)
    command = ["classify", "--json", "--checkpoint", str(tmp_path / "model.safetensors")]
    paths = [str(example.path) for example in examples]
    for name in OPERATING_POINTS:
        assert main([*command, "--operating-point", name, *paths]) == 0
        labels = [row["label"] for row in answers(capsys.readouterr().out)]
        assert labels == [model.label(example, name) for example in examples]


def test_answers_come_as_they_are_found(monkeypatch, tmp_path, small):
    soundfile.write(tmp_path / "a.wav", tone(), 16_000)
    shutil.copy(tmp_path / "a.wav", tmp_path / "b.wav")
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    answer_for = command_line.answer_for
    before_the_second = []

    def watched(classifier, path):
        if path.name == "b.wav":
            before_the_second.append(json.loads(os.read(reader, 10_000)))
        return answer_for(classifier, path)

    monkeypatch.setattr(command_line, "answer_for", watched)
    with os.fdopen(writer, "w") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        assert main(["classify", "--json", "--checkpoint", small, str(tmp_path)]) == 0
        second = json.loads(os.read(reader, 10_000))
    os.close(reader)
    (first,) = before_the_second
    assert [Path(row["path"]).name for row in (first, second)] == ["a.wav", "b.wav"]
    assert second | {"path": ""} == first | {"path": ""}


def test_a_reader_who_has_enough_gets_no_traceback(sounds, small):
    command = core("classify", "--json", "--checkpoint", small, *[sounds] * 20)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


# listen


def piped(*names: str) -> bytes:
    """Examples one after the other as a pipe brings them, at 16,000 samples a second."""
    sounds = [soundfile.read(EXAMPLES / name, dtype="int16") for name in names]
    assert {rate for _, rate in sounds} == {16_000}
    return np.concatenate([samples for samples, _ in sounds]).astype("<i2").tobytes()


def test_a_pipe_is_listened_to():
    run = subprocess.run(
        core("listen", "--pipe", 16_000, "--json"),
        input=piped("yes_low.flac", "seven.flac", "no_high.flac") + b"x",  # and half a sample
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=environment(),
    )
    assert (run.returncode, run.stderr) == (0, b"")
    yes, no = answers(run.stdout.decode())
    assert (yes["label"], no["label"]) == ("yes", "no")
    assert 0 < yes["start"] < yes["end"] < no["start"] < no["end"]
    assert max(no["scores"], key=no["scores"].get) == "no"


def test_a_word_is_told_while_the_pipe_goes_on():
    with subprocess.Popen(
        core("listen", "--pipe", 16_000),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
    ) as listening:
        listening.stdin.write(piped("yes_low.flac", "silence.flac"))
        listening.stdin.flush()
        line = listening.stdout.readline().decode()
        assert listening.poll() is None
        listening.stdin.close()
        assert listening.stdout.read() == b""
    assert re.fullmatch(r" +\d\.\d\d to \d\.\d\d s  yes +\d+\.\d %\n", line), line
    assert listening.returncode == 0


def test_a_rate_that_no_sound_has_is_refused():
    run = subprocess.run(
        core("listen", "--pipe", 7),
        input=b"1234",
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=environment(),
    )
    assert (run.returncode, run.stdout) == (1, b"")
    assert b"7 samples a second" in run.stderr


@pytest.mark.parametrize("why", [ImportError, OSError])
def test_without_what_the_microphone_needs_there_is_a_sentence(why, monkeypatch, capsys):
    class Missing:
        def find_spec(self, name, *_):
            if name == "sounddevice":
                raise why(name)

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    assert main(["listen"]) == 2
    assert "--pipe" in capsys.readouterr().err


# Wrong usage


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["sing"],
        ["classify"],
        ["classify", "--loud", "a.wav"],
        ["classify", "--threshold", "high", "a.wav"],
        ["classify", "--threshold", "1.5", "a.wav"],
        ["classify", "--threshold", "nan", "a.wav"],
        ["classify", "--operating-point", "sure", "a.wav"],
        ["classify", "--operating-point", "strict", "--threshold", "0.5", "a.wav"],
        ["train"],
        ["train", "--data", "x", "--epochs", "0"],
        ["train", "--data", "x", "--epochs", "-3"],
        ["train", "--data", "x", "--epochs", "many"],
        ["train", "--data", "x", "--architecture", "transformer"],
        ["train", "--data", "x", "--out", "model.md"],
        ["train", "--data", "x", "--words"],
        ["train", "--data", "x", "--words", "yes", "neither"],
        ["train", "--data", "x", "--out", "checkpoints"],
        ["evaluate"],
        ["evaluate", "--data", "x", "--split", "some"],
        ["benchmark", "--repeats", "0"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_2(capsys, arguments):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("usage: python -m core")


@pytest.mark.parametrize("command", ["train", "evaluate", "classify", "benchmark", "card"])
def test_every_command_explains_itself(capsys, command):
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    assert len(capsys.readouterr().out.splitlines()) > 5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["classify", "--checkpoint", "nowhere", "a.wav"], "There is no model file nowhere."),
        (["evaluate", "--data", "nowhere"], "There is no folder nowhere."),
        (["train", "--data", "nowhere"], "There is no folder nowhere."),
        (["evaluate", "--data", "nowhere", "--robustness"], "Robustness needs sounds without"),
        (
            ["evaluate", "--data", "nowhere", "--other-sounds", "x"],
            "Other sounds are measured with",
        ),
        (
            ["evaluate", "--data", "nowhere", "--only", "edges"],
            "Parts are chosen of what is measured with --robustness",
        ),
    ],
)
def test_what_is_missing_is_said_in_one_line(capsys, arguments, message):
    assert main(arguments) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(message)
    assert captured.err.count("\n") == 1


# train, evaluate, classify


@pytest.fixture
def quick(few_sounds, monkeypatch) -> None:
    """Training of three small epochs."""
    monkeypatch.setattr("core.commands.Recipe", tiny_recipe)


def interrupt_in_epoch(monkeypatch, number: int) -> None:
    """Somebody presses Ctrl-C while the model is validated after this epoch."""
    validate = Run._validation_loss
    rounds = iter(range(1, number))

    def interrupted(run, model):
        if next(rounds, None) is None:
            raise KeyboardInterrupt
        return validate(run, model)

    monkeypatch.setattr(Run, "_validation_loss", interrupted)


@pytest.mark.usefixtures("quick")
def test_train_then_evaluate_then_classify(capsys, data, tmp_path):
    model, report = tmp_path / "new" / "model.safetensors", tmp_path / "reports" / "report.json"
    assert main(["train", "--data", str(data), "--out", str(model), "--seed", "7"]) == 0
    printed = capsys.readouterr().out
    assert [f"epoch   {number} of 3" in printed for number in (1, 2, 3)] == [True] * 3
    assert "| yes against no (forced choice) |" in printed
    assert sorted(path.name for path in model.parent.iterdir()) == [
        "model.md",
        "model.safetensors",
    ]
    trained = load(model)
    assert trained.classes == ("yes", "no", "another word", "noise")
    summary = trained.metrics["training"]
    assert (summary["rounds"], summary["seed"], summary["speakers"]) == (3, 7, 4)
    assert summary["recordings_by_word"] == dict.fromkeys(("yes", "no", "stop", "go"), 8)
    assert "Seed 7" in model.with_suffix(".md").read_text(encoding="utf-8")

    arguments = ["--data", str(data), "--checkpoint", str(model), "--json", str(report)]
    assert main(["evaluate", *arguments]) == 0
    assert "| | BC-ResNet-1, validation |" in capsys.readouterr().out
    figures = json.loads(report.read_text())
    assert figures == {"name": "BC-ResNet-1", "split": "validation"} | trained.metrics["validation"]

    assert main(["evaluate", *arguments, "--split", "testing"]) == 0
    assert json.loads(report.read_text())["forced_choice"]["of"] == 4
    capsys.readouterr()

    folder = str(data / "yes")
    assert main(["classify", "--json", "--checkpoint", str(model), folder]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 14

    card = model.with_suffix(".md")
    before = card.read_text(encoding="utf-8")
    card.unlink()
    assert main(["card", "--checkpoint", str(model)]) == 0
    assert card.read_text(encoding="utf-8") == before


@pytest.fixture
def other_sounds(tmp_path) -> Path:
    return make_other_sounds(tmp_path / "sounds")


@pytest.mark.usefixtures("quick")
def test_train_with_other_sounds_then_measure_robustness(
    capsys, data, other_sounds, tmp_path, monkeypatch
):
    for name in ("beside", "overlap", "childlike", "edges", "late_start", "streams"):
        monkeypatch.delitem(PARTS, name)  # each is tested where it stands
    model = tmp_path / "model.safetensors"
    common = ["--data", str(data), "--other-sounds", str(other_sounds)]
    assert main(["train", *common, "--out", str(model)]) == 0
    trained = load(model)
    assert trained.metrics["training"]["other_sounds"] == {
        "speech": {"recordings": 2, "minutes": 0.1},
        "words": {"recordings": 2, "minutes": 0.0},
        "noise": {"recordings": 2, "minutes": 0.1},
    }
    decision = trained.decision
    assert decision.eager <= decision.balanced == decision.threshold <= decision.strict
    assert main(["evaluate", *common, "--robustness", "--checkpoint", str(model)]) == 0
    figures = json.loads((tmp_path / "model.robustness.json").read_text())
    assert figures["thresholds"]["strict"] == decision.strict
    assert "| speech, per hour |" in capsys.readouterr().out
    part = ["--robustness", "--checkpoint", str(model), "--only", "fairness"]
    assert main(["evaluate", *common, *part]) == 0
    assert json.loads((tmp_path / "model.robustness.json").read_text()) == figures
    other = tmp_path / "other.json"
    other.write_text(json.dumps(figures | {"model_id": "another"}))
    assert main(["evaluate", *common, *part, "--json", str(other)]) == 1
    assert main(["card", "--checkpoint", str(model)]) == 0
    card = (tmp_path / "model.md").read_text()
    assert "## What it does with everything else" in card
    assert "0.1 minutes of other speech (2 recordings)" in card
    talk = next(row for row in figures["false_accepts"] if row["kind"] == "speech")
    assert f"in {talk['balanced']['hours']:.2f} h)" in card


@pytest.mark.usefixtures("quick")
def test_an_interrupted_training_goes_on_to_the_very_same_model(
    capsys, data, tmp_path, monkeypatch
):
    # Every round is the best, so that the last one's weights are kept.
    monkeypatch.setattr(Run, "_validation_loss", lambda run, _: -float(run.training.epoch))
    whole, parts = tmp_path / "whole.safetensors", tmp_path / "parts.safetensors"
    assert main(["train", "--data", str(data), "--out", str(whole)]) == 0

    with monkeypatch.context() as patch:
        interrupt_in_epoch(patch, 2)
        assert main(["train", "--data", str(data), "--out", str(parts)]) == 130
    assert not parts.exists()
    assert parts.with_suffix(".training").is_file()
    capsys.readouterr()

    assert main(["train", "--data", str(data), "--out", str(parts)]) == 0
    printed = capsys.readouterr().out
    assert "An interrupted run was found: going on after epoch 1." in printed
    assert "epoch   1 of" not in printed
    assert "epoch   2 of 3" in printed
    assert not parts.with_suffix(".training").exists()
    expected, resumed = load_file(whole), load_file(parts)
    assert all(torch.equal(resumed[name], expected[name]) for name in expected)
    first, second = load(whole), load(parts)
    assert second.decision == first.decision
    assert second.metrics["validation"] == first.metrics["validation"]


@pytest.mark.usefixtures("quick")
def test_restart_forgets_an_interrupted_training(capsys, data, tmp_path, monkeypatch):
    out = tmp_path / "model.safetensors"
    arguments = ["train", "--data", str(data), "--out", str(out)]
    with monkeypatch.context() as patch:
        interrupt_in_epoch(patch, 2)
        main(arguments)
        assert main([*arguments, "--seed", "1"]) == 1
    assert "had other settings. Start anew with --restart." in capsys.readouterr().err
    assert main([*arguments, "--seed", "1", "--restart", "--epochs", "1"]) == 0
    assert "epoch   1 of 1" in capsys.readouterr().out
    assert not out.with_suffix(".training").exists()


def remove_word(root: Path, word: str) -> None:
    """Remove a word's folder, and its lines in the lists."""
    shutil.rmtree(root / word)
    for name in ("validation_list.txt", "testing_list.txt"):
        lines = (root / name).read_text().splitlines()
        (root / name).write_text("\n".join(one for one in lines if not one.startswith(word)))


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("changed", ["a recording", "a name", "another word"])
def test_a_run_goes_on_with_the_recordings_it_began_with(
    capsys, data, tmp_path, monkeypatch, changed
):
    copy, out = Path(shutil.copytree(data, tmp_path / "words")), tmp_path / "model.safetensors"
    arguments = ["train", "--data", str(copy), "--out", str(out)]
    with monkeypatch.context() as patch:
        interrupt_in_epoch(patch, 2)
        assert main(arguments) == 130
    recording = copy / "go" / "ann_nohash_0.wav"
    if changed == "a recording":
        soundfile.write(recording, word_sound("go", seed=99), 16_000)
    elif changed == "a name":
        recording.rename(copy / "stop" / "new_nohash_0.wav")
    else:
        remove_word(copy, "go")
    capsys.readouterr()
    assert main(arguments) == 1
    captured = capsys.readouterr()
    assert captured.err.startswith("The interrupted run had other recordings. Name the folders it")
    assert captured.err.count("\n") == 1


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("content", [b"", b"half a file", b"PK\x03\x04 and so on"])
def test_a_damaged_state_says_to_restart(capsys, data, tmp_path, content):
    out = tmp_path / "model.safetensors"
    out.with_suffix(".training").write_bytes(content)
    assert main(["train", "--data", str(data), "--out", str(out)]) == 1
    assert "model.training is damaged. Start anew with --restart." in capsys.readouterr().err


@pytest.mark.usefixtures("quick")
def test_nothing_in_a_state_is_executed(capsys, data, tmp_path):
    marker, out = tmp_path / "executed", tmp_path / "model.safetensors"

    class Malicious:
        def __reduce__(self):
            return (Path.touch, (marker,))

    with out.with_suffix(".training").open("wb") as file:
        pickle.dump(Malicious(), file, protocol=2)
    assert main(["train", "--data", str(data), "--out", str(out)]) == 1
    assert "is damaged" in capsys.readouterr().err
    assert not marker.exists()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("remove", "message"),
    [
        (["yes"], "holds no recordings of 'yes' that can be used here, only of go, no, stop. Add"),
        (["stop", "go"], "holds no other words, so 'neither' cannot be learned"),
    ],
)
def test_training_needs_the_words_and_others(capsys, data, tmp_path, remove, message):
    copy = Path(shutil.copytree(data, tmp_path / "words"))
    for word in remove:
        remove_word(copy, word)
    out = tmp_path / "model.safetensors"
    assert main(["train", "--data", str(copy), "--out", str(out)]) == 1
    assert message in capsys.readouterr().err


@pytest.mark.usefixtures("quick")
def test_words_of_any_language(capsys, data, other_sounds, tmp_path):
    """A folder with the words alone: what is no word comes from the other sounds."""
    words, out = tmp_path / "words", tmp_path / "model.safetensors"
    for own, theirs in (("ja", "yes"), ("nein", "no")):
        shutil.copytree(data / theirs, words / own)
    (words / "ja" / "._ann_nohash_0.wav").write_bytes(b"Mac OS X")
    (words / "nein" / "zoe_nohash_0.wav").write_bytes(b"")
    command = ["train", "--data", str(words), "--words", "ja", "nein", "--out", str(out)]
    assert main(command) == 1
    assert "holds no other words, so 'neither' cannot be learned." in capsys.readouterr().err
    assert main([*command, "--other-sounds", str(other_sounds)]) == 0
    captured = capsys.readouterr()
    said, *left_out = captured.err.splitlines()
    assert said.startswith(f"{words} has no lists: the recordings are split by speaker, ")
    assert left_out[:2] == ["1 file was left out:", f"  {words / 'nein'}"]
    assert left_out[2].startswith("    zoe_nohash_0.wav is empty")
    trained = load(out)
    assert (trained.words, trained.classes) == (("ja", "nein"), ("ja", "nein", OTHER, NOISE))
    summary = trained.metrics["training"]
    assert set(summary["recordings_by_word"]) == {"ja", "nein"}
    assert summary["recordings"] == sum(summary["recordings_by_word"].values())
    assert trained.metrics["validation"]["confusion"]["labels"] == ["ja", "nein", "neither"]
    shown = captured.out + out.with_suffix(".md").read_text(encoding="utf-8")
    assert "ja against nein" in shown
    assert not re.search(r"\b(yes|no) (taken|against|and|or)\b|“yes”|“no”", shown)
    assert "Speech Commands" not in shown
    assert main(["evaluate", "--data", str(data), "--checkpoint", str(out)]) == 1
    assert "holds no recordings of 'ja' that can be used here" in capsys.readouterr().err


@pytest.mark.usefixtures("quick")
def test_training_stops_where_too_much_cannot_be_read(capsys, data, tmp_path):
    copy = Path(shutil.copytree(data, tmp_path / "words"))
    for path in sorted((copy / "stop").iterdir()):
        path.write_bytes(b"no sound")
    assert main(["train", "--data", str(copy), "--out", str(tmp_path / "m.safetensors")]) == 1
    first, folder, *left_out, last = capsys.readouterr().err.splitlines()
    assert (first, folder) == ("4 files were left out:", f"  {copy / 'stop'}")
    assert [line.split()[0] for line in left_out] == [
        f"{speaker}_nohash_{take}.wav" for speaker in ("ann", "ben") for take in (0, 1)
    ]
    assert last.startswith(f"4 of 32 recordings cannot be used, the last one in {copy / 'stop'}: ")


@pytest.mark.usefixtures("quick")
def test_training_needs_no_noises(data, tmp_path):
    copy = Path(shutil.copytree(data, tmp_path / "words"))
    shutil.rmtree(copy / "_background_noise_")
    out = tmp_path / "model.safetensors"
    assert main(["train", "--data", str(copy), "--out", str(out), "--epochs", "1"]) == 0
    assert load(out).metrics["validation"]["falsely_accepted"]["noise"]["of"] == 0


def test_lesson_is_killed_and_goes_on(data, tmp_path, capsys):
    out = tmp_path / "lesson.safetensors"
    arguments = ["train", "--data", str(data), "--architecture", "lesson", "--out", str(out)]
    arguments += ["--epochs", "3"]
    with subprocess.Popen(
        core(*arguments), stdout=subprocess.PIPE, env=environment(), text=True
    ) as process:
        assert process.stdout.readline().startswith("epoch   1 of 3")
        assert process.stdout.readline().startswith("epoch   2 of 3")  # so epoch 1 is saved
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert main(arguments) == 0
    assert "An interrupted run was found: going on after epoch" in capsys.readouterr().out
    lesson = load(out)
    assert (lesson.name, lesson.classes) == ("The lesson's CNN", ("yes", "no"))
    assert lesson.metrics["training"]["recordings"] == 16
    assert lesson.metrics["training"]["rounds"] == 3
    assert np.isfinite(lesson.decision.temperature)
    prediction = lesson.classify(data / "yes" / "gul_nohash_0.wav")
    assert prediction.scores["neither"] == 0
    assert sum(prediction.scores.values()) == pytest.approx(1)


# benchmark


def test_benchmark_measures_both_networks(capsys):
    assert main(["benchmark", "--repeats", "3", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    shipped = load()
    assert list(rows) == [shipped.name, "The lesson's CNN"]
    for values in rows.values():
        for what in ("waveform to scores", "file to answer"):
            assert 0 < values[f"{what}, median (ms)"] <= values[f"{what}, 95th percentile (ms)"]
    ours, lesson = rows.values()
    assert ours["file size (bytes)"] == pytest.approx(SHIPPED.stat().st_size, rel=0.05)
    assert ours["parameters"] == sum(weight.numel() for weight in shipped.model.parameters())
    assert lesson["parameters"] == 2_610_648
    # By hand: two convolutions and two layers, each output times its inputs.
    assert lesson["multiplications for one window"] == (
        32 * 197 * 77 * 3 * 25 + 64 * 94 * 34 * 32 * 25 + 64 * 47 * 17 * 50 + 50 * 2
    )


def test_benchmark_for_people(capsys, small):
    assert main(["benchmark", "--repeats", "1", "--checkpoint", small]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "untrained"
    assert "The lesson's CNN" in lines
    assert any("median (ms)" in line for line in lines)


def test_the_product_is_trained_by_the_recipe_as_it_stands():
    assert Recipe().model.name == "BC-ResNet-6"
    assert load().model_config == Recipe().model
    assert load().features == Recipe().features
