"""A try is cut to its word, or refused with what is wrong with it."""

import numpy as np
import pytest
import torch

from core.config import FeatureConfig
from core.errors import TeachError
from core.sound.clip import Clip
from core.teach.tries import check_try, cut_try, room_level, trimmed, window_around
from tests.sounds import spoken

RATE = 16_000
QUIET = np.random.default_rng(1).normal(0, 0.0005, RATE).astype(np.float32)
BETWEEN = QUIET[: RATE // 2]
HISS = np.random.default_rng(2).normal(0, 1, 3 * RATE).astype(np.float32)


def tried(samples: np.ndarray) -> torch.Tensor:
    clip = Clip(samples, RATE)
    check_try(clip, "da", 2)
    return cut_try(clip, FeatureConfig(), "da", 2)


def at(decibels: float, samples: np.ndarray) -> np.ndarray:
    return np.float32(10 ** (decibels / 20)) * samples


@pytest.mark.parametrize("start", [0.3, 0.9, 2.0])
def test_the_word_comes_to_the_middle(start: float) -> None:
    window = tried(spoken(start, start + 0.45, seconds=3.0)).numpy()
    weight = window**2
    middle = float((weight * np.arange(len(window))).sum() / weight.sum()) / RATE
    assert window.shape == (RATE,)
    assert middle == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize(
    ("samples", "code"),
    [
        (np.zeros(RATE, np.float32), "nothing_heard"),
        (QUIET, "nothing_heard"),
        (spoken(0.2, 1.0)[: round(0.55 * RATE)], "cut_off"),
        (spoken(0.3, 2.2, seconds=2.5), "too_long"),
        (np.concatenate([spoken(), BETWEEN, spoken()]), "several_words"),
        (at(-6, spoken(seconds=3.0)) + at(-26, HISS), "noisy_room"),
    ],
)
def test_what_is_no_try(samples: np.ndarray, code: str) -> None:
    with pytest.raises(TeachError) as error:
        tried(samples)
    assert error.value.code == code
    assert error.value.values == {"word": "da", "number": 2}


def test_others_in_the_room_are_told_by_their_level() -> None:
    tried(np.concatenate([at(-18, spoken()), BETWEEN, spoken()]))
    near = Clip(spoken(), RATE)
    far = Clip(at(-24, spoken()), RATE)
    check_try(far, "da", 4, [near, near])  # too few to compare with
    with pytest.raises(TeachError) as error:
        check_try(far, "da", 4, [near, near, near])
    assert error.value.code == "far_away"
    check_try(near, "da", 4, [far, far, far])


def test_the_room_is_measured_in_the_pauses() -> None:
    quiet, loud = (Clip(spoken(seconds=3.0) + at(db, HISS), RATE) for db in (-60, -45))
    assert room_level([quiet]) == pytest.approx(-60, abs=2)
    assert room_level([quiet, loud, loud]) == pytest.approx(-45, abs=2)


def test_what_is_kept_is_the_word_and_a_moment_around_it() -> None:
    long = Clip(np.concatenate([HISS * 1e-4, spoken(), HISS * 1e-4]), RATE)
    kept = trimmed(long)
    assert kept.seconds < 2
    torch.testing.assert_close(
        cut_try(kept, FeatureConfig(), "da", 1), cut_try(long, FeatureConfig(), "da", 1)
    )


def test_a_program_may_teach_what_the_page_would_refuse() -> None:
    window = cut_try(Clip(spoken(0.2, 1.0)[: round(0.55 * RATE)], RATE), FeatureConfig(), "da", 1)
    assert window.shape == (RATE,)


def test_a_window_at_the_edge_is_filled_with_silence() -> None:
    waveform = torch.ones(RATE)
    assert window_around(waveform, 0.0, FeatureConfig()).sum() == RATE / 2
    assert window_around(waveform, 1.0, FeatureConfig()).sum() == RATE / 2
    assert window_around(waveform, 0.5, FeatureConfig()).sum() == RATE
