"""The Report card tab: what the evaluation wrote of the model, as questions and answers."""

from collections.abc import Mapping, Sequence
from functools import cache
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


def report_tab(sessions: Sessions, path: Path, tab: gr.Tab) -> None:
    """Lay out the tab and connect it. Nothing is read or drawn before it is first opened.

    Args:
        path: of the page's own model; beside it lies what was measured.
        tab: the tab that is opened.
    """

    classifier = sessions.classifier

    @cache
    def examples() -> dict[report.Cell, list[Sound]]:
        return report.examples_of(classifier)

    def draw(session: Session, told: object, drawn: object) -> dict[object, object]:
        """All sections, unless they are there already for this screen."""
        own = session.own if session.classifier is session.own else None
        wanted = (pictures.screen(told), own and own.figures)
        screen, _ = wanted
        if drawn == wanted:
            return {state: gr.skip()}
        if own is not None:
            nothing: dict[object, object] = dict.fromkeys((lead, mixes, heard, after), "")
            return {state: wanted, before: report.own(own), **nothing}
        return {
            state: wanted,
            lead: f'<p class="hint">{text.REPORT_LEAD}</p>',
            before: report.titled(text.REPORT_RIGHT, report.right(classifier, path)),
            mixes: report.titled(text.REPORT_MIXES, report.mixes(classifier, path, examples())),
            after: "".join(
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

    def play(session: Session, click: Mapping[str, Any]) -> str:
        """The examples of the number that was pressed."""
        cell = (click.get("said"), click.get("answered"))
        return players(cell, examples()[cell], classifier) if cell in examples() else ""

    def broken(session: Session) -> str:
        """For a mistake of ours."""
        return report.not_there(text.REPORT_BROKEN)

    lead = gr.HTML(f'<p class="hint">{text.fixed("REPORT_LEAD")}</p>')
    before = gr.HTML(elem_classes="report")
    mixes = gr.HTML(js_on_load=TELL, elem_classes="report", elem_id="mixes")
    heard = gr.HTML(js_on_load=PLAY, elem_classes="report", elem_id="mixes-example")
    after = gr.HTML(elem_classes="report")
    state = gr.State()
    screen = gr.JSON(visible=False)

    event = tab.select(
        sessions.bound(draw),
        [screen, state],
        [state, lead, before, mixes, heard, after],
        js=limits.TELL_SCREEN,
        trigger_mode="always_last",
        **limits.DRAW,
        **limits.QUIET,
    )
    event.failure(sessions.bound(broken), None, before, **limits.QUIET)
    played = sessions.bound_to_click(play)
    mixes.click(played, None, heard, trigger_mode="always_last", **limits.QUIET)


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
