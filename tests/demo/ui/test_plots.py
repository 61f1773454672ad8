"""Figures: the right things at the right place, large enough to read, on every screen."""

import io
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from demo.tabs.look.image.plot import Bands, plot_bands
from demo.ui.figure import (
    DARK,
    LIGHT,
    PIXELS_PER_INCH,
    Image,
    Mark,
    Screen,
    plot_image,
    plot_story,
    plot_waveform,
)
from demo.ui.pictures import html, screen

RATE = 16_000
SMALLEST = 9.0  # points on the screen
SAMPLES = np.sin(np.linspace(0, 900, 2 * RATE)).astype(np.float32)
MARKS = [Mark(0.4, 0.9, "yes", 0), Mark(1.2, 1.6, "no", 1), Mark(1.7, 1.9, "judged")]
SCREENS = [Screen(width=width, dark=dark) for width in (340, 976) for dark in (False, True)]


def image(columns: int = 201) -> Image:
    rng = np.random.default_rng(0)
    return Image(
        values=rng.normal(size=(40, columns)).astype(np.float32),
        first=0.0,
        step=0.01,
        ticks=[(0, "100"), (39, "7,000")],
        axis="tone (Hz)",
        unit="dB",
        limits=(-3.0, 3.0),
    )


def power() -> Image:
    """Values over many powers of ten."""
    values = 10 ** np.linspace(-3, 5, 40 * 101, dtype=np.float32).reshape(40, 101)
    limits = (float(values.min()), float(values.max()))
    return replace(image(101), values=values, limits=limits, unit="power", powers=True)


BANDS = Bands(
    weights=np.eye(241, 40, dtype=np.float32),
    positions=np.linspace(0, 8_000, 241),
    ticks=[(hertz, f"{hertz:,}") for hertz in range(0, 9_000, 2_000)],
    across="tone (Hz)",
    up="weight",
)


def figures(on: Screen) -> dict[str, Figure]:
    return {
        "story": plot_story(SAMPLES, RATE, image(), MARKS, on),
        "waveform": plot_waveform(SAMPLES, RATE, MARKS, on),
        "image": plot_image(image(), on),
        "power": plot_image(power(), on),
        "bands": plot_bands(BANDS, on),
    }


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" (WCAG 2)."""
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("on", SCREENS, ids=str)
def test_text_is_large_and_inside_the_picture(on: Screen) -> None:
    for name, figure in figures(on).items():
        FigureCanvasAgg(figure).draw()
        assert figure.get_figwidth() * PIXELS_PER_INCH == pytest.approx(on.width)
        for words in figure.findobj(Text):
            assert not words.get_text() or words.get_fontsize() >= SMALLEST, (name, words)
        drawn, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
        assert drawn.x0 >= 0, name
        assert drawn.y0 >= 0, name
        assert drawn.x1 <= width, name
        assert drawn.y1 <= height, name


def test_wave_and_image_share_their_time() -> None:
    wave, tones = figures(Screen())["story"].axes
    assert wave.get_xlim() == tones.get_xlim() == (0, 2)
    assert wave.get_position().x0 == tones.get_position().x0
    assert wave.get_position().x1 == tones.get_position().x1
    left, right, *_ = tones.images[0].get_extent()
    assert left == pytest.approx(-0.005)
    assert right == pytest.approx(2.005)


def test_marks_are_named_and_on_both() -> None:
    wave, tones = figures(Screen())["story"].axes
    assert [words.get_text() for words in wave.texts] == ["yes", "no", "judged"]
    edges = sorted(line.get_xdata()[0] for line in tones.lines)
    assert edges == [0.4, 0.9, 1.2, 1.6, 1.7, 1.9]


def test_the_image_is_the_tensor() -> None:
    shown = image()
    figure = plot_image(shown, Screen())
    np.testing.assert_array_equal(figure.axes[0].images[0].get_array(), shown.values)


def test_the_bar_says_which_colour_is_which_value() -> None:
    for shown, labels in ((image(), ["−2", "0", "2"]), (power(), ["0", "20k", "100k"])):
        figure = plot_image(shown, Screen())
        FigureCanvasAgg(figure).draw()
        axes, bar = figure.axes
        (colours,) = bar.images
        assert bar.get_ylim() == pytest.approx(shown.limits)
        assert colours.get_extent()[2:] == pytest.approx(shown.limits)
        assert colours.get_cmap() == axes.images[0].get_cmap()
        assert set(labels) <= {label.get_text() for label in bar.get_yticklabels()}


def test_every_band_is_drawn_over_its_tones() -> None:
    (triangles,) = plot_bands(BANDS, Screen()).axes[0].collections
    assert len(triangles.get_segments()) == 40
    for band, line in enumerate(triangles.get_segments()):
        np.testing.assert_array_equal(line, np.stack([BANDS.positions, BANDS.weights[:, band]], 1))


def test_a_long_recording_keeps_its_peaks_and_draws_fast() -> None:
    samples = np.zeros(60 * RATE, dtype=np.float32)
    samples[123_456] = 0.7
    figure = plot_waveform(samples, RATE, [], Screen(width=340))
    (shape,) = figure.axes[0].collections
    points = shape.get_paths()[0].vertices
    assert points[:, 1].max() == pytest.approx(0.7)
    assert len(points) < 5_000


def test_silence_and_tiny_images_can_be_drawn() -> None:
    silent = np.zeros(1_600, dtype=np.float32)
    for figure in (
        plot_waveform(silent, RATE, [Mark(0.0, 0.1, "judged")], Screen()),
        plot_story(silent, RATE, image(11), [], Screen()),
    ):
        FigureCanvasAgg(figure).print_png(io.BytesIO())


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_can_be_read(colours: object) -> None:
    for colour in (colours.ink, colours.other, *colours.words):
        assert contrast(colour, colours.paper) >= 4.5
    assert contrast(colours.wave, colours.paper) >= 3


def test_the_alternative_text_is_escaped() -> None:
    made = html(plot_waveform(SAMPLES, RATE, [], Screen()), '"<b>', "<i>")
    assert 'alt="&quot;&lt;b&gt;"' in made
    assert "&lt;i&gt;" in made


def test_what_the_browser_tells_is_kept_within_reason() -> None:
    told = {"width": 500, "density": 2, "dark": True}
    assert screen(told) == Screen(width=500, density=2.0, dark=True)
    assert screen(None) == Screen()
    assert screen({"width": "wide", "density": 1, "dark": 0}) == Screen()
    assert screen({"width": 1e9, "density": 99, "dark": 0}) == Screen(width=1200, density=2.0)
    assert screen({"width": float("nan"), "density": 0, "dark": 0}) == Screen(width=260)


def test_figures_are_not_kept() -> None:
    from matplotlib import _pylab_helpers

    figures(Screen())
    assert not _pylab_helpers.Gcf.get_all_fig_managers()


def test_words_in_any_script_are_drawn_or_numbered() -> None:
    names = ("$x$ $", "нет", "いいえ", "نعم")
    marks = [Mark(0.2 * n, 0.2 * n + 0.1, name, n) for n, name in enumerate(names)]
    figure = plot_waveform(SAMPLES, RATE, marks, Screen())
    FigureCanvasAgg(figure).draw()
    written = {one.get_text() for one in figure.findobj(Text)}
    assert {"$x$ $", "нет", "3.", "4."} <= written
    assert not written & {"いいえ", "نعم"}
