"""Recordings without the words, and the windows that are cut out of them."""

from pathlib import Path

import pytest
import soundfile
import torch

from core.config import NOISE, OTHER, FeatureConfig
from core.data.negatives import OtherSound, list_words, load_other_sounds
from core.errors import DatasetError
from core.training.cuts import Cuts

FEATURES = FeatureConfig()
SECOND = FEATURES.sample_rate


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def numbered(n: int, first: int = 1) -> torch.Tensor:
    """A waveform whose samples count up, so that a cut tells where it was made."""
    return (torch.arange(n) % 30_000 + first).to(torch.int16)


def write(path: Path, seconds: float, sample_rate: int = 16_000) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, torch.rand(round(seconds * sample_rate)).numpy() - 0.5, sample_rate)


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "training/speech/a_library/reader/one.flac", 3.0)
    write(tmp_path / "training/words/b.wav", 0.5, sample_rate=8_000)
    write(tmp_path / "training/noise/rain/long.flac", 70.0)
    write(tmp_path / "training/yes/robot.flac", 0.7)
    write(tmp_path / "validation/noise/wind/x.flac", 2.0)
    (tmp_path / "training/noise/rain/README.txt").write_text("No sound.")
    return tmp_path


def test_all_recordings_of_a_split_are_read_with_their_kind_and_source(folder):
    sounds = load_other_sounds(folder, "training", FEATURES)
    assert [(sound.kind, sound.source, len(sound.waveform)) for sound in sounds] == [
        ("speech", "a_library/reader", 3 * SECOND),
        ("words", ".", SECOND // 2),
        ("noise", "rain", 70 * SECOND),
    ]
    assert all(sound.waveform.dtype == torch.int16 for sound in sounds)
    assert [s.source for s in load_other_sounds(folder, "validation", FEATURES)] == ["wind"]


def test_a_split_without_sounds_is_refused(folder):
    with pytest.raises(DatasetError, match="no sounds in testing"):
        load_other_sounds(folder, "testing", FEATURES)


def test_words_beside_the_other_sounds(folder):
    (recording,) = list_words(folder, "training", ("yes", "no"))
    assert (recording.word, recording.path.name) == ("yes", "robot.flac")
    assert list_words(folder, "validation", ("yes", "no")) == []


# Cuts


def test_a_cut_begins_where_its_place_says():
    cuts = Cuts([OtherSound("speech", "a", numbered(4 * SECOND))], FEATURES)
    (cut,) = cuts.cut(torch.tensor([[0, 5_000]]))
    assert torch.equal((cut * 32_767).round().int(), numbered(SECOND, first=5_001).int())


@pytest.mark.parametrize("start", [-4_000, -1, 0, 1, 2_000])
@pytest.mark.parametrize("length", [500, SECOND, SECOND + 100])
def test_beyond_the_ends_of_a_recording_is_silence(start, length):
    cuts = Cuts([OtherSound("words", "a", numbered(length))], FEATURES)
    (cut,) = (cuts.cut(torch.tensor([[0, start]])) * 32_767).round().int()
    where = torch.arange(SECOND) + start
    inside = (where >= 0) & (where < length)
    assert torch.equal(cut, torch.where(inside, where + 1, 0).int())


@pytest.mark.parametrize("seconds", [0.2, 0.9, 1.0, 1.3, 8.0])
def test_places_reach_over_both_ends_but_not_far(seconds):
    length = round(seconds * SECOND)
    cuts = Cuts([OtherSound("speech", "a", numbered(length))], FEATURES)
    starts = cuts.draw("speech", 2_000, generator())[:, 1]
    assert starts.min() < 0
    assert starts.max() > length - SECOND
    heard = (cuts.cut(cuts.draw("speech", 500, generator())) != 0).float().mean(dim=1)
    assert heard.min() >= min(0.6, 0.2 * seconds)


def test_places_are_of_the_kind_asked_for():
    sounds = [OtherSound("speech", "a", numbered(SECOND)), OtherSound("noise", "b", numbered(99))]
    cuts = Cuts(sounds, FEATURES)
    assert set(cuts.draw("speech", 50, generator())[:, 0].tolist()) == {0}
    places = cuts.draw("noise", 50, generator())
    assert set(places[:, 0].tolist()) == {1}
    assert set(cuts.classes(places)) == {NOISE}
    assert cuts.classes(torch.tensor([[0, 0]])) == [OTHER]
    assert set(cuts.draw("words", 50, generator())[:, 0].tolist()) == {0, 1}  # there are none


def test_no_source_drowns_the_others():
    many = [OtherSound("noise", "drums", numbered(SECOND)) for _ in range(100)]
    cuts = Cuts([*many, OtherSound("noise", "rain", numbered(SECOND))], FEATURES)
    rain = (cuts.draw("noise", 4_000, generator())[:, 0] == 100).float().mean()
    assert float(rain) == pytest.approx(1 / 11, abs=0.02)  # the root of 1 against that of 100


def test_mining_remembers_the_places_with_the_highest_scores():
    quiet = OtherSound("speech", "a", torch.full((3 * SECOND,), 10, dtype=torch.int16))
    loud = OtherSound("speech", "b", torch.full((3 * SECOND,), 9_000, dtype=torch.int16))
    cuts = Cuts([quiet, loud], FEATURES)
    for seed in range(3):
        cuts.mine(lambda windows: windows.mean(dim=1), 90, 20, 50, generator(seed))
    assert len(cuts.hard) == 50  # of 60: the oldest are forgotten
    assert (cuts.hard[:, 0] == 1).all()


def test_mining_the_same_way_twice_gives_the_same_places():
    def mined(seed):
        cuts = Cuts([OtherSound("speech", "a", numbered(9 * SECOND))], FEATURES)
        cuts.mine(lambda windows: windows.mean(dim=1), 90, 20, 50, generator(seed))
        return cuts.hard

    assert torch.equal(mined(1), mined(1))
    assert not torch.equal(mined(1), mined(2))
