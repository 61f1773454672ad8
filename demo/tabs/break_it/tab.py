"""The Break it tab: what makes the computer change its mind?

One move of a control is one change of the sound and one verdict: `Broken`, which the session keeps
while it is current. Verdict, player and picture are made from it. What takes many verdicts, the
curve over the noise's level and the weakest spot, is made when it is asked for.
"""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import gradio as gr

from core.effects.registry import EFFECTS, NOISES, Amounts, felt
from demo import limits, text
from demo.heard import Heard
from demo.session import Session, Sessions
from demo.tabs.break_it import view
from demo.tabs.break_it.broken import Broken, break_it, part_to_break
from demo.tabs.break_it.controls import (
    KINDS,
    NEUTRAL,
    NO_NOISE,
    OTHERS,
    SWITCHES,
    amounts_of,
    chosen_kind,
    controls_for,
)
from demo.tabs.break_it.search import Curve, noise_curve, weakest_spot
from demo.ui import pictures, verdict
from demo.ui.bar import FOLLOW, TELL
from demo.ui.models import ModelBar
from demo.ui.opening import Opening
from demo.ui.player import nothing_yet

# As limits.TELL_SCREEN; but the pictures share the tab with the verdict
TELL_SCREEN = """(...values) => {
    const width = document.querySelector("#break-picture").clientWidth;
    const screen = window.tellScreen();
    return [{...screen, width: width || screen.width}, ...values.slice(1)];
}"""
TELL_TIME = "(...values) => [performance.now(), ...values.slice(1)]"
DRAWING: dict[str, Any] = {
    "js": TELL_SCREEN,
    "trigger_mode": "always_last",
    "preprocess": False,
    **limits.DRAW,
    **limits.QUIET,
}


@dataclass(frozen=True)
class Asked:
    """What the controls ask for of a recording."""

    heard: Heard
    kind: str  # of noise
    amounts: Amounts  # those that do something

    @property
    def key(self) -> tuple[Any, ...]:
        """What another sound or verdict does not have."""
        return self.heard.key, tuple(self.amounts.items())

    @property
    def others(self) -> dict[str, float]:
        """The amounts without noises."""
        return {name: amount for name, amount in self.amounts.items() if name not in NOISES}

    @property
    def curve_key(self) -> tuple[Any, ...]:
        """What the curve over the noise's level depends on."""
        return self.heard.key, self.kind, tuple(self.others.items())


def asked_for(session: Session, controls: list[Any]) -> Asked | None:
    """What the controls say of the current recording; None where there is none."""
    heard = session.heard
    if heard is None:
        return None
    return Asked(heard, chosen_kind(controls[0]), felt(amounts_of(controls)))


def broken_now(session: Session, asked: Asked) -> Broken:
    """The changed sound and its verdict: made once for all who show it."""

    def make() -> Broken:
        with session.verdict():
            return break_it(asked.heard, asked.amounts)

    made: Broken = session.latest("broken").of(asked.key, make)
    return made


# What is asked of the session


def open_tab(session: Session, kind: str) -> dict[str, Any]:
    """Say it in their language, and let the rest begin."""
    has_recording = session.heard is not None
    return {
        "empty": gr.Column(visible=not has_recording),
        "lesson": gr.Column(visible=has_recording),
        "kinds": gr.HTML(html_template=view.kinds(chosen_kind(kind))),
        "opened": uuid4().hex,
    }


def answer(session: Session, moment: object, *values: Any) -> dict[str, Any]:
    """When the browser asked, the controls, what was answered before -> verdict and sound.

    A browser may ask again before the first answer is there. What was overtaken says nothing.
    """
    *controls, answered = values
    asked = asked_for(session, controls)
    if asked is None:
        return {"judged": {}}
    session.is_newest("break", moment)
    wanted = {"recording": asked.heard.recording, "sound": asked.key}
    changes: dict[str, Any] = {"judged": wanted}
    if answered.get("recording") != wanted["recording"]:
        is_part = part_to_break(asked.heard) is not asked.heard.waveform
        changes |= {"part": view.part(is_part), "found": ""}
    if answered.get("sound") != wanted["sound"]:
        broken = broken_now(session, asked)
        changes["card"] = view.answer(broken.prediction, asked.heard.threshold)
        changes["sound"] = view.sound(broken, asked.heard.classifier.features)
    return changes if session.is_newest("break", moment) else {}


def draw_sound(session: Session, told: object, *values: Any) -> dict[str, Any]:
    """What the browser says of itself, the controls, what is drawn -> what changes."""
    *controls, shown = values
    asked = asked_for(session, controls)
    if asked is None:
        return {"seen": {}}
    screen = pictures.screen(told)
    wanted = {"picture": (asked.key, screen)}
    if shown == wanted:
        return {"seen": wanted}
    broken = broken_now(session, asked)
    return {"seen": wanted, "picture": view.seen(broken, asked.heard.classifier, screen)}


def draw_curve(session: Session, told: object, *values: Any) -> dict[str, Any]:
    """As above, for the curve over the noise's level, if it was asked for and is still true."""
    *controls, shown = values
    asked = asked_for(session, controls)
    if asked is None:
        return {"charted": {}}
    curve: Curve | None = session.latest("curve").known(asked.curve_key)
    if curve is None:
        return {"charted": {}, "chart": ""} if shown else {}
    screen, now = pictures.screen(told), asked.amounts.get(asked.kind, NO_NOISE)
    wanted = {"curve": (asked.curve_key, now, screen)}
    if shown == wanted:
        return {"charted": wanted}
    heard = asked.heard
    picture = view.chart(curve, asked.kind, now, heard.prediction.label, heard.threshold, screen)
    return {"charted": wanted, "chart": picture}


# Slow work: other visitors have their turns in between


def trying(session: Session) -> str:
    """The curve takes a moment."""
    return f"<p>{text.BREAK_CHART_TRYING}</p>"


def try_levels(session: Session, *controls: Any) -> dict[str, Any]:
    """Judge the sound at every level of the noise, and keep the curve."""
    asked = asked_for(session, list(controls))
    if asked is not None:
        heard, waveform = asked.heard, part_to_break(asked.heard)
        with session.slow_work() as pause:
            session.latest("curve").of(
                asked.curve_key,
                lambda: noise_curve(waveform, heard.classifier, asked.kind, asked.others, pause),
            )
    return {"charted": {"curve": uuid4().hex}}


def searching(session: Session) -> str:
    """The search takes a moment."""
    return f"<p>{text.BREAK_SEARCHING}</p>"


def find(session: Session, kind: str) -> dict[str, Any]:
    """Search for the smallest change of the answer, and set the controls to it."""
    asked = asked_for(session, [kind, *NEUTRAL])
    if asked is None:
        return {"found": ""}
    heard, waveform = asked.heard, part_to_break(asked.heard)
    with session.slow_work() as pause:
        label = break_it(heard, {}).prediction.label
        spot = weakest_spot(waveform, heard.classifier, label, pause)
    if session.heard is not heard:  # of a recording that is gone
        return {"found": ""}
    changes: dict[str, Any] = {"found": view.found(spot, label)}
    if spot is not None:
        kind, *amounts = controls_for(spot.name, spot.amount, asked.kind)
        changes |= {"kinds": gr.HTML(kind, html_template=view.kinds(kind))}
        changes |= dict(zip(("level", *OTHERS), amounts, strict=True))
    return changes


def sorry(session: Session) -> tuple[str, str]:
    """For a mistake of ours."""
    return verdict.error(text.BREAK_SORRY), ""


# The layout


def break_tab(sessions: Sessions, tabs: gr.Tabs, tab: gr.Tab, _: ModelBar) -> Opening:
    """Lay out the tab and connect it. It works only while it is open, and on what changed.

    Its model is the one that heard the recording; the changes of a sound are the same for all.
    """
    parts: dict[str, Any] = {"empty": nothing_yet(tabs)}
    with gr.Column(visible=False) as parts["lesson"]:
        with gr.Column(elem_classes="close"):
            gr.HTML(f"<h2>{text.fixed('BREAK_QUESTION')}</h2>", elem_classes="step")
            gr.HTML(f'<p class="hint">{text.fixed("BREAK_LEAD")}</p>')
            parts["part"] = gr.HTML(elem_id="break-part")
        with gr.Row(elem_id="break-it"):
            with gr.Column(elem_id="break-changes"):
                parts |= _changes()
            with gr.Column(elem_id="break-answer"):
                parts |= _answer()
    parts["opened"] = gr.State("")
    parts |= {name: gr.State({}) for name in ("judged", "seen", "charted")}
    return _connect(sessions, tab, parts)


def _changes() -> dict[str, Any]:
    """What there is to change, and the pictures of it."""
    parts: dict[str, Any] = {}
    with gr.Column(elem_classes="tinted", elem_id="break-noise"):
        parts["kinds"] = gr.HTML(
            KINDS[0],
            html_template=view.kinds(KINDS[0]),
            js_on_load=TELL + FOLLOW,
            apply_default_css=False,
            elem_id="break-kind",
            elem_classes="choice",
        )
        parts["level"] = _slider("level", KINDS[0])
    with gr.Column(elem_classes="tinted", elem_id="break-others"):
        gr.HTML(f"<h2>{text.fixed('BREAK_OTHERS')}</h2>", elem_classes="step")
        with gr.Row():
            for name in OTHERS:
                parts[name] = _switch(name) if name in SWITCHES else _slider(name, name)
    parts["picture"] = gr.HTML(elem_id="break-picture", elem_classes="step")
    with gr.Column(elem_id="break-levels"):
        gr.HTML(f"<h2>{text.fixed('BREAK_CHART')}</h2>", elem_classes="step")
        gr.HTML(f"<p>{text.fixed('BREAK_CHART_TELL')}</p>", elem_classes="step")
        parts["try"] = gr.Button(text.fixed("BREAK_CHART_TRY"), size="md")
        parts["chart"] = gr.HTML(elem_id="break-chart", elem_classes="step")
    return parts


def _answer() -> dict[str, Any]:
    """What is said to the sound, and the buttons."""
    return {
        "card": gr.HTML(elem_id="break-verdict", js_on_load=limits.READ_ALOUD),
        "sound": gr.HTML(elem_id="break-sound"),
        "search": gr.Button(text.fixed("BREAK_FIND"), variant="primary", size="md"),
        "found": gr.HTML(elem_id="break-found", js_on_load=limits.READ_ALOUD),
        "reset": gr.Button(text.fixed("BREAK_RESET"), size="md"),
    }


def _slider(name: str, effect_name: str) -> gr.Slider:
    effect = EFFECTS[effect_name]
    return gr.Slider(
        effect.low,
        effect.high,
        effect.neutral,
        step=effect.step,
        label=text.fixed(f"BREAK_{name.upper()}"),
        info=text.fixed(f"BREAK_{name.upper()}_INFO"),
        min_width=150,
    )


def _switch(name: str) -> gr.Checkbox:
    return gr.Checkbox(
        label=text.fixed(f"BREAK_{name.upper()}"),
        info=text.fixed(f"BREAK_{name.upper()}_INFO"),
        min_width=150,
    )


# The wiring


def _connect(sessions: Sessions, tab: gr.Tab, parts: dict[str, Any]) -> Opening:
    told = gr.JSON(visible=False)  # what the browser says: the time, or of its screen
    controls = [parts[name] for name in ("kinds", "level", *OTHERS)]
    opening = Opening(
        sessions.bound(open_tab, parts),
        [parts["kinds"]],
        _some(parts, "empty", "lesson", "kinds", "opened"),
    )
    tab.select(opening.handler, opening.inputs, opening.outputs, **limits.QUIET)
    curve: dict[str, Any] = {
        "fn": sessions.bound(draw_curve, parts),
        "inputs": [told, *controls, parts["charted"]],
        "outputs": _some(parts, "charted", "chart"),
        **DRAWING,
    }
    apology: dict[str, Any] = {
        "fn": sessions.bound(sorry),
        "outputs": _some(parts, "card", "sound"),
        **limits.QUIET,
    }
    event = gr.on(
        [
            parts["opened"].change,
            parts["kinds"].input,
            *(control.change for control in controls[1:]),
        ],
        sessions.bound(answer, parts),
        [told, *controls, parts["judged"]],
        _some(parts, "judged", "part", "found", "card", "sound"),
        js=TELL_TIME,
        trigger_mode="always_last",
        preprocess=False,  # it complains while a number is being typed; `felt` keeps it in bounds
        **limits.CLASSIFY,
        **limits.QUIET,
    )
    event.failure(**apology)
    event.success(  # the verdict does not wait for the pictures
        sessions.bound(draw_sound, parts),
        [told, *controls, parts["seen"]],
        _some(parts, "seen", "picture"),
        **DRAWING,
    ).success(**curve)
    parts["reset"].click(lambda: NEUTRAL, None, controls[1:], **limits.QUIET)
    _connect_searches(sessions, parts, controls, curve, apology)
    return opening


def _connect_searches(
    sessions: Sessions,
    parts: dict[str, Any],
    controls: list[Any],
    curve: dict[str, Any],
    apology: dict[str, Any],
) -> None:
    """What takes longer: all levels of one change, and the weakest spot of all."""
    parts["try"].click(sessions.bound(trying), None, parts["chart"], **limits.QUIET).then(
        sessions.bound(try_levels, parts),
        controls,
        parts["charted"],
        trigger_mode="once",
        preprocess=False,
        **limits.SLOW,
        **limits.QUIET,
    ).success(**curve).failure(**apology)
    parts["search"].click(sessions.bound(searching), None, parts["found"], **limits.QUIET).then(
        sessions.bound(find, parts),
        parts["kinds"],
        [parts["found"], *controls],
        trigger_mode="once",
        **limits.SLOW,
        **limits.QUIET,
    ).failure(**apology)


def _some(parts: dict[str, Any], *names: str) -> list[Any]:
    return [parts[name] for name in names]
