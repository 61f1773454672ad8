"""Tables of the model card and the README: evaluations side by side, as Markdown."""

from collections.abc import Sequence

from core.evaluation.tables import (
    Figures,
    counted,
    markdown_table,
    percent,
    rated,
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
