"""Sentences that the browser shows when page.js finds them true; until then page.css hides them."""

import gradio as gr

from demo import text


def notices(*names: str) -> None:
    """A notice for each text of this name; its CSS class is the name, as `server-lost`."""
    for name in names:
        kind = name.lower().replace("_", "-")
        gr.HTML(f'<p class="notice {kind}" role="alert">{text.fixed(name)}</p>')
