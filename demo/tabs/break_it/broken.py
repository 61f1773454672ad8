"""A recording that something happened to: changed once, judged once, shown by all."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from core.decision.classifier import Classifier
from core.decision.prediction import Prediction
from core.effects.registry import Amounts, change, felt, padded_clip
from demo.heard import Heard

LONGEST_SECONDS = 2.0  # of a recording that is broken; of a longer one, a part is


@dataclass(frozen=True, eq=False)
class Broken:
    """The changed sound, and what the classifier says to it."""

    amounts: Mapping[str, float]  # those that do something
    waveform: Tensor  # (n,) at the network's rate
    prediction: Prediction


def break_it(heard: Heard, amounts: Amounts) -> Broken:
    """Change a recording, or a part of a long one, and let the classifier answer once."""
    amounts, whole = felt(amounts), part_to_break(heard)
    if not amounts and whole is heard.waveform:
        return Broken(amounts, whole, heard.prediction)
    return broken(whole, heard.classifier, amounts)


def broken(waveform: Tensor, classifier: Classifier, amounts: Amounts) -> Broken:
    """Change a waveform (n,), and let the classifier answer once."""
    features = classifier.features
    clip = padded_clip(change(waveform, features.sample_rate, amounts), features)
    return Broken(felt(amounts), torch.from_numpy(clip.samples), classifier.classify(clip))


def part_to_break(heard: Heard) -> Tensor:
    """At most two seconds (n,) around what was heard; the very same waveform if no longer."""
    waveform, sample_rate = heard.waveform, heard.classifier.features.sample_rate
    n = round(LONGEST_SECONDS * sample_rate)
    if len(waveform) <= n:
        return waveform
    centre = (heard.prediction.start + heard.prediction.end) / 2
    first = round((centre - LONGEST_SECONDS / 2) * sample_rate)
    first = min(max(first, 0), len(waveform) - n)
    return waveform[first : first + n]
