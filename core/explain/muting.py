"""Take parts of the sound away, and hear it again."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from core.config import FeatureConfig
from core.decision.classifier import Classifier
from core.decision.windows import hop_samples
from core.explain.attribution import TINY
from core.model.features import LogMel

# Taking parts of the sound away, and hearing it again


@dataclass(frozen=True)
class Area:
    """A part of the window that was judged."""

    start: float  # seconds after the window begins
    end: float  # seconds
    low: float  # Hz
    high: float  # Hz

    def covers(self, hertz: Tensor, seconds: Tensor, features: FeatureConfig) -> Tensor:
        """Tones (n,) and moments (m,) after the window begins -> whether it holds them (n, m).

        An area that reaches to an end of the window goes on beyond it.
        """
        if self.start >= self.end or self.low >= self.high:
            return torch.zeros(len(hertz), len(seconds), dtype=torch.bool)
        tones = (hertz >= self.low) & (hertz <= self.high)
        after = (seconds >= self.start) | torch.tensor(self.start <= 0)
        before = (seconds <= self.end) | torch.tensor(self.end >= features.window_seconds)
        return tones[:, None] & (after & before)


def surroundings(waveform: Tensor, window_start: float, classifier: Classifier) -> Tensor:
    """All that decided about one place of a recording (n,): the window there and its neighbours.

    `window_start` is that of a Prediction. Silence stands where they reach over an end.
    """
    features, beside = classifier.features, _beside(classifier)
    start = round(window_start * features.sample_rate) - beside
    n_samples = features.n_samples + 2 * beside
    padded = F.pad(waveform, (max(-start, 0), max(start + n_samples - len(waveform), 0)))
    return padded[max(start, 0) :][:n_samples]


def judged_window(surrounding: Tensor, classifier: Classifier) -> Tensor:
    """The window (n_samples,) in the middle of `surroundings`."""
    return surrounding[_beside(classifier) :][: classifier.features.n_samples]


def hear_again(surrounding: Tensor, classifier: Classifier) -> dict[str, float]:
    """The scores of the answers, from as many windows as in `Classifier.decide`.

    They are one block here; in the recording they may have been parts of two, which makes a small
    difference.
    """
    decision = classifier.decision
    if decision.windows_at_once > 1:
        rows = classifier.log_probabilities(surrounding[None], decision.smoothing)
    else:
        hop = hop_samples(classifier.features, decision)
        rows = classifier.log_probabilities(
            surrounding.unfold(0, classifier.features.n_samples, hop)
        )
    scores = classifier.calibrated(rows.numpy()).mean(axis=0)
    return dict(zip(classifier.labels, scores.tolist(), strict=True))


def answer(scores: Mapping[str, float], classifier: Classifier) -> str:
    """The better word if its score suffices, else 'neither'."""
    word = max(classifier.words, key=lambda name: scores[name])
    return word if scores[word] >= classifier.threshold else classifier.labels[-1]


def keep(surrounding: Tensor, kept: Tensor, classifier: Classifier) -> Tensor:
    """Mute all but the parts of the window where `kept` (rows, columns) of its image is True."""
    tones = _tones_of_rows(classifier)
    window = _filtered(
        judged_window(surrounding, classifier), tones @ kept.float(), classifier.features
    )
    return F.pad(window, (_beside(classifier), _beside(classifier)))


def mute(surrounding: Tensor, area: Area, classifier: Classifier) -> Tensor:
    """Mute an area."""
    features = classifier.features
    columns = torch.arange(len(surrounding) // features.hop_length + 1) * features.hop_length
    seconds = (columns - _beside(classifier)) / features.sample_rate
    covered = area.covers(_tones(features), seconds, features)
    return _filtered(surrounding, (~covered).float(), features)


def left_in_image(area: Area, classifier: Classifier) -> Tensor:
    """How much of every number of the window's image an area leaves: (rows, columns), 0 to 1."""
    features = classifier.features
    seconds = torch.arange(features.n_frames) * features.hop_length / features.sample_rate
    rows = _tones_of_rows(classifier).T
    share = rows / rows.sum(dim=1, keepdim=True).clamp(min=TINY)
    return 1 - share @ area.covers(_tones(features), seconds, features).float()


def _beside(classifier: Classifier) -> int:
    """Samples that the first neighbour begins before the window."""
    decision = classifier.decision
    hop = hop_samples(classifier.features, decision)
    return hop * (decision.smoothing - 1) // 2


def _tones(features: FeatureConfig) -> Tensor:
    """The frequencies in Hz that the front end measures: (n_fft // 2 + 1,)."""
    return torch.arange(features.n_fft // 2 + 1) * (features.sample_rate / features.n_fft)


def _tones_of_rows(classifier: Classifier) -> Tensor:
    """How much of each tone is in each row of the image: (tones, rows), each tone 1 or nothing."""
    front = classifier.model.features
    if not isinstance(front, LogMel):  # the lesson's image has a row for every tone
        return torch.eye(classifier.features.n_fft // 2 + 1)
    bands: Tensor = front.mel_scale.fb
    return bands / bands.sum(dim=1, keepdim=True).clamp(min=TINY)


def _filtered(waveform: Tensor, mask: Tensor, features: FeatureConfig) -> Tensor:
    """A waveform (n,) times a mask (tones, columns), cut into pieces as the front end does."""
    window = torch.hann_window(features.n_fft)
    pieces = torch.stft(
        waveform, features.n_fft, features.hop_length, window=window, return_complex=True
    )
    return torch.istft(
        pieces * mask, features.n_fft, features.hop_length, window=window, length=len(waveform)
    )
