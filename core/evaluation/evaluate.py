"""Let a classifier answer the recordings of a folder, and count how often it is right."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.config import NEITHER
from core.data.dataset import Recording, check_words, list_recordings, load_noises
from core.data.reading import Reader
from core.data.splits import Split
from core.decision.classifier import Classifier
from core.evaluation.metrics import Answers, figures
from core.sound.clip import Clip

SILENCE_GAIN = 10 ** (-50 / 20)  # turns a background noise into the silence of a quiet room


Sound = tuple[str, Recording | Clip]  # what it is, and where it is


def sounds_of(root: Path, split: Split, classifier: Classifier) -> list[Sound]:
    """Every recording of a split, then one-second pieces of noise and of near silence.

    Raises:
        DatasetError: if the folder has no recordings of the split, or not of every word.
    """
    features, recordings = classifier.features, list_recordings(root, split)
    check_words(root, recordings, classifier.words)
    sounds: list[Sound] = [(item.word, item) for item in recordings]
    noises = load_noises(root, split, features)
    pieces = [
        piece
        for noise in noises
        for piece in noise.unfold(0, features.n_samples, features.n_samples)
    ]
    for name, gain in (("noise", 1.0), ("silence", SILENCE_GAIN)):
        sounds += [
            (name, Clip((piece * gain).numpy().astype(np.float32), features.sample_rate))
            for piece in pieces
        ]
    return sounds


def answer_all(
    classifier: Classifier,
    sounds: Sequence[Sound],
    progress: Callable[[Iterable[Sound]], Iterable[Sound]] = iter,
) -> Answers:
    """Classify every sound the way a person's recording is classified.

    Raises:
        DatasetError: if too many recordings cannot be read.
    """
    read = Reader(sum(isinstance(sound, Recording) for _, sound in sounds))
    spoken, given, scores = [], [], []
    for name, sound in progress(sounds):
        clip = sound if isinstance(sound, Clip) else read(sound.path)
        if clip is None:
            continue
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
        DatasetError: if the split does not hold what is needed.
    """
    return figures(answer_all(classifier, sounds_of(root, split, classifier), progress))
