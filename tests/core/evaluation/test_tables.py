"""Tables of the report's parts say what was measured, and nothing where it was not."""

from typing import Any

import numpy as np

from core.decision.shares import share
from core.evaluation.detection import per_hour
from core.evaluation.robustness.streams import TINY, WAKE_WORDS
from core.evaluation.tables import counted, rated, robustness_part_tables


def of(count: int, n: int) -> dict[str, Any]:
    return share(np.arange(n) < count)


def points(figure: Any) -> dict[str, Any]:
    return dict.fromkeys(("strict", "balanced", "eager"), figure)


FIGURES: dict[str, Any] = {
    "edges": [
        {"where": "with pauses", "accepted_and_right": of(97, 100)},
        {"where": "start", "gap": 0.02, "accepted_and_right": of(61, 100)},
        {"seconds": 1.05, "accepted_and_right": of(62, 100)},
        {"where": "all", "accepted_and_right": of(63, 100)},
    ],
    "beside": [{"sound": "tone", "when": "before", "accepted_and_right": of(33, 100)}],
    "childlike": [{"moved": "both", "factor": 1.3, "accepted_and_right": of(80, 100)}],
    "ages": [{"group": "under 16", **points(per_hour(7, 0.5))}],
    "close_words": [{"word": "snow", "close_to": "no", **points(of(2, 4))}],
    "streams": {
        "twenty_minutes": {
            "minutes": 20.0,
            "snr_db": 10.0,
            "by": points({"missed": of(3, 50), "false": per_hour(2, 1 / 3)}),
            "published": TINY,
        },
        "speech_in_noise": {
            "snr_db": 10.0,
            "at": [{"per_hour": 0.1, "missed": of(9, 100), "false": per_hour(0, 1.0)}],
            "published": WAKE_WORDS,
        },
    },
}


def test_every_measured_part_has_its_table():
    tables = robustness_part_tables([("mine", FIGURES)])
    assert len(tables) == len(FIGURES)
    edges, beside, childlike, ages, close, streams = tables
    for row in FIGURES["edges"]:
        assert counted(row["accepted_and_right"]) in edges
    assert f"| 0.02 s from the start | {counted(of(61, 100))} |" in edges
    assert f"| tone before it | {counted(of(33, 100))} |" in beside
    assert f"| both 30 % higher | {counted(of(80, 100))} |" in childlike
    assert f"| under 16 | {rated(per_hour(7, 0.5))} |" in ages
    assert f"| snow (like no) | {counted(of(2, 4))} |" in close
    assert f"| {counted(of(3, 50))} | {rated(per_hour(2, 1 / 3))} |" in streams


def test_published_figures_stand_with_their_conditions_and_are_not_ours():
    *_, streams = robustness_part_tables([("mine", FIGURES)])
    for published in (TINY, WAKE_WORDS):
        line = next(line for line in streams.splitlines() if published["source"] in line)
        assert published["conditions"] in line
        assert "not the same task" in line


def test_models_stand_side_by_side_where_both_were_measured():
    other = {"edges": FIGURES["edges"][::-1][::-1], "beside": []}
    tables = robustness_part_tables([("mine", FIGURES), ("lesson", other)])
    assert len(tables) == 1
    assert "| words at the edge, room at 30 dB | mine | lesson |" in tables[0]


def test_older_figures_have_no_such_tables():
    assert robustness_part_tables([("old", {"noise": []})]) == []
