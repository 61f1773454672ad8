"""Figures as Markdown: shares and rates with their intervals, and tables of the report's parts."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from core.config import OPERATING_POINTS

Figures = Mapping[str, Any]
Columns = Sequence[tuple[str, Figures]]  # the names of models, and their figures


def percent(share: float | None) -> str:
    """0.98712 -> '98.7 %'."""
    return "–" if share is None else f"{100 * share:.1f} %"


def counted(figure: Figures) -> str:
    """A share with its interval and its counts."""
    if not figure["of"]:
        return "–"
    return (
        f"{percent(figure['share'])} ({percent(figure['low'])} to {percent(figure['high'])}; "
        f"{figure['count']} of {figure['of']})"
    )


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells under a head, as a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        f"|{'|'.join(f' {cell} ' if cell else ' ' for cell in cells)}|" for cells in lines
    )


def rated(figure: Figures) -> str:
    """A rate per hour with its interval and its counts."""
    if figure["per_hour"] is None:
        return "–"
    return (
        f"{figure['per_hour']:.1f} ({figure['low']:.1f} to {figure['high']:.1f}; "
        f"{figure['accepts']} in {figure['hours']:.2f} h)"
    )


def robustness_part_tables(columns: Columns) -> list[str]:
    """Tables of the parts that every model of `columns` was measured on; older ones lack some."""
    tables = []
    for part, table in PART_TABLES.items():
        if all(figures.get(part) for _, figures in columns):
            tables.append(table(columns))
    return tables


def rows_table(columns: Columns, part: str, head: str, name: Callable[[Figures], str]) -> str:
    """Rows of words accepted and right, of several models side by side."""
    rows = zip(*(figures[part] for _, figures in columns), strict=True)
    return markdown_table(
        [head, *(model for model, _ in columns)],
        [[name(row[0]), *(counted(one["accepted_and_right"]) for one in row)] for row in rows],
    )


def name_of_edge(row: Figures) -> str:
    """Where the word stands."""
    if "gap" in row:
        return f"{row['gap']:g} s from the {row['where']}"
    if "seconds" in row:
        return f"near either end of {row['seconds']:g} s"
    return "near either end, all" if row["where"] == "all" else str(row["where"])


def edges_table(columns: Columns) -> str:
    """Words near the edges of a recording."""
    return rows_table(columns, "edges", "words at the edge, room at 30 dB", name_of_edge)


def late_start_table(columns: Columns) -> str:
    """Words whose beginning is lost."""
    return rows_table(
        columns,
        "late_start",
        "recorder opened late",
        lambda row: f"{1000 * row['lost']:.0f} ms lost",
    )


def beside_table(columns: Columns) -> str:
    """Words with another sound beside them."""
    return rows_table(
        columns,
        "beside",
        "a sound right beside the word",
        lambda row: f"{row['sound']} {row['when']} it",
    )


def overlap_table(columns: Columns) -> str:
    """Words with another talker."""
    return rows_table(
        columns,
        "overlap",
        "another talker within half a second",
        lambda row: f"{row['snr_db']:g} dB weaker",
    )


def childlike_table(columns: Columns) -> str:
    """Words by higher voices."""

    def name(row: Figures) -> str:
        return f"{row['moved']} {100 * (row['factor'] - 1):.0f} % higher"

    return rows_table(columns, "childlike", "childlike voices: formants, pitch", name)


def other_voices_table(columns: Columns) -> str:
    """Words by speakers outside the dataset."""
    return rows_table(
        columns, "other_voices", "the words by other voices", lambda row: row["source"]
    )


def points_table(
    columns: Columns,
    part: str,
    head: str,
    name: Callable[[Figures], str],
    cell: Callable[[Figures], str],
) -> str:
    """Rows of the first model at every operating point."""
    _, figures = columns[0]
    return markdown_table(
        [head, *OPERATING_POINTS],
        [[name(row), *(cell(row[point]) for point in OPERATING_POINTS)] for row in figures[part]],
    )


def ages_table(columns: Columns) -> str:
    """False accepts per hour by the readers' age."""
    return points_table(
        columns, "ages", "readers, false accepts per hour", lambda row: row["group"], rated
    )


def close_words_table(columns: Columns) -> str:
    """Words that sound like ours, by name."""
    return points_table(
        columns,
        "close_words",
        "close words wrongly answered",
        lambda row: f"{row['word']} (like {row['close_to']})",
        counted,
    )


def streams_table(columns: Columns) -> str:
    """Both streams, beside what was published of others: not the same task."""
    _, figures = columns[0]
    tiny, noisy = figures["streams"]["twenty_minutes"], figures["streams"]["speech_in_noise"]
    published, wake = tiny["published"], noisy["published"]
    rows = [
        [
            f"{tiny['minutes']:g} minutes, {point}",
            counted(figure["missed"]),
            rated(figure["false"]),
        ]
        for point, figure in tiny["by"].items()
    ]
    rows.append(
        [
            f"*published, not the same task:* {published['source']}; {published['conditions']}",
            f"{published['missed']} (at most {published['most_missed']} wanted)",
            f"{published['false']} (at most {published['most_false']} wanted)",
        ]
    )
    rows += [
        [
            f"noise at {noisy['snr_db']:g} dB, threshold for {row['per_hour']:g} an hour",
            counted(row["missed"]),
            rated(row["false"]),
        ]
        for row in noisy["at"]
    ]
    rows += [
        [
            f"*published, not the same task:* {name}, {wake['source']}; {wake['conditions']}",
            percent(missed),
            "",
        ]
        for name, missed in wake["missed"].items()
    ]
    return markdown_table(["streams", "missed", "false accepts per hour"], rows)


PART_TABLES: dict[str, Callable[[Columns], str]] = {
    "edges": edges_table,
    "late_start": late_start_table,
    "beside": beside_table,
    "overlap": overlap_table,
    "childlike": childlike_table,
    "other_voices": other_voices_table,
    "ages": ages_table,
    "close_words": close_words_table,
    "streams": streams_table,
}
