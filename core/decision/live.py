"""Listen to a stream without an end: samples in, each word out once, soon after it was said.

It hears with the same `Ear` and finds with the same `WordFinder` as `Classifier.classify`: fed with
a recording, it finds the same words. (But a recording is freed of its offset and scaled under full
scale as a whole, which a stream cannot be.)
"""

from dataclasses import dataclass, replace

import numpy as np

from core.config import NEITHER, NOISE
from core.decision.classifier import Classifier
from core.decision.ear import Piece
from core.decision.posteriors import smooth
from core.decision.prediction import Word
from core.decision.words import Found, Heard
from core.errors import AudioError
from core.sound.resampling import Resampler

NAME = "The stream"


@dataclass(frozen=True)
class Moment:
    """What the network made of one window of a stream, smoothed as for a decision."""

    seconds: float  # its middle, since the stream began
    scores: np.ndarray  # (n_labels,)
    nothing: float  # probability that no word of any kind is in it


class Listener:
    """Finds the words in a stream. All of its state is here, and one stream needs one object.

    A word is given `DecisionConfig.latency_seconds` and at most two hops of sound after its end,
    where it ends in a pause. Memory does not grow, however long it listens.

    Args:
        operating_point: how sure it must be, of the classifier's OPERATING_POINTS for streams;
            None: as the classifier is.
    """

    def __init__(self, classifier: Classifier, operating_point: str | None = "balanced") -> None:
        if operating_point is not None:
            classifier = classifier.at(operating_point, "stream")
        self.classifier = classifier
        self._ear, self._finder = classifier.ear(), classifier.finder()
        self._resampler: Resampler | None = None
        self._rows: np.ndarray = np.zeros(
            (0, len(classifier.labels))
        )  # calibrated scores of the last windows
        self._heard = Heard(self._rows, np.zeros(0), np.zeros(0))
        self._nothing: np.ndarray = np.zeros((0, 1))  # beside each of the rows
        self._next = 0  # the number of the window to look at
        self.moments: list[Moment] = []  # that the last `feed` added

    @property
    def seconds(self) -> float:
        """How much was heard; resampling holds the last moment back."""
        return self._ear.seconds

    def feed(self, samples: np.ndarray, sample_rate: int) -> list[Word]:
        """Hear more: floats (n,) in [-1, 1], at the same rate in Hz each time.

        Gives the words that can be decided now, in seconds since the stream began.

        Raises:
            AudioError: for samples or a rate that no sound has.
            ValueError: for another rate than before.
        """
        samples = np.asarray(samples)
        if samples.ndim != 1:
            raise AudioError("shape", shape=samples.shape)
        if samples.dtype.kind != "f":
            raise AudioError("sample_type", type=samples.dtype)
        if not np.isfinite(samples).all():
            raise AudioError("no_numbers", name=NAME)
        if self._resampler is None:
            self._resampler = Resampler(sample_rate, self.classifier.features.sample_rate)
        if sample_rate != self._resampler.sample_rate:
            raise ValueError(
                f"{NAME} began with {self._resampler.sample_rate} Hz and cannot go on with "
                f"{sample_rate} Hz. Use a new Listener."
            )
        return self._look(self._ear.feed(self._resampler.feed(samples.astype(np.float32))))

    def finish(self) -> list[Word]:
        """The stream has ended: the words that are left. Nothing can be fed after it."""
        if self._resampler is None:
            return []
        words = self._look(self._ear.feed(self._resampler.finish()))
        words += self._look(self._ear.finish())
        return words + self._told(self._finder.finish(self._heard))

    def _look(self, piece: Piece) -> list[Word]:
        """Judge what became complete, and decide what can be decided."""
        (rows,) = self.classifier.judge_all([piece])
        if len(rows):
            self._rows = np.concatenate([self._rows, self.classifier.calibrated(rows)])
            self._nothing = np.concatenate([self._nothing, self._no_word(rows)])
        heard = self._heard
        self._heard = replace(
            heard,
            scores=smooth(self._rows, self.classifier.decision.smoothing),
            levels_db=np.concatenate([heard.levels_db, piece.levels_db]),
            changes_db=np.concatenate([heard.changes_db, piece.changes_db]),
        )
        nothing = smooth(self._nothing, self.classifier.decision.smoothing)
        words = []
        self.moments = []
        while self._next < heard.first_window + len(self._heard.scores):
            words += self._told(self._finder.step(self._heard, self._next))
            row = self._next - heard.first_window
            self.moments.append(
                Moment(
                    self._finder.centre(self._next),
                    self._heard.scores[row],
                    float(nothing[row, 0]),
                )
            )
            self._next += 1
        self._forget()
        return words

    def _no_word(self, rows: np.ndarray) -> np.ndarray:
        """Log-probabilities (n, n_classes) -> (n, 1): how probable is that nobody speaks?"""
        classifier = self.classifier
        if NOISE in classifier.classes:
            nobody: np.ndarray = np.exp(rows[:, [classifier.classes.index(NOISE)]])
        else:
            nobody = classifier.calibrated(rows)[:, [classifier.labels.index(NEITHER)]]
        return nobody

    def _told(self, found: list[Found]) -> list[Word]:
        heard = self._heard
        return [
            self.classifier.word(
                one,
                heard.scores[one.window - heard.first_window],
                self._finder.extent(one),
                self.seconds,
            )
            for one in found
        ]

    def _forget(self) -> None:
        """Keep what a decision to come may look at."""
        heard, decision = self._heard, self.classifier.decision
        begin = self._finder.centre(self._next) - self._finder.reach_back
        window = max(heard.first_window, int(begin / decision.hop_seconds))
        frame = max(heard.first_frame, int(begin / self.classifier.levels.frame_seconds))
        self._rows = self._rows[window - heard.first_window :]
        self._nothing = self._nothing[window - heard.first_window :]
        self._heard = Heard(
            heard.scores[window - heard.first_window :],
            heard.levels_db[frame - heard.first_frame :],
            heard.changes_db[frame - heard.first_frame :],
            window,
            frame,
        )
