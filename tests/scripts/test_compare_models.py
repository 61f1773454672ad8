"""Which of several models to take: weights in between, and words in all the ways they are said."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import soundfile
import torch

from core.data.negatives import load_other_sounds
from scripts.experiments.average_models import MAIN, between, choose
from scripts.experiments.compare_models import close_words, compare_words, cut_off, mean_share
from tests.ear import FEATURES, RATE, ear, sound
from tests.made_dataset import make_dataset, untrained, word_sound
from tests.sounds import tone


def test_between_two_models_lie_weights_in_between():
    first, second = untrained(), untrained()
    for weight in second.model.parameters():
        weight.data.mul_(3).add_(0.5)
    first = replace(first, metrics={"training": {"rounds": 70, "minutes": 100.0}})
    begun = {"rounds": 70, "minutes": 100.0}
    trained = {"rounds": 6, "minutes": 9.0, "begun_with": begun}
    second = replace(second, metrics={"training": trained})
    middle = between(first, second, 0.25)
    old, new = (one.model.network.state_dict() for one in (first, second))
    for name, weight in middle.model.network.state_dict().items():
        if weight.is_floating_point():
            torch.testing.assert_close(weight, 0.75 * old[name] + 0.25 * new[name])
    assert middle.metrics["training"]["weights_of_epochs"] == {"70": 0.75, "76": 0.25}
    twice = between(first, middle, 0.5).metrics["training"]
    assert twice == trained | {"weights_of_epochs": {"70": 0.875, "76": 0.125}}
    assert between(first, second, 1.0).metrics["training"]["weights_of_epochs"] is None


def test_the_first_of_two_models_may_be_narrower():
    trained = {"training": {"rounds": 70, "minutes": 100.0}}
    narrow, wide = (replace(untrained(width=width), metrics=trained) for width in (1, 2))
    word = torch.from_numpy(word_sound("yes")).unsqueeze(0)
    torch.testing.assert_close(between(narrow, wide, 0.0).model(word), narrow.model(word))
    torch.testing.assert_close(between(narrow, wide, 1.0).model(word), wide.model(word))


def test_the_best_of_those_that_lose_little_is_chosen():
    def row(share: float, mean: float, right: int) -> dict:
        heard = {"of": 200, "share": right / 200}
        return {"share": share, "mean": mean, "words": dict.fromkeys((*MAIN, "telephone"), heard)}

    rows = [row(0.0, 0.90, 198), row(0.5, 0.92, 194), row(1.0, 0.95, 193)]
    assert choose([*rows, {"model": "another", "mean": 0.99}])["share"] == 0.5


def test_both_ends_of_a_word_are_lost():
    word = torch.from_numpy(tone(500, 1.0, amplitude=0.5))
    word[: RATE // 4] = word[-RATE // 4 :] = 0
    left = cut_off(word, RATE, 0.06)
    heard = (left != 0).nonzero().squeeze(1)
    assert 0.5 - 0.12 - 0.01 < (heard[-1] - heard[0]).item() / RATE < 0.5 - 0.06


def test_words_are_heard_in_every_way_and_by_other_voices(tmp_path: Path):
    data = make_dataset(tmp_path / "words")
    rng = np.random.default_rng(0)
    for place, samples in (
        ("noise/rain/rain", rng.normal(0, 0.1, 3 * RATE)),
        ("yes/synthetic/voice_1", np.pad(tone(2_000, 0.4, amplitude=0.5), 4_000)),
        ("no/more_words/no_1", np.pad(tone(1_000, 0.4, amplitude=0.5), 4_000)),
    ):
        file = tmp_path / "sounds" / "validation" / f"{place}.flac"
        file.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(file, samples + rng.normal(0, 0.001, len(samples)), RATE)
    root = tmp_path / "sounds"
    sounds = load_other_sounds(root, "validation", FEATURES)
    words = compare_words(ear(), data, root, sounds, "validation")
    assert {"as recorded", "telephone", "child-like", "whispered"} < set(words)
    assert words["as recorded"]["of"] == 8
    assert (words["synthetic"]["count"], words["synthetic"]["of"]) == (1, 1)
    assert (words["more_words"]["count"], words["more_words"]["of"]) == (0, 1)
    assert 0 < mean_share(words) < 1


def test_only_close_words_by_the_voices_made_for_it():
    sounds = [
        replace(sound("words", source, 1.0), name=name)
        for source, name in (("closest", "snow_a_1"), ("closest", "tree_a_1"), ("other", "snow_b"))
    ]
    assert [one.name for one in close_words(sounds)] == ["snow_a_1"]
