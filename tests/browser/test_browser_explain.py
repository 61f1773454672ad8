"""The Explain tab in a real browser: why, only what mattered, muted by hand, stage by stage."""

import re

import pytest
from playwright.sync_api import Locator, expect

from core.config import NEITHER
from demo import text
from demo.ui.examples import sound
from tests.page_helpers import PHONE, Visit, Visitor

YES, OTHER, SILENCE = sound("yes_low.flac"), sound("stop.flac"), sound("silence.flac")
STAGES = ("image", "stem", "stage_1", "stage_2", "stage_3", "stage_4", "head", "scores")


def open_tab(visitor: Visitor) -> None:
    """Open the tab and wait until all of it is there."""
    visitor.tab(text.EXPLAIN_TAB).click()
    for part in ("why", "only", "muted", "stages"):
        expect(visitor.page.locator(f"#explain-{part} img").first).to_be_visible()


def answer(visitor: Visitor, part: str) -> Locator:
    """What the computer answers to the changed sound."""
    return visitor.page.locator(f"#explain-{part}-answer .word")


def set_number(visitor: Visitor, label: str, value: str) -> None:
    """Write a number beside a slider."""
    number = visitor.page.get_by_role("spinbutton", name=re.compile(re.escape(label)))
    number.fill(value)
    number.press("Enter")


def test_explain(visitor: Visitor) -> None:
    page = visitor.page
    visitor.choose(YES.name)
    assert page.locator("#explain img").count() == 0  # nothing is made before it is asked for
    open_tab(visitor)
    expect(page.get_by_role("heading", name=text.EXPLAIN_WHY.format(label="yes"))).to_be_visible()
    because = page.locator("#explain-because")
    expect(because).to_contain_text("For “yes” most spoke at")
    why, only = page.locator("#explain-why img"), page.locator("#explain-only img")
    muted = page.locator("#explain-muted img")
    assert len(why.get_attribute("alt") or "") > 60
    stages = page.locator("#explain-stages li")
    expect(stages.locator("h3")).to_have_text([text.EXPLAIN_STAGE_NAMES[name] for name in STAGES])
    expect(stages.first).to_contain_text("40 × 101")
    expect(stages.last.get_by_role("row")).to_have_count(13)

    # The other way to find out
    before, only_before, muted_before = (
        picture.get_attribute("src") for picture in (why, only, muted)
    )
    page.get_by_role("radio", name=text.EXPLAIN_METHODS["occlusion"]).check()
    expect(because).to_contain_text("occlusion")
    expect(only).not_to_have_attribute("src", only_before or "")
    covered = why.get_attribute("src")
    assert covered != before
    page.get_by_role("radio", name=text.EXPLAIN_METHODS["integrated_gradients"]).check()
    expect(why).to_have_attribute("src", before or "")  # the same picture every time
    assert muted.get_attribute("src") == muted_before

    # Only what mattered
    expect(only).to_have_attribute("alt", re.compile("20 percent"))
    set_number(visitor, text.EXPLAIN_SHARE, "50")
    expect(only).to_have_attribute("alt", re.compile("50 percent"))
    expect(answer(visitor, "only")).to_have_text("yes")

    # Muted by hand, and back
    expect(answer(visitor, "muted")).to_have_text("yes")
    set_number(visitor, text.EXPLAIN_TO, "0.7")
    expect(muted).to_have_attribute("alt", re.compile(r"Muted: 0\.00 to 0\.70 seconds"))
    expect(answer(visitor, "muted")).to_have_text(NEITHER)
    set_number(visitor, text.EXPLAIN_FROM, "0.65")
    expect(muted).to_have_attribute("alt", re.compile(r"0\.65 to 0\.70 seconds"))
    set_number(visitor, text.EXPLAIN_LOW, "3000")
    expect(muted).to_have_attribute("alt", re.compile("3,000 to 8,000 hertz"))
    set_number(visitor, text.EXPLAIN_HIGH, "4000")
    expect(muted).to_have_attribute("alt", re.compile("3,000 to 4,000 hertz"))
    assert muted.get_attribute("src") != muted_before
    visitor.button(text.EXPLAIN_RESET).click()
    expect(muted).to_have_attribute("alt", text.EXPLAIN_MUTE_NOTHING)
    expect(muted).to_have_attribute("src", muted_before or "")
    for part in ("only", "muted"):
        assert page.locator(f"#explain-{part}-answer audio").evaluate("audio => audio.duration > 0")

    # Another recording
    visitor.tab(text.LISTEN_TAB).click()
    visitor.choose(SILENCE.name)
    expect(visitor.word).to_have_text(NEITHER)
    visitor.tab(text.EXPLAIN_TAB).click()
    expect(page.get_by_text(text.EXPLAIN_SILENCE)).to_be_visible()
    expect(why).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_explain_on_a_phone(scheme: str, visit: Visit) -> None:
    visitor = visit(viewport=PHONE, color_scheme=scheme)
    visitor.tab(text.EXPLAIN_TAB).click()
    expect(visitor.page.get_by_text(text.NO_RECORDING).last).to_be_visible()
    visitor.tab(text.LISTEN_TAB).click()
    visitor.choose(OTHER.name)
    open_tab(visitor)
    question = text.EXPLAIN_WHY.format(label=NEITHER)
    expect(visitor.page.get_by_role("heading", name=question)).to_be_visible()
    expect(visitor.page.locator("#explain-because")).to_contain_text(text.EXPLAIN_NEITHER)
    assert visitor.overflow() <= 0
    for part in ("why", "only", "muted"):
        picture = visitor.page.locator(f"#explain-{part} img")
        width = int(picture.get_attribute("width") or 0)
        assert picture.bounding_box()["width"] == width  # never scaled: text stays large
    assert visitor.errors == []


def test_explain_with_the_keyboard(visitor: Visitor) -> None:
    visitor.choose(YES.name)
    open_tab(visitor)
    first = visitor.page.get_by_role("radio", name=text.EXPLAIN_METHODS["integrated_gradients"])
    first.focus()
    visitor.page.keyboard.press("ArrowRight")
    expect(visitor.page.locator("#explain-because")).to_contain_text("occlusion")
    until = visitor.page.get_by_role("slider", name=re.compile(re.escape(text.EXPLAIN_TO)))
    until.focus()
    visitor.page.keyboard.press("End")
    expect(answer(visitor, "muted")).to_have_text(NEITHER)
