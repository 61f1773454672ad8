"""BC-ResNet rewritten for other runtimes: the same numbers up to rounding, in fewer, larger steps.

PyTorch's layers say what the network is. As they stand, a runtime reads and writes a large tensor
for each of them. In a network that no longer learns, most of them together are a matrix: for each
channel, the convolution along frequency, its normalisation, the residual, and what is broadcast
over all rows, lead from rows to rows. So does the mean over the rows.

The images of a batch lie side by side, so that each matrix is multiplied once with all of them.
"""

import copy
from typing import cast

import torch
from torch import Tensor, nn

from core.model.bc_resnet import BCResNet, BroadcastedBlock

N_MELS = 40  # that BC-ResNet is made for


def folded(network: BCResNet) -> BCResNet:
    """A copy that gives the same, in evaluation mode. It cannot be trained."""
    quick = copy.deepcopy(network).eval().requires_grad_(False)
    trunk = Trunk(quick.stem, quick.blocks, quick.head)
    quick.stem, quick.blocks, quick.head = nn.Sequential(trunk), nn.Sequential(), nn.Sequential()
    return quick


class Trunk(nn.Module):
    """Images (batch, 1, n_mels, n_frames) -> what the head gives: (batch, channels, 1, n_steps).

    On the way tensors are (1, channels * n_rows, batch, n_steps).
    """

    def __init__(self, stem: nn.Sequential, blocks: nn.Sequential, head: nn.Sequential) -> None:
        super().__init__()
        n_rows, rewritten = -(-N_MELS // 2), []
        for block in blocks:
            rewritten.append(FoldedBlock(cast(BroadcastedBlock, block), n_rows))
            n_rows = rewritten[-1].n_rows
        first = rewritten[0]  # before images lie side by side: there are fewer channels after it
        self.stem = nn.Sequential(stem, first.change_channels)
        first.change_channels = nn.Identity()
        self.blocks = nn.Sequential(*rewritten)
        over_rows, *rest = cast(list[nn.Conv2d], list(head))
        self.head = nn.Sequential(channel_by_channel(over_rows.weight), *rest)

    def forward(self, images: Tensor) -> Tensor:
        x = self.stem(images)
        x = x.permute(1, 2, 0, 3).reshape(1, -1, *x.shape[::3])
        given: Tensor = self.head(self.blocks(x)).permute(2, 1, 0, 3)
        return given


class FoldedBlock(nn.Module):
    """`BroadcastedBlock` in evaluation mode, with matrices instead of layers along frequency.

    (1, in_channels * n_rows, batch, n_steps) -> (1, channels * n_rows / stride, batch, n_steps).
    """

    def __init__(self, block: BroadcastedBlock, n_rows: int) -> None:
        super().__init__()
        self.change_channels: nn.Module = block.change_channels
        self.along_time = block.along_time
        matrix, shift = as_matrix(block.along_frequency, n_rows)
        self.rows_before, (self.channels, self.n_rows) = n_rows, shift.shape
        self.mean = channel_by_channel(
            matrix.mean(1, keepdim=True)[..., None], shift.mean(1, keepdim=True)
        )
        if block.keeps_shape:
            matrix = matrix + torch.eye(n_rows)
        matrix = torch.cat([matrix, torch.ones(self.channels, self.n_rows, 1)], dim=2)
        self.along_frequency = channel_by_channel(matrix[..., None], shift)

    def forward(self, x: Tensor) -> Tensor:
        batch, n_steps = x.shape[2:]
        if not isinstance(self.change_channels, nn.Identity):
            x = self.change_channels(x.reshape(1, -1, self.rows_before, batch * n_steps))
            x = x.reshape(1, -1, batch, n_steps)
        time_view = self.along_time(self.mean(x))
        rows = (x.reshape(self.channels, -1, batch, n_steps), time_view.transpose(0, 1))
        x = torch.cat(rows, dim=1).reshape(1, -1, batch, n_steps)
        y: Tensor = self.along_frequency(x).relu()
        return y


def as_matrix(layers: nn.Sequential, n_rows: int) -> tuple[Tensor, Tensor]:
    """Layers along frequency that treat each channel on its own -> what they multiply and add.

    (channels, new_rows, n_rows) and (channels, new_rows): what becomes of each row alone.
    """
    layers = copy.deepcopy(layers).double()
    channels = cast(nn.Conv2d, layers[0]).in_channels
    nothing = layers(torch.zeros(1, channels, n_rows, 1, dtype=torch.double))
    each_row = torch.eye(n_rows, dtype=torch.double).reshape(n_rows, 1, n_rows, 1)
    given = layers(each_row.expand(-1, channels, -1, -1)) - nothing
    return given[..., 0].permute(1, 2, 0).float(), nothing[0, ..., 0].float()


def channel_by_channel(weight: Tensor, bias: Tensor | None = None) -> nn.Conv2d:
    """(1, channels * n_rows, batch, n_steps) -> (1, channels * new_rows, batch, n_steps).

    Args:
        weight: (channels, new_rows, n_rows, steps that are looked at together).
        bias: (channels, new_rows).
    """
    channels, new_rows, n_rows, n_steps = weight.shape
    layer = nn.Conv2d(
        channels * n_rows,
        channels * new_rows,
        (1, n_steps),
        padding=(0, n_steps // 2),
        groups=channels,
    )
    layer.weight = nn.Parameter(weight.flatten(0, 1).unsqueeze(2), requires_grad=False)
    layer.bias = None if bias is None else nn.Parameter(bias.flatten(), requires_grad=False)
    return layer
