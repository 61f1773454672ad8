"""How loud is it, and where is the word?"""

import numpy as np
import pytest
import torch

from core.config import LevelsConfig
from core.sound.levels import (
    active_span,
    active_spans,
    frame_changes_db,
    frame_levels_db,
    has_pauses,
    percentile,
    smooth_levels,
    spans_in,
    steady,
)
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


def alone(sound: np.ndarray, span: tuple[float, float] = (1.0, 1.5)) -> bool:
    """Whether the word at these seconds has pauses."""
    levels = smooth_levels(frame_levels_db(sound, 16_000))
    is_steady = steady(frame_changes_db(sound, 16_000))
    return has_pauses(levels, is_steady, *(round(100 * second) for second in span))


def talk(start: float, end: float, amplitude: float = 0.3, seconds: float = 3.0) -> np.ndarray:
    """Something that changes as speech does: another tone every 40 ms."""
    sound = np.zeros(round(seconds * 16_000), np.float32)
    place = slice(round(start * 16_000), round(end * 16_000))
    n = place.stop - place.start
    time = np.arange(n) / 16_000
    hertz = np.array([300, 900, 2_700])[np.arange(n) // 640 % 3]
    sound[place] = amplitude * np.sin(2 * np.pi * hertz * time)
    return sound


@pytest.mark.parametrize("background", [0.0, 0.001, 0.02])
def test_a_word_on_its_own_has_pauses(background):
    assert alone(spoken(1.0, 1.5, seconds=3, amplitude=0.3, background=background))


@pytest.mark.parametrize(("start", "end"), [(0.2, 0.95), (1.55, 2.2)])
def test_a_word_beside_other_speech_has_none(start, end):
    assert not alone(spoken(1.0, 1.5, 3, amplitude=0.3) + talk(start, end))


def test_speech_further_away_or_much_quieter_is_a_pause():
    word = spoken(1.0, 1.5, 3, amplitude=0.3)
    assert alone(word + talk(1.9, 2.4))
    assert alone(word + talk(1.6, 2.4, amplitude=0.03))
    assert not alone(word + talk(1.6, 2.4, amplitude=0.2))


@pytest.mark.parametrize("hertz", [130, 440, 1_000, 3_000])
def test_a_tone_right_before_a_word_is_no_speech(hertz):
    beep = np.zeros(3 * 16_000, np.float32)
    beep[8_000:16_000] = tone(hertz, 0.5)
    assert alone(spoken(1.0, 1.5, 3, amplitude=0.3) + beep)


def test_a_hum_right_before_a_word_is_no_speech():
    hum = np.zeros(3 * 16_000, np.float32)
    hum[8_000:16_000] = sum(tone(130 * k, 0.5, amplitude=0.2 / k) for k in range(1, 8))
    assert alone(spoken(1.0, 1.5, 3, amplitude=0.3) + hum)


def test_a_click_beside_a_word_is_no_speech():
    click = np.zeros(3 * 16_000, np.float32)
    click[14_400:14_560] = np.random.default_rng(0).choice([-0.5, 0.5], 160)
    assert alone(spoken(1.0, 1.5, 3, amplitude=0.3) + click)


def test_a_loud_noise_long_before_or_after_changes_no_pause():
    bang = np.zeros(8 * 16_000, np.float32)
    bang[-16_000:-8_000] = np.random.default_rng(0).normal(0, 0.3, 8_000)
    word = spoken(1.0, 1.5, 8, amplitude=0.1)
    assert alone(word) == alone(word + bang) is True


def test_a_steady_noise_is_no_other_sound():
    word = spoken(1.0, 1.5, 3, amplitude=0.1, background=0.1)
    assert alone(word)
    assert not alone(word + talk(1.6, 2.0, amplitude=0.9))


def test_a_word_that_fills_the_recording_needs_no_pause():
    assert alone(spoken(0.0, 1.0, 1), (0.0, 1.0))
    assert has_pauses(np.zeros(0), np.zeros(0, bool), 0, 100)


def test_steady_is_what_lasts_and_does_not_change():
    for sound in (tone(1_000, 1.0), sum(tone(130 * k, 1.0, amplitude=0.1) for k in range(1, 9))):
        assert steady(frame_changes_db(sound, 16_000))[10:-10].all()
    assert not steady(frame_changes_db(talk(0.0, 1.0, seconds=1), 16_000)).any()
    changes = np.full(100, 10.0)
    changes[40:50] = 0.0
    assert not steady(changes, LevelsConfig(steady_seconds=0.11)).any()
    assert np.flatnonzero(steady(changes, LevelsConfig(steady_seconds=0.1))).tolist() == [
        *range(34, 56)
    ]


def test_changes_are_of_every_frame_however_short_the_sound():
    for n in (1, 159, 160, 1_000, 1_120, 1_280, 16_000):
        assert len(frame_changes_db(np.zeros(n), 16_000)) == len(
            frame_levels_db(np.zeros(n), 16_000)
        )


def test_a_burst_is_looked_for_at_its_place():
    levels = np.full(300, -60.0)
    levels[100:150], levels[250:280] = -40.0, 0.0
    assert spans_in(levels) == [(250, 280)]  # the other is too far under the loudest spot
    assert spans_in(levels, judged=slice(80, 180)) == [(100, 150), (250, 280)]
    assert spans_in(levels, np.arange(300) >= 200, slice(80, 180)) == [(100, 150)]


def test_a_dip_of_the_level_ends_a_burst():
    levels = np.full(300, -90.0)
    levels[100:150], levels[150:180] = 0.0, -27.0
    assert spans_in(levels) == [(100, 180)]
    levels[150:180] = -29.0
    assert spans_in(levels) == [(100, 150)]


@pytest.mark.parametrize("n", [1, 2, 11, 300])
def test_percentiles_are_those_of_numpy(n):
    values = np.random.default_rng(n).normal(size=n)
    for percent in (0.0, 10.0, 37.5, 90.0, 100.0):
        assert percentile(values, percent) == pytest.approx(np.percentile(values, percent))
