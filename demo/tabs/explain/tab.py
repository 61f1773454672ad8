"""The Explain tab: which part of the sound decided?

What spoke for a word takes a while to find. It is slow work, in which visitors take turns, and is
kept with the recording; the pictures are drawn from what is kept.
"""

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any
from uuid import uuid4

import gradio as gr
from torch import Tensor

from core.config import FeatureConfig
from core.explain.attribution import METHODS
from core.explain.muting import Area, surroundings
from demo import limits, text
from demo.heard import Heard
from demo.session import Session, Sessions
from demo.tabs.explain import view
from demo.tabs.explain.view import Explained
from demo.ui import pictures, verdict
from demo.ui.bar import TELL
from demo.ui.models import ModelBar
from demo.ui.opening import Opening
from demo.ui.player import nothing_yet

METHOD = next(iter(METHODS))
SHARES = (10, 50)  # percent of the image
SHARE = 20
TONE_STEP = 50  # Hz
MOMENT_STEP = 0.01  # seconds
DRAWING: dict[str, Any] = {
    "js": limits.TELL_SCREEN,
    "trigger_mode": "always_last",
    "preprocess": False,  # it complains while a number is being typed; `chosen_area` bounds it
    **limits.DRAW,
    **limits.QUIET,
}


# The recording


def audible(session: Session) -> Heard | None:
    """The recording, if the network heard any of it."""
    heard = session.heard
    return heard if heard is not None and heard.audible else None


def explained_of(heard: Heard) -> Explained:
    """What there is to explain of a recording."""
    prediction = heard.prediction
    sound = surroundings(heard.waveform, prediction.window_start, heard.classifier)
    return Explained(sound, heard.image, prediction.scores, prediction.label)


def attribution_key(heard: Heard, method: str, word: str) -> tuple[Any, ...]:
    """What an attribution depends on: the second that was judged, but not how sure it must be."""
    return "attribution", heard.prediction.window_start, method, word


def find_attributions(heard: Heard, method: str, pause: Callable[[], None]) -> None:
    """Find what spoke for each word to explain; each is found once for a recording."""
    for word in explained_of(heard).words:
        pause()
        heard.of.once(
            attribution_key(heard, method, word),
            partial(METHODS[method], heard.image, heard.classifier, word),
        )


def known_attributions(heard: Heard, method: str) -> dict[str, Tensor] | None:
    """What spoke for each word to explain, where that was found already."""
    found = {
        word: heard.of.known(attribution_key(heard, method, word))
        for word in explained_of(heard).words
    }
    return None if any(values is None for values in found.values()) else found


# What is asked of the session


def open_tab(session: Session, method: str) -> dict[str, Any]:
    """Say it in their language, and let the rest begin."""
    heard = session.heard
    return {
        "empty": gr.Column(visible=heard is None),
        "silence": gr.HTML(visible=heard is not None and not heard.audible),
        "lesson": gr.Column(visible=audible(session) is not None),
        "chosen": gr.HTML(html_template=view.methods(chosen_method(method))),
        "opened": uuid4().hex,
    }


def find_why(session: Session, method: str) -> str:
    """Slow work: what spoke for each word. The pictures are drawn from it."""
    heard, method = audible(session), chosen_method(method)
    if heard is not None and known_attributions(heard, method) is None:
        with session.slow_work() as pause:
            find_attributions(heard, method, pause)
    return uuid4().hex


def show_why(session: Session, told: object, method: str, drawn: dict[str, Any]) -> dict[str, Any]:
    """What spoke for each word, and what the stages see."""
    heard = audible(session)
    if heard is None:
        return {"shown": {}}
    method, screen = chosen_method(method), pictures.screen(told)
    found = known_attributions(heard, method)
    if found is None:  # another recording came meanwhile, and its own event with it
        return {}
    wanted = {"why": (heard.key, method, screen), "stages": heard.key}
    changes: dict[str, Any] = {"shown": wanted}
    explained, classifier = explained_of(heard), heard.classifier
    if drawn.get("why") != wanted["why"]:
        picture, sentences = view.because(explained, found, method, classifier, screen)
        changes |= {"why": picture, "because": sentences}
        title = escape(text.EXPLAIN_WHY.format(label=text.label(explained.label)))
        changes["question"] = f"<h2>{title}</h2>"
    if drawn.get("stages") != wanted["stages"]:
        changes["stages"] = view.whole_way(explained, classifier)
    return changes


def experiment(session: Session, told: object, method: str, *values: Any) -> dict[str, Any]:
    """The sound without some of its parts."""
    share, *ends, drawn = values
    heard = audible(session)
    if heard is None:
        return {"tried": {}}
    method, screen, percent = chosen_method(method), pictures.screen(told), chosen_share(share)
    area = chosen_area(ends, _ends(heard.classifier.features))
    explained, classifier = explained_of(heard), heard.classifier
    only, muted = (heard.key, method, percent, screen), (heard.key, area, screen)
    changes: dict[str, Any] = {"tried": {"only": drawn.get("only"), "muted": muted}}
    found = known_attributions(heard, method)
    if found is not None and drawn.get("only") != only:
        spoke = found[explained.word]
        picture, again = view.only_what_mattered(explained, spoke, percent, classifier, screen)
        words = escape(text.EXPLAIN_ONLY_TEXT.format(word=explained.word))
        changes |= {"only": picture, "only_answer": again, "only_text": f"<p>{words}</p>"}
        changes["tried"]["only"] = only
    if drawn.get("muted") != muted:
        picture, again = view.muted(explained, area, classifier, screen)
        changes |= {"muted": picture, "muted_answer": again}
    return changes


def mute_nothing(session: Session) -> list[float]:
    """The ends of the muted part where nothing is muted."""
    return _ends(session.classifier.features)


def follow(session: Session) -> list[object]:
    """The ends of the muted part for the model that answers now."""
    features = session.classifier.features
    largest = [features.window_seconds] * 2 + [features.sample_rate / 2] * 2
    return [
        gr.Slider(maximum=high, value=value)
        for high, value in zip(largest, _ends(features), strict=True)
    ]


def sorry(session: Session) -> str:
    """For a mistake of ours."""
    return verdict.error(text.EXPLAIN_SORRY)


# What the controls say


def chosen_method(told: object) -> str:
    """The chosen way to find out; the first where that cannot be."""
    return told if isinstance(told, str) and told in METHODS else METHOD


def chosen_share(told: object) -> float:
    """Percent of the image; what was first where nothing is said."""
    value = float(told) if isinstance(told, (int, float)) else SHARE
    return min(max(value, SHARES[0]), SHARES[1])


def chosen_area(told: list[Any], neutral: list[float]) -> Area:
    """What is muted; an empty control changes nothing, and the ends may be the wrong way round."""
    start, end, low, high = (
        float(value) if isinstance(value, (int, float)) else unchanged
        for value, unchanged in zip(told, neutral, strict=True)
    )
    return Area(min(start, end), max(start, end), min(low, high), max(low, high))


def _ends(features: FeatureConfig) -> list[float]:
    """Seconds from and to, tones from and to: so that nothing is muted."""
    return [0.0, 0.0, 0.0, features.sample_rate / 2]


# The layout


def explain_tab(sessions: Sessions, tabs: gr.Tabs, tab: gr.Tab, models: ModelBar) -> Opening:
    """Lay out the tab and connect it. It works only while it is open, and on what changed."""
    parts: dict[str, Any] = {"empty": nothing_yet(tabs)}
    parts["silence"] = gr.HTML(
        f'<p class="hint">{text.fixed("EXPLAIN_SILENCE")}</p>', visible=False
    )
    with gr.Column(visible=False, elem_id="explain") as parts["lesson"]:
        parts |= _why_part()
        parts |= _only_part()
        parts |= _muted_part(sessions.classifier.features)
        _headed("EXPLAIN_STAGES")
        parts["stages"] = gr.HTML(elem_id="explain-stages")
    parts |= {"opened": gr.State(""), "found": gr.State("")}
    parts |= {"shown": gr.State({}), "tried": gr.State({})}
    return _connect(sessions, tab, parts, models)


def _headed(name: str) -> None:
    gr.HTML(f"<h2>{text.fixed(name)}</h2>", elem_classes="step")
    gr.HTML(f"<p>{text.fixed(name + '_TEXT')}</p>", elem_classes="step")


def _why_part() -> dict[str, Any]:
    """What spoke for each word."""
    parts: dict[str, Any] = {}
    with gr.Column(elem_classes="close"):
        parts["question"] = gr.HTML(elem_classes="step")
        gr.HTML(f'<p class="hint">{text.fixed("EXPLAIN_LEAD")}</p>')
    parts["chosen"] = gr.HTML(
        METHOD,
        html_template=view.methods(METHOD),
        js_on_load=TELL,
        apply_default_css=False,
        elem_id="explain-method",
        elem_classes="choice",
    )
    parts["why"] = gr.HTML(elem_id="explain-why")
    parts["because"] = gr.HTML(elem_id="explain-because", js_on_load=limits.READ_ALOUD)
    with gr.Accordion(text.fixed("EXPLAIN_TRUST"), open=False):
        gr.HTML(f"<p>{text.fixed('EXPLAIN_TRUST_TEXT')}</p>", elem_id="explain-trust")
    return parts


def _only_part() -> dict[str, Any]:
    """The parts that mattered, alone."""
    parts: dict[str, Any] = {}
    gr.HTML(f"<h2>{text.fixed('EXPLAIN_ONLY')}</h2>", elem_classes="step")
    parts["only_text"] = gr.HTML(elem_classes="step")
    with gr.Row():
        with gr.Column(scale=3, min_width=320):
            parts["only"] = gr.HTML(elem_id="explain-only")
        with gr.Column(scale=2, min_width=300):
            parts["share"] = gr.Slider(
                *SHARES,
                SHARE,
                step=5,
                label=text.fixed("EXPLAIN_SHARE"),
                info=text.fixed("EXPLAIN_SHARE_INFO"),
            )
            parts["only_answer"] = gr.HTML(
                elem_id="explain-only-answer", js_on_load=limits.READ_ALOUD
            )
    return parts


def _muted_part(features: FeatureConfig) -> dict[str, Any]:
    """A part that the visitor takes away."""
    parts: dict[str, Any] = {}
    seconds, highest = features.window_seconds, features.sample_rate / 2
    _headed("EXPLAIN_MUTE")
    with gr.Row():
        with gr.Column(scale=3, min_width=320):
            parts["muted"] = gr.HTML(elem_id="explain-muted")
            with gr.Column(elem_classes="tinted"):
                with gr.Row():
                    parts["from"] = _slider("FROM", seconds, 0.0, MOMENT_STEP)
                    parts["to"] = _slider("TO", seconds, 0.0, MOMENT_STEP)
                with gr.Row():
                    parts["low"] = _slider("LOW", highest, 0.0, TONE_STEP)
                    parts["high"] = _slider("HIGH", highest, highest, TONE_STEP)
                parts["reset"] = gr.Button(text.fixed("EXPLAIN_RESET"), size="sm")
        with gr.Column(scale=2, min_width=300):
            parts["muted_answer"] = gr.HTML(
                elem_id="explain-muted-answer", js_on_load=limits.READ_ALOUD
            )
    return parts


def _slider(name: str, largest: float, value: float, step: float) -> gr.Slider:
    """One end of what is muted."""
    return gr.Slider(
        0,
        largest,
        value,
        step=step,
        label=text.fixed(f"EXPLAIN_{name}"),
        info=text.fixed(f"EXPLAIN_{name}_INFO"),
        min_width=160,
    )


# The wiring


def _connect(sessions: Sessions, tab: gr.Tab, parts: dict[str, Any], models: ModelBar) -> Opening:
    screen = gr.JSON(visible=False)
    ends = [parts[name] for name in ("from", "to", "low", "high")]
    controls = [parts["share"], *ends]

    def some(*names: str) -> list[Any]:
        return [parts[name] for name in names]

    def apology(name: str) -> dict[str, Any]:
        return {"fn": sessions.bound(sorry), "outputs": parts[name], **limits.QUIET}

    opening = Opening(
        sessions.bound(open_tab, parts),
        [parts["chosen"]],
        some("empty", "silence", "lesson", "chosen", "opened"),
    )
    tab.select(opening.handler, opening.inputs, opening.outputs, **limits.QUIET)
    finding = gr.on(
        [parts["opened"].change, parts["chosen"].input],
        sessions.bound(find_why),
        parts["chosen"],
        parts["found"],
        trigger_mode="always_last",
        **limits.SLOW,
        **limits.QUIET,
    )
    finding.failure(**apology("why"))
    event = finding.success(
        sessions.bound(show_why, parts),
        [screen, parts["chosen"], parts["shown"]],
        some("shown", "question", "why", "because", "stages"),
        **DRAWING,
    )
    event.failure(**apology("why"))
    experiments: dict[str, Any] = {
        "fn": sessions.bound(experiment, parts),
        "inputs": [screen, parts["chosen"], *controls, parts["tried"]],
        "outputs": some("tried", "only_text", "only", "only_answer", "muted", "muted_answer"),
        **DRAWING,
    }
    event.success(**experiments).failure(**apology("only_answer"))
    changed = gr.on([control.change for control in controls], **experiments)
    changed.failure(**apology("muted_answer"))
    parts["reset"].click(sessions.bound(mute_nothing), None, ends, **limits.QUIET)
    models.changed.change(sessions.bound(follow), None, ends, **limits.QUIET)
    return opening
