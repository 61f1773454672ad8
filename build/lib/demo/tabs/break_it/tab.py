"""The Break it tab: what makes the computer change its mind?"""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import gradio as gr
from core.effects.breaking import CHANGES, NOISES, Amounts, Change, change_clip, felt

from core.decision.classifier import Classifier
from core.decision.prediction import Prediction
from core.sound.clip import Clip, prepare
from demo import limits, text
from demo.session import Heard, Visits
from demo.tabs.break_it import view as broken
from demo.tabs.break_it.search import (
    LONGEST_SECONDS,
    WeakSpot,
    noise_curve,
    part_to_break,
    weakest_spot,
)
from demo.ui import pictures, verdict
from demo.ui.bar import FOLLOW, TELL
from demo.ui.player import nothing_yet, player

KINDS = tuple(NOISES)
NO_NOISE = NOISES[KINDS[0]].neutral
SWITCHES = ("telephone", "reversed")
SLIDERS = ("speed", "pitch", "shift", "echo", "volume", "clipping", "mp3")
OTHERS = (*SLIDERS, *SWITCHES)
# One at a time: Gradio's browser side may send a second event before it knows of the first, and
# the answer to the last must come last.
IN_ORDER: dict[str, Any] = {"concurrency_id": "break", "concurrency_limit": 1}
# As limits.TELL_SCREEN; but the pictures share the tab with the verdict
TELL_SCREEN = """(...values) => {
    const width = document.querySelector("#break-chart").clientWidth;
    const screen = window.tellScreen();
    return [{...screen, width: width || screen.width}, ...values.slice(1)];
}"""


def break_tab(classifier: Classifier, visits: Visits, tabs: gr.Tabs, tab: gr.Tab) -> None:
    """Lay out the tab and connect it. It works only while it is open, and on what changed."""

    @text.in_their_language
    def open_tab(request: gr.Request, kind: str) -> dict[Any, Any]:
        """Say it in their language, and let the rest begin."""
        has_recording = visits.recall(str(request.session_hash)) is not None
        return {
            empty: gr.Column(visible=not has_recording),
            lesson: gr.Column(visible=has_recording),
            kinds: gr.HTML(html_template=broken.kinds(_kind(kind))),
            opened: uuid4().hex,
        }

    @text.in_their_language
    def answer(request: gr.Request, *values: Any) -> dict[Any, Any]:
        """The controls, and what was answered before -> the verdict and the sound."""
        *controls, answered = values
        heard = visits.recall(str(request.session_hash))
        if heard is None:
            return {judged: {}}
        amounts = felt(_amounts(controls))
        wanted = {"recording": heard.recording, "sound": (heard.key, amounts)}
        changes: dict[Any, Any] = {judged: wanted}
        if answered.get("recording") != heard.recording:
            changes |= {part: _part(heard), found: ""}
        if answered.get("sound") != wanted["sound"]:
            clip = change_clip(_recording(heard), classifier.features, amounts)
            prediction = _prediction(heard, clip, heard.as_sure(classifier))
            changes[card] = broken.answer(prediction, heard.threshold)
            changes[sound] = _player(clip, classifier) + broken.changed(amounts)
        return changes

    @text.in_their_language
    def draw_sound(request: gr.Request, told: object, *values: Any) -> dict[Any, Any]:
        """What the browser says of itself, the controls, what is drawn -> what changes."""
        *controls, shown = values
        heard = visits.recall(str(request.session_hash))
        if heard is None:
            return {seen: {}}
        amounts, screen = felt(_amounts(controls)), pictures.screen(told)
        wanted = {"picture": (heard.key, amounts, screen)}
        changes: dict[Any, Any] = {seen: wanted}
        if shown != wanted:
            clip = change_clip(_recording(heard), classifier.features, amounts)
            prediction = _prediction(heard, clip, heard.as_sure(classifier))
            changes[picture] = broken.seen(clip, prediction, classifier, screen)
        return changes

    @text.in_their_language
    def draw_chart(request: gr.Request, told: object, *values: Any) -> dict[Any, Any]:
        """As above; and what was judged for the chart is kept while it does not change."""
        *controls, shown = values
        heard = visits.recall(str(request.session_hash))
        if heard is None:
            return {charted: {}}
        amounts, kind, screen = felt(_amounts(controls)), _kind(controls[0]), pictures.screen(told)
        others = {name: amount for name, amount in amounts.items() if name not in NOISES}
        asked = (heard.key, kind, others)
        wanted = {
            "asked": asked,
            "answers": shown.get("answers"),
            "drawn": (asked, amounts, screen),
        }
        at_choice, recording = heard.as_sure(classifier), _recording(heard)
        if shown.get("asked") != asked:
            wanted["answers"] = noise_curve(recording, at_choice, kind, others)
        changes: dict[Any, Any] = {charted: wanted}
        if shown.get("drawn") != wanted["drawn"]:
            now, unchanged = amounts.get(kind, NO_NOISE), _prediction(heard, recording, at_choice)
            changes[chart] = broken.chart(
                wanted["answers"], kind, now, unchanged.label, heard.threshold, screen
            )
        return changes

    @text.in_their_language
    def searching(request: gr.Request) -> str:
        """The search takes a moment."""
        return f"<p>{text.BREAK_SEARCHING}</p>"

    @text.in_their_language
    def find(request: gr.Request, kind: str) -> dict[Any, Any]:
        """Search for the smallest change of the answer, and set the controls to it."""
        heard = visits.recall(str(request.session_hash))
        if heard is None:
            return {found: ""}
        at_choice, recording = heard.as_sure(classifier), _recording(heard)
        spot = weakest_spot(recording, at_choice)
        label = _prediction(heard, recording, at_choice).label
        changes: dict[Any, Any] = {found: broken.found(spot, label)}
        if spot is not None:
            kind, *amounts = _controls(spot, _kind(kind))
            chosen = gr.HTML(kind, html_template=broken.kinds(kind))
            changes |= {kinds: chosen, **dict(zip(controls[1:], amounts, strict=True))}
        return changes

    @text.in_their_language
    def sorry(request: gr.Request) -> tuple[str, str]:
        """For a mistake of ours."""
        return verdict.error(text.BREAK_SORRY), ""

    empty = nothing_yet(tabs)
    with gr.Column(visible=False) as lesson:
        with gr.Column(elem_classes="close"):
            gr.HTML(f"<h2>{text.fixed('BREAK_QUESTION')}</h2>", elem_classes="step")
            gr.HTML(f'<p class="hint">{text.fixed("BREAK_LEAD")}</p>')
            part = gr.HTML(elem_id="break-part")
        with gr.Row(elem_id="break-it"):
            with gr.Column(elem_id="break-changes"):
                with gr.Column(elem_classes="tinted", elem_id="break-noise"):
                    kinds = gr.HTML(
                        KINDS[0],
                        html_template=broken.kinds(KINDS[0]),
                        js_on_load=TELL + FOLLOW,
                        apply_default_css=False,
                        elem_id="break-kind",
                        elem_classes="choice",
                    )
                    level = _slider("level", NOISES[KINDS[0]])
                chart = gr.HTML(elem_id="break-chart", elem_classes="step")
                with gr.Column(elem_classes="tinted", elem_id="break-others"):
                    gr.HTML(f"<h2>{text.fixed('BREAK_OTHERS')}</h2>", elem_classes="step")
                    with gr.Row():
                        others = [
                            _switch(name) if name in SWITCHES else _slider(name, CHANGES[name])
                            for name in OTHERS
                        ]
                picture = gr.HTML(elem_id="break-picture", elem_classes="step")
            with gr.Column(elem_id="break-answer"):
                card = gr.HTML(elem_id="break-verdict", js_on_load=limits.READ_ALOUD)
                sound = gr.HTML(elem_id="break-sound")
                search = gr.Button(text.fixed("BREAK_FIND"), variant="primary", size="md")
                found = gr.HTML(elem_id="break-found", js_on_load=limits.READ_ALOUD)
                reset = gr.Button(text.fixed("BREAK_RESET"), size="md")
    opened, judged, seen, charted = gr.State(""), gr.State({}), gr.State({}), gr.State({})
    screen = gr.JSON(visible=False)
    controls = [kinds, level, *others]

    tab.select(open_tab, kinds, [empty, lesson, kinds, opened], **limits.QUIET)
    event = gr.on(
        [opened.change, kinds.input, *(control.change for control in controls[1:])],
        answer,
        [*controls, judged],
        [judged, part, found, card, sound],
        trigger_mode="always_last",
        preprocess=False,  # it complains while a number is being typed; `felt` keeps it in bounds
        **IN_ORDER,
        **limits.QUIET,
    )
    event.failure(sorry, None, [card, sound], **limits.QUIET)
    drawing: dict[str, Any] = {
        "js": TELL_SCREEN,
        "trigger_mode": "always_last",
        "preprocess": False,
        **limits.DRAW,
        **limits.QUIET,
    }
    # The verdict does not wait for the picture, nor that for the chart, which asks the network most
    event.success(draw_sound, [screen, *controls, seen], [seen, picture], **drawing).success(
        draw_chart, [screen, *controls, charted], [charted, chart], **drawing
    )
    reset.click(lambda: NEUTRAL, None, controls[1:], **limits.QUIET)
    search.click(searching, None, found, **limits.QUIET).then(
        find,
        kinds,
        [found, *controls],
        trigger_mode="once",
        **limits.CLASSIFY,
        **limits.QUIET,
    ).failure(sorry, None, [card, sound], **limits.QUIET)


# The controls


def _slider(name: str, change: Change) -> gr.Slider:
    return gr.Slider(
        change.low,
        change.high,
        change.neutral,
        step=change.step,
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


def _kind(told: object) -> str:
    """The kind of noise that was chosen; the first where that cannot be."""
    return told if isinstance(told, str) and told in KINDS else KINDS[0]


def _amounts(controls: Sequence[Any]) -> Amounts:
    """What the controls say; an empty one changes nothing."""
    kind, level, *others = controls
    values = {_kind(kind): level, **dict(zip(OTHERS, others, strict=True))}
    return {name: float(value) for name, value in values.items() if value is not None}


def _controls(spot: WeakSpot, kind: str) -> list[Any]:
    """The controls' values for one change alone, the kind of noise first."""
    if spot.name in NOISES:
        return [spot.name, spot.amount, *NEUTRAL[1:]]
    amounts = dict(zip(OTHERS, NEUTRAL[1:], strict=True)) | {spot.name: spot.amount}
    return [kind, NO_NOISE, *amounts.values()]


NEUTRAL = [NO_NOISE, *(False if name in SWITCHES else CHANGES[name].neutral for name in OTHERS)]


# The recording


def _recording(heard: Heard) -> Clip:
    return part_to_break(heard.clip, heard.prediction)


def _prediction(heard: Heard, clip: Clip, classifier: Classifier) -> Prediction:
    """The answer to a clip; that of Listen to Listen's clip."""
    return heard.prediction if clip is heard.clip else classifier.classify(clip)


def _player(clip: Clip, classifier: Classifier) -> str:
    features = classifier.features
    return player(prepare(clip, features), features.sample_rate, text.BREAK_LISTEN)


def _part(heard: Heard) -> str:
    """That a part of a long recording is used."""
    if _recording(heard) is heard.clip:
        return ""
    return f'<p class="hint">{text.BREAK_PART.format(seconds=LONGEST_SECONDS)}</p>'
