"""Write a model for other runtimes, and check what was written against PyTorch."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from core.decision.classifier import Classifier
from core.decision.windows import hop_samples
from core.errors import ExportError
from core.export.graph import block_onnx, sound_model, torch_program, window_onnx

LARGEST_DIFFERENCE = 1e-4  # of scores
TONES = (200.0, 1_000.0, 5_000.0)  # Hz
KINDS: dict[str, Callable[[Classifier], bytes]] = {".onnx": window_onnx, ".pt2": torch_program}


def export(
    classifier: Classifier, path: Path, recordings: Sequence[Tensor] = (), *, blocks: bool = False
) -> float:
    """Write the model to `path`, as its suffix says, and check it.

    Args:
        recordings: windows (n_samples,) to check with, beside silence, noise and tones.

        blocks: as blocks of windows in a row, which this library itself looks at: only .onnx.

    Returns the largest difference of scores from those of PyTorch.

    Raises:
        ExportError: for an unknown suffix, a model that cannot be written, or another answer.
    """
    if path.suffix not in KINDS:
        raise ExportError(f"{path.name}: the name must end in {' or '.join(KINDS)}.")
    if blocks and path.suffix != ".onnx":
        raise ExportError(f"{path.name}: blocks are written as .onnx only.")
    content = block_onnx(classifier) if blocks else KINDS[path.suffix](classifier)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.stem}.part{path.suffix}")
    temporary.write_bytes(content)
    n_windows = classifier.decision.windows_at_once if blocks else 1
    windows = torch.stack([*check_windows(classifier), *recordings])
    windows = F.pad(
        windows, (0, (n_windows - 1) * hop_samples(classifier.features, classifier.decision))
    )
    answers = expected(classifier, windows, n_windows)
    difference = float(np.abs(run(temporary, windows) - answers).max())
    if not difference <= LARGEST_DIFFERENCE:
        temporary.unlink()
        raise ExportError(
            f"The written model answers otherwise than PyTorch (by {difference:.2g}), so it was "
            "not kept."
        )
    temporary.replace(path)
    return difference


def check_windows(classifier: Classifier) -> list[Tensor]:
    """Silence, noise at several levels, and tones: windows (n_samples,)."""
    n_samples, rate = classifier.features.n_samples, classifier.features.sample_rate
    generator = torch.Generator().manual_seed(0)
    noise = [level * torch.randn(n_samples, generator=generator) for level in (1e-4, 0.01, 0.3)]
    times = torch.arange(n_samples) / rate
    tones = [0.3 * torch.sin(2 * torch.pi * hertz * times) for hertz in TONES]
    return [torch.zeros(n_samples), *noise, *tones]


def expected(classifier: Classifier, windows: Tensor, n_windows: int = 1) -> np.ndarray:
    """Scores (n * n_windows, n_labels) by the model as it was trained."""
    model = sound_model(classifier, n_windows)
    model.front = classifier.model.features
    with torch.inference_mode():
        scores: Tensor = model(windows)[0]
    return scores.numpy()


def run(path: Path, windows: Tensor) -> np.ndarray:
    """Scores (n, n_labels) by the written file."""
    if path.suffix == ".pt2":
        with torch.inference_mode():
            scores: Tensor = torch.export.load(path).module()(windows)[0]
        return scores.numpy()
    try:
        import onnxruntime
    except ImportError as error:
        raise ExportError(
            "Checking ONNX needs one more package: pip install onnxruntime."
        ) from error
    session = onnxruntime.InferenceSession(path.read_bytes(), providers=["CPUExecutionProvider"])
    given: np.ndarray = session.run(["scores"], {"waveform": windows.numpy()})[0]
    return given
