"""What was measured of a model in noise, in other voices and in hours of talk, as Markdown."""

from collections.abc import Sequence

from core.config import OPERATING_POINTS, USES
from core.evaluation.card_tables import names_of_figures
from core.evaluation.published import published_tables
from core.evaluation.tables import (
    Figures,
    counted,
    markdown_table,
    percent,
    rated,
    robustness_part_tables,
)

Columns = Sequence[tuple[str, Figures]]  # a model's name, and its figures


def side_by_side(figures: Sequence[Figures], part: str) -> list[list[Figures]]:
    """A part that is a list of rows, of several models: for each row that of every model."""
    return [list(rows) for rows in zip(*(figure[part] for figure in figures), strict=True)]


def robustness_summary(columns: Columns) -> str:
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


def robustness_tables(columns: Columns) -> str:
    """What `evaluate --robustness` measured of one or more models, side by side, as Markdown."""
    name, first = columns[0]
    tables = [
        robustness_summary(columns),
        streams_table(name, first),
        recordings_table(name, first),
        one_word_table(name, first),
        pauses_table(name, first),
        curve_table(first),
        changes_table(columns),
        *robustness_part_tables(columns),
        *published_tables(columns),
    ]
    return "\n\n".join(tables)


def streams_table(name: str, figures: Figures) -> str:
    """What one model wrongly answered to in each source of sound without end."""
    rows = [
        [f"{row['kind']}: {row['source']}, per hour", *(rated(row[p]) for p in OPERATING_POINTS)]
        for row in figures["false_accepts"]
    ]
    points = points_of(figures, "stream")
    return markdown_table([f"a stream, wrongly answered by {name}", *points], rows)


def recordings_table(name: str, figures: Figures) -> str:
    """What one model wrongly answered to in recordings of each source."""
    rows = [
        [f"{what}: {row['source']}", *(counted(row[point]) for point in OPERATING_POINTS)]
        for part, what in (("other_words", "other words"), ("noises", "noises of 3 s"))
        for row in figures[part]
    ]
    points = points_of(figures, "recording")
    return markdown_table([f"recordings, wrongly answered by {name}", *points], rows)


def one_word_table(name: str, figures: Figures) -> str:
    """How often one model hears one word with pauses, in rooms."""
    rows = [
        [f"one word and pauses, room at {row['snr_db']:g} dB"]
        + [counted(row["by"][point]) for point in OPERATING_POINTS]
        for row in figures["one_word"]
    ]
    points = points_of(figures, "recording")
    return markdown_table([f"accepted and right, {name}", *points], rows)


def pauses_table(name: str, figures: Figures) -> str:
    """What it costs and brings that one model asks for pauses around a word."""
    rows = [
        [
            "asked for" if row["asked_for"] else "not asked for",
            *map(counted, row["one_word"]),
            rated(row["speech"]),
        ]
        for row in figures.get("pauses", [])  # which older figures do not have
    ]
    rooms = [f"one word at {row['snr_db']:g} dB" for row in figures["one_word"]]
    return markdown_table([f"pauses, {name}", *rooms, "speech, per hour"], rows)


def curve_table(figures: Figures) -> str:
    """Words found and false accepts of one model over the threshold."""
    rows = [
        [f"{row['threshold']:g}", counted(row["recall"]), rated(row["speech"]), rated(row["noise"])]
        for row in figures["curve"]
    ]
    head = ["threshold", "one word at 30 dB", "speech, per hour", "noise, per hour"]
    return markdown_table(head, rows)


def changes_table(columns: Columns) -> str:
    """Words in noise, and changed, of all models."""
    figures = [figure for _, figure in columns]
    called = names_of_figures(figures[0].get("words", ("yes", "no")))  # older figures are of these
    shown = {
        "forced_choice": called["forced_choice"],
        "accepted_and_right": "accepted and right",
    }
    heard = [
        *((_name_of_noise(row[0]), row) for row in side_by_side(figures, "noise")),
        *((_name_of_change(row[0]), row) for row in side_by_side(figures, "changes")),
    ]
    rows = [
        [name, *(counted(figure[what]) for figure in row for what in shown)] for name, row in heard
    ]
    doubled = [f"{name}: {what}" for name, _ in columns for what in shown.values()]
    return markdown_table(["words in noise, and changed", *doubled], rows)


def _name_of_noise(row: Figures) -> str:
    snr = "clean" if row["snr_db"] is None else f"{row['snr_db']:g} dB"
    return f"{row['noise']}, {snr}"


def _name_of_change(row: Figures) -> str:
    return f"{row['change']} {row['value']:g} {row['unit']}"


def points_of(figures: Figures, use: str) -> list[str]:
    """The operating points for one of USES, each with its threshold."""
    return [f"{point} ({_threshold(figures, USES[use], point):g})" for point in OPERATING_POINTS]


def _threshold(figures: Figures, use: str, point: str) -> float:
    """Of an operating point; older figures have the same one for recordings and streams."""
    thresholds = figures["thresholds"]
    return float(thresholds.get(use + point, thresholds[point]))
