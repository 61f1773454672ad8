"""The second part of the Look tab: how numbers become the image that the network gets."""

from collections.abc import Callable
from dataclasses import replace
from html import escape
from itertools import chain
from typing import Any

import gradio as gr
import torch

from core.classifier import Classifier
from core.config import FeatureConfig
from demo import pictures, settings, steps, text
from demo.heard import Heard
from demo.plots import Screen
from demo.visits import Visits

WINDOW_MS = (5, 100)
HOP_MS = (4, 50)
N_MELS = (16, 128)  # the MFCC take at least 13


def image_part(classifier: Classifier, visits: Visits, opened: gr.State) -> None:
    """Lay out the part and connect it. It draws only while it is open, and only what changed."""
    network = classifier.features
    at_network = _sliders(network)

    @text.in_their_language
    def look(
        told: object,
        window_ms: float | None,
        hop_ms: float | None,
        n_mels: float | None,
        drawn: dict[str, Any],
        request: gr.Request,
    ) -> dict[Any, Any]:
        """What the browser told about itself, the sliders, and what is drawn -> what changes."""
        heard = visits.recall(str(request.session_hash))
        if heard is None:
            return {state: {}}
        features = _features(network, window_ms, hop_ms, n_mels)
        screen = pictures.screen(told)
        recording = (heard.key, screen)
        columns = (*recording, features.n_fft, features.hop_length)
        wanted = {
            "waveform": recording,
            "spectrogram": columns,
            "mel": (*columns, features.n_mels),
            "mfcc": (*columns, features.n_mels),
        }
        changes = {
            state: wanted,
            note: _note(features, network),
            reset: gr.Button(interactive=features != network),
        }
        for name, draw in STEPS.items():
            if drawn.get(name) != wanted[name]:
                part = draw(heard, features, classifier, screen)
                changes |= dict(zip(shown[name], part, strict=True))
        if drawn.get("waveform") != recording:
            changes[facts] = _facts(heard, network)
        return changes

    shown: dict[str, tuple[gr.HTML, gr.Code]] = {}

    def step(name: str) -> None:
        """Where one picture and its lines of code will be."""
        picture = gr.HTML(elem_id=name, elem_classes="step")
        with gr.Accordion(text.fixed("CODE"), open=False):
            code = gr.Code(
                language="python",
                interactive=False,
                show_label=False,
                show_line_numbers=False,
                buttons=["copy"],
                elem_classes="lines",
            )
        shown[name] = (picture, code)

    gr.HTML(f'<p class="hint">{text.fixed("LOOK_LEAD")}</p>')
    facts = gr.HTML(elem_id="facts")
    step("waveform")
    with gr.Column(elem_id="settings"):
        gr.HTML(f"<h2>{text.fixed('SETTINGS')}</h2>")
        with gr.Row():
            window = gr.Slider(
                *WINDOW_MS,
                at_network[0],
                step=1,
                label=text.fixed("WINDOW"),
                info=text.fixed("WINDOW_INFO"),
            )
            hop = gr.Slider(
                *HOP_MS,
                at_network[1],
                step=1,
                label=text.fixed("HOP"),
                info=text.fixed("HOP_INFO"),
            )
            mels = gr.Slider(
                *N_MELS,
                at_network[2],
                step=1,
                label=text.fixed("MELS"),
                info=text.fixed("MELS_INFO"),
            )
        note = gr.HTML(elem_id="note", js_on_load=settings.READ_ALOUD)
        reset = gr.Button(text.fixed("BACK_TO_NETWORK"), interactive=False, size="sm")
    for name in ("spectrogram", "mel", "mfcc"):
        step(name)
    state = gr.State({})
    screen = gr.JSON(visible=False)

    reset.click(lambda: at_network, None, [window, hop, mels], **settings.QUIET)
    gr.on(
        [opened.change, window.change, hop.change, mels.change],
        look,
        [screen, window, hop, mels, state],
        [state, note, reset, facts, *chain.from_iterable(shown.values())],
        js=settings.TELL_SCREEN,
        trigger_mode="always_last",
        preprocess=False,  # it complains while a number is being typed; `look` keeps it in bounds
        **settings.DRAW,
        **settings.QUIET,
    )


def _sliders(features: FeatureConfig) -> tuple[float, float, int]:
    """Where the sliders stand for these settings: ms, ms, bands."""
    return (
        _milliseconds(features.n_fft, features),
        _milliseconds(features.hop_length, features),
        features.n_mels,
    )


def _features(
    network: FeatureConfig, window_ms: float | None, hop_ms: float | None, n_mels: float | None
) -> FeatureConfig:
    """The network's settings changed by the sliders; an empty one changes nothing."""
    window, hop, mels = (
        default if value is None else min(max(value, low), high)
        for value, (low, high), default in zip(
            (window_ms, hop_ms, n_mels), (WINDOW_MS, HOP_MS, N_MELS), _sliders(network), strict=True
        )
    )
    return replace(
        network,
        n_fft=round(window * network.sample_rate / 1000),
        hop_length=round(hop * network.sample_rate / 1000),
        n_mels=round(mels),
    )


# One function a step: the recording, the sliders' settings, the model -> HTML, lines of code


def _waveform(
    heard: Heard, _: FeatureConfig, classifier: Classifier, screen: Screen
) -> tuple[str, str]:
    network = classifier.features
    words = text.WAVEFORM_TEXT.format(rate=network.sample_rate, window=network.window_seconds)
    picture = pictures.waveform(heard, network, screen)
    return _section(text.WAVEFORM, words, picture), steps.waveform_code(heard, network)


def _spectrogram(
    heard: Heard, features: FeatureConfig, classifier: Classifier, screen: Screen
) -> tuple[str, str]:
    values = steps.spectrogram(steps.judged(heard, classifier.features), features)
    window_ms, hop_ms, _ = _sliders(features)
    words = text.SPECTROGRAM_TEXT.format(window=window_ms, hop=hop_ms)
    if hop_ms > window_ms:
        words += f" {text.GAPS}"
    picture = pictures.spectrogram(values, features, heard.prediction.window_start, screen)
    return _section(text.SPECTROGRAM, words, picture), steps.spectrogram_code(heard, features)


def _mel(
    heard: Heard, features: FeatureConfig, classifier: Classifier, screen: Screen
) -> tuple[str, str]:
    second = steps.judged(heard, classifier.features)
    values = steps.mel(second, features)
    rows, columns = values.shape
    words = text.MEL_TEXT.format(n_mels=rows)
    if torch.equal(values, classifier.images(second[None])[0]):  # not said unless it is so
        words += f" {text.MEL_OF_NETWORK.format(rows=rows, columns=columns)}"
    else:
        words += f" {text.MEL_CHANGED}"
    if count := steps.empty_bands(features):
        words += f" {text.EMPTY_BANDS.format(count=count)}"
    picture = pictures.mel(values, features, heard.prediction.window_start, screen)
    return _section(text.MEL, words, picture), steps.mel_code(heard, features)


def _mfcc(
    heard: Heard, features: FeatureConfig, classifier: Classifier, screen: Screen
) -> tuple[str, str]:
    values = steps.mfcc(steps.judged(heard, classifier.features), features)
    picture = pictures.mfcc(values, features, heard.prediction.window_start, screen)
    words = text.MFCC_TEXT.format(n_mfcc=len(values))
    return _section(text.MFCC, words, picture), steps.mfcc_code(heard, features)


STEPS: dict[str, Callable[[Heard, FeatureConfig, Classifier, Screen], tuple[str, str]]] = {
    "waveform": _waveform,
    "spectrogram": _spectrogram,
    "mel": _mel,
    "mfcc": _mfcc,
}


def _section(title: str, words: str, picture: str) -> str:
    return f"<h2>{title}</h2><p>{words}</p>{picture}"


def _facts(heard: Heard, network: FeatureConfig) -> str:
    clip = heard.clip
    values = {
        text.ANSWER: escape(heard.prediction.label),
        text.SAMPLE_RATE: text.HERTZ.format(hertz=clip.sample_rate),
        text.CHANNELS: str(clip.channels),
        text.LENGTH: text.SECONDS.format(seconds=clip.seconds),
        text.SAMPLES: f"{len(clip.samples):,}",
    }
    facts = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in values.items())
    changes = [
        sentence.format(hertz=network.sample_rate)
        for sentence, needed in (
            (text.MIXED, clip.channels > 1),
            (text.RESAMPLED, clip.sample_rate != network.sample_rate),
        )
        if needed
    ]
    return f"<dl>{facts}</dl><p>{' '.join(changes)}</p>"


def _note(features: FeatureConfig, network: FeatureConfig) -> str:
    sentence = text.SAME_AS_NETWORK if features == network else text.NOT_AS_NETWORK
    window_ms, hop_ms, n_mels = _sliders(network)
    return f"<p>{sentence.format(window=window_ms, hop=hop_ms, n_mels=n_mels)}</p>"


def _milliseconds(samples: int, features: FeatureConfig) -> float:
    return 1000 * samples / features.sample_rate
