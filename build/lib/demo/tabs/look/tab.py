"""The Look tab: how the sound of the Listen tab becomes numbers, and the numbers an image."""

from uuid import uuid4

import gradio as gr

from core.decision.classifier import Classifier
from demo import limits, text
from demo.session import Visits
from demo.tabs.look.air.tab import air_part
from demo.tabs.look.image.tab import image_part
from demo.ui.player import nothing_yet


def look_tab(classifier: Classifier, visits: Visits, tabs: gr.Tabs, tab: gr.Tab) -> None:
    """Lay out the tab and connect it. Of its parts only the one that is seen is drawn."""
    empty = nothing_yet(tabs)
    parts = []
    with gr.Column(visible=False) as lesson, gr.Tabs(elem_id="parts"):
        for title, lay_out in (("AIR_PART", air_part), ("IMAGE_PART", image_part)):
            with gr.Tab(text.fixed(title)) as part:
                opened = gr.State("")
                lay_out(classifier, visits, opened)
            parts.append((part, opened))
    seen = gr.State(0)

    def open_part(number: int, request: gr.Request) -> dict[object, object]:
        """Tell a part to draw, by a value that it has never had."""
        has_recording = visits.recall(str(request.session_hash)) is not None
        return {
            empty: gr.Column(visible=not has_recording),
            lesson: gr.Column(visible=has_recording),
            seen: number,
            parts[number][1]: uuid4().hex,
        }

    outputs = [empty, lesson, seen, *(opened for _, opened in parts)]
    tab.select(open_part, seen, outputs, **limits.QUIET)
    for number, (part, _) in enumerate(parts):
        part.select(open_part, gr.State(number), outputs, **limits.QUIET)
