"""A training as HTML: how far it is, its curves, what happened, and the comparison."""

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from core.training.beginning import ARCHITECTURES, LEARNING_RATES, Choices
from demo import text
from demo.tabs.beginning.attempt import OWN, SHIPPED, Folder, State
from demo.tabs.beginning.plot import Curve, curves
from demo.tabs.beginning.story import accuracy, story
from demo.ui.bar import bar
from demo.ui.tables import bar as share_bar
from demo.ui.tables import counted, figures_html

RATES = (1e-5, 1e-4, 1e-3, 3e-3, 1e-1)  # to choose from: too slow, good and too fast
ROUND_TO = 5  # seconds; nobody knows it better
LOSS_TICKS = (0.25, 0.5, 1.0, 2.0, 4.0)  # where a diagram of losses may end
SPLIT = {"training": "BEGIN_TRAINING", "validation": "BEGIN_VALIDATION"}


# What there is to choose


def networks(chosen: str) -> str:
    """One button a network, and what each is."""
    labels = {name: text.BEGIN_NETWORKS[name] for name in ARCHITECTURES}
    return _told("begin-network", text.BEGIN_NETWORK, labels, chosen, text.BEGIN_NETWORK_TELLS)


def rates(chosen: str) -> str:
    """One button a learning rate."""
    labels = {f"{rate:g}": text.number(rate, "f").rstrip("0") for rate in RATES}
    return bar("begin-rate", text.BEGIN_RATE, labels, chosen) + f"<p>{text.BEGIN_RATE_TELLS}</p>"


def augmentation(chosen: str) -> str:
    """On or off, and what it is."""
    labels = {name: text.BEGIN_AUGMENT_CHOICES[name] for name in ("on", "off")}
    return _told("begin-augment", text.BEGIN_AUGMENT, labels, chosen, text.BEGIN_AUGMENT_TELLS)


def _told(
    name: str, question: str, labels: Mapping[str, str], chosen: str, tells: Mapping[str, str]
) -> str:
    described_by = {value: f"{name}-{value}" for value in labels}
    sentences = "".join(f'<p id="{described_by[value]}">{tells[value]}</p>' for value in labels)
    return (
        f'{bar(name, question, labels, chosen, described_by)}<div class="tells">{sentences}</div>'
    )


def sounds(folder: Folder) -> str:
    """Which recordings there are."""
    told = text.BEGIN_FOLDER if folder.is_given else text.BEGIN_EXAMPLES
    return f'<p class="hint">{told.format(n=folder.recordings)}</p>'


# While it goes on


def progress(state: State) -> str:
    """How far it is: a bar, and how long it takes."""
    if state.is_over:
        return ""
    told = text.BEGIN_PHASES[state.phase]
    if state.phase == "training":
        n_epochs = len(state.epochs) + 1
        told = told.format(epoch=n_epochs)
    left = ""
    if state.seconds_left is not None and state.phase == "training":
        seconds = max(1, math.ceil(state.seconds_left / ROUND_TO)) * ROUND_TO
        if seconds < 60:
            left = text.BEGIN_SECONDS_LEFT.format(seconds=seconds)
        else:
            left = text.BEGIN_MINUTES_LEFT.format(minutes=seconds / 60)
    share = state.done / state.of if state.of else 0.0
    return (
        f'<div class="way" role="progressbar" aria-valuemin="0" aria-valuemax="100" '
        f'aria-valuenow="{100 * share:.0f}" aria-label="{escape(told)}">'
        f'<span style="width:{100 * share:.1f}%"></span></div>'
        f'<p class="hint"><span>{told}</span> <span>{left}</span></p>'
    )


def diagrams(state: State, choices: Choices) -> str:
    """Accuracy and loss, of both kinds of recordings, over the epochs."""
    epochs, guessing = state.epochs, state.guessing
    best = story(epochs, guessing).best.number if epochs and state.is_over else None
    legend = "".join(
        f'<span class="{kind}"><i></i>{getattr(text, name)}</span>' for kind, name in SPLIT.items()
    )
    accuracies = {kind: [accuracy(getattr(epoch, kind)) for epoch in epochs] for kind in SPLIT}
    losses = {kind: [getattr(epoch, kind).loss for epoch in epochs] for kind in SPLIT}
    highest = max((value for values in losses.values() for value in values), default=0.0)
    end = next((tick for tick in LOSS_TICKS if tick >= highest), LOSS_TICKS[-1])
    quarters = [part * end / 4 for part in range(5)]
    shown = {
        text.BEGIN_ACCURACY: curves(
            [Curve(kind, values) for kind, values in accuracies.items()],
            choices.epochs,
            [(part / 4, f"{25 * part} %") for part in range(5)],
            _alt(text.BEGIN_ACCURACY, {k: [*map(_whole, v)] for k, v in accuracies.items()}),
            best,
            (guessing, text.BEGIN_GUESSING),
        ),
        text.BEGIN_LOSS: curves(
            [Curve(kind, values) for kind, values in losses.items()],
            choices.epochs,
            [(value, text.number(value, "g")) for value in quarters],
            _alt(
                text.BEGIN_LOSS, {k: [text.number(x, ".2f") for x in v] for k, v in losses.items()}
            ),
            best,
        ),
    }
    panels = "".join(
        f"<figure><figcaption>{title}</figcaption>{drawn}</figure>"
        for title, drawn in shown.items()
    )
    return f'<p class="legend">{legend}</p><div class="curves">{panels}</div>'


def _alt(title: str, values: Mapping[str, Sequence[str]]) -> str:
    lines = [
        text.BEGIN_ALT_LINE.format(kind=getattr(text, SPLIT[kind]), values=", ".join(said))
        for kind, said in values.items()
        if said
    ]
    return " ".join([f"{title}.", *lines])


def nothing_yet() -> str:
    """Before anything was trained."""
    return f'<p class="not-there">{text.fixed("BEGIN_EMPTY")}</p>'


# After it


def told(state: State, choices: Choices) -> str:
    """What happened, in words."""
    if state.phase == "failed":
        problem = escape(state.problem) or text.BEGIN_BROKEN
        return f"<p>{problem}</p>"
    if state.phase == "stopped" and not state.epochs:
        return f"<p>{text.BEGIN_STOPPED}</p>"
    if not state.epochs:
        return ""
    happened = story(state.epochs, state.guessing)
    best, last = happened.best, state.epochs[-1]
    sentences = []
    if not happened.learned:
        hint = "lesson" if choices.architecture == "lesson" else "any"
        sentences.append(text.BEGIN_NOT_LEARNED[hint])
    else:
        sentences.append(
            text.BEGIN_LEARNED.format(
                accuracy=_whole(accuracy(best.validation)),
                right=best.validation.right,
                of=best.validation.of,
            )
        )
    if happened.by_heart:
        sentences.append(text.BEGIN_BY_HEART.format(epoch=best.number))
    if happened.gap:
        sentences.append(
            text.BEGIN_GAP.format(
                own=_whole(accuracy(last.training)), new=_whole(accuracy(last.validation))
            )
        )
        sentences.append(text.BEGIN_GAP_HELP["on" if choices.augment else "off"])
    good = [text.BEGIN_GOOD, text.BEGIN_GOOD_TRY["on" if choices.augment else "off"]]
    if happened.learned and not (happened.by_heart or happened.gap):
        sentences += [text.BEGIN_UNFINISHED] if happened.unfinished else good
    sentences.append(text.BEGIN_KEPT.format(epoch=best.number))
    return f"<h3>{text.BEGIN_STORY}</h3><p>{' '.join(sentences)}</p>"


def _whole(share: float) -> str:
    """A share in whole percents."""
    return f"{100 * share:.0f}\N{NO-BREAK SPACE}%"


ROWS = ("forced_choice", "accepted_and_right")


def comparison(state: State, folder: Folder) -> str:
    """The new model beside the shipped one, on the same recordings."""
    if not state.figures:
        return ""
    names = {OWN: text.BEGIN_OWN, SHIPPED: text.BEGIN_SHIPPED}
    columns = {names[model]: figures for model, figures in state.figures.items()}
    rows = {
        text.REPORT_SHARES[row]: [_cell(figures[row]) for figures in columns.values()]
        for row in ROWS
    }
    rows[text.BEGIN_FALSE] = [
        _cell(figures["falsely_accepted"]["other_words"]) for figures in columns.values()
    ]
    own = state.figures[OWN]
    n = own["accepted_and_right"]["of"] + own["falsely_accepted"]["other_words"]["of"]
    told = text.BEGIN_COMPARED.format(n=n)
    if not folder.can_compare:
        told = text.BEGIN_NOT_COMPARED
    return f"<h3>{text.BEGIN_COMPARE}</h3><p>{told}</p>{figures_html([*columns], rows)}"


def _cell(figure: Mapping[str, Any]) -> str:
    if not figure["of"]:
        return f"<i>{text.REPORT_NOT_MEASURED}</i>"
    picture = share_bar(figure["share"], figure["low"], figure["high"])
    return f"{picture}{counted(figure, text.REPORT_COUNTS)}"


def default_rate(architecture: str) -> str:
    """The learning rate that goes well."""
    return f"{LEARNING_RATES[architecture]:g}"
