"""The class tally in a real browser: one row a try, judged with a click, taken home, cleared."""

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from core import Classifier
from core.config import NEITHER
from demo import text
from demo.ui.examples import sound
from demo.ui.tables import percent
from tests.operating_points import Spread
from tests.page_helpers import PHONE, Visit, Visitor

YES, NO, OTHER = sound("yes_low.flac"), sound("no_high.flac"), sound("stop.flac")


def open_tally(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name=text.TALLY_TITLE).click()
    expect(visitor.page.locator("#tries")).to_be_visible()


def rows(visitor: Visitor) -> Locator:
    return visitor.page.locator("#tries tbody tr")


def judge(visitor: Visitor, number: int, label: str) -> Locator:
    """The button that says what a try should have been."""
    group = visitor.page.get_by_role("group", name=text.TALLY_WAS_OF.format(number=number))
    return group.get_by_role("button", name=label, exact=True)


def test_a_class_keeps_its_tally(visitor: Visitor, classifier: Classifier) -> None:
    expect(visitor.page.locator("#tries")).to_be_hidden()  # the first view is calm
    open_tally(visitor)
    expect(visitor.page.get_by_text(text.TALLY_EMPTY)).to_be_visible()
    expect(visitor.button(text.TALLY_CLEAR)).to_be_disabled()
    visitor.choose(YES.name)
    expect(visitor.page.get_by_text(text.TALLY_EMPTY)).to_be_visible()  # nobody's try
    for count, example in enumerate((YES, NO, OTHER), start=1):
        visitor.upload(example.path)
        expect(rows(visitor)).to_have_count(count)
    heard = [row.inner_text() for row in visitor.page.locator("#tries tbody strong").all()]
    assert heard == [OTHER.label, NO.label, YES.label]  # the newest first
    expect(visitor.page.locator("#marks")).to_contain_text(text.TALLY_NOT_JUDGED)

    for number, label in ((1, "yes"), (2, "yes"), (3, NEITHER)):
        judge(visitor, number, label).click()  # quickly: none waits for the one before
    for number, label in ((1, "yes"), (2, "yes"), (3, NEITHER)):
        expect(judge(visitor, number, label)).to_have_attribute("aria-pressed", "true")
    marks = visitor.page.locator("#marks")
    expect(marks).to_contain_text(re.compile("right in 2 of 3 tries"))
    card = classifier.metrics["validation"]["accepted_and_right"]
    expect(marks).to_contain_text(percent(card["share"]))
    expect(marks.locator(".confusion td")).to_have_text(list("110000001"))

    with visitor.page.expect_download() as started:
        visitor.page.get_by_role("link", name=text.TALLY_DOWNLOAD).click()
    assert started.value.suggested_filename == text.TALLY_FILE
    table = Path(started.value.path()).read_text(encoding="utf-8-sig")
    _, *tries = csv.reader(io.StringIO(table))
    assert [(row[2], row[4]) for row in tries] == [
        ("yes", "yes"),
        ("no", "yes"),
        (NEITHER, NEITHER),
    ]
    here = visitor.page.evaluate("new Date().toLocaleDateString('sv')")
    assert all(row[1].startswith(here) for row in tries)  # the visitor's own day

    visitor.button("Clear").click()  # the recording, not the tally
    expect(visitor.verdict).to_have_text(text.WAITING)
    expect(rows(visitor)).to_have_count(3)
    visitor.button(text.TALLY_CLEAR).click()
    expect(visitor.page.get_by_text(text.TALLY_EMPTY)).to_be_visible()
    expect(visitor.page.locator("#marks")).to_have_text("")


def test_another_operating_point_is_no_other_try(visit: Visit, choosy: str, model: Spread) -> None:
    visitor = visit(choosy)
    visitor.upload(model.less_sure.path)
    open_tally(visitor)
    expect(rows(visitor)).to_contain_text(NEITHER)
    judge(visitor, 1, model.less_sure.label).click()
    expect(visitor.page.locator("#marks")).to_contain_text("0 of 1")
    visitor.page.get_by_role("radio", name=text.CHOICES["eager"]).click()
    expect(visitor.page.locator("#marks")).to_contain_text("1 of 1")
    expect(rows(visitor)).to_have_count(1)
    expect(rows(visitor).locator("strong")).to_have_text(model.less_sure.label)
    assert visitor.errors == []
    visitor.page.reload()  # Gradio's player complains of being torn away
    visitor.upload(model.surer.path)
    open_tally(visitor)
    expect(rows(visitor)).to_have_count(1)  # what was before is forgotten


def test_keyboard_on_a_phone(visit: Visit) -> None:
    visitor = visit(viewport=PHONE, color_scheme="dark")
    visitor.upload(YES.path)
    expect(visitor.story).to_be_visible()
    visitor.page.get_by_role("button", name=text.TALLY_TITLE).focus()
    visitor.page.keyboard.press("Enter")
    no = judge(visitor, 1, "no")
    expect(no).to_be_visible()
    no.focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#marks .confusion")).to_be_visible()
    expect(no).to_be_focused()  # the way goes on from there
    assert visitor.overflow() <= 0
    matrix = visitor.page.locator("#marks .confusion").bounding_box()
    assert matrix
    assert matrix["x"] + matrix["width"] <= PHONE["width"]
    assert visitor.errors == []
