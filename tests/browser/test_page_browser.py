"""The page in a real browser: record, upload, example, trim, clear, look; on every screen."""

import re
from itertools import pairwise
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from gradio.utils import get_upload_folder
from playwright.sync_api import Locator, Playwright, expect

from core import Classifier
from core.config import NEITHER
from demo import text
from demo.text.languages import LANGUAGES
from demo.ui.examples import SOUNDS, Sound, sound
from tests.operating_points import Spread
from tests.page_helpers import (
    INSECURE_HOST,
    PHONE,
    WIDE,
    Microphone,
    Visit,
    Visitor,
    browser,
)
from tests.waiting import until

YES, NO, BOTH = sound("yes_low.flac"), sound("no_high.flac"), sound("yes_then_no.flac")
OTHER, SILENCE = sound("stop.flac"), sound("silence.flac")


# Listen


@pytest.mark.parametrize("spoken", [YES, NO, OTHER, SILENCE], ids=lambda spoken: spoken.file)
def test_speaking(spoken: Sound, microphone: Microphone, server: str) -> None:
    microphone.hears(spoken.path)
    visitor = Visitor(microphone.new_page(viewport=WIDE), server)
    visitor.record()
    expect(visitor.word).to_have_text(spoken.label)
    expect(visitor.story).to_be_visible()
    mark = text.JUDGED if spoken.label == NEITHER else spoken.label
    assert f"“{mark}” is marked" in (visitor.story.get_attribute("alt") or "")
    if spoken is SILENCE:
        expect(visitor.verdict).to_contain_text(text.REASONS["silence"])
    assert visitor.requests == []
    assert visitor.errors == []


def test_every_example(visitor: Visitor) -> None:
    for example in SOUNDS:
        visitor.button(example.name).click()
        expect(visitor.word).to_have_text(example.label)
        if len(example.words) > 1:
            expect(visitor.page.locator("#verdict li strong")).to_have_text(list(example.words))
        visitor.button("Clear").click()
        expect(visitor.verdict).to_have_text(text.WAITING)


def test_upload(visitor: Visitor) -> None:
    visitor.upload(NO.path)
    expect(visitor.word).to_have_text("no")
    expect(visitor.story).to_be_visible()


def test_upload_of_what_the_browser_calls_a_video(visitor: Visitor, tmp_path: Path) -> None:
    file = tmp_path / "phone.webm"
    file.write_bytes(NO.path.read_bytes())
    visitor.upload(file)
    expect(visitor.word).to_have_text("no")


def test_a_file_that_is_no_sound(visitor: Visitor, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear computer")
    visitor.choose(YES.name)
    visitor.button("Clear").click()
    visitor.upload(file)
    expect(visitor.verdict).to_contain_text("letter.txt is not audio that can be read. Use WAV")
    expect(visitor.story).to_have_count(0)
    visitor.errors.clear()  # the browser's own player says that it cannot play the file


def test_clear_forgets(visitor: Visitor) -> None:
    visitor.upload(YES.path)
    expect(visitor.story).to_be_visible()
    assert YES.file in _uploads()
    visitor.button("Clear").click()
    expect(visitor.verdict).to_have_text(text.WAITING)
    expect(visitor.story).to_have_count(0)
    assert YES.file not in _uploads()
    visitor.tab(text.LOOK_TAB).click()
    expect(visitor.page.get_by_text(text.NO_RECORDING)).to_be_visible()


def test_closing_the_page_forgets(visitor: Visitor) -> None:
    visitor.upload(NO.path)
    expect(visitor.story).to_be_visible()
    assert NO.file in _uploads()
    visitor.page.close()
    until(lambda: NO.file not in _uploads())


def test_trim_and_reset(visitor: Visitor) -> None:
    visitor.upload(BOTH.path)
    expect(visitor.story).to_be_visible()
    whole = visitor.seconds()
    visitor.button("Trim audio to selection").click()
    visitor.button("Trim").click()
    expect(visitor.story).not_to_have_attribute("alt", re.compile(f"{whole:.2f} seconds"))
    assert 0.1 < visitor.seconds() < whole / 2
    visitor.button("Reset audio").click()
    expect(visitor.story).to_have_attribute("alt", re.compile(f"{whole:.2f} seconds"))


# How sure must it be?


def test_the_choice_decides_the_same_recording_again(
    visit: Visit, choosy: str, model: Spread, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = []
    judge = Classifier.posteriors
    monkeypatch.setattr(
        Classifier, "posteriors", lambda self, source: judged.append(source) or judge(self, source)
    )
    label = model.less_sure.label
    visitor = visit(choosy)
    expect(_radio(visitor, "balanced")).to_be_checked()
    visitor.upload(model.less_sure.path)
    expect(visitor.word).to_have_text(NEITHER)
    expect(visitor.story).to_have_attribute("alt", re.compile(f"“{text.JUDGED}” is marked"))

    _radio(visitor, "eager").click()
    expect(visitor.word).to_have_text(label)
    expect(visitor.story).to_have_attribute("alt", re.compile(f"“{label}” is marked"))
    expect(visitor.page.get_by_text(_meaning(model, "eager"))).to_be_visible()
    expect(visitor.page.get_by_text(_meaning(model, "balanced"))).to_be_hidden()
    line = visitor.page.locator("#verdict .line").first
    eager = f"{100 * model.classifier.decision.eager:.1f}%"
    assert line.evaluate("line => line.style.left") == eager
    visitor.tab(text.LOOK_TAB).click()
    visitor.tab(text.IMAGE_PART).click()
    expect(visitor.page.locator("#facts")).to_contain_text(label)

    visitor.tab(text.LISTEN_TAB).click()
    _radio(visitor, "strict").click()
    expect(visitor.word).to_have_text(NEITHER)
    visitor.tab(text.LOOK_TAB).click()
    expect(visitor.page.locator("#facts")).to_contain_text(NEITHER)
    assert len(judged) == 1  # the network ran once
    assert visitor.errors == []


@pytest.mark.parametrize("tab", ["look", "explain", "break"])
def test_a_tab_that_is_opened_while_a_verdict_is_made_shows_that_verdict(
    tab: str, visit: Visit, choosy: str, model: Spread, monkeypatch: pytest.MonkeyPatch
) -> None:
    title, place = {
        "look": (text.LOOK_TAB, "#facts"),
        "explain": (text.EXPLAIN_TAB, "#explain h2 >> nth=0"),
        "break": (text.BREAK_TAB, "#break-verdict .word"),
    }[tab]
    decide, asked, go_on = Classifier.decide, Event(), Event()
    strict = model.classifier.decision.strict

    def slow(self: Classifier, posteriors: Any) -> Any:
        if self.threshold == strict and not go_on.is_set():
            asked.set()
            assert go_on.wait(60)
        return decide(self, posteriors)

    visitor = visit(choosy)
    visitor.choose(model.surer.name)
    expect(visitor.word).to_have_text(model.surer.label)
    monkeypatch.setattr(Classifier, "decide", slow)
    try:
        _radio(visitor, "strict").click()
        assert asked.wait(60)
        visitor.tab(title).click()
        if tab == "look":
            visitor.tab(text.IMAGE_PART).click()
        expect(visitor.page.locator(place)).to_contain_text(model.surer.label)
    finally:
        go_on.set()
    expect(visitor.page.locator(place)).to_contain_text(NEITHER)
    assert visitor.errors == []


def test_the_choice_stays_for_the_next_recording(visit: Visit, choosy: str, model: Spread) -> None:
    visitor = visit(choosy)
    _radio(visitor, "strict").click()  # before there is a recording
    expect(visitor.verdict).to_have_text(text.WAITING)
    visitor.choose(model.surer.name)
    expect(visitor.word).to_have_text(NEITHER)
    visitor.button("Clear").click()
    expect(visitor.verdict).to_have_text(text.WAITING)
    expect(_radio(visitor, "strict")).to_be_checked()
    visitor.choose(model.surer.name)
    expect(visitor.word).to_have_text(NEITHER)
    _radio(visitor, "balanced").click()
    expect(visitor.word).to_have_text(model.surer.label)
    assert visitor.errors == []


def test_the_choice_with_the_keyboard(visit: Visit, choosy: str, model: Spread) -> None:
    visitor = visit(choosy)
    visitor.choose(model.less_sure.name)
    expect(visitor.word).to_have_text(NEITHER)
    for _ in range(40):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("document.activeElement.type") == "radio":
            break
    expect(_radio(visitor, "balanced")).to_be_focused()
    bar = visitor.page.locator("#choice .bar")
    assert bar.evaluate("bar => getComputedStyle(bar).outlineStyle") == "solid"
    visitor.page.keyboard.press("ArrowRight")
    expect(_radio(visitor, "eager")).to_be_checked()
    expect(_radio(visitor, "eager")).to_be_focused()
    expect(visitor.word).to_have_text(model.less_sure.label)
    visitor.page.keyboard.press("ArrowLeft")
    expect(visitor.word).to_have_text(NEITHER)
    assert visitor.errors == []


def test_a_quick_change_of_mind_ends_with_the_last_choice(
    visit: Visit, choosy: str, model: Spread
) -> None:
    visitor = visit(choosy)
    visitor.button(model.less_sure.name).click()  # and not wait for the verdict
    for name in ("strict", "eager", "balanced", "strict", "eager"):
        _radio(visitor, name).click()
    expect(visitor.word).to_have_text(model.less_sure.label)
    mark = re.compile(f"“{model.less_sure.label}” is marked")
    expect(visitor.story).to_have_attribute("alt", mark)
    visitor.tab(text.LOOK_TAB).click()
    visitor.tab(text.IMAGE_PART).click()
    expect(visitor.page.locator("#facts")).to_contain_text(model.less_sure.label)
    visitor.tab(text.LISTEN_TAB).click()
    expect(visitor.word).to_have_text(model.less_sure.label)


# Look


def test_look(visitor: Visitor) -> None:
    visitor.choose(YES.name)
    visitor.tab(text.LOOK_TAB).click()
    visitor.tab(text.IMAGE_PART).click()
    names = ("waveform", "spectrogram", "mel", "mfcc")
    pictures = {name: visitor.page.locator(f"#{name} img") for name in names}
    for picture in pictures.values():
        expect(picture).to_be_visible()
        assert len(picture.get_attribute("alt") or "") > 40
    expect(visitor.page.locator("#mel")).to_contain_text("(40, 101)")
    expect(visitor.page.locator("#note")).to_contain_text("the network's own settings")

    def drawn() -> dict[str, str | None]:
        return {name: picture.get_attribute("src") for name, picture in pictures.items()}

    before = drawn()
    bands = visitor.page.get_by_role("spinbutton", name=re.compile("Mel bands"))
    bands.click()
    bands.press("Control+a")
    bands.press_sequentially("64", delay=300)  # on the way it reads 6, fewer than there can be
    expect(visitor.page.locator("#mel")).to_contain_text("(64, 101)")
    expect(visitor.page.locator("#note")).to_contain_text("differ from the network")
    after = drawn()
    assert after["waveform"] == before["waveform"]
    assert after["spectrogram"] == before["spectrogram"]
    assert after["mel"] != before["mel"]
    visitor.button(text.BACK_TO_NETWORK).click()
    expect(visitor.page.locator("#mel")).to_contain_text("(40, 101)")
    assert drawn()["mel"] == before["mel"]
    expect(visitor.page.get_by_test_id("toast-body")).to_have_count(0)


def test_the_recording_stays_between_the_tabs(visitor: Visitor) -> None:
    visitor.choose(BOTH.name)
    visitor.tab(text.LOOK_TAB).click()
    visitor.tab(text.IMAGE_PART).click()
    expect(visitor.page.locator("#mfcc img")).to_be_visible()
    visitor.tab(text.LISTEN_TAB).click()
    expect(visitor.word).to_have_text(BOTH.label)
    expect(visitor.button("Play")).to_be_visible()
    visitor.choose(OTHER.name)
    expect(visitor.word).to_have_text(OTHER.label)
    visitor.tab(text.LOOK_TAB).click()
    expect(visitor.page.locator("#facts")).to_contain_text(OTHER.label)


def test_the_lines_are_ready_to_copy(visitor: Visitor) -> None:
    visitor.choose(YES.name)
    visitor.tab(text.LOOK_TAB).click()
    visitor.tab(text.IMAGE_PART).click()
    visitor.page.get_by_role("button", name=text.CODE).nth(3).click()
    expect(visitor.page.get_by_text("torchaudio.transforms.MelSpectrogram(")).to_be_visible()
    expect(visitor.page.get_by_text(f"read_clip('{YES.file}'")).to_be_visible()


def test_look_without_a_recording_leads_back(visitor: Visitor) -> None:
    visitor.tab(text.LOOK_TAB).click()
    visitor.button(text.GO_TO_LISTEN).click()
    expect(visitor.button("Record")).to_be_visible()


# Microphones that do not work


def test_refused_microphone(playwright: Playwright, server: str) -> None:
    arguments = ["--deny-permission-prompts", "--use-fake-device-for-media-stream"]
    with browser(playwright, *arguments) as started:
        visitor = Visitor(started.new_page(), server)
        refused = visitor.page.locator(".microphone-refused")
        expect(refused).to_be_hidden()
        visitor.button("Record").click()
        expect(refused).to_be_visible()
        expect(refused).to_contain_text("allow the microphone")
        visitor.choose(YES.name)  # the rest of the page goes on working
        expect(visitor.word).to_have_text("yes")


def test_missing_microphone(visitor: Visitor) -> None:
    visitor.button("Record").click()
    expect(visitor.page.locator(".microphone-missing")).to_be_visible()
    visitor.errors.clear()  # Gradio reports the missing microphone there, and only there


def test_insecure_address(visitor: Visitor, visit: Visit) -> None:
    expect(visitor.page.locator(".no-secure-address")).to_be_hidden()
    far = visit(visitor.address.replace("127.0.0.1", INSECURE_HOST))
    expect(far.page.locator(".no-secure-address")).to_be_visible()
    far.choose(YES.name)
    expect(far.word).to_have_text("yes")


# Every screen, every pupil


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_the_recorders_controls_are_named_in_the_language(visit: Visit, language: str) -> None:
    """They are seen and read aloud; Gradio has some of them in English alone."""
    with text.speaking(language):
        controls = dict(text.CONTROLS)
        visitor = visit(locale=language)
        visitor.choose(text.EXAMPLE_NAMES["yes_low"])
        recorder = visitor.page.locator("#recorder")
        for english in ("Upload file", "Record audio", "Skip forward", "Reset audio"):
            expect(recorder.locator(f'[aria-label="{controls[english]}"]')).to_be_visible()
        speed = recorder.locator(f'[aria-label="{controls["Adjust playback speed"]}"]')
        speed.click()  # then Gradio gives it another name
        expect(speed).to_have_text("1.5x")
        expect(speed).to_be_visible()
        for english in controls:
            expect(recorder.locator(f'[aria-label^="{english}"]:visible')).to_have_count(0)


def test_a_long_title_and_its_arrow_on_a_phone(visit: Visit) -> None:
    title = visit(viewport=PHONE, locale="de-DE").page.locator("#lesson .label-wrap")
    expect(title).to_contain_text(LANGUAGES["de"].LESSON)
    said, arrow = title.locator("> *").all()
    assert said.bounding_box()["height"] > 1.5 * arrow.bounding_box()["height"]  # two lines
    assert title.evaluate("title => getComputedStyle(title).textAlign") == "left"
    end = said.bounding_box()["x"] + said.bounding_box()["width"]
    assert end < arrow.bounding_box()["x"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone(scheme: str, visit: Visit) -> None:
    visitor = visit(viewport=PHONE, color_scheme=scheme)
    assert visitor.overflow() <= 0
    choice = visitor.page.locator("#choice")
    expect(choice).to_be_visible()
    record, bar = visitor.button("Record"), choice.locator(".bar")
    assert record.bounding_box()["y"] < bar.bounding_box()["y"]  # the first thing to press
    assert record.bounding_box()["height"] > bar.bounding_box()["height"] >= 32  # for fingers
    assert len({label.bounding_box()["y"] for label in choice.locator("label").all()}) == 1
    visitor.choose(BOTH.name)
    assert visitor.overflow() <= 0
    width = visitor.story.bounding_box()["width"]
    assert width == int(visitor.story.get_attribute("width"))  # never scaled: text stays large
    visitor.tab(text.LOOK_TAB).click()
    visitor.tab(text.IMAGE_PART).click()
    expect(visitor.page.locator("#mfcc img")).to_be_visible()
    assert visitor.overflow() <= 0
    dark = visitor.page.evaluate("window.tellScreen().dark")
    assert dark == (scheme == "dark")
    assert visitor.errors == []


def test_keyboard_only(visitor: Visitor) -> None:
    def focus(name: str) -> None:
        """Press Tab until the button or tab of this name has the focus, and can be seen to."""
        for _ in range(40):
            visitor.page.keyboard.press("Tab")
            told = visitor.page.evaluate(
                """() => {
                    const focused = document.activeElement;
                    const name = focused.ariaLabel ?? focused.textContent.trim();
                    return [name, getComputedStyle(focused).outlineStyle];
                }"""
            )
            if told[0] == name:
                assert told[1] != "none", f"{name} does not show its focus"
                return
        pytest.fail(f"{name} cannot be reached with the Tab key")

    for name in (text.LISTEN_TAB, "Record", "Upload file", YES.name):
        focus(name)
    visitor.page.keyboard.press("Enter")
    expect(visitor.word).to_have_text("yes")
    visitor.page.keyboard.press("Home")
    visitor.tab(text.LISTEN_TAB).focus()
    focus(text.LOOK_TAB)
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#air img")).to_be_visible()
    focus(text.IMAGE_PART)
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#mel img")).to_be_visible()


def test_headings_and_language(visitor: Visitor) -> None:
    visitor.choose(YES.name)
    page = visitor.page
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.title() == text.TITLE
    visitor.tab(text.LOOK_TAB).click()
    visitor.tab(text.IMAGE_PART).click()
    expect(page.locator("#mfcc img")).to_be_visible()
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].map(heading => Number(heading.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.locator("#verdict [aria-live=polite]").count() == 1


def _radio(visitor: Visitor, name: str) -> Locator:
    """One of the buttons of "How sure must it be?"."""
    group = visitor.page.get_by_role("group", name=text.CHOICE)
    return group.get_by_role("radio", name=text.CHOICES[name])


def _meaning(model: Spread, name: str) -> str:
    return text.choice_meaning(name, getattr(model.classifier.decision, name))


def _uploads() -> set[str]:
    """Names of the visitors' files that are on the disk."""
    return {file.name for file in Path(get_upload_folder()).rglob("*") if file.is_file()}
