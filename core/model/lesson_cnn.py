"""The network of the lesson that this project grew from."""

import torch.nn.functional as F
from torch import Tensor, nn

from core.model.network import Network


class LessonCNN(Network):
    """Images (batch, 201, 81) -> logits (batch, n_classes): the lesson's network, as it is there.

    Two things a reader should notice. Its last layer passes the logits through a ReLU, so a
    class that is negative for every clip gets no gradient and training can stay at chance for many
    rounds. And nearly all of its 2.6 million weights sit in one layer (`fc1`).
    Source: "Introduction to audio classification with PyTorch", Microsoft Learn.
    """

    n_features = 50

    def __init__(self, n_classes: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 32, kernel_size=5)
        self.conv2 = nn.Conv2d(32, 64, kernel_size=5)
        self.conv2_drop = nn.Dropout2d()
        self.fc1 = nn.Linear(64 * 47 * 17, self.n_features)
        self.fc2 = nn.Linear(self.n_features, n_classes)

    def embed(self, images: Tensor, n_windows: int = 1, hop_frames: int = 0) -> Tensor:
        """Images (batch, 201, 81) -> embeddings (batch, 50): one window an image."""
        x = images.unsqueeze(1).expand(-1, 3, -1, -1)
        x = F.relu(F.max_pool2d(self.conv1(x), 2))
        x = F.relu(F.max_pool2d(self.conv2_drop(self.conv2(x)), 2))
        return F.relu(self.fc1(x.flatten(1)))

    def read(self, embeddings: Tensor) -> Tensor:
        """Embeddings (n, 50) -> logits (n, n_classes), none below zero."""
        return F.relu(self.fc2(F.dropout(embeddings, training=self.training)))
