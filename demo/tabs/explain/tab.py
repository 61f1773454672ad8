"""The Explain tab: which part of the sound decided?"""

from html import escape
from typing import Any
from uuid import uuid4
from weakref import WeakKeyDictionary

import gradio as gr
from torch import Tensor

from core.decision.classifier import Classifier
from core.explain.attribution import METHODS
from core.explain.muting import Area, middle, surroundings
from demo import limits, text
from demo.heard import Heard
from demo.session import Sessions
from demo.tabs.explain import view as explaining
from demo.tabs.explain.view import Explained
from demo.ui import pictures, verdict
from demo.ui.bar import TELL
from demo.ui.player import nothing_yet

METHOD = next(iter(METHODS))
SHARES = (10, 50)  # percent of the image
SHARE = 20
TONE_STEP = 50  # Hz
MOMENT_STEP = 0.01  # seconds


def explain_tab(sessions: Sessions, tabs: gr.Tabs, tab: gr.Tab) -> None:
    """Lay out the tab and connect it. It works only while it is open, and on what changed."""
    classifier = sessions.classifier
    seconds = classifier.features.window_seconds
    highest = classifier.features.sample_rate / 2
    neutral = [0.0, 0.0, 0.0, highest]
    found: WeakKeyDictionary[Heard, dict[tuple[str, str], Tensor]] = WeakKeyDictionary()

    def attribution(heard: Heard, explained: Explained, method: str, word: str) -> Tensor:
        """Found once for a recording, and forgotten with it."""
        known = found.setdefault(heard, {})
        if (method, word) not in known:
            known[method, word] = METHODS[method](explained.image, heard.classifier, word)
        return known[method, word]

    @text.in_their_language
    def open_tab(request: gr.Request, method: str) -> dict[Any, Any]:
        """Say it in their language, and let the rest begin."""
        heard = sessions.of(request).heard
        silent = heard is not None and len(heard.posteriors.log_probabilities) == 0
        return {
            empty: gr.Column(visible=heard is None),
            silence: gr.HTML(visible=silent),
            lesson: gr.Column(visible=heard is not None and not silent),
            chosen: gr.HTML(html_template=explaining.methods(_method(method))),
            opened: uuid4().hex,
        }

    @text.in_their_language
    def show_why(
        request: gr.Request, told: object, method: str, drawn: dict[str, Any]
    ) -> dict[Any, Any]:
        """What spoke for each word, and what the stages see."""
        heard = _audible(sessions.of(request).heard)
        if heard is None:
            return {shown: {}}
        method, screen = _method(method), pictures.screen(told)
        wanted = {"why": (heard.key, method, screen), "stages": heard.key}
        changes: dict[Any, Any] = {shown: wanted}
        at_choice, explained = heard.classifier, _explained(heard, classifier)
        if drawn.get("why") != wanted["why"]:
            words = {word: attribution(heard, explained, method, word) for word in explained.words}
            picture, sentences = explaining.because(explained, words, method, at_choice, screen)
            changes |= {why: picture, because: sentences}
            changes[question] = (
                f"<h2>{escape(text.EXPLAIN_WHY.format(label=text.label(explained.label)))}</h2>"
            )
        if drawn.get("stages") != wanted["stages"]:
            changes[stages] = explaining.whole_way(explained, at_choice)
        return changes

    @text.in_their_language
    def experiment(request: gr.Request, told: object, method: str, *values: Any) -> dict[Any, Any]:
        """The sound without some of its parts."""
        *controls, drawn = values
        heard = _audible(sessions.of(request).heard)
        if heard is None:
            return {tried: {}}
        method, screen, percent = _method(method), pictures.screen(told), _share(controls[0])
        area = _area(controls[1:], neutral)
        wanted = {"only": (heard.key, method, percent, screen), "muted": (heard.key, area, screen)}
        changes: dict[Any, Any] = {tried: wanted}
        at_choice, explained = heard.classifier, _explained(heard, classifier)
        if drawn.get("only") != wanted["only"]:
            parts = attribution(heard, explained, method, explained.word)
            made = explaining.only_what_mattered(explained, parts, percent, at_choice, screen)
            changes |= dict(zip((only, only_answer), made, strict=True))
            changes[only_text] = (
                f"<p>{escape(text.EXPLAIN_ONLY_TEXT.format(word=explained.word))}</p>"
            )
        if drawn.get("muted") != wanted["muted"]:
            made = explaining.muted(explained, area, at_choice, screen)
            changes |= dict(zip((muted, muted_answer), made, strict=True))
        return changes

    @text.in_their_language
    def sorry(request: gr.Request) -> str:
        """For a mistake of ours."""
        return verdict.error(text.EXPLAIN_SORRY)

    empty = nothing_yet(tabs)
    silence = gr.HTML(f'<p class="hint">{text.fixed("EXPLAIN_SILENCE")}</p>', visible=False)
    with gr.Column(visible=False, elem_id="explain") as lesson:
        with gr.Column(elem_classes="close"):
            question = gr.HTML(elem_classes="step")
            gr.HTML(f'<p class="hint">{text.fixed("EXPLAIN_LEAD")}</p>')
        chosen = gr.HTML(
            METHOD,
            html_template=explaining.methods(METHOD),
            js_on_load=TELL,
            apply_default_css=False,
            elem_id="explain-method",
            elem_classes="choice",
        )
        why = gr.HTML(elem_id="explain-why")
        because = gr.HTML(elem_id="explain-because", js_on_load=limits.READ_ALOUD)
        with gr.Accordion(text.fixed("EXPLAIN_TRUST"), open=False):
            gr.HTML(f"<p>{text.fixed('EXPLAIN_TRUST_TEXT')}</p>", elem_id="explain-trust")

        gr.HTML(f"<h2>{text.fixed('EXPLAIN_ONLY')}</h2>", elem_classes="step")
        only_text = gr.HTML(elem_classes="step")
        with gr.Row():
            with gr.Column(scale=3, min_width=320):
                only = gr.HTML(elem_id="explain-only")
            with gr.Column(scale=2, min_width=300):
                share = gr.Slider(
                    *SHARES,
                    SHARE,
                    step=5,
                    label=text.fixed("EXPLAIN_SHARE"),
                    info=text.fixed("EXPLAIN_SHARE_INFO"),
                )
                only_answer = gr.HTML(elem_id="explain-only-answer", js_on_load=limits.READ_ALOUD)

        gr.HTML(f"<h2>{text.fixed('EXPLAIN_MUTE')}</h2>", elem_classes="step")
        gr.HTML(f"<p>{text.fixed('EXPLAIN_MUTE_TEXT')}</p>", elem_classes="step")
        with gr.Row():
            with gr.Column(scale=3, min_width=320):
                muted = gr.HTML(elem_id="explain-muted")
                with gr.Column(elem_classes="tinted"):
                    with gr.Row():
                        start, end = (
                            _slider(name, seconds, 0.0, MOMENT_STEP) for name in ("FROM", "TO")
                        )
                    with gr.Row():
                        low = _slider("LOW", highest, 0.0, TONE_STEP)
                        high = _slider("HIGH", highest, highest, TONE_STEP)
                    reset = gr.Button(text.fixed("EXPLAIN_RESET"), size="sm")
            with gr.Column(scale=2, min_width=300):
                muted_answer = gr.HTML(elem_id="explain-muted-answer", js_on_load=limits.READ_ALOUD)

        gr.HTML(f"<h2>{text.fixed('EXPLAIN_STAGES')}</h2>", elem_classes="step")
        gr.HTML(f"<p>{text.fixed('EXPLAIN_STAGES_TEXT')}</p>", elem_classes="step")
        stages = gr.HTML(elem_id="explain-stages")
    opened, shown, tried = gr.State(""), gr.State({}), gr.State({})
    screen = gr.JSON(visible=False)
    controls = [share, start, end, low, high]

    always: dict[str, Any] = {
        "js": limits.TELL_SCREEN,
        "trigger_mode": "always_last",
        "preprocess": False,  # it complains while a number is being typed; `_area` bounds it
        **limits.DRAW,
        **limits.QUIET,
    }
    experiments: dict[str, Any] = {
        "fn": experiment,
        "inputs": [screen, chosen, *controls, tried],
        "outputs": [tried, only_text, only, only_answer, muted, muted_answer],
        **always,
    }
    tab.select(open_tab, chosen, [empty, silence, lesson, chosen, opened], **limits.QUIET)
    event = gr.on(
        [opened.change, chosen.input],
        show_why,
        [screen, chosen, shown],
        [shown, question, why, because, stages],
        **always,
    )
    event.failure(sorry, None, why, **limits.QUIET)
    event.success(**experiments).failure(sorry, None, only_answer, **limits.QUIET)
    changed = gr.on([control.change for control in controls], **experiments)
    changed.failure(sorry, None, muted_answer, **limits.QUIET)
    reset.click(lambda: neutral, None, controls[1:], **limits.QUIET)


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


# What the controls say


def _method(told: object) -> str:
    """The chosen way to find out; the first where that cannot be."""
    return told if isinstance(told, str) and told in METHODS else METHOD


def _share(told: object) -> float:
    """Percent of the image; what was first where nothing is said."""
    value = float(told) if isinstance(told, (int, float)) else SHARE
    return min(max(value, SHARES[0]), SHARES[1])


def _area(told: list[Any], neutral: list[float]) -> Area:
    """What is muted; an empty control changes nothing, and the ends may be the wrong way round."""
    start, end, low, high = (
        float(value) if isinstance(value, (int, float)) else unchanged
        for value, unchanged in zip(told, neutral, strict=True)
    )
    return Area(min(start, end), max(start, end), min(low, high), max(low, high))


# The recording


def _audible(heard: Heard | None) -> Heard | None:
    """The recording, if the network heard any of it."""
    return heard if heard is not None and len(heard.posteriors.log_probabilities) else None


def _explained(heard: Heard, classifier: Classifier) -> Explained:
    waveform = heard.waveform
    sound = surroundings(waveform, heard.prediction.window_start, classifier)
    image = classifier.images(middle(sound, classifier)[None])[0].clone()
    return Explained(sound, image, heard.prediction.scores, heard.prediction.label)
