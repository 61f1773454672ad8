"""Save a classifier to one small file, and load it again.

The file is a safetensors file: the weights as plain numbers, and a header of text with the
settings, the classes, the calibration and the measured figures. Nothing in it is ever executed.

Where a runtime with the same weights lies beside the file (see core/decision/runtime.py), PyTorch
is imported only once somebody asks for the network itself.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from safetensors import SafetensorError, deserialize

from core.config import (
    OPERATING_POINTS,
    RESERVED,
    USES,
    DecisionConfig,
    FeatureConfig,
    LevelsConfig,
    ModelConfig,
)
from core.decision.classifier import Classifier
from core.decision.runtime import OnDemand, runtime_beside
from core.errors import CheckpointError

if TYPE_CHECKING:
    from torch import Tensor

    from core.model.speech_model import SpeechModel

FORMAT = 2
LARGEST_FILE = 32 * 2**20  # bytes
LARGEST_HEADER = 2**20  # characters
CORE = Path(__file__).resolve().parents[1]
# Installed inside core/ (setup.py); in the repository beside it
CHECKPOINTS = next(
    (folder for folder in [CORE / "checkpoints"] if folder.is_dir()), CORE.parent / "checkpoints"
)
SHIPPED = CHECKPOINTS / "yes_no.safetensors"
SMALLEST_HALVED = 1_000  # numbers of a tensor that is worth it


def save(classifier: Classifier, path: Path) -> None:
    """Write the classifier to `path`, replacing what is there only once all is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(as_bytes(classifier))
    temporary.replace(path)


def as_bytes(classifier: Classifier) -> bytes:
    """What a classifier's file holds."""
    from safetensors.torch import save as to_bytes

    weights = compact(classifier.model.network.state_dict())
    about = {
        "format": FORMAT,
        "name": classifier.name,
        "model": asdict(classifier.model_config),
        "features": asdict(classifier.features),
        "decision": asdict(classifier.decision),
        "levels": asdict(classifier.levels),
        "classes": classifier.classes,
        "words": classifier.words,
        "metrics": classifier.metrics,
        "measured_for": classifier.measured_for,
        "weights_sha256": digest(weights),
    }
    return to_bytes(weights, metadata={"about": json.dumps(about)})


def load(path: str | Path | None = None) -> Classifier:
    """The classifier in a file; without a path, the one that comes with this project.

    Raises:
        CheckpointError: if the file is missing, damaged, not ours or made by a newer version.
    """
    path = SHIPPED if path is None else Path(path)
    if not path.is_file():
        raise CheckpointError("missing", path=path)
    if path.stat().st_size > LARGEST_FILE:
        raise CheckpointError("too_large", name=path.name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CheckpointError("foreign", name=path.name) from error
    return from_bytes(content, path.name, path)


def from_bytes(content: bytes, name: str, path: Path | None = None) -> Classifier:
    """The classifier in the bytes of a file that is called so.

    Args:
        path: where the file is: a runtime beside it is used.

    Raises:
        CheckpointError: if they are damaged, not ours or made by a newer version.
    """
    if len(content) > LARGEST_FILE:
        raise CheckpointError("too_large", name=name)
    try:
        about = _about(content)
        weights = {weight: bytes(held["data"]) for weight, held in deserialize(content)}
    except (SafetensorError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise CheckpointError("foreign", name=name) from error
    if not isinstance(about, dict) or not isinstance(about.get("format"), int):
        raise CheckpointError("foreign", name=name)
    if about["format"] > FORMAT:
        raise CheckpointError("too_new", name=name, format=about["format"], known=FORMAT)
    fingerprint = _digest(weights)
    if about.get("weights_sha256") != fingerprint:
        raise CheckpointError("damaged", name=name)
    try:
        reserved = [word for word in about["words"] if word in RESERVED]
        if reserved:
            raise CheckpointError("reserved", name=name, word=reserved[0])
        return _build(about, content, fingerprint, path)
    except (KeyError, TypeError, ValueError, OverflowError, RuntimeError) as error:
        raise CheckpointError("damaged", name=name) from error


def _about(content: bytes) -> Any:
    """What a classifier's file says of itself; it stands in the header, before the weights."""
    header = content[8:][: int.from_bytes(content[:8], "little")]
    said = json.loads(header)["__metadata__"]["about"]
    if len(said) > LARGEST_HEADER:
        raise ValueError("The header is longer than any that this project writes.")
    return json.loads(said)


def _build(
    about: Mapping[str, Any], content: bytes, fingerprint: str, path: Path | None
) -> Classifier:
    """The classifier that the header describes, with the weights of the file's content.

    Raises:
        KeyError, TypeError, ValueError, OverflowError or RuntimeError: if they do not go together.
    """
    features = FeatureConfig(**about["features"])
    model_config = ModelConfig(**about["model"])
    classes, words = tuple(about["classes"]), tuple(about["words"])
    if not all(isinstance(name, str) for name in classes) or not isinstance(about["metrics"], dict):
        raise TypeError("Classes are names, and metrics are listed by name.")
    if not words or not set(words) <= set(classes) or len(set(classes)) != len(classes):
        raise ValueError("The words must be among the classes.")
    build = partial(_model, model_config, features, len(classes), content)
    model = cast("SpeechModel", OnDemand(build))
    runtime = path and runtime_beside(path, model, fingerprint)
    return Classifier(
        model=model if runtime else build(),
        model_config=model_config,
        features=features,
        decision=_decision(**about["decision"]),
        classes=classes,
        words=words,
        name=str(about["name"]),
        metrics=about["metrics"],
        levels=LevelsConfig(**about.get("levels", {})),
        measured_for=tuple(about.get("measured_for", words)),
        runtime=runtime or None,
    )


def _model(
    model_config: ModelConfig, features: FeatureConfig, n_classes: int, content: bytes
) -> "SpeechModel":
    """The network with the weights of a file's content.

    Raises:
        CheckpointError: without PyTorch.
        KeyError, ValueError or RuntimeError: if the weights do not go with the settings.
    """
    try:
        import torch
        from safetensors.torch import load as tensors
    except ImportError as error:
        raise CheckpointError("no_torch") from error
    from core.model.speech_model import SpeechModel, build_features, build_network

    # Whoever asks for it first may be in inference mode; others will ask it for gradients.
    with torch.inference_mode(mode=False):
        # On the device "meta" a network takes no memory, whatever size the header claims.
        with torch.device("meta"):
            network = build_network(model_config, n_classes)
        weights = {name: widened(tensor) for name, tensor in tensors(content).items()}
        network.load_state_dict(weights, strict=True, assign=True)
        model = SpeechModel(build_features(model_config, features), network).eval()
        model.requires_grad_(False)
    # One window of silence: not all settings and weights that look well go together.
    if not model(torch.zeros(1, features.n_samples)).isfinite().all():
        raise ValueError("Some weights are not numbers.")
    return model


def _decision(n_neighbours: int | None = None, **settings: Any) -> DecisionConfig:
    """The decision in a file; files of format 1 have fewer settings, and one under another name.

    What such a file lacks has its default; its thresholds hold for streams, too.
    """
    if n_neighbours is not None:
        settings["smoothing"] = n_neighbours
        for name in OPERATING_POINTS:
            settings[USES["stream"] + name] = settings[name]
    return DecisionConfig(**settings)


def compact(weights: Mapping[str, "Tensor"]) -> dict[str, "Tensor"]:
    """The same with 16 bits for large tensors that need no more, as a backbone's do."""
    import torch

    kept = {}
    for name, tensor in weights.items():
        tensor = tensor.detach().cpu().contiguous()
        is_large = tensor.dtype == torch.float32 and tensor.numel() >= SMALLEST_HALVED
        half = tensor.half()
        kept[name] = half if is_large and half.float().equal(tensor) else tensor
    return kept


def widened(tensor: "Tensor") -> "Tensor":
    """A tensor of a file, with 32 bits where that has 16: see `compact`."""
    import torch

    return tensor.float() if tensor.dtype == torch.float16 else tensor


def digest(weights: Mapping[str, "Tensor"]) -> str:
    """A fingerprint of all weights as a file holds them, to notice damage."""
    import torch

    # As bytes, because NumPy does not know all types of numbers.
    return _digest(
        {
            name: tensor.reshape(-1).view(torch.uint8).numpy().tobytes()
            for name, tensor in compact(weights).items()
        }
    )


def _digest(weights: Mapping[str, bytes]) -> str:
    """The same of the weights as they stand in a file."""
    digest = hashlib.sha256()
    for name in sorted(weights):
        digest.update(name.encode())
        digest.update(weights[name])
    return digest.hexdigest()
