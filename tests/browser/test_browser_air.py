"""From air to numbers, in a real browser; and that of Look's parts only the seen one is drawn."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from demo import text
from demo.tabs.look.air import tab as air_tab
from demo.tabs.look.image import tab as image_tab
from demo.ui.examples import sound
from tests.page_helpers import PHONE, Visit, Visitor

YES, BOTH = sound("yes_low.flac"), sound("yes_then_no.flac")
FRAMES = {YES: "22,165", BOTH: "39,449"}


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """An entry for every picture that the server draws of this part."""
    calls: list[object] = []
    draw = air_tab.plot_air
    monkeypatch.setattr(air_tab, "plot_air", lambda *inputs: calls.append(1) or draw(*inputs))
    return calls


def picture(visitor: Visitor) -> Locator:
    return visitor.page.locator("#air img")


def note(visitor: Visitor) -> Locator:
    return visitor.page.locator("#air-note")


def rate(visitor: Visitor, hertz: str) -> Locator:
    group = visitor.page.get_by_role("group", name=text.AIR_RATE)
    return group.get_by_role("radio", name=hertz, exact=True)


def number(visitor: Visitor, label: str) -> Locator:
    return visitor.page.get_by_role("spinbutton", name=re.compile(re.escape(label)))


def sounds(visitor: Visitor) -> list[str | None]:
    """What the three players play, in order."""
    players = visitor.page.locator("#air-players audio").all()
    return [player.get_attribute("src") for player in players]


def changes(visitor: Visitor, act: Callable[[], None]) -> None:
    """Do something, and wait for another picture."""
    before = picture(visitor).get_attribute("src")
    assert before
    act()
    expect(picture(visitor)).not_to_have_attribute("src", before)


def test_every_control_changes_what_is_seen_heard_and_said(
    visitor: Visitor, drawn: list[object]
) -> None:
    visitor.choose(YES.name)
    visitor.tab(text.LOOK_TAB).click()
    expect(picture(visitor)).to_be_visible()
    expect(visitor.page.locator("#air-facts")).to_contain_text(FRAMES[YES])
    expect(note(visitor)).to_contain_text("65,536 values")
    # What was taken away below hearing lay between the 16 bits: rounding again is heard, enlarged
    expect(visitor.page.locator("#air-players")).to_contain_text("quieter than the sound")
    first = sounds(visitor)

    changes(visitor, rate(visitor, "4,000").click)
    expect(note(visitor)).to_contain_text("Above 2,000 Hz nothing is left")
    dull = sounds(visitor)
    assert len(set(dull)) == 3
    assert dull[0] == first[0]
    assert dull[1] != first[1]

    changes(visitor, visitor.page.get_by_role("checkbox", name=text.AIR_FILTER).click)
    expect(note(visitor)).to_contain_text("3,000 Hz turns into 1,000 Hz")
    assert sounds(visitor)[1] != dull[1]

    changes(visitor, lambda: number(visitor, text.AIR_BITS).fill("3"))
    expect(note(visitor)).to_contain_text("8 values apart; this sound uses 5 of them")
    rounded = sounds(visitor)

    place = number(visitor, text.AIR_PLACE)
    expect(place).to_be_disabled()  # everything is seen
    changes(visitor, lambda: number(visitor, text.AIR_ZOOM).fill("9"))
    expect(visitor.page.locator("#air figcaption")).to_contain_text("Each dot is one sample")
    alt = picture(visitor).get_attribute("alt") or ""
    expect(place).to_be_enabled()
    changes(visitor, lambda: place.fill("0.7"))
    assert (picture(visitor).get_attribute("alt") or "") != alt
    assert sounds(visitor) == rounded  # looking closer changes nothing that is heard
    assert len(drawn) == 6


def test_only_the_part_that_is_seen_is_drawn(
    visitor: Visitor, drawn: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visitor.page
    images: list[object] = []
    draw = image_tab.STEPS["mel"]
    monkeypatch.setitem(image_tab.STEPS, "mel", lambda *inputs: images.append(1) or draw(*inputs))
    facts, mfcc = page.locator("#air-facts"), page.locator("#mfcc img")
    visitor.choose(YES.name)
    assert drawn == []
    visitor.tab(text.LOOK_TAB).click()
    expect(facts).to_contain_text(FRAMES[YES])
    expect(mfcc).to_have_count(0)
    # This picture waits its turn after all else that is to be drawn
    changes(visitor, lambda: number(visitor, text.AIR_ZOOM).fill("9"))
    assert images == []
    visitor.tab(text.IMAGE_PART).click()
    expect(mfcc).to_be_visible()
    assert len(images) == 1
    first = mfcc.get_attribute("src") or ""
    visitor.tab(text.AIR_PART).click()
    expect(picture(visitor)).to_be_visible()
    visitor.tab(text.IMAGE_PART).click()

    visitor.tab(text.LISTEN_TAB).click()
    visitor.choose(BOTH.name)
    expect(visitor.word).to_have_text(BOTH.label)
    visitor.tab(text.LOOK_TAB).click()
    expect(mfcc).to_be_visible()  # the part that was left
    expect(mfcc).not_to_have_attribute("src", first)
    assert len(drawn) == 2
    visitor.tab(text.AIR_PART).click()
    expect(facts).to_contain_text(FRAMES[BOTH])
    assert len(drawn) == 3


def test_the_parts_after_a_recording_was_cleared(visitor: Visitor) -> None:
    page = visitor.page
    visitor.choose(YES.name)
    visitor.tab(text.LOOK_TAB).click()
    visitor.tab(text.IMAGE_PART).click()
    expect(page.locator("#mfcc img")).to_be_visible()
    visitor.tab(text.LISTEN_TAB).click()
    visitor.button("Clear").click()
    expect(visitor.verdict).to_have_text(text.WAITING)
    visitor.tab(text.LOOK_TAB).click()
    visitor.button(text.GO_TO_LISTEN).click()
    visitor.choose(BOTH.name)
    visitor.tab(text.LOOK_TAB).click()
    expect(page.locator("#mfcc img")).to_be_visible()  # the part that was left
    visitor.tab(text.AIR_PART).click()
    expect(page.locator("#air-facts")).to_contain_text(FRAMES[BOTH])


def test_the_keyboard_reaches_every_rate(visitor: Visitor) -> None:
    visitor.choose(YES.name)
    visitor.tab(text.LOOK_TAB).click()
    expect(picture(visitor)).to_be_visible()
    rate(visitor, "16,000").focus()
    for hertz in ("8,000", "4,000", "1,600"):
        visitor.page.keyboard.press("ArrowRight")
        expect(rate(visitor, hertz)).to_be_checked()
        expect(rate(visitor, hertz)).to_be_focused()
    expect(note(visitor)).to_contain_text("Above 800 Hz")


def test_the_lines_follow_the_controls(visitor: Visitor) -> None:
    visitor.choose(YES.name)
    visitor.tab(text.LOOK_TAB).click()
    expect(picture(visitor)).to_be_visible()
    changes(visitor, rate(visitor, "1,600").click)
    visitor.page.get_by_role("button", name=text.CODE).first.click()
    expect(visitor.page.get_by_text("resample(waveform, 10, 1,")).to_be_visible()


def test_on_a_dark_phone(visit: Visit) -> None:
    visitor = visit(viewport=PHONE, color_scheme="dark")
    visitor.choose(YES.name)
    visitor.tab(text.LOOK_TAB).click()
    expect(picture(visitor)).to_be_visible()
    assert visitor.overflow() <= 0
    width = picture(visitor).bounding_box()["width"]
    assert width == int(picture(visitor).get_attribute("width") or 0)
    for player in visitor.page.locator("#air-players audio").all():
        assert player.bounding_box()["width"] > 200
    visitor.tab(text.IMAGE_PART).click()  # it does not hide in a menu
    expect(visitor.page.locator("#mfcc img")).to_be_visible()
    assert visitor.errors == []
