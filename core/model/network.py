"""What every network of the project can do."""

from collections.abc import Mapping

from torch import Tensor, nn


class Network(nn.Module):
    """Images (batch, n_rows, n_frames) -> logits (batch * n_windows, n_classes).

    On the way an image becomes an embedding: what the last layer reads the classes from. A network
    that can share its work looks once at an image of several windows that overlap, and gives one
    embedding for each of them: all of the first image's, then all of the second's.
    """

    shares_windows = False  # whether `n_windows` may be more than 1
    n_features: int  # numbers in an embedding

    def embed(self, images: Tensor, n_windows: int = 1, hop_frames: int = 0) -> Tensor:
        """Images (batch, n_rows, n_frames) -> embeddings (batch * n_windows, n_features).

        Args:
            n_windows: how many windows an image holds.
            hop_frames: frames from one of its windows to the next.
        """
        raise NotImplementedError

    def read(self, embeddings: Tensor) -> Tensor:
        """Embeddings (n, n_features) -> logits (n, n_classes): what the last layer does."""
        raise NotImplementedError

    def forward(self, images: Tensor, n_windows: int = 1, hop_frames: int = 0) -> Tensor:
        """Images (batch, n_rows, n_frames) -> logits (batch * n_windows, n_classes)."""
        return self.read(self.embed(images, n_windows, hop_frames))


def widen(weights: Mapping[str, Tensor], wider: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The weights of a network in a wider one of its kind that gives the same answers.

    Its first channels are the narrower network's. They do not listen to the new ones, which are as
    `wider` has them, until training finds out what those are good for. Source: Chen, Goodfellow and
    Shlens (2016), "Net2Net", whose new channels begin as copies of the old ones.

    Args:
        weights: a network's state_dict.
        wider: that of the wider network, untrained.
    """
    widened = {}
    for name, old in weights.items():
        new = wider[name].clone()
        if old.dim() > 1:
            new[: old.shape[0], old.shape[1] :] = 0
        new[tuple(slice(size) for size in old.shape)] = old
        widened[name] = new
    return widened
