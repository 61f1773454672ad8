"""Find the words in a recording and say how sure we are: Clip -> Prediction.

The network judges one second of sound at a time. A recording of any length is cut into windows
that overlap, and neighbouring windows must agree before a word is believed. There must be a pause
around it, or near certainty. A stream is heard in the same way: see core/decision/live.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from core.config import (
    NEITHER,
    NOISE,
    OTHER,
    RESERVED,
    DecisionConfig,
    FeatureConfig,
    LevelsConfig,
    ModelConfig,
)
from core.decision.ear import NOTHING, Ear, Piece
from core.decision.posteriors import calibrate, fold, smooth
from core.decision.prediction import Prediction, Word
from core.decision.runtime import BlockRuntime
from core.decision.windows import block_samples, blocks_in, hop_samples, images_in
from core.decision.words import Found, Heard, WordFinder
from core.sound.advice import Advice, check
from core.sound.clip import Clip, resample
from core.sound.decode import Source, as_clip
from core.sound.levels import Span

if TYPE_CHECKING:  # to listen, a runtime is enough: see core/decision/runtime.py
    from torch import Tensor

    from core.model.speech_model import SpeechModel

LIKELIEST = 30  # windows that are looked at for the one to show where no word was found
BLOCKS_AT_ONCE = 48  # bounds the memory that a long recording takes
SILENT = Piece(NOTHING, 0, np.zeros(0), np.zeros(0))  # no windows and no levels


@dataclass(frozen=True)
class Posteriors:
    """What the network made of each window of a recording, before anything is decided.

    The middle of window number `(smoothing - 1) / 2` is at the recording's start.
    """

    seconds: float  # length of the recording
    advice: tuple[Advice, ...]
    log_probabilities: np.ndarray  # (n_windows, n_classes); none where nothing can be heard
    levels_db: np.ndarray  # (n_frames,), smoothed
    changes_db: np.ndarray  # (n_frames,)


@dataclass
class Classifier:
    """A trained model with everything needed to use it."""

    model: "SpeechModel"
    model_config: ModelConfig
    features: FeatureConfig
    decision: DecisionConfig
    classes: tuple[str, ...]  # what the network tells apart
    words: tuple[str, ...]  # the classes that are answers of their own
    name: str = "model"
    metrics: Mapping[str, Any] = field(default_factory=dict)  # as measured; see `figures`
    levels: LevelsConfig = field(default_factory=LevelsConfig)
    measured_for: tuple[str, ...] | None = None  # the words that `metrics` are about; None: these
    runtime: BlockRuntime | None = field(default=None, repr=False, compare=False)  # a quicker way

    def __post_init__(self) -> None:
        """Refuse what cannot work. Raises ValueError."""
        for word in self.words:
            if word in RESERVED:
                raise ValueError(f"No word may be called '{word}': that is an answer of its own.")
        if self.decision.windows_at_once > 1:
            self._check_that_windows_share()
        if self.measured_for is None:
            self.measured_for = self.words

    def _check_that_windows_share(self) -> None:
        steps = self.features.hop_length * self.model_config.time_stride
        if not self._runtime_knows() and not self.model.network.shares_windows:
            raise ValueError("windows_at_once must be 1: this network looks at one window.")
        if hop_samples(self.features, self.decision) % steps:
            raise ValueError(f"windows_at_once must be 1, or a hop whole steps of {steps} samples.")

    @property
    def figures(self) -> Mapping[str, Any]:
        """The figures of the evaluation, if they are about these words; else none."""
        return self.metrics if self.measured_for == self.words else {}

    @property
    def labels(self) -> tuple[str, ...]:
        """The possible answers."""
        return (*self.words, NEITHER)

    @property
    def threshold(self) -> float:
        """A word is accepted at this score or above."""
        return self.decision.threshold

    def images(self, waveforms: "Tensor") -> "Tensor":
        """Waveforms (batch, n_samples) -> the images that the network looks at."""
        import torch

        with torch.inference_mode():
            images: Tensor = self.model.features(waveforms)
            return images

    def log_probabilities(self, waveforms: "Tensor", n_windows: int = 1) -> "Tensor":
        """Waveforms (n, n_samples) -> log-probabilities (n * n_windows, n_classes), by PyTorch.

        Args:
            n_windows: how many windows in a row each waveform holds, `hop_seconds` apart.
        """
        import torch

        if len(waveforms) == 0:
            return torch.zeros(0, len(self.classes))
        hop = hop_samples(self.features, self.decision)
        with torch.inference_mode():
            logits = [
                self.model(part, n_windows=n_windows, hop_samples=hop)
                for part in waveforms.split(BLOCKS_AT_ONCE)
            ]
            return torch.cat(logits).log_softmax(dim=-1)

    def judge(self, *sounds: np.ndarray) -> np.ndarray:
        """Sounds, each (n_samples,) float32 of blocks in a row -> what the network makes of them.

        Log-probabilities (n_blocks * windows_at_once, n_classes) of all blocks of the first, then
        of the next. By the runtime, if it knows this model and such blocks; by PyTorch else.
        """
        sounds = tuple(sound for sound in sounds if len(sound))
        if not sounds:
            return np.zeros((0, len(self.classes)), np.float32)
        if self.runtime and self._runtime_knows():
            images = [images_in(sound, self.features, self.decision) for sound in sounds]
            return self.runtime(np.concatenate(images))
        import torch

        blocks = [blocks_in(sound, self.features, self.decision) for sound in sounds]
        waveforms = torch.from_numpy(np.concatenate(blocks))
        rows: np.ndarray = self.log_probabilities(waveforms, self.decision.windows_at_once).numpy()
        return rows

    def _runtime_knows(self) -> bool:
        n_frames = block_samples(self.features, self.decision) // self.features.hop_length + 1
        return self.runtime is not None and self.runtime.knows(
            self.model, (self.features.n_mels, n_frames), self.decision.windows_at_once
        )

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
        """The same of several recordings at once: quicker than one after the other."""
        advice = [check(clip) for clip in clips]
        pieces = [
            SILENT if any(item.nothing_heard for item in items) else self.hear(clip)
            for clip, items in zip(clips, advice, strict=True)
        ]
        rows = self.judge_all(pieces)
        return [
            Posteriors(clip.seconds, items, row, piece.levels_db, piece.changes_db)
            for clip, items, row, piece in zip(clips, advice, rows, pieces, strict=True)
        ]

    def hear(self, clip: Clip) -> Piece:
        """All windows and levels of a recording."""
        return self.ear().finish(resample(clip, self.features.sample_rate).samples)

    def judge_all(self, pieces: Sequence[Piece]) -> list[np.ndarray]:
        """Log-probabilities (n_windows, n_classes) of the windows of each piece."""
        at_once = self.decision.windows_at_once
        rows = self.judge(*(piece.sound for piece in pieces))
        n_rows = [-(-piece.n_windows // at_once) * at_once for piece in pieces]
        of_each = np.split(rows, np.cumsum(n_rows)[:-1])
        return [own[: piece.n_windows] for own, piece in zip(of_each, pieces, strict=True)]

    def ear(self) -> Ear:
        """What hears a recording or a stream for this classifier, at its sample rate."""
        return Ear(self.features, self.decision, self.levels)

    def finder(self) -> WordFinder:
        """What finds the words in what the network made of it."""
        return WordFinder(self.decision, self.levels, self.features.window_seconds)

    def calibrated(self, log_probabilities: np.ndarray) -> np.ndarray:
        """(n_windows, n_classes) -> (n_windows, n_labels): the scores of single windows."""
        return calibrate(fold(log_probabilities, self.classes, self.words), self.decision)

    def word(self, found: Found, scores: np.ndarray, extent: Span, seconds: float) -> Word:
        """A word as it is told; `scores` (n_labels,) are those of its window."""
        return Word(
            label=self.words[int(scores[:-1].argmax())],
            start=max(0.0, extent[0]),
            end=min(seconds, extent[1]),
            scores=dict(zip(self.labels, scores.tolist(), strict=True)),
            window_start=found.window * self.decision.hop_seconds
            - self.features.window_seconds / 2,
        )

    def decide(self, posteriors: Posteriors) -> Prediction:
        """From what the network made of the windows to the answer."""
        seconds = posteriors.seconds
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
        scores = smooth(self.calibrated(posteriors.log_probabilities), self.decision.smoothing)
        heard = Heard(scores, posteriors.levels_db, posteriors.changes_db)
        finder = self.finder()
        found = [one for window in range(len(scores)) for one in finder.step(heard, window)]
        found += finder.finish(heard)

        def told(one: Found) -> Word:
            return self.word(one, scores[one.window], finder.extent(one), seconds)

        words = tuple(sorted(map(told, found), key=lambda word: word.start))
        if words:
            surest = max(words, key=lambda word: word.scores[word.label])
            label, reason, sounds_like = surest.label, None, None
        else:
            label = NEITHER
            window, reason, sounds_like = self._why_neither(posteriors, scores, finder, heard)
            surest = told(Found(window, finder.burst(heard, window)))
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

    def _why_neither(
        self, posteriors: Posteriors, scores: np.ndarray, finder: WordFinder, heard: Heard
    ) -> tuple[int, str, str | None]:
        """The window to show, the reason, and the other word it sounds like, if any."""
        best = scores[:, :-1].max(axis=1)
        likeliest = np.argsort(-best)[:LIKELIEST].tolist()
        window = next((w for w in likeliest if finder.is_centred(heard, w)), likeliest[0])
        if best[window] >= self.decision.threshold:
            return window, "no_pause", None
        if best[window] >= self.decision.unsure_above or NOISE not in self.classes:
            return window, "unsure", None
        classes = smooth(np.exp(posteriors.log_probabilities), self.decision.smoothing)
        noise = classes[:, self.classes.index(NOISE)]
        window = int(noise.argmin())
        nearest = self.classes[int(classes[window].argmax())]
        if nearest == NOISE:
            return window, "noise", None
        # The rivals of a taught model that have no name are called OTHER and a number.
        known = not nearest.startswith(OTHER) and nearest not in self.words
        return window, "other_word", nearest if known else None

    def with_threshold(self, threshold: float) -> "Classifier":
        """The same model, accepting a word at another score."""
        return replace(self, decision=replace(self.decision, threshold=threshold))

    def at(self, operating_point: str, use: str = "recording") -> "Classifier":
        """The same model at one of the OPERATING_POINTS: "strict", "balanced" or "eager".

        Args:
            use: one of USES: a "recording" of one who pressed a button, or a "stream".

        Raises:
            ValueError: for another name.
        """
        return self.with_threshold(self.decision.threshold_at(operating_point, use))
