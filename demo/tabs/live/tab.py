"""The Live tab: it listens all the time, and plays a game by voice.

Sound goes through the connection of socket.py; Gradio's events only give the ticket for it, and
take a word that is to be explained.
"""

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import gradio as gr
from gradio.events import Dependency
from gradio.utils import get_upload_folder

from core.errors import CoreError
from demo import limits
from demo.session import Session, Sessions
from demo.tabs.live import view
from demo.tabs.live.listening import Places
from demo.ui.notices import notices

SCRIPT = Path(__file__).with_name("live.js")
TELL_TICKET = """watch("value", () => window.dispatchEvent(
    new CustomEvent("live-ticket", {detail: props.value})));"""
LARGEST_WORD = 2**20  # bytes of a word that is to be explained, as a file
OF_LIVE: dict[str, Any] = {"concurrency_id": "live", "concurrency_limit": 8}


def live_tab(
    sessions: Sessions, places: Places, tabs: gr.Tabs, tab: gr.Tab, explain: str
) -> Dependency:
    """Lay out the tab and connect it. Returns the event of a word that is to be explained.

    Args:
        explain: the id of the tab that explains.
    """
    with gr.Column(elem_classes="close"):
        notices("LIVE_FULL", "LIVE_SILENT", "LIVE_CLOSED")
        notices("MICROPHONE_REFUSED", "MICROPHONE_MISSING", "MICROPHONE_FRAMED")
    frame = gr.HTML(
        html_template=view.frame_html(),
        js_on_load=SCRIPT.read_text(encoding="utf-8"),
        apply_default_css=False,
        elem_id="live",
    )
    ticket = gr.HTML("", js_on_load=TELL_TICKET, elem_id="live-ticket")

    def give_ticket(session: Session, moment: Mapping[str, Any]) -> str:
        """The answer differs each time, so that the page notices it."""
        return f"{moment.get('at')}:{places.ticket(session)}"

    tab.select(sessions.bound(translate), None, frame, **limits.QUIET)
    frame.submit(sessions.bound_to_click(give_ticket), None, ticket, **OF_LIVE, **limits.QUIET)
    event: Dependency = frame.select(
        sessions.bound_to_click(hear_word), None, None, **limits.CLASSIFY, **limits.QUIET
    )
    event.success(lambda: gr.Tabs(selected=explain), None, tabs, **limits.QUIET)
    return event


def translate(session: Session) -> object:
    """The frame in the visitor's language."""
    return gr.HTML(html_template=view.frame_html())


def hear_word(session: Session, told: Mapping[str, Any]) -> None:
    """Make a word of the stream the visitor's recording, as if it had been recorded on Listen.

    Raises:
        gr.Error: if it is none.
    """
    sound = told.get("wav")
    if not isinstance(sound, str) or len(sound) > LARGEST_WORD:
        raise gr.Error("No word was sent.", print_exception=False)
    folder = Path(get_upload_folder())
    folder.mkdir(parents=True, exist_ok=True)
    path = Path(mkdtemp(dir=folder)) / "live.wav"  # forgotten as an upload is
    try:
        path.write_bytes(base64.b64decode(sound, validate=True))
        session.hear(path, limits.OPERATING_POINT)
    except (binascii.Error, CoreError) as error:
        raise gr.Error(str(error), print_exception=False) from error
