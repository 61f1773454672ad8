"""The Listen tab: record or choose a sound, read the verdict, see the picture."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import gradio as gr
from gradio.events import Dependency

from core.config import OPERATING_POINTS, WORDS
from core.decision.classifier import Classifier
from core.errors import CoreError
from demo import limits, text
from demo.session import Session, Sessions
from demo.ui import pictures, verdict
from demo.ui.bar import TELL, choice_html
from demo.ui.examples import SOUNDS
from demo.ui.models import ModelBar, named
from demo.ui.notices import notices


def listen_tab(sessions: Sessions, app: gr.Blocks, models: ModelBar) -> Dependency:
    """Lay out the tab and connect it. Returns the event of a verdict."""
    hint = _notices()
    with gr.Row(equal_height=True):
        recorder = _recorder(sessions.classifier.features.sample_rate)
        with gr.Column(min_width=320):
            answered = gr.HTML(verdict.EMPTY, elem_id="verdict", js_on_load=limits.READ_ALOUD)
            choice = _choice(sessions.classifier)
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

    event: Dependency = gr.on(
        [recorder.change, choice.input, models.changed.change],
        sessions.bound(answer),
        [recorder, choice],
        [answered, picture],
        trigger_mode="always_last",  # one after the other: the last choice is never overtaken
        **limits.CLASSIFY,
        **limits.QUIET,
    )
    event.failure(sessions.bound(sorry), None, [answered, picture], **limits.QUIET)
    event.success(  # the verdict does not wait for the picture
        sessions.bound(draw),
        screen,
        picture,
        js=limits.TELL_SCREEN,
        trigger_mode="always_last",  # a verdict that comes while one is drawn gets its own picture
        **limits.DRAW,
        **limits.QUIET,
    )
    app.load(sessions.bound(translate), None, [hint, choice, examples.dataset], **limits.QUIET)
    models.changed.change(sessions.bound(follow), choice, [hint, choice], **limits.QUIET)
    return event


# What is asked of the session


def answer(session: Session, path: str | None, operating_point: str) -> tuple[str, Any]:
    """A recording, or None where it was cleared -> the verdict, and no picture if none."""
    before = session.heard
    try:
        if before is not None and before.of.classifier.model is not session.classifier.model:
            heard = session.hear_again(operating_point)  # another model answers since
        elif path is not None:
            heard = session.hear(Path(path), operating_point)
        else:
            heard = None
            session.clear()
    except CoreError as error:
        return verdict.error(text.error(error)), ""
    if heard is None:
        return verdict.EMPTY, ""
    return verdict.verdict(heard.prediction, heard.threshold), gr.skip()


def draw(session: Session, screen: object) -> str:
    """The picture of what was just heard."""
    heard = session.heard
    return pictures.story(heard, pictures.screen(screen)) if heard else ""


def translate(session: Session) -> tuple[object, object, object]:
    """The words that Gradio does not translate in the browser."""
    return (
        _hint(what_to_do(session)),
        gr.HTML(html_template=choice_html(_thresholds(session.classifier))),
        gr.Dataset(sample_labels=[sound.name for sound in SOUNDS]),
    )


def follow(session: Session, chosen: str) -> tuple[str, object]:
    """What is to be said, and how sure it must be, for the model that answers now."""
    choice = choice_html(_thresholds(session.classifier), chosen)
    # Gradio draws another template only once a property is another, too
    return _hint(what_to_do(session)), gr.HTML(html_template=choice, drawn=uuid4().hex)


def what_to_do(session: Session) -> str:
    """How to record, with the words of the model that answers."""
    if session.classifier.words == WORDS:
        return str(text.RECORDER_HINT)
    return str(text.RECORDER_HINT_OWN.format(words=named(session.classifier)))


def _hint(words: object) -> str:
    return f'<p class="hint">{words}</p>'


def sorry(session: Session) -> tuple[str, str]:
    """For a mistake of ours."""
    return verdict.error(text.BROKEN), ""


# The layout


def _notices() -> gr.HTML:
    """How it is done, which is returned, and what is said where there is no microphone."""
    with gr.Column(elem_classes="close"):
        said = gr.HTML(_hint(text.fixed("RECORDER_HINT")))
        notices("MICROPHONE_REFUSED", "MICROPHONE_MISSING", "MICROPHONE_FRAMED")
        notices("UPLOAD_LARGE", "UPLOAD_FAILED")
    return said


def _recorder(sample_rate: int) -> gr.Audio:
    return gr.Audio(
        label=text.fixed("RECORDER"),
        sources=["microphone", "upload"],
        type="filepath",
        format=None,  # no conversion: core reads more kinds of files than Gradio
        buttons=[],
        waveform_options=gr.WaveformOptions(sample_rate=sample_rate),
        min_width=320,
        elem_id="recorder",
    )


def _choice(classifier: Classifier) -> gr.HTML:
    """How sure must it be?"""
    return gr.HTML(
        limits.OPERATING_POINT,
        html_template=choice_html(_thresholds(classifier)),
        js_on_load=TELL,
        apply_default_css=False,
        elem_id="choice",
    )


def _thresholds(classifier: Classifier) -> dict[str, float]:
    return {name: classifier.at(name).threshold for name in OPERATING_POINTS}
