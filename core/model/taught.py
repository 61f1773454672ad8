"""BC-ResNet with another last layer: one that was computed from a few tries of each word."""

import torch.nn.functional as F
from torch import Tensor, nn

from core.config import ModelConfig
from core.model.bc_resnet import BCResNet

SMALLEST = 1e-4  # added before the root, whose slope is endless at zero


def spread(embeddings: Tensor) -> Tensor:
    """Embeddings of BC-ResNet (n, n_features), none below zero -> their roots.

    A few large numbers no longer drown the many small ones.
    """
    return (embeddings + SMALLEST).sqrt()


class TaughtBCResNet(BCResNet):
    """Images (batch, n_mels, n_frames) -> logits (batch * n_windows, n_classes).

    The embedding is turned so that it differs little within words and much between them, and has
    length one: the logit of a word depends on the angle between the sound and the word's tries.
    """

    def __init__(self, config: ModelConfig, n_classes: int) -> None:
        super().__init__(config, n_classes)
        self.whiten = nn.Linear(self.n_features, self.n_features)

    def embed(self, images: Tensor, n_windows: int = 1, hop_frames: int = 0) -> Tensor:
        """Images (batch, n_mels, n_frames) -> directions (batch * n_windows, 32 * width).

        All of them have length one.
        """
        embeddings = super().embed(images, n_windows, hop_frames)
        directions: Tensor = F.normalize(self.whiten(spread(embeddings)), dim=-1)
        return directions
