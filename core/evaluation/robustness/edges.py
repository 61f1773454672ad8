"""Words at the edge of a recording, and words whose beginning the recorder missed.

People press the button and speak at once, or stop right after the word.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from torch import Tensor

from core.decision.shares import share
from core.effects.around import at_edge, room_under, with_pauses
from core.effects.timing import late_start
from core.evaluation.detection import fixed_generator
from core.evaluation.robustness.material import (
    ROOM_SNRS_DB,
    Material,
    recognised,
    recognised_of,
)

GAPS = (0.02, 0.05, 0.1)  # seconds between the word and the edge
LENGTHS = (1.05, 1.5, 2.5)  # seconds of the recordings
LOST = (0.02, 0.05, 0.08, 0.11)  # seconds of the word that a late recorder misses
PAUSES = "with pauses"


class Edge(NamedTuple):
    """Where a word stands in a recording."""

    where: str  # "start" or "end"
    gap: float  # seconds to it
    seconds: float  # of the recording


def edges(n_words: int) -> list[list[Edge]]:
    """For each side and gap an edge for each word; lengths take turns."""
    return [
        [Edge(where, gap, LENGTHS[(index + turn) % len(LENGTHS)]) for index in range(n_words)]
        for turn, (where, gap) in enumerate(
            (where, gap) for where in ("start", "end") for gap in GAPS
        )
    ]


def edge_rows(material: Material) -> list[dict[str, Any]]:
    """Each word near either edge of recordings in a quiet room, beside words with pauses."""
    spoken = material.spoken
    heard: list[tuple[Edge, bool]] = []
    for places in material.progress(edges(len(spoken.words)), "words at the edge"):
        right = recognised(material.classifier, spoken.words, _at_edges(material, places))
        heard += zip(places, right, strict=True)
    threshold = material.classifier.threshold
    pauses = {"where": PAUSES, "accepted_and_right": recognised_of(material.in_rooms[0], threshold)}
    return [pauses, *edge_figures(heard)]


def _at_edges(material: Material, places: list[Edge]) -> Iterator[Tensor]:
    rate, generator = material.features.sample_rate, fixed_generator()
    for word, place in zip(material.spoken.waveforms, places, strict=True):
        recording = at_edge(word, rate, place.gap, place.seconds, place.where == "end")
        yield room_under(recording, word, rate, ROOM_SNRS_DB[0], generator)


def edge_figures(heard: list[tuple[Edge, bool]]) -> list[dict[str, Any]]:
    """A row for each side with its gap, for each length, and for all together."""

    def row(about: dict[str, Any]) -> dict[str, Any]:
        right = [ok for place, ok in heard if about.items() <= place._asdict().items()]
        return about | {"accepted_and_right": share(np.array(right))}

    sides = [{"where": where, "gap": gap} for where in ("start", "end") for gap in GAPS]
    lengths = [{"seconds": seconds} for seconds in LENGTHS]
    return [*map(row, sides), *map(row, lengths), row({}) | {"where": "all"}]


def late_start_rows(material: Material) -> list[dict[str, Any]]:
    """The words after half a second of digital silence which takes their beginning with it."""
    spoken, rate, rows = material.spoken, material.features.sample_rate, []
    for lost in material.progress(LOST, "late starts"):
        late = (with_pauses(late_start(word, rate, lost), rate) for word in spoken.waveforms)
        right = recognised(material.classifier, spoken.words, late)
        rows.append({"lost": lost, "accepted_and_right": share(np.array(right))})
    return rows
