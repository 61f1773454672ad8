"""From the beginning: choose a network and its training, watch it learn, and use what came out.

The training goes on in a thread of its own (attempt.py). What is shown follows it, as long as
somebody looks.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import gradio as gr
from gradio.events import Dependency

from core.training.beginning import (
    EPOCHS,
    LEARNING_RATES,
    RECORDINGS,
    Choices,
)
from demo import limits, text
from demo.session import Session, Sessions
from demo.tabs.beginning import view
from demo.tabs.beginning.attempt import Attempt, Folder, State
from demo.ui.bar import FOLLOW, TELL
from demo.ui.models import ModelBar

KEPT = "beginning"  # the visit's attempt
LOOK_SECONDS = 0.4  # between two looks how far it is
MOST_EPOCHS, MOST_RECORDINGS, FEWEST_RECORDINGS = 40, 1_000, 20
FIRST = "bc-resnet"
# Following takes no thread and hardly any time
FOLLOWING: dict[str, Any] = {"concurrency_id": "follow", "concurrency_limit": None}
AUGMENT = {"on": True, "off": False}
# The parts that show what becomes of the training
FOLLOWED = ("progress", "diagrams", "start", "stop", "told", "comparison", "use", "used")


def choices_of(folder: Folder, values: list[Any]) -> Choices:
    """What the controls say, kept within reason: they may come from anybody."""
    network, rate, augment, epochs, recordings = values
    rates = {f"{known:g}": known for known in view.RATES}
    network = network if network in RECORDINGS else FIRST
    most = min(folder.recordings, MOST_RECORDINGS)
    return Choices(
        architecture=network,
        learning_rate=rates.get(str(rate), LEARNING_RATES[network]),
        augment=AUGMENT.get(str(augment), True),
        epochs=_within(epochs, 1, MOST_EPOCHS, EPOCHS[network]),
        recordings=_within(recordings, FEWEST_RECORDINGS, most, RECORDINGS[network]),
    )


def _within(value: Any, low: int, high: int, default: int) -> int:
    if not isinstance(value, (int, float)) or value != value:
        value = default
    return int(min(max(value, low), high))


# What is asked of the session


def begin(session: Session, folder: Folder, values: list[Any]) -> None:
    """Train a network, in place of an earlier one."""
    attempt = Attempt(session, folder, choices_of(folder, values))
    earlier = session.keep(KEPT, attempt)
    if isinstance(earlier, Attempt):
        earlier.stop()
        earlier.stop()
    attempt.start()


def stop(session: Session) -> None:
    """Train no longer."""
    attempt = session.kept(KEPT)
    if isinstance(attempt, Attempt):
        attempt.stop()


def use(session: Session) -> str:
    """Let the new model answer in all tabs."""
    attempt = session.kept(KEPT)
    if not isinstance(attempt, Attempt) or attempt.classifier is None:
        return ""
    session.answer_with(attempt.classifier)
    return f"<p>{text.BEGIN_USED}</p>"


async def states(session: Session) -> AsyncIterator[tuple[Attempt, State]]:
    """How far the visit's training is, whenever that changed, until it is over.

    Only who asked last is told.
    """
    attempt = session.kept(KEPT)
    if not isinstance(attempt, Attempt):
        return
    attempt.follower = follower = object()
    told = None
    while attempt.follower is follower and not session.has_left:
        state = attempt.state
        if state is not told:
            yield attempt, state
        if state.is_over:
            return
        told = state
        await asyncio.sleep(LOOK_SECONDS)


def shown(attempt: Attempt, state: State, before: State | None) -> dict[str, Any]:
    """What there is to see now, as far as it is another than before."""
    choices, folder = attempt.choices, attempt.folder
    parts: dict[str, Any] = {"progress": view.progress(state)}
    is_new = before is None or before.phase != state.phase
    if is_new or before is None or before.epochs is not state.epochs:
        parts["diagrams"] = view.diagrams(state, choices)
    if is_new:
        stopping = "BEGIN_STOP" if state.phase == "training" else "BEGIN_CANCEL"
        parts |= {
            "start": gr.Button(visible=state.is_over),
            "stop": gr.Button(text.fixed(stopping), visible=not state.is_over),
            "told": view.told(state, choices) if state.is_over else "",
            "comparison": view.comparison(state, folder),
            "use": gr.Button(visible=attempt.classifier is not None and state.phase == "done"),
            "used": "",
        }
    return parts


def translate(folder: Folder, network: object, rate: object, augment: object) -> dict[str, Any]:
    """The words that Gradio does not translate in the browser; what is chosen stays."""
    return {
        "network": gr.HTML(html_template=view.networks(str(network))),
        "rate": gr.HTML(html_template=view.rates(str(rate))),
        "augment": gr.HTML(html_template=view.augmentation(str(augment))),
        "sounds": view.sounds(folder),
    }


def what_goes_well(folder: Folder, network: object) -> dict[str, Any]:
    """The other controls, set as they go well with this network."""
    known = network if isinstance(network, str) and network in RECORDINGS else FIRST
    rate = view.default_rate(known)
    most = min(folder.recordings, MOST_RECORDINGS)
    return {
        "rate": gr.HTML(rate, html_template=view.rates(rate)),
        "recordings": min(RECORDINGS[known], most),
        "epochs": EPOCHS[known],
    }


# The layout


def beginning_part(sessions: Sessions, folder: Folder, tab: gr.Tab, models: ModelBar) -> None:
    """Lay out the part and connect it.

    Args:
        folder: what networks are trained on.
        tab: the tab that it stands in.
    """
    with gr.Column(elem_classes="close"):
        gr.HTML(f"<h2>{text.fixed('BEGIN_QUESTION')}</h2>", elem_classes="step")
        gr.HTML(f'<p class="hint">{text.fixed("BEGIN_LEAD")}</p>')
    with gr.Row(elem_id="begin"):
        with gr.Column(elem_id="begin-choices", elem_classes="tinted"):
            controls, parts = _choices(folder)
        with gr.Column(elem_id="begin-shown"):
            parts |= {
                "progress": gr.HTML(elem_id="begin-progress"),
                "diagrams": gr.HTML(view.nothing_yet(), elem_id="begin-curves"),
                "told": gr.HTML(elem_id="begin-told", js_on_load=limits.READ_ALOUD),
                "comparison": gr.HTML(elem_id="begin-compared"),
                "use": gr.Button(text.fixed("BEGIN_USE"), visible=False, variant="primary"),
                "used": gr.HTML(elem_id="begin-used", js_on_load=limits.READ_ALOUD),
            }
    used = _connect(sessions, folder, tab, controls, parts)
    models.after(used)


def _choices(folder: Folder) -> tuple[list[Any], dict[str, Any]]:
    """The controls, and the buttons below them."""
    rate = view.default_rate(FIRST)
    chosen: dict[str, Any] = {
        "network": (FIRST, view.networks(FIRST)),
        "rate": (rate, view.rates(rate)),
        "augment": ("on", view.augmentation("on")),
    }
    bars = {}
    for name, (value, template) in chosen.items():
        bars[name] = gr.HTML(
            value,
            html_template=template,
            js_on_load=TELL + FOLLOW,
            apply_default_css=False,
            elem_id=f"begin-{name}",
            elem_classes="choice",
        )
    most = min(folder.recordings, MOST_RECORDINGS)
    epochs = gr.Slider(
        1,
        MOST_EPOCHS,
        EPOCHS[FIRST],
        step=1,
        label=text.fixed("BEGIN_EPOCHS"),
        info=text.fixed("BEGIN_EPOCHS_INFO"),
    )
    recordings = gr.Slider(
        FEWEST_RECORDINGS,
        most,
        min(RECORDINGS[FIRST], most),
        step=1,
        label=text.fixed("BEGIN_RECORDINGS"),
        info=text.fixed("BEGIN_RECORDINGS_INFO"),
    )
    parts: dict[str, Any] = {
        "sounds": gr.HTML(),
        "start": gr.Button(text.fixed("BEGIN_START"), variant="primary"),
        "stop": gr.Button(text.fixed("BEGIN_STOP"), visible=False),
        "recordings": recordings,
        "epochs": epochs,
        **bars,
    }
    return [bars["network"], bars["rate"], bars["augment"], epochs, recordings], parts


def _connect(
    sessions: Sessions, folder: Folder, tab: gr.Tab, controls: list[Any], parts: dict[str, Any]
) -> Dependency:
    """Returns the event of a model that is to answer."""
    following = _following(sessions, parts)
    bars = [parts[name] for name in ("network", "rate", "augment")]
    translated = sessions.bound(lambda session, *bars: translate(folder, *bars), parts)
    tab.select(translated, bars, [*bars, parts["sounds"]], **limits.QUIET)
    tab.select(**following)
    parts["network"].input(
        sessions.bound(lambda session, network: what_goes_well(folder, network), parts),
        parts["network"],
        [parts["rate"], parts["recordings"], parts["epochs"]],
        **limits.QUIET,
    )
    parts["start"].click(
        sessions.bound(lambda session, *values: begin(session, folder, list(values))),
        controls,
        None,
        preprocess=False,
        **limits.QUIET,
    ).then(**following)
    parts["stop"].click(sessions.bound(stop), None, None, **limits.QUIET)
    used: Dependency = parts["use"].click(sessions.bound(use), None, parts["used"], **limits.QUIET)
    return used


def _following(sessions: Sessions, parts: dict[str, Any]) -> dict[str, Any]:
    """An event that shows what becomes of the training, for as long as the page is open."""

    async def follow(request: gr.Request) -> AsyncIterator[dict[Any, Any]]:
        session, before = sessions.of(request), None
        language = text.wanted(request.headers.get("accept-language", ""))
        yield {parts["progress"]: gr.skip()}  # Gradio empties all outputs if nothing ever comes
        async for attempt, state in states(session):
            with text.speaking(language):
                changes = shown(attempt, state, before)
            before = state
            yield {parts[name]: value for name, value in changes.items()}

    return {
        "fn": follow,
        "inputs": None,
        "outputs": [parts[name] for name in FOLLOWED],
        "trigger_mode": "multiple",
        **FOLLOWING,
        **limits.QUIET,
    }
