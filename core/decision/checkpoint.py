"""Save a classifier to one small file, and load it again.

The file is a safetensors file: the weights as plain numbers, and a header of text with the
settings, the classes, the calibration and the measured figures. Nothing in it is ever executed.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load as tensors
from safetensors.torch import save as to_bytes
from torch import Tensor

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
from core.decision.runtime import runtime_beside
from core.errors import CheckpointError
from core.model.speech_model import SpeechModel, build_features, build_network

FORMAT = 2
LARGEST_FILE = 32 * 2**20  # bytes
LARGEST_HEADER = 2**20  # characters
CORE = Path(__file__).resolve().parents[1]
# Installed inside core/ (setup.py); in the repository beside it
CHECKPOINTS = next(
    (folder for folder in [CORE / "checkpoints"] if folder.is_dir()), CORE.parent / "checkpoints"
)
SHIPPED = CHECKPOINTS / "yes_no.safetensors"


def save(classifier: Classifier, path: Path) -> None:
    """Write the classifier to `path`, replacing what is there only once all is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(as_bytes(classifier))
    temporary.replace(path)


def as_bytes(classifier: Classifier) -> bytes:
    """What a classifier's file holds."""
    weights = {
        name: tensor.detach().cpu().contiguous()
        for name, tensor in classifier.model.network.state_dict().items()
    }
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
    classifier = from_bytes(content, path.name)
    runtime = runtime_beside(path, classifier.model, digest(classifier.model.network.state_dict()))
    return replace(classifier, runtime=runtime)


def from_bytes(content: bytes, name: str) -> Classifier:
    """The classifier in the bytes of a file that is called so.

    Raises:
        CheckpointError: if they are damaged, not ours or made by a newer version.
    """
    if len(content) > LARGEST_FILE:
        raise CheckpointError("too_large", name=name)
    try:
        about = _about(content)
        weights = tensors(content)
    except (SafetensorError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise CheckpointError("foreign", name=name) from error
    if not isinstance(about, dict) or not isinstance(about.get("format"), int):
        raise CheckpointError("foreign", name=name)
    if about["format"] > FORMAT:
        raise CheckpointError("too_new", name=name, format=about["format"], known=FORMAT)
    if about.get("weights_sha256") != digest(weights):
        raise CheckpointError("damaged", name=name)
    try:
        reserved = [word for word in about["words"] if word in RESERVED]
        if reserved:
            raise CheckpointError("reserved", name=name, word=reserved[0])
        return _build(about, weights)
    except (KeyError, TypeError, ValueError, OverflowError, RuntimeError) as error:
        raise CheckpointError("damaged", name=name) from error


def _about(content: bytes) -> Any:
    """What a classifier's file says of itself; it stands in the header, before the weights."""
    header = content[8:][: int.from_bytes(content[:8], "little")]
    said = json.loads(header)["__metadata__"]["about"]
    if len(said) > LARGEST_HEADER:
        raise ValueError("The header is longer than any that this project writes.")
    return json.loads(said)


def _build(about: Mapping[str, Any], weights: dict[str, Tensor]) -> Classifier:
    """The classifier that the header describes, with these weights.

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
    # On the device "meta" a network takes no memory, whatever size the header claims.
    with torch.device("meta"):
        network = build_network(model_config, len(classes))
    network.load_state_dict(weights, strict=True, assign=True)
    model = SpeechModel(build_features(model_config, features), network).eval()
    model.requires_grad_(False)
    # One window of silence: not all settings and weights that look well go together.
    if not model(torch.zeros(1, features.n_samples)).isfinite().all():
        raise ValueError("Some weights are not numbers.")
    return Classifier(
        model=model,
        model_config=model_config,
        features=features,
        decision=_decision(**about["decision"]),
        classes=classes,
        words=words,
        name=str(about["name"]),
        metrics=about["metrics"],
        levels=LevelsConfig(**about.get("levels", {})),
        measured_for=tuple(about.get("measured_for", words)),
    )


def _decision(n_neighbours: int | None = None, **settings: Any) -> DecisionConfig:
    """The decision in a file; files of format 1 have fewer settings, and one under another name.

    What such a file lacks has its default; its thresholds hold for streams, too.
    """
    if n_neighbours is not None:
        settings["smoothing"] = n_neighbours
        for name in OPERATING_POINTS:
            settings[USES["stream"] + name] = settings[name]
    return DecisionConfig(**settings)


def digest(weights: Mapping[str, Tensor]) -> str:
    """A fingerprint of all weights, to notice damage."""
    digest = hashlib.sha256()
    for name in sorted(weights):
        digest.update(name.encode())
        # As bytes, because NumPy does not know all types of numbers.
        digest.update(weights[name].reshape(-1).view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()
