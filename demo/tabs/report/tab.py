"""The Report card tab: what the evaluation wrote of the model, as questions and answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from core.decision.classifier import Classifier
from core.sound.clip import resample
from core.sound.decode import read_clip
from demo import limits, text
from demo.session import Session, Sessions
from demo.tabs.report import view as report
from demo.ui import pictures
from demo.ui.examples import Sound
from demo.ui.player import player

# A click on a number of the table tells which one
TELL = """element.addEventListener("click", ({target}) => {
    const {said, answered} = target.closest("button")?.dataset ?? {};
    if (said) trigger("click", {said, answered});
});"""
# Who asks for an example hears it at once; where the browser refuses, there is the player's button
PLAY = f"""{limits.READ_ALOUD};
watch("value", () => element.querySelector("audio")?.play().catch(() => {{}}));"""
LEAD = '<p class="hint">{}</p>'


@dataclass(frozen=True, eq=False)
class Card:
    """What the page's own model is, and what was measured of it."""

    classifier: Classifier
    path: Path  # of the model; beside it lies what was measured

    @cached_property
    def examples(self) -> dict[report.Cell, list[Sound]]:
        """The examples behind each number of the table of answers."""
        return report.examples_of(self.classifier)

    def draw(self, session: Session, told: object, drawn: object) -> dict[str, object]:
        """All sections, unless they are there already for this screen."""
        own = session.own if session.classifier is session.own else None
        screen = pictures.screen(told)
        wanted = (screen, own and own.figures)
        if drawn == wanted:
            return {"state": gr.skip()}
        if own is not None:
            nothing = dict.fromkeys(("lead", "mixes", "heard", "after"), "")
            return {"state": wanted, "before": report.own(own), **nothing}
        classifier, path = self.classifier, self.path
        return {
            "state": wanted,
            "lead": LEAD.format(text.REPORT_LEAD),
            "before": report.titled(text.REPORT_RIGHT, report.right(classifier, path)),
            "mixes": report.titled(
                text.REPORT_MIXES, report.mixes(classifier, path, self.examples)
            ),
            "after": "".join(
                report.titled(title, body)
                for title, body in (
                    (text.REPORT_TRUST, report.trust(classifier, path, screen)),
                    (text.REPORT_NOISE, report.noise(classifier, path, screen)),
                    (text.REPORT_OUTSIDE, report.outside(classifier, path)),
                    (text.REPORT_FOOLED, report.fooled(classifier, path)),
                    (text.REPORT_TRAINED, report.trained(classifier, path)),
                    (text.REPORT_CANNOT, report.cannot(classifier)),
                )
            ),
        }

    def play(self, session: Session, click: Mapping[str, Any]) -> str:
        """The examples of the number that was pressed."""
        cell = (str(click.get("said")), str(click.get("answered")))
        examples = self.examples.get(cell)
        return players(cell, examples, self.classifier) if examples else ""


def sorry(session: Session) -> str:
    """For a mistake of ours."""
    return report.not_there(text.REPORT_BROKEN)


def report_tab(sessions: Sessions, path: Path, tab: gr.Tab) -> None:
    """Lay out the tab and connect it. Nothing is read or drawn before it is first opened.

    Args:
        path: of the page's own model; beside it lies what was measured.
        tab: the tab that is opened.
    """
    card = Card(sessions.classifier, path)
    parts: dict[str, Any] = {
        "lead": gr.HTML(LEAD.format(text.fixed("REPORT_LEAD"))),
        "before": gr.HTML(elem_classes="report"),
        "mixes": gr.HTML(js_on_load=TELL, elem_classes="report", elem_id="mixes"),
        "heard": gr.HTML(js_on_load=PLAY, elem_classes="report", elem_id="mixes-example"),
        "after": gr.HTML(elem_classes="report"),
        "state": gr.State(),
    }
    event = tab.select(
        sessions.bound(card.draw, parts),
        [gr.JSON(visible=False), parts["state"]],
        list(parts.values()),
        js=limits.TELL_SCREEN,
        trigger_mode="always_last",
        **limits.DRAW,
        **limits.QUIET,
    )
    event.failure(sessions.bound(sorry), None, parts["before"], **limits.QUIET)
    played = sessions.bound_to_click(card.play)
    parts["mixes"].click(played, None, parts["heard"], trigger_mode="always_last", **limits.QUIET)


def players(cell: report.Cell, examples: Sequence[Sound], classifier: Classifier) -> str:
    """The examples of a cell, to listen to."""
    said, answered = map(escape, cell)
    rate = classifier.features.sample_rate
    items = "".join(
        f"<li><span>{escape(sound.name)}</span>"
        f"{player(resample(read_clip(sound.path), rate).samples, rate, sound.name)}</li>"
        for sound in examples
    )
    return f"<p>{text.REPORT_EXAMPLE.format(said=said, answered=answered)}</p><ul>{items}</ul>"
