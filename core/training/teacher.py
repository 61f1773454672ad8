"""A teacher for training: what a network that heard thousands of words makes of a sound.

The teacher is Google's speech embedding (Apache-2.0; Lin et al. (2020), "Training Keyword Spotters
with Limited and Synthesized Speech Data") with heads that scripts/experiments/teacher.py trains on
this project's own batches. It is used in training only; nothing of it is shipped. Each head labels
what the other one was trained on, so that it does not repeat labels that it knows by heart.

    DIR/embedding.onnx         waveforms to rows of 96 numbers, one every 80 ms
    DIR/heads.safetensors      the two heads
"""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from core.errors import DatasetError

EMBEDDING_FILE, HEADS_FILE = "embedding.onnx", "heads.safetensors"
EMBEDDED = 96  # numbers in a row of the embedding
EDGE_SECONDS = 0.16  # of silence added at both ends: two more rows each
HALVES = 2


class Embedding:
    """Waveforms (n, n_samples) -> rows (n, EMBEDDED, n_rows). Runs on one thread.

    Raises:
        DatasetError: if the file or ONNX Runtime is missing.
    """

    def __init__(self, path: Path, sample_rate: int) -> None:
        try:
            import onnxruntime
        except ImportError as error:
            raise DatasetError("The teacher needs ONNX Runtime: pip install onnxruntime") from error
        if not path.is_file():
            raise DatasetError(f"There is no {path}. scripts/experiments/teacher.py brings it.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path), options)
        self.edge = round(EDGE_SECONDS * sample_rate)

    def __call__(self, waveforms: Tensor) -> Tensor:
        padded = nn.functional.pad(waveforms, (self.edge, self.edge))
        name = self.session.get_inputs()[0].name
        rows = torch.from_numpy(self.session.run(None, {name: padded.numpy()})[0])
        return rows.squeeze(2).transpose(1, 2)


def build_head(n_classes: int, width: int = 96) -> nn.Sequential:
    """Rows (n, EMBEDDED, n_rows) -> logits (n, n_classes): two small convolutions over time."""
    return nn.Sequential(
        nn.BatchNorm1d(EMBEDDED),
        nn.Conv1d(EMBEDDED, width, 3, padding=1),
        nn.BatchNorm1d(width),
        nn.ReLU(),
        nn.Dropout(0.1),
        nn.Conv1d(width, width, 3, padding=1),
        nn.BatchNorm1d(width),
        nn.ReLU(),
        nn.AdaptiveMaxPool1d(1),
        nn.Flatten(),
        nn.Dropout(0.1),
        nn.Linear(width, n_classes),
    )


class Teacher:
    """What a teacher makes of waveforms (n, n_samples).

    It gives the probabilities (n, n_classes) that each half's own head says, and the embedding
    (n, EMBEDDED * n_rows).

    Raises:
        DatasetError: if a file is missing.
    """

    def __init__(self, directory: Path, sample_rate: int, n_classes: int) -> None:
        self.embedding = Embedding(directory / EMBEDDING_FILE, sample_rate)
        path = directory / HEADS_FILE
        if not path.is_file():
            raise DatasetError(f"There is no {path}. scripts/experiments/teacher.py trains it.")
        weights = load_file(path)
        self.heads = []
        for half in range(HALVES):
            head = build_head(n_classes).eval()
            prefix = f"{half}."
            head.load_state_dict(
                {
                    name.removeprefix(prefix): tensor
                    for name, tensor in weights.items()
                    if name.startswith(prefix)
                }
            )
            self.heads.append(head)

    def __call__(self, waveforms: Tensor, half: int) -> tuple[Tensor, Tensor]:
        """Label sounds of a half; the head was trained on the other half."""
        with torch.inference_mode():
            rows = self.embedding(waveforms)
            return self.heads[half](rows).softmax(dim=-1), rows.flatten(1)

    def n_embedded(self, n_samples: int) -> int:
        """How many numbers the embedding of a waveform has."""
        return self.embedding(torch.zeros(1, n_samples)).numel()


def teach(targets: Tensor, taught: Tensor, share: float) -> Tensor:
    """Class numbers (n,) and the teacher's probabilities (n, n_classes) -> each class's share.

    Source: Hinton, Vinyals and Dean (2015), "Distilling the Knowledge in a Neural Network".
    """
    truth = nn.functional.one_hot(targets, taught.shape[-1])
    return (1 - share) * truth + share * taught
