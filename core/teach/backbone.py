"""The network that taught models have, and what it makes of sounds that nobody taught it.

It was trained to tell many words apart (core/training/many_words.py). From recordings of many words
follows how differently one word can sound to it; that holds for new words, too. And what is taught
must not answer to the others: the background keeps the middle of each word, and some sounds, as
directions and nothing that a voice could be made of again.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors import safe_open
from safetensors.torch import save as to_bytes
from torch import Tensor

from core.config import FeatureConfig, ModelConfig
from core.decision.checkpoint import CHECKPOINTS, widened
from core.decision.classifier import BLOCKS_AT_ONCE
from core.model.bc_resnet import BCResNet
from core.model.speech_model import SpeechModel, build_features
from core.model.taught import spread

SHIPPED = CHECKPOINTS / "teach.backbone.safetensors"
NETWORK, OTHERS = "network/", "others/"  # what the names of numbers in the file begin with
MIDDLES = "middles"  # of words
SHRINKAGE = 0.2  # of the covariance within words, towards a round one
WHOLE = 127  # a direction is kept as whole numbers from -127 to 127; its length is one anyway


@dataclass(frozen=True, eq=False)
class Background:
    """How to compare two sounds, and sounds that are none of the words to be taught.

    Source: whitening by the covariance within classes, as in linear discriminant analysis (Fisher,
    1936); shrunk, because there are few recordings for so many numbers.
    """

    weight: Tensor  # (n_features, n_features)
    bias: Tensor  # (n_features,)
    others: Mapping[str, Tensor]  # name of a word or kind of sound -> directions (n, n_features)
    words: Mapping[str, Tensor]  # word -> the middle of its recordings' directions (n_features,)

    def directions(self, embeddings: Tensor) -> Tensor:
        """Embeddings (..., n_features) -> the same, turned, of length one."""
        return F.normalize(F.linear(spread(embeddings), self.weight, self.bias), dim=-1)


@dataclass(frozen=True, eq=False)
class Backbone:
    """All that a few tries need to become a model."""

    model: SpeechModel  # gives embeddings, and has no last layer
    model_config: ModelConfig
    features: FeatureConfig
    background: Background


def without_last_layer(
    config: ModelConfig, features: FeatureConfig, weights: Mapping[str, Tensor]
) -> SpeechModel:
    """A model that gives embeddings, from the weights of a BC-ResNet.

    Args:
        weights: its state_dict; what belongs to a last layer is left out.
    """
    network = BCResNet(config, 1)
    del network.classify
    network.load_state_dict({name: weights[name] for name in network.state_dict()})
    model = SpeechModel(build_features(config, features), network).eval()
    return model.requires_grad_(False)


def embeddings(
    model: SpeechModel, waveforms: Tensor, n_windows: int = 1, hop_samples: int = 0
) -> Tensor:
    """Waveforms (n, n_samples) -> embeddings (n * n_windows, n_features).

    Args:
        n_windows: how many windows in a row each waveform holds.
        hop_samples: from one of them to the next.
    """
    with torch.inference_mode():
        parts = waveforms.split(BLOCKS_AT_ONCE)
        return torch.cat([model.embed(part, n_windows, hop_samples) for part in parts])


def measure(
    words: Mapping[str, Tensor],
    sounds: Mapping[str, Tensor],
    kept: Mapping[str, int],
    more: Mapping[str, Tensor] | None = None,
) -> Background:
    """The background from embeddings (n, n_features) of each word and of each kind of other sound.

    Args:
        more: words of which only the middle counts: too few voices say them.
        kept: directions kept of a word, spread evenly, none where it is not named; of other sounds
            all are kept.
    """
    spreads = {word: spread(rows) for word, rows in words.items()}
    middle = torch.cat(list(spreads.values())).mean(dim=0)
    apart = torch.cat([rows - rows.mean(dim=0) for rows in spreads.values()])
    within = apart.T @ apart / (len(apart) - len(spreads))
    n_features = len(within)
    round_one = torch.eye(n_features) * within.diagonal().mean()
    values, vectors = torch.linalg.eigh(torch.lerp(within, round_one, SHRINKAGE))
    weight = (vectors / values.sqrt()).T
    whitened = Background(weight, -(weight @ middle), {}, {})
    thinned = {word: words[word][:: max(1, len(words[word]) // n)][:n] for word, n in kept.items()}
    others = {name: whitened.directions(rows) for name, rows in {**thinned, **sounds}.items()}
    middles = {
        word: F.normalize(whitened.directions(rows).mean(dim=0), dim=0)
        for word, rows in {**(more or {}), **words}.items()
    }
    return Background(weight, whitened.bias, others, middles)


def save_backbone(backbone: Backbone, path: Path = SHIPPED) -> None:
    """Write it to a small safetensors file: weights in 16 bits, directions in 8."""
    background = backbone.background
    weights = backbone.model.network.state_dict()
    numbers = {NETWORK + name: _halved(tensor) for name, tensor in weights.items()} | {
        "weight": background.weight.half().contiguous(),
        "bias": background.bias.contiguous(),
        MIDDLES: _bytes(torch.stack(list(background.words.values()))),
    }
    numbers |= {OTHERS + name: _bytes(rows) for name, rows in background.others.items()}
    about = {
        "model": asdict(backbone.model_config),
        "features": asdict(backbone.features),
        "words": list(background.words),
    }
    path.write_bytes(to_bytes(numbers, metadata={"about": json.dumps(about)}))


def load_backbone(path: Path = SHIPPED) -> Backbone:
    """The backbone in a file of our own; without a path, the one that comes with this project."""
    with safe_open(path, framework="pt") as file:
        about = json.loads(file.metadata()["about"])
        numbers = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    config, features = ModelConfig(**about["model"]), FeatureConfig(**about["features"])
    weights = {name: widened(tensor) for name, tensor in _named(numbers, NETWORK).items()}
    others = {name: _directions(rows) for name, rows in _named(numbers, OTHERS).items()}
    words = dict(zip(about["words"], _directions(numbers[MIDDLES]), strict=True))
    weight, bias = numbers["weight"].float(), numbers["bias"]
    return Backbone(
        model=without_last_layer(config, features, weights),
        model_config=config,
        features=features,
        background=Background(weight, bias, others, words),
    )


def rounded(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """A network's weights as they are after they were saved and loaded again."""
    return {name: widened(_halved(tensor)) for name, tensor in weights.items()}


def _halved(tensor: Tensor) -> Tensor:
    return tensor.half().contiguous() if tensor.is_floating_point() else tensor.contiguous()


def _bytes(directions: Tensor) -> Tensor:
    """Directions (n, n_features) as whole numbers, each in its own scale."""
    return (directions / directions.abs().amax(dim=-1, keepdim=True) * WHOLE).round().to(torch.int8)


def _directions(whole: Tensor) -> Tensor:
    return F.normalize(whole.float(), dim=-1)


def _named(numbers: Mapping[str, Tensor], beginning: str) -> dict[str, Tensor]:
    """Those whose names begin so, by the rest of their names."""
    return {
        name.removeprefix(beginning): tensor
        for name, tensor in numbers.items()
        if name.startswith(beginning)
    }
