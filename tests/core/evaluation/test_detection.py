"""Counting what was found in recordings, and hours without a word."""

import numpy as np
import pytest
import torch
from torch import Tensor

from core.config import OPERATING_POINTS
from core.data.dataset import to_float, to_int16
from core.evaluation.detection import (
    CURVE,
    WORD_LISTS,
    Found,
    by_source,
    cut_short,
    detect,
    group_pieces,
    join,
    per_hour,
    rate_of,
    share_of,
)
from core.sound.clip import clip_from_array
from tests.ear import FEATURES, POINTS, RATE, counts, ear, found, generator, sound
from tests.sounds import spoken, tone

# Rates


@pytest.mark.parametrize(
    ("accepts", "hours", "low", "high"),
    [
        # Garwood's limits, as tables of the Poisson distribution give them
        (1, 1.0, 0.025, 5.572),
        (10, 1.0, 4.795, 18.390),
        (10, 2.0, 2.398, 9.195),
        # the rule of three
        (0, 1.0, 0.0, 3.0),
        (0, 1.5, 0.0, 2.0),
    ],
)
def test_a_rate_has_the_limits_of_the_tables(accepts, hours, low, high):
    rate = per_hour(accepts, hours)
    assert rate == {
        "accepts": accepts,
        "hours": hours,
        "per_hour": accepts / hours,
        "low": pytest.approx(low, abs=0.0011),
        "high": pytest.approx(high, abs=0.0011),
    }


def test_without_a_second_heard_there_is_no_rate():
    assert per_hour(0, 0.0)["per_hour"] is None


def test_every_accepted_word_counts():
    rate = rate_of([found("a", "yes", "no", seconds=1_800), found("b", seconds=1_800)], 0.5)
    assert (rate["accepts"], rate["hours"], rate["per_hour"]) == (2, 1.0, 2.0)


def test_a_recording_with_two_words_is_one_that_got_an_answer():
    assert counts(share_of([found("a", "yes", "no"), found("a"), found("a")], 0.5)) == (1, 3)


def test_sources_have_rows_and_word_lists_are_left_out_of_the_sum():
    everything = [found("talk"), found("monosyllables", "yes"), found("talk", "no"), found("calls")]
    rows = by_source(everything, share_of, POINTS, left_out=WORD_LISTS)
    assert {row["source"]: counts(row["balanced"]) for row in rows} == {
        "calls": (0, 1),
        "monosyllables": (1, 1),
        "talk": (1, 2),
        "all": (1, 3),
    }
    assert rows[-1]["source"] == "all"


def test_operating_points_are_counted_each_at_its_threshold():
    words = {0.3: ["yes", "no"], 0.5: ["yes"], 0.99: []}
    (row,) = by_source([Found("talk", 3_600.0, words)], rate_of, POINTS)[:1]
    accepts = {name: row[name]["accepts"] for name in OPERATING_POINTS}
    assert accepts == {"strict": 0, "balanced": 1, "eager": 2}


# Recordings for the classifier


def numbered(*seconds: float) -> list[Tensor]:
    """Recordings whose samples are all different, at 1000 Hz."""
    lengths = [round(1_000 * length) for length in seconds]
    return list(torch.arange(sum(lengths)).split(lengths))


@pytest.mark.parametrize(
    "seconds",
    [(200.0,), (64.8, 0.2), (0.3,) * 300, (29.9,) * 5, (19.9, 30.0, 5.0), (3.0,)],
    ids=str,
)
def test_all_is_heard_once_in_recordings_of_a_fitting_length(seconds):
    waveforms = numbered(*seconds)
    groups = group_pieces(waveforms, 1_000)
    pieces = [piece for group in groups for piece in group]
    assert torch.equal(torch.cat(pieces), torch.cat(waveforms))
    lengths = [len(torch.cat(group)) + 700 * (len(group) - 1) for group in groups]
    assert max(lengths) <= 60_000
    assert all(length >= 19_000 for length in lengths[:-1])
    assert min(map(len, pieces)) >= min(1_000 * min(seconds), 15_000)


def test_between_joined_recordings_is_a_pause():
    pieces = [to_int16(torch.full((length,), 0.5)) for length in (8_000, 4_000)]
    joined = join(pieces, RATE, generator())
    assert len(joined) == 8_000 + round(0.7 * RATE) + 4_000
    assert (joined[:8_000] > 0.4).all()
    assert (joined[-4_000:] > 0.4).all()
    pause = joined[8_000:-4_000]
    assert 10 * pause.square().mean().log10() == pytest.approx(-70, abs=0.5)


def test_one_recording_alone_is_not_changed():
    piece = to_int16(torch.linspace(-0.5, 0.5, 1_000))
    assert torch.equal(join([piece], RATE, generator()), to_float(piece))


def test_noises_are_cut_into_three_seconds():
    sounds = [sound("noise", "rain", 7.2), sound("noise", "clicks", 0.4)]
    sounds += [sound("noise", "steps", 3.2), sound("noise", "tick", 0.2), sound("speech", "a", 5)]
    cuts = [(cut.source, round(len(cut.waveform) / RATE, 2)) for cut in cut_short(sounds, FEATURES)]
    assert cuts == [
        *(("rain", 3.0), ("rain", 3.0), ("rain", 1.2)),
        ("clicks", 0.4),
        ("steps", 3.0),
    ]


def test_a_recording_is_decided_at_every_threshold():
    samples = np.concatenate([spoken(), tone(2_000, 0.4), np.zeros(16_000)]).astype(np.float32)
    classifier = ear(threshold=0.42, strict=0.0, without_pause=0.0)
    one = detect(classifier, "talk", torch.from_numpy(samples))
    assert set(one.words) == {0.42, 0.0, *CURVE, POINTS.balanced, POINTS.eager}
    clip = clip_from_array(samples, RATE)
    for threshold, labels in one.words.items():
        answer = classifier.with_threshold(threshold).classify(clip)
        assert [word.label for word in answer.words] == labels
    assert one.words[0.99] == ["yes"]
    assert len(one.words[0.0]) > 1  # everything is a word
    assert one.seconds == pytest.approx(2.4)
