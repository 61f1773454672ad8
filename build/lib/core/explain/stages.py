"""What each stage of the network sees."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.decision.classifier import Classifier
from core.model.bc_resnet import BCResNet
from core.model.lesson_cnn import LessonCNN

# What each stage of the network sees


@dataclass(frozen=True, eq=False)
class Stage:
    """What one stage of the network makes of the image."""

    name: str  # image, stem, stage_1 ... head; or the layer of another network
    maps: Tensor  # (channels, rows, columns)

    def busiest(self, count: int) -> list[int]:
        """The channels that change most over the image, in their order."""
        change = self.maps.flatten(1).std(dim=1, unbiased=False)
        return sorted(change.topk(min(count, len(change))).indices.tolist())


def stages(image: Tensor, classifier: Classifier) -> tuple[list[Stage], dict[str, float]]:
    """Follow an image (rows, columns) through the network, up to the probability of each class."""
    seen = [Stage("image", image[None])]

    def see(name: str) -> Callable[..., None]:
        def hook(_module: nn.Module, _inputs: object, output: Tensor) -> None:
            maps = output[0].detach()
            seen.append(Stage(name, maps if maps.dim() == 3 else maps[None, None]))

        return hook

    network = deepcopy(classifier.model.network)  # a hook would see other visitors' sounds, too
    for name, layer in _layers(network).items():
        layer.register_forward_hook(see(name))
    with torch.no_grad():
        logits = network(image[None])[0]
    return seen, dict(zip(classifier.classes, logits.softmax(dim=-1).tolist(), strict=True))


def _layers(network: nn.Module) -> dict[str, nn.Module]:
    """The layers to look behind."""
    if isinstance(network, LessonCNN):
        return {"conv1": network.conv1, "conv2": network.conv2, "fc1": network.fc1}
    if not isinstance(network, BCResNet):
        return {}
    layers: dict[str, nn.Module] = {"stem": network.stem}
    last = 0
    for number, (_, n_blocks, _, _) in enumerate(network.STAGES, start=1):
        last += n_blocks
        layers[f"stage_{number}"] = network.blocks[last - 1]
    return {**layers, "head": network.head}
