"""Let a classifier answer the recordings of a folder, and count how often it is right."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.config import NEITHER
from core.data.dataset import Recording, Split, list_recordings, load_noises
from core.decision.classifier import Classifier
from core.evaluation.metrics import Answers, figures
from core.sound.clip import Clip
from core.sound.decode import read_clip

SILENCE_GAIN = 10 ** (-50 / 20)  # turns a background noise into the silence of a quiet room


Sound = tuple[str, Recording | Clip]  # what it is, and where it is


def sounds_of(root: Path, split: Split, classifier: Classifier) -> list[Sound]:
    """Every recording of a split, then one-second pieces of noise and of near silence.

    Raises:
        DatasetError: if the folder does not have the layout of Speech Commands.
    """
    features = classifier.features
    sounds: list[Sound] = [(item.word, item) for item in list_recordings(root, split)]
    noises = load_noises(root, split, features)
    pieces = [
        piece
        for noise in noises
        if len(noise) >= features.n_samples
        for piece in noise.unfold(0, features.n_samples, features.n_samples)
    ]
    for name, gain in (("noise", 1.0), ("silence", SILENCE_GAIN)):
        sounds += [
            (name, Clip((piece * gain).numpy().astype(np.float32), features.sample_rate))
            for piece in pieces
        ]
    return sounds


def hear(
    classifier: Classifier,
    sounds: Sequence[Sound],
    progress: Callable[[Iterable[Sound]], Iterable[Sound]] = iter,
) -> Answers:
    """Classify every sound the way a person's recording is classified."""
    spoken, given, scores = [], [], []
    for name, sound in progress(sounds):
        clip = sound if isinstance(sound, Clip) else read_clip(sound.path)
        prediction = classifier.classify(clip)
        spoken.append(name)
        given.append(prediction.label)
        scores.append([prediction.scores[label] for label in classifier.labels])
    truth = [name if name in classifier.words else NEITHER for name in spoken]
    return Answers(
        np.array(spoken), np.array(truth), np.array(given), np.array(scores), classifier.labels
    )


def evaluate(
    classifier: Classifier,
    root: Path,
    split: Split,
    progress: Callable[[Iterable[Sound]], Iterable[Sound]] = iter,
) -> dict[str, Any]:
    """All figures of a classifier on one split of a folder of words.

    Raises:
        DatasetError: if the split holds no recordings.
    """
    return figures(hear(classifier, sounds_of(root, split, classifier), progress))
