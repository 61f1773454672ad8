"""Windows at random places of recordings without the words, and at hard ones."""

import math
from collections import defaultdict
from collections.abc import Callable, Sequence

import torch
from torch import Generator, Tensor

from core.config import FeatureConfig
from core.data.dataset import to_float
from core.data.negatives import KINDS, OtherSound

EDGE_SECONDS = 0.3  # how far a cut may reach beyond the ends of its recording


class Cuts:
    """Windows at random places of other sounds: what a detector meets as it slides along.

    A place is a row of two whole numbers: which recording, and the cut's first sample, which may
    lie before the recording's start. Beyond the ends is silence.

    Args:
        heard: (n,) booleans: recordings to use; None: all.
    """

    def __init__(
        self, sounds: Sequence[OtherSound], features: FeatureConfig, heard: Tensor | None = None
    ) -> None:
        self.sounds, self.features = sounds, features
        self.hard = torch.zeros(0, 2, dtype=torch.long)  # places that were taken for a word
        self.lengths = torch.tensor([len(sound.waveform) for sound in sounds])
        kinds = [sound.kind for sound in sounds]
        self.of_kind = {kind: torch.tensor([k == kind for k in kinds]) for kind in KINDS}
        # Roots: long recordings and large sources are heard more often, but drown nothing.
        seconds: dict[tuple[str, str], float] = defaultdict(float)
        shares: dict[tuple[str, str], float] = defaultdict(float)
        for sound, length in zip(sounds, self.lengths.tolist(), strict=True):
            seconds[sound.kind, sound.source] += length
            shares[sound.kind, sound.source] += math.sqrt(length)
        self.weights = self.lengths.sqrt() * torch.tensor(
            [
                math.sqrt(seconds[sound.kind, sound.source]) / shares[sound.kind, sound.source]
                for sound in sounds
            ]
        )
        if heard is not None:
            self.weights = self.weights * heard

    def draw(self, kind: str, n: int, generator: Generator) -> Tensor:
        """Places (n, 2) in recordings of one kind; of any kind if there are none of this one."""
        of_kind = self.of_kind[kind]
        weights = self.weights * of_kind if of_kind.any() else self.weights
        rows = torch.multinomial(weights, n, replacement=True, generator=generator)
        lengths, window = self.lengths[rows], self.features.n_samples
        edge = round(EDGE_SECONDS * self.features.sample_rate)
        first = torch.minimum(torch.tensor(-edge), lengths - window - edge // 2)
        last = torch.maximum(lengths - window + edge, torch.tensor(edge // 2))
        starts = first + (torch.rand(n, generator=generator) * (last - first)).long()
        return torch.stack([rows, starts], dim=1)

    def cut(self, places: Tensor, beside: int = 0) -> Tensor:
        """Places (n, 2) -> windows (n, n_samples + 2 * beside) float32."""
        n_samples = self.features.n_samples + 2 * beside
        windows = torch.zeros(len(places), n_samples, dtype=torch.int16)
        for window, (row, first) in zip(windows, places.tolist(), strict=True):
            start = first - beside
            piece = self.sounds[row].waveform[max(0, start) : max(0, start + len(window))]
            begin = max(0, -start)
            window[begin : begin + len(piece)] = piece[: len(window) - begin]
        return to_float(windows)

    def classes(self, places: Tensor) -> list[str]:
        """The right class of each place."""
        return [KINDS[self.sounds[row].kind] for row in places[:, 0].tolist()]

    def mine(
        self,
        score: Callable[[Tensor], Tensor],
        n_tried: int,
        n_kept: int,
        n_remembered: int,
        generator: Generator,
    ) -> None:
        """Look for the places that a network takes for a word most, and remember them.

        Source: Sung and Poggio (1998), "Example-Based Learning for View-Based Human Face
        Detection", bootstrapping.

        Args:
            score: windows (n, n_samples) -> (n,) how much they are taken for a word.
            n_remembered: how many places are kept from this call and those before.
        """
        share = math.ceil(n_tried / len(KINDS))
        places = torch.cat([self.draw(kind, share, generator) for kind in KINDS])
        hardest = score(self.cut(places)).topk(min(n_kept, len(places))).indices
        self.hard = torch.cat([self.hard, places[hardest]])[-n_remembered:]
