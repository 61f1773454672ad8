"""Taught by a few tries: it answers to these words and to nothing else, also from its file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core import Classifier, load, read_clip
from core.config import NEITHER, NOISE, OTHER
from core.decision.checkpoint import save
from core.effects.voices import pitch, speed
from core.errors import TeachError
from core.sound.clip import Clip, prepare
from core.teach.background import Background, load_background, measure, save_background
from core.teach.teach import check_words, learn, teach
from tests.sounds import spoken

EXAMPLES = Path("demo/examples")
TAUGHT = {"sieben 七": "seven", "halt": "stop"}  # what the class calls what is said


def said(name: str, classifier: Classifier, n: int, first: int = 0) -> list[Clip]:
    """One recording again and again, each time by somewhat another voice."""
    waveform = prepare(read_clip(EXAMPLES / f"{name}.flac"), classifier.features)
    rate = classifier.features.sample_rate
    clips = []
    for number in range(first, first + n):
        random = np.random.default_rng(number)
        other = pitch(waveform, rate, float(random.uniform(-2, 2)))
        other = speed(other, rate, float(random.uniform(0.92, 1.08)))
        clips.append(Clip(other.clamp(-1, 1).numpy(), rate))
    return clips


@pytest.fixture(scope="module")
def tries(classifier: Classifier) -> Mapping[str, Sequence[Clip]]:
    return {word: said(name, classifier, 6) for word, name in TAUGHT.items()}


@pytest.fixture(scope="module")
def taught(classifier: Classifier, tries: Mapping[str, Sequence[Clip]]) -> Classifier:
    return teach(classifier, tries)


@pytest.fixture(scope="module")
def loaded(taught: Classifier, tmp_path_factory: pytest.TempPathFactory) -> Classifier:
    path = tmp_path_factory.mktemp("taught") / "ours.safetensors"
    save(taught, path)
    return load(path)


@pytest.mark.parametrize("word", TAUGHT)
def test_it_answers_to_other_tries_of_its_words(loaded: Classifier, word: str) -> None:
    clips = said(TAUGHT[word], loaded, 3, first=50)
    assert [loaded.classify(clip).label for clip in clips] == [word] * 3


@pytest.mark.parametrize("name", ["yes_low", "yes_high", "no_low", "no_high", "noise", "silence"])
def test_everything_else_is_neither(loaded: Classifier, name: str) -> None:
    assert loaded.classify(EXAMPLES / f"{name}.flac").label == NEITHER


def test_a_file_keeps_all_of_it(taught: Classifier, loaded: Classifier) -> None:
    clip = read_clip(EXAMPLES / "seven.flac")
    assert loaded.classify(clip) == taught.classify(clip)
    assert loaded.metrics == taught.metrics
    assert loaded.words == tuple(TAUGHT)
    assert loaded.classes == (*TAUGHT, OTHER, NOISE)
    assert loaded.model_config.taught


def test_the_classifier_that_is_taught_stays_as_it_was(
    classifier: Classifier, taught: Classifier
) -> None:
    assert classifier.classify(EXAMPLES / "yes_low.flac").label == "yes"
    assert not classifier.model_config.taught
    assert taught.features == classifier.features


def test_figures_come_from_leaving_out_each_try(taught: Classifier) -> None:
    figures = taught.metrics["taught"]
    assert figures["right"]["of"] == 12
    assert figures["right"]["count"] == sum(
        figures["confusion"][word][word] for word in taught.words
    )
    assert figures["right"]["share"] > 0.8
    for word in taught.words:
        assert sum(figures["confusion"][word].values()) == 6
        assert len(figures["tries"][word]) == 6


def test_one_word_under_two_names_is_noticed(classifier: Classifier) -> None:
    same = said("seven", classifier, 10)
    figures = teach(classifier, {"a": same[:5], "b": same[5:]}).metrics["taught"]
    assert {"code": "alike", "word": "a", "other": "b"} in figures["warnings"]


def test_a_stray_and_too_few_are_noticed(classifier: Classifier) -> None:
    mixed = [*said("seven", classifier, 4), *said("stop", classifier, 1)]
    few = said("no_low", classifier, 3)
    figures = teach(classifier, {"seven": mixed, "no": few}).metrics["taught"]
    assert {"code": "stray", "word": "seven", "number": 5} in figures["warnings"]
    assert {"code": "too_few", "word": "no", "n": 3, "enough": 5} in figures["warnings"]
    assert figures["tries"]["seven"][4]["answer"] != "seven"


def test_windows_are_taught_in_blocks_where_they_are_judged_so(
    classifier: Classifier, tries: Mapping[str, Sequence[Clip]]
) -> None:
    decision = replace(classifier.decision, windows_at_once=3)
    taught = teach(replace(classifier, decision=decision, runtime=None), tries)
    assert taught.decision.windows_at_once == 3
    for word, name in TAUGHT.items():
        assert taught.classify(said(name, taught, 1, first=50)[0]).label == word
    assert taught.classify(EXAMPLES / "yes_low.flac").label == NEITHER


CLIP = Clip(spoken(), 16_000)
FIVE = [CLIP] * 5


@pytest.mark.parametrize(
    ("examples", "code"),
    [
        ({"a": FIVE}, "n_words"),
        ({str(n): FIVE for n in range(9)}, "n_words"),
        ({"a": FIVE, " \t": FIVE}, "no_name"),
        ({"a": FIVE, "b\x1b": FIVE}, "no_name"),
        ({"a": FIVE, "b" * 41: FIVE}, "long_name"),
        ({"a": FIVE, "Neither": FIVE}, "reserved"),
        ({"a": FIVE, "another  word": FIVE}, "reserved"),
        ({"a": FIVE, "noise": FIVE}, "reserved"),
        ({"Ja": FIVE, "ja": FIVE}, "same_name"),
        ({"a": FIVE, "b": FIVE[:2]}, "n_tries"),
        ({"a": FIVE, "b": [CLIP] * 21}, "n_tries"),
    ],
)
def test_words_that_cannot_be_taught(examples: dict[str, list[Clip]], code: str) -> None:
    with pytest.raises(TeachError) as error:
        check_words(examples)
    assert error.value.code == code


def test_names_may_be_in_any_script() -> None:
    names = {"да": FIVE, "いいえ": FIVE, "  nu  bine ": FIVE, "نعم": FIVE}
    assert list(check_words(names)) == ["да", "いいえ", "nu bine", "نعم"]


def test_only_the_network_whose_background_is_known_can_be_taught(
    classifier: Classifier, taught: Classifier, tries: Mapping[str, Sequence[Clip]]
) -> None:
    with pytest.raises(TeachError, match="cannot be taught"):
        teach(taught, tries)
    network = classifier.model.network
    weights = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    weights["classify.bias"] += 1
    other = replace(classifier, model=load().model)
    other.model.network.load_state_dict(weights)
    with pytest.raises(TeachError, match="cannot be taught"):
        load_background(other)


def made_background(generator: torch.Generator) -> Background:
    """Two words and a noise in eight numbers; within words only the first number varies."""
    varied = torch.zeros(40, 8)
    varied[:, 0] = torch.rand(40, generator=generator)
    words = {"a": varied + torch.eye(8)[1], "b": varied + torch.eye(8)[2]}
    return measure(words, {NOISE: varied[:10] + torch.eye(8)[3]}, kept={"a": 4})


def test_what_varies_within_words_counts_less() -> None:
    background = made_background(torch.Generator().manual_seed(0))
    here = torch.full((1, 8), 0.5)
    moved = {number: here + 0.3 * torch.eye(8)[number] for number in (0, 1)}
    first = background.directions(here)
    turned = {n: float(first @ background.directions(rows).T) for n, rows in moved.items()}
    assert turned[0] > turned[1]
    assert {name: len(rows) for name, rows in background.others.items()} == {"a": 4, NOISE: 10}
    assert background.words == ("a", "b")


def test_a_background_is_read_as_it_was_written(classifier: Classifier, tmp_path: Path) -> None:
    background = made_background(torch.Generator().manual_seed(0))
    save_background(background, classifier, tmp_path / "b.background.safetensors")
    again = load_background(classifier, tmp_path)
    torch.testing.assert_close(again.weight, background.weight, rtol=1e-2, atol=1e-2)
    assert again.words == background.words
    for name, rows in background.others.items():
        torch.testing.assert_close(again.others[name], rows, rtol=0, atol=0.02)


def test_each_try_is_judged_by_the_others_alone() -> None:
    background = made_background(torch.Generator().manual_seed(0))
    rows = torch.nn.functional.normalize(torch.eye(8)[[4, 4, 4, 5, 5, 5]], dim=-1).unsqueeze(1)
    rows[2] = torch.eye(8)[6]  # as far from both
    _, judged = learn(rows, [3, 3], background)
    assert judged[:2, 0, 0].min() > judged[2, 0, 0] + 1
