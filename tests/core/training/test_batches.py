"""What the network hears in training."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from core.config import NOISE, OTHER, AugmentConfig, FeatureConfig, TrainConfig
from core.data.dataset import to_float, to_int16
from core.sound.levels import active_span
from core.training import batches
from core.training.batches import (
    TrainingBatches,
    batches_per_epoch,
    choose_classes,
    code_some,
    find_spans,
    in_background,
    place,
)
from core.training.generators import generator_for
from core.training.ranks import ALONE, Ranks
from tests.made_dataset import PITCHES, word_sound

FEATURES = FeatureConfig()
WORDS = ("yes", "no")
pytestmark = pytest.mark.usefixtures("few_sounds")
UNCHANGED = AugmentConfig(
    speed=0.0,
    shift_seconds=0.0,
    coded_share=0.0,
    neighbour_share=0.0,
    echo_share=0.0,
    noise_share=0.0,
    filter_share=0.0,
    gain_db=(0.0, 0.0),
    clip_share=0.0,
    revoiced_share=0.0,
    formants_share=0.0,
    whisper_share=0.0,
    telephone_share=0.0,
    beside_share=0.0,
    cut_words_share=0.0,
    cut_others_share=0.0,
    cut_ends_share=0.0,
    silent_edge_share=0.0,
)
SPOKEN = ["yes"] * 6 + ["no"] * 6 + ["stop"] * 4 + ["go"] * 2
TRAIN = TrainConfig(
    batches_per_epoch=2,
    batch_size=50,
    frequent_word_clips=3,
    share_of_words=0.5,
    share_of_fragments=0.08,
    share_of_noise=0.08,
)


def recordings(late: int = 0) -> torch.Tensor:
    """The words of SPOKEN, (n, n_samples) int16, so many samples after the middle."""
    sounds = np.stack([word_sound(word, seed) for seed, word in enumerate(SPOKEN)])
    return to_int16(torch.from_numpy(np.roll(sounds, late, axis=1)))


def make(
    config: AugmentConfig = UNCHANGED,
    coded: torch.Tensor | None = None,
    late: int = 0,
    sources: list[str] | None = None,
    revoiced: torch.Tensor | None = None,
    heard: torch.Tensor | None = None,
    beside: int = 0,
    ranks: Ranks = ALONE,
    **train: object,
) -> TrainingBatches:
    settings = replace(TRAIN, **train)
    noises = [torch.from_numpy(np.random.default_rng(0).normal(0, 0.02, 40_000)).float()]
    classes = choose_classes(SPOKEN, WORDS, settings)
    return TrainingBatches(
        recordings(late),
        SPOKEN,
        noises,
        classes,
        WORDS,
        FEATURES,
        settings,
        config,
        coded,
        sources=sources,
        revoiced=revoiced,
        heard=heard,
        beside=beside,
        ranks=ranks,
    )


def pitch_of(waveform: torch.Tensor) -> str:
    """The word whose tone is loudest."""
    power = torch.fft.rfft(waveform).abs()
    return min(PITCHES, key=lambda word: abs(PITCHES[word] - int(power.argmax())))


# Classes


def test_frequent_words_are_classes_of_their_own():
    assert choose_classes(SPOKEN, WORDS, TRAIN) == ("yes", "no", "stop", OTHER, NOISE)
    few = replace(TRAIN, frequent_word_clips=2)
    assert choose_classes(SPOKEN, WORDS, few) == ("yes", "no", "go", "stop", OTHER, NOISE)


def test_classes_of_a_network_for_the_words_alone():
    assert choose_classes(SPOKEN, WORDS, replace(TRAIN, words_only=True)) == WORDS


# Composition


def test_a_round_has_so_many_batches_of_one_size():
    rounds = list(make(AugmentConfig(), batches_per_epoch=3).epoch(0))
    assert len(rounds) == 3
    for waveforms, targets in rounds:
        assert waveforms.shape == (50, 16_000)
        assert waveforms.dtype == torch.float32
        assert waveforms.isfinite().all()
        assert waveforms.abs().max() <= 1.001
        assert targets.shape == (50,)


def test_half_of_each_batch_are_words():
    for _, targets in make().epoch(0):
        yes, no, stop, other, noise = targets.bincount(minlength=5).tolist()
        assert yes + no == 25
        assert noise == 4  # 8 %
        assert stop + other == 21
        assert other >= 4  # the fragments at least
        assert min(yes, no, stop) > 0


def test_targets_tell_what_is_said():
    order = ["yes", "no", "stop", OTHER]
    for waveforms, targets in make().epoch(0):
        whole = slice(0, 42)  # then come fragments and noise
        for waveform, target in zip(waveforms[whole], targets[whole], strict=True):
            said = pitch_of(waveform)
            assert order[target] == (said if said != "go" else OTHER)


def test_without_fragments_words_keep_their_targets():
    for _, targets in make(share_of_fragments=0.0).epoch(0):
        assert (targets < 2).sum() == 25
    for _, targets in make(batch_size=5).epoch(0):  # 8 % of five is less than one
        assert (targets < 2).sum() == 2


def test_without_noise_there_is_none():
    for waveforms, targets in make(share_of_noise=0.0).epoch(0):
        assert len(waveforms) == len(targets) == 50
        assert (targets != 4).all()


def test_rare_words_are_heard_more_often_than_they_occur():
    training = make(batches_per_epoch=20, share_of_noise=0.0, share_of_fragments=0.0)
    targets = torch.cat([targets for _, targets in training.epoch(0)])
    stop, go = (targets == 2).sum(), (targets == 3).sum()
    assert stop / go == pytest.approx(2**0.5, rel=0.2)  # twice as many recordings


def test_fragments_are_no_whole_words():
    for waveforms, targets in make(share_of_fragments=0.3).epoch(0):
        assert (targets[31:46] == 3).all()
        power = waveforms.square().sum(dim=1)
        whole = power[:31].mean()
        # Three of four are cut or run off the window; the others are backwards.
        assert (power[31:46] < 0.8 * whole).sum() > 5


def test_noise_has_every_level_and_no_word():
    waveforms, targets = next(make(share_of_noise=0.5, share_of_words=0.2).epoch(0))
    assert (targets[25:] == 4).all()
    levels = 20 * waveforms[25:].abs().amax(dim=1).clamp(min=1e-5).log10()
    assert levels.max() - levels.min() > 20


@pytest.mark.parametrize(
    ("n_recordings", "expected"), [(1, 1), (36, 1), (48, 2), (500, 12), (5_612, 120), (90_000, 120)]
)
def test_an_epoch_follows_the_number_of_recordings(n_recordings, expected):
    assert batches_per_epoch(n_recordings, TrainConfig()) == expected


# The same again


def test_the_same_round_gives_the_same_batches():
    torch.manual_seed(1)
    first = list(make(AugmentConfig()).epoch(3))
    torch.manual_seed(2)  # other chances play no part
    for (a, targets_a), (b, targets_b) in zip(first, make(AugmentConfig()).epoch(3), strict=True):
        assert torch.equal(a, b)
        assert torch.equal(targets_a, targets_b)


@pytest.mark.parametrize(("seed", "epoch"), [(0, 1), (1, 0)])
def test_another_round_or_seed_gives_others(seed, epoch):
    first, _ = next(make(AugmentConfig()).epoch(0))
    second, _ = next(make(AugmentConfig(), seed=seed).epoch(epoch))
    assert not torch.equal(first, second)


def test_processes_that_train_together_hear_different_batches():
    first, second = (
        list(make(AugmentConfig(), ranks=Ranks(rank, 2), batches_per_epoch=3).epoch(0))
        for rank in (0, 1)
    )
    assert len(first) == len(second) == 3
    assert all(len(a) == len(b) == 25 for (a, _), (b, _) in zip(first, second, strict=True))
    assert all(not torch.equal(a, b) for (a, _), (b, _) in zip(first, second, strict=True))


def test_the_parts_of_an_epoch_are_different_on_every_rank():
    parts = [
        next(make(AugmentConfig(), ranks=Ranks(rank, 2)).epoch(0, part, n_parts=2))[0]
        for rank in (0, 1)
        for part in (0, 1)
    ]
    assert len(torch.stack(parts).flatten(1).unique(dim=0)) == 4
    assert len(list(make(AugmentConfig(), batches_per_epoch=3).epoch(0, 1, n_parts=2))) == 2


def test_processes_that_train_together_share_the_words_out():
    settings = {"augment": False, "words_only": True, "batch_size": 6}
    ranks = [
        [heard for heard, _ in make(AugmentConfig(), ranks=Ranks(rank, 3), **settings).epoch(0)]
        for rank in range(3)
    ]
    assert [[len(batch) for batch in batches] for batches in ranks] == [[2, 2]] * 3
    assert len(torch.cat([batch for batches in ranks for batch in batches]).unique(dim=0)) == 12
    alone = [heard for heard, _ in make(AugmentConfig(), **settings).epoch(0)]
    for whole, parts in zip(alone, zip(*ranks, strict=True), strict=True):
        assert torch.equal(whole.unique(dim=0), torch.cat(parts).unique(dim=0))


def test_every_purpose_has_a_stream_of_its_own():
    purposes = [("batches", 0, 1, 0), ("masks", 0, 1, 0), ("batches", 1, 0, 0)]
    purposes += [("batches", 0, 0, 0), ("batches", 0, 0, 1)]
    numbers = [torch.rand(4, generator=generator_for(*purpose)) for purpose in purposes]
    assert len(torch.stack(numbers).unique(dim=0)) == len(purposes)
    again = torch.rand(4, generator=generator_for(*purposes[0]))
    assert torch.equal(again, numbers[0])


# Where the word is


def middles(waveforms: torch.Tensor) -> torch.Tensor:
    spans = [active_span(waveform, 16_000) for waveform in waveforms]
    return torch.tensor([(start + end) / 2 for start, end in spans])


@pytest.mark.parametrize("late", [0, 3_000, -3_000])
def test_words_lie_in_the_middle_wherever_they_were(late):
    waveforms, _ = next(make(late=late).epoch(0))
    assert middles(waveforms[:25]) == pytest.approx(torch.full((25,), 0.5), abs=0.03)


@pytest.mark.parametrize("augment", [True, False])
def test_what_lies_beside_leaves_the_words_in_the_middle(augment):
    words = make(beside=3_200, augment=augment, words_only=not augment)
    for waveforms, targets in words.epoch(0):
        assert waveforms.shape[1] == 16_000 + 2 * 3_200
        spoken = [index for index, target in enumerate(targets) if target < len(WORDS)]
        for index in spoken:
            assert pitch_of(waveforms[index, 3_200:-3_200]) == WORDS[targets[index]]
        assert (middles(waveforms[spoken]) - 0.7).abs().max() < 0.06


def test_words_are_shifted_by_at_most_the_wanted_time():
    shifted = replace(UNCHANGED, shift_seconds=0.2)
    waveforms = torch.cat([batch[:25] for batch, _ in make(shifted, batches_per_epoch=8).epoch(0)])
    shift = middles(waveforms) - 0.5
    assert -0.23 < shift.min() < -0.15
    assert 0.15 < shift.max() < 0.23


def test_neighbours_bring_a_second_word_beside_the_first():
    both = replace(UNCHANGED, neighbour_share=1.0)
    # The first batch of each epoch: what comes after has drawn other rows.
    alone, together = (
        torch.cat([next(make(config).epoch(epoch))[0][:25] for epoch in range(4)])
        for config in (UNCHANGED, both)
    )
    middle = slice(6_400, 9_600)
    torch.testing.assert_close(together[:, middle], alone[:, middle], rtol=0, atol=0.02)
    beside = (together - alone).abs().amax(dim=1)
    assert (beside > 0.1).sum() > 10  # the others lie outside the window


def test_coded_recordings_are_used_for_their_share():
    coded = torch.zeros_like(recordings())
    waveforms, _ = next(make(replace(UNCHANGED, coded_share=1.0), coded=coded).epoch(0))
    assert waveforms[:46].abs().max() == 0
    waveforms, _ = next(make(UNCHANGED, coded=coded).epoch(0))
    assert (waveforms[:42].abs().amax(dim=1) > 0.1).all()


def test_words_are_heard_in_other_voices_for_their_share():
    """Those are placed by where the word is in them: 0.2 s later here."""
    revoiced = to_int16(to_float(recordings()).roll(3_200, dims=1)) // 2
    waveforms, _ = next(make(replace(UNCHANGED, revoiced_share=1.0), revoiced=revoiced).epoch(0))
    assert waveforms[:42].abs().amax() < 0.6 * to_float(recordings()).abs().amax()
    assert middles(waveforms[:25]) == pytest.approx(torch.full((25,), 0.5), abs=0.03)
    waveforms, _ = next(make(UNCHANGED, revoiced=revoiced).epoch(0))
    assert waveforms[:42].abs().amax() > 0.9 * to_float(recordings()).abs().amax()


def test_more_words_lose_their_beginning_than_other_sounds():
    cut = replace(UNCHANGED, cut_words_share=1.0, cut_seconds=(0.1, 0.1), cut_digital_share=1.0)
    for kept, lost in zip(make().epoch(0), make(cut).epoch(0), strict=True):
        power = [sounds[0].square().sum(dim=1) for sounds in (kept, lost)]
        assert (power[1][:25] < 0.95 * power[0][:25]).all()
        assert power[1][25:] == pytest.approx(power[0][25:])


# Sources, halves and another process


def test_added_words_have_their_share_however_many_there_are():
    sources = ["made" if index % 6 in (0, 1, 2) else "" for index in range(12)] + [""] * 6
    training = make(sources=sources, synthetic_words_share=0.3)
    added = torch.tensor([source != "" for source in sources])
    weights = training.word_weights
    assert weights[added].sum() / weights.sum() == pytest.approx(0.3)
    assert (weights[12:] == 0).all()


def test_a_half_hears_nothing_of_the_other_half():
    heard = torch.arange(len(SPOKEN)) % 2 == 0
    training = make(heard=heard)
    for weights in (training.word_weights, training.other_weights):
        assert (weights[~heard] == 0).all()
        assert (weights[heard] > 0).any()


def test_another_process_makes_the_same_batches():
    here = list(make().epoch(1))
    there = list(in_background(lambda: make().epoch(1)))
    assert len(here) == len(there)
    for (a, targets_a), (b, targets_b) in zip(here, there, strict=True):
        assert torch.equal(a, b)
        assert torch.equal(targets_a, targets_b)


# The lesson's way


def test_without_augmentation_every_word_comes_once_as_it_is():
    training = make(AugmentConfig(), augment=False, words_only=True, batch_size=5)
    rounds = list(training.epoch(0))
    assert [len(waveforms) for waveforms, _ in rounds] == [5, 5, 2]
    waveforms = torch.cat([waveforms for waveforms, _ in rounds])
    targets = torch.cat([targets for _, targets in rounds])
    assert targets.bincount().tolist() == [6, 6]
    words = to_float(recordings()[:12])
    places = [int((words == waveform).all(dim=1).nonzero()) for waveform in waveforms]
    assert sorted(places) == list(range(12))
    assert [place // 6 for place in places] == targets.tolist()
    assert places != sorted(places)
    again = torch.cat([waveforms for waveforms, _ in training.epoch(1)])
    assert not torch.equal(waveforms, again)  # another order


# Parts


def test_find_spans_says_where_words_are():
    spans = find_spans(recordings(), 16_000)
    assert spans.shape == (len(SPOKEN), 2)
    assert spans[:, 0] == pytest.approx(torch.full((len(SPOKEN),), 0.32), abs=0.04)
    assert spans[:, 1] == pytest.approx(torch.full((len(SPOKEN),), 0.68), abs=0.04)


def test_find_spans_takes_the_middle_where_nothing_stands_out():
    assert find_spans(torch.zeros(2, 16_000, dtype=torch.int16), 16_000).tolist() == [
        [0.25, 0.75],
        [0.25, 0.75],
    ]


def test_place_puts_sounds_anywhere():
    sounds = [torch.arange(1.0, 5.0), torch.arange(1.0, 5.0), torch.arange(1.0, 5.0), torch.ones(9)]
    features = FeatureConfig(sample_rate=4_000, window_seconds=0.1, f_max=2_000.0)
    windows = place(sounds, torch.tensor([0.0, -2 / 4_000, 398 / 4_000, 9.0]), features)
    assert windows.shape == (4, 400)
    assert windows[0, :5].tolist() == [1, 2, 3, 4, 0]
    assert windows[1, :3].tolist() == [3, 4, 0]
    assert windows[2, 397:].tolist() == [0, 1, 2]
    assert windows[3].abs().max() == 0


def test_code_some_gives_every_recording_a_codec(monkeypatch):
    used = []

    def through(waveform, sample_rate, codec):
        used.append(codec)
        return waveform / 2

    monkeypatch.setattr(batches, "through_codec", through)
    coded = code_some(recordings(), FEATURES, torch.Generator().manual_seed(0))
    assert set(used) == set(batches.CODECS.values())
    torch.testing.assert_close(to_float(coded), to_float(recordings()) / 2, rtol=0, atol=2e-5)
