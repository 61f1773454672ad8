"""From sound to image, the second part of the Look tab, in a real browser."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from demo import text
from demo.ui.examples import sound
from tests.page_helpers import PHONE, Visit, Visitor

YES = sound("yes_low.flac")
PICTURES = ("waveform", "spectrogram", "bands", "mel", "mfcc")


def look(visitor: Visitor) -> Page:
    """Choose an example and open the part."""
    visitor.choose(YES.name)
    visitor.tab(text.LOOK_TAB).click()
    visitor.tab(text.IMAGE_PART).click()
    expect(visitor.page.locator("#mfcc img")).to_be_visible()
    return visitor.page


def drawn(page: Page) -> dict[str, str | None]:
    return {name: page.locator(f"#{name} img").get_attribute("src") for name in PICTURES}


def changed(page: Page, before: dict[str, str | None], *names: str) -> None:
    """Exactly these pictures change."""
    for name in names:
        expect(page.locator(f"#{name} img")).not_to_have_attribute("src", before[name] or "")
    after = drawn(page)
    assert {name for name in PICTURES if after[name] != before[name]} == set(names)


def number(page: Page, name: str, value: str) -> None:
    """Type into a slider's field."""
    field = page.get_by_role("spinbutton", name=re.compile(re.escape(name)))
    field.click()
    field.press("Control+a")
    field.press_sequentially(value, delay=100)
    field.press("Tab")


def more(page: Page) -> Locator:
    """What opens the settings that are closed at first; its name goes on with an arrow."""
    return page.get_by_role("button", name=text.IMAGE_MORE)


def button(page: Page, choice: str, name: str) -> Locator:
    return page.get_by_role("group", name=choice).get_by_role("radio", name=name)


def test_every_control_draws_what_it_changes(visitor: Visitor) -> None:
    page = look(visitor)
    note = page.locator("#note")
    network = drawn(page)
    for name in PICTURES:
        assert len(page.locator(f"#{name} img").get_attribute("alt") or "") > 40
    expect(note).to_contain_text("the network's own settings")
    expect(page.locator("#mel")).to_contain_text("This is exactly the image")
    expect(page.locator("#count")).to_contain_text("4,040")

    number(page, "Mel bands", "64")  # on the way it reads 6, fewer than there can be
    expect(page.locator("#mel")).to_contain_text("(64, 101)")
    expect(note).to_contain_text("differ from the network")
    expect(page.locator("#mel")).to_contain_text(text.MEL_CHANGED.split(">")[1].split("<")[0])
    expect(page.locator("#count")).to_contain_text("6,464")
    changed(page, network, "bands", "mel", "mfcc")
    before = drawn(page)
    number(page, "Step (ms)", "20")
    expect(page.locator("#mel")).to_contain_text("(64, 51)")
    changed(page, before, "spectrogram", "mel", "mfcc")
    before = drawn(page)
    number(page, "Window (ms)", "50")
    expect(page.locator("#spectrogram")).to_contain_text("A window of 50 ms")
    changed(page, before, "spectrogram", "bands", "mel", "mfcc")

    more(page).click()
    for choice, names, value, pictures in (
        (text.IMAGE_WINDOW, text.IMAGE_WINDOW_CHOICES, "blackman", ("spectrogram", "mel", "mfcc")),
        (text.IMAGE_LEVELS, text.IMAGE_LEVELS_CHOICES, "power", ("spectrogram", "mel")),
        (text.IMAGE_COLOURS, text.IMAGE_COLOURS_CHOICES, "gray", ("spectrogram", "mel")),
        (text.IMAGE_AXIS, text.IMAGE_AXIS_CHOICES, "mel", ("spectrogram", "bands")),
    ):
        before = drawn(page)
        button(page, choice, names[value]).click()
        expect(button(page, choice, names[value])).to_be_checked()
        changed(page, before, *pictures)

    visitor.button(text.BACK_TO_NETWORK).click()
    expect(note).to_contain_text("the network's own settings")
    expect(button(page, text.IMAGE_WINDOW, text.IMAGE_WINDOW_CHOICES["hann"])).to_be_checked()
    assert drawn(page) == network
    expect(visitor.button(text.BACK_TO_NETWORK)).to_be_disabled()
    expect(page.get_by_test_id("toast-body")).to_have_count(0)


def test_listening_to_the_image(visitor: Visitor) -> None:
    page = look(visitor)
    players = page.locator("#left-players audio")
    expect(players).to_have_count(0)  # not before someone asks
    visitor.button(text.IMAGE_LISTEN_BUTTON).click()
    expect(players).to_have_count(2)
    original, left = (player.get_attribute("src") for player in players.all())
    assert original != left

    number(page, "Mel bands", "16")  # it follows the settings
    expect(page.locator("#left")).to_contain_text("16 × 101")
    expect(players.nth(1)).not_to_have_attribute("src", left or "")
    number(page, "Step (ms)", "30")
    expect(page.locator("#left")).to_contain_text("no sound can be put together")
    expect(players).to_have_count(0)


def test_the_lines_of_each_picture_are_ready_to_copy(visitor: Visitor) -> None:
    page = look(visitor)
    for place, line in enumerate(
        (
            "waveform = torch.from_numpy(clip.samples)",
            "torchaudio.transforms.Spectrogram(",
            "torchaudio.functional.melscale_fbanks(",
            "torchaudio.transforms.MelSpectrogram(",
            "torchaudio.transforms.GriffinLim(",
            "torchaudio.transforms.MFCC(",
        )
    ):
        page.get_by_role("button", name=text.CODE).nth(place).click()
        expect(page.get_by_text(line).first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone(scheme: str, visit: Visit) -> None:
    visitor = visit(viewport=PHONE, color_scheme=scheme)
    page = look(visitor)
    more(page).click()
    for choice in (text.IMAGE_WINDOW, text.IMAGE_COLOURS, text.IMAGE_LEVELS, text.IMAGE_AXIS):
        for label in page.get_by_role("group", name=choice).locator("label").all():
            assert label.bounding_box()["height"] >= 32  # for fingers
            assert label.evaluate("label => label.scrollWidth <= label.clientWidth")
    for name in PICTURES:
        picture = page.locator(f"#{name} img")
        assert picture.bounding_box()["width"] == int(picture.get_attribute("width") or 0)
    assert visitor.overflow() <= 0
    assert visitor.errors == []


def test_settings_with_the_keyboard(visitor: Visitor) -> None:
    page = look(visitor)
    more(page).focus()
    page.keyboard.press("Enter")
    hann, hamming = (
        button(page, text.IMAGE_WINDOW, text.IMAGE_WINDOW_CHOICES[name])
        for name in ("hann", "hamming")
    )
    expect(hann).to_be_visible()
    page.keyboard.press("Tab")
    expect(hann).to_be_focused()
    before = drawn(page)
    page.keyboard.press("ArrowRight")
    expect(hamming).to_be_checked()
    changed(page, before, "spectrogram", "mel", "mfcc")
    expect(hamming).to_be_focused()
