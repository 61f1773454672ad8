"""Make the backbone of taught models: train its network, and measure what it makes of others.

    python -m scripts.make_many_words --out many_words
    python -m scripts.make_backbone --data DIR --other-sounds DIR --many-words many_words \
        --teacher DIR

Training takes an hour and a half on two cores; interrupted, it goes on where it was when the same
command is given again. Or take a model's network as it is, to compare:

    python -m scripts.make_backbone --data DIR --other-sounds DIR --checkpoint FILE --out FILE

The file holds directions of embeddings, from which no voice can be made again.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import torch
from torch import Generator, Tensor

from core.commands import read_state
from core.config import NOISE, OTHER, WORDS, FeatureConfig, ModelConfig
from core.data.dataset import NOISE_LIMITS, Recording, list_recordings, words_in
from core.data.negatives import list_words
from core.data.reading import Reader
from core.decision.checkpoint import load
from core.effects.synthetic import synthetic_noise
from core.errors import CoreError
from core.sound.clip import prepare
from core.sound.folders import recordings_in
from core.sound.levels import active_spans
from core.teach.backbone import (
    SHIPPED,
    Backbone,
    embeddings,
    measure,
    rounded,
    save_backbone,
    without_last_layer,
)
from core.teach.tries import window_around, word_window
from core.terminal import at_least_one, progress
from core.training.many_words import FEWEST, INVENTED, ManyWords, named_beside, words_recipe

PER_WORD = 60  # recordings that tell how differently a word can sound
FEWEST_BESIDE = 8  # of a word beside the other sounds
KEPT_PER_WORD = 16  # of the folder of words
KEPT = {"speech": 170, "words": 80, "noise": 50}  # windows of other sounds that are kept
MADE_NOISES = 50
ONE_INVENTED_IN = 2  # words that nobody knows: so many stand for all that a language may hold


def by_word(recordings: Iterable[Recording]) -> dict[str, list[Path]]:
    """The files of each word."""
    of_word = defaultdict(list)
    for recording in recordings:
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


@dataclass(frozen=True)
class Found:
    """Some recordings of each word to measure with."""

    in_folder: Mapping[str, list[Path]]  # of the folder of words
    beside: Mapping[str, list[Path]]  # beside the other sounds
    more: Mapping[str, list[Path]]  # of the many words: too few voices to tell how they differ

    def only(self, wanted: Callable[[str], bool]) -> "Found":
        """The same without other words than those of the folder and those that are wanted."""
        beside, more = (
            {word: paths for word, paths in words.items() if wanted(word)}
            for words in (self.beside, self.more)
        )
        return Found(self.in_folder, beside, more)


def recordings_to_measure(data: Path, other_sounds: Path, many_words: Path | None) -> Found:
    """Some recordings of each word."""
    in_folder = by_word(list_recordings(data, "training"))
    named = [*named_beside(other_sounds), *list_words(other_sounds, "training", WORDS)]
    # What the folder has too little of stays unknown, to measure with.
    beside = by_word(one for one in named if one.word not in in_folder)
    in_folder, beside = chosen(in_folder, FEWEST), chosen(beside, FEWEST_BESIDE)
    many = by_word(words_in(many_words) if many_words else [])
    known = in_folder.keys() | beside.keys()
    invented = [word for word in many if word.startswith(INVENTED)][::ONE_INVENTED_IN]
    more = {word: many[word] for word in many if not (word in known or word.startswith(INVENTED))}
    more |= {f"{OTHER} {number}": many[word] for number, word in enumerate(invented, start=1)}
    return Found(in_folder, beside, more)


def backbone_of(
    config: ModelConfig,
    features: FeatureConfig,
    weights: Mapping[str, Tensor],
    found: Found,
    other_sounds: Path,
) -> Backbone:
    """A network of these weights, and its background."""
    model = without_last_layer(config, features, rounded(weights))

    def heard(windows: Mapping[str, Tensor]) -> dict[str, Tensor]:
        return {name: embeddings(model, some) for name, some in windows.items()}

    background = measure(
        heard(word_windows({**found.in_folder, **found.beside}, features)),
        heard(sound_windows(other_sounds, features)),
        dict.fromkeys(found.in_folder, KEPT_PER_WORD),
        heard(word_windows(found.more, features)),
    )
    return Backbone(model, config, features, background)


def trained(options: argparse.Namespace) -> ManyWords:
    """Train the network, or go on with it."""
    recipe = words_recipe()
    if options.epochs is not None:
        recipe = replace(recipe, train=replace(recipe.train, epochs=options.epochs))
    begin_with = load(options.begin_with)
    folders = (options.data, options.many_words, options.other_sounds)
    run = ManyWords(*folders, recipe, progress, options.teacher, begin_with)
    path = options.out.with_suffix(".training")
    if path.is_file():
        run.training.load_state_dict(read_state(path))
    for report in run.epochs(progress):
        print(report, flush=True)
        torch.save(run.training.state_dict(), temporary := path.with_suffix(".part"))
        temporary.replace(path)
    print(run.summary())
    return run


def main(arguments: list[str] | None = None) -> int:
    """Write a backbone to a file."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a folder with a folder a word")
    parser.add_argument("--other-sounds", type=Path, required=True, help="see the README")
    parser.add_argument("--many-words", type=Path, help="what scripts.make_many_words made")
    parser.add_argument("--teacher", type=Path, help="what scripts.experiments.teacher made")
    parser.add_argument("--begin-with", type=Path, help="another model than the shipped one")
    parser.add_argument("--epochs", type=at_least_one)
    parser.add_argument("--checkpoint", type=Path, help="take this model's network as it is")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args(arguments)
    if not (options.checkpoint or options.many_words):
        parser.error("name --many-words to train, or --checkpoint to take a network as it is")
    try:
        if options.checkpoint:
            classifier = load(options.checkpoint)
            config, features = classifier.model_config, classifier.features
            weights = classifier.model.network.state_dict()
        else:
            run = trained(options)
            config, features = replace(run.recipe.model, taught=False), run.recipe.features
            weights = run.training.model.network.state_dict()
        found = recordings_to_measure(options.data, options.other_sounds, options.many_words)
        backbone = backbone_of(config, features, weights, found, options.other_sounds)
        save_backbone(backbone, options.out)
    except CoreError as error:
        print(error, file=sys.stderr)
        return 1
    n = sum(map(len, backbone.background.others.values()))
    print(f"{options.out}: {n} directions, {options.out.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
