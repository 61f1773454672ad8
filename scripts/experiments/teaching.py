"""How well does a taught model hear? Many words and speakers, each taught and then tested.

    python -m scripts.experiments.teaching --data DIR --other-sounds DIR [--json FILE]

DIR is laid out as Speech Commands: a folder a word, files SPEAKER_nohash_N. Words of which the
dataset has too few recordings to train with are "unknown": they are taught and tested by all of
these. They are few, so there are "left out" ones, too: words beside the other sounds that
core/training/many_words.py keeps apart, taught and tested on a background that is measured anew
without them. Words that the network knows are taught and tested by validation's speakers. Each
recording is cut and heard once; hundreds of models are then computed from what the network made of
it. A score is the mean of the windows that a classifier judges together.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from core.data.dataset import NOISE_LIMITS, list_recordings, speaker
from core.data.reading import Reader
from core.decision.checkpoint import load
from core.decision.classifier import Classifier
from core.decision.shares import share
from core.errors import CoreError, TeachError
from core.evaluation.figures import write_figures
from core.sound.clip import Clip
from core.sound.decode import read_clip
from core.sound.folders import recordings_in
from core.teach.backbone import SHIPPED, Backbone, Background, load_backbone
from core.teach.teach import THRESHOLDS, as_judged, learn, teach
from core.teach.tries import cut_try
from core.terminal import at_least_one, progress
from core.training.many_words import kept_apart
from scripts.make_backbone import backbone_of, recordings_to_measure

FALSE_ACCEPTS = (0.05, 0.01)


@dataclass(frozen=True, eq=False)
class Said:
    """A recording of a word, as the network hears it."""

    word: str
    speaker: str
    directions: Tensor  # (n_shifts, n_features)


@dataclass(frozen=True)
class Lesson:
    """What is taught, and on what it is tested: words in order, and others."""

    taught: list[list[Said]]
    tested: list[list[Said]]
    others: list[Said]


def hear(
    classifier: Classifier, backbone: Backbone, files: Sequence[tuple[Path, str, str]]
) -> list[Said]:
    """Recordings (path, word, speaker) that can serve as tries."""
    read, said = Reader(len(files)), []
    for path, word, who in progress(files, "hearing"):
        if clip := read(path):
            try:
                window = cut_try(clip, backbone.features, word, 1)
            except TeachError:
                continue
            heard = as_judged(window, backbone, classifier.decision)
            said.append(Said(word, who, backbone.background.directions(heard)))
    return said


def one_speaker(said: Sequence[Said], random: np.random.Generator, n: int) -> Iterator[Lesson]:
    """Two words of one speaker, up to five tries each, tested on the other tries."""
    of: dict[str, dict[str, list[Said]]] = defaultdict(lambda: defaultdict(list))
    for one in said:
        of[one.speaker][one.word].append(one)
    speakers = [who for who in of if sum(len(tries) >= 4 for tries in of[who].values()) >= 2]
    for _ in range(n if speakers else 0):
        tries = of[speakers[random.integers(len(speakers))]]
        words = random.choice([w for w in tries if len(tries[w]) >= 4], 2, replace=False)
        mixed = [[tries[w][i] for i in random.permutation(len(tries[w]))] for w in words]
        kept = [min(5, len(one) - 1) for one in mixed]
        yield Lesson(
            [one[:k] for one, k in zip(mixed, kept, strict=True)],
            [one[k:] for one, k in zip(mixed, kept, strict=True)],
            [one for w in tries if w not in words for one in tries[w]],
        )


def other_speakers(
    said: Sequence[Said], random: np.random.Generator, n: int, n_words: int, n_tries: int
) -> Iterator[Lesson]:
    """Words said by as many speakers as there are tries, tested on everybody else."""
    of: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        of[one.word].append(one)
    speakers = {w: len({one.speaker for one in of[w]}) for w in of}
    frequent = [w for w in of if speakers[w] >= n_tries + 2]
    for _ in range(n if len(frequent) >= n_words else 0):
        words = list(random.choice(frequent, n_words, replace=False))
        taught = []
        for w in words:
            first = {of[w][i].speaker: of[w][i] for i in random.permutation(len(of[w]))}
            taught.append(list(first.values())[:n_tries])
        known = {one.speaker for tries in taught for one in tries}
        rest = [one for one in said if one.speaker not in known]
        yield Lesson(
            taught,
            [[one for one in rest if one.word == w] for w in words],
            [one for one in rest if one.word not in words],
        )


def figures(lessons: Iterator[Lesson], background: Background) -> dict[str, Any]:
    """Shares over all lessons together: forced choice, and accepted and right at what is refused.

    "as_taught": at the thresholds that the taught models have by themselves.
    """
    right, best, others, n = [], [], [], 0
    for n, lesson in enumerate(lessons, start=1):  # noqa: B007
        counts = [len(tries) for tries in lesson.taught]
        tries = torch.stack([one.directions for tries in lesson.taught for one in tries])
        head, _ = learn(tries, counts, background)

        def scores(said: Sequence[Said], head: Any = head, k: int = len(counts)) -> np.ndarray:
            directions = torch.stack([one.directions for one in said])
            logits = head.logits(directions @ head.centres.T)
            return logits.softmax(dim=-1).mean(dim=1)[:, :k].numpy()

        for word, said in enumerate(lesson.tested):
            if said:
                of_words = scores(said)
                right.append(of_words.argmax(axis=1) == word)
                best.append(of_words.max(axis=1))
        if lesson.others:
            others.append(scores(lesson.others).max(axis=1))
    if not n:
        return {"lessons": 0}
    hits, surest, wrong = (np.concatenate(parts) for parts in (right, best, others))
    result = {"lessons": n, "right": share(hits)}
    for false in FALSE_ACCEPTS:
        threshold = np.quantile(wrong, 1 - false)
        result[f"accepted and right at {false:.0%}"] = share(hits & (surest > threshold))
    threshold = THRESHOLDS["balanced"]
    result["as_taught"] = {
        "accepted and right": share(hits & (surest >= threshold)),
        "others accepted": share(wrong >= threshold),
    }
    return result


def answered(taught: Classifier, root: Path, minutes: float) -> dict[str, dict[str, float]]:
    """How often a taught model answers talk and noises: the whole way of a recording."""
    result = {}
    for kind in ("speech", "words", "noise"):
        seconds, n_answers, n_files, n_answered = 0.0, 0, 0, 0
        paths = sorted(recordings_in(root / "validation" / kind), key=lambda path: path.stem[::-1])
        for path in progress(paths, kind):
            clip = read_clip(path, NOISE_LIMITS)
            for piece in _pieces(clip):
                found = len(taught.classify(piece).words)
                seconds += piece.seconds
                n_answers, n_files = n_answers + found, n_files + 1
                n_answered += found > 0
            if seconds > 60 * minutes:
                break
        result[kind] = {
            "minutes": round(seconds / 60, 1),
            "answers an hour": round(3_600 * n_answers / max(seconds, 1e-9), 1),
            "recordings": n_files,
            "answered": n_answered,
        }
    return result


def _pieces(clip: Clip, seconds: int = 20) -> list[Clip]:
    step = seconds * clip.sample_rate
    parts = [clip.samples[first : first + step] for first in range(0, len(clip.samples), step)]
    return [Clip(part, clip.sample_rate) for part in parts if len(part) > clip.sample_rate / 5]


def files_of(root: Path, heard: Collection[str], known: bool) -> list[tuple[Path, str, str]]:
    """Path, word and speaker of recordings to teach and to test with.

    Args:
        heard: the words that the network or its background knows.
        known: of these words, by validation's speakers; else of all other words.
    """
    some = list_recordings(root, "validation" if known else "all")
    return [(one.path, one.word, speaker(one)) for one in some if (one.word in heard) == known]


def left_out(
    backbone: Backbone, data: Path, other_sounds: Path, many_words: Path
) -> tuple[Backbone, list[tuple[Path, str, str]]]:
    """The backbone as if nobody had heard the words that are kept apart, and their recordings.

    No network was trained to tell these from others. What the dataset has too little of to train
    with is left out, too.
    """
    found = recordings_to_measure(data, other_sounds, many_words)
    rare = {one.word for one in list_recordings(data, "all")} - found.in_folder.keys()
    out = {word: paths for word, paths in found.beside.items() if kept_apart(word)}
    found = found.only(lambda word: not (kept_apart(word) or word in rare))
    # Files beside the other sounds begin with the word.
    files = [(path, word, path.stem.split("_")[1]) for word, paths in out.items() for path in paths]
    weights = backbone.model.network.state_dict()
    settings = (backbone.model_config, backbone.features)
    return backbone_of(*settings, weights, found, other_sounds), files


def main(arguments: list[str] | None = None) -> int:
    """Teach many models and measure them."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a folder with a folder a word")
    parser.add_argument(
        "--other-sounds", type=Path, required=True, help="talk and noises to be refused"
    )
    parser.add_argument(
        "--many-words", type=Path, required=True, help="that the backbone was made with"
    )
    parser.add_argument("--backbone", type=Path, default=SHIPPED, help="not the shipped one")
    parser.add_argument("--lessons", type=at_least_one, default=100)
    parser.add_argument("--minutes", type=float, default=5.0, help="of each kind of other sound")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to FILE")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)  # small networks are slower on two, and much slower beside other work
    try:
        classifier, backbone = load(), load_backbone(options.backbone)
        without, files = left_out(backbone, options.data, options.other_sounds, options.many_words)
        heard = without.background.words
        known, unknown = (files_of(options.data, heard, which) for which in (True, False))
        random, n = np.random.default_rng(0), options.lessons
        lessons = known_lessons(hear(classifier, backbone, known), random, n)
        measured = figures_of(lessons, backbone.background)
        lessons = unknown_lessons(hear(classifier, without, unknown), random, n)
        lessons |= left_out_lessons(hear(classifier, without, files), random, n)
        measured |= figures_of(lessons, without.background)
        taught = taught_by(unknown, classifier, backbone)
        measured["talk and noises"] = {"taught": taught.words} | answered(
            taught, options.other_sounds, options.minutes
        )
    except CoreError as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(measured, indent=2))
    if options.json:
        write_figures(options.json, measured)
    return 0


def known_lessons(
    said: Sequence[Said], random: np.random.Generator, n: int
) -> dict[str, Iterator[Lesson]]:
    """About `n` lessons of each kind on words that the network was trained to tell apart."""
    return {
        "known, two of one speaker, up to 5 tries": one_speaker(said, random, n),
        "known, two by 10 speakers": other_speakers(said, random, n, 2, 10),
        "known, eight by 10 speakers": other_speakers(said, random, n // 4 + 1, 8, 10),
    }


def unknown_lessons(
    said: Sequence[Said], random: np.random.Generator, n: int
) -> dict[str, Iterator[Lesson]]:
    """About `n` lessons of each kind on words that the dataset has a few recordings of."""
    return {
        "unknown, two by 5 speakers": other_speakers(said, random, n, 2, 5),
        "unknown, eight by 5 speakers": other_speakers(said, random, n, 8, 5),
    }


def left_out_lessons(
    said: Sequence[Said], random: np.random.Generator, n: int
) -> dict[str, Iterator[Lesson]]:
    """About `n` lessons of each kind on words beside the other sounds that were kept apart."""
    return {
        "left out, two by 10 speakers": other_speakers(said, random, n, 2, 10),
        "left out, eight by 10 speakers": other_speakers(said, random, n // 2 + 1, 8, 10),
    }


def figures_of(
    lessons: Mapping[str, Iterator[Lesson]], background: Background
) -> dict[str, dict[str, Any]]:
    """The figures of each kind of lessons."""
    return {name: figures(each, background) for name, each in lessons.items()}


def taught_by(
    files: list[tuple[Path, str, str]], classifier: Classifier, backbone: Backbone
) -> Classifier:
    """A model that was taught the two most frequent words."""
    of = defaultdict(list)
    for path, word, _ in files:
        of[word].append(path)
    words = sorted(of, key=lambda word: -len(of[word]))[:2]
    tries = {word: usable(of[word], classifier, word)[:10] for word in words}
    return teach(classifier, tries, backbone)


def usable(paths: Sequence[Path], classifier: Classifier, word: str) -> list[Clip]:
    """The recordings that can serve as tries."""
    clips = []
    for path in paths:
        clip = read_clip(path)
        try:
            cut_try(clip, classifier.features, word, 1)
        except TeachError:
            continue
        clips.append(clip)
    return clips


if __name__ == "__main__":
    sys.exit(main())
