"""A try is cut to its word, or refused with what is wrong with it."""

import numpy as np
import pytest
import torch

from core.config import FeatureConfig
from core.errors import TeachError
from core.sound.clip import Clip
from core.teach.tries import cut_try, window_around
from tests.sounds import spoken

RATE = 16_000
QUIET = np.random.default_rng(1).normal(0, 0.0005, RATE).astype(np.float32)
BETWEEN = QUIET[: RATE // 2]


def tried(samples: np.ndarray) -> torch.Tensor:
    return cut_try(Clip(samples, RATE), FeatureConfig(), "da", 2)


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
    ],
)
def test_what_is_no_try(samples: np.ndarray, code: str) -> None:
    with pytest.raises(TeachError) as error:
        tried(samples)
    assert error.value.code == code
    assert error.value.values == {"word": "da", "number": 2}


def test_a_window_at_the_edge_is_filled_with_silence() -> None:
    waveform = torch.ones(RATE)
    assert window_around(waveform, 0.0, FeatureConfig()).sum() == RATE / 2
    assert window_around(waveform, 1.0, FeatureConfig()).sum() == RATE / 2
    assert window_around(waveform, 0.5, FeatureConfig()).sum() == RATE
