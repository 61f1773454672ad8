"""Sound as it comes in, cut into what is judged: blocks of windows for the network, levels."""

from dataclasses import dataclass

import numpy as np

from core.config import DecisionConfig, FeatureConfig, LevelsConfig
from core.decision.windows import block_samples, hop_samples, samples_before
from core.sound.levels import (
    LOOK_AHEAD_FRAMES,
    frame_changes_db,
    frame_levels_db,
    smooth_levels,
)

NOTHING: np.ndarray = np.zeros(0, np.float32)


@dataclass(frozen=True)
class Piece:
    """What became complete with the last samples."""

    sound: np.ndarray  # (n_samples,) float32, of blocks in a row: see core/decision/windows.py
    n_windows: int  # in these blocks; the last of a recording may hold more, beyond its end
    levels_db: np.ndarray  # (n_frames,) smoothed
    changes_db: np.ndarray  # (n_frames,)


class Ear:
    """Samples at the network's rate, in pieces of any size -> blocks and levels, in order.

    All of them together are the same whatever the pieces were. It remembers little more than the
    last block.
    """

    def __init__(
        self, features: FeatureConfig, decision: DecisionConfig, levels: LevelsConfig
    ) -> None:
        self.features, self.decision, self.levels = features, decision, levels
        self.hop = hop_samples(features, decision)
        self.at_once, self.block = decision.windows_at_once, block_samples(features, decision)
        self.frame = round(levels.frame_seconds * features.sample_rate)
        self.before = samples_before(features, decision)  # silence before the first sample
        self.beside = (decision.smoothing - 1) // 2
        self.sound: np.ndarray = np.zeros(self.before, dtype=np.float32)  # what may still be needed
        self.first = -self.before  # the number of its first sample
        self.n_heard = self.n_windows = self.n_frames = 0

    @property
    def seconds(self) -> float:
        """How much was heard."""
        return self.n_heard / self.features.sample_rate

    def feed(self, samples: np.ndarray) -> Piece:
        """Hear more: float32 samples (n,)."""
        self._take(samples)
        windows = (self.n_heard + self.before - self.features.n_samples) // self.hop + 1
        complete = max(0, windows) // self.at_once * self.at_once
        known = self.n_heard // self.frame - LOOK_AHEAD_FRAMES
        # The first frames take their change from the first one that is known.
        return self._piece(complete, known if known > LOOK_AHEAD_FRAMES else 0)

    def finish(self, samples: np.ndarray = NOTHING) -> Piece:
        """Hear the last (n,) of it: after the end is silence. A whole recording is such a last."""
        self._take(samples)
        n_windows = self.n_heard // self.hop + 1 + 2 * self.beside
        n_blocks = -(-n_windows // self.at_once)
        end = (n_blocks - 1) * self.at_once * self.hop + self.block - self.before
        n_frames = max(self.n_heard // self.frame, 1)
        self.sound = np.pad(self.sound, (0, max(0, end - self.n_heard)))
        return self._piece(n_windows, n_frames, at_end=True)

    def _take(self, samples: np.ndarray) -> None:
        self.sound = np.concatenate([self.sound, samples])
        self.n_heard += len(samples)

    def _piece(self, n_windows: int, n_frames: int, at_end: bool = False) -> Piece:
        """All up to these numbers of windows and frames that was not given yet."""
        levels, changes = self._frames(n_frames, at_end)
        start = self.n_windows * self.hop - self.before - self.first
        n_new = max(0, n_windows - self.n_windows)
        sound = NOTHING
        if n_new:
            n_blocks = -(-n_new // self.at_once)
            n_samples = (n_blocks - 1) * self.at_once * self.hop + self.block
            sound = self.sound[start : start + n_samples]
        self.n_windows += n_new
        self.n_frames += len(levels)
        self._forget()
        return Piece(sound, n_new, levels, changes)

    def _frames(self, n_frames: int, at_end: bool) -> tuple[np.ndarray, np.ndarray]:
        """Levels and changes of the frames that are new, from them and their neighbours."""
        if n_frames <= self.n_frames:
            return np.zeros(0), np.zeros(0)
        begin = max(0, self.n_frames - LOOK_AHEAD_FRAMES)
        end = self.n_heard if at_end else self.n_heard // self.frame * self.frame
        sound = self.sound[begin * self.frame - self.first : end - self.first]
        rate, new = self.features.sample_rate, slice(self.n_frames - begin, n_frames - begin)
        levels = smooth_levels(frame_levels_db(sound, rate, self.levels), self.levels)
        return levels[new], frame_changes_db(sound, rate, self.levels)[new]

    def _forget(self) -> None:
        """Keep what windows and frames to come need."""
        first = min(
            self.n_windows * self.hop - self.before,
            (self.n_frames - LOOK_AHEAD_FRAMES) * self.frame,
        )
        if first > self.first:
            self.sound, self.first = self.sound[first - self.first :], first
