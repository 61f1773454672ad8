"""Take parts of the sound away, and hear it again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor

from core.config import FeatureConfig
from core.decision.classifier import Classifier
from core.decision.windows import hop_samples, samples_before
from core.explain.attribution import TINY
from core.model.features import LogMel


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


@dataclass(frozen=True, eq=False)
class Surroundings:
    """All that decided about one place of a recording: the blocks that hold its windows.

    The network looks at whole blocks, counted from the beginning of the recording.
    """

    waveform: Tensor  # (n,) the blocks, one after the other
    window: int  # the sample where the window in the middle of those that decided begins
    first: int  # of all windows in the blocks, the first that decided


def surroundings(waveform: Tensor, window_start: float, classifier: Classifier) -> Surroundings:
    """All that decided about one place of a recording (n,): the window there and its neighbours.

    `window_start` is that of a Prediction. Silence stands where they reach over an end.
    """
    features, decision = classifier.features, classifier.decision
    hop, at_once = hop_samples(features, decision), decision.windows_at_once
    place = round((window_start + features.window_seconds / 2) / decision.hop_seconds)
    block, first = divmod(place, at_once)
    n_windows = -(-(first + decision.smoothing) // at_once) * at_once
    n_samples = features.n_samples + (n_windows - 1) * hop
    start = block * at_once * hop - samples_before(features, decision)
    padded = F.pad(waveform, (max(-start, 0), max(start + n_samples - len(waveform), 0)))
    window = (first + (decision.smoothing - 1) // 2) * hop
    return Surroundings(padded[max(start, 0) :][:n_samples], window, first)


def judged_window(sound: Surroundings, classifier: Classifier) -> Tensor:
    """The window (n_samples,) in the middle of those that decided."""
    return sound.waveform[sound.window :][: classifier.features.n_samples]


def hear_again(sound: Surroundings, classifier: Classifier) -> dict[str, float]:
    """The scores of the answers, judged as `Classifier.decide` has them judged."""
    rows = classifier.judge(sound.waveform.numpy())[sound.first :][: classifier.decision.smoothing]
    scores = classifier.calibrated(rows).mean(axis=0)
    return dict(zip(classifier.labels, scores.tolist(), strict=True))


def answer(scores: Mapping[str, float], classifier: Classifier) -> str:
    """The better word if its score suffices, else 'neither'."""
    word = max(classifier.words, key=lambda name: scores[name])
    return word if scores[word] >= classifier.threshold else classifier.labels[-1]


def keep(sound: Surroundings, kept: Tensor, classifier: Classifier) -> Surroundings:
    """Mute all but the parts of the window where `kept` (rows, columns) of its image is True."""
    tones = _tones_of_rows(classifier)
    window = _filtered(judged_window(sound, classifier), tones @ kept.float(), classifier.features)
    after = len(sound.waveform) - sound.window - len(window)
    return replace(sound, waveform=F.pad(window, (sound.window, after)))


def mute(sound: Surroundings, area: Area, classifier: Classifier) -> Surroundings:
    """Mute an area."""
    features = classifier.features
    columns = torch.arange(len(sound.waveform) // features.hop_length + 1) * features.hop_length
    seconds = (columns - sound.window) / features.sample_rate
    covered = area.covers(_tones(features), seconds, features)
    return replace(sound, waveform=_filtered(sound.waveform, (~covered).float(), features))


def left_in_image(area: Area, classifier: Classifier) -> Tensor:
    """How much of every number of the window's image an area leaves: (rows, columns), 0 to 1."""
    features = classifier.features
    seconds = torch.arange(features.n_frames) * features.hop_length / features.sample_rate
    rows = _tones_of_rows(classifier).T
    share = rows / rows.sum(dim=1, keepdim=True).clamp(min=TINY)
    return 1 - share @ area.covers(_tones(features), seconds, features).float()


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
