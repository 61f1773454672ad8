"""The picture of "From air to numbers": the right things, large enough to read, on every screen."""

import numpy as np
import pytest
import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from demo.tabs.look.air import sound as air
from demo.tabs.look.air import tab as air_tab
from demo.tabs.look.air.plot import Tones, Wave, plot_air, shows_dots
from demo.tabs.look.air.sound import Measured, Measuring
from demo.ui.figure import Screen
from tests.demo.ui.test_plots import SAMPLES, SMALLEST

RATE = 16_000
WAVEFORM = torch.from_numpy(SAMPLES)


def wave(how: Measuring, zoom: float, screen: Screen) -> tuple[Wave, Measured]:
    """As the page draws it, around 1 second."""
    seen = air.view(len(WAVEFORM), RATE, zoom, middle=1.0)
    measured = air.measure(WAVEFORM, how)
    return air_tab._wave(WAVEFORM, measured, RATE, how, seen, screen), measured


def figure(how: Measuring, zoom: float, screen: Screen) -> Figure:
    shown, measured = wave(how, zoom, screen)
    tones = Tones(
        hertz=np.linspace(0, RATE / 2, air.N_FFT // 2 + 1),
        before=air.strengths(WAVEFORM).numpy(),
        after=air.strengths(measured.after).numpy(),
        highest=RATE / how.every / 2,
    )
    return plot_air(shown, tones, screen)


@pytest.mark.parametrize("zoom", [0, air.ZOOM])
@pytest.mark.parametrize("every", air_tab.EVERY)
@pytest.mark.parametrize("width", [260, 340, 976])
def test_text_is_large_and_inside_the_picture(width: int, every: int, zoom: float) -> None:
    drawn = figure(Measuring(every=every, bits=3), zoom, Screen(width=width, dark=True))
    FigureCanvasAgg(drawn).draw()
    for words in drawn.findobj(Text):
        assert not words.get_text() or words.get_fontsize() >= SMALLEST, words
    box, (inches, height) = drawn.get_tightbbox(), drawn.get_size_inches()
    assert 0 <= box.x0 <= box.x1 <= inches
    assert 0 <= box.y0 <= box.y1 <= height


def test_near_each_sample_is_a_dot_at_its_own_moment() -> None:
    how, screen = Measuring(every=4, bits=3), Screen()
    shown, measured = wave(how, air.ZOOM, screen)
    upper = figure(how, air.ZOOM, screen).axes[0]
    (dots,) = (line for line in upper.lines if line.get_marker() == "o")
    numbers = np.round(dots.get_xdata() * RATE / 4).astype(int)
    np.testing.assert_array_equal(dots.get_ydata(), measured.numbers[numbers].numpy())
    assert set(dots.get_ydata()) <= set(shown.values)
    assert len(dots.get_xdata()) == air.SHORTEST * RATE / 4
    assert upper.get_xlim() == (shown.start, shown.end)
    assert all(line.get_marker() != "o" for line in figure(how, 0, screen).axes[0].lines)


def test_the_curve_behind_passes_through_the_samples_before() -> None:
    shown, _ = wave(Measuring(), air.ZOOM, Screen())
    for moment, value in zip(shown.after_times, shown.after, strict=True):
        nearest = np.abs(shown.before_times - moment).argmin()
        assert shown.before_times[nearest] == pytest.approx(moment, abs=1e-9)
        assert shown.before[nearest] == pytest.approx(value, abs=2e-3)


def test_dots_need_room() -> None:
    assert shows_dots(32, Screen(width=260))
    assert not shows_dots(100, Screen(width=260))


def test_a_long_and_a_silent_recording_can_be_drawn() -> None:
    for waveform in (torch.zeros(1_600), torch.randn(60 * RATE) / 9):
        for zoom in (0, 5, air.ZOOM):
            how, screen = Measuring(every=10, bits=2), Screen(width=340)
            seen = air.view(len(waveform), RATE, zoom, 0.0)
            measured = air.measure(waveform, how)
            html = air_tab._picture(waveform, measured, RATE, how, seen, screen)
            assert "data:image/png" in html
            assert len(html) < 400_000
