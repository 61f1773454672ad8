"""Break a recording, a little or a lot, and look for what makes the classifier change its mind.

Changes are applied in the order in which they happen between a mouth and a file, whatever the
order in which they are asked for: the way it is said (reversed, speed, pitch, shift), the room
(echo, then noises), the recorder (volume, clipping), and the way to the listener (telephone, MP3).
A change at its neutral amount does nothing at all. After each of them a sound that exceeds full
scale is made quieter as a whole, so that nothing is cut off but by clipping and volume.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import torch.nn.functional as F
from torch import Tensor

from core.config import FeatureConfig
from core.effects import changes as disturb
from core.effects.codecs import through_encoder
from core.effects.noises import BACKGROUNDS, background
from core.sound.clip import LIMITS, Clip, clip_from_array, prepare

TELEPHONE_HIGHEST = 3_400.0  # Hz that an ordinary line carries
MP3_RATE = 16_000  # Hz at which MP3 is encoded

Amounts = Mapping[str, float]  # the names of changes -> how much


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that can happen to a sound, and how much of it there can be."""

    apply: disturb.Disturbance
    low: float
    high: float
    neutral: float = 0.0  # where nothing happens
    step: float = 1.0
    unit: str = ""

    def ways(self) -> list[tuple[float, ...]]:
        """Amounts from harmless to strong, upwards and downwards; only ways that there are."""
        lengths = {1: self.high - self.neutral, -1: self.neutral - self.low}
        return [
            tuple(
                round(self.neutral + sign * self.step * number, 6)
                for number in range(1, round(length / self.step) + 1)
            )
            for sign, length in lengths.items()
            if length > 0
        ]

    def within(self, amount: float) -> float:
        """The nearest amount that there is."""
        steps = round((min(max(amount, self.low), self.high) - self.low) / self.step)
        return round(self.low + steps * self.step, 6)


# The changes that core.effects.changes does not have as such


def reverse(waveform: Tensor, sample_rate: int, on: float) -> Tensor:
    """From its end to its beginning."""
    return waveform.flip(0)


def add_noise(kind: str, waveform: Tensor, sample_rate: int, level_db: float) -> Tensor:
    """A noise of core.effects.noises, `level_db` louder than the voice: 0 is as loud.

    It is the signal-to-noise ratio upside down. Both are mean powers, the voice's over the loudest
    second, as where the model is measured (core.evaluation.robustness).
    """
    noise = background(kind, len(waveform), sample_rate)
    voice = loudest_second(waveform, sample_rate)
    return waveform + disturb.noise_gain(voice, noise, -level_db) * noise


def loudest_second(waveform: Tensor, sample_rate: int) -> Tensor:
    """The second of (n,) with the most power; all of it where it is shorter."""
    if len(waveform) <= sample_rate:
        return waveform
    energy = F.pad(waveform.double().square().cumsum(0), (1, 0))
    start = int((energy[sample_rate:] - energy[:-sample_rate]).argmax())
    return waveform[start : start + sample_rate]


def volume(waveform: Tensor, sample_rate: int, gain_db: float) -> Tensor:
    """Louder or quieter, and then written with 16 bits: what exceeds them is cut off flat."""
    gained = (waveform * 10 ** (gain_db / 20)).clamp(-1, 1)
    return (gained * 32_767).round() / 32_767


def clipping(waveform: Tensor, sample_rate: int, drive_db: float) -> Tensor:
    """So much too loud for the microphone, as loud as before afterwards."""
    return disturb.clipping(waveform, sample_rate, drive_db) * waveform.abs().max()


def telephone(waveform: Tensor, sample_rate: int, on: float) -> Tensor:
    """Through an old telephone line."""
    return disturb.telephone(waveform, sample_rate, TELEPHONE_HIGHEST)


def mp3(waveform: Tensor, sample_rate: int, kilobits: float) -> Tensor:
    """Through an MP3 file of so many kbit/s."""
    bits = round(1000 * kilobits)
    return through_encoder(waveform, sample_rate, "mp3", "libmp3lame", MP3_RATE, bits)


BEFORE_NOISE: dict[str, Change] = {
    "reversed": Change(apply=reverse, low=0, high=1),
    "speed": Change(apply=disturb.speed, low=0.5, high=2, neutral=1, step=0.05, unit="x"),
    "pitch": Change(apply=disturb.pitch, low=-12, high=12, unit="semitones"),
    "shift": Change(apply=disturb.shift, low=-0.5, high=0.5, step=0.05, unit="s"),
    "echo": Change(apply=disturb.echo, low=0, high=3, step=0.1, unit="s"),
}
NOISES: dict[str, Change] = {
    kind: Change(apply=partial(add_noise, kind), low=-40, high=20, neutral=-40, unit="dB")
    for kind in BACKGROUNDS
}
AFTER_NOISE: dict[str, Change] = {
    "volume": Change(apply=volume, low=-60, high=20, unit="dB"),
    "clipping": Change(apply=clipping, low=0, high=40, unit="dB"),
    "telephone": Change(apply=telephone, low=0, high=1),
    "mp3": Change(apply=mp3, low=8, high=64, neutral=64, step=8, unit="kbit/s"),
}
CHANGES: dict[str, Change] = BEFORE_NOISE | NOISES | AFTER_NOISE  # in the order of their use


def felt(amounts: Amounts) -> dict[str, float]:
    """The amounts that do something, in the order of CHANGES and within their bounds."""
    kept = {name: CHANGES[name].within(amounts[name]) for name in CHANGES if name in amounts}
    return {name: amount for name, amount in kept.items() if amount != CHANGES[name].neutral}


def change(waveform: Tensor, sample_rate: int, amounts: Amounts) -> Tensor:
    """A waveform (n,) -> the changed one; its length may change, too."""
    for name, amount in felt(amounts).items():
        waveform = CHANGES[name].apply(waveform, sample_rate, amount)
        waveform = waveform / waveform.abs().max().clamp(min=1)
    return waveform


def change_clip(clip: Clip, features: FeatureConfig, amounts: Amounts) -> Clip:
    """A recording -> the changed one; the very same where nothing changes it."""
    if not felt(amounts):
        return clip
    return padded_clip(change(prepare(clip, features), features.sample_rate, amounts), features)


def padded_clip(waveform: Tensor, features: FeatureConfig) -> Clip:
    """A waveform (n,) as a recording, with silence at its end if it is too short for one."""
    shortest = math.ceil(LIMITS.min_seconds * features.sample_rate)
    waveform = F.pad(waveform, (0, max(shortest - len(waveform), 0)))
    return clip_from_array(waveform.numpy(), features.sample_rate)


# The answer over the noise


# The smallest change of the answer
