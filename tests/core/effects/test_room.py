"""A room that echoes, a room that is not silent."""

import pytest
import torch

from core.effects.room import DISTANCE, ROOM, in_a_room, reverberate
from tests.sounds import tone

RATE = 16_000


def sine() -> torch.Tensor:
    return torch.from_numpy(tone())


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def decibels(ratio_of_powers: torch.Tensor) -> float:
    return float(10 * ratio_of_powers.log10())


# Echo


def click(n_samples: int = 2 * RATE) -> torch.Tensor:
    sound = torch.zeros(n_samples)
    sound[1_000] = 1
    return sound


def test_echo_follows_the_sound_and_leaves_the_sound():
    room = reverberate(click(), RATE, 0.6)
    assert len(room) == len(click())
    assert room[:1_000].abs().max() < 1e-5
    assert room[1_000] == pytest.approx(1, abs=1e-4)


def test_echo_fades_by_sixty_decibels_in_its_time():
    room = reverberate(click(), RATE, 0.5)
    early, late = room[1_100:2_700], room[5_100:6_700]  # 0.25 s later
    assert decibels(early.square().mean() / late.square().mean()) == pytest.approx(30, abs=1)


@pytest.mark.parametrize("share", [0.25, 1.0])
def test_echo_is_as_strong_as_the_voice_at_the_critical_distance(share):
    seconds = share * 0.057**2 * ROOM / DISTANCE**2
    tail = reverberate(click(), RATE, seconds)[1_001:]
    assert tail.square().sum() == pytest.approx(share, rel=0.02)


def test_a_word_in_a_room_has_pauses_around_it():
    sound = sine()
    spectrum = torch.fft.rfft(sound, 2**16)
    starts = []
    for seed in range(20):
        room = in_a_room(sound, RATE, 30.0, 3.5, generator(seed))
        assert len(room) == round(3.5 * RATE)
        likeness = torch.fft.irfft(torch.fft.rfft(room, 2**16) * spectrum.conj())
        starts.append(float(likeness[: len(room) - RATE].argmax()) / RATE)
    assert min(starts) >= 0.5 - 0.001
    assert max(starts) <= 2.0 + 0.001  # with the word's second, half a second before the end
    assert max(starts) - min(starts) > 0.9


@pytest.mark.parametrize("snr_db", [30.0, 15.0])
def test_the_room_is_heard_everywhere_at_its_distance(snr_db):
    sound = torch.zeros(RATE)
    sound[7_000:9_000] = sine()[:2_000]
    room = in_a_room(sound, RATE, snr_db, 3.5, generator())
    pauses = torch.cat([room[: RATE // 2], room[-RATE // 2 :]])
    assert decibels(sound.square().mean() / pauses.square().mean()) == pytest.approx(
        snr_db, abs=1.5
    )
    assert (pauses == 0).sum() == 0


def test_a_word_in_a_room_begins_and_ends_softly():
    loud = torch.full((RATE,), 0.5)  # whose edges would jump by 0.5
    room = in_a_room(loud, RATE, 60.0, 3.5, generator())
    assert room.max() > 0.49
    assert room.diff().abs().max() < 0.01
