"""A taught model and its tries go into a zip and out again; nothing else does."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from core import Classifier
from core.errors import CheckpointError
from core.sound.clip import Clip
from core.teach import package as packages
from core.teach.package import LIST, MODEL, Package, folder_names, pack, unpack
from core.teach.report import trusted
from core.teach.teach import teach
from tests.sounds import spoken

WORDS = ("да", "a/../b", "CON")


@pytest.fixture(scope="module")
def taught(classifier: Classifier) -> Package:
    tries: Mapping[str, Sequence[Clip]] = {
        word: [Clip(spoken(0.25 + 0.02 * n, 0.6 + 0.1 * number), 16_000) for n in range(3)]
        for number, word in enumerate(WORDS)
    }
    return Package(teach(classifier, tries), tries)


@pytest.fixture(scope="module")
def zipped(taught: Package) -> bytes:
    return pack(taught)


def changed(content: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The zip with other members."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in members.items():
            archive.writestr(name, held)
    return file.getvalue()


def test_all_of_it_comes_back(taught: Package, zipped: bytes) -> None:
    again = unpack(zipped, "ours.zip")
    assert again.classifier.words == WORDS
    assert again.classifier.metrics == taught.classifier.metrics
    for word in WORDS:
        for clip, before in zip(again.tries[word], taught.tries[word], strict=True):
            np.testing.assert_allclose(clip.samples, before.samples, atol=1e-3)


def test_names_of_members_are_harmless_everywhere(zipped: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        names = archive.namelist()
    assert len(names) == 2 + 3 * len(WORDS)
    assert not [name for name in names if ".." in Path(name).parts or "\\" in name]
    assert folder_names(["x", "X", "..", "nul?", "a b"]) == {
        "x": "x",
        "X": "word 2 X",
        "..": "word 3",
        "nul?": "word 4 nul_",
        "a b": "a b",
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda members: members.pop(MODEL),
        lambda members: members.pop(LIST),
        lambda members: members.update({LIST: b"[" * 100_000}),
        lambda members: members.update({LIST: b'{"words": ["a"]}'}),
        lambda members: members.update({LIST: json.dumps({"words": {"a": "../.."}}).encode()}),
        lambda members: members.update({LIST: json.dumps({"words": {"<b>": "x"}}).encode()}),
        lambda members: members.update({"words/да/1.wav": b"no sound"}),
        lambda members: members.update({MODEL: b"no model"}),
        lambda members: members.update({f"{n}": b"" for n in range(1_000)}),
        lambda members: members.update({LIST: b" " * 10_000_000}),
        lambda members: members.update({MODEL: bytes(40_000_000)}),
        lambda members: members.update({"words/да/1.wav": bytes(10_000_000)}),
    ],
)
def test_a_strangers_zip(zipped: bytes, change: Callable[[dict[str, bytes]], object]) -> None:
    with pytest.raises(CheckpointError, match=r"^evil\.zip is not a (zip|model)"):
        unpack(changed(zipped, change), "evil.zip")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no zip at all" * 100])
def test_no_zip(content: bytes) -> None:
    with pytest.raises(CheckpointError) as error:
        unpack(content, "evil.zip")
    assert error.value.code == "foreign_zip"


def test_a_zip_that_is_cut_off_or_too_large(zipped: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CheckpointError):
        unpack(zipped[:-30], "cut.zip")
    monkeypatch.setattr(packages, "LARGEST_ZIP", len(zipped) - 1)
    with pytest.raises(CheckpointError, match="too large"):
        unpack(zipped, "large.zip")


def test_other_sounds_than_those_of_a_model_with_these_words(
    taught: Package, classifier: Classifier
) -> None:
    other = pack(Package(classifier, taught.tries))
    with pytest.raises(CheckpointError, match="not a zip"):
        unpack(other, "mixed.zip")


@pytest.mark.parametrize(
    "figures",
    [
        {},
        {"taught": 3},
        {"taught": {"right": {"count": "<img src=x>", "of": 3}}},
        {"taught": {"right": {"count": 4, "of": 3}}},
        {"taught": {"right": {"count": True, "of": 3}}},
        {"taught": {"right": {"count": 1, "of": 10**9}}},
    ],
)
def test_figures_of_a_stranger(figures: dict[str, object]) -> None:
    assert trusted(figures) == {}


def test_figures_of_ours(taught: Package) -> None:
    figures = trusted(taught.classifier.metrics)
    assert figures["taught"]["right"] == taught.classifier.metrics["taught"]["right"]
