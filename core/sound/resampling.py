"""Resample a stream, piece by piece, as `core.sound.clip.resample` does a whole recording."""

import math
from fractions import Fraction

import numpy as np

from core.errors import AudioError
from core.sound.clip import SAMPLE_RATES
from core.sound.sinc import sinc_resample

LARGEST_RATIO = 640  # as in core/sound/clip.py, which says why
REACH_SECONDS = 0.01  # beyond a sample, of the sound that it is made from: more than the filter's


class Resampler:
    """Float32 samples at one rate in, in pieces of any size; the same sound at another rate out.

    Raises:
        AudioError: if no recording has such a rate.
    """

    def __init__(self, sample_rate: int, new_rate: int) -> None:
        slowest, fastest = SAMPLE_RATES
        if not slowest <= sample_rate <= fastest:
            raise AudioError(
                "sample_rate", name="The stream", rate=sample_rate, slowest=slowest, fastest=fastest
            )
        self.sample_rate, self.new_rate = sample_rate, new_rate
        ratio = Fraction(sample_rate, new_rate).limit_denominator(LARGEST_RATIO)
        self.step, self.new_step = ratio.numerator, ratio.denominator  # samples that go together
        self.reach = math.ceil(REACH_SECONDS * sample_rate / self.step)  # steps
        self.sound: np.ndarray = np.zeros(0, dtype=np.float32)  # what may still be needed
        self.first = 0  # the number of its first step
        self.done = 0  # steps

    def feed(self, samples: np.ndarray) -> np.ndarray:
        """Take more samples (n,); give those (m,) that are certain by now."""
        if self.step == self.new_step:
            return samples
        self.sound = np.concatenate([self.sound, samples])
        end = self.first + len(self.sound) // self.step - self.reach
        if end <= self.done:
            return np.zeros(0, dtype=np.float32)
        new = self._resampled()[: (end - self.done) * self.new_step]
        self.done = end
        keep = max(0, self.done - self.reach)
        self.sound, self.first = self.sound[(keep - self.first) * self.step :], keep
        return new

    def finish(self) -> np.ndarray:
        """No more will come: the samples (m,) that are left."""
        if self.step == self.new_step or len(self.sound) == 0:
            return np.zeros(0, dtype=np.float32)
        return self._resampled()

    def _resampled(self) -> np.ndarray:
        """All that is kept, without what was given already."""
        new = sinc_resample(self.sound, self.step, self.new_step).clip(-1, 1)
        return new[(self.done - self.first) * self.new_step :]
