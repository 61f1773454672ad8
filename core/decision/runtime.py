"""The network in ONNX Runtime: the same answers as PyTorch's, in less than half the time.

Beside a model file NAME.safetensors may lie NAME.blocks.onnx, as `python -m core export --blocks`
writes it. Without it, or without ONNX Runtime, PyTorch does the work.
"""

import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

ENDING = ".blocks.onnx"
LEAST = 1e-30  # a probability has a logarithm
IMAGES_AT_ONCE = 16  # more do not stay in the processor's cache: 48 are a third slower


class OnDemand:
    """Stands for a model until somebody asks for the network itself, and then is that model.

    Args:
        build: makes the model.
    """

    def __init__(self, build: Callable[[], Any]) -> None:
        self._build = build

    @cached_property
    def _model(self) -> Any:
        return self._build()

    def __getattr__(self, name: str) -> Any:
        """What the model has under this name."""
        if name.startswith("__"):  # copying and pickling ask an object that is not set up yet
            raise AttributeError(name)
        return getattr(self._model, name)

    def __call__(self, *given: Any, **named: Any) -> Any:
        return self._model(*given, **named)


class BlockRuntime:
    """Images of blocks (n, n_mels, n_frames) float32 -> log-probabilities of all their windows.

    They are (n * windows_at_once, n_classes).

    Args:
        session: of ONNX Runtime; see `network_onnx` in core/export/graph.py.
        model: the model whose weights it has: for any other one it is of no use.
    """

    def __init__(self, session: Any, model: object) -> None:
        self.session, self.model = session, model
        about = session.get_modelmeta().custom_metadata_map
        self.windows_at_once: int = json.loads(about["decision"])["windows_at_once"]
        (given,) = session.get_inputs()
        self.shape: tuple[int, ...] = tuple(given.shape[1:])

    def knows(self, model: object, shape: tuple[int, ...], windows_at_once: int) -> bool:
        """Whether it gives what this model would, for images of this shape."""
        images = (self.shape, self.windows_at_once)
        return self.model is model and images == (shape, windows_at_once)

    def __call__(self, images: np.ndarray) -> np.ndarray:
        parts = [
            self.session.run(
                ["class_posteriors"], {"image": images[first : first + IMAGES_AT_ONCE]}
            )
            for first in range(0, len(images), IMAGES_AT_ONCE)
        ]
        posteriors = np.concatenate([posteriors for (posteriors,) in parts])
        log_probabilities: np.ndarray = np.log(np.maximum(posteriors, LEAST))
        return log_probabilities


def runtime_beside(path: Path, model: object, weights_sha256: str) -> BlockRuntime | None:
    """The runtime of the model file at `path`; None if there is none with these very weights."""
    file = path.with_name(path.name.removesuffix(path.suffix) + ENDING)
    if not file.is_file():
        return None
    try:
        import onnxruntime
    except ImportError:
        return None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # many are asked at once
    session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    about = session.get_modelmeta().custom_metadata_map
    if about.get("weights_sha256") != weights_sha256:
        return None
    return BlockRuntime(session, model)
