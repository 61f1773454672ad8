"""Where recordings go: nobody stands on two sides."""

import pytest

from scripts.split_other_sounds import split_of, target_of


@pytest.mark.parametrize("number", ["0006", "0096", "5072", "9607"])
def test_a_speaker_is_on_one_side_whatever_was_recorded(number):
    split = split_of(number)
    assert target_of(f"readers/so{number}_000060012.flac") == (
        f"{split}/speech/readers/so{number}_000060012.flac"
    )
    for letter in "ab":
        name = f"so{number}{letter}_nohash_0.flac"
        assert target_of(f"snow/{name}") == f"{split}/words/more_words/snow_{name}"
        assert target_of(f"no/{name}") == f"{split}/no/more_words/no_{name}"


def test_all_sides_have_speakers():
    sides = [split_of(f"{number:04}") for number in range(1_000)]
    assert 200 < sides.count("testing") < 300
    assert 150 < sides.count("validation") < 250


def test_known_folders_have_places_and_unknown_ones_none():
    assert target_of("music/Hungarian.flac") == "testing/noise/music/Hungarian.flac"
    assert target_of("yes/an4fasha_nohash_0.flac") is not None
    assert target_of("secrets/a.flac") is None
