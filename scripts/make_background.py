"""Measure what the model makes of words and sounds that nobody taught it, for core/teach.

    python -m scripts.make_background --data DIR --other-sounds DIR

To be run again whenever the network changes. The file holds directions of embeddings, from which
no voice can be made again.
"""

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from random import Random

import torch
from torch import Generator, Tensor

from core.config import NOISE, FeatureConfig
from core.data.dataset import NOISE_LIMITS, list_recordings
from core.data.reading import Reader
from core.decision.checkpoint import load
from core.effects.synthetic import synthetic_noise
from core.errors import CoreError
from core.sound.clip import prepare
from core.sound.folders import recordings_in
from core.sound.levels import active_span, active_spans
from core.teach.background import SHIPPED, embeddings, measure, save_background
from core.teach.tries import window_around
from core.terminal import progress

PER_WORD = 100  # recordings that tell how differently a word can sound
FEWEST = 20
KEPT_PER_WORD = 16
KEPT = {"speech": 170, "words": 80, "noise": 50}  # windows of other sounds that are kept
MADE_NOISES = 50


def word_windows(root: Path, features: FeatureConfig) -> dict[str, Tensor]:
    """Windows (n, n_samples) of each word's training recordings, the word in the middle."""
    of_word = defaultdict(list)
    for recording in list_recordings(root, "training"):
        of_word[recording.word].append(recording.path)
    chosen = {
        word: Random(word).sample(paths, min(len(paths), PER_WORD))
        for word, paths in of_word.items()
        if len(paths) >= FEWEST
    }
    read = Reader(sum(map(len, chosen.values())))
    windows = {}
    for word, paths in chosen.items():
        cut = []
        for path in progress(paths, word):
            if clip := read(path):
                waveform = prepare(clip, features)
                begin, end = active_span(waveform, features.sample_rate) or (0.0, clip.seconds)
                cut.append(window_around(waveform, (begin + end) / 2, features))
        windows[word] = torch.stack(cut)
    return windows


def sound_windows(root: Path, features: FeatureConfig) -> dict[str, Tensor]:
    """Windows of talk, other words and noises: a burst of sound of each recording in the middle."""
    windows = {}
    for kind, kept in KEPT.items():
        random, read, cut = Random(kind), Reader(kept), []
        paths = list(recordings_in(root / "training" / kind))
        for path in progress(random.sample(paths, min(len(paths), kept)), kind):
            if clip := read(path, NOISE_LIMITS):
                waveform = prepare(clip, features)
                spans = active_spans(waveform, features.sample_rate) or [(0.0, clip.seconds)]
                begin, end = random.choice(spans)
                cut.append(window_around(waveform, (begin + end) / 2, features))
        windows[kind] = torch.stack(cut) if cut else torch.zeros(0, features.n_samples)
    made = synthetic_noise(MADE_NOISES, features, Generator().manual_seed(0))
    windows[NOISE] = torch.cat([windows[NOISE], made])
    return windows


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
        words = word_windows(options.data, classifier.features)
        sounds = sound_windows(options.other_sounds, classifier.features)
        background = measure(
            {word: embeddings(classifier, windows) for word, windows in words.items()},
            {kind: embeddings(classifier, windows) for kind, windows in sounds.items()},
            KEPT_PER_WORD,
        )
        save_background(background, classifier, options.out)
    except CoreError as error:
        print(error, file=sys.stderr)
        return 1
    n = sum(map(len, background.others.values()))
    print(f"{options.out}: {n} directions, {options.out.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
