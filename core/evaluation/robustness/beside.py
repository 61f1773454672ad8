"""Other sounds and other people right beside a word.

Every second word is asked, because there are many ways to be disturbed.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from torch import Tensor

from core.decision.shares import share
from core.effects.around import (
    beep_before,
    knock_before,
    room_under,
    with_pauses,
    with_voice,
)
from core.effects.registry import Apply
from core.effects.room import PAUSE
from core.effects.timing import click_before, murmur_before, tone_before
from core.evaluation.detection import fixed_generator
from core.evaluation.robustness.material import ROOM_SNRS_DB, Material, recognised
from core.evaluation.robustness.noise import audible_seconds, draw

VOICE_SNRS_DB = (10.0, 5.0, 0.0)  # how much louder the word is than the other voice
LEVEL_DB = 0.0  # of another sound: its waves are as tall as the word's
SOUNDS_BEFORE: dict[str, Apply] = {
    "tone": tone_before,
    "beep": beep_before,
    "click": click_before,
    "murmur": murmur_before,
    "knock": knock_before,
}
SOUNDS_AFTER = ("tone", "beep", "murmur")  # which sound the same forwards and backwards


def beside_rows(material: Material) -> list[dict[str, Any]]:
    """Words with another sound right before or after them, in a quiet room."""
    spoken, rows = material.spoken.every_second(), []
    places = [*((kind, "before") for kind in SOUNDS_BEFORE)]
    places += [(kind, "after") for kind in SOUNDS_AFTER]
    for kind, when in material.progress(places, "sounds beside words"):
        recordings = _with_sounds(material, list(spoken.waveforms), SOUNDS_BEFORE[kind], when)
        right = recognised(material.classifier, spoken.words, recordings)
        rows.append({"sound": kind, "when": when, "accepted_and_right": share(np.array(right))})
    return rows


def _with_sounds(
    material: Material, words: list[Tensor], put_before: Apply, when: str
) -> Iterator[Tensor]:
    rate, generator = material.features.sample_rate, fixed_generator()
    for word in words:
        if when == "before":
            both = put_before(word, rate, LEVEL_DB)
        else:
            both = put_before(word.flip(0), rate, LEVEL_DB).flip(0)
        yield room_under(with_pauses(both, rate), word, rate, ROOM_SNRS_DB[0], generator)


def overlap_rows(material: Material) -> list[dict[str, Any]]:
    """Words with another talker over them or up to half a second aside; none without speech."""
    spoken, rows = material.spoken.every_second(), []
    speech = audible_seconds(material.of_kind("speech"), material.features)
    for snr_db in material.progress(VOICE_SNRS_DB if speech else (), "another talker"):
        recordings = _with_voices(material, list(spoken.waveforms), speech, snr_db)
        right = recognised(material.classifier, spoken.words, recordings)
        rows.append({"snr_db": snr_db, "accepted_and_right": share(np.array(right))})
    return rows


def _with_voices(
    material: Material, words: list[Tensor], speech: list[Tensor], snr_db: float
) -> Iterator[Tensor]:
    """Each word meets the same voice at the same time, however loud it is."""
    rate, generator = material.features.sample_rate, fixed_generator()
    voices = draw(speech, len(words), 1, generator)
    offsets = (2 * torch.rand(len(words), generator=generator) - 1) * PAUSE
    for word, voice, offset in zip(words, voices, offsets.tolist(), strict=True):
        recording = with_voice(word, rate, voice, snr_db, offset)
        yield room_under(recording, word, rate, ROOM_SNRS_DB[0], generator)
