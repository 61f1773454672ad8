"""A model file: what is saved comes back; whatever else is in a file gives a clear error."""

import json
import pickle
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from core.config import DecisionConfig, LevelsConfig
from core.decision import checkpoint
from core.decision.checkpoint import load, save
from core.decision.classifier import Classifier
from core.decision.windows import block_samples
from core.errors import CheckpointError
from tests.made_dataset import PITCHES, untrained, word_sound

FOREIGN = r"^model\.safetensors is not a model file of this project\. Train one, or copy it again\."
DAMAGED = r"^model\.safetensors is damaged\. Copy it again or train a new one\."


@pytest.fixture
def path(tmp_path) -> Path:
    """A good model file."""
    save(untrained(), tmp_path / "model.safetensors")
    return tmp_path / "model.safetensors"


def rewrite(
    path: Path,
    change: Callable[[dict[str, Any]], object] = lambda about: None,
    change_weights: Callable[[dict[str, Tensor]], object] = lambda weights: None,
) -> None:
    """Change a model file as somebody could who knows how it is made: its fingerprint fits."""
    with safe_open(path, framework="pt") as file:
        about = json.loads(file.metadata()["about"])
        weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    change_weights(weights)
    about["weights_sha256"] = checkpoint.digest(weights)
    change(about)
    save_file(weights, path, metadata={"about": json.dumps(about)})


# What is saved comes back


@pytest.mark.parametrize("architecture", ["bc-resnet", "lesson"])
def test_a_saved_model_gives_the_very_same_scores(tmp_path, architecture):
    before = untrained(architecture=architecture)
    save(before, tmp_path / "model.safetensors")
    after = load(tmp_path / "model.safetensors")
    windows = torch.stack([torch.from_numpy(word_sound(word)) for word in PITCHES])
    assert before.log_probabilities(windows).std(dim=0).max() > 0.0005  # the answers do differ
    assert torch.equal(after.log_probabilities(windows), before.log_probabilities(windows))


def test_everything_that_a_model_needs_is_in_its_file(path):
    before, after = untrained(), load(str(path))
    for field in fields(Classifier):
        if field.name != "model":
            assert getattr(after, field.name) == getattr(before, field.name), field.name


def test_every_setting_comes_back(path):
    """None of them has its default."""
    decision = DecisionConfig(
        **{
            field.name: field.default + (2 if isinstance(field.default, int) else 0.01)
            for field in fields(DecisionConfig)
            if field.name not in ("without_pause", "hop_seconds")
        },
        without_pause=0.9,
        hop_seconds=0.12,  # whole steps of the network
    )
    levels = LevelsConfig(
        **{
            field.name: field.default + (2 if isinstance(field.default, int) else 0.01)
            for field in fields(LevelsConfig)
        }
    )
    save(replace(untrained(), decision=decision, levels=levels), path)
    assert (load(path).decision, load(path).levels) == (decision, levels)


def test_a_file_of_format_1_is_read(path):
    """It had one use, and fewer settings."""

    def older(about: dict[str, Any]) -> None:
        about["format"] = 1
        del about["levels"], about["measured_for"]
        about["decision"] = {
            "hop_seconds": 0.1,
            "n_neighbours": 5,
            "threshold": 0.8,
            "strict": 0.9,
            "balanced": 0.8,
            "eager": 0.6,
            "without_pause": 0.995,
            "unsure_above": 0.3,
            "temperature": 1.5,
            "neither_bias": -0.5,
        }

    rewrite(path, older)
    read = load(path)
    assert read.decision == DecisionConfig(
        smoothing=5,
        threshold=0.8,
        strict=0.9,
        balanced=0.8,
        eager=0.6,
        stream_strict=0.9,
        stream_balanced=0.8,
        stream_eager=0.6,
        temperature=1.5,
        neither_bias=-0.5,
    )
    assert read.levels == LevelsConfig()
    assert read.measured_for == read.words


@pytest.mark.parametrize("name", ["neither", "another word", "noise", "silence"])
def test_no_word_is_called_like_an_answer_of_another_kind(path, name):
    with pytest.raises(ValueError, match=f"^No word may be called '{name}'"):
        replace(untrained(), words=("yes", name))
    rewrite(path, lambda about: about.update(classes=["yes", name], words=["yes", name]))
    with pytest.raises(CheckpointError, match=f"is called '{name}', .* another name"):
        load(path)


def test_figures_belong_to_the_words_that_they_were_measured_with(path):
    measured = replace(untrained(), metrics={"validation": {"right": 0.9}})
    assert measured.figures == {"validation": {"right": 0.9}}
    others = replace(measured, words=("no", "stop"))
    assert others.figures == {}
    save(others, path)
    assert load(path).figures == {}
    assert replace(load(path), words=measured.words).figures == measured.figures


@pytest.mark.parametrize("use", ["recording", "stream"])
@pytest.mark.parametrize("point", ["strict", "balanced", "eager"])
def test_each_use_has_its_own_operating_points(use, point):
    thresholds = {"strict": 0.9, "balanced": 0.8, "eager": 0.7}
    thresholds |= {"stream_strict": 0.99, "stream_balanced": 0.95, "stream_eager": 0.92}
    made = replace(untrained(), decision=DecisionConfig(**thresholds))
    prefix = "stream_" if use == "stream" else ""
    assert made.at(point, use).threshold == thresholds[prefix + point]
    with pytest.raises(ValueError, match="no use 'radio'"):
        made.at(point, "radio")


def test_a_loaded_model_is_ready_for_use(path):
    model = load(path).model
    assert not model.training
    assert not any(weight.requires_grad for weight in model.parameters())


def test_without_a_path_the_shipped_model_is_loaded(classifier):
    assert classifier.words == ("yes", "no")
    assert checkpoint.SHIPPED.stat().st_size <= 2**20


def test_the_shipped_model_has_its_runtime(classifier):
    pytest.importorskip("onnxruntime")
    decision = classifier.decision
    n_frames = block_samples(classifier.features, decision) // classifier.features.hop_length + 1
    assert classifier.runtime is not None  # made anew by python -m core export --blocks
    assert classifier.runtime.knows(
        classifier.model, (classifier.features.n_mels, n_frames), decision.windows_at_once
    )


def test_a_new_folder_is_made(tmp_path):
    save(untrained(), tmp_path / "new" / "folder" / "model.safetensors")
    assert load(tmp_path / "new" / "folder" / "model.safetensors").name == "untrained"


def test_a_failed_save_leaves_the_old_file(path, monkeypatch):
    def fail(file, content):
        with file.open("wb") as half:
            half.write(content[: len(content) // 2])
        raise OSError("disk full")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(OSError, match="disk full"):
        save(untrained(), path)
    assert load(path).name == "untrained"


# Files that are no model


def test_missing_file_and_folder(tmp_path):
    for path in (tmp_path / "nothing", tmp_path, ""):
        with pytest.raises(CheckpointError, match=r"^There is no model file .*--checkpoint"):
            load(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"This is a text about models.\n" * 10,
        torch.randn(1_000, generator=torch.Generator().manual_seed(0)).numpy().tobytes(),
        b"\xff" * 100,
        (2**40).to_bytes(8, "little") + b"{}",
        (2).to_bytes(8, "little") + b"{}",
        pickle.dumps({"weights": [1, 2, 3]}),
    ],
    ids=["empty", "text", "random", "ones", "endless header", "empty header", "pickle"],
)
def test_something_else(tmp_path, content):
    (tmp_path / "model.safetensors").write_bytes(content)
    with pytest.raises(CheckpointError, match=FOREIGN):
        load(tmp_path / "model.safetensors")


@pytest.mark.parametrize("make", [pickle.dump, torch.save], ids=["pickle", "torch.save"])
def test_nothing_in_a_file_is_executed(tmp_path, make):
    marker = tmp_path / "executed"

    class Malicious:
        def __reduce__(self):
            return (Path.touch, (marker,))

    with (tmp_path / "model.safetensors").open("wb") as file:
        make(Malicious(), file)
    with pytest.raises(CheckpointError, match=FOREIGN):
        load(tmp_path / "model.safetensors")
    assert not marker.exists()
    with (tmp_path / "model.safetensors").open("rb") as file:  # the file would do it
        torch.load(file, weights_only=False) if make is torch.save else pickle.load(file)
    assert marker.exists()


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        {"made by": "somebody else"},
        {"about": "no JSON"},
        {"about": "[" * 100_000},
        {"about": json.dumps("x" * 2**21)},
        {"about": "7"},
        {"about": "{}"},
        {"about": '{"format": "1"}'},
        {"about": '{"format": null}'},
    ],
    ids=lambda metadata: str(metadata)[:40],
)
def test_foreign_safetensors(tmp_path, metadata):
    save_file({"weight": torch.zeros(3)}, tmp_path / "model.safetensors", metadata=metadata)
    with pytest.raises(CheckpointError, match=FOREIGN):
        load(tmp_path / "model.safetensors")


def test_a_file_far_too_large_is_not_read(tmp_path):
    with (tmp_path / "model.safetensors").open("wb") as file:
        file.truncate(2**40)  # a file of holes: takes no space
    with pytest.raises(CheckpointError, match=r"^model\.safetensors is too large for a model"):
        load(tmp_path / "model.safetensors")


def test_a_newer_format_says_to_update(path):
    rewrite(path, lambda about: about.update(format=3, features="something new"))
    with pytest.raises(
        CheckpointError, match=r"newer version of this project \(format 3, .*Update"
    ):
        load(path)


# Damage


@pytest.mark.parametrize("share", [0.0001, 0.1, 0.5, 0.9, 0.9999])
def test_cut_off_file(path, share):
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(CheckpointError, match=FOREIGN):
        load(path)


@pytest.mark.parametrize("from_the_end", [1, 1_000, 20_000])
def test_a_single_flipped_bit_in_the_weights(path, from_the_end):
    content = bytearray(path.read_bytes())
    content[-from_the_end] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(CheckpointError, match=DAMAGED):
        load(path)


@pytest.mark.parametrize(
    "change",
    [
        lambda weights: weights.popitem(),
        lambda weights: weights.update(extra=torch.zeros(1)),
        lambda weights: weights.update({"classify.bias": torch.zeros(7)}),
        lambda weights: weights.update({"classify.bias": torch.zeros(5, dtype=torch.float64)}),
        lambda weights: weights.update({"classify.bias": torch.zeros(5, dtype=torch.bfloat16)}),
        lambda weights: weights.update({"classify.bias": torch.full((5,), torch.nan)}),
        lambda weights: weights.clear(),
    ],
    ids=["missing", "extra", "shape", "float64", "bfloat16", "NaN", "none"],
)
def test_weights_that_do_not_fit(path, change):
    rewrite(path, change_weights=change)
    with pytest.raises(CheckpointError, match=DAMAGED):
        load(path)


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("model", "width", 10**9),
        ("model", "width", 10**30),
        ("model", "width", 0),
        ("model", "width", 1.0),
        ("model", "width", True),
        ("model", "time_stride", 10**9),
        ("model", "dropout", -1),
        ("model", "architecture", "lesson"),
        ("model", "architecture", "transformer"),
        ("model", "architecture", ["bc-resnet"]),
        ("features", "sample_rate", 10**9),
        ("features", "sample_rate", "16000"),
        ("features", "window_seconds", 10**6),
        ("features", "window_seconds", float("inf")),
        ("features", "n_fft", 10**12),
        ("features", "n_fft", 10**7),
        ("features", "n_fft", 0),
        ("features", "hop_length", 1),
        ("features", "hop_length", 0),
        ("features", "hop_length", -160),
        ("features", "n_mels", -1),
        ("features", "n_mels", 41),
        ("features", "n_mels", 10**9),
        ("features", "f_min", 7_601),
        ("features", "f_max", 10**6),
        ("features", "dynamic_range_db", None),
        ("decision", "hop_seconds", 0),
        ("decision", "hop_seconds", float("nan")),
        ("decision", "hop_seconds", 10**300),
        ("decision", "smoothing", 0),
        ("decision", "smoothing", 4),
        ("decision", "smoothing", 10**9 + 1),
        ("decision", "threshold", "x"),
        ("decision", "threshold", 1.5),
        ("decision", "temperature", 0),
        ("decision", "temperature", float("nan")),
        ("decision", "neither_bias", float("inf")),
        ("decision", "neither_bias", [0]),
        ("decision", "unknown", 1),
        ("decision", "plateau", -1),
        ("decision", "stream_eager", 2),
        ("decision", "longest_run_seconds", 10**9),
        ("levels", "frame_seconds", 0),
        ("levels", "look_back_seconds", 10**9),
        ("levels", "smoothing", 2),
        ("levels", "quietest_percent", 101),
    ],
)
def test_settings_that_cannot_be(path, part, field, value):
    resource = pytest.importorskip("resource")  # not on Windows
    rewrite(path, lambda about: about[part].update({field: value}))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(CheckpointError, match=DAMAGED):
        load(path)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < 100 * 1024  # kilobytes, on Linux


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("features", None),
        ("features", []),
        ("model", "bc-resnet"),
        ("decision", 3),
        ("classes", "yesno"),
        ("classes", ["yes", "no", "stop", "stop", "noise"]),
        ("classes", ["yes", "no", "stop", ["another word"], "noise"]),
        ("classes", ["yes", "no", 1, 2, 3]),
        ("classes", ["yes", "no"]),
        ("classes", 5),
        ("words", []),
        ("words", ["yes", "maybe"]),
        ("words", None),
        ("metrics", "good"),
        ("weights_sha256", "0" * 64),
        ("weights_sha256", None),
    ],
)
def test_headers_that_cannot_be(path, key, value):
    rewrite(path, lambda about: about.update({key: value}))
    with pytest.raises(CheckpointError, match=DAMAGED):
        load(path)


@pytest.mark.parametrize(
    "key", ["features", "model", "decision", "classes", "words", "name", "metrics"]
)
def test_headers_with_something_missing(path, key):
    rewrite(path, lambda about: about.pop(key))
    with pytest.raises(CheckpointError, match=DAMAGED):
        load(path)


def test_rewriting_alone_damages_nothing(path):
    rewrite(path)
    assert load(path).name == "untrained"
