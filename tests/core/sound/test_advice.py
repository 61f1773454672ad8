"""What is wrong with a recording: every piece of advice, and none where none is due."""

import numpy as np
import pytest

from core.sound.advice import MESSAGES, check
from core.sound.clip import clip_from_array
from core.sound.decode import read_clip
from tests.sounds import encode, spoken, tone


def codes(samples: np.ndarray, sample_rate: int = 16_000) -> list[str]:
    return [advice.code for advice in check(clip_from_array(samples, sample_rate))]


@pytest.mark.parametrize("sample_rate", [8_000, 16_000, 48_000])
@pytest.mark.parametrize("amplitude", [0.05, 0.4, 0.95])
@pytest.mark.parametrize("background", [0.0, 0.003])
def test_no_advice_on_a_good_recording(sample_rate, amplitude, background):
    sound = spoken(sample_rate=sample_rate, amplitude=amplitude, background=background)
    assert codes(sound, sample_rate) == []


@pytest.mark.parametrize("value", [0.0, 0.1, -0.7])
def test_a_microphone_that_is_off(value):
    (advice,) = check(clip_from_array(np.full(16_000, value, np.float32), 16_000))
    assert advice.code == "nothing_recorded"
    assert advice.nothing_heard
    assert "silent" in advice.message


def test_one_changing_bit_is_silence_but_not_nothing():
    bits = np.random.default_rng(0).integers(-1, 2, 16_000).astype(np.int16)
    (advice,) = check(clip_from_array(bits, 16_000))
    assert advice.code == "silence"
    assert advice.nothing_heard


def test_background_alone_is_silence_that_may_be_judged():
    hiss = np.random.default_rng(0).normal(0, 0.002, 16_000)
    (advice,) = check(clip_from_array(hiss, 16_000))
    assert advice.code == "silence"
    assert not advice.nothing_heard


def test_loud_noise_is_not_silence():
    assert codes(np.random.default_rng(0).normal(0, 0.05, 16_000)) == []


@pytest.mark.parametrize(
    ("level_db", "expected"), [(-20, []), (-40, ["too_quiet"]), (-50, ["too_quiet"])]
)
def test_too_quiet_goes_with_a_verdict(level_db, expected):
    sound = spoken(amplitude=10 ** (level_db / 20), background=1e-5)
    given = check(clip_from_array(sound, 16_000))
    assert [each.code for each in given] == expected
    assert not any(each.nothing_heard for each in given)


@pytest.mark.parametrize("sample_rate", [8_000, 16_000, 48_000])
@pytest.mark.parametrize("over", [2, 4, 20])
@pytest.mark.parametrize("offset", [0.0, 0.2])
def test_clipped(sample_rate, over, offset):
    sound = spoken(sample_rate=sample_rate, amplitude=1.0)
    clipped = np.clip(sound * over + offset, -1, 1)
    assert codes(clipped, sample_rate) == ["clipped"]
    assert codes(clipped * 0.3, sample_rate) == ["clipped"]  # turned down afterwards


def test_clipped_on_one_side_only():
    assert codes(np.maximum(spoken(amplitude=0.9), -0.3)) == ["clipped"]
    assert codes(np.minimum(spoken(amplitude=0.9), 0.3)) == ["clipped"]


def test_quiet_and_clipped_gets_no_contradicting_advice():
    assert codes(np.clip(spoken(amplitude=1.0), -0.3, 0.3) / 100) == ["too_quiet"]


@pytest.mark.parametrize(("name", "codec"), [("a.webm", "libopus"), ("a.mp3", "libmp3lame")])
def test_clipped_before_a_lossy_codec(tmp_path, name, codec):
    sound = spoken(sample_rate=48_000, amplitude=1.0)
    good = encode(tmp_path / f"good-{name}", sound * 0.9, 48_000, codec)
    clipped = encode(tmp_path / name, np.clip(4 * sound, -0.9, 0.9), 48_000, codec)
    assert not np.isin(check(read_clip(clipped)), check(read_clip(good))).any()
    assert [a.code for a in check(read_clip(good))] == []
    assert [a.code for a in check(read_clip(clipped))] == ["clipped"]


@pytest.mark.parametrize("frequency", [60, 150, 440, 3_000])
def test_a_loud_pure_tone_is_not_clipped(frequency):
    assert "clipped" not in codes(tone(frequency, amplitude=1.0))


def test_too_short():
    assert codes(spoken(0.05, 0.22, seconds=0.28)) == ["too_short"]
    assert codes(spoken(0.05, 0.25, seconds=0.32)) == []


@pytest.mark.parametrize("sample_rate", [8_000, 16_000, 48_000])
def test_cut_off_words(sample_rate):
    sound = spoken(0.3, 0.7, sample_rate=sample_rate)
    middle = sample_rate // 2
    assert codes(sound[middle:], sample_rate) == ["cut_start"]
    assert codes(sound[:middle], sample_rate) == ["cut_end"]


def test_cut_off_on_both_sides():
    sound = spoken(-0.2, 1.0, seconds=0.8)
    sound[5_000:7_200] *= 0.01  # a word has quiet places, as before a "t"
    assert codes(sound) == ["cut_start", "cut_end"]


@pytest.mark.parametrize("at_end", [False, True])
def test_click_of_the_button_is_no_cut_off_word(at_end):
    sound = spoken()
    click = 0.5 * np.random.default_rng(0).normal(0, 1, 160).clip(-1, 1)
    place = slice(-160, None) if at_end else slice(0, 160)
    sound[place] += click.astype(np.float32)
    assert codes(sound) == []


@pytest.mark.parametrize("at_end", [False, True])
def test_a_knock_far_from_the_word_is_no_cut_off_word(at_end):
    sound = spoken()
    knock = np.random.default_rng(0).normal(0, 0.1, 800).astype(np.float32)
    place = slice(-800, None) if at_end else slice(0, 800)
    sound[place] += knock
    assert codes(sound) == []


def bang(at: float, seconds: float = 3.0, amplitude: float = 0.9) -> np.ndarray:
    """Noise that dies away within 0.1 s, at 16 kHz."""
    time = np.arange(round(seconds * 16_000)) / 16_000 - at
    noise = np.random.default_rng(0).uniform(-1, 1, len(time))
    return (amplitude * noise * np.exp(-time.clip(0) / 0.02) * (time >= 0)).astype(np.float32)


def test_a_bang_elsewhere_says_nothing_about_the_word():
    quiet = spoken(0.4, 0.9, seconds=3, amplitude=0.004, background=1e-5)
    assert codes(quiet + bang(2.5)) == ["too_quiet"]
    cut = spoken(-0.3, 0.4, seconds=3, amplitude=0.05)
    assert codes(cut + bang(2.5)) == ["cut_start"]
    good = spoken(0.4, 0.9, seconds=3, amplitude=0.2)
    assert codes(good + bang(2.5)) == []
    too_loud = np.clip(good + bang(2.5, amplitude=20), -1, 1)
    assert codes(too_loud) == []  # the bang, not the word
    assert codes(np.clip(good * 20, -1, 1) + bang(2.5, amplitude=0.01)) == ["clipped"]


@pytest.mark.parametrize("gone_after", [0.05, 0.1, 0.2])
@pytest.mark.parametrize("offset", [0.1, -0.3, 0.5])
def test_an_offset_that_dies_away_is_no_cut_off_word(gone_after, offset):
    time = np.arange(2 * 16_000) / 16_000
    settling = offset * np.exp(-4 * time / gone_after)
    assert codes(spoken(0.6, 1.1, seconds=2) + settling) == []


def test_steady_noise_is_no_cut_off_word():
    assert codes(spoken(background=0.02)) == []
    assert codes(tone()) == []


def test_advice_is_a_plain_sentence():
    for code, message in MESSAGES.items():
        assert code.replace("_", "").isalpha()
        assert message[0].isupper()
        assert message.endswith((".", "?"))
        assert 40 < len(message) < 120
