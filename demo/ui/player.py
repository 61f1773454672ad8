"""What several tabs have."""

import base64
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

import gradio as gr
import numpy as np
import soundfile

from demo import limits, text

if TYPE_CHECKING:
    from torch import Tensor


def nothing_yet(tabs: gr.Tabs) -> gr.Column:
    """What a tab shows while there is no recording: a sentence, and the way to Listen."""
    column = gr.Column()
    with column:
        gr.HTML(f'<p class="hint">{text.fixed("NO_RECORDING")}</p>')
        go = gr.Button(text.fixed("GO_TO_LISTEN"), variant="primary")
        go.click(lambda: gr.Tabs(selected="listen"), None, tabs, **limits.QUIET)
    return column


def player(waveform: "np.ndarray | Tensor", sample_rate: int, label: str) -> str:
    """A waveform (n,) to listen to, as HTML. No file of it stays on the server."""
    file = BytesIO()
    samples = np.asarray(waveform).clip(-1, 1)
    soundfile.write(file, samples, sample_rate, "PCM_16", format="WAV")
    data = base64.b64encode(file.getvalue()).decode()
    return (
        f'<audio controls aria-label="{escape(label)}" src="data:audio/wav;base64,{data}"></audio>'
    )


def lines_of_code() -> gr.Code:
    """Lines of code to copy, closed at first."""
    with gr.Accordion(text.fixed("CODE"), open=False):
        return gr.Code(
            language="python",
            interactive=False,
            show_label=False,
            show_line_numbers=False,
            buttons=["copy"],
            elem_classes="lines",
        )
