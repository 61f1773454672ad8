"""Taught by a few tries: it answers to these words and to nothing else, also from its file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from core import Classifier, load, read_clip
from core.config import NEITHER, NOISE, OTHER
from core.decision.checkpoint import as_bytes, save
from core.effects.voices import pitch, speed
from core.errors import TeachError
from core.sound.clip import Clip, prepare
from core.teach.backbone import (
    Background,
    load_backbone,
    measure,
    rounded,
    save_backbone,
)
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
    assert loaded.classes == taught.classes
    assert loaded.classes[:4] == (*TAUGHT, OTHER, NOISE)
    assert loaded.model_config.taught


def test_its_file_is_under_a_megabyte_and_as_exact(taught: Classifier, loaded: Classifier) -> None:
    assert len(as_bytes(taught)) < 1_000_000
    weights, again = (one.model.network.state_dict() for one in (taught, loaded))
    assert all(torch.equal(weights[name], again[name]) for name in weights)
    assert {tensor.dtype for tensor in again.values()} == {torch.float32, torch.int64}


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


def test_a_classifier_that_looks_at_other_images_cannot_be_taught(
    classifier: Classifier, tries: Mapping[str, Sequence[Clip]]
) -> None:
    other = replace(classifier, features=replace(classifier.features, n_mels=20))
    with pytest.raises(TeachError, match="cannot be taught"):
        teach(other, tries)


def test_a_taught_classifier_can_be_taught_other_words(
    classifier: Classifier, taught: Classifier, tries: Mapping[str, Sequence[Clip]]
) -> None:
    again, first = teach(taught, tries), teach(classifier, tries)
    clip = said("seven", classifier, 1, first=50)[0]
    assert again.classify(clip) == first.classify(clip)
    assert again.decision == first.decision


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
    assert list(background.words) == ["a", "b"]


def test_a_backbone_is_read_as_it_was_written(tmp_path: Path) -> None:
    shipped = load_backbone()
    n_features = shipped.model.network.n_features
    generator = torch.Generator().manual_seed(0)
    words = {word: torch.rand(40, n_features, generator=generator) for word in "ab"}
    more = {"c": words["b"][:3]}
    background = measure(words, {NOISE: words["a"][:10]}, kept={"a": 4}, more=more)
    save_backbone(replace(shipped, background=background), tmp_path / "b.safetensors")
    again = load_backbone(tmp_path / "b.safetensors")
    torch.testing.assert_close(again.background.weight, background.weight, rtol=1e-2, atol=1e-2)
    assert set(again.background.words) == {"a", "b", "c"}
    for word, middle in background.words.items():
        torch.testing.assert_close(again.background.words[word], middle, rtol=0, atol=0.02)
    assert {name: len(rows) for name, rows in again.background.others.items()} == {
        "a": 4,
        NOISE: 10,
    }
    for name, rows in background.others.items():
        torch.testing.assert_close(again.background.others[name], rows, rtol=0, atol=0.02)
    assert (again.features, again.model_config) == (shipped.features, shipped.model_config)
    waveforms = torch.randn(2, 16_000, generator=generator)
    torch.testing.assert_close(again.model.embed(waveforms), shipped.model.embed(waveforms))


def test_a_network_is_measured_as_it_will_be_loaded() -> None:
    weights = {"a": torch.tensor([0.1, 1e-3]), "n": torch.tensor(7)}
    assert rounded(weights)["a"].tolist() == weights["a"].half().float().tolist()
    assert rounded(weights)["n"] == 7


def test_words_that_sound_alike_are_rivals_and_the_word_itself_is_none() -> None:
    background = made_background(torch.Generator().manual_seed(0))
    taught, other = torch.eye(8)[4], torch.eye(8)[5]
    middles = {
        "itself": taught,
        "near": F.normalize(taught + 0.8 * other, dim=0),
        "far": torch.eye(8)[6],
        "nearer": F.normalize(taught + 0.6 * other, dim=0),
    }
    rows = torch.stack([taught + 0.2 * torch.eye(8)[n] for n in (1, 2, 3)])
    rows = torch.cat([F.normalize(rows, dim=-1), torch.eye(8)[[7, 7, 7]]]).unsqueeze(1)
    head, judged = learn(rows, [3, 3], replace(background, words=middles))
    assert head.rivals == ("nearer", "near", "far")
    assert judged.shape == (6, 1, len(head.centres)) == (6, 1, 7)
    alone, _ = learn(rows, [3, 3], replace(background, words={"far": middles["far"]}))
    near = {h: h.logits(middles["near"] @ h.centres.T).softmax(dim=-1)[0] for h in (head, alone)}
    assert near[head] < near[alone] - 0.2


def test_a_word_may_be_called_like_a_rival(classifier: Classifier) -> None:
    seven, no = said("seven", classifier, 3), said("no_low", classifier, 3)
    rival = teach(classifier, {"a": seven, "b": no}).classes[4]
    taught = teach(classifier, {rival: seven, "b": no})
    assert len(set(taught.classes)) == len(taught.classes)
    assert f"{rival} ({OTHER})" in taught.classes


def test_each_try_is_judged_by_the_others_alone() -> None:
    background = made_background(torch.Generator().manual_seed(0))
    rows = torch.nn.functional.normalize(torch.eye(8)[[4, 4, 4, 5, 5, 5]], dim=-1).unsqueeze(1)
    rows[2] = torch.eye(8)[6]  # as far from both
    _, judged = learn(rows, [3, 3], background)
    assert judged[:2, 0, 0].min() > judged[2, 0, 0] + 1
