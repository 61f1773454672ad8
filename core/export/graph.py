"""The model as a graph that other runtimes can run.

`window_onnx` takes a window of sound, for programs:

    waveform (batch, n_samples) float32 -> scores (batch, n_labels), class_posteriors (batch, ...)

Two more take the image of a block of windows in a row, and give a row for each of them. They are
for those who make images themselves, because a fast Fourier transform is faster than the matrix
product that other runtimes can do: `network_onnx` for this library (see core/decision/runtime.py),
and `page_onnx` for the page without a server.
"""

import io
import json
import math
import warnings
from collections.abc import Sequence
from typing import Any, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.decision.checkpoint import digest
from core.decision.classifier import Classifier
from core.decision.windows import block_samples, hop_samples
from core.errors import ExportError
from core.export.folded import N_MELS, folded
from core.export.settings import settings_of
from core.model.bc_resnet import BCResNet
from core.model.features import LogMel

OPSET = 20
SMALLEST_HALVED = 256  # numbers: a smaller tensor is not worth a node that widens it again
FOLDED_UP_TO = 4_096  # bytes of a constant that is worked out when the file is written
LICENCE = "Apache-2.0"


class MatrixLogMel(nn.Module):
    """`core.model.features.LogMel` as a convolution and a matrix product.

    Waveforms (batch, n_samples) -> images (batch, n_mels, n_frames). A browser has no fast Fourier
    transform among its operators. The sines and cosines are worked out in the graph when it is
    loaded, so that the file need not hold them.
    """

    cosine: Tensor  # (n_fft,)
    sine: Tensor  # (n_fft,)
    window: Tensor  # (n_fft,)
    frequencies: Tensor  # (n_fft // 2 + 1,)
    samples: Tensor  # (n_fft,)
    bands: Tensor  # (n_mels, n_fft // 2 + 1)

    def __init__(self, front: LogMel) -> None:
        super().__init__()
        n_fft = front.spectrogram.n_fft
        self.n_fft, self.hop_length = n_fft, front.spectrogram.hop_length
        self.dynamic_range_db, self.scale_db = front.dynamic_range_db, front.SCALE_DB
        angles = 2 * math.pi * torch.arange(n_fft, dtype=torch.double) / n_fft
        self.register_buffer("cosine", angles.cos().float())
        self.register_buffer("sine", angles.sin().float())
        self.register_buffer("window", front.spectrogram.window.clone())
        self.register_buffer("frequencies", torch.arange(n_fft // 2 + 1))
        self.register_buffer("samples", torch.arange(n_fft))
        self.register_buffer("bands", front.mel_scale.fb.T.contiguous())

    def forward(self, waveforms: Tensor) -> Tensor:
        turns = torch.remainder(self.frequencies[:, None] * self.samples[None], self.n_fft)
        basis = torch.cat([self.cosine[turns], self.sine[turns]]) * self.window
        mirrored = F.pad(waveforms.unsqueeze(1), (self.n_fft // 2, self.n_fft // 2), mode="reflect")
        spectrum = F.conv1d(mirrored, basis.unsqueeze(1), stride=self.hop_length)
        real, imaginary = spectrum.chunk(2, dim=1)
        mel = self.bands @ (real.square() + imaginary.square())
        levels = 10 / math.log(10) * mel.clamp(min=1e-10).log()
        loudest = levels.amax(dim=(-2, -1), keepdim=True)
        levels = torch.maximum(levels, loudest - self.dynamic_range_db)
        return (levels - levels.mean(dim=(-2, -1), keepdim=True)) / self.scale_db


class Scores(nn.Module):
    """A network with its calibration: input -> (scores (batch, n_labels), posteriors of classes).

    Args:
        front: what makes images of the input; None if it is images already.
        n_windows: how many windows in a row an input holds; each has a row of its own.
    """

    def __init__(self, classifier: Classifier, front: nn.Module | None, n_windows: int = 1) -> None:
        super().__init__()
        self.n_windows = n_windows
        hop = hop_samples(classifier.features, classifier.decision)
        self.hop_frames = hop // classifier.features.hop_length
        self.front, self.network = front, classifier.model.network
        self.decision = classifier.decision
        classes, words = classifier.classes, classifier.words
        self.own = [classes.index(word) for word in words]
        self.rest = [index for index, name in enumerate(classes) if name not in words]

    def forward(self, sound: Tensor) -> tuple[Tensor, Tensor]:
        images = sound if self.front is None else self.front(sound)
        log_posteriors = self.network(images, self.n_windows, self.hop_frames)
        log_posteriors = log_posteriors.log_softmax(dim=-1)
        own = log_posteriors[:, self.own] / self.decision.temperature
        neither = log_posteriors[:, self.rest].logsumexp(dim=-1, keepdim=True)
        neither = neither / self.decision.temperature + self.decision.neither_bias
        return torch.cat([own, neither], dim=-1).softmax(dim=-1), log_posteriors.exp()


def sound_model(classifier: Classifier, n_windows: int = 1) -> Scores:
    """From windows of sound to scores, with operators that every runtime has.

    Raises:
        ExportError: for a network of another kind than BC-ResNet, for other images than those of
            40 mels, or for a model that knows only words.
    """
    front = classifier.model.features
    only_words = len(classifier.classes) == len(classifier.words)
    if not isinstance(front, LogMel) or only_words or classifier.features.n_mels != N_MELS:
        raise ExportError(
            f"{classifier.name} cannot be written for other runtimes: only models with a log-mel "
            f"image of {N_MELS} rows that can answer 'neither' can."
        )
    return Scores(classifier, MatrixLogMel(front), n_windows).eval()


def window_onnx(classifier: Classifier) -> bytes:
    """ONNX from a window of waveform to scores. Raises ExportError."""
    silence = torch.zeros(2, classifier.features.n_samples)
    return _onnx(sound_model(classifier), silence, "waveform", classifier)


def network_onnx(classifier: Classifier) -> bytes:
    """ONNX from the image of a block to scores of each of its windows. Raises ExportError.

    Rewritten for several blocks at once, which most recordings have: see core/export/folded.py.
    """
    model, image = _network(classifier)
    model.network = folded(cast(BCResNet, model.network))  # as sound_model has made sure
    return _onnx(model, image, "image", classifier)


def page_onnx(classifier: Classifier) -> bytes:
    """The same for the page without a server: small, and quick in WebAssembly. Raises ExportError.

    Weights have 16 bits, and layers stay as they are: in registers as short as there, the matrices
    of core/export/folded.py cost more than they save.
    """
    model, image = _network(classifier)
    return _onnx(model, image, "image", classifier, halved=True)


def _network(classifier: Classifier) -> tuple[Scores, Tensor]:
    """The model without its front end, and two images of blocks."""
    model = sound_model(classifier, classifier.decision.windows_at_once)
    model.front = None
    features = classifier.features
    n_frames = block_samples(features, classifier.decision) // features.hop_length + 1
    return model, torch.zeros(2, features.n_mels, n_frames)


def torch_program(classifier: Classifier) -> bytes:
    """The window model as a program of torch.export (.pt2). Raises ExportError."""
    program = torch.export.export(
        sound_model(classifier),
        (torch.zeros(2, classifier.features.n_samples),),
        dynamic_shapes=({0: torch.export.Dim("batch", min=1)},),
    )
    file = io.BytesIO()
    torch.export.save(program, file, extra_files={"about.json": _about(classifier)})
    return file.getvalue()


def _onnx(
    model: Scores, example: Tensor, name: str, classifier: Classifier, *, halved: bool = False
) -> bytes:
    try:
        from onnxscript.optimizer import optimize
    except ImportError as error:
        raise ExportError(
            "Writing ONNX needs two more packages: pip install onnx onnxscript."
        ) from error
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        program: Any = torch.onnx.export(
            model,
            (example,),
            dynamo=True,
            opset_version=OPSET,
            input_names=[name],
            output_names=["scores", "class_posteriors"],
            dynamic_shapes=({0: torch.export.Dim("batch", min=1)},),
            optimize=False,
            verbose=False,
        )
        proto = optimize(
            program.model_proto,
            input_size_limit=FOLDED_UP_TO,
            output_size_limit=FOLDED_UP_TO,
        )
    _strip(proto)
    _halve(proto, rounded=halved)
    for key, value in json.loads(_about(classifier)).items():
        entry = proto.metadata_props.add()
        entry.key, entry.value = key, value if isinstance(value, str) else json.dumps(value)
    content: bytes = proto.SerializeToString()
    return content


def _about(classifier: Classifier) -> str:
    """What a program needs to know of the model, as JSON."""
    about = {
        **settings_of(classifier),
        "licence": LICENCE,
        "figures": classifier.figures,
        "weights_sha256": digest(classifier.model.network.state_dict()),
        "made_by": "yes-no",
    }
    return json.dumps(about)


def _strip(proto: Any) -> None:
    """Remove what the exporter leaves in the file for itself: most of a small model."""
    proto.ClearField("metadata_props")
    for field in ("metadata_props", "value_info"):
        proto.graph.ClearField(field)
    for node in proto.graph.node:
        node.ClearField("metadata_props")
        node.ClearField("doc_string")
    for value in (*proto.graph.input, *proto.graph.output, *proto.graph.initializer):
        value.ClearField("metadata_props")
        value.ClearField("doc_string")


def _halve(proto: Any, *, rounded: bool) -> None:
    """Store large tensors with 16 bits; a node widens each again when the file is loaded.

    Args:
        rounded: also those that have to be rounded to fit. A taught model's backbone has no more
            than 16 bits: see core/teach/backbone.py.
    """
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    widened = []
    for tensor in proto.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if tensor.data_type != TensorProto.FLOAT or values.size < SMALLEST_HALVED:
            continue
        half = values.astype(np.float16)
        if not (rounded or np.array_equal(half.astype(np.float32), values)):
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(half, f"{name}.half"))
        widened.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    nodes: Sequence[Any] = [*widened, *proto.graph.node]
    proto.graph.ClearField("node")
    proto.graph.node.extend(nodes)
