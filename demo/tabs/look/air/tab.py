"""The first part of the Look tab: how air becomes numbers, to hear and to see."""

import math
from typing import Any

import gradio as gr
import numpy as np
from torch import Tensor

from core.sound.clip import Clip
from demo import limits, text
from demo.session import Session, Sessions
from demo.tabs.look.air import sound as air
from demo.tabs.look.air.plot import MOST_LINES, Tones, Wave, plot_air, shows_dots
from demo.tabs.look.air.sound import Measured, Measuring, View
from demo.ui import pictures
from demo.ui.bar import TELL, bar
from demo.ui.figure import Screen
from demo.ui.models import ModelBar
from demo.ui.player import lines_of_code, player

EVERY = (1, 2, 4, 10)  # of so many samples one is kept
AS_RECORDED = Measuring()
NARROWEST = 240  # CSS pixels of a control beside another
INAUDIBLE = -90.0  # dB re full scale
NOTHING = -120.0  # dB re full scale: less than 16 bits can hold


def air_part(sessions: Sessions, opened: gr.State, _: ModelBar) -> None:
    """Lay out the part and connect it. It draws only while it is open, and only what changed.

    What it shows of a model comes with the recording that the model heard.
    """
    gr.HTML(f"<h2>{text.fixed('AIR_QUESTION')}</h2>", elem_classes="step")
    gr.HTML(f'<p class="hint">{text.fixed("AIR_LEAD")}</p>')
    rates, anti_alias, depth = _how_to_measure(sessions.classifier.features.sample_rate)
    note = gr.HTML(elem_id="air-note", elem_classes="step", js_on_load=limits.READ_ALOUD)
    with gr.Row(elem_id="air-players"):
        before, after, difference = (gr.HTML(min_width=NARROWEST) for _ in range(3))
    gr.HTML(f'<p class="hint">{text.fixed("AIR_JOINED")}</p>')
    picture = gr.HTML(elem_id="air")
    nearer, place = _what_to_see()
    facts = gr.HTML(elem_id="air-facts", elem_classes="step")
    code = lines_of_code()
    state, screen = gr.State({}), gr.JSON(visible=False)
    parts = {
        "state": state,
        "rates": rates,
        "place": place,
        "before": before,
        "after": after,
        "difference": difference,
        "note": note,
        "picture": picture,
        "facts": facts,
        "code": code,
    }
    sliders = (anti_alias, depth, nearer, place)
    gr.on(
        [opened.change, rates.input, *(control.change for control in sliders)],
        sessions.bound(look, parts),
        [screen, rates, *sliders, state],
        list(parts.values()),
        js=limits.TELL_SCREEN,
        trigger_mode="always_last",
        preprocess=False,  # it complains while a number is being typed; `look` keeps it in bounds
        **limits.DRAW,
        **limits.QUIET,
    )


def _how_to_measure(rate: int) -> tuple[gr.HTML, gr.Checkbox, gr.Slider]:
    """How often, with a filter or without, how finely."""
    with gr.Column(elem_classes="tinted"):
        rates = gr.HTML(
            str(AS_RECORDED.every),
            html_template=_rates(rate, AS_RECORDED.every),
            js_on_load=TELL,
            apply_default_css=False,
            elem_id="air-rates",
            elem_classes="choice",
        )
        with gr.Row():
            anti_alias = gr.Checkbox(
                AS_RECORDED.filtered,
                label=text.fixed("AIR_FILTER"),
                info=text.fixed("AIR_FILTER_INFO"),
                min_width=NARROWEST,
            )
            depth = gr.Slider(
                *air.BITS,
                AS_RECORDED.bits,
                step=1,
                label=text.fixed("AIR_BITS"),
                info=text.fixed("AIR_BITS_INFO"),
                min_width=NARROWEST,
            )
    return rates, anti_alias, depth


def _what_to_see() -> tuple[gr.Slider, gr.Slider]:
    """How near, and where."""
    with gr.Row():
        nearer = gr.Slider(
            0,
            air.ZOOM,
            0,
            step=0.5,
            label=text.fixed("AIR_ZOOM"),
            info=text.fixed("AIR_ZOOM_INFO"),
            min_width=NARROWEST,
        )
        place = gr.Slider(
            0,
            1,
            0,
            step=0.001,
            interactive=False,
            label=text.fixed("AIR_PLACE"),
            info=text.fixed("AIR_PLACE_INFO"),
            min_width=NARROWEST,
        )
    return nearer, place


def look(
    session: Session,
    told: object,
    every: str,
    filtered: bool,
    bits: float | None,
    zoom: float | None,
    where: float | None,
    drawn: dict[str, Any],
) -> dict[str, Any]:
    """What the browser told about itself, the controls, and what is drawn -> what changes."""
    heard = session.heard
    if heard is None:
        return {"state": {}}
    features = heard.classifier.features
    rate, screen = features.sample_rate, pictures.screen(told)
    how, near = _measuring(every, filtered, bits), _within(zoom, 0, air.ZOOM, 0)
    waveform = heard.waveform
    is_new = drawn.get("recording") != heard.recording
    loudest = round(air.loudest(waveform, rate), 3)  # as `place` says it: no second picture
    middle = loudest if is_new else _within(where, 0, heard.clip.seconds, loudest)
    seen = air.view(len(waveform), rate, near, middle)
    wanted = {
        "recording": heard.recording,
        "sound": (heard.recording, how),
        "picture": (heard.recording, how, seen, screen),
        "is near": near > 0,
    }
    changes: dict[str, Any] = {"state": wanted}
    if not drawn:
        changes["rates"] = gr.HTML(html_template=_rates(rate, how.every))
    if is_new:
        changes["before"] = _player(text.AIR_BEFORE, waveform, rate, "")
        changes["facts"] = _facts(heard.clip, waveform)
        changes["place"] = gr.Slider(
            maximum=round(heard.clip.seconds, 3), value=middle, interactive=near > 0
        )
    elif drawn.get("is near") != wanted["is near"]:
        changes["place"] = gr.Slider(interactive=near > 0)
    if drawn.get("picture") != wanted["picture"]:
        measured = air.measure(waveform, how)
        changes["picture"] = _picture(waveform, measured, rate, how, seen, screen)
        changes["code"] = air.code(heard, features, how, seen)
        if drawn.get("sound") != wanted["sound"]:
            changes["note"] = f"<p>{_note(measured, how, rate)}</p>"
            changes["after"] = _player(text.AIR_AFTER, measured.after, rate, "")
            changes["difference"] = _difference(measured, waveform, rate)
    return changes


# What the controls say


def _measuring(every: str, filtered: bool, bits: float | None) -> Measuring:
    """What the controls say; what cannot be is as it was recorded."""
    wanted = {str(number): number for number in EVERY}
    return Measuring(
        every=wanted.get(str(every), AS_RECORDED.every),
        filtered=bool(filtered),
        bits=round(_within(bits, *air.BITS, AS_RECORDED.bits)),
    )


def _within(value: float | None, low: float, high: float, default: float) -> float:
    return default if value is None else min(max(value, low), high)


def _rates(rate: int, chosen: int) -> str:
    """One button a sample rate."""
    labels = {str(every): text.AIR_RATE_CHOICE.format(rate=rate // every) for every in EVERY}
    return bar("air-rate", text.AIR_RATE, labels, str(chosen))


def _player(title: str, waveform: Tensor, rate: int, words: str) -> str:
    return f"<h3>{title}</h3>{player(waveform, rate, title)}<p>{words}</p>"


def _difference(measured: Measured, waveform: Tensor, rate: int) -> str:
    """What measuring lost, to listen to: as loud as the sound, and how much quieter it is."""
    level = air.level_db(measured.difference)
    if level < NOTHING:
        return f"<h3>{text.AIR_DIFFERENCE}</h3><p>{text.AIR_NO_DIFFERENCE}</p>"
    gain = air.louder(measured.difference, waveform)
    quieter = air.level_db(waveform) - level
    words = text.AIR_AS_LOUD if quieter < 1 else text.AIR_QUIETER.format(decibels=quieter)
    if gain:
        words += f" {text.AIR_AMPLIFIED.format(decibels=gain)}"
    return _player(text.AIR_DIFFERENCE, air.amplified(measured.difference, gain), rate, words)


def _note(measured: Measured, how: Measuring, rate: int) -> str:
    """What is heard and seen, in a sentence on the rate and one on the bits."""
    half = rate / how.every / 2
    of_rate = text.AIR_RATE_ALL
    if how.every > 1:
        of_rate = text.AIR_RATE_FILTERED if how.filtered else text.AIR_RATE_ALIASED
    sentence = of_rate.format(
        rate=rate // how.every,
        half=round(half),
        every=how.every,
        high=round(1.5 * half),
        low=round(0.5 * half),
    )
    noise = air.level_db(measured.numbers - measured.samples)
    of_bits = text.AIR_BITS_HISS
    if not measured.numbers.any():
        of_bits = text.AIR_BITS_NOTHING_LEFT
    elif noise < INAUDIBLE:
        of_bits = text.AIR_BITS_ENOUGH
    words: str = of_bits.format(
        bits=how.bits,
        values=2**how.bits,
        used=len(measured.numbers.unique()),
        decibels=air.level_db(measured.samples) - noise,
    )
    return f"{sentence} {words}"


def _facts(clip: Clip, waveform: Tensor) -> str:
    """A table of what is known of the recording, with what it means."""
    values = {
        text.SAMPLE_RATE: (text.HERTZ.format(hertz=clip.sample_rate), text.AIR_MEANS_RATE),
        text.CHANNELS: (str(clip.channels), text.AIR_MEANS_CHANNELS),
        text.LENGTH: (text.SECONDS.format(seconds=clip.seconds), text.AIR_MEANS_LENGTH),
        text.AIR_FRAMES: (text.number(len(clip.samples)), text.AIR_MEANS_FRAMES),
        text.AIR_OFFSET: (_signed(100 * clip.offset, 2, "%"), text.AIR_MEANS_OFFSET),
        text.AIR_PEAK: (_signed(air.peak_db(waveform), 1, text.DECIBELS), text.AIR_MEANS_PEAK),
        text.AIR_LEVEL: (_signed(air.level_db(waveform), 1, text.DECIBELS), text.AIR_MEANS_LEVEL),
    }
    rows = "".join(
        f'<tr><th scope="row">{name}</th><td class="value">{value}</td><td>{meaning}</td></tr>'
        for name, (value, meaning) in values.items()
    )
    return f"<h2>{text.AIR_FACTS}</h2><table>{rows}</table>"


def _signed(value: float, digits: int, unit: str) -> str:
    """A number with a true minus sign; never a minus zero."""
    if math.isinf(value):
        return f"−∞ {unit}"
    return f"{text.number(round(value, digits) + 0.0, f'.{digits}f')} {unit}".replace("-", "−")


# The picture


def _picture(
    waveform: Tensor, measured: Measured, rate: int, how: Measuring, seen: View, screen: Screen
) -> str:
    wave = _wave(waveform, measured, rate, how, seen, screen)
    tones = Tones(
        hertz=np.linspace(0, rate / 2, air.N_FFT // 2 + 1),
        before=air.strengths(waveform).numpy(),
        after=air.strengths(measured.after).numpy(),
        highest=rate / how.every / 2,
    )
    numbers = -(-seen.count // how.every)
    shown = text.AIR_SEEN.format(
        milliseconds=1000 * seen.count / rate,
        count=numbers,
        all=len(measured.numbers),
        first=seen.first // how.every,
    )
    has_dots = wave.near and shows_dots(numbers, screen)
    nearness = text.AIR_DOTS if has_dots else text.AIR_STAIRS if wave.near else ""
    strongest = int(tones.after.argmax())
    alt = [
        text.AIR_ALT.format(start=wave.start, end=wave.end, half=round(tones.highest)),
        text.AIR_ALT_STRONGEST.format(hertz=round(tones.hertz[strongest], -1)),
        shown,
        nearness,
    ]
    caption = f"{text.AIR_CAPTION} {shown} {nearness}"
    return pictures.html(plot_air(wave, tones, screen), " ".join(alt).strip(), caption.strip())


def _wave(
    waveform: Tensor, measured: Measured, rate: int, how: Measuring, seen: View, screen: Screen
) -> Wave:
    """From near the curve between the samples, and the numbers; from far all samples."""
    near = seen.count < 2 * screen.width
    first, curve, per_second = 0, waveform, rate
    if near:
        curve, first = air.smooth(waveform, seen)
        per_second = rate * air.FINER
    after, every = (measured.numbers, how.every) if near else (measured.after, 1)
    used = slice(seen.first // every, -(-(seen.first + seen.count) // every) + 1)
    values = np.arange(-(2 ** (how.bits - 1)), 2 ** (how.bits - 1)) / 2 ** (how.bits - 1)
    return Wave(
        before=curve.numpy(),
        before_times=first / rate + np.arange(len(curve)) / per_second,
        after=after[used].numpy(),
        after_times=np.arange(len(after))[used] * every / rate,
        start=seen.first / rate,
        end=(seen.first + seen.count) / rate,
        near=near,
        values=values if len(values) <= MOST_LINES else values[:0],
    )
