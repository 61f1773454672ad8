"""What a network makes of words and sounds that nobody taught it.

From recordings of many words follows how differently one word can sound to the network; that
holds for new words, too. And what is taught must not answer to the others: the background keeps
some of them, as directions and nothing that a voice could be made of again.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors import safe_open
from safetensors.torch import save as to_bytes
from torch import Tensor

from core.decision.checkpoint import CHECKPOINTS
from core.decision.classifier import BLOCKS_AT_ONCE, Classifier
from core.decision.windows import hop_samples
from core.errors import TeachError
from core.model.bc_resnet import BCResNet
from core.model.taught import TaughtBCResNet, spread

ENDING = ".background.safetensors"
SHIPPED = CHECKPOINTS / f"yes_no{ENDING}"
SHRINKAGE = 0.2  # of the covariance within words, towards a round one
WHOLE = 127  # a direction is kept as whole numbers from -127 to 127


@dataclass(frozen=True, eq=False)
class Background:
    """How to compare two sounds, and sounds that are none of the words to be taught.

    Source: whitening by the covariance within classes, as in linear discriminant analysis (Fisher,
    1936); shrunk, because there are few recordings for so many numbers.
    """

    weight: Tensor  # (n_features, n_features)
    bias: Tensor  # (n_features,)
    others: Mapping[str, Tensor]  # name of a word or kind of sound -> directions (n, n_features)
    words: tuple[str, ...] = ()  # from which it is known how differently one can sound

    def directions(self, embeddings: Tensor) -> Tensor:
        """Embeddings (..., n_features) -> the same, turned, of length one."""
        return F.normalize(F.linear(spread(embeddings), self.weight, self.bias), dim=-1)


def embeddings(classifier: Classifier, waveforms: Tensor, n_windows: int = 1) -> Tensor:
    """Waveforms (n, n_samples) -> what BC-ResNet's last layer reads (n * n_windows, n_features).

    Args:
        n_windows: how many windows in a row each waveform holds.
    """
    network = classifier.model.network
    if not isinstance(network, BCResNet) or isinstance(network, TaughtBCResNet):
        raise TeachError("no_background", name=classifier.name)
    with torch.inference_mode():
        hop = hop_samples(classifier.features, classifier.decision)
        parts = waveforms.split(BLOCKS_AT_ONCE)
        return torch.cat([classifier.model.embed(part, n_windows, hop) for part in parts])


def measure(
    words: Mapping[str, Tensor], sounds: Mapping[str, Tensor], kept: Mapping[str, int]
) -> Background:
    """The background from embeddings (n, n_features) of each word and of each kind of other sound.

    Args:
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
    whitened = Background(weight, -(weight @ middle), {})
    thinned = {word: words[word][:: max(1, len(words[word]) // n)][:n] for word, n in kept.items()}
    others = {name: whitened.directions(rows) for name, rows in {**thinned, **sounds}.items()}
    return Background(weight, whitened.bias, others, tuple(words))


def save_background(background: Background, classifier: Classifier, path: Path = SHIPPED) -> None:
    """Write the background of this classifier's network to a small safetensors file."""
    numbers = {
        "weight": background.weight.half().contiguous(),
        "bias": background.bias.contiguous(),
        "scale": torch.tensor(
            [float(rows.abs().max()) for rows in background.others.values()] or [1.0]
        ).max()[None],
    }
    for name, rows in background.others.items():
        numbers[f"others/{name}"] = (rows / numbers["scale"] * WHOLE).round().to(torch.int8)
    about = {"network": fingerprint(classifier), "words": json.dumps(background.words)}
    path.write_bytes(to_bytes(numbers, metadata=about))


def load_background(classifier: Classifier, folder: Path = CHECKPOINTS) -> Background:
    """The background of this classifier's network, out of those in a folder of our own.

    Raises:
        TeachError: if there is none: all there are belong to other networks.
    """
    network = fingerprint(classifier)
    for path in sorted(folder.glob(f"*{ENDING}")):
        with safe_open(path, framework="pt") as file:
            about = file.metadata() or {}
            if about.get("network") == network:
                numbers = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
                return _background(numbers, tuple(json.loads(about["words"])))
    raise TeachError("no_background", name=classifier.name)


def _background(numbers: Mapping[str, Tensor], words: tuple[str, ...]) -> Background:
    others = {
        name.removeprefix("others/"): F.normalize(rows.float(), dim=-1)
        for name, rows in numbers.items()
        if name.startswith("others/")
    }
    return Background(numbers["weight"].float(), numbers["bias"], others, words)


def fingerprint(classifier: Classifier) -> str:
    """What tells one network from another: all of its weights."""
    digest = hashlib.sha256()
    for name, tensor in sorted(classifier.model.network.state_dict().items()):
        digest.update(name.encode() + np.ascontiguousarray(tensor.numpy()).tobytes())
    return digest.hexdigest()
