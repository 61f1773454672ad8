"""What others published of tasks like ours, beside what was measured here.

Alike is not the same: theirs have other words, other people and other noises. Each row says so by
its conditions. What stands beside the two streams is in core/evaluation/robustness/streams.py.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from core.evaluation.tables import Columns, Figures, counted, markdown_table, rated


class Published(NamedTuple):
    """A published figure, and how ours is found among the figures of the report."""

    what: str
    theirs: str
    conditions: str
    ours: Callable[[Figures], str]


def _in_noise(snr_db: float | None) -> Callable[[Figures], str]:
    def ours(figures: Figures) -> str:
        return _row(figures["noise"], noise="everyday", snr_db=snr_db)

    return ours


def _row(rows: Any, **about: Any) -> str:
    found: Mapping[str, Any] = next(row for row in rows if about.items() <= row.items())
    return counted(found["accepted_and_right"])


def _child(figures: Figures) -> str:
    return _row(figures["childlike"], moved="both", factor=1.3)


def _hours(figures: Figures) -> str:
    (speech,) = (
        row for row in figures["false_accepts"] if (row["kind"], row["source"]) == ("speech", "all")
    )
    return rated(speech["balanced"])


PUBLISHED = (
    Published(
        "no noise",
        "97.4 %",
        "a BC-ResNet of 324,000 parameters, 12 classes, trained with noise and echoes",
        _in_noise(None),
    ),
    *(
        Published(f"noise at {snr_db:g} dB", theirs, "the same", _in_noise(snr_db))
        for snr_db, theirs in ((10.0, "95.3 %"), (0.0, "90.7 %"), (-5.0, "83.8 %"))
    ),
    Published(
        "children",
        "94 %",
        "Disney's Mole Madness: children of 5 to 10 call “go” and “jump”, two in five over one "
        "another; ours are grown-ups' words, imitated 30 % higher",
        _child,
    ),
    Published(
        "speech, false accepts per hour",
        "under 0.5",
        "what openWakeWord aims at, with under 5 % missed; wake words of several syllables",
        _hours,
    ),
)


def published_tables(columns: Columns) -> list[str]:
    """The first model's figures beside those of others; none where a part was not measured."""
    _, figures = columns[0]
    if "childlike" not in figures:  # measured before there was such a part
        return []
    rows = [[row.what, row.theirs, row.conditions, row.ours(figures)] for row in PUBLISHED]
    return [markdown_table(["not the same task", "others", "their conditions", "here"], rows)]
