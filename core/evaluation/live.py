"""Live: words in one long stream, hours of sound without them, and what a listener costs.

The stream is heard by the `Listener` of the page and of `python -m core listen`, in pieces of a
twentieth of a second, as a microphone gives them.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from core.data.dataset import (
    Progress,
    check_words,
    list_recordings,
    load_recordings,
    part_of,
    to_float,
)
from core.data.negatives import OtherSound, load_other_sounds
from core.decision.classifier import Classifier
from core.decision.live import Listener
from core.decision.prediction import Word
from core.decision.shares import share
from core.effects.level import fade, noise_gain
from core.effects.noises import pink_noise
from core.effects.room import SOFT_EDGE
from core.effects.synthetic import uniform
from core.evaluation.detection import (
    WORD_LISTS,
    fixed_generator,
    group_pieces,
    join,
    per_hour,
)
from core.evaluation.figures import model_id
from core.evaluation.robustness.streams import NEAR
from core.evaluation.tables import counted, percent, rated
from core.sound.levels import active_span
from core.sound.stream import PIECE_SECONDS

PAUSE_SECONDS = (0.5, 3.0)  # between two recordings
SNR_DB = 30.0  # a quiet room's hiss under each recording


@dataclass(frozen=True)
class Said:
    """A word of a stream, in seconds since it began."""

    word: str
    middle: float
    end: float


@dataclass(frozen=True)
class Told:
    """A word that the listener told of, and how much of the stream it had heard by then."""

    word: Word
    seconds: float

    @property
    def middle(self) -> float:
        """Where it is in the stream, in seconds."""
        return (self.word.start + self.word.end) / 2


def live_figures(
    classifier: Classifier,
    words_root: Path,
    sounds_root: Path | None,
    progress: Progress,
    most: int | None = None,
) -> dict[str, Any]:
    """All figures, ready for JSON.

    Args:
        words_root: the folder of words; its validation recordings are heard.
        sounds_root: the folder of recordings without them, of which testing is heard; or None.
        most: of the recordings, half of them words; None: all words, and as many others.

    Raises:
        DatasetError: if a folder does not hold what is needed.
    """
    figures: dict[str, Any] = {"model_id": model_id(classifier), "piece_seconds": PIECE_SECONDS}
    said, stream = make_talk(classifier, words_root, progress, most)
    rate = classifier.features.sample_rate
    cost = time.process_time()
    told = listen(classifier, progress(list(pieces_of(stream, rate)), "live: words"))
    cost = time.process_time() - cost
    figures["words"] = word_figures(said, told, classifier.words)
    figures["words"]["minutes"] = round(len(stream) / rate / 60, 2)
    figures["share_of_a_core"] = round(cost * rate / len(stream), 4)
    if sounds_root:
        sounds = load_other_sounds(
            sounds_root, "testing", classifier.features, lambda paths: progress(paths, "read")
        )
        figures["hours"] = {
            kind: hours_of(classifier, [one for one in sounds if one.kind == kind], kind, progress)
            for kind in ("speech", "noise")
        }
    return figures


# The stream


def make_talk(
    classifier: Classifier, root: Path, progress: Progress, most: int | None = None
) -> tuple[list[Said], Tensor]:
    """Validation recordings one after the other, words and others mixed, in a quiet room.

    Raises:
        DatasetError: if the folder does not hold what is needed.
    """
    words, features = classifier.words, classifier.features
    recordings = list_recordings(root, "validation")
    check_words(root, recordings, words)
    n_words = sum(recording.word in words for recording in recordings)
    recordings, waveforms = load_recordings(
        part_of(recordings, most or 2 * n_words, words),
        features,
        lambda items: progress(items, "read words"),
    )
    generator, rate = fixed_generator(), features.sample_rate
    order = torch.randperm(len(recordings), generator=generator).tolist()
    pauses = uniform(*PAUSE_SECONDS, (len(order) + 1,), generator).mul(rate).long().tolist()
    said, parts, heard = [], [], 0
    for number, pause in zip([*order, None], pauses, strict=True):
        waveform = to_float(waveforms[number]) if number is not None else torch.zeros(0)
        loudness = waveform if number is not None else to_float(waveforms[order[-1]])
        room = pink_noise(pause + len(waveform), rate, generator)
        room = noise_gain(loudness, room, SNR_DB) * room
        room[pause:] += fade(waveform, rate, SOFT_EDGE)
        if number is not None:
            begin, end = active_span(waveform, rate) or (0.0, features.window_seconds)
            start = (heard + pause) / rate
            word = recordings[number].word
            said.append(Said(word, start + (begin + end) / 2, start + end))
        parts.append(room)
        heard += len(room)
    return said, torch.cat(parts)


def pieces_of(stream: Tensor, sample_rate: int) -> Iterator[np.ndarray]:
    """The stream as a microphone gives it."""
    for piece in stream.split(round(PIECE_SECONDS * sample_rate)):
        yield piece.numpy()


def listen(classifier: Classifier, pieces: Iterable[np.ndarray]) -> list[Told]:
    """All words that a listener tells of a stream at the network's rate."""
    listener, rate = Listener(classifier), classifier.features.sample_rate
    told, heard = [], 0
    for piece in pieces:
        heard += len(piece)
        told += [Told(word, heard / rate) for word in listener.feed(piece, rate)]
    return told + [Told(word, heard / rate) for word in listener.finish()]


# The figures


def word_figures(
    said: Sequence[Said], told: Sequence[Told], words: Sequence[str]
) -> dict[str, Any]:
    """How often each word was found, where and how soon, and what else was told.

    What was told belongs to the nearest thing that was said, if that is near enough.
    """
    middles = np.array([one.middle for one in said])
    answers: list[list[Told]] = [[] for _ in said]
    nowhere = 0
    for one in told:
        nearest = int(np.abs(middles - one.middle).argmin())
        if abs(middles[nearest] - one.middle) <= NEAR:
            answers[nearest].append(one)
        else:
            nowhere += 1
    asked = [(one, given) for one, given in zip(said, answers, strict=True) if one.word in words]
    others = [given for one, given in zip(said, answers, strict=True) if one.word not in words]
    labels = [[one.word.label for one in given] for _, given in asked]
    delays = [
        given[0].seconds - one.end
        for (one, given), found in zip(asked, labels, strict=True)
        if found == [one.word]
    ]
    return {
        "found_once": share(
            np.array([found == [one.word] for (one, _), found in zip(asked, labels, strict=True)])
        ),
        "found_twice": share(np.array([len(found) > 1 for found in labels])),
        "taken_for_the_wrong_word": share(
            np.array(
                [
                    any(label != one.word for label in found)
                    for (one, _), found in zip(asked, labels, strict=True)
                ]
            )
        ),
        "other_words": share(np.array([len(given) > 0 for given in others])),
        "nowhere": nowhere,
        "delay": _delay(delays),
    }


def _delay(seconds: Sequence[float]) -> dict[str, Any]:
    """From the end of the word to its being told, in seconds of sound."""
    if not seconds:
        return {"of": 0, "median": None, "slowest_twentieth": None}
    median, slow = np.percentile(np.array(seconds), [50, 95])
    return {
        "of": len(seconds),
        "median": round(float(median), 3),
        "slowest_twentieth": round(float(slow), 3),
    }


def hours_of(
    classifier: Classifier, sounds: Sequence[OtherSound], kind: str, progress: Progress
) -> dict[str, Any]:
    """How often a listener tells of a word where nobody said one."""
    rate, generator = classifier.features.sample_rate, fixed_generator()
    waveforms = [one.waveform for one in sounds if one.source not in WORD_LISTS]
    groups = group_pieces(waveforms, rate)
    gathered = (join(group, rate, generator) for group in progress(groups, f"live: {kind}"))
    pieces = (piece for sound in gathered for piece in pieces_of(sound, rate))
    accepts = len(listen(classifier, pieces))
    return per_hour(accepts, sum(map(len, waveforms)) / rate / 3_600)


def live_table(figures: dict[str, Any]) -> str:
    """The figures for people, a line each."""
    words, hours = figures["words"], figures.get("hours", {})
    delay = words["delay"]
    lines: list[tuple[str, str]] = [
        ("words found once, at the right time", counted(words["found_once"])),
        ("words found more than once", counted(words["found_twice"])),
        ("words taken for the wrong one", counted(words["taken_for_the_wrong_word"])),
        ("other words answered", counted(words["other_words"])),
        ("answers where nobody spoke", str(words["nowhere"])),
    ]
    if delay["of"]:
        said = f"{delay['median']:.2f} s, slowest twentieth {delay['slowest_twentieth']:.2f} s"
        lines.append(("end of the word to the answer, median", f"{said} ({delay['of']} words)"))
    lines += [(f"false answers in an hour of {kind}", rated(rate)) for kind, rate in hours.items()]
    lines.append(("a listener's share of a processor core", percent(figures["share_of_a_core"])))
    return "\n".join(f"{name + ':':44}{said}" for name, said in lines)
