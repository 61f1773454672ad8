"""What every network of the project can do."""

from torch import Tensor, nn


class Network(nn.Module):
    """Images (batch, n_rows, n_frames) -> logits (batch, n_classes).

    On the way an image becomes an embedding: what the last layer reads the classes from.
    """

    def embed(self, images: Tensor) -> Tensor:
        """Images (batch, n_rows, n_frames) -> embeddings (batch, n_features)."""
        raise NotImplementedError
