"""What every network of the project can do."""

from torch import Tensor, nn


class Network(nn.Module):
    """Images (batch, n_rows, n_frames) -> logits (batch * n_windows, n_classes).

    On the way an image becomes an embedding: what the last layer reads the classes from. A network
    that can share its work looks once at an image of several windows that overlap, and gives one
    embedding for each of them: all of the first image's, then all of the second's.
    """

    shares_windows = False  # whether `n_windows` may be more than 1

    def embed(self, images: Tensor, n_windows: int = 1, hop_frames: int = 0) -> Tensor:
        """Images (batch, n_rows, n_frames) -> embeddings (batch * n_windows, n_features).

        Args:
            n_windows: how many windows an image holds.
            hop_frames: frames from one of its windows to the next.
        """
        raise NotImplementedError

    def forward(self, images: Tensor, n_windows: int = 1, hop_frames: int = 0) -> Tensor:
        """Images (batch, n_rows, n_frames) -> logits (batch * n_windows, n_classes)."""
        raise NotImplementedError
