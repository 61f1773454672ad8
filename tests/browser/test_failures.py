"""What does not arrive is said on the page, in words."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from core import Classifier
from demo import limits, text
from demo.ui.examples import sound
from tests.operating_points import served
from tests.page_helpers import WIDE, Visitor

YES = sound("yes_low.flac")


def test_an_upload_that_fails_and_a_server_that_is_gone(
    plain: Browser, classifier: Classifier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads = tmp_path / "uploads"
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(uploads))
    with plain.new_context(viewport=WIDE, locale="de-DE") as context, text.speaking("de"):
        with served(classifier) as address:
            visitor = Visitor(context.new_page(), address)
            failed = visitor.page.locator(".upload-failed")
            lost = visitor.page.locator(".server-lost")
            expect(failed).to_be_hidden()
            uploads.touch()  # where a folder should be: nothing can be kept
            _choose(visitor, YES.path)
            expect(failed).to_be_visible()
            expect(failed).to_contain_text("ist nicht bei dem Computer angekommen")
            expect(lost).to_be_hidden()
        visitor.page.get_by_role("button", name=YES.name, exact=True).click()
        expect(lost).to_be_visible()
        expect(lost).to_contain_text("antwortet nicht")


def test_a_file_that_is_too_large(visitor: Visitor, tmp_path: Path) -> None:
    large = visitor.page.locator(".upload-large")
    path = tmp_path / "large.wav"
    with path.open("wb") as file:
        file.truncate(limits.MAX_FILE_SIZE + 1)
    visitor.upload(path)
    expect(large).to_be_visible()
    expect(visitor.page.get_by_test_id("toast-body")).to_have_count(0)
    _choose(visitor, YES.path)
    expect(visitor.word).to_have_text(YES.label)
    expect(large).to_be_hidden()


def _choose(visitor: Visitor, path: Path) -> None:
    """Choose a file where the place for it is open, or can be opened, in any language."""
    field = visitor.page.locator("#recorder input[type=file]")
    if not field.count():
        visitor.page.locator("#recorder .source-selection button").first.click()
    field.set_input_files(path)
