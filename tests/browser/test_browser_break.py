"""The Break it tab in a real browser: every control, the chart, the weakest spot, a phone."""

import re
from pathlib import Path

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Locator, expect

from core import Classifier
from core.config import NEITHER
from core.effects.registry import EFFECTS, NOISES
from core.sound.clip import prepare
from core.sound.decode import read_clip
from demo import text
from demo.tabs.break_it import view as broken
from demo.tabs.break_it.search import noise_curve, weakest_spot
from demo.ui.examples import sound
from tests.page_helpers import PHONE, Visit, Visitor

NO = sound("no_low.flac")
OTHER_WORD = sound("stop.flac")
SLOW = 60_000  # ms: a machine that does much else beside


class Broken:
    """The tab of a visitor, and what is done there."""

    def __init__(self, visitor: Visitor) -> None:
        self.page, self.visitor = visitor.page, visitor
        self.word = self.page.locator("#break-verdict .word")
        self.chart = self.page.locator("#break-chart")
        self.picture = self.page.locator("#break-picture img")
        self.changed = self.page.locator("#break-sound p")
        self.found = self.page.locator("#break-found")

    def open(self, example: str) -> None:
        self.visitor.choose(example)
        self.visitor.tab(text.BREAK_TAB).click()
        expect(self.picture).to_be_visible(timeout=SLOW)

    def slider(self, name: str) -> Locator:
        return self.page.get_by_role("slider", name=name)

    def kind(self, name: str) -> Locator:
        group = self.page.get_by_role("group", name=text.BREAK_KIND)
        return group.get_by_role("radio", name=text.BREAK_KINDS[name])

    def try_levels(self) -> None:
        """Ask for the curve."""
        self.visitor.button(text.BREAK_CHART_TRY).click()
        expect(self.chart.locator("img")).to_be_visible(timeout=SLOW)

    def sound(self) -> str | None:
        return self.page.locator("#break-sound audio").get_attribute("src")

    def expect_changed(self, sentence: str) -> None:
        """The tag of the paragraph is not in what is read."""
        said = re.sub("</?p>", "", sentence)
        expect(self.changed).to_have_text(said, timeout=SLOW)


@pytest.fixture
def tab(visitor: Visitor) -> Broken:
    opened = Broken(visitor)
    opened.open(NO.name)
    return opened


def test_it_begins_with_the_recording_itself(tab: Broken, visitor: Visitor) -> None:
    expect(tab.word).to_have_text("no")
    tab.expect_changed(text.BREAK_UNCHANGED)
    expect(tab.chart).to_be_empty()  # until it is asked for
    visitor.tab(text.LISTEN_TAB).click()
    listened = visitor.page.locator("#verdict .sure").inner_text()
    visitor.tab(text.BREAK_TAB).click()
    expect(tab.page.locator("#break-verdict .sure")).to_have_text(listened)


def test_noise_breaks_it_and_a_reset_mends_it(tab: Broken, classifier: Classifier) -> None:
    image = tab.chart.locator("img")
    before = {"sound": tab.sound(), "picture": tab.picture.get_attribute("src")}
    tab.kind("voices").click()
    waveform = prepare(read_clip(NO.path), classifier.features)
    curve = noise_curve(waveform, classifier, "voices", {}, lambda: None)
    tab.try_levels()
    expect(tab.chart).to_contain_text(broken.holds(curve, "no"), timeout=SLOW)
    expect(image).to_have_attribute("alt", re.compile(re.escape(text.BREAK_KINDS["voices"])))
    expect(tab.page.get_by_text(text.BREAK_KIND_TELLS["voices"])).to_be_visible()
    expect(tab.page.get_by_text(text.BREAK_KIND_TELLS["hiss"])).to_be_hidden()
    chart = image.get_attribute("src")

    tab.slider(text.BREAK_LEVEL).fill("20")
    expect(tab.word).to_have_text(NEITHER, timeout=SLOW)
    tab.expect_changed(broken.changed({"voices": 20}))
    assert tab.sound() != before["sound"]
    expect(tab.picture).not_to_have_attribute("src", before["picture"], timeout=SLOW)
    expect(image).not_to_have_attribute("src", chart)  # it shows where we are

    tab.visitor.button(text.BREAK_RESET).click()
    expect(tab.word).to_have_text("no", timeout=SLOW)
    tab.expect_changed(text.BREAK_UNCHANGED)
    assert tab.sound() == before["sound"]
    expect(tab.kind("voices")).to_be_checked()  # the level alone says that there is no noise
    expect(tab.picture).to_have_attribute("src", before["picture"], timeout=SLOW)


def test_every_control_changes_the_sound(tab: Broken) -> None:
    amounts = {}
    for name, value in {
        "speed": 1.25,
        "pitch": -3,
        "shift": 0.2,
        "echo": 0.5,
        "volume": -10,
        "clipping": 12,
        "mp3": 16,
    }.items():
        slider = tab.slider(getattr(text, f"BREAK_{name.upper()}"))
        before = tab.sound()
        slider.fill(str(value))
        amounts[name] = value
        tab.expect_changed(broken.changed(amounts))
        assert tab.sound() != before
    for name in ("telephone", "reversed"):
        before = tab.sound()
        tab.page.get_by_role("checkbox", name=getattr(text, f"BREAK_{name.upper()}")).check()
        amounts[name] = EFFECTS[name].high
        tab.expect_changed(broken.changed(amounts))
        assert tab.sound() != before
    expect(tab.page.get_by_test_id("toast-body")).to_have_count(0)


def test_the_weakest_spot_is_set(tab: Broken, classifier: Classifier) -> None:
    waveform = prepare(read_clip(NO.path), classifier.features)
    spot = weakest_spot(waveform, classifier, "no", lambda: None)
    assert spot is not None
    tab.visitor.button(text.BREAK_FIND).click()
    words = re.sub("<.*?>", "", broken.found(spot, "no"))
    expect(tab.found).to_have_text(words, timeout=SLOW)
    tab.expect_changed(broken.changed({spot.name: spot.amount}))
    expect(tab.word).to_have_text(spot.prediction.label)
    if spot.name in NOISES:
        expect(tab.kind(spot.name)).to_be_checked()


def test_where_nothing_breaks_it_the_page_says_so(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("demo.tabs.break_it.tab.weakest_spot", lambda *given: None)
    tab = Broken(visitor)
    tab.open(OTHER_WORD.name)
    tab.visitor.button(text.BREAK_FIND).click()
    words = re.sub("<.*?>", "", broken.found(None, NEITHER))
    expect(tab.found).to_have_text(words, timeout=SLOW)
    tab.expect_changed(text.BREAK_UNCHANGED)


def test_another_recording_is_broken_in_the_same_way(tab: Broken, visitor: Visitor) -> None:
    tab.slider(text.BREAK_CLIPPING).fill("10")
    tab.expect_changed(broken.changed({"clipping": 10}))
    before = tab.sound()
    visitor.tab(text.LISTEN_TAB).click()
    visitor.button(OTHER_WORD.name).click()
    expect(visitor.word).to_have_text(NEITHER)
    visitor.tab(text.BREAK_TAB).click()
    expect(tab.word).to_have_text(NEITHER, timeout=SLOW)
    tab.expect_changed(broken.changed({"clipping": 10}))
    assert tab.sound() != before


def test_of_a_long_recording_a_part_is_broken(visitor: Visitor, tmp_path: Path) -> None:
    samples, rate = soundfile.read(NO.path)
    soundfile.write(tmp_path / "long.wav", np.pad(samples, (8 * rate, 12 * rate)), rate)
    visitor.upload(tmp_path / "long.wav")
    expect(visitor.story).to_be_visible()
    tab = Broken(visitor)
    visitor.tab(text.BREAK_TAB).click()
    expect(tab.picture).to_have_attribute("alt", re.compile("2.00 seconds"), timeout=SLOW)
    expect(tab.word).to_have_text("no")
    expect(tab.page.locator("#break-part")).to_contain_text("you break 2 seconds of it")


def test_with_the_keyboard(tab: Broken) -> None:
    tab.kind("hiss").focus()
    tab.page.keyboard.press("ArrowRight")
    expect(tab.kind("rain")).to_be_checked()
    expect(tab.kind("rain")).to_be_focused()
    tab.slider(text.BREAK_LEVEL).focus()
    tab.page.keyboard.press("ArrowRight")
    tab.expect_changed(broken.changed({"rain": -39}))


def test_without_a_recording_it_leads_back(visitor: Visitor) -> None:
    visitor.tab(text.BREAK_TAB).click()
    visitor.button(text.GO_TO_LISTEN).click()
    expect(visitor.button("Record")).to_be_visible()


def test_on_a_dark_phone(visit: Visit) -> None:
    visitor = visit(viewport=PHONE, color_scheme="dark")
    tab = Broken(visitor)
    tab.open(NO.name)
    tab.try_levels()
    assert visitor.overflow() <= 0
    for picture in (tab.picture, tab.chart.locator("img")):
        width = picture.bounding_box()["width"]
        assert width == int(picture.get_attribute("width"))  # never scaled
    assert visitor.errors == []
