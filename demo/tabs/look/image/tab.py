"""The second part of the Look tab: how numbers become the image that the network gets."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from typing import Any
from uuid import uuid4

import gradio as gr
import numpy as np
import torch

from core.config import FeatureConfig
from demo import limits, text
from demo.heard import Heard
from demo.session import Session, Sessions
from demo.tabs.look.image import numbers as image
from demo.tabs.look.image import view
from demo.tabs.look.image.numbers import ImageSettings
from demo.ui import pictures, steps
from demo.ui.bar import FOLLOW, TELL, bar
from demo.ui.figure import Screen
from demo.ui.mel import band_of, width_of
from demo.ui.models import ModelBar
from demo.ui.player import lines_of_code, player

WINDOW_MS = (5, 100)
HOP_MS = (4, 50)
N_MELS = (16, 128)  # the MFCC take at least 13

# What a vowel needs, in the count of the numbers
VOWEL_MS = 100  # in flowing speech; Klatt (1976), "Linguistic uses of segmental duration"
FEWEST_COLUMNS = 3  # of a vowel: its beginning, its middle, its end
FORMANT = 500  # Hz, the lowest of a vowel with a relaxed tongue; Fant (1960)
WIDEST_BAND = 250.0  # Hz there: formants lie several hundred Hz apart


@dataclass(frozen=True)
class Choice:
    """One of "More settings": a row of buttons."""

    name: str  # also of its texts
    values: tuple[str, ...]  # the first is the network's own

    @property
    def texts(self) -> tuple[str, dict[str, str], str]:
        """The question, the names of the values, and a sentence on what they do."""
        name = f"IMAGE_{self.name.upper()}"
        return getattr(text, name), getattr(text, f"{name}_CHOICES"), getattr(text, f"{name}_INFO")

    def html(self, chosen: str) -> str:
        """The buttons."""
        title, names, info = self.texts
        name, about = f"image-{self.name}", f"image-{self.name}-info"
        labels = {value: names[value] for value in self.values}
        buttons = bar(name, title, labels, chosen, dict.fromkeys(labels, about))
        return f'{buttons}<p id="{about}">{info}</p>'


CHOICES = (
    Choice("window", tuple(image.WINDOWS)),
    Choice("colours", image.COLOURS),
    Choice("levels", ("decibels", "power")),
    Choice("axis", ("hertz", "mel")),
)


def image_part(sessions: Sessions, opened: gr.State, models: ModelBar) -> None:
    """Lay out the part and connect it. It draws only while it is open, and only what changed."""
    at_network = _sliders(sessions.classifier.features)
    parts: dict[str, Any] = {"state": gr.State({})}
    asked, went_back = gr.State(False), gr.State("")
    with gr.Column(elem_classes=["step", "close"]):
        gr.HTML(f"<h2>{text.fixed('IMAGE_QUESTION')}</h2>")
        gr.HTML(f'<p class="hint">{text.fixed("IMAGE_LEAD")}</p>')
    parts["facts"] = gr.HTML(elem_id="facts")
    parts |= _step("waveform")
    with gr.Column(elem_id="settings", elem_classes="tinted"):
        gr.HTML(f"<h2>{text.fixed('SETTINGS')}</h2>")
        with gr.Row():
            window = _slider("WINDOW", WINDOW_MS, at_network[0])
            hop = _slider("HOP", HOP_MS, at_network[1])
        choices = _more_settings()
        parts["note"] = gr.HTML(elem_id="note", js_on_load=limits.READ_ALOUD)
        reset = gr.Button(text.fixed("BACK_TO_NETWORK"), interactive=False, size="sm")
    parts |= {"reset": reset, **choices, **_step("spectrogram"), **_step("bands")}
    with gr.Column(elem_classes="tinted"):
        mels = _slider("MELS", N_MELS, at_network[2])
    parts |= _step("mel")
    parts["count"] = gr.HTML(elem_id="count", elem_classes="step")
    parts |= _left_to_hear()
    parts |= _step("mfcc")
    screen, sliders = gr.JSON(visible=False), [window, hop, mels]
    watched: list[Any] = [opened, asked, went_back, *sliders]

    back = [*sliders, *choices.values(), went_back]
    for another in (reset.click, models.changed.change):
        another(sessions.bound(go_back), None, back, **limits.QUIET)
    parts["listen"].click(lambda: True, None, asked, **limits.QUIET)
    gr.on(
        [
            *(control.change for control in watched),
            *(choice.input for choice in choices.values()),
        ],
        sessions.bound(look, parts),
        [screen, *sliders, *choices.values(), asked, opened, parts["state"]],
        list(parts.values()),
        js=limits.TELL_SCREEN,
        trigger_mode="always_last",
        preprocess=False,  # it complains while a number is being typed; `look` keeps it in bounds
        **limits.DRAW,
        **limits.QUIET,
    )


def _step(name: str) -> dict[str, Any]:
    """Where one picture and its lines of code will be."""
    return {name: gr.HTML(elem_id=name, elem_classes="step"), f"{name} code": lines_of_code()}


def _slider(name: str, bounds: tuple[int, int], value: float) -> gr.Slider:
    label, info = text.fixed(name), text.fixed(f"{name}_INFO")
    low, high = around(bounds, value)
    step = _step_to(value)
    return gr.Slider(low, high, value, step=step, label=label, info=info, min_width=240)


def _more_settings() -> dict[str, gr.HTML]:
    """Rows of buttons, closed at first."""
    with gr.Accordion(text.fixed("IMAGE_MORE"), open=False, elem_id="more"), gr.Row():
        return {
            choice.name: gr.HTML(
                choice.values[0],
                html_template=choice.html(choice.values[0]),
                js_on_load=TELL + FOLLOW,
                apply_default_css=False,
                elem_id=f"image-{choice.name}",
                elem_classes="choice",
            )
            for choice in CHOICES
        }


def _left_to_hear() -> dict[str, Any]:
    """What is left in the image, to listen to when it is asked for: it takes a second."""
    left = gr.HTML(elem_id="left", elem_classes="step")
    listen = gr.Button(text.fixed("IMAGE_LISTEN_BUTTON"), variant="primary")
    players = gr.HTML(elem_id="left-players", js_on_load=limits.READ_ALOUD)
    return {"left": left, "listen": listen, "players": players, "left code": lines_of_code()}


def go_back(session: Session) -> tuple[Any, ...]:
    """All settings as the network has them."""
    at_network = _sliders(session.classifier.features)
    sliders = [
        gr.Slider(*around(bounds, value), value, step=_step_to(value))
        for bounds, value in zip((WINDOW_MS, HOP_MS, N_MELS), at_network, strict=True)
    ]
    return *sliders, *(choice.values[0] for choice in CHOICES), uuid4().hex


def look(
    session: Session,
    told: object,
    window_ms: float | None,
    hop_ms: float | None,
    n_mels: float | None,
    function: str,
    colours: str,
    levels: str,
    axis: str,
    asked: bool,
    was_opened: str,
    drawn: dict[str, Any],
) -> dict[str, Any]:
    """What the browser told about itself, the settings, and what is drawn -> what changes."""
    heard = session.heard
    if heard is None or not was_opened:  # Gradio also comes here when the tab is laid out
        return {"state": {}}
    network = heard.classifier.features
    chosen = (function, colours, levels, axis)
    wished = _settings(_features(network, window_ms, hop_ms, n_mels), chosen)
    screen = pictures.screen(told)
    wanted = _wanted(heard, wished, screen, asked)
    changes: dict[str, Any] = {
        "state": wanted,
        "note": _note(wished, network),
        "reset": gr.Button(interactive=wished != ImageSettings(features=network)),
        "listen": gr.Button(visible=wished.can_be_heard and not asked),
    }
    if not drawn:  # Gradio does not translate them
        for choice, value in zip(CHOICES, chosen, strict=True):
            changes[choice.name] = gr.HTML(html_template=choice.html(value))
    for name, draw in STEPS.items():
        if drawn.get(name) != wanted[name]:
            changes |= zip((name, f"{name} code"), draw(heard, wished, screen), strict=False)
    if drawn.get("waveform") != wanted["waveform"]:
        changes["facts"] = _facts(heard)
    if drawn.get("players") != wanted["players"]:
        changes["players"] = _players(heard, wished) if wanted["players"] else ""
    return changes


# What the controls say


def _sliders(features: FeatureConfig) -> tuple[float, float, int]:
    """Where the sliders stand for these settings: ms, ms, bands."""
    return (
        _milliseconds(features.n_fft, features),
        _milliseconds(features.hop_length, features),
        features.n_mels,
    )


def around(bounds: tuple[int, int], value: float) -> tuple[float, float]:
    """From where to where a slider goes that must also reach the network's own value."""
    return min(bounds[0], value), max(bounds[1], value)


def _step_to(value: float) -> float:
    """Whole steps, unless they would pass by the network's own value."""
    return 1 if float(value).is_integer() else 0.5


def _features(
    network: FeatureConfig, window_ms: float | None, hop_ms: float | None, n_mels: float | None
) -> FeatureConfig:
    """The network's settings changed by the sliders; an empty one changes nothing."""
    window, hop, mels = (
        default if value is None else float(np.clip(round(2 * value) / 2, *around(bounds, default)))
        for value, bounds, default in zip(
            (window_ms, hop_ms, n_mels), (WINDOW_MS, HOP_MS, N_MELS), _sliders(network), strict=True
        )
    )
    return replace(
        network,
        n_fft=round(window * network.sample_rate / 1000),
        hop_length=round(hop * network.sample_rate / 1000),
        n_mels=round(mels),
    )


def _settings(features: FeatureConfig, chosen: tuple[str, ...]) -> ImageSettings:
    """With what the buttons say; what none of them says is as the network has it."""
    window, colours, levels, axis = (
        value if value in choice.values else choice.values[0]
        for value, choice in zip(chosen, CHOICES, strict=True)
    )
    return ImageSettings(
        features=features,
        window=window,
        decibels=levels == "decibels",
        mel_axis=axis == "mel",
        colours=colours,
    )


def _wanted(heard: Heard, wished: ImageSettings, screen: Screen, asked: bool) -> dict[str, Any]:
    """What every step is drawn from: it is drawn again only where this is another."""
    features, n_mels = wished.features, wished.features.n_mels
    columns = (heard.key, features.n_fft, features.hop_length, wished.window)
    mel = (*columns, n_mels, wished.decibels)
    return {
        "waveform": (heard.key, screen),
        "spectrogram": (*columns, wished.decibels, wished.mel_axis, wished.colours, screen),
        "bands": (features.n_fft, n_mels, wished.mel_axis, screen),
        "mel": (*mel, wished.colours, screen),
        "count": (features.n_fft, features.hop_length, n_mels),
        "left": mel,
        "players": mel if asked and wished.can_be_heard else None,
        "mfcc": (*columns, n_mels, screen),
    }


# One function a step: the recording, the settings, the model, the screen -> HTML, lines of code


def _waveform(heard: Heard, _: ImageSettings, screen: Screen) -> tuple[str, ...]:
    network = heard.classifier.features
    words = text.WAVEFORM_TEXT.format(rate=network.sample_rate, window=network.window_seconds)
    picture = pictures.waveform(heard, screen)
    return _section(text.WAVEFORM, words, picture), steps.waveform_code(heard, network)


def _spectrogram(heard: Heard, wished: ImageSettings, screen: Screen) -> tuple[str, ...]:
    values = image.spectrogram(heard.second, wished)
    window_ms, hop_ms, _ = _sliders(wished.features)
    words = text.SPECTROGRAM_TEXT.format(window=window_ms, hop=hop_ms)
    if hop_ms > window_ms:
        words += f" {text.GAPS}"
    if not wished.decibels:
        words += f" {text.IMAGE_POWER_SHOWN}"
    picture = view.spectrogram(values, wished, heard.prediction.window_start, screen)
    return _section(text.SPECTROGRAM, words, picture), image.spectrogram_code(heard, wished)


def _bands(_: Heard, wished: ImageSettings, screen: Screen) -> tuple[str, ...]:
    words = text.MEL_TEXT.format(n_mels=wished.features.n_mels)
    picture = view.bands(wished, screen)
    return _section(text.MEL, words, picture), image.bands_code(wished)


def _mel(heard: Heard, wished: ImageSettings, screen: Screen) -> tuple[str, ...]:
    values = image.mel(heard.second, wished)
    rows, columns = values.shape
    words = text.MEL_CHANGED
    if torch.equal(values, heard.image):  # not said unless it is so
        words = text.MEL_OF_NETWORK.format(rows=rows, columns=columns)
    if count := image.empty_bands(wished.features, wished.window):
        words += f" {text.EMPTY_BANDS.format(count=count)}"
    picture = view.mel(values, wished, heard.prediction.window_start, screen)
    return f"<p>{words}</p>{picture}", image.mel_code(heard, wished)


def _count(_: Heard, wished: ImageSettings, __: Screen) -> tuple[str, ...]:
    """Why so few numbers are enough, or not."""
    features = wished.features
    samples, rows, columns = features.n_samples, features.n_mels, features.n_frames
    hop_ms = _sliders(features)[1]
    width = width_of(band_of(FORMANT, features), features)
    of_vowel = VOWEL_MS / hop_ms
    fewer, enough = text.IMAGE_COUNT_FEWER, text.IMAGE_COUNT_ENOUGH
    if rows * columns >= samples:
        fewer = text.IMAGE_COUNT_MORE
    if of_vowel < FEWEST_COLUMNS:
        enough = text.IMAGE_COUNT_FEW_COLUMNS
    elif width > WIDEST_BAND:
        enough = text.IMAGE_COUNT_WIDE_BANDS
    title = text.IMAGE_COUNT.format(n_mels=rows, hop=hop_ms)
    total = text.IMAGE_COUNT_SUM.format(
        samples=samples,
        seconds=features.window_seconds,
        rows=rows,
        columns=columns,
        numbers=rows * columns,
    )
    fewer = fewer.format(times=samples / (rows * columns))
    enough = enough.format(vowel=VOWEL_MS, columns=of_vowel, tone=FORMANT, width=width)
    return (
        f'<h2>{title}</h2><p class="sum">{total}</p>'
        f"<p>{fewer} {text.IMAGE_COUNT_LOST}</p><p>{enough}</p>",
    )


def _left(heard: Heard, wished: ImageSettings, screen: Screen) -> tuple[str, ...]:
    """What it means to go back from the mel image to sound."""
    features = wished.features
    if not wished.can_be_heard:
        most = _milliseconds(features.n_fft // 2, features)
        words = text.IMAGE_CANNOT_LISTEN.format(most=most)
        return _section(text.IMAGE_LISTEN, words, ""), f"# {words}"
    words = text.IMAGE_LISTEN_TEXT.format(
        rows=features.n_mels, columns=features.n_frames, rounds=image.GRIFFIN_LIM_ROUNDS
    )
    return _section(text.IMAGE_LISTEN, words, ""), image.sound_code(heard, wished)


def _mfcc(heard: Heard, wished: ImageSettings, screen: Screen) -> tuple[str, ...]:
    values = image.mfcc(heard.second, wished)
    picture = view.mfcc(values, wished.features, heard.prediction.window_start, screen)
    words = text.MFCC_TEXT.format(n_mfcc=len(values))
    return _section(text.MFCC, words, picture), image.mfcc_code(heard, wished)


STEPS: dict[str, Callable[[Heard, ImageSettings, Screen], tuple[str, ...]]] = {
    "waveform": _waveform,
    "spectrogram": _spectrogram,
    "bands": _bands,
    "mel": _mel,
    "count": _count,
    "left": _left,
    "mfcc": _mfcc,
}


def _section(title: str, words: str, picture: str) -> str:
    return f"<h2>{title}</h2><p>{words}</p>{picture}"


def _players(heard: Heard, wished: ImageSettings) -> str:
    """The judged second, and what is left of it in the mel image; neither louder than can be."""
    second, network = heard.second, heard.classifier.features
    sound = image.sound_of(image.mel(second, wished), second, wished)
    ceiling = max(1.0, float(sound.abs().max()))
    both = "".join(
        f"<div><h3>{label}</h3>{player(waveform / ceiling, network.sample_rate, label)}</div>"
        for label, waveform in ((text.IMAGE_ORIGINAL, second), (text.IMAGE_LEFT, sound))
    )
    return f'<div class="players">{both}</div><p class="hint">{text.IMAGE_LISTEN_HINT}</p>'


def _facts(heard: Heard) -> str:
    """Which recording this is, and what was done to it before the network heard it."""
    network = heard.classifier.features
    sentences = [
        text.IMAGE_ANSWER,
        text.MIXED if heard.clip.channels > 1 else "",
        text.RESAMPLED if heard.clip.sample_rate != network.sample_rate else "",
    ]
    words = " ".join(sentences)
    label = escape(text.label(heard.prediction.label))
    return f"<p>{words.format(label=label, hertz=network.sample_rate)}</p>"


def _note(wished: ImageSettings, network: FeatureConfig) -> str:
    own = ImageSettings(features=network)
    sentence = text.SAME_AS_NETWORK if wished.numbers == own.numbers else text.NOT_AS_NETWORK
    window_ms, hop_ms, n_mels = _sliders(network)
    words = sentence.format(
        window=window_ms, hop=hop_ms, n_mels=n_mels, function=text.IMAGE_WINDOW_CHOICES[own.window]
    )
    if wished.numbers == own.numbers and wished != own:
        words = text.IMAGE_ONLY_LOOKS
    return f"<p>{words}</p>"


def _milliseconds(samples: int, features: FeatureConfig) -> float:
    return 1000 * samples / features.sample_rate
