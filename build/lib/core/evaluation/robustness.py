"""How well does it hold up outside the laboratory? Measured on sounds that training left out.

The words are those of the dataset's validation speakers, one second each. Noises, speech and
other words are those of one split of `core.data.negatives`, usually testing. A signal-to-noise
ratio compares mean powers over the whole second, as training does
(`core.training.augment.add_noise`). Chances have a fixed seed: a second run gives the same figures.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Generator, Tensor

from core.config import OPERATING_POINTS, OTHER, DecisionConfig, FeatureConfig
from core.data.dataset import (
    Progress,
    fit_length,
    list_recordings,
    load_waveforms,
    speaker,
    to_float,
)
from core.data.negatives import OtherSound, load_other_sounds
from core.decision.classifier import Classifier
from core.decision.prediction import Prediction
from core.effects.changes import CHANGES, in_a_room, mix, pink_noise
from core.errors import DatasetError
from core.evaluation.detection import (
    CURVE,
    WORD_LISTS,
    Found,
    at_points,
    by_source,
    chances,
    clip_of,
    cut_short,
    hear_each,
    hear_hours,
    hear_one,
    rate_of,
    share_of,
    without,
)
from core.evaluation.evaluate import Sound, hear, sounds_of
from core.evaluation.metrics import expected_calibration_error, share
from core.sound.clip import Clip, prepare
from core.sound.decode import read_clip
from core.sound.levels import active_span

SNRS_DB = (20.0, 10.0, 5.0, 0.0, -5.0)
MUSIC = "music"  # the folder of noises that is music
VOICES = 4  # that babble at once
AUDIBLE_DB = -50.0  # re full scale: a quieter second of a recording is a pause, not a noise
CALIBRATION_SNR_DB = (0.0, 20.0)

ONE_WORD_SECONDS = 3.5
ROOM_SNRS_DB = (30.0, 15.0)  # around one word; the first is also the curve's


@dataclass(frozen=True, eq=False)
class Spoken:
    """Recordings of the words."""

    words: Sequence[str]
    speakers: Sequence[str]
    waveforms: Tensor  # (n, n_samples) float32, one second each


def robustness(
    classifier: Classifier,
    words_root: Path,
    sounds_root: Path,
    progress: Progress,
    split: str = "testing",
) -> dict[str, Any]:
    """All figures, ready for JSON. Takes minutes: judging speech is the longest part.

    Args:
        words_root: the folder of words; see core/data/dataset.py.
        sounds_root: the folder of recordings without them; see core/data/negatives.py.
        split: of the other sounds.

    Raises:
        DatasetError: if a folder does not hold what is needed.
    """
    features, decision = classifier.features, classifier.decision
    spoken = load_spoken(classifier, words_root, progress)
    sounds = load_other_sounds(
        sounds_root, split, features, lambda paths: progress(paths, "read other sounds")
    )
    noises = background_noises(sounds, len(spoken.words), features)
    clean = predict(classifier, progress(list(spoken.waveforms), "words"))
    one_word = [hear_one_word(classifier, spoken, snr_db, progress) for snr_db in ROOM_SNRS_DB]
    hours = {kind: hear_hours(classifier, sounds, kind, progress) for kind in ("speech", "noise")}
    other_words = [sound for sound in sounds if sound.kind == "words"]
    cuts = cut_short(sounds, features)
    return {
        "name": classifier.name,
        "split": split,
        "thresholds": {name: getattr(decision, name) for name in ("threshold", *OPERATING_POINTS)},
        "noise": noise_rows(classifier, spoken, clean, noises, progress),
        "changes": change_rows(classifier, spoken, progress),
        "one_word": [
            {"snr_db": snr_db, **one_word_figures(heard, decision)}
            for snr_db, heard in zip(ROOM_SNRS_DB, one_word, strict=True)
        ],
        "pauses": pause_rows(decision, one_word, hours["speech"]),
        "false_accepts": [
            {"kind": kind, **row}
            for kind, heard in hours.items()
            for row in by_source(heard, rate_of, decision, left_out=WORD_LISTS)
        ],
        "curve": [
            {
                "threshold": threshold,
                "recall": recognised_of(one_word[0], threshold),
                **{kind: rate_of(without(WORD_LISTS, hours[kind]), threshold) for kind in hours},
            }
            for threshold in CURVE
        ],
        "other_words": by_source(
            hear_each(classifier, other_words, "other words", progress), share_of, decision
        ),
        "noises": by_source(
            hear_each(classifier, cuts, "noises of 3 s", progress), share_of, decision
        ),
        "calibration": calibration_figures(classifier, words_root, sounds, progress),
        "fairness": fairness_figures(spoken, clean, features),
    }


# Words: are they still recognised?


def load_spoken(classifier: Classifier, root: Path, progress: Progress) -> Spoken:
    """The validation speakers' recordings of the classifier's words. Raises DatasetError."""
    recordings = [
        recording
        for recording in list_recordings(root, "validation")
        if recording.word in classifier.words
    ]
    if not recordings:
        words = " or ".join(classifier.words)
        raise DatasetError(
            f"{root} holds no {words} for validation: see which recordings validation_list.txt "
            "names."
        )
    waveforms = load_waveforms(
        recordings, classifier.features, lambda items: progress(items, "read words")
    )
    return Spoken(
        [recording.word for recording in recordings],
        [speaker(recording) for recording in recordings],
        to_float(waveforms),
    )


def predict(classifier: Classifier, waveforms: Iterable[Tensor]) -> list[Prediction]:
    """Classify each (n,) the way a person's recording is classified."""
    return [classifier.classify(clip_of(waveform, classifier.features)) for waveform in waveforms]


def word_figures(spoken: Spoken, predictions: Sequence[Prediction]) -> dict[str, Any]:
    """How often the right word was the likelier one, and how often it was the answer."""
    pairs = list(zip(spoken.words, predictions, strict=True))
    return {
        "forced_choice": share(np.array([word == likelier(given) for word, given in pairs])),
        "accepted_and_right": share(np.array([word == given.label for word, given in pairs])),
    }


def likelier(prediction: Prediction) -> str | None:
    """The word with the highest score, were 'neither' no answer; None where nothing was heard."""
    words = {name: score for name, score in list(prediction.scores.items())[:-1] if score > 0}
    return max(words, key=words.__getitem__, default=None)


def background_noises(
    sounds: Sequence[OtherSound], n: int, features: FeatureConfig
) -> dict[str, Tensor]:
    """A second of noise for each of n words: kind -> (n, n_samples); only kinds that there are.

    'hiss' is made here. Training makes noises of many colours, this one among them.
    """
    generator = chances()
    music = [sound for sound in sounds if (sound.kind, sound.source) == ("noise", MUSIC)]
    speech = [sound for sound in sounds if sound.kind == "speech"]
    pieces = {  # how many sound at once
        "everyday": (1, everyday_seconds(sounds, features)),
        "music": (1, audible_seconds(music, features)),
        "voices": (VOICES, audible_seconds(speech, features)),
    }
    noises = {
        name: draw(some, n, at_once, generator) for name, (at_once, some) in pieces.items() if some
    }
    hiss = [pink_noise(features.n_samples, features.sample_rate, generator) for _ in range(n)]
    return noises | {"hiss": torch.stack(hiss)}


def everyday_seconds(sounds: Sequence[OtherSound], features: FeatureConfig) -> list[Tensor]:
    """Seconds (n_samples,) int16 of every noise but music."""
    noises = [sound for sound in sounds if sound.kind == "noise" and sound.source != MUSIC]
    return audible_seconds(noises, features)


def audible_seconds(sounds: Sequence[OtherSound], features: FeatureConfig) -> list[Tensor]:
    """Cut recordings into whole seconds (n_samples,) int16, and leave out their pauses."""
    lowest = 10 ** (AUDIBLE_DB / 10)
    return [
        piece
        for sound in sounds
        for piece in sound.waveform.split(features.n_samples)
        if len(piece) == features.n_samples and to_float(piece).square().mean() > lowest
    ]


def draw(pieces: Sequence[Tensor], n: int, at_once: int, generator: Generator) -> Tensor:
    """(n, n_samples) float32: each the sum of some int16 pieces at random, all equally loud."""
    rows = torch.randint(len(pieces), (at_once * n,), generator=generator).tolist()
    drawn = to_float(torch.stack([pieces[row] for row in rows]))
    drawn /= drawn.square().mean(dim=-1, keepdim=True).sqrt()
    return drawn.reshape(at_once, n, -1).sum(dim=0)


def noise_rows(
    classifier: Classifier,
    spoken: Spoken,
    clean: Sequence[Prediction],
    noises: Mapping[str, Tensor],
    progress: Progress,
) -> list[dict[str, Any]]:
    """The words in every noise at every distance; each word meets the same second of it."""
    rows = []
    for name, noise in noises.items():
        rows.append({"noise": name, "snr_db": None, **word_figures(spoken, clean)})
        for snr_db in progress(SNRS_DB, f"words in noise: {name}"):
            pairs = zip(spoken.waveforms, noise, strict=True)
            given = predict(classifier, (mix(word, other, snr_db) for word, other in pairs))
            rows.append({"noise": name, "snr_db": snr_db, **word_figures(spoken, given)})
    return rows


def change_rows(classifier: Classifier, spoken: Spoken, progress: Progress) -> list[dict[str, Any]]:
    """The words after every change, without noise."""
    rate, rows = classifier.features.sample_rate, []
    for name, (change, unit, values) in CHANGES.items():
        for value in progress(values, f"words changed: {name}"):
            given = predict(classifier, (change(word, rate, value) for word in spoken.waveforms))
            rows.append(
                {"change": name, "value": value, "unit": unit, **word_figures(spoken, given)}
            )
    return rows


# One word with pauses around it, and what the pauses are good for


def hear_one_word(
    classifier: Classifier, spoken: Spoken, snr_db: float, progress: Progress
) -> list[Found]:
    """Each word in a recording of its own, in a room that is not silent."""
    generator, rate = chances(), classifier.features.sample_rate
    return [
        hear_one(classifier, word, in_a_room(waveform, rate, snr_db, ONE_WORD_SECONDS, generator))
        for word, waveform in progress(
            list(zip(spoken.words, spoken.waveforms, strict=True)), f"one word at {snr_db:g} dB"
        )
    ]


def recognised_of(heard: Sequence[Found], threshold: float) -> dict[str, Any]:
    """The share of recordings of one word in which that word was found, and nothing else."""
    return share(np.array([list(one.words[threshold]) == [one.source] for one in heard]))


def one_word_figures(heard: Sequence[Found], decision: DecisionConfig) -> dict[str, Any]:
    """'found' is also content where another word was found beside the right one."""
    found = np.array([one.source in one.words[decision.threshold] for one in heard])
    return {
        "accepted_and_right": recognised_of(heard, decision.threshold),
        "found": share(found),
        "by": at_points(heard, recognised_of, decision),
    }


def pause_rows(
    decision: DecisionConfig, one_word: Sequence[Sequence[Found]], speech: Sequence[Found]
) -> list[dict[str, Any]]:
    """What it saves and costs to ask for pauses around a word, at the threshold in use."""
    threshold = decision.threshold

    def row(asked_for: bool, change: Callable[[Found], Found]) -> dict[str, Any]:
        return {
            "asked_for": asked_for,
            "one_word": [recognised_of([*map(change, heard)], threshold) for heard in one_word],
            "speech": rate_of([*map(change, without(WORD_LISTS, speech))], threshold),
        }

    def anywhere(heard: Found) -> Found:
        return replace(heard, words={threshold: heard.anywhere})

    return [row(True, lambda heard: heard), row(False, anywhere)]


# Do the scores mean what they say, and for everybody?


def calibration_figures(
    classifier: Classifier, root: Path, sounds: Sequence[OtherSound], progress: Progress
) -> dict[str, Any]:
    """Expected calibration error on clean, on noisy and on never-heard words.

    Noisy: everyday noise at 0 to 20 dB. Never heard: yes and no, and the single other words of
    `sounds`.
    """
    features, generator = classifier.features, chances()
    everyday = everyday_seconds(sounds, features)
    clean = sounds_of(root, "validation", classifier)
    words = [sound for sound in clean if sound[0] in classifier.words]
    others = [
        (OTHER, clip_of(to_float(sound.waveform), features))
        for sound in sounds
        if sound.kind == "words"
    ]

    def in_noise(sound: Sound) -> Sound:
        word, source = sound
        clip = source if isinstance(source, Clip) else read_clip(source.path)
        second = fit_length(prepare(clip, features), features.n_samples)
        lowest, highest = CALIBRATION_SNR_DB
        snr_db = lowest + (highest - lowest) * float(torch.rand((), generator=generator))
        noise = draw(everyday, 1, 1, generator)[0]
        return word, clip_of(mix(second, noise, snr_db), features)

    def error(sounds: Sequence[Sound], what: str, change: Callable[[Sound], Sound]) -> Any:
        answers = hear(classifier, sounds, lambda items: map(change, progress(items, what)))
        return expected_calibration_error(answers)

    figures = {"clean": error(clean, "calibration: clean", lambda sound: sound)}
    if everyday:
        figures["noisy"] = error(clean, "calibration: noisy", in_noise)
    figures["never-heard words"] = error(
        [*words, *others], "calibration: never-heard words", lambda sound: sound
    )
    return figures


def fairness_figures(
    spoken: Spoken, predictions: Sequence[Prediction], features: FeatureConfig
) -> dict[str, Any]:
    """The spread over speakers, and over quiet, loud, short and long words.

    Nothing else is known about the speakers.
    """
    right = np.array(
        [word == given.label for word, given in zip(spoken.words, predictions, strict=True)]
    )
    speakers = np.array(spoken.speakers)
    recalls = np.sort([right[speakers == name].mean() for name in np.unique(speakers)])
    n_worst = max(1, round(len(recalls) / 10))
    active = [active_part(waveform, features.sample_rate) for waveform in spoken.waveforms]
    decibels = np.array([10 * np.log10(float(part.square().mean()) + 1e-12) for part in active])
    seconds = np.array([len(part) / features.sample_rate for part in active])
    return {
        "speakers": {
            "n": len(recalls),
            "mean": round(float(recalls.mean()), 5),
            "worst_tenth": round(float(recalls[:n_worst].mean()), 5),
            "n_worst": n_worst,
        },
        "by": [
            *outer_thirds(right, decibels, ("quiet", "loud"), "level of the word, dB FS"),
            *outer_thirds(right, seconds, ("short", "long"), "length of the word, s"),
        ],
    }


def active_part(waveform: Tensor, sample_rate: int) -> Tensor:
    """The word alone, without the quiet around it; all of (n,) where nothing stands out."""
    start, end = active_span(waveform, sample_rate) or (0.0, len(waveform) / sample_rate)
    return waveform[round(start * sample_rate) : round(end * sample_rate)]


def outer_thirds(
    right: np.ndarray, values: np.ndarray, names: tuple[str, str], of_what: str
) -> list[dict[str, Any]]:
    """How the recordings with the lowest and with the highest third of some values fared."""
    lowest, _, highest = np.array_split(np.argsort(values, kind="stable"), 3)
    return [
        {"group": f"{name} third", "of what": of_what, "accepted_and_right": share(right[rows])}
        for name, rows in zip(names, (lowest, highest), strict=True)
    ]
