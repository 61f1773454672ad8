"""The Listen tab: record or choose a sound, read the verdict, see the picture."""

from pathlib import Path

import gradio as gr
from gradio.events import Dependency

from core.config import OPERATING_POINTS
from core.decision.classifier import Classifier
from core.errors import CoreError
from demo import limits, text
from demo.session import Visits, hear
from demo.tally import Tallies, note
from demo.ui import pictures, verdict
from demo.ui.bar import TELL, choice_html
from demo.ui.examples import SOUNDS


def listen_tab(
    classifier: Classifier, visits: Visits, tallies: Tallies, app: gr.Blocks
) -> Dependency:
    """Lay out the tab and connect it. Returns the event of a verdict."""
    at = {name: classifier.at(name) for name in OPERATING_POINTS}
    thresholds = {name: at[name].threshold for name in at}

    @text.in_their_language
    def answer_to(path: str | None, choice: str, request: gr.Request) -> tuple[str, object]:
        """A recording, or None where it was cleared -> the verdict, and no picture if none."""
        visit = str(request.session_hash)
        if path is None:
            visits.forget(visit)
            return verdict.EMPTY, ""
        last = visits.recall(visit)
        try:
            if last is not None and last.path == Path(path):
                heard = last.decided_by(at[choice])
            else:
                heard = hear(Path(path), at[choice])
        except CoreError as error:
            visits.remember(visit, path, None)
            return verdict.error(text.error(error)), ""
        visits.remember(visit, path, heard)
        note(tallies, visit, heard)
        return verdict.verdict(heard.prediction, at[choice].threshold), gr.skip()

    @text.in_their_language
    def translate(request: gr.Request) -> tuple[object, object]:
        """The words that Gradio does not translate in the browser."""
        return (
            gr.HTML(html_template=choice_html(thresholds)),
            gr.Dataset(sample_labels=[sound.name for sound in SOUNDS]),
        )

    @text.in_their_language
    def draw(screen: object, request: gr.Request) -> str:
        """The picture of what was just heard."""
        heard = visits.recall(str(request.session_hash))
        return pictures.story(heard, classifier, pictures.screen(screen)) if heard else ""

    @text.in_their_language
    def broken(request: gr.Request) -> tuple[str, str]:
        """For a mistake of ours."""
        return verdict.error(text.BROKEN), ""

    with gr.Column(elem_classes="close"):
        gr.HTML(f'<p class="hint">{text.fixed("RECORDER_HINT")}</p>')
        for kind in ("refused", "missing"):
            words = text.fixed(f"MICROPHONE_{kind.upper()}")
            gr.HTML(f'<p class="notice microphone-{kind}" role="alert">{words}</p>')
    with gr.Row(equal_height=True):
        recorder = gr.Audio(
            label=text.fixed("RECORDER"),
            sources=["microphone", "upload"],
            type="filepath",
            format=None,  # no conversion: core reads more kinds of files than Gradio
            buttons=[],
            waveform_options=gr.WaveformOptions(sample_rate=classifier.features.sample_rate),
            min_width=320,
            elem_id="recorder",
        )
        with gr.Column(min_width=320):
            answer = gr.HTML(verdict.EMPTY, elem_id="verdict", js_on_load=limits.READ_ALOUD)
            choice = gr.HTML(
                limits.OPERATING_POINT,
                html_template=choice_html(thresholds),
                js_on_load=TELL,
                apply_default_css=False,
                elem_id="choice",
            )
    examples = gr.Examples(
        [[str(sound.path)] for sound in SOUNDS],
        inputs=recorder,
        example_labels=[sound.name for sound in SOUNDS],
        label=text.fixed("EXAMPLES"),
        api_visibility="private",
        elem_id="examples",
    )
    picture = gr.HTML(elem_id="story")
    screen = gr.JSON(visible=False)

    event = gr.on(
        [recorder.change, choice.input],
        answer_to,
        [recorder, choice],
        [answer, picture],
        trigger_mode="always_last",  # one after the other: the last choice is never overtaken
        **limits.CLASSIFY,
        **limits.QUIET,
    )
    event.failure(broken, None, [answer, picture], **limits.QUIET)
    event.success(  # the verdict does not wait for the picture
        draw,
        screen,
        picture,
        js=limits.TELL_SCREEN,
        trigger_mode="always_last",  # a verdict that comes while one is drawn gets its own picture
        **limits.DRAW,
        **limits.QUIET,
    )
    app.load(translate, None, [choice, examples.dataset], **limits.QUIET)
    return event
