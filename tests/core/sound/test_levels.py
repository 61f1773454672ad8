"""How loud is it, and where is the word?"""

import numpy as np
import pytest
import torch

from core.sound.levels import active_span, active_spans, frame_levels_db, has_pauses, smooth_levels
from tests.sounds import spoken, tone


@pytest.mark.parametrize("sample_rate", [8_000, 16_000, 44_100, 48_000])
def test_levels_are_decibels_every_ten_milliseconds(sample_rate):
    sound = tone(500, sample_rate=sample_rate, amplitude=0.2)
    sound[: len(sound) // 2] /= 10
    levels = frame_levels_db(torch.from_numpy(sound), sample_rate)
    assert len(levels) == 100
    expected = 20 * np.log10(0.2 / np.sqrt(2))
    assert levels[10:49] == pytest.approx(expected - 20, abs=0.5)
    assert levels[51:] == pytest.approx(expected, abs=0.5)


def test_levels_of_silence_are_finite():
    assert (frame_levels_db(np.zeros(1_600), 16_000) <= -100).all()
    assert np.isfinite(frame_levels_db(np.zeros(50), 16_000)).all()


@pytest.mark.parametrize("sample_rate", [16_000, 44_100])
@pytest.mark.parametrize("background", [0.0, 0.0005, 0.01])
def test_span_is_where_the_word_is(sample_rate, background):
    sound = spoken(2.2, 2.7, seconds=5, sample_rate=sample_rate, background=background)
    start, end = active_span(sound, sample_rate)
    assert start == pytest.approx(2.2, abs=0.06)
    assert end == pytest.approx(2.7, abs=0.06)


def test_span_bridges_a_short_gap_only():
    word = spoken(1.0, 1.4, seconds=3)
    hiss = np.random.default_rng(1).normal(0, 0.05, 16_000 * 3).astype(np.float32)
    time = np.arange(len(word)) / 16_000
    near = word + hiss * ((time > 1.5) & (time < 1.7))
    far = word + hiss * ((time > 1.8) & (time < 2.0))
    assert active_span(near, 16_000)[1] == pytest.approx(1.7, abs=0.04)
    assert active_span(far, 16_000)[1] == pytest.approx(1.4, abs=0.06)


def test_span_of_the_louder_of_two_words():
    sound = spoken(0.5, 1.0, 4, amplitude=0.1) + spoken(2.5, 3.0, 4, amplitude=0.4)
    assert active_span(sound, 16_000)[0] == pytest.approx(2.5, abs=0.06)
    sound = spoken(0.5, 1.0, 4, amplitude=0.4) + spoken(2.5, 3.0, 4, amplitude=0.1)
    assert active_span(sound, 16_000)[1] == pytest.approx(1.0, abs=0.06)


def test_span_is_not_drawn_to_a_loud_click():
    sound = spoken(1.0, 1.5, seconds=2, amplitude=0.3)
    sound[3_200:3_360] += np.random.default_rng(0).choice([-0.2, 0.2], 160).astype(np.float32)
    levels = frame_levels_db(sound, 16_000)
    assert levels.argmax() == 20  # the click is louder for ten milliseconds
    assert active_span(sound, 16_000)[0] == pytest.approx(1.0, abs=0.06)


def test_one_word_is_one_span():
    sound = spoken(1.0, 1.5, seconds=3)
    assert active_spans(sound, 16_000) == [active_span(sound, 16_000)]


def test_every_burst_has_a_span_whatever_lies_between():
    hiss = np.random.default_rng(0).normal(0, 0.05, 16_000).astype(np.float32)
    sound = np.random.default_rng(1).normal(0, 0.0005, 4 * 16_000).astype(np.float32)
    bursts = [(0.5, 0.7), (1.0, 1.4), (1.5, 1.6), (3.0, 3.1)]  # the third follows after 0.1 s
    for start, end in bursts:
        place = slice(round(16_000 * start), round(16_000 * end))
        sound[place] += hiss[: place.stop - place.start]
    expected = np.array([(0.5, 0.7), (1.0, 1.6), (3.0, 3.1)])
    assert np.array(active_spans(sound, 16_000)) == pytest.approx(expected, abs=0.03)


@pytest.mark.parametrize(("under_peak_db", "heard"), [(18, True), (24, True), (34, False)])
def test_a_soft_end_belongs_to_the_word_and_what_is_far_softer_does_not(under_peak_db, heard):
    hiss = np.random.default_rng(0).normal(0, 0.1, 2 * 16_000).astype(np.float32)
    time = np.arange(len(hiss)) / 16_000
    loudness = np.where(time < 1.0, 1.0, 10 ** (-under_peak_db / 20))
    sound = hiss * loudness * ((time > 0.5) & (time < 1.3)) + 1e-5 * hiss
    assert active_span(sound, 16_000)[1] == pytest.approx(1.3 if heard else 1.0, abs=0.04)


def test_spans_do_not_depend_on_loudness():
    sound = spoken(0.5, 1.0, 3, background=1e-5) + spoken(2.0, 2.5, 3, background=1e-5)
    assert active_spans(0.1 * sound, 16_000) == active_spans(sound, 16_000)


def test_smooth_levels_average_power_over_fifty_milliseconds():
    levels = np.full(20, -60.0)
    levels[10] = 0.0
    smooth = smooth_levels(levels)
    assert smooth[8:13] == pytest.approx(10 * np.log10(0.2), abs=0.01)
    assert smooth[[0, 7, 13, 19]] == pytest.approx(-60, abs=0.01)


def test_spans_of_several_words_in_order():
    sound = spoken(0.5, 1.0, 4, amplitude=0.1) + spoken(2.5, 3.0, 4, amplitude=0.4)
    assert np.array(active_spans(sound, 16_000)) == pytest.approx(
        np.array([[0.5, 1.0], [2.5, 3.0]]), abs=0.06
    )
    assert active_spans(np.zeros(16_000), 16_000) == []


def test_span_ends_with_the_recording():
    sound = spoken(0.5, 1.5, seconds=1.0)
    assert active_span(sound, 16_000)[1] == 1.0
    assert active_span(sound[::-1].copy(), 16_000)[0] == 0.0


def test_no_span_in_a_sound_too_soft_to_hear():
    whisper = spoken(amplitude=0.0003, background=1e-6)
    assert active_spans(whisper, 16_000) == []
    assert len(active_spans(10 * whisper, 16_000)) == 1


def test_no_span_where_nothing_stands_out():
    hiss = np.random.default_rng(0).normal(0, 0.01, 32_000)
    assert active_span(hiss, 16_000) is None
    assert active_span(np.zeros(16_000), 16_000) is None
    assert active_span(tone(), 16_000) is None


def levels_of(sound: np.ndarray) -> np.ndarray:
    return smooth_levels(frame_levels_db(sound, 16_000))


@pytest.mark.parametrize("background", [0.0, 0.001, 0.02])
def test_a_word_on_its_own_has_pauses(background):
    sound = spoken(1.0, 1.5, seconds=3, amplitude=0.3, background=background)
    assert has_pauses(levels_of(sound), (1.0, 1.5))


@pytest.mark.parametrize(("start", "end"), [(0.2, 0.8), (1.7, 2.2), (0.2, 2.2)])
def test_a_word_beside_other_sound_has_none(start, end):
    sound = spoken(1.0, 1.5, 3, amplitude=0.3) + spoken(start, end, 3, amplitude=0.3)
    assert not has_pauses(levels_of(sound), (1.0, 1.5))


def test_sound_further_away_or_much_quieter_is_a_pause():
    word = spoken(1.0, 1.5, 3, amplitude=0.3)
    assert has_pauses(levels_of(word + spoken(1.9, 2.4, 3, amplitude=0.3)), (1.0, 1.5))
    assert has_pauses(levels_of(word + spoken(1.6, 2.4, 3, amplitude=0.1)), (1.0, 1.5))
    assert not has_pauses(levels_of(word + spoken(1.6, 2.4, 3, amplitude=0.2)), (1.0, 1.5))


def test_a_steady_noise_is_no_other_sound():
    steady = spoken(1.0, 1.5, 3, amplitude=0.1, background=0.1)
    assert has_pauses(levels_of(steady), (1.0, 1.5))
    beside = steady + spoken(1.6, 2.0, 3, amplitude=0.8)
    assert not has_pauses(levels_of(beside), (1.0, 1.5))


def test_a_word_that_fills_the_recording_needs_no_pause():
    assert has_pauses(levels_of(spoken(0.0, 1.0, 1)), (0.0, 1.0))
    assert has_pauses(np.zeros(0), (0.0, 1.0))
