"""The model card: what a model was trained on, how often it is right and what it cannot do.

Mitchell et al. (2019), "Model Cards for Model Reporting". Every number comes from the model's
file or from an evaluation's JSON beside it; none is typed in.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.config import OPERATING_POINTS
from core.decision.classifier import Classifier
from core.sound.levels import PAUSE_DEPTH, PAUSE_SECONDS

Figures = Mapping[str, Any]
RECALLS = (0.97, 0.90)  # of the words, at which variants of a study are compared
SHOWN = {"forced_choice": "yes against no", "accepted_and_right": "accepted and right"}


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
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def figures_table(columns: Sequence[tuple[str, Figures]]) -> str:
    """Evaluations side by side as a Markdown table: share, 95 % interval and counts."""
    rows: list[tuple[str, list[str]]] = [
        ("yes against no (forced choice)", [counted(f["forced_choice"]) for _, f in columns]),
        ("yes and no accepted and right", [counted(f["accepted_and_right"]) for _, f in columns]),
        (
            "accepted and right at 1 % false accepts",
            [counted(f.get("recall_at_1_percent_false_accepts", {"of": 0})) for _, f in columns],
        ),
        (
            "yes taken for no, or no for yes",
            [counted(f["taken_for_the_wrong_word"]) for _, f in columns],
        ),
    ]
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
    head = (
        "| | " + " | ".join(name for name, _ in columns) + " |\n|" + " --- |" * (len(columns) + 1)
    )
    return "\n".join([head, *(f"| {name} | " + " | ".join(cells) + " |" for name, cells in rows)])


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


def rated(figure: Figures) -> str:
    """A rate per hour with its interval and its counts."""
    if figure["per_hour"] is None:
        return "–"
    return (
        f"{figure['per_hour']:.1f} ({figure['low']:.1f} to {figure['high']:.1f}; "
        f"{figure['accepts']} in {figure['hours']:.2f} h)"
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

    Tables under one another: the summary; false accepts; one word; pauses; thresholds; words in
    noise and changed.
    """
    names, figures = [name for name, _ in columns], [figure for _, figure in columns]
    first = figures[0]

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
        [name, *(counted(figure[what]) for figure in row for what in SHOWN)] for name, row in heard
    ]
    found = [
        [f"one word and pauses, room at {row['snr_db']:g} dB"]
        + [counted(row["by"][point]) for point in OPERATING_POINTS]
        for row in first["one_word"]
    ]
    refused = [
        [f"{row['kind']}: {row['source']}, per hour", *(rated(row[p]) for p in OPERATING_POINTS)]
        for row in first["false_accepts"]
    ]
    for part, what in (("other_words", "other words"), ("noises", "noises of 3 s")):
        refused += [
            [f"{what}: {row['source']}", *(counted(row[point]) for point in OPERATING_POINTS)]
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
    doubled = [f"{name}: {what}" for name in names for what in SHOWN.values()]
    points = [f"{point} ({first['thresholds'][point]:g})" for point in OPERATING_POINTS]
    return "\n\n".join(
        [
            robustness_summary(columns),
            markdown_table([f"wrongly answered by {names[0]}", *points], refused),
            markdown_table([f"accepted and right, {names[0]}", *points], found),
            markdown_table([f"pauses, {names[0]}", *rooms, "speech, per hour"], pauses),
            markdown_table(
                ["threshold", "one word at 30 dB", "speech, per hour", "noise, per hour"], curve
            ),
            markdown_table(["words in noise, and changed", *doubled], words),
        ]
    )


def validation_columns(classifier: Classifier, path: Path) -> list[tuple[str, Figures]]:
    """The figures of the model at `path`, and those of the lesson's CNN if they lie beside it.

    `evaluate --json` wrote them to `NAME.lesson.json`.
    """
    columns: list[tuple[str, Figures]] = [(classifier.name, classifier.metrics["validation"])]
    lesson_path = path.with_suffix(".lesson.json")
    if lesson_path.is_file():
        columns.append(("the lesson's CNN", json.loads(lesson_path.read_text(encoding="utf-8"))))
    return columns


def model_card(classifier: Classifier, path: Path) -> str:
    """The card of the model at `path`, as Markdown.

    Beside the model may lie the figures of the lesson's CNN (see `validation_columns`) and
    `NAME.sizes.json`, which `compare --json` wrote.
    """
    trained, measured = classifier.metrics["training"], classifier.metrics["validation"]
    columns, sizes_path = validation_columns(classifier, path), path.with_suffix(".sizes.json")
    words = " and ".join(f"“{word}”" for word in classifier.words)
    refuses = classifier.classes != classifier.words
    by_word = trained["recordings_by_word"]
    counts = ", ".join(f"{word} {by_word[word]}" for word in classifier.words)
    mistaken = measured["falsely_accepted_by_word"]
    confused = ", ".join(f"{word} ({count})" for word, count in mistaken.items()) or "none"
    parts = [
        f"# Model card: {classifier.name} for {words}",
        f"`{path.name}` hears one second of sound and answers "
        f"{', '.join(f'“{word}”' for word in classifier.words)}"
        f"{' or “neither”' if refuses else ', never “neither”'}. "
        f"A recording of up to a minute is judged window by window, every "
        f"{classifier.decision.hop_seconds:g} s, and the mean of "
        f"{classifier.decision.smoothing} neighbouring windows decides. A word is accepted at a "
        f"score of {classifier.threshold:g} or more"
        f"{'; the threshold was chosen on validation' if refuses else ''}. "
        f"{_pause_words(classifier)}",
        "## What it was trained on",
        f"{trained['recordings']:,} recordings of one second "
        f"({counts}{', the rest other words' if refuses else ''}) by "
        f"{trained['speakers']:,} speakers from Speech Commands by Pete Warden and Google, CC BY "
        f"4.0{CHANGED_WORDS if refuses else ', as they are'}. "
        f"{trained['rounds']} rounds took {trained['minutes']:g} minutes on {trained['threads']} "
        f"threads; the best one on validation was round {trained['best_round']}. Seed "
        f"{trained['seed']}. The classes of the network: {', '.join(classifier.classes)}"
        f"{f'; all but {words} count as neither' if refuses else ''}.",
        *_other_sounds_words(trained),
        f"Made with `python -m core train --data DIR"
        f"{' --other-sounds DIR' if trained.get('other_sounds') else ''}`"
        f"{_architecture_option(classifier)}.",
        "## How often it is right",
        "On the validation speakers, whom training did not hear; in brackets Wilson's 95 % "
        "interval and the counts. Made with `python -m core evaluate --data DIR`.",
        figures_table(columns),
        "Calibration, threshold and the best round were chosen on these same speakers, so the "
        "figures are a little kind. The threshold “at 1 % false accepts” is the one that lets "
        "through one in a hundred of these other words, noises and near silences.",
        "What was answered to what was said:",
        confusion_table(measured),
        f"Other words that were taken for {words}: {confused}.",
        "Do the scores mean what they say? Mean score of the likeliest answer against how often "
        "it was right (words and other sounds weigh half each, as in calibration):",
        *picture(path, "reliability", "How sure it was against how often it was right"),
        reliability_table(measured),
    ]
    if sizes_path.is_file():
        rows = json.loads(sizes_path.read_text(encoding="utf-8"))
        parts += [
            "## Why this network",
            f"Each size trained for {rows[0]['rounds']} rounds on the same sounds and measured on "
            "validation. Made with `python -m core compare --data DIR --json FILE`.",
            comparison_table(rows),
            COMPARISON_WORDS,
        ]
    parts += robustness_parts(classifier, path) + study_parts(path)
    if len(columns) > 1:
        parts += ["## The lesson's CNN", LESSON_WORDS]
    parts += [
        "## What it cannot do",
        "\n".join(f"- {limit}" for limit in LIMITS),
        "## Licence and credit",
        LICENCE_WORDS,
    ]
    return "\n\n".join(parts) + "\n"


def robustness_columns(classifier: Classifier, path: Path) -> list[tuple[str, Figures]]:
    """What `evaluate --robustness` wrote beside the model at `path`, if it did."""
    files = {
        classifier.name: path.with_suffix(".robustness.json"),
        "the lesson's CNN": path.with_suffix(".lesson.robustness.json"),
    }
    if not files[classifier.name].is_file():
        return []
    return [
        (name, json.loads(file.read_text(encoding="utf-8")))
        for name, file in files.items()
        if file.is_file()
    ]


def robustness_parts(classifier: Classifier, path: Path) -> list[str]:
    """The card's part on everything that is neither clean nor a word."""
    columns = robustness_columns(classifier, path)
    if not columns:
        return []
    return [
        "## What it does with everything else",
        ROBUSTNESS_WORDS,
        *picture(path, "noise", "Words in noise, from none to louder than the word"),
        *picture(path, "curve", "Words found against false accepts per hour, over the threshold"),
        robustness_tables(columns),
    ]


def picture(path: Path, name: str, alt: str) -> list[str]:
    """A line that shows `NAME.name.png` beside the model, if `scripts.draw_card` drew it."""
    file = path.with_suffix(f".{name}.png")
    return [f"![{alt}]({file.name})"] if file.is_file() else []


def study_parts(path: Path) -> list[str]:
    """What `study --json` wrote beside the model, if it did."""
    study_path = path.with_suffix(".study.json")
    if not study_path.is_file():
        return []
    rows = json.loads(study_path.read_text(encoding="utf-8"))
    return [
        "## What lowers false accepts: a study",
        f"A network of width 2, {rows[0]['rounds']} rounds ({rows[0]['batches']} batches) for each "
        "variant, one thing changed at a time, measured on validation sounds. Thresholds accept "
        "97 % of the words in the first table and 90 % in the second. Made with "
        "`python -m core study --data DIR --other-sounds DIR --json FILE`.",
        study_table(rows),
        study_table(rows, 0.9),
        STUDY_WORDS,
    ]


def _pause_words(classifier: Classifier) -> str:
    """What is asked of a word in the middle of other sound."""
    needed = classifier.decision.without_pause
    if needed <= classifier.threshold:
        return ""
    return (
        f"Where other sound, less than {PAUSE_DEPTH:g} dB quieter than the word, is within "
        f"{PAUSE_SECONDS:g} s before or after it, {needed:g} is needed, because running speech has "
        "few pauses; what goes on all the time, like a fan, does not count."
    )


def _other_sounds_words(trained: Figures) -> list[str]:
    """What else training heard, if there was anything."""
    kinds = trained.get("other_sounds")
    if not kinds:
        return []
    amounts = ", ".join(
        f"{part['minutes']:g} minutes of {OTHER_KINDS[kind]} ({part['recordings']:,} recordings)"
        for kind, part in kinds.items()
    )
    return [
        f"Beside them: {amounts}, and {trained['synthetic_words']:,} times yes or no by synthetic "
        f"voices. {OTHER_SOUNDS_WORDS}"
    ]


def _architecture_option(classifier: Classifier) -> str:
    return (
        " with `--architecture lesson`" if classifier.model_config.architecture == "lesson" else ""
    )


CHANGED_WORDS = """\
, and the data set's background noises. Sounds that hold no word are also made by arithmetic \
(`core/effects/synthetic.py`), and all sounds are changed in training the way rooms, microphones \
and codecs change them (`core/training/augment.py`, `core/effects/codecs.py`)"""

OTHER_KINDS = {"speech": "other speech", "words": "single other words", "noise": "noise and music"}

OTHER_SOUNDS_WORDS = """\
They are orders at a coffee machine (Picovoice speech-to-intent-benchmark, Apache-2.0), the words \
of the Modified Rhyme Test (NIST, public domain), short phrases (Mycroft Precise Community Data, \
public domain), music (examples of librosa: public domain and CC BY 3.0), recordings from Debian \
packages (`scripts/fetch_sounds.py`; packages and licences in \
[yes_no.sources.md](yes_no.sources.md)), and synthetic voices by espeak-ng, flite and festival \
(`scripts/make_voices.py`). After each round the places that the network took most for a word are \
remembered and heard again."""

COMPARISON_WORDS = """\
After so short a training the shares say little (one answer to yes or no is 0.45 points); the \
validation loss says more. A step of 20 ms in time halves the multiplications of a step of 10 ms, \
and buys a wider network for the same training time; that is why the shipped network takes it. \
Larger networks were not tried: this one answers in less time than the lesson's CNN and trains in \
under two hours on two cores."""

ROBUSTNESS_WORDS = """\
Yes and no of the validation speakers; noises, speech and other words of the testing part of the \
gathered sounds, which neither training nor the choice of thresholds has heard: other voices, \
languages, microphones, words and kinds of noise. In brackets the 95 % interval (Wilson for \
shares, Garwood for rates; where nothing happened, the rule of three) and the counts. Most hours \
of continuous speech are synthetic voices; `sentences` and `phrases` are people whose names are \
not known, so a speaker may stand on both sides. `phrases` is one single word here (“amelia”), \
and `monosyllables` are lists of single words, which are left out of the sum. “hiss” is pink \
noise and was in training. The pictures are drawn by `python -m scripts.draw_card`. Nothing can \
be said of age, sex or origin of the speakers: the data do not tell. Made with `python -m core \
evaluate --robustness --data DIR --other-sounds DIR`."""

STUDY_WORDS = """\
The row with other chances tells how much is luck, and it is a lot: most differences from the \
recipe as it is are no larger. Beyond it stand two: without other sounds, speech is taken for a \
word several times as often; and windows of 1.5 s let fewer words and less speech through where 90 \
% of the words are accepted, at a price in yes against no. Energy and distance scores are worse on \
speech than the probability. None of the other losses (focal, margin, sigmoid) helps, and mining \
shows no gain after so short a training. The shipped model takes what helped: cross-entropy, a \
class for each frequent word, the other sounds and the mining; the wider window is left for a \
later model, because it would cost speed. After this table the recipe was given more rounds, more \
and louder noise, less mining, and a second part of the loss that tells the words apart among \
themselves (`core.training.loop.cross_entropy`), for the sake of words in noise; and the people \
who talk in the background of training say sentences, too, not single words alone. The decision \
came to ask for pauses around a word: most of what is taken for one in running speech has none."""

LESSON_WORDS = """\
The lesson's network is trained as the lesson does it: plain spectrogram pictures, yes and no \
only, nothing changed or mixed in. It cannot say neither, so every other word and every noise \
is answered with yes or no. Its last layer passes the logits through a ReLU: a class whose logit \
is negative gets no gradient, and a run can stay at chance for many rounds or for good. The run \
measured here did not: its validation loss fell from the first round on. Made with \
`python -m core train --data DIR --architecture lesson --out lesson.safetensors` and \
`python -m core evaluate --data DIR --checkpoint lesson.safetensors --json \
checkpoints/yes_no.lesson.json`."""

LIMITS = (  # the page shows them, too
    "It knows English “yes” and “no” from adults' microphones at home. Children, strong accents, "
    "whispering and singing are not measured.",
    "It is not perfect in running speech, and a word that sounds alike (“know”, “nah”, “yeah”) can "
    "be taken for yes or no: see the rates above. They come from few hours, and mostly from "
    "synthetic voices.",
    "It wants a word with a pause before and after it. A yes in the middle of a sentence may be "
    "missed.",
    "The data set says nothing of age, sex or origin of its speakers, so nothing can be said about "
    "fairness between groups.",
    "It must not decide anything that matters: no consent, no emergency, no exam.",
)

LICENCE_WORDS = """\
The model: Apache-2.0. The recordings: Speech Commands, Pete Warden and Google, CC BY 4.0; cite \
Warden (2018), “Speech Commands: A Dataset for Limited-Vocabulary Speech Recognition”, \
arXiv:1804.03209. The network: Kim et al. (2021), “Broadcasted Residual Learning for Efficient \
Keyword Spotting”, arXiv:2106.04140."""


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
