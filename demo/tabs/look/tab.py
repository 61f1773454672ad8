"""The Look tab: how the sound of the Listen tab becomes numbers, and the numbers an image."""

from typing import Any
from uuid import uuid4

import gradio as gr

from demo import limits, text
from demo.session import Session, Sessions
from demo.tabs.look.air.tab import air_part
from demo.tabs.look.image.tab import image_part
from demo.ui.models import ModelBar
from demo.ui.opening import Opening
from demo.ui.player import nothing_yet

PARTS = {"AIR_PART": air_part, "IMAGE_PART": image_part}


def look_tab(sessions: Sessions, tabs: gr.Tabs, tab: gr.Tab, models: ModelBar) -> Opening:
    """Lay out the tab and connect it. Of its parts only the one that is seen is drawn."""
    empty = nothing_yet(tabs)
    parts, opened = [], []
    with gr.Column(visible=False) as lesson, gr.Tabs(elem_id="parts"):
        for title, lay_out in PARTS.items():
            with gr.Tab(text.fixed(title)) as part:
                opened.append(gr.State(""))
                lay_out(sessions, opened[-1], models)
            parts.append(part)
    seen = gr.State(0)

    outputs: dict[str | int, Any] = {"empty": empty, "lesson": lesson, "seen": seen}
    outputs |= enumerate(opened)
    opening = Opening(sessions.bound(open_part, outputs), [seen], list(outputs.values()))
    tab.select(opening.handler, opening.inputs, opening.outputs, **limits.QUIET)
    for number, part in enumerate(parts):
        part.select(opening.handler, gr.State(number), opening.outputs, **limits.QUIET)
    return opening


def open_part(session: Session, number: int) -> dict[str | int, Any]:
    """Tell a part to draw, by a value that it has never had."""
    has_recording = session.heard is not None
    return {
        "empty": gr.Column(visible=not has_recording),
        "lesson": gr.Column(visible=has_recording),
        "seen": number,
        number: uuid4().hex,
    }
