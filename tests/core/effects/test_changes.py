"""What happens to sounds on their way: every change on its own, against what must come out."""

import math

import numpy as np
import pytest
import torch

from core.effects import changes as disturb
from core.effects.codecs import through_codec
from core.sound.levels import active_span
from tests.sounds import spoken, tone

RATE = 16_000
AMOUNTS = [
    pytest.param(change, value, id=f"{name} {value:g}")
    for name, (change, _, values) in disturb.CHANGES.items()
    for value in values
]
every_change = pytest.mark.parametrize(("change", "value"), AMOUNTS)


def sine(frequency: float = 440.0, **settings: float) -> torch.Tensor:
    return torch.from_numpy(tone(frequency, **settings))


def word(start: float = 0.4, end: float = 0.7) -> torch.Tensor:
    return torch.from_numpy(spoken(start, end))


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def loudest_frequency(sound: torch.Tensor) -> float:
    """Hz"""
    spectrum = torch.fft.rfft(sound * torch.hann_window(len(sound)))
    return float(spectrum.abs().argmax()) * RATE / len(sound)


def decibels(ratio_of_powers: torch.Tensor) -> float:
    return float(10 * ratio_of_powers.log10())


def middle_gain_db(changed: torch.Tensor, sound: torch.Tensor) -> float:
    """How much louder the middle has become: the ends may ring."""
    inside = slice(len(sound) // 4, -len(sound) // 4)
    return decibels(changed[inside].square().mean() / sound[inside].square().mean())


# All of them


@every_change
def test_a_sound_comes_out_and_the_one_that_went_in_stays(change, value):
    sound = word()
    changed = change(sound, RATE, value)
    assert changed.dtype == torch.float32
    assert changed.ndim == 1
    assert changed.isfinite().all()
    assert torch.equal(sound, word())
    assert changed.shape != sound.shape or not torch.allclose(changed, sound, atol=1e-3)
    assert torch.equal(change(sound, RATE, value), changed)


@every_change
def test_silence_stays_silence(change, value):
    changed = change(torch.zeros(RATE), RATE, value)
    assert changed.isfinite().all()
    assert changed.abs().max() < 1e-3


@every_change
def test_other_rates_are_understood(change, value):
    samples = spoken(0.4, 0.7, sample_rate=8_000)
    changed = change(torch.from_numpy(samples), 8_000, value)
    at_sixteen = change(word(), RATE, value)
    assert len(changed) / 8_000 == pytest.approx(len(at_sixteen) / RATE, abs=0.001)


# Time


@pytest.mark.parametrize("seconds", [-0.3, -0.1, 0.1, 0.25])
def test_shift_moves_the_word_within_the_same_length(seconds):
    shifted = disturb.shift(word(), RATE, seconds)
    assert len(shifted) == RATE
    before, after = active_span(word(), RATE), active_span(shifted, RATE)
    assert np.subtract(after, before) == pytest.approx([seconds, seconds], abs=0.021)


@pytest.mark.parametrize(
    ("start", "end", "seconds"), [(0.6, 0.95, 0.3), (0.05, 0.4, -0.3)], ids=["late", "early"]
)
def test_shift_never_cuts_the_word(start, end, seconds):
    sound = word(start, end)
    shifted = disturb.shift(sound, RATE, seconds)
    assert RATE + 0.15 * RATE < len(shifted) < RATE + 0.3 * RATE
    first, last = (round(time * RATE) for time in active_span(sound, RATE))
    kept = sound[first:last]
    if seconds > 0:
        at = first + round(seconds * RATE)
    else:
        at = len(shifted) - round(-seconds * RATE) - (RATE - first)
    assert torch.equal(shifted[at : at + len(kept)], kept)


def test_a_shift_by_nothing_changes_nothing():
    assert torch.equal(disturb.shift(word(), RATE, 0.0), word())


@pytest.mark.parametrize("factor", [0.8, 0.9, 1.1, 1.25])
def test_speed_changes_length_and_pitch_together(factor):
    faster = disturb.speed(sine(400), RATE, factor)
    assert len(faster) == pytest.approx(RATE / factor, abs=1)
    assert loudest_frequency(faster) == pytest.approx(400 * factor, abs=2)


@pytest.mark.parametrize("factor", [0.5, 0.8, 1.3, 2.0])
def test_stretching_changes_the_length_alone(factor):
    longer = disturb.stretch(sine(400), RATE, factor)
    assert len(longer) == round(factor * RATE)
    assert loudest_frequency(longer) == pytest.approx(400, abs=3)
    assert decibels(longer.square().mean() / sine(400).square().mean()) == pytest.approx(0, abs=0.5)
    span = active_span(disturb.stretch(word(), RATE, factor), RATE)
    assert span == pytest.approx(factor * np.array(active_span(word(), RATE)), abs=0.04)


def test_stretching_by_one_changes_nothing():
    torch.testing.assert_close(disturb.stretch(word(), RATE, 1.0), word(), rtol=0, atol=1e-4)


@pytest.mark.parametrize("semitones", [-12.0, -4.0, 2.0, 4.0])
def test_pitch_changes_and_length_and_loudness_stay(semitones):
    higher = disturb.pitch(sine(400), RATE, semitones)
    assert len(higher) == RATE
    assert loudest_frequency(higher) == pytest.approx(400 * 2 ** (semitones / 12), abs=3)
    assert middle_gain_db(higher, sine(400)) == pytest.approx(0, abs=1)


@pytest.mark.parametrize("semitones", [-4.0, 4.0])
def test_pitch_leaves_the_word_where_it_was(semitones):
    span = active_span(disturb.pitch(word(), RATE, semitones), RATE)
    assert span == pytest.approx(active_span(word(), RATE), abs=0.04)


# Level


@pytest.mark.parametrize("peak_db", [-40.0, -10.0, 0.0])
def test_level_is_that_of_the_highest_wave_in_16_bits(peak_db):
    quiet = disturb.level(word(), RATE, peak_db)
    assert 20 * math.log10(quiet.abs().max()) == pytest.approx(peak_db, abs=0.02)
    steps = quiet * 32_767
    torch.testing.assert_close(steps, steps.round(), rtol=0, atol=0.01)


@pytest.mark.parametrize("drive_db", [6.0, 12.0])
def test_clipping_makes_the_tops_flat(drive_db):
    clipped = disturb.clipping(sine(), RATE, drive_db)
    assert clipped.abs().max() == 1
    flat = 1 - 2 / math.pi * math.asin(10 ** (-drive_db / 20))  # of a sine's time
    assert (clipped.abs() == 1).float().mean() == pytest.approx(flat, abs=0.01)


# Lines and files


@pytest.mark.parametrize(
    ("frequency", "highest", "heard"),
    [
        (100, 3_400, False),
        (1_000, 3_400, True),
        (3_000, 3_400, True),
        (5_000, 3_400, False),
        (1_000, 2_000, True),
        (3_000, 2_000, False),
    ],
)
def test_a_telephone_carries_the_middle_of_the_voice(frequency, highest, heard):
    called = disturb.telephone(sine(frequency), RATE, highest)
    assert len(called) == RATE
    gain_db = middle_gain_db(called, sine(frequency))
    assert gain_db == pytest.approx(0, abs=1) if heard else gain_db < -10


def test_a_telephone_adds_the_noise_of_eight_bits():
    called = disturb.telephone(sine(1_000), RATE, 3_400.0)
    power = torch.fft.rfft(called[4_000:12_000] * torch.hann_window(8_000)).abs().square()
    at_tone = power[497:504].sum()  # bins of 2 Hz
    assert 30 < decibels(at_tone / (power.sum() - at_tone)) < 45  # mu-law: about 38 dB


@pytest.mark.parametrize(
    ("change", "value", "codec"), [("mp3", 32, "mp3-32"), ("opus", 16, "opus-16")]
)
def test_files_and_calls_use_the_codecs(change, value, codec):
    function, unit, values = disturb.CHANGES[change]
    assert (unit, values) == ("kbit/s", (value,))
    assert torch.equal(function(word(), RATE, value), through_codec(word(), RATE, codec))


# Echo


def click(n_samples: int = 2 * RATE) -> torch.Tensor:
    sound = torch.zeros(n_samples)
    sound[1_000] = 1
    return sound


def test_echo_follows_the_sound_and_leaves_the_sound():
    room = disturb.echo(click(), RATE, 0.6)
    assert len(room) == len(click())
    assert room[:1_000].abs().max() < 1e-5
    assert room[1_000] == pytest.approx(1, abs=1e-4)


def test_echo_fades_by_sixty_decibels_in_its_time():
    room = disturb.echo(click(), RATE, 0.5)
    early, late = room[1_100:2_700], room[5_100:6_700]  # 0.25 s later
    assert decibels(early.square().mean() / late.square().mean()) == pytest.approx(30, abs=1)


@pytest.mark.parametrize("share", [0.25, 1.0])
def test_echo_is_as_strong_as_the_voice_at_the_critical_distance(share):
    seconds = share * 0.057**2 * disturb.ROOM / disturb.DISTANCE**2
    tail = disturb.echo(click(), RATE, seconds)[1_001:]
    assert tail.square().sum() == pytest.approx(share, rel=0.02)


# Noise


@pytest.mark.parametrize("snr_db", [-5.0, 0.0, 20.0])
def test_noise_has_the_wanted_distance_from_the_sound(snr_db):
    noise = 0.02 * torch.randn(RATE, generator=generator())
    added = disturb.mix(word(), noise, snr_db) - word()
    assert decibels(word().square().sum() / added.square().sum()) == pytest.approx(snr_db, abs=0.01)
    likeness = torch.nn.functional.cosine_similarity(added, noise, dim=0)
    assert likeness == pytest.approx(1, abs=1e-4)


def test_noise_that_is_silent_adds_nothing():
    assert torch.equal(disturb.mix(word(), torch.zeros(RATE), 0.0), word())


def test_pink_noise_has_the_same_power_in_every_octave_and_none_below_hearing():
    noise = disturb.pink_noise(10 * RATE, RATE, generator())
    assert noise.square().mean() == pytest.approx(1, abs=1e-4)
    power = torch.fft.rfft(noise).abs().square()  # bins of 0.1 Hz
    octaves = [decibels(power[10 * low : 20 * low].sum()) for low in (125, 500, 1_000, 4_000)]
    assert max(octaves) - min(octaves) < 1
    assert power[:490].sum() / power.sum() < 1e-9


def test_pink_noise_differs_by_its_seed_alone():
    first = disturb.pink_noise(RATE, RATE, generator())
    assert torch.equal(disturb.pink_noise(RATE, RATE, generator()), first)
    assert not torch.equal(disturb.pink_noise(RATE, RATE, generator(1)), first)


def test_a_word_in_a_room_has_pauses_around_it():
    sound = sine()
    starts = []
    for seed in range(20):
        room = disturb.in_a_room(sound, RATE, 30.0, 3.5, generator(seed))
        assert len(room) == round(3.5 * RATE)
        likeness = torch.nn.functional.conv1d(room.view(1, 1, -1), sound.view(1, 1, -1)).flatten()
        starts.append(float(likeness.argmax()) / RATE)
    assert min(starts) >= 0.5 - 0.001
    assert max(starts) <= 2.0 + 0.001  # with the word's second, half a second before the end
    assert max(starts) - min(starts) > 0.9


@pytest.mark.parametrize("snr_db", [30.0, 15.0])
def test_the_room_is_heard_everywhere_at_its_distance(snr_db):
    sound = torch.zeros(RATE)
    sound[7_000:9_000] = sine()[:2_000]
    room = disturb.in_a_room(sound, RATE, snr_db, 3.5, generator())
    pauses = torch.cat([room[: RATE // 2], room[-RATE // 2 :]])
    assert decibels(sound.square().mean() / pauses.square().mean()) == pytest.approx(
        snr_db, abs=1.5
    )
    assert (pauses == 0).sum() == 0


def test_a_word_in_a_room_begins_and_ends_softly():
    loud = torch.full((RATE,), 0.5)  # whose edges would jump by 0.5
    room = disturb.in_a_room(loud, RATE, 60.0, 3.5, generator())
    assert room.max() > 0.49
    assert room.diff().abs().max() < 0.01


def test_a_fade_leaves_the_middle():
    faded = disturb.fade(torch.ones(1_000), 1_000, 0.1)
    assert (faded[100:900] == 1).all()
    torch.testing.assert_close(faded[:100], torch.arange(1, 101) / 100)
    assert torch.equal(faded, faded.flip(0))


def test_a_fade_longer_than_the_sound_is_a_hill():
    faded = disturb.fade(torch.ones(50), 1_000, 0.1)
    assert faded.shape == (50,)
    assert 0 < faded.max() < 1
