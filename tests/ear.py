"""A classifier made by hand, whose right answers can be counted beforehand.

A tone near 2,000 Hz is a yes, one near 500 Hz a no, everything else is noise.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor, nn

from core.config import NEITHER, DecisionConfig, FeatureConfig, LevelsConfig
from core.data.dataset import to_int16
from core.data.negatives import OtherSound
from core.decision.classifier import Classifier
from core.decision.prediction import Prediction
from core.evaluation.detection import Found
from tests.made_dataset import untrained

RATE = 16_000
FEATURES = FeatureConfig()
POINTS = DecisionConfig(threshold=0.5, strict=0.99, balanced=0.5, eager=0.3)


class Ear(nn.Module):
    """Windows (n, 16000) -> logits (n, 3) of yes, no and noise: which tone fills the window."""

    def forward(self, waveforms: Tensor, **_: int) -> Tensor:
        power = torch.fft.rfft(waveforms).abs().square() + 1e-9  # bins of 1 Hz
        bands = [power[:, 1_800:2_200].sum(dim=1), power[:, 420:580].sum(dim=1)]
        shares = torch.stack(bands, dim=1) / power.sum(dim=1, keepdim=True)
        return 20 * torch.cat([shares, 1 - shares.sum(dim=1, keepdim=True)], dim=1)


def ear(**decision: float) -> Classifier:
    return replace(
        untrained(classes=("yes", "no", "noise")),
        model=Ear(),
        decision=replace(POINTS, **decision),
        name="ear",
        levels=LevelsConfig(steady_below_db=0.0),  # its words are steady sounds
    )


def quietly(items: Iterable[Any], what: str) -> Iterable[Any]:
    return items


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def sound(kind: str, source: str, seconds: float) -> OtherSound:
    samples = 0.1 * torch.randn(round(seconds * RATE), generator=generator())
    return OtherSound(kind, source, to_int16(samples))


def found(source: str, *labels: str, seconds: float = 3_600.0) -> Found:
    """What was found at every threshold alike."""
    return Found(source, seconds, dict.fromkeys((0.3, 0.5, 0.99), labels))


def prediction(label: str, yes: float = 0.0, no: float = 0.0) -> Prediction:
    scores = {"yes": yes, "no": no, NEITHER: 1 - yes - no}
    return Prediction(label, scores, 0.0, 1.0, 1.0, 0.0)


def counts(figure: dict[str, Any]) -> tuple[int, int]:
    return figure["count"], figure["of"]
