"""Live in a real browser: spoken words move the game, and a place is free as soon as one leaves."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from playwright.sync_api import expect

from core import Classifier
from demo import text
from demo.launch import launch_settings, parse
from demo.page import Page, build
from demo.tabs.live.game import animals
from demo.ui.examples import sound
from tests.page_helpers import PHONE, WIDE, Microphone, Visit, Visitor
from tests.waiting import until

PATIENCE = 120_000  # ms: what is spoken takes its time, and a busy machine hears it late


@pytest.fixture(scope="module")
def page(classifier: Classifier, server: str) -> Iterator[tuple[Page, str]]:
    """A page of its own, after `server`, whose folder for uploads it shares; and its address."""
    app = build(classifier)
    settings = launch_settings(parse([]))
    _, address, _ = app.launch(prevent_thread_lock=True, quiet=True, **settings)
    try:
        yield app, address
    finally:
        app.close(verbose=False)


def speak(microphone: Microphone, folder: Path, *names: str) -> None:
    """Let it hear examples one after the other, with pauses."""
    parts = [np.zeros(24_000)]
    for name in names:
        samples, rate = soundfile.read(sound(name).path)
        assert rate == 16_000
        parts += [samples, np.zeros(24_000)]
    soundfile.write(folder / "talk.wav", np.concatenate(parts), 16_000)
    microphone.hears(folder / "talk.wav")


def begin(visitor: Visitor) -> None:
    visitor.tab(text.LIVE_TAB).click()
    visitor.button(text.LIVE_START).click()
    expect(visitor.page.locator("#live .asks")).to_be_visible(timeout=PATIENCE)


def asks(*answers: str) -> str:
    """What the computer asks after these answers."""
    node = animals()
    for answer in answers:
        node = node[answer]
    return node["question"]["en"]


def test_the_game_is_played_by_voice(
    microphone: Microphone, page: tuple[Page, str], tmp_path: Path
) -> None:
    app, address = page
    talk = ("yes_low.flac", "no_low.flac", "yes_high.flac", "seven.flac")
    speak(microphone, tmp_path, *talk)
    visitor = Visitor(microphone.new_page(viewport=WIDE), address)
    begin(visitor)
    assert len(app.places) == 1
    words = visitor.page.locator("#live .words li strong")
    expect(words).to_have_text(["yes", "no", "yes"], timeout=PATIENCE)  # the newest first
    expect(visitor.page.locator("#live .asks")).to_have_text(asks("no", "yes"))
    steps = visitor.page.locator("#live .ways b")
    expect(steps.nth(2)).to_have_text(text.LIVE_ACTIONS["repeat"], timeout=PATIENCE)
    expect(steps.nth(1)).to_have_text(text.LIVE_INTENTS["not_understood"])
    expect(words).to_have_count(3)

    visitor.page.locator("#live [data-act=explain]").nth(1).click()
    expect(visitor.page.locator("#explain-why img")).to_be_visible()
    visitor.tab(text.LOOK_TAB).click()
    expect(visitor.page.locator("#parts img").first).to_be_visible()
    visitor.tab(text.LIVE_TAB).click()
    visitor.button(text.LIVE_STOP).click()
    expect(visitor.button(text.LIVE_START)).to_be_visible()
    until(lambda: len(app.places) == 0)
    assert visitor.requests == []
    assert visitor.errors == []


def test_leaving_in_the_middle_frees_the_place(
    microphone: Microphone, page: tuple[Page, str], tmp_path: Path
) -> None:
    app, address = page
    speak(microphone, tmp_path, "yes_low.flac")
    visitor = Visitor(microphone.new_page(viewport=PHONE), address)
    begin(visitor)
    expect(visitor.page.locator("#live .words li")).to_have_count(1, timeout=PATIENCE)
    assert visitor.overflow() <= 0
    assert len(app.places) == 1
    visitor.page.close()
    until(lambda: len(app.places) == 0)


def test_the_page_says_that_it_is_full(
    visit: Visit, page: tuple[Page, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app, address = page
    monkeypatch.setattr(app.places, "most", 0)
    visitor = visit(address)
    visitor.tab(text.LIVE_TAB).click()
    visitor.button(text.LIVE_START).click()
    expect(visitor.page.locator(".live-full")).to_be_visible()
    expect(visitor.button(text.LIVE_START)).to_be_visible()
    visitor.page.close()


def test_without_a_microphone_it_is_played_by_keyboard_and_learns(
    visit: Visit, page: tuple[Page, str]
) -> None:
    app, address = page
    visitor = visit(address)
    begin(visitor)
    asked = visitor.page.locator("#live .asks")
    for name, then in (
        ("yes", asks()),
        ("no", asks("no")),
        ("yes", asks("no", "yes")),
        ("yes", asks("no", "yes", "yes")),
        ("yes", text.LIVE_IS_IT.format(animal="an owl")),
        ("no", text.LIVE_STAGES["lost"][1]),
    ):
        visitor.button(name).press("Enter")
        expect(asked).to_have_text(then)
    visitor.page.locator("#live input[name=animal]").fill("<b>a bat</b>")
    visitor.page.locator("#live input[name=question]").fill("Does it hang upside down?")
    visitor.page.locator("#live input[name=question]").press("Enter")
    expect(visitor.page.locator("#live .lead")).to_have_text(text.LIVE_STAGES["learned"][0])
    for name in ("yes", "no", "yes", "yes", "yes"):
        before = asked.inner_text()
        visitor.button(name).press("Enter")
        expect(asked).not_to_have_text(before)
    expect(asked).to_have_text("Does it hang upside down?")
    visitor.button("yes").press("Enter")
    expect(asked).to_have_text(text.LIVE_IS_IT.format(animal="<b>a bat</b>"))
    visitor.page.close()
    until(lambda: len(app.places) == 0)
