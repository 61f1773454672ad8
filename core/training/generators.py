"""Random numbers of training: for every purpose a stream of its own, the same in every run."""

import hashlib

import torch
from torch import Generator


def generator_for(purpose: str, seed: int, epoch: int = 0, stream: int = 0) -> Generator:
    """A generator whose numbers depend on all of these, and on nothing drawn elsewhere.

    Args:
        purpose: what is drawn; two purposes never share a stream.
        stream: which of several that are drawn from side by side, as by each of several ranks.
    """
    digest = hashlib.sha256(f"{purpose} {seed} {epoch} {stream}".encode()).digest()
    return torch.Generator().manual_seed(int.from_bytes(digest[:8], "big", signed=True))
