"""The model for other runtimes gives the scores that it gives here."""

import copy
import json
import math
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
import torch.nn.functional as F

from core import Classifier, read_clip
from core.__main__ import main
from core.config import FeatureConfig, ModelConfig
from core.decision.checkpoint import load, save
from core.decision.windows import block_samples
from core.errors import ExportError
from core.export import graph, write
from core.export.folded import folded
from core.export.golden import golden_cases
from core.export.graph import MatrixLogMel, page_onnx
from core.export.write import export
from core.model.speech_model import build_model
from core.teach.backbone import load_backbone
from core.teach.teach import Head, with_head
from tests.made_dataset import settled, untrained

EXAMPLES = Path(__file__).parents[3] / "demo" / "examples"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped model as ONNX, with golden cases beside it, as the command writes them."""
    path = tmp_path_factory.mktemp("export") / "yes_no.onnx"
    with redirect_stdout(StringIO()) as said:
        status = main(["export", "--out", str(path), "--cases", str(EXAMPLES / "silence.flac")])
    assert status == 0
    assert path.name in said.getvalue()
    return path


def window(classifier: Classifier, name: str) -> torch.Tensor:
    """A second around the word of an example."""
    prediction = classifier.classify(EXAMPLES / name)
    samples = torch.from_numpy(read_clip(EXAMPLES / name).samples)
    start = max(0, round(prediction.window_start * classifier.features.sample_rate))
    piece = samples[start : start + classifier.features.n_samples]
    return torch.nn.functional.pad(piece, (0, classifier.features.n_samples - len(piece)))


def test_the_image_is_the_very_same(classifier: Classifier) -> None:
    waveforms = torch.stack([window(classifier, name) for name in ("yes_low.flac", "stop.flac")])
    front = classifier.model.features
    torch.testing.assert_close(MatrixLogMel(front)(waveforms), front(waveforms), rtol=0, atol=1e-4)


def test_scores_of_recordings_in_a_batch_of_any_size(classifier: Classifier, file: Path) -> None:
    session = onnxruntime.InferenceSession(file.read_bytes())
    names = ["yes_high.flac", "no_low.flac", "seven.flac"]
    windows = torch.stack([window(classifier, name) for name in names])
    expected = classifier.calibrated(classifier.log_probabilities(windows).numpy())
    (scores,) = session.run(["scores"], {"waveform": windows.numpy()})
    np.testing.assert_allclose(scores, expected, atol=1e-4)
    (one,) = session.run(["scores"], {"waveform": windows[1:2].numpy()})
    np.testing.assert_allclose(one, expected[1:2], atol=1e-4)
    assert [classifier.labels[row.argmax()] for row in scores] == ["yes", "no", "neither"]


def test_the_file_is_small_and_tells_of_itself(classifier: Classifier, file: Path) -> None:
    assert file.stat().st_size < 1_000_000
    about = {entry.key: entry.value for entry in onnx.load(file).metadata_props}
    assert json.loads(about["labels"]) == ["yes", "no", "neither"]
    assert json.loads(about["sample_rate"]) == 16_000
    points = json.loads(about["operating_points"])
    assert points["recording"]["balanced"] == classifier.decision.balanced
    assert points["stream"]["strict"] == classifier.decision.stream_strict
    assert json.loads(about["figures"]) == classifier.figures
    assert about["licence"] == "Apache-2.0"


@pytest.mark.parametrize("at_once", [1, 3])
def test_the_network_of_the_page_is_halved_and_still_right(
    classifier: Classifier, at_once: int
) -> None:
    decision = replace(classifier.decision, windows_at_once=at_once)
    classifier = replace(classifier, decision=decision)
    content = page_onnx(classifier)
    weights = sum(parameter.numel() for parameter in classifier.model.network.parameters())
    assert len(content) < 3 * weights
    session = onnxruntime.InferenceSession(content)
    second = window(classifier, "no_high.flac")[None]
    beyond = block_samples(classifier.features, decision) - second.shape[-1]
    block = torch.nn.functional.pad(second, (0, beyond))
    (scores,) = session.run(["scores"], {"image": classifier.images(block).numpy()})
    expected = classifier.calibrated(classifier.log_probabilities(block, at_once).numpy())
    assert len(scores) == at_once
    np.testing.assert_allclose(scores, expected, atol=5e-3)


def test_a_program_of_torch_export(classifier: Classifier, tmp_path: Path) -> None:
    path = tmp_path / "yes_no.pt2"
    assert export(classifier, path) <= 1e-4
    windows = window(classifier, "yes_low.flac")[None]
    expected = classifier.calibrated(classifier.log_probabilities(windows).numpy())
    np.testing.assert_allclose(write.run(path, waveform=windows.numpy()), expected, atol=1e-4)


def test_a_file_with_other_answers_is_not_kept(file: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setitem(write.KINDS, ".onnx", lambda _: file.read_bytes())  # of another model
    with pytest.raises(ExportError, match="answers otherwise than PyTorch"):
        export(untrained(), tmp_path / "wrong.onnx")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    lesson = untrained(classes=("yes", "no"), architecture="lesson")
    with pytest.raises(ExportError, match="cannot be written for other runtimes"):
        export(lesson, tmp_path / "lesson.onnx")
    with pytest.raises(ExportError, match="must end in"):
        export(untrained(), tmp_path / "model.tflite")
    with pytest.raises(ExportError):
        graph.torch_program(lesson)


def test_golden_cases_tell_every_step(classifier: Classifier) -> None:
    clips = {name: read_clip(EXAMPLES / f"{name}.flac") for name in ("yes_then_no", "silence")}
    cases = {case["name"]: case for case in golden_cases(classifier, clips)["cases"]}
    spoken, silent = cases["yes_then_no"], cases["silence"]
    expected = classifier.classify(clips["yes_then_no"])
    assert spoken["answers"]["balanced"]["label"] == expected.label
    assert [word["label"] for word in spoken["answers"]["balanced"]["words"]] == ["yes", "no"]
    assert len(spoken["window_scores"]) > 10
    assert silent["advice"] == ["silence"]
    assert silent["answers"]["eager"]["reason"] == "silence"


def test_the_command_writes_model_and_cases(file: Path, tmp_path: Path, capsys) -> None:
    cases = json.loads(file.with_name("yes_no.golden.json").read_text())
    assert [case["name"] for case in cases["cases"]] == ["silence.flac"]
    assert main(["export", "--out", str(tmp_path / "model.txt")]) == 1
    assert "must end in" in capsys.readouterr().err


@pytest.mark.parametrize("taught", [False, True])
@pytest.mark.parametrize(("width", "time_stride"), [(1, 1), (2, 2)])
def test_a_network_rewritten_for_runtimes_gives_the_same(
    width: int, time_stride: int, taught: bool
) -> None:
    config = ModelConfig(width=width, time_stride=time_stride, taught=taught)
    network = settled(build_model(FeatureConfig(), config, 5)).network
    generator = torch.Generator().manual_seed(0)
    for layer in network.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.weight.data.mul_(0.5 + torch.rand(len(layer.weight), generator=generator))
            layer.bias.data.add_(0.2 * torch.randn(len(layer.bias), generator=generator))
    images = torch.randn(3, 40, 121, generator=generator)
    with torch.inference_mode():
        expected, embeddings = network(images, 3, 10), network.embed(images, 3, 10)
    quick = folded(network)
    with torch.inference_mode():
        assert expected.std(dim=0).min() > 1e-3  # the answers do differ
        torch.testing.assert_close(quick(images, 3, 10), expected, rtol=0, atol=1e-4)
        torch.testing.assert_close(quick.embed(images, 3, 10), embeddings, rtol=1e-4, atol=1e-5)


def test_a_taught_model_for_other_runtimes_is_under_a_megabyte_and_exact(
    classifier: Classifier, tmp_path: Path
) -> None:
    backbone = load_backbone()
    words = tuple(f"word {number}" for number in range(8))
    centres = F.normalize(torch.randn(10, len(backbone.background.bias)), dim=-1)
    taught = with_head(classifier, backbone, Head(centres, torch.full((10,), 0.5)), words)
    path = tmp_path / "taught.onnx"
    assert export(taught, path) < 1e-4
    assert path.stat().st_size < 1_000_000
    whitening = backbone.background.weight.numel()
    stored = {
        math.prod(tensor.dims): tensor.data_type for tensor in onnx.load(path).graph.initializer
    }
    assert stored[whitening] == onnx.TensorProto.FLOAT16
    assert onnx.TensorProto.FLOAT in stored.values()  # what 16 bits cannot hold stays as it is


def test_the_runtime_beside_a_file_with_16_bits_is_used(
    classifier: Classifier, tmp_path: Path
) -> None:
    backbone = load_backbone()
    centres = F.normalize(torch.randn(4, len(backbone.background.bias)), dim=-1)
    taught = with_head(classifier, backbone, Head(centres, torch.full((4,), 0.5)), ("a", "b"))
    save(taught, path := tmp_path / "taught.safetensors")
    assert main(["export", "--blocks", "--checkpoint", str(path)]) == 0
    assert load(path).runtime


def test_the_library_itself_is_quicker_with_it_and_answers_the_same(tmp_path: Path) -> None:
    slow = untrained()
    slow = replace(slow, decision=replace(slow.decision, windows_at_once=3))
    path = tmp_path / "model.safetensors"
    save(slow, path)
    assert main(["export", "--blocks", "--checkpoint", str(path)]) == 0
    quick = load(path)
    assert quick.runtime
    clip = read_clip(EXAMPLES / "yes_then_no.flac")
    expected = slow.posteriors(clip).log_probabilities
    np.testing.assert_allclose(quick.posteriors(clip).log_probabilities, expected, atol=1e-4)

    # Another model, other blocks or other weights are not judged with it.
    other = replace(quick, model=copy.deepcopy(quick.model))
    other.model.network.classify.bias[0] += 1
    assert np.abs(other.posteriors(clip).log_probabilities - expected).max() > 0.01
    single = replace(quick, decision=replace(quick.decision, windows_at_once=1))
    assert single.posteriors(clip).log_probabilities.shape == expected.shape
    save(other, path)
    assert load(path).runtime is None
