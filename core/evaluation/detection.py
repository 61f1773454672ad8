"""Let a classifier find words in recordings, and count what it found in them.

Hours of speech and noise tell how often it answers although nothing was said to it.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from scipy.stats import chi2
from torch import Generator, Tensor

from core.config import OPERATING_POINTS, USES, DecisionConfig, FeatureConfig
from core.data.dataset import Progress, to_float
from core.data.negatives import OtherSound
from core.decision.classifier import Classifier
from core.decision.shares import share
from core.sound.clip import Clip, clip_from_array

CURVE = (  # thresholds
    *(0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.83, 0.85, 0.87, 0.89),
    *(0.9, 0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99),
)
# Hours without a word. Short recordings are heard one after the other, long ones in pieces.
ENOUGH_SECONDS = 20.0  # in one recording for the classifier
LONGEST_SECONDS = 30.0  # of one piece, so that with it the recording is under a minute
GAP_SECONDS = 0.7  # between two recordings; not counted as heard
GAP_DB = -70.0  # re full scale
NOISE_SECONDS = (0.3, 3.0)  # the shortest and the longest cut of a noise
# Single words said one after the other, each with its pause, are what the product listens for:
# no continuous speech. They have a row of their own and are left out of the sum.
WORD_LISTS = ("monosyllables",)


@dataclass(frozen=True)
class Found:
    """What was found in one recording."""

    source: str  # the folder it comes from; for a word, the word
    seconds: float
    words: Mapping[float, Sequence[str]]  # threshold -> labels of the words that were accepted
    anywhere: Sequence[str] = ()  # the same at the threshold in use, if no pauses were asked for
    group: str = ""  # of people within the source, where it is known


Figure = Callable[[Sequence[Found], float], dict[str, Any]]  # at a threshold


def detect(
    classifier: Classifier,
    source: str,
    waveform: Tensor,
    seconds: float | None = None,
    group: str = "",
) -> Found:
    """Judge a recording (n,) float32 once and decide at every threshold of interest.

    At the threshold in use also as if no pauses were asked for around a word.

    Args:
        seconds: how much of it counts as heard; None: all.
        group: of people, if it is known.
    """
    clip = clip_of(waveform, classifier.features)
    posteriors = classifier.posteriors(clip)
    words = {
        threshold: [
            word.label for word in classifier.with_threshold(threshold).decide(posteriors).words
        ]
        for threshold in thresholds_of(classifier.decision)
    }
    careless = replace(classifier, decision=replace(classifier.decision, without_pause=0.0))
    anywhere = [word.label for word in careless.decide(posteriors).words]
    return Found(source, clip.seconds if seconds is None else seconds, words, anywhere, group)


def detect_each(
    classifier: Classifier, sounds: Sequence[OtherSound], what: str, progress: Progress
) -> list[Found]:
    """Each recording on its own."""
    return [
        detect(classifier, sound.source, to_float(sound.waveform))
        for sound in progress(sounds, what)
    ]


def detect_hours(
    classifier: Classifier,
    sounds: Sequence[OtherSound],
    what: str,
    progress: Progress,
    group_of: Callable[[str], str | None] = lambda name: None,
) -> list[Found]:
    """All of some sounds, source by source and group by group, in recordings of 20 to 55 s.

    Args:
        group_of: the group of people of a file's name, if it is known.
    """
    generator, rate = fixed_generator(), classifier.features.sample_rate
    together: dict[tuple[str, str], list[Tensor]] = {}
    for sound in sounds:
        place = (sound.source, group_of(sound.name) or "")
        together.setdefault(place, []).append(sound.waveform)
    recordings = [
        (place, pieces)
        for place, waveforms in together.items()
        for pieces in group_pieces(waveforms, rate)
    ]
    return [
        detect(
            classifier, source, join(pieces, rate, generator), sum(map(len, pieces)) / rate, group
        )
        for (source, group), pieces in progress(recordings, what)
    ]


def group_pieces(waveforms: Sequence[Tensor], sample_rate: int) -> list[list[Tensor]]:
    """Cut what is long and gather what is short, in order."""
    longest, pause = LONGEST_SECONDS * sample_rate, GAP_SECONDS * sample_rate
    groups: list[list[Tensor]] = []
    gathered = math.inf  # samples in the last group
    for waveform in waveforms:
        for piece in waveform.chunk(math.ceil(len(waveform) / longest)):
            if gathered >= ENOUGH_SECONDS * sample_rate:
                groups.append([])
                gathered = 0
            groups[-1].append(piece)
            gathered += len(piece) + pause
    return groups


def join(pieces: Sequence[Tensor], sample_rate: int, generator: Generator) -> Tensor:
    """Pieces (n,) int16 one after the other with near silence between -> (n,) float32."""
    n_pause = round(GAP_SECONDS * sample_rate)
    parts = [to_float(pieces[0])]
    for piece in pieces[1:]:
        pause = 10 ** (GAP_DB / 20) * torch.randn(n_pause, generator=generator)
        parts += [pause, to_float(piece)]
    return torch.cat(parts)


def cut_short(sounds: Sequence[OtherSound], features: FeatureConfig) -> list[OtherSound]:
    """Every noise in cuts of 3 s; a shorter one, or a shorter rest, stays as it is."""
    shortest, longest = (round(seconds * features.sample_rate) for seconds in NOISE_SECONDS)
    return [
        replace(sound, waveform=piece)
        for sound in sounds
        if sound.kind == "noise"
        for piece in sound.waveform.split(longest)
        if len(piece) >= shortest
    ]


def rate_of(found: Sequence[Found], threshold: float) -> dict[str, Any]:
    """False accepts per hour."""
    accepts = sum(len(one.words[threshold]) for one in found)
    return per_hour(accepts, sum(one.seconds for one in found) / 3_600)


def per_hour(accepts: int, hours: float) -> dict[str, Any]:
    """A count per hour, with its exact 95 % interval for events that come singly.

    Where nothing happened, the upper bound is one-sided: the rule of three.
    Sources: Garwood (1936), "Fiducial Limits for the Poisson Distribution"; Hanley and
    Lippman-Hand (1983), "If Nothing Goes Wrong, Is Everything All Right?"
    """
    counted = {"accepts": accepts, "hours": round(hours, 4)}
    if hours == 0:
        return counted | {"per_hour": None, "low": None, "high": None}
    low = chi2.ppf(0.025, 2 * accepts) / 2 if accepts else 0.0
    high = chi2.ppf(0.975, 2 * accepts + 2) / 2 if accepts else 3.0
    bounds = {"per_hour": accepts, "low": float(low), "high": float(high)}
    return counted | {name: round(count / hours, 3) for name, count in bounds.items()}


def share_of(found: Sequence[Found], threshold: float) -> dict[str, Any]:
    """The share of recordings that got an answer."""
    return share(np.array([len(one.words[threshold]) > 0 for one in found]))


def at_points(
    found: Sequence[Found], figure: Figure, decision: DecisionConfig, use: str = "recording"
) -> dict[str, dict[str, Any]]:
    """A figure at each of the operating points for one of USES."""
    return {name: figure(found, decision.threshold_at(name, use)) for name in OPERATING_POINTS}


def by_source(
    found: Sequence[Found],
    figure: Figure,
    decision: DecisionConfig,
    left_out: Sequence[str] = (),
    use: str = "recording",
) -> list[dict[str, Any]]:
    """A row for each source, then one for all but those that are left out of the sum."""
    parts = {
        source: [one for one in found if one.source == source]
        for source in sorted({one.source for one in found})
    }
    parts["all"] = without(left_out, found)
    return [
        {"source": source, **at_points(part, figure, decision, use)}
        for source, part in parts.items()
    ]


def without(sources: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """What comes from other sources."""
    return [one for one in found if one.source not in sources]


def clip_of(waveform: Tensor, features: FeatureConfig) -> Clip:
    """A waveform (n,) as the classifier takes it."""
    return clip_from_array(waveform.numpy(), features.sample_rate)


def fixed_generator() -> Generator:
    """The same in every run, and in every part whatever the parts before it draw."""
    return torch.Generator().manual_seed(0)


def thresholds_of(decision: DecisionConfig) -> set[float]:
    """Every one at which figures are wanted."""
    points = [decision.threshold_at(name, use) for name in OPERATING_POINTS for use in USES]
    return {decision.threshold, *points, *CURVE}
