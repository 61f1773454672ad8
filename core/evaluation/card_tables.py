"""Tables of the model card and the README: figures of models side by side, as Markdown."""

from collections.abc import Sequence

from core.config import OPERATING_POINTS, USES
from core.evaluation.published import published_tables
from core.evaluation.tables import (
    Figures,
    counted,
    markdown_table,
    percent,
    rated,
    robustness_part_tables,
)


def names_of_figures(words: Sequence[str]) -> dict[str, str]:
    """What the figures of these words are called."""
    if len(words) != 2:
        return {
            "forced_choice": "the words against each other",
            "accepted_and_right": "the words accepted and right",
            "taken_for_the_wrong_word": "one word taken for another",
        }
    first, second = words
    return {
        "forced_choice": f"{first} against {second}",
        "accepted_and_right": f"{first} and {second} accepted and right",
        "taken_for_the_wrong_word": f"{first} taken for {second}, or {second} for {first}",
    }


def figures_table(columns: Sequence[tuple[str, Figures]]) -> str:
    """Evaluations side by side as a Markdown table: share, 95 % interval and counts."""
    called = names_of_figures(columns[0][1]["confusion"]["labels"][:-1])
    called["forced_choice"] += " (forced choice)"
    rows = [(name, [counted(f[what]) for _, f in columns]) for what, name in called.items()]
    rows.insert(
        2,
        (
            "accepted and right at 1 % false accepts",
            [counted(f.get("recall_at_1_percent_false_accepts", {"of": 0})) for _, f in columns],
        ),
    )
    for kind in ("other_words", "noise", "silence"):
        rows.append(
            (
                f"{kind.replace('_', ' ')} wrongly accepted",
                [counted(f["falsely_accepted"][kind]) for _, f in columns],
            )
        )
    rows.append(
        (
            "expected calibration error",
            [percent(f["expected_calibration_error"]["error"]) for _, f in columns],
        )
    )
    return markdown_table(
        ["", *(name for name, _ in columns)], [[name, *cells] for name, cells in rows]
    )


def confusion_table(figures: Figures) -> str:
    """What was said against what was answered, as a Markdown table."""
    labels = figures["confusion"]["labels"]
    counts = figures["confusion"]["rows_are_the_truth"]
    return markdown_table(
        ["said", *(f"answered {label}" for label in labels)],
        [[label, *map(str, row)] for label, row in zip(labels, counts, strict=True)],
    )


def reliability_table(figures: Figures) -> str:
    """Mean score against share of right answers, as a Markdown table."""
    return markdown_table(
        ["mean score", "right", "answers"],
        [
            [percent(row["score"]), percent(row["right"]), str(row["of"])]
            for row in figures["expected_calibration_error"]["reliability"]
        ],
    )


def side_by_side(figures: Sequence[Figures], part: str) -> list[list[Figures]]:
    """A part that is a list of rows, of several models: for each row that of every model."""
    return [list(rows) for rows in zip(*(figure[part] for figure in figures), strict=True)]


def robustness_summary(columns: Sequence[tuple[str, Figures]]) -> str:
    """The balanced operating point of one or more models, side by side, as a Markdown table."""
    figures = [figure for _, figure in columns]
    beside = [
        [f"{row[0]['kind']}, per hour", *(rated(one["balanced"]) for one in row)]
        for row in side_by_side(figures, "false_accepts")
        if row[0]["source"] == "all"
    ]
    beside += [
        [what, *(counted(one["balanced"]) for one in row)]
        for part, what in (("other_words", "other words"), ("noises", "noises of 3 s"))
        for row in side_by_side(figures, part)
        if row[0]["source"] == "all"
    ]
    beside += [
        [f"one word and pauses, room at {row[0]['snr_db']:g} dB"]
        + [counted(one["accepted_and_right"]) for one in row]
        for row in side_by_side(figures, "one_word")
    ]
    beside += [
        [f"expected calibration error, {name}"]
        + [percent(figure["calibration"][name]["error"]) for figure in figures]
        for name in figures[0]["calibration"]
    ]
    speakers = [figure["fairness"]["speakers"] for figure in figures]
    beside += [
        ["speakers, mean accepted and right", *(percent(one["mean"]) for one in speakers)],
        ["the worst tenth of speakers", *(percent(one["worst_tenth"]) for one in speakers)],
    ]
    beside += [
        [row[0]["group"], *(counted(one["accepted_and_right"]) for one in row)]
        for row in side_by_side([figure["fairness"] for figure in figures], "by")
    ]
    names = [name for name, _ in columns]
    return markdown_table(["at the balanced operating point", *names], beside)


def robustness_tables(columns: Sequence[tuple[str, Figures]]) -> str:
    """What `evaluate --robustness` measured of one or more models, side by side, as Markdown.

    Tables under one another: the summary; false accepts of streams and recordings; one word;
    pauses; thresholds; words in noise and changed; the other parts; what others published.
    """
    names, figures = [name for name, _ in columns], [figure for _, figure in columns]
    first = figures[0]
    called = names_of_figures(first.get("words", ("yes", "no")))  # older figures are of these
    shown = {
        "forced_choice": called["forced_choice"],
        "accepted_and_right": "accepted and right",
    }

    def name_of_noise(row: Figures) -> str:
        snr = "clean" if row["snr_db"] is None else f"{row['snr_db']:g} dB"
        return f"{row['noise']}, {snr}"

    def name_of_change(row: Figures) -> str:
        return f"{row['change']} {row['value']:g} {row['unit']}"

    heard = [
        *((name_of_noise(row[0]), row) for row in side_by_side(figures, "noise")),
        *((name_of_change(row[0]), row) for row in side_by_side(figures, "changes")),
    ]
    words = [
        [name, *(counted(figure[what]) for figure in row for what in shown)] for name, row in heard
    ]
    found = [
        [f"one word and pauses, room at {row['snr_db']:g} dB"]
        + [counted(row["by"][point]) for point in OPERATING_POINTS]
        for row in first["one_word"]
    ]
    hours = [
        [f"{row['kind']}: {row['source']}, per hour", *(rated(row[p]) for p in OPERATING_POINTS)]
        for row in first["false_accepts"]
    ]
    refused = [
        [f"{what}: {row['source']}", *(counted(row[point]) for point in OPERATING_POINTS)]
        for part, what in (("other_words", "other words"), ("noises", "noises of 3 s"))
        for row in first[part]
    ]
    curve = [
        [f"{row['threshold']:g}", counted(row["recall"]), rated(row["speech"]), rated(row["noise"])]
        for row in first["curve"]
    ]
    pauses = [
        [
            "asked for" if row["asked_for"] else "not asked for",
            *map(counted, row["one_word"]),
            rated(row["speech"]),
        ]
        for row in first.get("pauses", [])  # which older figures do not have
    ]
    rooms = [f"one word at {row['snr_db']:g} dB" for row in first["one_word"]]
    doubled = [f"{name}: {what}" for name in names for what in shown.values()]
    points, in_stream = (
        [f"{point} ({_threshold(first, use, point):g})" for point in OPERATING_POINTS]
        for use in USES.values()
    )
    return "\n\n".join(
        [
            robustness_summary(columns),
            markdown_table([f"a stream, wrongly answered by {names[0]}", *in_stream], hours),
            markdown_table([f"recordings, wrongly answered by {names[0]}", *points], refused),
            markdown_table([f"accepted and right, {names[0]}", *points], found),
            markdown_table([f"pauses, {names[0]}", *rooms, "speech, per hour"], pauses),
            markdown_table(
                ["threshold", "one word at 30 dB", "speech, per hour", "noise, per hour"], curve
            ),
            markdown_table(["words in noise, and changed", *doubled], words),
            *robustness_part_tables(columns),
            *published_tables(columns),
        ]
    )


def _threshold(figures: Figures, use: str, point: str) -> float:
    """Of an operating point; older figures have the same one for recordings and streams."""
    thresholds = figures["thresholds"]
    return float(thresholds.get(use + point, thresholds[point]))


def compared_table(before: Figures, now: Figures) -> str:
    """Two models beside each other, as scripts/experiments/compare_models.py measured them."""
    pair = (before, now)
    rows = [["threshold", *(f"{one['threshold']:g}" for one in pair)]]
    rows += [
        [COMPARED_NAMES.get(name, name), *(counted(one["words"][name]) for one in pair)]
        for name in now["words"]
    ]
    rows += [
        [COMPARED_NAMES.get(name, name), *(counted(one[name]) for one in pair)]
        for name in ("at 1 % false accepts", "other words", "close words")
    ]
    rows += [
        [f"speech: {name}, per hour", *(rated(one["per hour"][name]) for one in pair)]
        for name in now["per hour"]
    ]
    rows.append(["calibration error", *(percent(one["calibration"]) for one in pair)])
    return markdown_table(["", "the model before", "this one"], rows)


COMPARED_NAMES = {
    "more_words": "people who are not in the dataset",
    "synthetic": "synthetic voices",
    "at 1 % false accepts": "accepted and right at 1 % false accepts",
    "other words": "the dataset's other words, wrongly answered",
    "close words": "close words by synthetic voices, wrongly answered",
}
