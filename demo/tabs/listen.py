"""The Listen tab: record or choose a sound, read the verdict, see the picture."""

from pathlib import Path

import gradio as gr

from core.audio import read_clip
from core.classifier import Classifier
from core.errors import CoreError
from demo import pictures, settings, text, verdict
from demo.heard import Heard
from demo.sounds import SOUNDS
from demo.visits import Visits


def listen_tab(classifier: Classifier, visits: Visits) -> None:
    """Lay out the tab and connect it."""

    def hear(path: str | None, request: gr.Request) -> tuple[str, object]:
        """A recording, or None where it was cleared -> the verdict, and no picture if none."""
        visit = str(request.session_hash)
        if path is None:
            visits.forget(visit)
            return verdict.EMPTY, ""
        try:
            clip = read_clip(path)
            heard = Heard(Path(path).name, clip, classifier.classify(clip))
        except CoreError as error:
            visits.remember(visit, path, None)
            return verdict.error(str(error)), ""
        visits.remember(visit, path, heard)
        return verdict.verdict(heard.prediction, classifier.threshold), gr.skip()

    def draw(screen: object, request: gr.Request) -> str:
        """The picture of what was just heard."""
        heard = visits.recall(str(request.session_hash))
        return pictures.story(heard, classifier, pictures.screen(screen)) if heard else ""

    gr.HTML(
        f'<p class="hint">{text.RECORDER_HINT}</p>'
        f'<p class="notice microphone-refused" role="alert">{text.MICROPHONE_REFUSED}</p>'
        f'<p class="notice microphone-missing" role="alert">{text.MICROPHONE_MISSING}</p>'
    )
    with gr.Row(equal_height=True):
        recorder = gr.Audio(
            label=text.RECORDER,
            sources=["microphone", "upload"],
            type="filepath",
            format=None,  # no conversion: core reads more kinds of files than Gradio
            buttons=[],
            waveform_options=gr.WaveformOptions(sample_rate=classifier.features.sample_rate),
            min_width=320,
            elem_id="recorder",
        )
        answer = gr.HTML(verdict.EMPTY, elem_id="verdict", js_on_load=settings.READ_ALOUD)
    gr.Examples(
        [[str(sound.path)] for sound in SOUNDS],
        inputs=recorder,
        example_labels=[sound.name for sound in SOUNDS],
        label=text.EXAMPLES,
        api_visibility="private",
        elem_id="examples",
    )
    picture = gr.HTML(elem_id="story")
    screen = gr.JSON(visible=False)

    event = recorder.change(
        hear, recorder, [answer, picture], **settings.CLASSIFY, **settings.QUIET
    )
    event.failure(
        lambda: (verdict.error(text.BROKEN), ""), None, [answer, picture], **settings.QUIET
    )
    event.success(  # the verdict does not wait for the picture
        draw, screen, picture, js=settings.TELL_SCREEN, **settings.DRAW, **settings.QUIET
    )
