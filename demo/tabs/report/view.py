"""The report card as HTML: what the evaluation wrote, told as questions and answers.

Each section reads its own figures; where they are missing or damaged it says so, and the others
stay.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from html import escape
from pathlib import Path
from typing import Any

from core.config import NEITHER, OPERATING_POINTS
from core.decision.classifier import Classifier
from core.evaluation.card import robustness_columns, validation_columns
from core.evaluation.figures import trained_before
from demo import text
from demo.tabs.report.plot import Group, InNoise, plot_noise, plot_reliability
from demo.ui import pictures
from demo.ui.examples import SOUNDS, Sound
from demo.ui.figure import Screen
from demo.ui.tables import Figure, bar, confusion_html, counted, figures_html, percent

BALANCED = "balanced"  # the operating point at which models are compared
Cell = tuple[str, str]  # what was said, and what was answered


class NotThere(Exception):
    """A figure that is missing, in a sentence for the page."""


def section(tell: Callable[..., str]) -> Callable[..., str]:
    """Tells why, if a section's figures are not there."""

    @wraps(tell)
    def told(*inputs: Any) -> str:
        try:
            return tell(*inputs)
        except NotThere as why:
            reason = str(why)
        except (ArithmeticError, LookupError, OSError, TypeError, ValueError):
            reason = text.REPORT_UNREADABLE  # of another version, or damaged
        return not_there(reason)

    return told


def not_there(reason: str) -> str:
    """A sentence instead of figures."""
    return f'<p class="not-there">{escape(reason)}</p>'


def validation(classifier: Classifier, path: Path) -> list[Mapping[str, Any]]:
    """The figures of the model at `path`, then those of the lesson's CNN if they are there.

    Raises:
        NotThere: if the model's file has none.
    """
    if "validation" not in classifier.figures:
        raise NotThere(text.REPORT_NO_METRICS.format(file=path.name))
    return [figures for _, figures in validation_columns(classifier, path)]


def robustness(classifier: Classifier, path: Path) -> list[Mapping[str, Any]]:
    """What was measured in noise and of false accepts; of the two models, as in `validation`.

    Raises:
        NotThere: if nothing of the model at `path` was measured.
    """
    columns = robustness_columns(classifier, path)
    if not columns:
        missing = path.with_suffix(".robustness.json").name
        raise NotThere(text.REPORT_MISSING.format(file=missing))
    return [figures for _, figures in columns]


# A model of the visit


def own(classifier: Classifier) -> str:
    """What there is to say of a model that was taught or opened in this visit."""
    title = text.REPORT_OWN.format(words=_words(classifier))
    *_, pause, _, nothing_that_matters = text.REPORT_LIMITS
    limits = (text.REPORT_OWN_LIMIT, pause, nothing_that_matters)
    return titled(title, _own_right(classifier)) + titled(
        text.REPORT_CANNOT, cannot(classifier, limits)
    )


@section
def _own_right(classifier: Classifier) -> str:
    if "taught" not in classifier.figures:
        raise NotThere(text.REPORT_OWN_NOT_MEASURED)
    return f"<p>{text.REPORT_OWN_TEXT}</p>{_share(classifier.figures['taught']['right'])}"


# How often is it right?


@section
def right(classifier: Classifier, path: Path) -> str:
    """Shares of words, with bars, beside those of the lesson's CNN."""
    columns = validation(classifier, path)
    rows = {
        sentence: [_share(figures[what]) for figures in columns]
        for what, sentence in text.REPORT_SHARES.items()
    }
    lead = text.REPORT_RIGHT_TEXT.format(
        name=escape(classifier.name),
        of=text.number(columns[0]["accepted_and_right"]["of"]),
        words=_words(classifier),
    )
    return f"<p>{lead}</p>{figures_html(_names(classifier, len(columns)), rows)}"


def _share(figure: Figure) -> str:
    if not figure["of"]:
        return f"<i>{text.REPORT_NOT_MEASURED}</i>"
    picture = bar(figure["share"], figure["low"], figure["high"])
    return f"{picture}{counted(figure, text.REPORT_COUNTS)}"


# What does it mix up?


@section
def mixes(classifier: Classifier, path: Path, examples: Mapping[Cell, Sequence[Sound]]) -> str:
    """What was said against what was answered; cells of which there are examples are buttons."""
    measured = validation(classifier, path)[0]

    def cell(said: str, answered: str, count: int) -> str:
        if (said, answered) not in examples:
            return text.number(count)
        names = {"said": text.label(said), "answered": text.label(answered)}
        name = text.REPORT_HEAR.format(count=count, **names)
        return (
            f'<button type="button" data-said="{escape(said)}" data-answered="{escape(answered)}" '
            f'aria-label="{escape(name)}">{text.number(count)}</button>'
        )

    table = confusion_html(
        measured["confusion"]["rows_are_the_truth"],
        measured["confusion"]["labels"],
        text.REPORT_SAID,
        text.REPORT_ANSWERED,
        cell,
    )
    taken = [
        (text.REPORT_TIMES if count > 1 else text.REPORT_ONCE).format(
            word=escape(word), count=count
        )
        for word, count in measured["falsely_accepted_by_word"].items()
        if word not in classifier.words
    ]
    sentence = text.REPORT_TAKEN.format(words=", ".join(taken)) if taken else text.REPORT_TAKEN_NONE
    return f"<p>{text.REPORT_MIXES_TEXT}</p>{table}<p>{sentence}</p>"


def examples_of(classifier: Classifier) -> dict[Cell, list[Sound]]:
    """The shipped examples of one word or none, by what they are and what the model answers."""
    cells: dict[Cell, list[Sound]] = {}
    for sound in SOUNDS:
        if len(sound.words) <= 1:
            said = sound.words[0] if sound.words else NEITHER
            answered = classifier.classify(sound.path).label
            cells.setdefault((said, answered), []).append(sound)
    return cells


# Does 90 % mean 90 %?


@section
def trust(classifier: Classifier, path: Path, screen: Screen) -> str:
    """The reliability diagram, and how far scores are off elsewhere."""
    calibration = validation(classifier, path)[0]["expected_calibration_error"]
    groups = [Group(row["score"], row["right"], row["of"]) for row in calibration["reliability"]]
    alt = " ".join(
        text.REPORT_TRUST_GROUP.format(
            of=group.of, score=percent(group.score), right=percent(group.right)
        )
        for group in groups
    )
    picture = pictures.html(
        plot_reliability(groups, screen),
        text.REPORT_TRUST_ALT.format(groups=alt),
        text.REPORT_TRUST_SHORT,
    )
    lead = text.REPORT_TRUST_TEXT.format(error=_points(calibration["error"]))
    return f"<p>{lead}</p>{picture}{_trust_elsewhere(classifier, path)}"


@section
def _trust_elsewhere(classifier: Classifier, path: Path) -> str:
    calibration = robustness(classifier, path)[0]["calibration"]
    names = {name: text.REPORT_CALIBRATIONS.get(name, name) for name in calibration}
    listed = ", ".join(
        text.REPORT_POINTS.format(name=names[name], error=_points(figure["error"]))
        for name, figure in calibration.items()
    )
    return f"<p>{text.REPORT_TRUST_OTHER.format(list=escape(listed))}</p>"


def _points(error: float) -> str:
    return text.number(100 * error, ".1f")


# How much noise can it take?


@section
def noise(classifier: Classifier, path: Path, screen: Screen) -> str:
    """Words in noise, beside the lesson's CNN."""
    columns = robustness(classifier, path)
    kinds = in_noise(columns)
    hardest = min(kinds, key=lambda kind: kind.chooses[-1])
    lead = text.REPORT_NOISE_TEXT.format(
        noise=escape(hardest.title),
        snr=_decibels(hardest.snrs[-1]),
        share=percent(hardest.chooses[-1]),
        accepted=percent(hardest.says[-1]),
    )
    lesson = text.REPORT_NOISE_LESSON if len(columns) > 1 else text.REPORT_NOISE_NO_LESSON
    alt = text.REPORT_NOISE_ALT.format(kinds=" ".join(map(_noise_told, kinds)))
    figure = plot_noise(kinds, 1 / len(classifier.words), screen)
    return f"<p>{lead}</p>{pictures.html(figure, alt, lesson)}"


def in_noise(columns: Sequence[Mapping[str, Any]]) -> list[InNoise]:
    """The rows of the evaluation, by kind of noise. The lesson's CNN is the second column."""
    own = columns[0]["noise"]
    lesson = {
        (row["noise"], row["snr_db"]): row["forced_choice"]["share"]
        for figures in columns[1:]
        for row in figures["noise"]
    }
    kinds = []
    for name in dict.fromkeys(row["noise"] for row in own):
        rows = [row for row in own if row["noise"] == name]
        kinds.append(
            InNoise(
                title=text.REPORT_NOISES.get(name, name),
                snrs=[row["snr_db"] for row in rows],
                chooses=[row["forced_choice"]["share"] for row in rows],
                says=[row["accepted_and_right"]["share"] for row in rows],
                lesson=[lesson[name, row["snr_db"]] for row in rows] if lesson else None,
            )
        )
    return kinds


def _noise_told(kind: InNoise) -> str:
    told = text.REPORT_NOISE_KIND.format(
        noise=kind.title,
        clean=percent(kind.chooses[0]),
        loud=percent(kind.chooses[-1]),
        snr=_decibels(kind.snrs[-1]),
    )
    if kind.lesson is None:
        return str(told)
    lesson = text.REPORT_NOISE_KIND_LESSON.format(
        clean=percent(kind.lesson[0]), loud=percent(kind.lesson[-1])
    )
    return f"{told} {lesson}"


def _decibels(snr: float | None) -> str:
    return "\N{INFINITY}" if snr is None else f"{snr:g}".replace("-", "\N{MINUS SIGN}")


# What if it is not so easy?


@section
def outside(classifier: Classifier, path: Path) -> str:
    """Words at the edge, beside other sounds, by other voices; then a long stream."""
    columns = robustness(classifier, path)
    figures = columns[0]
    if "edges" not in figures:  # measured before there were such parts
        missing = path.with_suffix(".robustness.json").name
        raise NotThere(text.REPORT_MISSING.format(file=missing))
    others = [dict(outside_shares(one)) if "edges" in one else {} for one in columns[1:]]
    rows = {
        name: [_share(figure), *(_share(one.get(name, NOT_MEASURED)) for one in others)]
        for name, figure in outside_shares(figures)
    }
    lead = text.REPORT_OUTSIDE_TEXT.format(words=_words(classifier))
    table = figures_html(_names(classifier, len(columns)), rows)
    return f"<p>{lead}</p>{table}{_stream(figures)}"


NOT_MEASURED = {"of": 0}


def outside_shares(figures: Mapping[str, Any]) -> Iterator[tuple[str, Figure]]:
    """What is told of words that are not said as asked for: a name and a share.

    Of several amounts the middle one is told; all stand in the model card.
    """
    names = text.REPORT_OUTSIDE_ROWS

    def figure(row: Mapping[str, Any]) -> Figure:
        return dict(row["accepted_and_right"])

    edges = figures["edges"]
    yield names["pauses"], figure(edges[0])
    for where in ("start", "end"):
        nearest = min((row for row in edges if row.get("where") == where), key=_gap)
        yield names[where].format(seconds=text.number(nearest["gap"], "g")), figure(nearest)
    late = _middle(figures["late_start"])
    lost = text.number(1_000 * late["lost"], ".0f")
    yield names["late_start"].format(milliseconds=lost), figure(late)
    for row in figures["beside"]:
        if row["when"] == "before" and row["sound"] in names:
            yield names[row["sound"]], figure(row)
    higher = _middle([row for row in figures["childlike"] if row["moved"] == "both"])
    more = text.number(100 * (higher["factor"] - 1), ".0f")
    yield names["childlike"].format(percent=more), figure(higher)
    if figures["overlap"]:
        talker = _middle(figures["overlap"])
        yield names["overlap"].format(decibels=f"{talker['snr_db']:g}"), figure(talker)


def _gap(row: Mapping[str, Any]) -> float:
    return float(row["gap"])


def _middle(rows: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    return rows[len(rows) // 2]


def _stream(figures: Mapping[str, Any]) -> str:
    """Sentences on the streams and what others reached, if there were sounds to make them of."""
    if not figures["streams"]:
        return ""
    stream, noisy = figures["streams"]["twenty_minutes"], figures["streams"]["speech_in_noise"]
    at, theirs = stream["by"][BALANCED], stream["published"]
    sentence = text.REPORT_STREAM.format(
        minutes=text.number(stream["minutes"], "g"),
        of=at["missed"]["of"],
        missed=at["missed"]["count"],
        false=at["false"]["accepts"],
    )
    published = text.REPORT_STREAM_OTHERS.format(missed=theirs["missed"], false=theirs["false"])
    rare, often = sorted(noisy["at"], key=lambda row: float(row["per_hour"]))
    in_noise = text.REPORT_STREAM_NOISE.format(
        decibels=text.number(noisy["snr_db"], "g"),
        often=percent(often["missed"]["share"]),
        rare=percent(rare["missed"]["share"]),
        others=", ".join(
            f"{escape(name)} {percent(share)}"
            for name, share in noisy["published"]["missed"].items()
        ),
    )
    return f"<p>{sentence} {published}</p><p>{in_noise}</p>"


# What does it fall for?


@section
def fooled(classifier: Classifier, path: Path) -> str:
    """False alarms at each operating point, and the lesson's CNN beside them."""
    lead = f"<p>{text.REPORT_FOOLED_TEXT.format(words=_words(classifier))}</p>"
    return f"{lead}{_alarms(classifier, path)}{_fooled_in_test(classifier, path)}"


@section
def _alarms(classifier: Classifier, path: Path) -> str:
    columns = robustness(classifier, path)
    rows = {}
    for what, sentence in text.REPORT_FALSE_ALARMS.items():
        own, *others = (_summed(figures, what) for figures in columns)
        cells = [own[point] for point in OPERATING_POINTS] + [one[BALANCED] for one in others]
        rows[sentence] = [_alarm(cell) for cell in cells]
    names = [text.CHOICES[point] for point in OPERATING_POINTS]
    if len(columns) > 1:
        lesson = text.REPORT_FOOLED_LESSON.format(name=text.REPORT_LESSON)
        return figures_html([*names, text.REPORT_LESSON], rows) + f"<p>{lesson}</p>"
    return figures_html(names, rows)


def _summed(figures: Mapping[str, Any], what: str) -> Mapping[str, Any]:
    """The row of all sources together."""
    rates = {row["kind"]: row for row in figures["false_accepts"] if row["source"] == "all"}
    if what in rates:
        return dict(rates[what])
    return dict(next(row for row in figures[what] if row["source"] == "all"))


def _alarm(figure: Figure) -> str:
    """A share, or a rate per hour."""
    if "per_hour" not in figure:
        return counted(figure, text.REPORT_COUNTS)
    if figure["per_hour"] is None:
        return f"<i>{text.REPORT_NOT_MEASURED}</i>"
    details = text.REPORT_RATES.format(
        low=text.number(figure["low"], ".1f"),
        high=text.number(figure["high"], ".1f"),
        count=figure["accepts"],
        hours=text.number(figure["hours"], ".2f"),
    )
    return f"<strong>{text.number(figure['per_hour'], '.1f')}</strong> <small>({details})</small>"


@section
def _fooled_in_test(classifier: Classifier, path: Path) -> str:
    columns = validation(classifier, path)
    rows = {
        name: [_share(figures["falsely_accepted"][kind]) for figures in columns]
        for kind, name in text.REPORT_FOOLED_KINDS.items()
    }
    table = figures_html(_names(classifier, len(columns)), rows)
    return f"<p>{text.REPORT_FOOLED_TEST}</p>{table}"


# Who was it trained on, and on what?


@section
def trained(classifier: Classifier, path: Path) -> str:
    """The speakers, the sounds, and for whom it works less well."""
    if "training" not in classifier.figures:
        raise NotThere(text.REPORT_NO_METRICS.format(file=path.name))
    training, in_all = classifier.figures["training"], trained_before(classifier)
    lead = text.REPORT_TRAINED_TEXT.format(
        speakers=text.number(training["speakers"]),
        rounds=in_all["rounds"],
        minutes=text.number(in_all["minutes"], "g"),
    )
    amounts = sounds_heard(classifier)
    most = max(amounts.values())
    rows = {
        name: [f"{bar(count / most)}<strong>{text.number(count)}</strong>"]
        for name, count in amounts.items()
    }
    table = figures_html([text.REPORT_RECORDINGS], rows)
    return f"<p>{lead}</p>{table}{_speakers(classifier, path)}"


def sounds_heard(classifier: Classifier) -> dict[str, int]:
    """How many recordings of each kind training heard."""
    training = classifier.figures["training"]
    by_word = training["recordings_by_word"]
    amounts = {
        text.REPORT_WORD.format(word=escape(word)): by_word[word] for word in classifier.words
    }
    others = training["recordings"] - sum(amounts.values())
    if others:
        amounts[text.REPORT_OTHER_WORDS] = others
    for kind, name in text.REPORT_KINDS.items():
        part = training.get("other_sounds", {}).get(kind)
        if part:
            amounts[name.format(minutes=text.number(part["minutes"], "g"))] = part["recordings"]
    if training.get("synthetic_words"):
        name = text.REPORT_SYNTHETIC.format(words=_words(classifier))
        amounts[name] = training["synthetic_words"]
    return amounts


@section
def _speakers(classifier: Classifier, path: Path) -> str:
    speakers = robustness(classifier, path)[0]["fairness"]["speakers"]
    sentence = text.REPORT_SPEAKERS.format(
        n=speakers["n"],
        mean=percent(speakers["mean"]),
        worst=percent(speakers["worst_tenth"]),
    )
    return f"<p>{sentence}</p>"


# What can it not do?


def cannot(classifier: Classifier, limits: Sequence[str] | None = None) -> str:
    """The model card's limits, or others."""
    words = text.listed(classifier.words)
    said = (limit.format(words=words) for limit in limits or text.REPORT_LIMITS)
    return f"<ul>{''.join(f'<li>{escape(limit, quote=False)}</li>' for limit in said)}</ul>"


# The parts


def titled(title: str, body: str) -> str:
    """A section with its question."""
    return f"<section><h2>{title}</h2>{body}</section>"


def _names(classifier: Classifier, columns: int) -> list[str]:
    return [escape(classifier.name), text.REPORT_LESSON][:columns]


def _words(classifier: Classifier) -> str:
    return escape(text.listed(classifier.words), quote=False)
