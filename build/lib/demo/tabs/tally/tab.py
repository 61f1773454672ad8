"""The class tally: at the bottom of the Listen tab, closed until somebody wants it."""

import math

import gradio as gr
from gradio.events import Dependency

from core.decision.classifier import Classifier
from demo import limits, text
from demo.tabs.tally.view import TELL, download_html, marks_html, tries_html
from demo.tally import Tallies, Tally

# The browser alone knows the visitor's time
TELL_CLOCK = "() => [new Date().getTimezoneOffset()]"
FARTHEST_CLOCK = 24 * 60  # minutes from UTC: beyond what any place on earth has
# One after the other: what is shown last is how it stands
COUNT = {"concurrency_id": "tally", "concurrency_limit": 1, "trigger_mode": "multiple"}


def tally_part(
    classifier: Classifier, tallies: Tallies, after_verdict: Dependency, app: gr.Blocks
) -> None:
    """Lay out the tally and connect it. It is drawn after each verdict, which `note` has noted."""
    labels = classifier.labels

    def shown(tally: Tally, clock: object) -> tuple[object, ...]:
        behind = minutes_behind_utc(clock)
        return (
            tries_html(tally, labels, behind),
            marks_html(tally, classifier),
            download_html(tally, behind),
            gr.Button(interactive=bool(tally.tries)),
        )

    @text.in_their_language
    def show(clock: object, request: gr.Request) -> tuple[object, ...]:
        return shown(tallies.of(str(request.session_hash)), clock)

    @text.in_their_language
    def judge(clock: object, request: gr.Request, event: gr.EventData) -> tuple[object, ...]:
        """Somebody said what a try should have been."""
        click = event._data if isinstance(event._data, dict) else {}
        recording, truth = click.get("recording"), click.get("truth")

        def judged(tally: Tally) -> Tally:
            return tally.judged(recording, truth) if truth in labels else tally

        return shown(tallies.change(str(request.session_hash), judged), clock)

    @text.in_their_language
    def clear(clock: object, request: gr.Request) -> tuple[object, ...]:
        return shown(tallies.change(str(request.session_hash), Tally.cleared), clock)

    def leave(request: gr.Request) -> None:
        tallies.forget(str(request.session_hash))

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
        (after_verdict.success, show),
        (tries.click, judge),
        (empty.click, clear),
    ):
        listen(handler, clock, outputs, js=TELL_CLOCK, **COUNT, **limits.QUIET)
    app.unload(leave)


def minutes_behind_utc(told: object) -> float:
    """What the browser says about its clock (JavaScript's getTimezoneOffset), within reason."""
    try:
        minutes = float(told)
    except (TypeError, ValueError):
        return 0.0
    return minutes if abs(minutes) <= FARTHEST_CLOCK and math.isfinite(minutes) else 0.0
