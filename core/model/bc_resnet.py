"""BC-ResNet, the network that the product uses: images in, one number for every class out."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.config import ModelConfig
from core.model.network import Network


class SubSpectralNorm(nn.Module):
    """Batch normalisation of each group of neighbouring frequencies on its own.

    (batch, channels, frequencies, frames) -> the same shape. A hiss lives in the upper rows of the
    image and a hum in the lower ones; one mean for all rows would mix them.
    Source: Chang et al. (2021), "SubSpectral Normalization for Neural Audio Data Processing".
    """

    def __init__(self, channels: int, groups: int) -> None:
        super().__init__()
        self.groups = groups
        self.norm = nn.BatchNorm2d(channels * groups)

    def forward(self, x: Tensor) -> Tensor:
        batch, channels, frequencies, frames = x.shape
        grouped = x.reshape(batch, channels * self.groups, frequencies // self.groups, frames)
        normalised: Tensor = self.norm(grouped)
        return normalised.reshape(x.shape)


class BroadcastedBlock(nn.Module):
    """A residual block that looks along frequency in two dimensions and along time in one.

    (batch, in_channels, frequencies, frames) -> (batch, out_channels, frequencies / stride,
    frames).
    The expensive part, mixing channels over time, happens after averaging over frequency; its
    result is then broadcast back over all frequencies. Source: Kim et al. (2021), "Broadcasted
    Residual Learning for Efficient Keyword Spotting", equation 1 and figure 2.
    """

    def __init__(
        self, in_channels: int, out_channels: int, stride: int, dilation: int, dropout: float
    ) -> None:
        super().__init__()
        self.keeps_shape = in_channels == out_channels and stride == 1
        self.change_channels = (
            nn.Identity()
            if in_channels == out_channels
            else nn.Sequential(
                nn.Conv2d(in_channels, out_channels, 1, bias=False),
                nn.BatchNorm2d(out_channels),
                nn.ReLU(),
            )
        )
        self.along_frequency = nn.Sequential(
            nn.Conv2d(
                out_channels,
                out_channels,
                kernel_size=(3, 1),
                stride=(stride, 1),
                padding=(1, 0),
                groups=out_channels,
                bias=False,
            ),
            SubSpectralNorm(out_channels, groups=5),
        )
        self.along_time = nn.Sequential(
            nn.Conv2d(
                out_channels,
                out_channels,
                kernel_size=(1, 3),
                dilation=(1, dilation),
                padding=(0, dilation),
                groups=out_channels,
                bias=False,
            ),
            nn.BatchNorm2d(out_channels),
            nn.SiLU(),
            # The reference has no bias here: https://github.com/Qualcomm-AI-research/bcresnet.
            # It stays because trained weights have one.
            nn.Conv2d(out_channels, out_channels, 1, bias=True),
            nn.Dropout2d(dropout),
        )

    def forward(self, x: Tensor) -> Tensor:
        frequency_view = self.along_frequency(self.change_channels(x))
        time_view = self.along_time(frequency_view.mean(dim=2, keepdim=True))
        y = frequency_view + time_view
        return F.relu(y + x) if self.keeps_shape else F.relu(y)


class BCResNet(Network):
    """Images (batch, n_mels, n_frames) -> logits (batch * n_windows, n_classes); 40 mels.

    The layout of Kim et al. (2021), table 1: four stages of broadcasted blocks, each seeing less
    detail along frequency and further along time than the one before.
    """

    shares_windows = True
    # channels, blocks, stride along frequency, dilation along time
    STAGES = ((8, 2, 1, 1), (12, 2, 2, 2), (16, 4, 2, 4), (20, 4, 1, 8))

    def __init__(self, config: ModelConfig, n_classes: int) -> None:
        super().__init__()
        width, self.time_stride = config.width, config.time_stride
        channels = 16 * width
        self.stem = nn.Sequential(
            nn.Conv2d(1, channels, 5, stride=(2, config.time_stride), padding=2, bias=False),
            nn.BatchNorm2d(channels),
            nn.ReLU(),
        )
        blocks = []
        for stage_channels, n_blocks, stride, dilation in self.STAGES:
            out_channels = stage_channels * width
            dilation = max(1, dilation // config.time_stride)
            for index in range(n_blocks):
                blocks.append(
                    BroadcastedBlock(
                        channels,
                        out_channels,
                        stride if index == 0 else 1,
                        dilation,
                        config.dropout,
                    )
                )
                channels = out_channels
        self.blocks = nn.Sequential(*blocks)
        self.head = nn.Sequential(
            nn.Conv2d(channels, channels, 5, padding=(0, 2), groups=channels, bias=False),
            nn.Conv2d(channels, 32 * width, 1, bias=False),
            nn.BatchNorm2d(32 * width),
            nn.ReLU(),
        )
        self.n_features = 32 * width
        self.classify = nn.Linear(self.n_features, n_classes)

    def embed(self, images: Tensor, n_windows: int = 1, hop_frames: int = 0) -> Tensor:
        """Images (batch, n_mels, n_frames) -> embeddings (batch * n_windows, 32 * width).

        Everything before the mean over time is the same wherever a window begins. So windows that
        overlap share it, and each takes the mean over its own steps.

        Args:
            n_windows: how many windows an image holds.
            hop_frames: frames from one of its windows to the next: a multiple of `time_stride`.
        """
        x: Tensor = self.head(self.blocks(self.stem(images.unsqueeze(1))))
        x = x.squeeze(2) if x.shape[2] == 1 else x.mean(dim=2)  # 40 mels leave one row
        hop = hop_frames // self.time_stride
        of_one = x.shape[-1] - (n_windows - 1) * hop
        firsts = [window * hop for window in range(n_windows)]
        means = [x[..., first : first + of_one].mean(dim=-1) for first in firsts]
        return torch.stack(means, dim=1).flatten(0, 1)

    def read(self, embeddings: Tensor) -> Tensor:
        """Embeddings (n, 32 * width) -> logits (n, n_classes)."""
        logits: Tensor = self.classify(embeddings)
        return logits
