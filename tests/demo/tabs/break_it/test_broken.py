"""What the Break it tab says and shows."""

import re
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from core import Prediction
from core.effects.registry import NOISES
from core.sound.advice import Advice
from demo import text
from demo.tabs.break_it import view as broken
from demo.tabs.break_it.controls import SHOWN
from demo.tabs.break_it.plot import Scores, plot_scores
from demo.tabs.break_it.search import Curve, WeakSpot
from demo.ui.figure import PIXELS_PER_INCH, Image, Mark, Screen, plot_story

SMALLEST = 9.0  # points on the screen
LEVELS = np.array([-40.0, -20, 0, 20])
SCREENS = [Screen(width=width, dark=dark) for width in (260, 976) for dark in (False, True)]


def given(label: str) -> Prediction:
    return Prediction(label, {"yes": 0.05, "no": 0.9, "neither": 0.05}, 0.2, 0.8, 1.2, 0.0)


def curve(*labels: str) -> Curve:
    return Curve(tuple(LEVELS[: len(labels)]), tuple(given(label) for label in labels))


def scores(**settings: float | None) -> Scores:
    values = {"threshold": 0.9, "now": -40.0, "gives_up": 0.0, **settings}
    return Scores(
        levels=LEVELS,
        scores={"yes": LEVELS * 0, "no": np.array([1, 1, 0.5, 0]), "neither": LEVELS * 0 + 0.1},
        **values,
    )


# Sentences


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (("no", "no", "neither", "neither"), "until the noise is as loud as your voice (0 dB)"),
        (
            ("no", "no", "no", "yes"),
            "10.0 times as tall as your voice's (+20 dB). Then it says “yes”",
        ),
        (("no", "neither"), "10\N{NO-BREAK SPACE}% as tall as your voice's (−20 dB)"),
        (("no", "no", "no", "no"), "It holds “no” at every level"),
        (("no", "yes", "no", "no"), text.BREAK_BACK),
        (("yes", "yes", "yes", "neither"), "The other changes alone make it say “yes”."),
    ],
)
def test_where_it_gives_up(labels: tuple[str, ...], said: str) -> None:
    assert said in broken.holds(curve(*labels), "no")


def test_it_does_not_say_more_than_there_is() -> None:
    sentence = broken.holds(curve("no", "no", "neither", "neither"), "no")
    assert text.BREAK_BACK not in sentence
    assert "alone" not in sentence


@pytest.mark.parametrize("name", SHOWN)
def test_every_change_has_its_words(name: str) -> None:
    way = SHOWN[name].ways()[-1]
    said = broken.changed({name: way[-1]})
    assert said != broken.changed({})
    assert not re.search(r"-\d", said)  # a minus sign is longer than a hyphen
    spot = WeakSpot(name, way[0], 0.25, given("neither"))
    assert "25\N{NO-BREAK SPACE}% of the slider's way" in broken.found(spot, "no")


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_only_numbers_have_a_minus(language: str) -> None:
    with text.speaking(language):
        said = broken.changed({"pitch": -3, "volume": -10})
    assert "−3" in said
    assert "−10" in said
    assert not re.search(r"[a-z]−[a-z]", said)  # "demi-ton" is no subtraction


def test_every_noise_has_a_button() -> None:
    buttons = broken.kinds("hum")
    assert re.findall(r'value="(\w+)"', buttons) == list(NOISES)
    assert buttons.count(" checked") == 1
    assert 'aria-describedby="tells-hum" checked' in buttons
    assert "${" not in buttons
    assert "{{" not in buttons


def test_no_advice_for_a_broken_sound() -> None:
    advised = replace(given("no"), advice=(Advice("too_quiet", "Come closer."),))
    assert text.ADVICE not in broken.answer(advised, 0.5)


def test_the_chart_is_told() -> None:
    chart = broken.chart(curve("no", "no", "no", "neither"), "hum", -40, "no", 0.9, Screen())
    alt = re.search('alt="(.*?)"', chart).group(1)
    assert "Without noise: yes 5\N{NO-BREAK SPACE}%" in alt
    assert "At 0 dB:" in alt
    assert "At +20 dB:" in alt
    assert text.BREAK_KINDS["hum"] in alt


# Pictures


def small(on: Screen) -> Figure:
    image = Image(
        values=np.zeros((40, 120), np.float32),
        first=0.0,
        step=0.01,
        ticks=[(0, "100"), (39, "7,000")],
        axis="tone (Hz)",
        unit="",
        limits=(-1.0, 1.0),
    )
    samples = np.sin(np.linspace(0, 900, 19_200)).astype(np.float32)
    return plot_story(samples, 16_000, image, [Mark(0.3, 0.8, "no", 1)], on, small=True)


@pytest.mark.parametrize("on", SCREENS, ids=str)
def test_text_is_large_and_inside_the_picture(on: Screen) -> None:
    ends = [scores(), scores(now=20.0, gives_up=-20.0), scores(threshold=0.1, gives_up=None)]
    for figure in (small(on), *(plot_scores(end, on) for end in ends)):
        FigureCanvasAgg(figure).draw()
        assert figure.get_figwidth() * PIXELS_PER_INCH == pytest.approx(on.width)
        for words in figure.findobj(Text):
            assert not words.get_text() or words.get_fontsize() >= SMALLEST, words
        drawn, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
        assert drawn.x0 >= 0
        assert drawn.y0 >= 0
        assert drawn.x1 <= width
        assert drawn.y1 <= height


def test_the_lines_are_the_scores() -> None:
    (axes,) = plot_scores(scores(now=-20.0), Screen()).axes
    lines = {line.get_label(): line for line in axes.lines}
    for label, values in scores().scores.items():
        np.testing.assert_allclose(lines[label].get_ydata(), 100 * values)
    drawn = [tuple(np.unique(line.get_xdata())) for line in axes.lines]
    assert (-20.0,) in drawn  # now
    assert (0.0,) in drawn  # gives up
    heights = [tuple(np.unique(line.get_ydata())) for line in axes.lines]
    assert (90.0,) in heights  # needed
    names = [words.get_text() for words in axes.texts]
    assert text.BREAK_NOW in names
    assert text.BREAK_GIVES_UP in names


def test_where_it_never_gives_up_no_line_says_so() -> None:
    (axes,) = plot_scores(scores(gives_up=None), Screen()).axes
    assert text.BREAK_GIVES_UP not in [words.get_text() for words in axes.texts]
