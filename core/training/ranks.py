"""Several processes that train one model together, as PyTorch's torchrun starts them.

    torchrun --nproc-per-node 2 -m core train --data DIR

Each process, a rank, holds all sounds and the whole network, and hears its own part of every batch.
The mean of their gradients is what each then steps by, so that all have the same weights all the
time. What one process can do, the first rank does alone: it looks for hard places, validates, says
how it goes and writes the file.

Batch normalisation takes its means over a rank's part of a batch, as it would in a smaller batch.
PyTorch's SyncBatchNorm would take them over all parts, but only on graphics cards, and a model must
not depend on where it was trained. The running means that a model keeps are the first rank's.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

import torch
from torch import distributed, nn
from torch.nn.parallel import DistributedDataParallel

Made = TypeVar("Made")
LONGEST_WAIT = timedelta(hours=1)  # for another rank: the first one alone validates


@dataclass(frozen=True)
class Ranks:
    """Which of the processes that train together this one is."""

    rank: int = 0
    size: int = 1
    device: str = "cpu"

    @property
    def is_first(self) -> bool:
        """Whether this is the one that speaks and writes."""
        return self.rank == 0

    def part_of(self, n: int) -> int:
        """How many of `n` sounds in a batch are one rank's."""
        return -(-n // self.size)

    def together(self, model: nn.Module) -> nn.Module:
        """The model, whose gradients are from now on the mean over all ranks."""
        if self.size == 1:
            return model
        return DistributedDataParallel(model, broadcast_buffers=False)

    def from_first(self, make: Callable[[], Made]) -> Made:
        """What the first rank makes, for all of them; the others wait for it."""
        if self.size == 1:
            return make()
        made: list[Any] = [make() if self.is_first else None]
        distributed.broadcast_object_list(made)
        found: Made = made[0]
        return found


ALONE = Ranks()


def train_device() -> str:
    """A graphics card if there is one."""
    return "cuda" if torch.cuda.is_available() else "cpu"


@contextmanager
def all_ranks() -> Iterator[Ranks]:
    """The ranks that torchrun started; this process alone, where it was not started by it.

    They work on graphics cards if this computer has one for each of its ranks.
    """
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if size == 1:
        yield Ranks(device=train_device())
        return
    here, device = int(os.environ["LOCAL_RANK"]), "cpu"
    if torch.cuda.device_count() >= int(os.environ["LOCAL_WORLD_SIZE"]):
        torch.cuda.set_device(here)
        device = f"cuda:{here}"
    backend = "gloo" if device == "cpu" else "nccl"
    distributed.init_process_group(backend, timeout=LONGEST_WAIT)
    try:
        yield Ranks(distributed.get_rank(), size, device)
    finally:
        distributed.destroy_process_group()
