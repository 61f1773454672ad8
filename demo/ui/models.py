"""Which model answers: a bar over all tabs, shown once there are two to choose from.

A tab whose work ends with a model of the visit's own calls `Session.answer_with`, and then lets
the bar follow: `ModelBar.after`. What depends on the model listens to `ModelBar.changed`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from uuid import uuid4

import gradio as gr
from gradio.events import Dependency

from core.decision.classifier import Classifier
from demo import limits, text
from demo.session import Session, Sessions

# A click tells which model it is for. A model's file that is dropped anywhere on the page is sent.
TELL = """element.addEventListener("click", ({target}) => {
    const {own} = target.closest("button")?.dataset ?? {};
    if (own) trigger("click", {own: own === "true"});
});
window.sendModel = async (file) => {
    const {path} = await upload(file).catch(() => ({}));  // page.js says why
    if (path) trigger("upload", {path, name: file.name});
};
const isModel = ({name}) => /\\.(safetensors|zip)$/i.test(name);
document.addEventListener("drop", (event) => {
    const file = [...(event.dataTransfer?.files ?? [])].find(isModel);
    if (!file) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    window.sendModel(file);
}, true);
document.addEventListener("dragover", (event) => event.preventDefault());"""


@dataclass(frozen=True)
class ModelBar:
    """The bar, and what is another value each time that another model answers."""

    sessions: Sessions
    html: gr.HTML
    changed: gr.State

    @property
    def outputs(self) -> list[Any]:
        """What `shown` fills."""
        return [self.html, self.changed]

    def after(self, event: Dependency) -> Dependency:
        """Follow the session's model once the event has succeeded."""
        show = self.sessions.bound(shown)
        followed: Dependency = event.success(show, None, self.outputs, **limits.QUIET)
        return followed


def model_bar(sessions: Sessions) -> ModelBar:
    """Lay out the bar and connect it."""
    bar = ModelBar(
        sessions,
        gr.HTML("", js_on_load=TELL, apply_default_css=False, elem_id="model"),
        gr.State(""),
    )
    bar.html.click(sessions.bound_to_click(choose), None, bar.outputs, **limits.QUIET)
    return bar


def choose(session: Session, told: Mapping[str, Any]) -> tuple[str, str]:
    """Somebody wants the other model."""
    session.choose(told.get("own") is True)
    return shown(session)


def shown(session: Session) -> tuple[str, str]:
    """Which model answers, and the way to the other; nothing while there is only one."""
    return bar_html(session), uuid4().hex


def sorry(session: Session, why: str) -> str:
    """Why a file that was dropped does not answer, above what does."""
    return f'<p class="notice shown" role="alert">{escape(why)}</p>{bar_html(session)}'


def bar_html(session: Session) -> str:
    """The bar's inside."""
    own = session.own
    if own is None:
        return ""
    answers = session.classifier is own
    sentence = text.MODEL_OWN if answers else text.MODEL_SHIPPED
    other = session.shipped if answers else own
    change = text.MODEL_CHANGE.format(words=named(other))
    if own.words == session.shipped.words:
        change = text.MODEL_CHANGE_ALIKE["shipped" if answers else "own"]
    return (
        f'<div class="model {"own" if answers else "shipped"}" role="status">'
        f"<p>{sentence.format(words=named(session.classifier))}</p>"
        f'<button type="button" data-own="{str(not answers).lower()}">'
        f"{change}</button></div>"
    )


def named(classifier: Classifier) -> str:
    """The words of a model, as HTML."""
    return escape(text.listed(classifier.words), quote=False)
