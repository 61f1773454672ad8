"""What was measured of sizes and variants, as Markdown tables, and what stands out of luck."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.evaluation.tables import markdown_table, percent

Figures = Mapping[str, Any]
UNCHANGED = ("base", "another seed")  # variants that differ by luck alone
BOUNDS = ((min, "low"), (max, "high"))
RECALLS = (0.97, 0.90)  # of the words, at which variants of a study are compared


def comparison_table(rows: Sequence[Figures]) -> str:
    """Sizes of network side by side, each trained alike, as a Markdown table."""
    cells = {
        "network": lambda row: row["name"],
        "step in time": lambda row: f"{10 * row['time_stride']} ms",
        "parameters": lambda row: f"{row['speed']['parameters']:,}",
        "multiplications": lambda row: (
            f"{row['speed']['multiplications for one window'] / 1e6:.1f} M"
        ),
        "file to answer": lambda row: f"{row['speed']['file to answer, median (ms)']} ms",
        "training": lambda row: f"{row['training_minutes']} min",
        "validation loss": lambda row: f"{row['validation_loss']}",
        "forced choice": lambda row: percent(row["validation"]["forced_choice"]["share"]),
        "right at 1 % false accepts": lambda row: percent(
            row["validation"]["recall_at_1_percent_false_accepts"]["share"]
        ),
    }
    return markdown_table(list(cells), [[cell(row) for cell in cells.values()] for row in rows])


def teaching_table(measured: Figures) -> str:
    """What taught models hear, as a Markdown table.

    Without intervals: one recording serves in many lessons.
    """
    heads = {
        "right word of the taught ones": lambda row: row["right"],
        "accepted and right at 5 % of other words": lambda row: row["accepted and right at 5%"],
        "at 1 %": lambda row: row["accepted and right at 1%"],
        "accepted and right, as taught": lambda row: row["as_taught"]["accepted and right"],
        "other words accepted, as taught": lambda row: row["as_taught"]["others accepted"],
    }
    lines = [
        [name, str(row["lessons"]), *(percent(cell(row)["share"]) for cell in heads.values())]
        for name, row in measured.items()
        if "right" in row
    ]
    return markdown_table(["words", "lessons", *heads], lines)


def study_table(rows: Sequence[Mapping[str, Any]], recall: float = RECALLS[0]) -> str:
    """What each variant accepts wrongly at one recall, as a Markdown table.

    Shares in percent, speech in windows of a thousand; in brackets Wilson's 95 % interval.
    """
    points = [next(point for point in row["at"] if point["recall"] == recall) for row in rows]
    counts: Mapping[str, Any] = next(
        (p["wrongly_accepted"] for p in points if p["wrongly_accepted"]), {}
    )
    heads = [
        f"{kind}, ‰ of {figure['of']:,} windows"
        if kind == "speech"
        else f"{kind}, % of {figure['of']:,}"
        for kind, figure in counts.items()
    ]
    lines = []
    for row, point in zip(rows, points, strict=True):
        accepted = point["wrongly_accepted"]
        cells = [
            _cell(accepted[kind], 1_000 if kind == "speech" else 100) if accepted else "–"
            for kind in counts
        ]
        choice = f"{100 * row['forced_choice']['share']:.1f}"
        lines.append([row["about"], choice, *cells, str(row["training_minutes"])])
    return markdown_table(["what is changed", "yes against no, %", *heads, "training, min"], lines)


def _cell(figure: Mapping[str, Any], parts: int) -> str:
    share_of, low, high = (parts * figure[name] for name in ("share", "low", "high"))
    return f"{share_of:.1f} ({low:.1f} to {high:.1f})"


def findings(rows: Sequence[Figures], recall: float = RECALLS[0]) -> list[str]:
    """What differs by more than 95 % intervals from the recipe as it is, with whatever seed."""

    def accepted(row: Figures) -> Figures:
        figures: Figures = next(p for p in row["at"] if p["recall"] == recall)["wrongly_accepted"]
        return figures

    unchanged = [accepted(row) for row in rows if row["name"] in UNCHANGED]
    found = []
    for row in rows:
        for kind, figure in accepted(row).items():
            low, high = (pick(one[kind][of] for one in unchanged) for pick, of in BOUNDS)
            if figure["low"] > high or figure["high"] < low:
                usual = " and ".join(percent(one[kind]["share"]) for one in unchanged)
                found.append(
                    f"{row['about']}: {kind} {percent(figure['share'])} instead of {usual}"
                )
    return found


def choice_table(rows: Sequence[Figures]) -> str:
    """Candidates for the shipped model side by side, as a Markdown table: what validation said."""

    def name(row: Figures) -> str:
        return str(row.get("model", f"{percent(row.get('share', 0))} of the new weights"))

    cells = [
        ["threshold", *(f"{row['threshold']:g}" for row in rows)],
        ["mean of all ways", *(percent(row["mean"]) for row in rows)],
    ]
    cells += [
        [f"{way} ({rows[0]['words'][way]['of']})"]
        + [percent(row["words"][way]["share"]) for row in rows]
        for way in rows[0]["words"]
    ]
    cells += [
        [f"{kind}, wrongly answered ({figure['of']:,})"]
        + [percent(row["false_accepts"][kind]["share"]) for row in rows]
        for kind, figure in rows[0]["false_accepts"].items()
        if isinstance(figure, Mapping) and figure.get("of")
    ]
    return markdown_table(["accepted and right", *map(name, rows)], cells)
