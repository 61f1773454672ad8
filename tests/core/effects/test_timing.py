"""When a word is said, and what sounds right before it."""

import math

import numpy as np
import pytest
import torch

from core.effects.timing import (
    click_before,
    late_start,
    murmur_before,
    shift,
    tone_before,
)
from core.sound.levels import active_span
from tests.sounds import spoken

RATE = 16_000


def word(start: float = 0.4, end: float = 0.7) -> torch.Tensor:
    return torch.from_numpy(spoken(start, end))


# Time


@pytest.mark.parametrize("seconds", [-0.3, -0.1, 0.1, 0.25])
def test_shift_moves_the_word_within_the_same_length(seconds):
    shifted = shift(word(), RATE, seconds)
    assert len(shifted) == RATE
    before, after = active_span(word(), RATE), active_span(shifted, RATE)
    assert np.subtract(after, before) == pytest.approx([seconds, seconds], abs=0.021)


@pytest.mark.parametrize(
    ("start", "end", "seconds"), [(0.6, 0.95, 0.3), (0.05, 0.4, -0.3)], ids=["late", "early"]
)
def test_shift_never_cuts_the_word(start, end, seconds):
    sound = word(start, end)
    shifted = shift(sound, RATE, seconds)
    assert RATE + 0.15 * RATE < len(shifted) < RATE + 0.3 * RATE
    first, last = (round(time * RATE) for time in active_span(sound, RATE))
    kept = sound[first:last]
    if seconds > 0:
        at = first + round(seconds * RATE)
    else:
        at = len(shifted) - round(-seconds * RATE) - (RATE - first)
    assert torch.equal(shifted[at : at + len(kept)], kept)


def test_a_shift_by_nothing_changes_nothing():
    assert torch.equal(shift(word(), RATE, 0.0), word())


# What a recorder loses, and what comes right before


def onset(sound: torch.Tensor) -> float:
    return active_span(sound, RATE)[0]


@pytest.mark.parametrize("seconds", [0.02, 0.11])
def test_a_recorder_that_opens_late_gives_digital_silence(seconds):
    late = late_start(word(), RATE, seconds)
    first = round((onset(word()) + seconds) * RATE)
    assert len(late) == len(word())
    assert late[:first].abs().max() == 0
    assert torch.equal(late[first:], word()[first:])


def test_a_recorder_that_opens_after_the_end_has_heard_nothing():
    assert late_start(word(), RATE, 5.0).abs().max() == 0


def test_a_beep_ends_where_the_word_begins():
    longer = tone_before(word(), RATE, 0.0)
    added = len(longer) - len(word())
    begin = added + round(onset(word()) * RATE)
    assert begin == pytest.approx(RATE // 2, abs=1)  # the beep's half second, and no more
    assert torch.equal(longer[begin:], word()[begin - added :])
    beep = longer[round(0.1 * RATE) : round(0.4 * RATE)]
    assert beep.abs().max() == pytest.approx(float(word().abs().max()), abs=0.01)
    power = torch.fft.rfft(beep * torch.hann_window(len(beep))).abs().square()
    assert int(power.argmax()) * RATE / len(beep) == pytest.approx(1_000, abs=4)


@pytest.mark.parametrize("make", [tone_before, click_before, murmur_before])
def test_a_sound_before_is_as_tall_as_asked_and_leaves_the_word(make):
    roomy = torch.cat([torch.zeros(RATE), word()])
    quiet = make(roomy, RATE, -20.0) - roomy
    assert len(quiet) == len(roomy)  # there was room
    assert 20 * math.log10(quiet.abs().max() / roomy.abs().max()) == pytest.approx(-20, abs=0.1)
    end = float(quiet.abs().gt(1e-4).nonzero().max()) / RATE
    assert onset(roomy) - 0.1 < end <= onset(roomy)
