"""Without PyTorch: a model file and its runtime are enough to listen."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy.stats import binomtest
from torchaudio.functional import resample as by_torchaudio

from core import Classifier, load
from core.decision.checkpoint import SHIPPED
from core.decision.runtime import ENDING, OnDemand
from core.decision.shares import wilson_interval
from core.sound.sinc import sinc_resample

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "demo" / "examples"
WITHOUT = """
import sys
for name in ("torch", "torchaudio"):
    sys.modules[name] = None  # as if it were not installed
from core.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped model's file, with its runtime beside it."""
    path = tmp_path_factory.mktemp("light") / "model.safetensors"
    for ending in (SHIPPED.suffix, ENDING):
        shutil.copy(SHIPPED.with_name(SHIPPED.stem + ending), path.with_name(path.stem + ending))
    return path


def light(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """`python -m core` where there is no PyTorch."""
    command = [sys.executable, "-c", WITHOUT, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_answers_are_the_same(model: Path, classifier: Classifier) -> None:
    names = ["yes_then_no.flac", "noise.flac", "stop.flac"]
    run = light("classify", "--json", "--checkpoint", model, *(EXAMPLES / n for n in names))
    assert run.returncode == 0, run.stderr
    for name, line in zip(names, run.stdout.splitlines(), strict=True):
        given, right = json.loads(line), classifier.classify(EXAMPLES / name).to_json()
        assert given["label"] == right["label"]
        assert given["scores"] == pytest.approx(right["scores"], abs=2e-4)
        assert [word["label"] for word in given["words"]] == [w["label"] for w in right["words"]]


def test_a_stream_is_heard(model: Path) -> None:
    samples = np.zeros(16_000, "<i2").tobytes()
    command = [sys.executable, "-c", WITHOUT, "listen", "--pipe", "16000", "--checkpoint", model]
    run = subprocess.run(command, cwd=ROOT, input=samples, capture_output=True, check=False)
    assert (run.returncode, run.stdout) == (0, b""), run.stderr


def test_what_needs_pytorch_says_so(model: Path, tmp_path: Path) -> None:
    alone = shutil.copy(model, tmp_path / "alone.safetensors")
    for arguments in (
        ("classify", "--checkpoint", alone, EXAMPLES / "noise.flac"),
        ("evaluate", "--data", tmp_path),
    ):
        run = light(*arguments)
        assert (run.returncode, run.stdout) == (1, "")
        assert run.stderr == (
            "This needs PyTorch, which is not installed: pip install torch torchaudio.\n"
        )


def test_the_shipped_model_has_its_runtime() -> None:
    """`python -m core export --blocks` writes it anew for another model."""
    assert load().runtime is not None


def test_with_pytorch_the_network_is_built_when_it_is_asked_for(model: Path) -> None:
    loaded = load(model)
    assert isinstance(loaded.model, OnDemand)
    assert loaded.classify(EXAMPLES / "no_low.flac").label == "no"
    assert "_model" not in vars(loaded.model)
    silence = torch.zeros(1, loaded.features.n_samples)
    torch.testing.assert_close(loaded.log_probabilities(silence), load().log_probabilities(silence))


@pytest.mark.parametrize("rates", [(48_000, 16_000), (44_100, 16_000), (8_000, 16_000), (97, 61)])
def test_samples_are_resampled_as_torchaudio_does(rates: tuple[int, int]) -> None:
    samples = np.random.default_rng(0).uniform(-1, 1, 20_011).astype(np.float32)
    expected = by_torchaudio(torch.from_numpy(samples), *rates).numpy()
    divisor = np.gcd(*rates)
    given = sinc_resample(samples, rates[0] // divisor, rates[1] // divisor)
    np.testing.assert_allclose(given, expected, atol=2e-5)


@pytest.mark.parametrize(("count", "n"), [(0, 1), (1, 1), (3, 7), (222, 223), (0, 79), (500, 1000)])
def test_intervals_are_those_of_scipy(count: int, n: int) -> None:
    expected = binomtest(count, n).proportion_ci(method="wilson")
    assert wilson_interval(count, n) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_a_model_that_is_first_asked_in_inference_mode_gives_gradients_later() -> None:
    classifier = load()
    waveforms = torch.zeros(1, classifier.features.n_samples)
    images = classifier.images(waveforms).clone().requires_grad_()
    classifier.model.network(images).sum().backward()
    assert images.grad is not None
