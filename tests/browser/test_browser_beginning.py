"""From the beginning in a real browser: a short training grows, ends, and its model answers."""

from playwright.sync_api import expect

from demo import text
from demo.ui.examples import sound
from tests.page_helpers import Visitor


def test_a_network_is_trained_and_answers(visitor: Visitor) -> None:
    page = visitor.page
    visitor.tab(text.TEACH_TAB).click()
    visitor.tab(text.BEGIN_TAB).click()
    page.get_by_role("radio", name=text.BEGIN_AUGMENT_CHOICES["off"]).check()
    page.get_by_role("spinbutton", name=text.BEGIN_EPOCHS).fill("2")
    page.get_by_role("spinbutton", name=text.BEGIN_RECORDINGS).fill("20")
    visitor.button(text.BEGIN_START).click()
    expect(visitor.button(text.BEGIN_START)).to_be_hidden()
    curve = page.locator("#begin-curves .validation circle, #begin-curves .validation rect")
    expect(curve.first).to_be_visible(timeout=60_000)
    expect(visitor.button(text.BEGIN_USE)).to_be_visible(timeout=120_000)
    expect(curve).to_have_count(4)  # two diagrams of two epochs
    expect(page.locator("#begin-compared tbody tr")).to_have_count(3)
    expect(visitor.button(text.BEGIN_START)).to_be_visible()
    visitor.button(text.BEGIN_USE).click()
    expect(page.locator("#begin-used strong")).to_be_visible()
    visitor.tab(text.LISTEN_TAB).click()
    visitor.choose(sound("noise.flac").name)
    expect(visitor.verdict).to_be_visible()
