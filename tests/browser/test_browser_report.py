"""The report card in a real browser: every question has its answer, and examples can be heard."""

import pytest
from playwright.sync_api import expect

from core import Classifier
from demo import text
from demo.tabs.report import view as report
from demo.ui.examples import sound
from demo.ui.tables import percent
from tests.page_helpers import PHONE, Visit, Visitor

QUESTIONS = [
    "REPORT_RIGHT",
    "REPORT_MIXES",
    "REPORT_TRUST",
    "REPORT_NOISE",
    "REPORT_OUTSIDE",
    "REPORT_FOOLED",
    "REPORT_TRAINED",
    "REPORT_CANNOT",
]


def test_every_question_is_answered(visitor: Visitor, classifier: Classifier) -> None:
    page = visitor.page
    expect(page.locator(".report h2")).to_have_count(0)  # nothing is drawn before it is opened
    visitor.tab(text.REPORT_TAB).click()
    questions = [getattr(text, name) for name in QUESTIONS]
    expect(page.locator(".report h2")).to_have_text(questions, timeout=20_000)
    share = classifier.metrics["validation"]["forced_choice"]["share"]
    expect(page.locator(".report").first).to_contain_text(percent(share))
    pictures = page.locator(".report img")
    expect(pictures).to_have_count(2)
    assert all(len(picture.get_attribute("alt") or "") > 80 for picture in pictures.all())

    yes = sound("yes_low.flac")
    count = classifier.metrics["validation"]["confusion"]["rows_are_the_truth"][0][0]
    name = text.REPORT_HEAR.format(count=count, said="yes", answered="yes")
    page.get_by_role("button", name=name).click()
    player = page.locator(f"#mixes-example audio[aria-label='{yes.name}']")
    expect(player).to_be_visible()
    page.wait_for_function("player => player.currentTime > 0", arg=player.element_handle())
    page.locator("#mixes button").last.focus()
    page.keyboard.press("Enter")
    expect(player).to_have_count(0)
    expect(page.locator("#mixes-example audio").first).to_be_visible()


def test_it_is_drawn_once_for_a_screen(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    draw = report.plot_noise
    monkeypatch.setattr(
        report, "plot_noise", lambda *inputs: drawn.append(inputs[-1].width) or draw(*inputs)
    )
    picture = visitor.page.locator(".report img").last
    widths = []
    for width in (1280, 1280, 800):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        visitor.tab(text.REPORT_TAB).click()
        widths.append(visitor.page.evaluate("window.tellScreen().width"))
        expect(picture).to_have_attribute("width", str(widths[-1]), timeout=20_000)
        visitor.tab(text.LISTEN_TAB).click()
        expect(visitor.button("Record")).to_be_visible()
    assert drawn == [widths[0], widths[2]]


def test_on_a_phone_in_the_dark(visit: Visit) -> None:
    visitor = visit(viewport=PHONE, color_scheme="dark")
    visitor.tab(text.REPORT_TAB).click()
    picture = visitor.page.locator(".report img").last
    expect(picture).to_be_visible(timeout=20_000)
    assert visitor.overflow() <= 0
    box = picture.bounding_box()
    assert box
    assert box["width"] == int(picture.get_attribute("width") or 0)  # never scaled
    for table in visitor.page.locator(".report table").all():
        box = table.bounding_box()
        assert box
        assert box["x"] + box["width"] <= PHONE["width"]
    assert visitor.errors == []
