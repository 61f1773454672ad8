"""The page without a server, in Chromium and in Firefox: it answers as the command line does."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright, expect

from core import Classifier, Clip, clip_from_array, read_clip
from core.config import OPERATING_POINTS
from core.data.dataset import list_recordings
from core.effects.registry import EFFECTS
from core.export.golden import golden_cases
from demo.static.build import PAGE
from demo.text.languages import LANGUAGES
from demo.ui.examples import SOUNDS, sound
from tests.firefox import Firefox, firefox
from tests.page_helpers import PHONE, browser, microphone_arguments, skipped
from tests.sounds import spoken
from tests.website import files_served

READY = """new Promise(done => {
    if (window.yesNo) done(true);
    else addEventListener("yesno-ready", () => done(true));
})"""
ASK = """(() => {{
    const bytes = Uint8Array.from(atob("{samples}"), letter => letter.charCodeAt(0));
    const samples = new Float32Array(bytes.buffer);
    return Promise.all({points}.map(point => yesNo.classify(samples, {sample_rate}, point)));
}})()"""
SCORES, SECONDS = 0.01, 0.002  # by how much an answer may differ
Evaluate = Callable[[str], Any]


@pytest.fixture(scope="module")
def website() -> Iterator[str]:
    """The page's address on a server of files."""
    with files_served(PAGE.parent) as address:
        yield f"{address}{PAGE.name}"


@pytest.fixture(scope="module")
def started_fox() -> Iterator[Firefox]:
    with firefox() as started:
        yield started


@pytest.fixture
def fox(started_fox: Firefox) -> Firefox:
    """The browser, with nothing noted of the tests before."""
    started_fox.requests.clear()
    started_fox.errors.clear()
    return started_fox


@pytest.fixture
def page(plain: Browser) -> Iterator[Page]:
    """The page from the disk, in Chromium; it must ask nobody for anything, and not complain."""
    with plain.new_context(viewport=PHONE) as context:
        yield from opened(context.new_page())


def opened(page: Page) -> Iterator[Page]:
    """The page from the disk, once it is ready."""
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(PAGE.as_uri())
    page.evaluate(READY)
    yield page
    assert elsewhere(requests, PAGE.as_uri()) == []
    assert errors == []


def elsewhere(requests: list[str], itself: str) -> list[str]:
    """The requests for something that is not in the page."""
    return [url for url in requests if url != itself and not url.startswith(("data:", "blob:"))]


@pytest.fixture(scope="module")
def cases(classifier: Classifier) -> list[dict[str, Any]]:
    """The examples, and some of them changed so that every rule is asked, with the answers."""
    clips: dict[str, Clip] = {one.file: read_clip(one.path) for one in SOUNDS}
    word = read_clip(sound("yes_low.flac").path)
    rate = word.sample_rate
    clips["at the start"] = Clip(word.samples[int(0.42 * rate) :], rate)
    clips["too loud"] = Clip(np.clip(8 * word.samples, -1, 1), rate)
    clips["soft"] = Clip(word.samples * 0.004, rate)
    clips["twice as many samples"] = Clip(np.repeat(word.samples, 2), 2 * rate)
    clips["odd rate"] = Clip(word.samples, 15_997)
    clips["another rate"] = clip_from_array(spoken(sample_rate=44_100), 44_100)
    clips["short"] = clip_from_array(spoken(0.05, 0.2, seconds=0.25), 16_000)
    for effect in ("tone_before", "click_before"):
        changed = EFFECTS[effect].apply(torch.from_numpy(word.samples), rate, 0.0)
        clips[effect] = Clip(changed.numpy().clip(-1, 1), rate)
    found: list[dict[str, Any]] = golden_cases(classifier, clips)["cases"]
    return found


def check(evaluate: Evaluate, case: dict[str, Any]) -> None:
    """Its answers to a sound at all operating points are the right ones."""
    points = list(OPERATING_POINTS)
    rate, samples = case["sample_rate"], case["samples"]
    answers = evaluate(ASK.format(samples=samples, sample_rate=rate, points=points))
    for point, answer in zip(points, answers, strict=True):
        right = case["answers"][point]
        assert_same(answer, right, f"{case['name']}, {point}")


def assert_same(answer: dict[str, Any], right: dict[str, Any], name: str) -> None:
    assert answer["label"] == right["label"], name
    assert answer["advice"] == right["advice"], name
    assert answer["seconds"] == right["seconds"], name
    assert len(answer["words"]) == len(right["words"]), name
    parts = zip([answer, *answer["words"]], [right, *right["words"]], strict=True)
    for given, expected in parts:
        assert given["label"] == expected["label"], name
        assert given["scores"] == pytest.approx(expected["scores"], abs=SCORES), name
        assert given["start"] == pytest.approx(expected["start"], abs=SECONDS), name
        assert given["end"] == pytest.approx(expected["end"], abs=SECONDS), name


def test_the_golden_cases_in_chromium(page: Page, cases: list[dict[str, Any]]) -> None:
    for case in cases:
        check(page.evaluate, case)


def test_the_golden_cases_in_firefox(fox: Firefox, cases: list[dict[str, Any]]) -> None:
    fox.goto(PAGE.as_uri())
    fox.evaluate(READY)
    for case in cases:
        check(fox.evaluate, case)
    assert elsewhere(fox.requests, PAGE.as_uri()) == []
    assert fox.errors == []


def test_real_recordings(page: Page, classifier: Classifier) -> None:
    folder = os.environ.get("SPEECH_COMMANDS")
    if not folder:
        skipped("SPEECH_COMMANDS does not name the folder of the Speech Commands dataset")
    chosen = list_recordings(Path(folder), "validation")[::200]
    clips = {f"{one.word}/{one.path.name}": read_clip(one.path) for one in chosen}
    assert len(clips) >= 5
    for case in golden_cases(classifier, clips)["cases"]:
        check(page.evaluate, case)


def test_chromium_asks_a_server_of_files_for_the_page_alone(
    plain: Browser, website: str, classifier: Classifier
) -> None:
    with plain.new_context() as context:
        page, requests = context.new_page(), []
        page.on("request", lambda asked: requests.append(asked.url))
        from_server(page, requests, website, classifier)


def test_firefox_asks_a_server_of_files_for_the_page_alone(
    fox: Firefox, website: str, classifier: Classifier
) -> None:
    from_server(fox, fox.requests, website, classifier)


def from_server(
    tab: Page | Firefox, requests: list[str], website: str, classifier: Classifier
) -> None:
    """Open it from there; it answers, and nothing else was asked for."""
    tab.goto(website)
    tab.evaluate(READY)
    clip = read_clip(sound("no_high.flac").path)
    (case,) = golden_cases(classifier, {"no": clip})["cases"]
    check(tab.evaluate, case)
    assert requests.count(website) == 1
    assert elsewhere(requests, website) == []


def test_firefox_records(fox: Firefox) -> None:
    """A tone from its microphone, from the disk."""
    fox.goto(PAGE.as_uri())
    fox.evaluate(READY)
    fox.click("#record")
    fox.evaluate(until("parseFloat(document.querySelector('#clock').textContent) >= 1"))
    fox.click("#record")
    word = "document.querySelector('#verdict .word')?.textContent"
    fox.evaluate(until(word))
    assert fox.evaluate(word) == LANGUAGES["en"].NEITHER
    assert fox.errors == []


def until(condition: str) -> str:
    """A script that ends once the condition holds."""
    look = f"{condition} ? done(true) : requestAnimationFrame(look)"
    return f"new Promise(done => {{ const look = () => {look}; look(); }})"


def test_a_file_is_opened_and_explained_in_all_languages(page: Page) -> None:
    page.locator("#file").set_input_files(sound("yes_then_no.flac").path)
    expect(page.locator("#verdict .word")).to_have_text("no")
    expect(page.locator("#verdict li")).to_have_count(2)
    expect(page.locator("#picture")).to_be_visible()
    assert "“yes” is marked from" in page.locator("#picture").get_attribute("aria-label")
    for language, words in LANGUAGES.items():
        page.locator("#language").select_option(language)
        expect(page.locator("h1")).to_have_text(words.TITLE)
        expect(page.locator("#record")).to_have_text(words.STATIC_RECORD)
        expect(page.locator("#verdict .lead")).to_have_text(words.HEARD_SURELY)


def test_what_is_no_sound_is_said(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "letter.wav"
    file.write_text("Dear computer")
    page.locator("#file").set_input_files(file)
    expect(page.locator("#verdict .sorry")).to_contain_text("letter.wav is not audio")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_word_is_recorded_by_keyboard(
    scheme: str, playwright: Playwright, tmp_path: Path
) -> None:
    said = sound("yes_high.flac")
    with browser(playwright, *microphone_arguments(said.path, tmp_path)) as started:
        context = started.new_context(viewport=PHONE, locale="de-AT", color_scheme=scheme)
        for page in opened(context.new_page()):
            assert serious(page) == []
            page.get_by_role("button", name=LANGUAGES["de"].STATIC_RECORD).press("Enter")
            expect(page.locator("#clock")).to_have_text(re.compile("^2"))
            page.get_by_role("button", name=LANGUAGES["de"].STATIC_STOP).press("Enter")
            expect(page.locator("#verdict .word")).to_have_text("yes")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert serious(page) == []


def serious(page: Page) -> list[str]:
    """What axe-core finds to be in the way of somebody."""
    found = Axe().run(page).response["violations"]
    return [each["id"] for each in found if each["impact"] in ("serious", "critical")]


def test_it_listens_without_a_button(playwright: Playwright, tmp_path: Path) -> None:
    said = sound("yes_then_no.flac")
    with browser(playwright, *microphone_arguments(said.path, tmp_path)) as started:
        for page in opened(started.new_context(viewport=PHONE).new_page()):
            live = page.locator("#live")
            live.click()
            expect(page.locator("#words li")).to_have_count(2)
            first, second = page.locator("#words li").all_inner_texts()
            assert (second.split()[0], first.split()[0]) == ("yes", "no")  # the newest stands first
            live.click()
            expect(live).to_have_attribute("aria-pressed", "false")
