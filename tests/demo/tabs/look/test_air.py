"""From air to numbers: what fewer samples and fewer bits do to a sound."""

import math
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch
from torch import Tensor

from core import Classifier
from demo.heard import hear
from demo.tabs.look.air import sound as air
from demo.tabs.look.air.sound import Measuring, View
from demo.ui.examples import sound
from tests.demo.ui.test_steps import recordings, run

RATE = 16_000


def tone(hertz: float, amplitude: float = 0.5, seconds: float = 2.0) -> Tensor:
    times = torch.arange(round(seconds * RATE), dtype=torch.float64) / RATE
    return (amplitude * torch.sin(2 * math.pi * hertz * times)).float()


def inside(waveform: Tensor) -> Tensor:
    """Without the edges, where a filter hears the tone begin and end."""
    return waveform[2_000:-2_000]


def strongest(waveform: Tensor) -> float:
    """The strongest tone, in Hz."""
    levels = air.strengths(inside(waveform))
    return int(levels.argmax()) * RATE / air.N_FFT


# How often


def test_without_the_filter_a_tone_comes_back_as_a_lower_one() -> None:
    heard = air.measure(tone(3_000), Measuring(every=4, filtered=False)).after
    assert strongest(heard) == 1_000
    assert air.level_db(inside(heard)) == pytest.approx(air.level_db(tone(3_000)), abs=0.2)
    levels = air.strengths(inside(heard))
    assert levels.max() - levels[round(3_000 * air.N_FFT / RATE)] > 60  # and nothing else is heard


def test_with_the_filter_it_is_gone() -> None:
    heard = air.measure(tone(3_000), Measuring(every=4, filtered=True)).after
    assert air.level_db(inside(heard)) < air.level_db(tone(3_000)) - 60


@pytest.mark.parametrize("filtered", [True, False])
@pytest.mark.parametrize("every", [1, 2, 4, 10])
def test_a_tone_below_half_the_rate_stays_as_it_is(every: int, filtered: bool) -> None:
    low = tone(500)
    measured = air.measure(low, Measuring(every=every, filtered=filtered))
    assert len(measured.numbers) == math.ceil(len(low) / every)
    assert measured.after.shape == low.shape
    assert air.level_db(inside(measured.difference)) < air.level_db(low) - 40


@pytest.mark.parametrize("length", [1_600, 1_601, 1_609, 1_610])
def test_every_length_comes_back(length: int) -> None:
    for every in (2, 4, 10):
        for filtered in (True, False):
            measured = air.measure(
                torch.randn(length) / 9, Measuring(every=every, filtered=filtered)
            )
            assert len(measured.after) == len(measured.difference) == length


# How finely


@pytest.mark.parametrize("bits", range(2, 17))
def test_n_bits_make_at_most_two_to_the_n_values(bits: int) -> None:
    numbers = air.rounded(torch.linspace(-1, 1, 300_000), bits)
    assert len(numbers.unique()) == 2**bits
    assert numbers.min() == -1
    assert numbers.max() == 1 - 2.0 ** (1 - bits)
    assert torch.equal(air.rounded(numbers, bits), numbers)


@pytest.mark.parametrize("bits", range(4, 17))
def test_the_noise_of_rounding_is_six_decibels_a_bit(bits: int) -> None:
    """A tone at nearly full scale: 6.02 dB a bit and 1.76 dB (Bennett 1948)."""
    loud = tone(997.3, amplitude=0.99 * (1 - 2.0 ** (1 - bits)))
    measured = air.measure(loud, Measuring(bits=bits))
    below = air.level_db(loud) - air.level_db(measured.difference)
    expected = 6.02 * bits + 1.76 + 20 * math.log10(0.99 * (1 - 2.0 ** (1 - bits)))
    assert below == pytest.approx(expected, abs=1.0)


def test_16_bits_change_nothing_that_can_be_heard() -> None:
    samples, _ = soundfile.read(sound("yes_low.flac").path, dtype="float32")
    stored = torch.from_numpy(samples)
    assert torch.equal(air.measure(stored, Measuring()).after, stored)  # it was stored so
    between = stored * 0.7
    assert air.level_db(air.measure(between, Measuring()).difference) < -98


# How loud


def test_decibels() -> None:
    assert air.peak_db(tone(440, amplitude=0.5)) == pytest.approx(-6.02, abs=0.05)
    assert air.level_db(tone(440, amplitude=1.0)) == pytest.approx(-3.01, abs=0.05)
    assert air.level_db(torch.zeros(9)) == air.peak_db(torch.zeros(9)) == -math.inf


def test_a_quiet_difference_is_played_as_loud_as_the_sound_and_never_clipped() -> None:
    sound_, noise = tone(440, 0.3), torch.randn(2 * RATE) * 1e-4
    heard = air.amplified(noise, air.louder(noise, sound_))
    assert air.level_db(heard) == pytest.approx(air.level_db(sound_), abs=0.01)
    click = torch.zeros(2 * RATE)
    click[99] = 0.1
    assert air.amplified(click, air.louder(click, sound_)).max() == pytest.approx(1.0)
    assert air.louder(sound_, 0.5 * sound_) == 0  # what is louder stays as it is


# What is seen


@pytest.mark.parametrize("middle", [-1.0, 0.0, 0.7, 1.5, 99.0])
@pytest.mark.parametrize("zoom", [0, 0.5, 5, air.ZOOM])
def test_the_view_is_always_inside(zoom: float, middle: float) -> None:
    seen = air.view(24_000, RATE, zoom, middle)
    assert 0 <= seen.first <= seen.first + seen.count <= 24_000
    if zoom == 0:
        assert seen == View(0, 24_000)
    if zoom == air.ZOOM:
        assert seen.count == round(air.SHORTEST * RATE)
    if middle == 0.7 and zoom >= 5:
        assert seen.first + seen.count / 2 == pytest.approx(0.7 * RATE, abs=1)


def test_the_drawn_curve_goes_through_the_samples() -> None:
    wave, seen = tone(1_000), View(4_000, 32)
    curve, first = air.smooth(wave, seen)
    at_samples = curve[(seen.first - first) * air.FINER :: air.FINER][: seen.count]
    torch.testing.assert_close(at_samples, wave[4_000:4_032], atol=3e-3, rtol=0)


def test_the_loudest_moment() -> None:
    wave = torch.zeros(RATE)
    wave[4_000] = -0.5
    assert air.loudest(wave, RATE) == 0.25


# The lines to copy


@pytest.mark.parametrize(
    ("how", "seen"),
    [
        (Measuring(), View(0, 7_200)),
        (Measuring(every=4, bits=4), View(3_000, 320)),
        (Measuring(every=10, filtered=False, bits=2), View(7_168, 32)),
    ],
    ids=["as recorded", "fewer", "aliases"],
)
@pytest.mark.parametrize("kind", ["example", "phone", "stereo", "short", "offset", "mp3"])
def test_the_lines_make_what_is_shown(
    kind: str, how: Measuring, seen: View, classifier: Classifier, tmp_path: Path
) -> None:
    path = sound("no_high.flac").path if kind == "example" else recordings(tmp_path)[kind]
    heard, features = hear(path, classifier), classifier.features
    waveform = heard.waveform
    measured = air.measure(waveform, how)
    made = run(air.code(heard, features, how, seen), path.parent)
    for name, expected in (
        ("numbers", measured.numbers),
        ("after", measured.after),
        ("difference", measured.difference),
        ("piece", waveform[seen.first : seen.first + seen.count]),
        ("curve", air.smooth(waveform, seen)[0]),
    ):
        assert made[name].shape == expected.shape, name
        # A value that lies in the middle of two may be rounded to either
        wrong = (made[name] - expected).abs() > 1e-5
        assert wrong.float().mean() < 0.01, name
    for name, waveform_ in (("tones_before", waveform), ("tones_after", measured.after)):
        torch.testing.assert_close(made[name], air.strengths(waveform_), rtol=0, atol=0.1)
    for name, decibels in (
        ("peak", air.peak_db(waveform)),
        ("level", air.level_db(waveform)),
        ("level_of_difference", air.level_db(measured.difference)),
    ):
        np.testing.assert_allclose(
            10 ** (float(made[name]) / 20), 10 ** (decibels / 20), rtol=0.01, atol=1e-6
        )
