"""The class tally: at the bottom of the Listen tab, closed until somebody wants it."""

import math
from collections.abc import Mapping
from typing import Any

import gradio as gr
from gradio.events import Dependency

from demo import limits, text
from demo.session import Session, Sessions
from demo.tabs.tally.view import TELL, download_html, marks_html, tries_html
from demo.tally import Tally

# The browser alone knows the visitor's time
TELL_CLOCK = "() => [new Date().getTimezoneOffset()]"
FARTHEST_CLOCK = 24 * 60  # minutes from UTC: beyond what any place on earth has
# One after the other: what is shown last is how it stands
COUNT: dict[str, Any] = {
    "concurrency_id": "tally",
    "concurrency_limit": 1,
    "trigger_mode": "multiple",
}


def tally_part(sessions: Sessions, after_verdict: Dependency) -> None:
    """Lay out the tally and connect it. It is drawn after each verdict, which is in it already."""
    with gr.Accordion(text.fixed("TALLY_TITLE"), open=False, elem_id="tally"):
        gr.HTML(f'<p class="hint">{text.fixed("TALLY_LEAD")}</p>')
        tries = gr.HTML(
            f'<p class="hint">{text.fixed("TALLY_EMPTY")}</p>', js_on_load=TELL, elem_id="tries"
        )
        marks = gr.HTML(elem_id="marks")
        with gr.Row():
            download = gr.HTML()
            empty = gr.Button(text.fixed("TALLY_CLEAR"), interactive=False, size="sm", scale=0)
    clock = gr.JSON(visible=False)

    outputs = [tries, marks, download, empty]
    for listen, handler in (
        (after_verdict.success, sessions.bound(show)),
        (tries.click, sessions.bound_to_click(judge)),
        (empty.click, sessions.bound(clear)),
    ):
        listen(handler, clock, outputs, js=TELL_CLOCK, **COUNT, **limits.QUIET)


def show(session: Session, clock: object) -> tuple[Any, ...]:
    """How it stands: the tries, the marks, the file, and the button that clears it."""
    tally, classifier, behind = session.tally, session.classifier, minutes_behind_utc(clock)
    return (
        tries_html(tally, classifier.labels, behind),
        marks_html(tally, classifier),
        download_html(tally, behind),
        gr.Button(interactive=bool(tally.tries)),
    )


def judge(session: Session, click: Mapping[str, Any], clock: object) -> tuple[Any, ...]:
    """Somebody said what a try should have been."""
    recording, truth = click.get("recording"), click.get("truth")
    if isinstance(recording, str) and truth in session.classifier.labels:
        session.change_tally(lambda tally: tally.judged(recording, truth))
    return show(session, clock)


def clear(session: Session, clock: object) -> tuple[Any, ...]:
    """Begin anew."""
    session.change_tally(Tally.cleared)
    return show(session, clock)


def minutes_behind_utc(told: Any) -> float:
    """What the browser says about its clock (JavaScript's getTimezoneOffset), within reason."""
    try:
        minutes = float(told)
    except (TypeError, ValueError):
        return 0.0
    return minutes if abs(minutes) <= FARTHEST_CLOCK and math.isfinite(minutes) else 0.0
