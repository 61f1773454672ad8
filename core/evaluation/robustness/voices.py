"""The words by other voices: children's, as far as they can be imitated, and foreign ones."""

import math
from typing import Any

import numpy as np
from torch import Tensor

from core.data.dataset import load_recordings, to_float
from core.data.negatives import list_words
from core.decision.shares import share
from core.effects.voices import formants, pitch
from core.evaluation.robustness.material import Material, recognised

HIGHER = (1.2, 1.3, 1.4)  # times as high as the voice was
MOVED = ("formants", "pitch", "both")
ESPEAK = "espeak"  # the synthesiser that speaks with accents


def childlike(waveform: Tensor, sample_rate: int, moved: str, factor: float) -> Tensor:
    """A voice (n,) with higher formants, a higher pitch, or both, of MOVED."""
    if moved == "formants":
        return formants(waveform, sample_rate, factor)
    raised = pitch(waveform, sample_rate, 12 * math.log2(factor))  # the formants, too
    return raised if moved == "both" else formants(raised, sample_rate, 1 / factor)


def childlike_rows(material: Material) -> list[dict[str, Any]]:
    """The words with formants and pitch moved up, each alone and both."""
    spoken, rate, rows = material.spoken, material.features.sample_rate, []
    ways = [(moved, factor) for moved in MOVED for factor in HIGHER]
    for moved, factor in material.progress(ways, "childlike voices"):
        voices = (childlike(word, rate, moved, factor) for word in spoken.waveforms)
        right = recognised(material.classifier, spoken.words, voices)
        rows.append(
            {"moved": moved, "factor": factor, "accepted_and_right": share(np.array(right))}
        )
    return rows


def other_voice_rows(material: Material) -> list[dict[str, Any]]:
    """The words that lie beside the other sounds, source by source; no rows where there are none.

    Synthetic voices, each accent with a row of its own, and people who are no speakers of the
    words' dataset.
    """
    root = material.sounds_root / material.split
    recordings = list_words(material.sounds_root, material.split, material.classifier.words)
    recordings, waveforms = load_recordings(
        recordings,
        material.features,
        lambda items: material.progress(items, "read words by other voices"),
    )
    words = [recording.word for recording in recordings]
    right = np.array(recognised(material.classifier, words, to_float(waveforms)))
    sources = [one.path.parent.relative_to(root / one.word).as_posix() for one in recordings]
    accents = [
        f"{source}: {accent}" if (accent := accent_of(one.path.stem)) else ""
        for source, one in zip(sources, recordings, strict=True)
    ]
    return [
        {"source": name, "accepted_and_right": share(right[np.array(names) == name])}
        for names in (sources, accents)
        for name in sorted(set(names) - {""})
    ]


def accent_of(name: str) -> str:
    """The accent in a file's name as scripts/make_voices.py gives it; "" where there is none.

    "espeak-en-gb-scotland-Mike_0099" -> "en-gb-scotland".
    """
    synthesiser, _, voice = name.partition("-")
    return voice.rpartition("-")[0] if synthesiser == ESPEAK else ""
