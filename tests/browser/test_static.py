"""The page without a server, opened from the disk in a real browser."""

import base64
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from playwright.sync_api import Browser, Page, Playwright, expect

from core import Classifier, Clip, read_clip
from core.effects.registry import EFFECTS
from core.export.golden import golden_cases
from demo.static.build import PAGE
from demo.ui.examples import SOUNDS, sound
from tests.page_helpers import PHONE, WIDE, browser, microphone

ADDRESS = PAGE.as_uri()
CLASSIFY = """async ([bytes, rate, point]) => {
  const raw = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
  return window.yesNo.classify(new Float32Array(raw.buffer), rate, point);
}"""


class Stick:
    """The page, opened from a disk; what it asks for and complains of."""

    def __init__(self, page: Page) -> None:
        self.page, self.problems = page, []
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on(
            "request",
            lambda request: (
                self.problems.append(request.url) if request.url.startswith("http") else None
            ),
        )
        page.goto(ADDRESS)
        expect(page.locator("#record")).to_be_enabled()

    def classify(self, bytes_of_samples: str, rate: int, point: str) -> dict:
        """What the page makes of samples, as a program asks it."""
        return self.page.evaluate(CLASSIFY, [bytes_of_samples, rate, point])


@pytest.fixture
def stick(plain: Browser) -> Iterator[Stick]:
    with plain.new_context(viewport=WIDE, locale="en-GB") as context:
        stick = Stick(context.new_page())
        yield stick
        assert stick.problems == []


def clips() -> dict[str, Clip]:
    """The examples, and some of them changed so that every rule is asked."""
    found = {one.file: read_clip(one.path) for one in SOUNDS}
    word = read_clip(sound("yes_low.flac").path)
    rate = word.sample_rate
    first = int(0.42 * rate)
    found["at the start"] = Clip(word.samples[first:], rate)
    found["too loud"] = Clip(np.clip(8 * word.samples, -1, 1), rate)
    found["soft"] = Clip(word.samples * 0.004, rate)
    found["twice as many samples"] = Clip(np.repeat(word.samples, 2), 2 * rate)
    found["odd rate"] = Clip(word.samples, 15_997)
    for effect, amount in (("tone_before", 0.0), ("click_before", 0.0)):
        changed = EFFECTS[effect].apply(torch.from_numpy(word.samples), rate, amount)
        found[effect] = Clip(changed.numpy().clip(-1, 1), rate)
    return found


def test_it_passes_all_golden_cases(stick: Stick, classifier: Classifier) -> None:
    for case in golden_cases(classifier, clips())["cases"]:
        for point, expected in case["answers"].items():
            given = stick.classify(case["samples"], case["sample_rate"], point)
            for key in ("label", "advice"):
                assert given[key] == expected[key], (case["name"], point)
            assert [word["label"] for word in given["words"]] == [
                word["label"] for word in expected["words"]
            ], (case["name"], point)
            for key in ("start", "end", "seconds"):
                assert given[key] == pytest.approx(expected[key], abs=0.011), case["name"]
            assert given["scores"] == pytest.approx(expected["scores"], abs=0.01), case["name"]


def test_a_file_is_opened_and_explained(stick: Stick) -> None:
    page = stick.page
    page.locator("#file").set_input_files(sound("yes_then_no.flac").path)
    expect(page.locator("#verdict .word")).to_have_text("no")
    expect(page.locator("#verdict li")).to_have_count(2)
    expect(page.locator("#picture")).to_be_visible()
    assert "“yes” is marked from" in page.locator("#picture").get_attribute("aria-label")
    page.locator("#language").select_option("de")
    expect(page.locator("#record")).to_have_text("Aufnehmen")
    expect(page.locator("#verdict .lead")).to_have_text("Am sichersten habe ich gehört:")


def test_what_is_no_sound_is_said(stick: Stick, tmp_path: Path) -> None:
    file = tmp_path / "letter.wav"
    file.write_text("no sound at all")
    stick.page.locator("#file").set_input_files(file)
    expect(stick.page.locator("#verdict .sorry")).to_contain_text("letter.wav is not audio")


def test_a_word_is_recorded_and_heard(playwright: Playwright, tmp_path: Path) -> None:
    arguments = microphone(sound("no_high.flac").path, tmp_path)
    with browser(playwright, *arguments) as started, started.new_context(viewport=PHONE) as context:
        stick = Stick(context.new_page())
        stick.page.locator("#record").focus()
        stick.page.keyboard.press("Enter")
        expect(stick.page.locator("#clock")).to_contain_text("2.")
        stick.page.keyboard.press("Enter")
        expect(stick.page.locator("#verdict .word")).to_have_text("no")
        width = stick.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0
        assert stick.problems == []


def test_it_listens_live(playwright: Playwright, tmp_path: Path) -> None:
    arguments = microphone(sound("yes_then_no.flac").path, tmp_path)
    with browser(playwright, *arguments) as started, started.new_context(viewport=WIDE) as context:
        stick = Stick(context.new_page())
        stick.page.locator("#live").click()
        expect(stick.page.locator("#words li")).to_have_count(2)
        assert "no" in stick.page.locator("#words li").first.text_content()
        stick.page.locator("#live").click()
        expect(stick.page.locator("#live")).to_have_attribute("aria-pressed", "false")
        assert stick.problems == []


def test_the_samples_are_what_was_meant() -> None:
    clip = read_clip(sound("silence.flac").path)
    raw = base64.b64encode(clip.samples.astype("<f4").tobytes())
    assert np.frombuffer(base64.b64decode(raw), "<f4").tolist() == clip.samples.tolist()
