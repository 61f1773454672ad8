"""How sure must it be? Thresholds that keep false accepts under a limit, chosen on validation."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from core.config import USES, DecisionConfig
from core.data.dataset import Progress, list_recordings, load_recordings
from core.data.negatives import OtherSound, load_other_sounds
from core.decision.classifier import Classifier
from core.evaluation.detection import (
    CURVE,
    WORD_LISTS,
    cut_short,
    detect_each,
    detect_hours,
    rate_of,
    share_of,
    without,
)

# What "balanced" may accept at most of each kind of sound without the words. Somebody who pressed a
# button says one word; a stream hears whatever is said in a room: its hours of speech count, too.
SPEECH_PER_HOUR = 2.0
LARGEST_SHARES = {
    "the dataset's words": 0.01,
    "other words": 0.02,
    "close words": 0.2,  # "snow", "yeah": the hardest ones, in many voices
    "noises of 3 s": 0.01,
}
CLOSEST = "closest"  # the folder of the close words: see scripts/make_voices.py
# "strict" and "eager" may accept so many times as much.
FACTORS = {"strict": 0.25, "balanced": 1.0, "eager": 4.0}
LOWEST = 0.5  # an answer that is likelier wrong than right helps nobody


def false_accepts(
    classifier: Classifier,
    words_root: Path,
    sounds_root: Path,
    progress: Progress,
    speech: bool = True,
) -> list[dict[str, Any]]:
    """What validation's sounds without the words cost at each threshold.

    Args:
        speech: whether hours of speech are heard, too: only the thresholds of a stream need them.

    Raises:
        DatasetError: if a folder does not hold what is needed.
    """
    features = classifier.features
    sounds = load_other_sounds(
        sounds_root, "validation", features, lambda paths: progress(paths, "read other sounds")
    )
    others = [
        recording
        for recording in list_recordings(words_root, "validation")
        if recording.word not in classifier.words
    ]
    others, waveforms = load_recordings(others, features, lambda items: progress(items, "read"))
    pieces = {
        "the dataset's words": [
            OtherSound("words", recording.word, waveform)
            for recording, waveform in zip(others, waveforms, strict=True)
        ],
        "other words": [s for s in sounds if s.kind == "words" and s.source != CLOSEST],
        "close words": [s for s in sounds if s.kind == "words" and s.source == CLOSEST],
        "noises of 3 s": cut_short(sounds, features),
    }
    found = {name: detect_each(classifier, part, name, progress) for name, part in pieces.items()}
    spoken = [sound for sound in sounds if sound.kind == "speech"] if speech else []
    hours = detect_hours(classifier, spoken, "hours of speech", progress)
    in_speech = without(WORD_LISTS, hours)
    return [
        {
            "threshold": threshold,
            "speech": rate_of(in_speech, threshold),
            **{name: share_of(part, threshold) for name, part in found.items()},
        }
        for threshold in CURVE
    ]


def choose_operating_points(decision: DecisionConfig, rows: list[dict[str, Any]]) -> DecisionConfig:
    """The decision with the lowest thresholds, for recordings and streams, within every limit.

    Where no threshold is, the highest is taken. "balanced" of recordings becomes the one in use.

    Args:
        rows: what `false_accepts` gave, in order of rising thresholds.
    """

    def among_words(row: dict[str, Any], factor: float) -> bool:
        limits = LARGEST_SHARES.items()
        return all((row[name]["share"] or 0.0) <= factor * limit for name, limit in limits)

    def in_speech(row: dict[str, Any], factor: float) -> bool:
        return (row["speech"]["per_hour"] or 0.0) <= factor * SPEECH_PER_HOUR

    possible = [row for row in rows if row["threshold"] >= LOWEST]
    chosen: dict[str, Any] = {}
    for name, factor in FACTORS.items():
        recording = [row["threshold"] for row in possible if among_words(row, factor)]
        stream = [
            row["threshold"]
            for row in possible
            if among_words(row, factor) and in_speech(row, factor)
        ]
        chosen[USES["recording"] + name] = min(recording, default=CURVE[-1])
        chosen[USES["stream"] + name] = min(stream, default=CURVE[-1])
    return replace(decision, threshold=chosen["balanced"], **chosen)
