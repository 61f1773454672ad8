"""Teaching through the real page: from the first recording to a verdict by the taught model."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect

from core import Classifier
from core.teach.teach import THRESHOLDS
from demo import text
from demo.launch import launch_settings, parse
from demo.page import Page, build
from demo.text import needed
from demo.text.languages import ENGLISH, LANGUAGES
from tests.page_helpers import PHONE, WIDE, Visitor, browser
from tests.waiting import until

VOICES = Path("demo/examples/words")
SAID = {"hoch": "up", "halt": "stop"}  # what the class calls what is said
PATIENCE = 120_000  # ms: what is spoken takes its time, and a busy machine hears it late
# A microphone that says the word that the queue shows, each time by another voice
MICROPHONE = """
const sounds = SOUNDS, turns = {};
let context, microphone;
navigator.mediaDevices.getUserMedia = async () => {
  context = new AudioContext();
  microphone = context.createMediaStreamDestination();
  return microphone.stream;
};
window.speak = async (word) => {
  const turn = (turns[word] = (turns[word] ?? -1) + 1);
  const bytes = Uint8Array.from(atob(sounds[word][turn]), (letter) => letter.charCodeAt(0));
  const source = context.createBufferSource();
  source.buffer = await context.decodeAudioData(bytes.buffer);
  source.connect(microphone);
  source.start();
  return new Promise((resolve) => (source.onended = resolve));
};
new MutationObserver((changes) => {
  for (const { target, oldValue } of changes)
    if (target.dataset.state === "now" && oldValue !== "now")
      window.speak(document.querySelector("#teach .running .now").textContent);
}).observe(document, {
  subtree: true, attributes: true, attributeFilter: ["data-state"], attributeOldValue: true,
});
"""


@pytest.fixture(scope="module")
def page(classifier: Classifier, server: str) -> Iterator[tuple[Page, str]]:
    """A page of its own, after `server`, whose folder for uploads it shares; and its address."""
    app = build(classifier)
    _, address, _ = app.launch(prevent_thread_lock=True, quiet=True, **launch_settings(parse([])))
    try:
        yield app, address
    finally:
        app.close(verbose=False)


@pytest.fixture(scope="module")
def speaking(playwright: Playwright) -> Iterator[Browser]:
    """A browser whose sound needs no click."""
    with browser(playwright, "--autoplay-policy=no-user-gesture-required") as started:
        yield started


def voices(word: str, n: int = 8) -> list[str]:
    files = sorted((VOICES / SAID[word]).glob("*.ogg"))[:n]
    return [base64.b64encode(file.read_bytes()).decode() for file in files]


def with_voices(context: BrowserContext) -> BrowserContext:
    sounds = json.dumps({word: voices(word) for word in SAID})
    context.add_init_script(MICROPHONE.replace("SOUNDS", sounds))
    return context


def write_words(visitor: Visitor, words: ModuleType) -> None:
    """By keyboard: the tab, then one word after the other."""
    visitor.tab(words.TEACH_TAB).focus()
    visitor.page.keyboard.press("Enter")
    names = visitor.page.locator("#teach .rows .name")
    expect(visitor.page.locator("#teach h2").first).to_have_text(words.TEACH_TITLE)
    names.first.focus()
    for word in SAID:
        visitor.page.keyboard.type(word)
        visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#teach [data-act=record]")).to_be_focused()


def try_it(visitor: Visitor, record: str, stop: str) -> None:
    """On Listen, by the taught model."""
    visitor.page.locator("#teach [data-act=listen]").press("Enter")
    visitor.button(record).click()
    visitor.wait_until_recorded(1)
    visitor.page.evaluate("window.speak('halt')")
    visitor.button(stop).click()
    expect(visitor.word).to_have_text("halt")
    expect(visitor.page.locator("#verdict .scores th")).to_contain_text(list(SAID))
    expect(visitor.page.locator("#means-balanced")).to_contain_text(needed(THRESHOLDS["balanced"]))


def test_a_full_set_of_tries_by_keyboard_only(
    speaking: Browser, page: tuple[Page, str], tmp_path: Path
) -> None:
    _, address = page
    with with_voices(speaking.new_context(viewport=WIDE)) as context:
        visitor = Visitor(context.new_page(), address)
        teach = visitor.page.locator("#teach")
        write_words(visitor, ENGLISH)
        visitor.page.keyboard.press("Enter")
        expect(teach.locator("[data-act=train]")).to_be_focused(timeout=PATIENCE)
        expect(teach.locator(".rows .try")).to_have_count(10)
        visitor.page.keyboard.press("Enter")
        expect(teach.locator(".result h2").first).to_be_focused()
        expect(teach.locator(".map g[data-act]")).to_have_count(10)
        expect(visitor.page.locator("#model")).to_contain_text("“hoch”, “halt”")

        with visitor.page.expect_download() as started:
            teach.locator("[data-kind=zip]").click()
        started.value.save_as(tmp_path / "ours.zip")
        try_it(visitor, "Record", "Stop")
        visitor.page.locator("#model button").click()  # and the first model again
        expect(visitor.page.locator("#verdict .scores th")).to_contain_text(["yes", "no"])
        assert visitor.errors == []

        visitor.page.reload()
        visitor.tab(text.TEACH_TAB).click()
        teach.locator("[data-opens=model]").set_input_files(tmp_path / "ours.zip")
        expect(teach.locator(".rows .try")).to_have_count(10)
        expect(visitor.page.locator("#model")).to_contain_text("“hoch”, “halt”")


def test_held_buttons_on_a_phone_in_another_language_and_leaving_in_the_middle(
    speaking: Browser, page: tuple[Page, str]
) -> None:
    app, address = page
    options = {"viewport": PHONE, "color_scheme": "dark", "locale": "de-DE"}
    with with_voices(speaking.new_context(**options)) as context:
        visitor = Visitor(context.new_page(), address)
        teach = visitor.page.locator("#teach")
        write_words(visitor, LANGUAGES["de"])
        for count in range(1, 4):
            for row, word in enumerate(SAID):
                hold = teach.locator("[data-act=hold]").nth(row)
                hold.focus()
                visitor.page.keyboard.down(" ")
                expect(hold).to_have_class("held recording")
                visitor.page.evaluate(f"window.speak('{word}')")
                visitor.page.keyboard.up(" ")
                expect(teach.locator(".rows li").nth(row).locator(".try")).to_have_count(count)
        assert visitor.overflow() <= 0
        teach.locator("[data-act=train]").press("Enter")
        expect(teach.locator(".result h2").first).to_be_focused()
        assert visitor.overflow() <= 0
        try_it(visitor, "Aufnehmen", "Stopp")
        visitor.tab(LANGUAGES["de"].TEACH_TAB).click()
        expect(teach.locator(".rows .try")).to_have_count(6)  # it is still there

        teach.locator("[data-act=record]").click()
        expect(teach.locator(".running")).to_be_visible()
        session = next(one for one in app.sessions if one.own is not None)
        visitor.page.close()
        until(lambda: session.has_left)
        assert (session._kept, session.own) == ({}, None)
