"""Sounds that hold no word, made by arithmetic."""

import pytest
import torch

from core.config import FeatureConfig
from core.effects.synthetic import (
    KINDS,
    calls,
    chirps,
    coloured_noise,
    coughs,
    gate,
    hum,
    knocks,
    music,
    recorded_noise,
    synthetic_noise,
    uniform,
)

FEATURES = FeatureConfig()
every_kind = pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__)


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def share_of_power_below(sounds: torch.Tensor, hertz: float) -> torch.Tensor:
    power = torch.fft.rfft(sounds).abs().square()
    return power[:, : round(hertz)].sum(dim=1) / power.sum(dim=1)  # one second: bins of 1 Hz


def test_all_kinds_are_known():
    assert set(KINDS) == {coloured_noise, hum, chirps, knocks, music, calls, coughs}


@every_kind
def test_sounds_have_the_wanted_shape_and_a_peak_of_one(make):
    sounds = make(7, FEATURES, generator())
    assert sounds.shape == (7, 16_000)
    assert sounds.dtype == torch.float32
    torch.testing.assert_close(sounds.abs().amax(dim=1), torch.ones(7))


@every_kind
def test_the_same_seed_gives_the_same_sounds(make):
    torch.manual_seed(1)
    first = make(3, FEATURES, generator())
    torch.manual_seed(2)  # other chances play no part
    assert torch.equal(make(3, FEATURES, generator()), first)
    assert not torch.equal(make(3, FEATURES, generator(1)), first)


@every_kind
def test_no_two_sounds_are_alike(make):
    sounds = make(6, FEATURES, generator())
    likeness = torch.corrcoef(sounds) - torch.eye(6)
    assert likeness.abs().max() < 0.9


@every_kind
def test_other_settings_of_the_window(make):
    features = FeatureConfig(sample_rate=8_000, window_seconds=0.5, f_max=4_000.0)
    assert make(2, features, generator()).shape == (2, 4_000)


def test_hum_is_low_and_coloured_noise_may_be_anything():
    assert share_of_power_below(hum(20, FEATURES, generator()), 3_100).min() > 0.99
    shares = share_of_power_below(coloured_noise(50, FEATURES, generator()), 1_000)
    assert shares.min() < 0.1
    assert shares.max() > 0.9


def test_knocks_begin_suddenly():
    sounds = knocks(20, FEATURES, generator())
    levels = sounds.unfold(1, 160, 160).square().mean(dim=2).sqrt()
    assert (levels.diff(dim=1).amax(dim=1) > 0.05).all()


@pytest.mark.parametrize("n", [1, 5, 13])
def test_a_mixed_bag_has_as_many_sounds_as_asked_for(n):
    sounds = synthetic_noise(n, FEATURES, generator())
    assert sounds.shape == (n, 16_000)
    assert sounds.isfinite().all()


def test_a_mixed_bag_holds_every_kind_in_random_order():
    n = 2 * len(KINDS)
    sounds = synthetic_noise(n, FEATURES, generator())
    same = generator()
    made = [make(2, FEATURES, same) for make in KINDS]
    places = [
        [int((sounds == sound).all(dim=1).nonzero()) for sound in sounds_of_kind]
        for sounds_of_kind in made
    ]
    flat = [place for kind in places for place in kind]
    assert sorted(flat) == list(range(n))
    assert flat != sorted(flat)


def test_calls_are_tones_and_coughs_are_not():
    def peak_share(sounds):
        power = torch.fft.rfft(sounds).abs().square()
        return power.topk(40, dim=1).values.sum(dim=1) / power.sum(dim=1)

    assert peak_share(calls(40, FEATURES, generator())).median() > 2 * (
        peak_share(coughs(40, FEATURES, generator())).median()
    )


@pytest.mark.parametrize("make", [calls, coughs])
def test_sounds_that_swell_and_die_away(make):
    levels = make(20, FEATURES, generator()).unfold(1, 800, 800).square().mean(dim=2).sqrt()
    assert (levels.amin(dim=1) < 0.5 * levels.amax(dim=1)).all()


def test_a_gate_lets_sounds_begin_and_end_inside_the_window():
    gated = gate(torch.ones(200, FEATURES.n_samples), FEATURES, generator())
    assert gated.min() == 0
    assert gated.max() == 1
    begins_late, ends_early = gated[:, 0] == 0, gated[:, -1] == 0
    for some in (begins_late, ends_early, begins_late & ends_early):
        assert 20 < some.sum() < 180
    assert (gated.amax(dim=1) > 0).float().mean() > 0.8  # the others are over before it begins


def test_recorded_noise_is_cut_out_of_the_recordings():
    recordings = [torch.arange(0.0, 50_000), torch.arange(100_000.0, 116_000)]
    cuts = recorded_noise(recordings, 30, FEATURES, generator())
    assert cuts.shape == (30, 16_000)
    assert (cuts.diff(dim=1) == 1).all()
    starts = set(cuts[:, 0].tolist())
    assert 100_000 in starts  # exactly one second long: only one cut
    assert len(starts) > 5
    assert max(starts - {100_000}) <= 34_000


def test_a_short_recording_is_followed_by_silence():
    (cut,) = recorded_noise([torch.ones(1_000)], 1, FEATURES, generator())
    assert cut[:1_000].min() == 1
    assert cut[1_000:].abs().max() == 0


def test_uniform_numbers_lie_between_their_limits():
    numbers = uniform(-3.0, 5.0, (10_000,), generator())
    assert -3 <= numbers.min() < -2.9
    assert 4.9 < numbers.max() <= 5
    assert numbers.mean() == pytest.approx(1, abs=0.1)
