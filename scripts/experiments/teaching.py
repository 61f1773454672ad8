"""How well does a taught model hear? Many words and speakers, each taught and then tested.

    python -m scripts.experiments.teaching --data DIR --other-sounds DIR [--json FILE]

DIR is laid out as Speech Commands: a folder a word, files SPEAKER_nohash_N. Words that the network
was never taught to tell from others, and that its background does not hold, are taught and tested
by all of their recordings; in training most of these were heard as "another word". They are few, so
there are "left out" ones, too: every other word of the background, taught and tested on one that is
measured anew without it. Words that the network knows are taught and tested by validation's
speakers. Each recording is cut and heard once; hundreds of models are then computed from what the
network made of it. A score is the mean of the windows that a classifier judges together.
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
from core.decision.checkpoint import CHECKPOINTS, load
from core.decision.classifier import Classifier
from core.decision.shares import share
from core.errors import CoreError, TeachError
from core.evaluation.figures import write_figures
from core.sound.clip import Clip
from core.sound.decode import read_clip
from core.sound.folders import recordings_in
from core.teach.background import Background, load_background
from core.teach.teach import THRESHOLDS, as_judged, learn, teach
from core.teach.tries import cut_try
from core.terminal import at_least_one, progress
from scripts.make_background import background_of, recordings_to_measure

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
    classifier: Classifier, background: Background, files: Sequence[tuple[Path, str, str]]
) -> list[Said]:
    """Recordings (path, word, speaker) that can serve as tries."""
    read, said = Reader(len(files)), []
    for path, word, who in progress(files, "hearing"):
        if clip := read(path):
            try:
                window = cut_try(clip, classifier.features, word, 1)
            except TeachError:
                continue
            said.append(Said(word, who, background.directions(as_judged(window, classifier))))
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
    classifier: Classifier, data: Path, other_sounds: Path
) -> tuple[Background, list[tuple[Path, str, str]]]:
    """A background without every other word of the shipped one, and the recordings of these words.

    Words that the network was taught to tell from others stay in the background.
    """
    found = recordings_to_measure(data, other_sounds)
    untold = sorted(word for words in found for word in words if word not in classifier.classes)
    out = set(untold[::2])
    of_word, beside = ({w: p for w, p in words.items() if w not in out} for words in found)
    # Files of the folder begin with the speaker, those beside the sounds with the word.
    files = [
        (path, word, path.stem.split("_")[place])
        for place, words in enumerate(found)
        for word, paths in words.items()
        for path in paths
        if word in out
    ]
    return background_of(classifier, of_word, beside, other_sounds), files


def main(arguments: list[str] | None = None) -> int:
    """Teach many models and measure them."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a folder with a folder a word")
    parser.add_argument("--other-sounds", type=Path, help="talk and noises to be refused")
    parser.add_argument(
        "--checkpoint", type=Path, help="another model than the shipped one; its background beside"
    )
    parser.add_argument("--lessons", type=at_least_one, default=100)
    parser.add_argument("--minutes", type=float, default=5.0, help="of each kind of other sound")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to FILE")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)  # small networks are slower on two, and much slower beside other work
    try:
        classifier = load(options.checkpoint)
        folder = options.checkpoint.parent if options.checkpoint else CHECKPOINTS
        background = load_background(classifier, folder)
        heard = {*background.words, *classifier.classes}
        known, unknown = (files_of(options.data, heard, which) for which in (True, False))
        random = np.random.default_rng(0)
        measured = measure(classifier, background, known, unknown, options.lessons, random)
        if options.other_sounds:
            without, files = left_out(classifier, options.data, options.other_sounds)
            said = hear(classifier, without, files)
            measured |= figures_of(left_out_lessons(said, random, options.lessons), without)
            taught = taught_by(unknown, classifier, background)
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


def measure(
    classifier: Classifier,
    background: Background,
    known: list[tuple[Path, str, str]],
    unknown: list[tuple[Path, str, str]],
    n: int,
    random: np.random.Generator,
) -> dict[str, Any]:
    """The figures of about `n` lessons of each kind, on words that it knows and on others."""
    of_known = hear(classifier, background, known)
    of_unknown = hear(classifier, background, unknown)
    lessons = {
        "known, two of one speaker, up to 5 tries": one_speaker(of_known, random, n),
        "known, two by 10 speakers": other_speakers(of_known, random, n, 2, 10),
        "known, eight by 10 speakers": other_speakers(of_known, random, n // 4 + 1, 8, 10),
        "unknown, two by 5 speakers": other_speakers(of_unknown, random, n, 2, 5),
        "unknown, eight by 5 speakers": other_speakers(of_unknown, random, n, 8, 5),
    }
    return figures_of(lessons, background)


def left_out_lessons(
    said: Sequence[Said], random: np.random.Generator, n: int
) -> dict[str, Iterator[Lesson]]:
    """About `n` lessons of each kind on words that the background was measured without."""
    return {
        "left out, two by 10 speakers": other_speakers(said, random, n, 2, 10),
        "left out, eight by 10 speakers": other_speakers(said, random, n // 4 + 1, 8, 10),
    }


def figures_of(
    lessons: Mapping[str, Iterator[Lesson]], background: Background
) -> dict[str, dict[str, Any]]:
    """The figures of each kind of lessons."""
    return {name: figures(each, background) for name, each in lessons.items()}


def taught_by(
    files: list[tuple[Path, str, str]], classifier: Classifier, background: Background
) -> Classifier:
    """A model that was taught the two most frequent words."""
    of = defaultdict(list)
    for path, word, _ in files:
        of[word].append(path)
    words = sorted(of, key=lambda word: -len(of[word]))[:2]
    tries = {word: usable(of[word], classifier, word)[:10] for word in words}
    return teach(classifier, tries, background)


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
