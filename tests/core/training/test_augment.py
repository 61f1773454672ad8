"""How training sounds are changed: every function on its own."""

from dataclasses import replace

import pytest
import torch

from core.config import AugmentConfig, FeatureConfig
from core.training import augment

RATE = 16_000
FEATURES = FeatureConfig()
NOTHING = AugmentConfig(
    speed=0.0,
    echo_share=0.0,
    noise_share=0.0,
    filter_share=0.0,
    gain_db=(0.0, 0.0),
    clip_share=0.0,
    telephone_share=0.0,
    beside_share=0.0,
    cut_words_share=0.0,
    cut_others_share=0.0,
    cut_ends_share=0.0,
    silent_edge_share=0.0,
    frequency_masks=0,
    time_masks=0,
)


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def words(n: int = 6) -> torch.Tensor:
    """Tones of 0.4 s in the middle of one second, (n, n_samples)."""
    time = torch.arange(RATE) / RATE
    envelope = torch.sin(torch.pi * ((time - 0.3) / 0.4).clamp(0, 1))
    pitch = torch.linspace(300, 2_500, n).unsqueeze(1)
    return 0.3 * envelope * torch.sin(2 * torch.pi * pitch * time)


def noises(n: int = 6) -> torch.Tensor:
    return 0.1 * torch.randn(n, RATE, generator=generator(9))


def echo(sounds, config, chances):
    return augment.echo(sounds, RATE, config, chances)


def add_noise(sounds, config, chances):
    return augment.add_noise(sounds, noises(len(sounds)), config, chances)


def filter_band(sounds, config, chances):
    return augment.filter_band(sounds, RATE, config, chances)


def telephone(sounds, config, chances):
    return augment.telephone(sounds, RATE, config, chances)


def spans_of(sounds) -> torch.Tensor:
    """Where the tones of `words` are, in seconds."""
    return torch.tensor([0.3, 0.7]).expand(len(sounds), 2)


def add_beside(sounds, config, chances):
    return augment.add_beside(sounds, spans_of(sounds), FEATURES, config, chances)


def cut_edges(sounds, config, chances):
    is_word = torch.arange(len(sounds)) % 2 == 0
    return augment.cut_edges(sounds, spans_of(sounds), is_word, RATE, config, chances)


def whole_way(sounds, config, chances):
    return augment.augment(sounds, noises(len(sounds)), RATE, config, chances)


steps = pytest.mark.parametrize(
    "step",
    [
        echo,
        add_noise,
        filter_band,
        telephone,
        add_beside,
        cut_edges,
        augment.change_level,
        whole_way,
    ],
)


@steps
def test_shape_and_type_are_kept(step):
    sounds = step(words(), AugmentConfig(), generator())
    assert sounds.shape == (6, RATE)
    assert sounds.dtype == torch.float32
    assert sounds.isfinite().all()


@steps
def test_silence_stays_finite(step):
    assert step(torch.zeros(4, RATE), AugmentConfig(), generator()).isfinite().all()


@steps
def test_the_same_seed_gives_the_same_sounds(step):
    torch.manual_seed(1)
    first = step(words(), AugmentConfig(), generator())
    torch.manual_seed(2)  # other chances play no part
    assert torch.equal(step(words(), AugmentConfig(), generator()), first)
    assert not torch.equal(step(words(), AugmentConfig(), generator(1)), first)


@steps
def test_a_share_of_nothing_changes_nothing(step):
    sounds = step(words(), NOTHING, generator())
    torch.testing.assert_close(sounds, words(), rtol=0, atol=2e-5)  # 16 bits


@steps
def test_the_sounds_that_went_in_are_not_changed(step):
    sounds = words()
    step(sounds, AugmentConfig(), generator())
    assert torch.equal(sounds, words())


@pytest.mark.parametrize(
    ("step", "share"),
    [(echo, "echo_share"), (add_noise, "noise_share"), (filter_band, "filter_share")],
)
def test_a_share_is_the_share_of_changed_sounds(step, share):
    sounds = words(1).repeat(300, 1)
    changed = step(sounds, replace(NOTHING, **{share: 0.3}), generator())
    assert (changed != sounds).any(dim=1).float().mean() == pytest.approx(0.3, abs=0.08)


def test_choose_draws_about_the_share():
    chosen = augment.choose(0.25, 4_000, generator())
    assert chosen.shape == (4_000, 1)
    assert chosen.float().mean() == pytest.approx(0.25, abs=0.03)


# Speed


def test_speed_changes_length_and_pitch_together():
    config = replace(NOTHING, speed=0.16, n_speeds=6)
    sounds = words(1).repeat(6, 1)
    groups = augment.change_speed(sounds, config, generator())
    assert len(groups) == 6
    lengths = {group.shape[1] for group in groups}
    assert len(lengths) > 1
    for group in groups:
        (sound,) = group
        speed = RATE / len(sound)
        assert 0.83 <= speed <= 1.17
        loudest = torch.fft.rfft(sound).abs().argmax() * RATE / len(sound)
        assert loudest == pytest.approx(300 * speed, abs=10)


def test_rows_stay_in_order_when_speeds_differ():
    sounds = torch.arange(1, 8).unsqueeze(1) * torch.ones(7, 1_000)
    groups = augment.change_speed(sounds, replace(NOTHING, speed=0.1, n_speeds=3), generator())
    rows = [float(row[200:-200].mean()) for group in groups for row in group]
    assert rows == pytest.approx(list(range(1, 8)), rel=0.01)


def test_no_change_of_speed_changes_nothing():
    (group,) = augment.change_speed(words(), replace(NOTHING, n_speeds=1), generator())
    assert torch.equal(group, words())


# Echo


def test_echo_follows_the_sound_and_leaves_the_sound():
    click = torch.zeros(20, RATE)
    click[:, 4_000] = 1
    config = replace(NOTHING, echo_share=1.0, echo_seconds=(0.3, 0.3))
    room = augment.echo(click, RATE, config, generator())
    assert room[:, :4_000].abs().max() < 1e-5
    assert room[:, 4_000] == pytest.approx(torch.ones(20), abs=1e-4)
    tail = room[:, 4_001:]
    assert (tail.square().sum(dim=1) > 0.03).all()  # 15 dB under the sound, or louder
    assert (tail.square().sum(dim=1) < 1.05).all()


def test_echo_fades_by_sixty_decibels_in_its_time():
    click = torch.zeros(50, RATE)
    click[:, 0] = 1
    config = replace(NOTHING, echo_share=1.0, echo_seconds=(0.4, 0.4))
    room = augment.echo(click, RATE, config, generator())
    early = room[:, 100:900].square().mean(dim=1)
    late = room[:, 3_300:4_100].square().mean(dim=1)  # 0.2 s later
    assert 10 * (early / late).log10().mean() == pytest.approx(30, abs=1)


# Noise


@pytest.mark.parametrize("snr_db", [-4.0, 0.0, 20.0])
def test_noise_has_the_wanted_distance_from_the_sound(snr_db):
    config = replace(NOTHING, noise_share=1.0, noise_snr_db=(snr_db, snr_db))
    noisy = augment.add_noise(words(), noises(), config, generator())
    added = noisy - words()
    measured = 10 * (words().square().sum(dim=1) / added.square().sum(dim=1)).log10()
    assert measured == pytest.approx(torch.full((6,), snr_db), abs=0.01)


def test_distances_differ_between_sounds():
    config = replace(NOTHING, noise_share=1.0, noise_snr_db=(0.0, 30.0))
    noisy = augment.add_noise(words(200), noises(200), config, generator())
    added = noisy - words(200)
    measured = 10 * (words(200).square().sum(dim=1) / added.square().sum(dim=1)).log10()
    assert -0.1 < measured.min() < 3
    assert 27 < measured.max() < 30.1


# Microphone


def test_filter_removes_the_highest_and_the_lowest_tones():
    click = torch.zeros(100, RATE)
    click[:, 8_000] = 1
    filtered = augment.filter_band(click, RATE, replace(NOTHING, filter_share=1.0), generator())
    response_db = 20 * torch.fft.rfft(filtered).abs().clamp(min=1e-6).log10()
    voice = response_db[:, 500:3_000]  # bins of 1 Hz
    assert voice.mean() == pytest.approx(0, abs=1.5)
    assert 2 < voice.std() < 6  # uneven, but all there
    assert response_db[:, 15].mean() < -20
    assert response_db[:, 7_900].min() < -40  # a narrow microphone
    assert response_db[:, 7_900].max() > -15  # a wide one


# Level


@pytest.mark.parametrize("gain_db", [-20.0, 6.0])
def test_gain_is_the_wanted_one(gain_db):
    sounds = augment.change_level(
        words(), replace(NOTHING, gain_db=(gain_db, gain_db)), generator()
    )
    torch.testing.assert_close(sounds, words() * 10 ** (gain_db / 20), rtol=0, atol=2e-5)


def test_levels_are_sixteen_bits_within_full_scale():
    sounds = augment.change_level(4 * words(), replace(NOTHING, gain_db=(8.0, 8.0)), generator())
    steps_of_16_bits = sounds * 32_767
    torch.testing.assert_close(steps_of_16_bits, steps_of_16_bits.round(), rtol=0, atol=0.01)
    assert steps_of_16_bits.max() == pytest.approx(32_767)
    assert steps_of_16_bits.min() >= -32_769


def test_overdriven_sounds_have_flat_tops():
    sounds = augment.change_level(words(40), replace(NOTHING, clip_share=1.0), generator())
    at_top = (sounds > 0.99 * sounds.amax(dim=1, keepdim=True)).sum(dim=1).float()
    before = (words(40) > 0.99 * words(40).amax(dim=1, keepdim=True)).sum(dim=1).float()
    assert at_top.mean() > 3 * before.mean()


# Masks


def hidden(config: AugmentConfig, n: int = 50, seed: int = 0) -> torch.Tensor:
    """Which spots of (n, 40, 101) are masked."""
    return augment.mask_images(torch.ones(n, 40, 101), config, generator(seed)) == 0


def test_frequency_masks_hide_whole_rows():
    rows = hidden(replace(NOTHING, frequency_masks=1, frequency_mask_bands=6))
    assert (rows.all(dim=2) == rows.any(dim=2)).all()
    widths = rows.all(dim=2).sum(dim=1)
    assert set(widths.tolist()) == set(range(7))


def test_time_masks_hide_whole_columns():
    columns = hidden(replace(NOTHING, time_masks=1, time_mask_frames=15), n=300)
    assert (columns.all(dim=1) == columns.any(dim=1)).all()
    widths = columns.all(dim=1).sum(dim=1)
    assert set(widths.tolist()) == set(range(16))


def test_two_masks_hide_at_most_twice_as_much():
    config = replace(NOTHING, frequency_masks=2, frequency_mask_bands=6)
    widths = hidden(config, n=200).all(dim=2).sum(dim=1)
    assert 6 < widths.max() <= 12


def test_masks_lie_anywhere():
    spots = hidden(AugmentConfig(), n=500).any(dim=0)
    assert spots[:-1, :-1].all()


def test_masks_leave_the_rest_and_the_images_that_went_in():
    images = torch.randn(20, 40, 101)
    before = images.clone()
    masked = augment.mask_images(images, AugmentConfig(), generator())
    assert torch.equal(images, before)
    assert torch.equal(masked[masked != 0], images[masked != 0])
    assert (masked == 0).any()


def test_masks_come_from_the_seed_alone():
    torch.manual_seed(1)
    first = hidden(AugmentConfig())
    torch.manual_seed(2)
    assert torch.equal(hidden(AugmentConfig()), first)
    assert not torch.equal(hidden(AugmentConfig(), seed=1), first)


def test_no_masks_change_nothing():
    assert not hidden(NOTHING).any()


# Telephones


def test_a_telephone_carries_a_narrow_band_in_steps():
    config = replace(NOTHING, telephone_share=1.0, telephone_highest=(3_400.0, 3_400.0))
    hiss = noises(20)
    heard = telephone(hiss, config, generator())
    power = torch.fft.rfft(heard).abs().square().mean(dim=0)  # a row for each Hz
    assert power[3_500:].sum() < 1e-6 * power.sum()
    assert power[:60].sum() < 0.01 * power.sum()
    before = torch.fft.rfft(hiss).abs().square().mean(dim=0)
    assert power[1_000:3_000].sum() == pytest.approx(float(before[1_000:3_000].sum()), rel=0.05)


def test_a_telephone_rounds_loud_sounds_most():
    config = replace(NOTHING, telephone_share=1.0, telephone_highest=(3_900.0, 3_900.0))
    tone = torch.sin(2 * torch.pi * 1_000 * torch.arange(RATE) / RATE).expand(2, -1)
    error = (telephone(tone, config, generator()) - tone)[:, 2_000:-2_000]
    signal_to_noise = 10 * torch.log10(tone.square().mean() / error.square().mean())
    assert 25 < signal_to_noise < 50  # mu-law of 8 bits: about 38 dB


# Sounds beside the word


def test_a_sound_beside_the_word_leaves_the_word_alone():
    config = replace(NOTHING, beside_share=1.0, beside_level_db=(0.0, 0.0))
    sounds = words(40)
    heard = add_beside(sounds, config, generator())
    inside = slice(round(0.3 * RATE), round(0.7 * RATE))
    assert torch.equal(heard[:, inside], sounds[:, inside])
    added = (heard - sounds).abs()
    before, after = added[:, : inside.start].amax(dim=1), added[:, inside.stop :].amax(dim=1)
    assert ((before > 0) != (after > 0)).all()  # on one side
    assert (before > 0).any()
    assert (after > 0).any()
    assert 0.1 < added.max() <= 0.31  # as loud as the word at most


def test_a_sound_beside_keeps_its_gap():
    config = replace(NOTHING, beside_share=1.0, beside_gap_seconds=(0.1, 0.1))
    sounds = words(40)
    added = (add_beside(sounds, config, generator()) - sounds).abs()
    assert added[:, round(0.2 * RATE) + 1 : round(0.8 * RATE) - 1].max() == 0
    assert added.max() > 0


# Recorders that open late or close early


def test_a_late_recorder_loses_the_beginning_of_words():
    config = replace(NOTHING, cut_words_share=1.0, cut_seconds=(0.05, 0.05), cut_digital_share=1.0)
    sounds = words(6) + noises(6)
    heard = cut_edges(sounds, config, generator())
    first = round(0.35 * RATE)
    assert heard[::2, : first - 1].abs().max() == 0
    assert torch.equal(heard[::2, first + 1 :], sounds[::2, first + 1 :])
    assert torch.equal(heard[1::2], sounds[1::2])  # no words


def test_an_early_end_loses_the_end():
    config = replace(NOTHING, cut_ends_share=1.0, cut_seconds=(0.1, 0.1), cut_digital_share=1.0)
    sounds = words(6) + noises(6)
    heard = cut_edges(sounds, config, generator())
    last = round(0.6 * RATE)
    assert heard[:, last + 2 :].abs().max() == 0
    assert torch.equal(heard[:, : last - 1], sounds[:, : last - 1])


def test_a_little_may_remain_of_what_is_cut():
    config = replace(
        NOTHING,
        cut_words_share=1.0,
        cut_seconds=(0.05, 0.05),
        cut_digital_share=0.0,
        cut_remains_db=(-40.0, -40.0),
    )
    sounds = noises(6)
    heard = cut_edges(sounds, config, generator())[::2]
    first = round(0.35 * RATE)
    torch.testing.assert_close(heard[:, : first - 1], 0.01 * sounds[::2, : first - 1])


def test_silence_at_the_edges_keeps_clear_of_the_word():
    config = replace(NOTHING, silent_edge_share=1.0, cut_digital_share=1.0)
    sounds = noises(60) + 1.0
    heard = cut_edges(sounds, config, generator())
    inside = slice(round(0.3 * RATE) + 1, round(0.7 * RATE))
    assert torch.equal(heard[:, inside], sounds[:, inside])
    assert (heard[:, 0] == 0).any()
    assert (heard[:, 0] != 0).any()  # some silences would begin before the window
    assert (heard[:, -1] == 0).any()


def test_speech_that_fills_the_window_is_cut_anywhere():
    config = replace(NOTHING, cut_others_share=1.0, cut_digital_share=1.0)
    sounds, is_word = noises(200) + 1.0, torch.zeros(200, dtype=torch.bool)
    whole = torch.tensor([0.0, 1.0]).expand(200, 2)
    heard = augment.cut_edges(sounds, whole, is_word, RATE, config, generator())
    silent = (heard == 0).float().mean(dim=1)  # of each window
    assert 0.02 <= silent.min() < 0.1
    assert 0.5 < silent.max() < 0.62
