"""The one list of all that can happen to a sound: the page, the report and training look here.

Effects stand, and are applied, in the order in which they happen between a mouth and a file,
whatever the order in which they are asked for: the way it is said, the room and what else sounds
in it, the recorder, and the way to the listener. At its neutral amount an effect does nothing at
all. After each a sound that exceeds full scale is made quieter as a whole, so that nothing is cut
off but by clipping and volume.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import torch.nn.functional as F
from torch import Tensor

from core.config import FeatureConfig
from core.effects.codecs import LINE_HIGHEST, mp3, opus, telephone
from core.effects.level import clipping, level, volume
from core.effects.noises import BACKGROUNDS, add_background
from core.effects.room import reverberate
from core.effects.timing import click_before, late_start, murmur_before, shift, tone_before
from core.effects.voices import child, formants, pitch, reverse, speed, stretch
from core.sound.clip import LIMITS, Clip, clip_from_array, prepare

Apply = Callable[[Tensor, int, float], Tensor]  # waveform (n,), rate in Hz, amount -> waveform
Amounts = Mapping[str, float]  # the names of effects -> how much


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One thing that can happen to a sound, and how much of it there can be."""

    apply: Apply
    low: float
    high: float
    neutral: float = 0.0  # where nothing happens
    step: float = 1.0
    unit: str = ""
    measured: tuple[float, ...] = ()  # the amounts in the report of robustness

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

    @property
    def is_switch(self) -> bool:
        """Whether it is only on or off."""
        return self.step == self.high - self.low


def _beside(apply: Apply, measured: tuple[float, ...] = ()) -> Effect:
    """A sound beside the voice, in dB over it; the lowest level is none at all."""
    return Effect(apply=apply, low=-40, high=20, neutral=-40, unit="dB", measured=measured)


VOICES: dict[str, Effect] = {
    "reversed": Effect(apply=reverse, low=0, high=1),
    "speed": Effect(
        apply=speed,
        low=0.5,
        high=2,
        neutral=1,
        step=0.05,
        unit="x",
        measured=(0.8, 0.9, 1.1, 1.25),
    ),
    "stretch": Effect(
        apply=stretch, low=0.5, high=2, neutral=1, step=0.05, unit="x", measured=(0.7, 1.5)
    ),
    "pitch": Effect(
        apply=pitch, low=-12, high=12, unit="semitones", measured=(-4.0, -2.0, 2.0, 4.0)
    ),
    "formants": Effect(
        apply=formants, low=0.7, high=1.4, neutral=1, step=0.05, unit="x", measured=(0.85, 1.2)
    ),
    "child": Effect(apply=child, low=0, high=40, unit="%", measured=(20.0, 30.0, 40.0)),
    "shift": Effect(
        apply=shift,
        low=-0.5,
        high=0.5,
        step=0.05,
        unit="s",
        measured=(-0.3, -0.2, -0.1, 0.1, 0.2, 0.3),
    ),
}
ROOM: dict[str, Effect] = {
    "echo": Effect(apply=reverberate, low=0, high=3, step=0.1, unit="s", measured=(0.3, 0.6, 1.0)),
    "tone_before": _beside(tone_before, (-10.0, 0.0)),
    "click_before": _beside(click_before, (-10.0, 0.0)),
    "murmur_before": _beside(murmur_before, (-10.0, 0.0)),
}
NOISES: dict[str, Effect] = {kind: _beside(partial(add_background, kind)) for kind in BACKGROUNDS}
RECORDER: dict[str, Effect] = {
    "late_start": Effect(
        apply=late_start,
        low=0,
        high=0.3,
        step=0.01,
        unit="s",
        measured=(0.02, 0.05, 0.08, 0.11),
    ),
    "volume": Effect(apply=volume, low=-60, high=20, unit="dB"),
    "level": Effect(
        apply=level, low=-60, high=1, neutral=1, unit="dB", measured=(-40.0, -30.0, -20.0, -10.0)
    ),
    "clipping": Effect(apply=clipping, low=0, high=40, unit="dB", measured=(6.0, 12.0)),
}
CHANNEL: dict[str, Effect] = {
    "telephone": Effect(
        apply=telephone,
        low=0,
        high=LINE_HIGHEST,
        step=LINE_HIGHEST,
        unit="Hz",
        measured=(LINE_HIGHEST,),
    ),
    "mp3": Effect(apply=mp3, low=8, high=64, neutral=64, step=8, unit="kbit/s", measured=(32.0,)),
    "opus": Effect(apply=opus, low=8, high=64, neutral=64, step=8, unit="kbit/s", measured=(16.0,)),
}
BEFORE_NOISE = VOICES | ROOM
AFTER_NOISE = RECORDER | CHANNEL
EFFECTS: dict[str, Effect] = BEFORE_NOISE | NOISES | AFTER_NOISE


def felt(amounts: Amounts) -> dict[str, float]:
    """The amounts that do something, in the order of EFFECTS and within their bounds."""
    kept = {name: EFFECTS[name].within(amounts[name]) for name in EFFECTS if name in amounts}
    return {name: amount for name, amount in kept.items() if amount != EFFECTS[name].neutral}


def change(waveform: Tensor, sample_rate: int, amounts: Amounts) -> Tensor:
    """A waveform (n,) -> the changed one; its length may change, too."""
    for name, amount in felt(amounts).items():
        waveform = EFFECTS[name].apply(waveform, sample_rate, amount)
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
