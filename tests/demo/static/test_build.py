"""The page without a server is built from the sources that lie here."""

import pytest

from core import Classifier
from core.export.graph import page_onnx
from demo.static import build
from demo.text.languages import LANGUAGES

LARGEST = 5_500_000  # bytes


def test_the_page_here_is_the_one_that_the_sources_make(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = build.PAGE.read_text(encoding="utf-8")
    runtime, network = build.load_runtime(None), page_onnx(classifier)
    monkeypatch.setattr(build, "page_onnx", lambda of: network if of is classifier else None)
    built = build.build(classifier, runtime)
    # The exporter may name its nodes otherwise, and a library may pack otherwise.
    for name in build.RUNTIME:
        assert build.packed_in(built, name) == build.packed_in(page, name) == runtime[name] != ""
    assert build.unpacked(built, "weights") == network
    assert len(build.unpacked(page, "weights")) == len(network)
    assert without_packed(built) == without_packed(page)


def without_packed(page: str) -> str:
    """The page without runtime and network."""
    begin, end = page.index('<script id="runtime"'), page.index("<script>\n(() =>")
    return page[:begin] + page[end:]


def test_it_fits_on_any_stick() -> None:
    assert build.PAGE.stat().st_size <= LARGEST


def test_it_says_all_its_words_in_every_language() -> None:
    sources = "".join((build.HERE / name).read_text() for name in ("page.html", *build.SCRIPTS))
    said = build.texts(sources)
    assert said.keys() == LANGUAGES.keys()
    assert {"TITLE", "REASONS", "ADVICES", "CHOICES", "STATIC_RECORD"} <= said["en"].keys()
    for words in said.values():
        assert words.keys() == said["en"].keys()


def test_another_runtime_is_refused(capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(build, "PAGE", tmp_path / "none.html")
    assert build.main(["--out", str(tmp_path / "page.html")]) == 1
    assert "npm pack onnxruntime-web" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
