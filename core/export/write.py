"""Write a model for other runtimes, and check what was written against PyTorch."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from core.decision.classifier import Classifier
from core.decision.windows import block_samples, images_in
from core.errors import ExportError
from core.export.graph import network_onnx, sound_model, torch_program, window_onnx

LARGEST_DIFFERENCE = 1e-4  # of scores
TONES = (200.0, 1_000.0, 5_000.0)  # Hz
KINDS: dict[str, Callable[[Classifier], bytes]] = {".onnx": window_onnx, ".pt2": torch_program}


def export(
    classifier: Classifier, path: Path, recordings: Sequence[Tensor] = (), *, blocks: bool = False
) -> float:
    """Write the model to `path`, as its suffix says, and check it.

    Args:
        recordings: windows (n_samples,) to check with, beside silence, noise and tones.
        blocks: from images of blocks of windows in a row, which is how this library itself uses it:
            only .onnx.

    Returns the largest difference of scores from those of PyTorch.

    Raises:
        ExportError: for an unknown suffix, a model that cannot be written, or another answer.
    """
    if path.suffix not in KINDS:
        raise ExportError(f"{path.name}: the name must end in {' or '.join(KINDS)}.")
    if blocks and path.suffix != ".onnx":
        raise ExportError(f"{path.name}: blocks are written as .onnx only.")
    content = network_onnx(classifier) if blocks else KINDS[path.suffix](classifier)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.stem}.part{path.suffix}")
    temporary.write_bytes(content)
    features, decision = classifier.features, classifier.decision
    windows = torch.stack([*check_windows(classifier), *recordings])
    if blocks:
        beyond = block_samples(features, decision) - features.n_samples
        windows = F.pad(windows, (0, beyond))
        images = [images_in(sound, features, decision) for sound in windows.numpy()]
        given = run(temporary, image=np.concatenate(images))
    else:
        given = run(temporary, waveform=windows.numpy())
    answers = expected(classifier, windows, decision.windows_at_once if blocks else 1)
    difference = float(np.abs(given - answers).max())
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


def run(path: Path, **given: np.ndarray) -> np.ndarray:
    """Scores (n, n_labels) by the written file, of what it takes by its name."""
    if path.suffix == ".pt2":
        with torch.inference_mode():
            scores: Tensor = torch.export.load(path).module()(
                *map(torch.from_numpy, given.values())
            )[0]
        return scores.numpy()
    try:
        import onnxruntime
    except ImportError as error:
        raise ExportError(
            "Checking ONNX needs one more package: pip install onnxruntime."
        ) from error
    session = onnxruntime.InferenceSession(path.read_bytes(), providers=["CPUExecutionProvider"])
    rows: np.ndarray = session.run(["scores"], given)[0]
    return rows
