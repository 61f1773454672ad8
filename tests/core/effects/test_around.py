"""What lies right beside a word lies there, and the word stays whole."""

import numpy as np
import pytest
import torch

from core.effects.around import (
    GAP,
    at_edge,
    beep_before,
    knock_before,
    room_under,
    with_voice,
)
from core.effects.room import PAUSE
from core.sound.levels import active_span
from tests.sounds import spoken

RATE = 16_000


@pytest.fixture
def word() -> torch.Tensor:
    """A second with a word from 0.3 to 0.7 s."""
    return torch.from_numpy(spoken(0.3, 0.7))


def energy(waveform: torch.Tensor) -> float:
    return float(waveform.square().sum())


@pytest.mark.parametrize("seconds", [1.05, 2.5])
@pytest.mark.parametrize("gap", [0.02, 0.1])
@pytest.mark.parametrize("at_end", [False, True])
def test_a_word_stands_at_the_edge(word, gap, seconds, at_end):
    recording = at_edge(word, RATE, gap, seconds, at_end)
    assert len(recording) == round(seconds * RATE)
    start, end = active_span(recording, RATE)
    assert (seconds - end if at_end else start) == pytest.approx(gap, abs=0.025)
    assert energy(recording) == pytest.approx(energy(word), rel=0.05)


@pytest.mark.parametrize("put_before", [beep_before, knock_before])
def test_a_sound_is_as_tall_as_the_word_and_right_before_it(word, put_before):
    both = put_before(word, RATE, 0.0)
    added = len(both) - len(word)
    start, _ = active_span(word, RATE)
    sound = both - torch.nn.functional.pad(word, (added, 0))
    assert float(sound.abs().max()) == pytest.approx(float(word.abs().max()), rel=1e-3)
    last = int(sound.nonzero().max())
    assert (last + 1) / RATE == pytest.approx(added / RATE + start - GAP, abs=0.002)


def test_another_voice_has_its_level_and_its_time(word):
    other = torch.from_numpy(spoken(0.3, 0.7, amplitude=0.05))
    alone = with_voice(word, RATE, torch.full_like(other, 1e-9), 200.0, 0.0)
    for offset in (-0.5, 0.4):
        voice = with_voice(word, RATE, other, 5.0, offset) - alone
        first = round((2 * PAUSE + offset) * RATE)
        assert not voice[:first].abs().max() > 1e-6
        assert not voice[first + RATE :].abs().max() > 1e-6
        ratio = 10 * np.log10(energy(word) / energy(voice))
        assert ratio == pytest.approx(5, abs=0.1)


def test_a_room_lies_under_all_of_a_recording(word):
    generator = torch.Generator().manual_seed(0)
    room = room_under(torch.zeros(3 * RATE), word, RATE, 30.0, generator)
    assert 10 * np.log10(energy(word) / energy(room) * 3) == pytest.approx(30, abs=0.1)
