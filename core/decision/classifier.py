"""Find the words in a recording and say how sure we are: Clip -> Prediction.

The network judges one second of sound at a time. A recording of any length is cut into windows
that overlap, and neighbouring windows must agree before a word is believed. There must be a pause
around it, or near certainty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from core.config import (
    NEITHER,
    NOISE,
    OPERATING_POINTS,
    OTHER,
    DecisionConfig,
    FeatureConfig,
    ModelConfig,
)
from core.decision.posteriors import calibrate, fold, smooth
from core.decision.prediction import Prediction, Word
from core.decision.windows import cut_windows
from core.decision.words import find_words, nearest_span
from core.model.speech_model import SpeechModel
from core.sound.advice import Advice, check
from core.sound.clip import Clip, prepare
from core.sound.decode import Source, as_clip
from core.sound.levels import Span, frame_levels_db, has_pauses, smooth_levels, spans_in

WINDOWS_AT_ONCE = 64  # bounds the memory that a long recording takes


@dataclass(frozen=True)
class Posteriors:
    """What the network made of each window of a recording, before anything is decided."""

    seconds: float  # length of the recording
    advice: tuple[Advice, ...]
    log_probabilities: Tensor  # (n_windows, n_classes); no windows where nothing can be heard
    first_start: float = 0.0  # seconds: where the first window begins; may be under 0
    spans: Sequence[Span] = ()  # the bursts of sound
    levels_db: np.ndarray = field(default_factory=lambda: np.zeros(0))  # (n_frames,), smoothed


@dataclass
class Classifier:
    """A trained model with everything needed to use it."""

    model: SpeechModel
    model_config: ModelConfig
    features: FeatureConfig
    decision: DecisionConfig
    classes: tuple[str, ...]  # what the network tells apart
    words: tuple[str, ...]  # the classes that are answers of their own
    name: str = "model"
    metrics: Mapping[str, Any] = field(default_factory=dict)  # figures from the evaluation

    @property
    def labels(self) -> tuple[str, ...]:
        """The possible answers."""
        return (*self.words, NEITHER)

    @property
    def threshold(self) -> float:
        """A word is accepted at this score or above."""
        return self.decision.threshold

    def images(self, waveforms: Tensor) -> Tensor:
        """Waveforms (batch, n_samples) -> the images that the network looks at."""
        with torch.inference_mode():
            images: Tensor = self.model.features(waveforms)
            return images

    def log_probabilities(self, windows: Tensor) -> Tensor:
        """Windows (n_windows, n_samples) -> log-probabilities (n_windows, n_classes)."""
        if len(windows) == 0:
            return torch.zeros(0, len(self.classes))
        with torch.inference_mode():
            parts = [self.model(part) for part in windows.split(WINDOWS_AT_ONCE)]
            return torch.cat(parts).log_softmax(dim=-1)

    def classify(self, source: Source) -> Prediction:
        """Find the words in a recording: see `as_clip`.

        Raises:
            AudioError: if it cannot be read, or is too short or too long.
        """
        return self.decide(self.posteriors(source))

    def posteriors(self, source: Source) -> Posteriors:
        """Let the network look at every window of a recording.

        Raises:
            AudioError: if it cannot be read, or is too short or too long.
        """
        return self.all_posteriors([as_clip(source)])[0]

    def all_posteriors(self, clips: Sequence[Clip]) -> list[Posteriors]:
        """Judge several recordings at once: quicker than one after the other."""
        cut = [self._cut(clip) for clip in clips]
        counts = [len(windows) for windows, _ in cut]
        parts = self.log_probabilities(torch.cat([windows for windows, _ in cut])).split(counts)
        return [
            replace(posteriors, log_probabilities=part)
            for (_, posteriors), part in zip(cut, parts, strict=True)
        ]

    def _cut(self, clip: Clip) -> tuple[Tensor, Posteriors]:
        """The windows to judge, and what is known of the recording before."""
        unjudged = Posteriors(clip.seconds, check(clip), torch.zeros(0, len(self.classes)))
        if any(item.nothing_heard for item in unjudged.advice):
            return torch.zeros(0, self.features.n_samples), unjudged
        waveform, sample_rate = prepare(clip, self.features), self.features.sample_rate
        levels_db = smooth_levels(frame_levels_db(waveform, sample_rate))
        spans = spans_in(levels_db, len(waveform), sample_rate)
        windows, first_start = cut_windows(waveform, self.features, self.decision, spans)
        known = replace(unjudged, first_start=first_start, spans=spans, levels_db=levels_db)
        return windows, known

    def decide(self, posteriors: Posteriors) -> Prediction:
        """From what the network made of the windows to the answer."""
        decision, seconds, spans = self.decision, posteriors.seconds, posteriors.spans
        if len(posteriors.log_probabilities) == 0:
            scores_of_nothing = dict.fromkeys(self.words, 0.0) | {NEITHER: 1.0}
            return Prediction(
                NEITHER,
                scores_of_nothing,
                0.0,
                seconds,
                seconds,
                0.0,
                advice=posteriors.advice,
                reason="silence",
            )
        scores = smooth(
            calibrate(fold(posteriors.log_probabilities, self.classes, self.words), decision),
            decision.smoothing,
        ).numpy()
        first_start = posteriors.first_start + (decision.smoothing - 1) / 2 * decision.hop_seconds
        starts = first_start + decision.hop_seconds * np.arange(len(scores))
        centres = starts + self.features.window_seconds / 2
        best, labels = scores[:, :-1].max(axis=1), scores[:, :-1].argmax(axis=1)

        def word_at(index: int, span: Span | None) -> Word:
            start = float(starts[index])
            window = (max(0.0, start), min(seconds, start + self.features.window_seconds))
            begin, end = span or window
            return Word(
                label=self.words[labels[index]],
                start=max(window[0], begin),  # in steady noise a burst may go on and on
                end=min(window[1], end),
                scores=dict(zip(self.labels, scores[index].tolist(), strict=True)),
                window_start=start,
            )

        found = find_words(best, labels, centres, spans, decision.threshold)
        words = tuple(
            word
            for word in (word_at(index, span) for index, span in found)
            if word.scores[word.label] >= decision.without_pause
            or has_pauses(posteriors.levels_db, (word.start, word.end))
        )
        if words:
            surest = max(words, key=lambda word: word.scores[word.label])
            label, reason, sounds_like = surest.label, None, None
        else:
            label = NEITHER
            heard = smooth(posteriors.log_probabilities.exp(), decision.smoothing)
            index, reason, sounds_like = self._why_neither(best, heard.numpy())
            surest = word_at(index, nearest_span(float(centres[index]), spans, reach=0.5))
        return Prediction(
            label=label,
            scores=surest.scores,
            start=surest.start,
            end=surest.end,
            seconds=seconds,
            window_start=surest.window_start,
            words=words,
            advice=posteriors.advice,
            reason=reason,
            sounds_like=sounds_like,
        )

    def _why_neither(self, best: np.ndarray, heard: np.ndarray) -> tuple[int, str, str | None]:
        """The window to show, the reason, and the other word it sounds like, if any.

        Args:
            best: (n,) the score of the better word.
            heard: (n, n_classes) probabilities.
        """
        if best.max() >= self.decision.threshold:
            return int(best.argmax()), "no_pause", None
        if best.max() >= self.decision.unsure_above or NOISE not in self.classes:
            return int(best.argmax()), "unsure", None
        noise = heard[:, self.classes.index(NOISE)]
        index = int(noise.argmin())
        nearest = self.classes[int(heard[index].argmax())]
        if nearest == NOISE:
            return index, "noise", None
        known = nearest not in (OTHER, *self.words)
        return index, "other_word", nearest if known else None

    def with_threshold(self, threshold: float) -> "Classifier":
        """The same model, accepting a word at another score."""
        return replace(self, decision=replace(self.decision, threshold=threshold))

    def at(self, operating_point: str) -> "Classifier":
        """The same model at one of the OPERATING_POINTS: "strict", "balanced" or "eager".

        Raises:
            ValueError: for another name.
        """
        if operating_point not in OPERATING_POINTS:
            names = ", ".join(OPERATING_POINTS)
            raise ValueError(
                f"There is no operating point '{operating_point}'. Use one of {names}."
            )
        return self.with_threshold(getattr(self.decision, operating_point))
