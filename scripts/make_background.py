"""Measure what the model makes of words and sounds that nobody taught it, for core/teach.

    python -m scripts.make_background --data DIR --other-sounds DIR

To be run again whenever the network changes. The file holds directions of embeddings, from which
no voice can be made again.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from random import Random

import torch
from torch import Generator, Tensor

from core.config import NOISE, WORDS, FeatureConfig
from core.data.dataset import NOISE_LIMITS, list_recordings
from core.data.negatives import list_words
from core.data.reading import Reader
from core.decision.checkpoint import load
from core.decision.classifier import Classifier
from core.effects.synthetic import synthetic_noise
from core.errors import CoreError
from core.sound.clip import prepare
from core.sound.folders import recordings_in
from core.sound.levels import active_spans
from core.teach.background import SHIPPED, Background, embeddings, measure, save_background
from core.teach.tries import window_around, word_window
from core.terminal import progress

PER_WORD = 60  # recordings that tell how differently a word can sound
FEWEST, FEWEST_BESIDE = 20, 8  # of a word in the folder of words, and beside the other sounds
NAMED = ("synthetic", "closest", "more_words", "phrases")  # sources of files WORD_SPEAKER
KEPT_PER_WORD = 16  # of the folder of words
KEPT = {"speech": 170, "words": 80, "noise": 50}  # windows of other sounds that are kept
MADE_NOISES = 50


def recordings_of(root: Path) -> dict[str, list[Path]]:
    """The training recordings of each word of a folder."""
    of_word = defaultdict(list)
    for recording in list_recordings(root, "training"):
        of_word[recording.word].append(recording.path)
    return of_word


def recordings_beside(root: Path) -> dict[str, list[Path]]:
    """The recordings of each word that lie beside other sounds and name it."""
    of_word = defaultdict(list)
    for source in NAMED:
        for path in recordings_in(root / "training" / "words" / source):
            of_word[path.stem.split("_")[0]].append(path)
    for recording in list_words(root, "training", WORDS):
        of_word[recording.word].append(recording.path)
    return of_word


def chosen(of_word: Mapping[str, list[Path]], fewest: int) -> dict[str, list[Path]]:
    """Some recordings of each word that has enough of them."""
    return {
        word: Random(word).sample(paths, min(len(paths), PER_WORD))
        for word, paths in of_word.items()
        if len(paths) >= fewest
    }


def word_windows(of_word: Mapping[str, list[Path]], features: FeatureConfig) -> dict[str, Tensor]:
    """Windows (n, n_samples) of each word's recordings, the word in the middle."""
    read = Reader(sum(map(len, of_word.values())))
    windows = {}
    for word, paths in progress(of_word.items(), "words"):
        clips = [clip for path in paths if (clip := read(path))]
        windows[word] = torch.stack(
            [word_window(prepare(clip, features), features) for clip in clips]
        )
    return windows


def sound_windows(root: Path, features: FeatureConfig) -> dict[str, Tensor]:
    """Windows of talk, other words and noises: a burst of sound of each recording in the middle."""
    windows: dict[str, list[Tensor]] = {kind: [] for kind in KEPT}
    for kind, kept in KEPT.items():
        random, read = Random(kind), Reader(kept)
        paths = list(recordings_in(root / "training" / kind))
        for path in progress(random.sample(paths, min(len(paths), kept)), kind):
            if clip := read(path, NOISE_LIMITS):
                waveform = prepare(clip, features)
                spans = active_spans(waveform, features.sample_rate) or [(0.0, clip.seconds)]
                begin, end = random.choice(spans)
                windows[kind].append(window_around(waveform, (begin + end) / 2, features))
    windows[NOISE] += synthetic_noise(MADE_NOISES, features, Generator().manual_seed(0))
    return {kind: torch.stack(some) for kind, some in windows.items() if some}


def recordings_to_measure(
    data: Path, other_sounds: Path
) -> tuple[dict[str, list[Path]], dict[str, list[Path]]]:
    """Of the folder of words, and beside the other sounds: some recordings of each word."""
    in_folder = recordings_of(data)
    # What the folder has too little of stays unknown, to measure with.
    beside = {w: p for w, p in recordings_beside(other_sounds).items() if w not in in_folder}
    return chosen(in_folder, FEWEST), chosen(beside, FEWEST_BESIDE)


def background_of(
    classifier: Classifier,
    of_word: Mapping[str, list[Path]],
    beside: Mapping[str, list[Path]],
    other_sounds: Path,
) -> Background:
    """The background of this classifier's network from words, and from the sounds of a folder."""
    words = word_windows({**of_word, **beside}, classifier.features)
    sounds = sound_windows(other_sounds, classifier.features)
    return measure(
        {word: embeddings(classifier, windows) for word, windows in words.items()},
        {kind: embeddings(classifier, windows) for kind, windows in sounds.items()},
        dict.fromkeys(of_word, KEPT_PER_WORD),
    )


def main(arguments: list[str] | None = None) -> int:
    """Measure the background of a model and write it to a file."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a folder with a folder a word")
    parser.add_argument("--other-sounds", type=Path, required=True, help="see the README")
    parser.add_argument("--checkpoint", type=Path, help="another model than the shipped one")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args(arguments)
    try:
        classifier = load(options.checkpoint)
        recordings = recordings_to_measure(options.data, options.other_sounds)
        background = background_of(classifier, *recordings, options.other_sounds)
        save_background(background, classifier, options.out)
    except CoreError as error:
        print(error, file=sys.stderr)
        return 1
    n = sum(map(len, background.others.values()))
    print(f"{options.out}: {n} directions, {options.out.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
