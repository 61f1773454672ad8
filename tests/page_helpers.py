"""Open the page in a real browser, with a microphone that plays a file."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import pytest
import soundfile
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect

INSECURE_HOST = "lan.example"  # a name that only the test's browser knows
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]

expect.set_options(timeout=20_000)  # ms: a machine with other work to do is no mistake of the page


def chromium() -> str:
    """The browser's program; without one the test is skipped, or fails where all is required."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if program:
        return program
    skipped("no Chromium: install Debian's package chromium, or name the program in CHROMIUM")


def skipped(reason: str) -> NoReturn:
    """Skip the test, or fail it where all is required."""
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def browser(playwright: Playwright, *arguments: str) -> Iterator[Browser]:
    """Chromium without a window, closed afterwards."""
    arguments = (*arguments, f"--host-resolver-rules=MAP {INSECURE_HOST} 127.0.0.1")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments = (*arguments, "--no-sandbox")  # which root is not allowed to have
    started = playwright.chromium.launch(executable_path=chromium(), args=list(arguments))
    try:
        yield started
    finally:
        started.close()


def microphone_arguments(sound: Path, folder: Path) -> list[str]:
    """Chromium's arguments for a microphone that plays the sound once."""
    wav = play(sound, folder)
    return [*MICROPHONE, f"--use-file-for-fake-audio-capture={wav}%noloop"]


def play(sound: Path, folder: Path) -> Path:
    """What such a microphone plays from its next recording on: the file in the folder."""
    samples, sample_rate = soundfile.read(sound)
    wav = folder / "microphone.wav"
    soundfile.write(wav, samples, sample_rate)
    return wav


class Contexts:
    """A browser's contexts, one for each kind of visitor: each loads the page's parts once."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._opened: dict[str, BrowserContext] = {}

    def new_page(self, **options: Any) -> Page:
        """A page of a visitor with these options of Playwright's contexts."""
        kind = repr(sorted(options.items()))
        if kind not in self._opened:
            self._opened[kind] = self._browser.new_context(**options)
        return self._opened[kind].new_page()


@dataclass
class Microphone:
    """A browser with a microphone."""

    contexts: Contexts
    folder: Path  # where the sound lies that it plays
    pages: list[Page] = field(default_factory=list)

    def hears(self, sound: Path) -> None:
        """Play this sound, once in each recording from now on."""
        play(sound, self.folder)

    def new_page(self, **options: Any) -> Page:
        """A page of a visitor who lets it be used."""
        self.pages.append(self.contexts.new_page(permissions=["microphone"], **options))
        return self.pages[-1]


@dataclass
class Visitor:
    """The page, open in a browser, and what a visitor does there."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)  # to other machines
    errors: list[str] = field(default_factory=list)  # in the browser's console

    def __post_init__(self) -> None:
        self.page.set_default_timeout(20_000)
        self.page.on("request", lambda request: self._note_request(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console",
            lambda message: self.errors.append(message.text) if message.type == "error" else None,
        )
        self.page.goto(self.address)
        expect(self.verdict).to_be_visible(timeout=20_000)

    def _note_request(self, url: str) -> None:
        at_home = urlsplit(url).hostname == urlsplit(self.address).hostname
        if not at_home and not url.startswith(("data:", "blob:")):
            self.requests.append(url)

    def button(self, name: str) -> Locator:
        """A button by its name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def tab(self, name: str) -> Locator:
        """A tab by its name."""
        return self.page.get_by_role("tab", name=name)

    @property
    def verdict(self) -> Locator:
        """The card with the answer."""
        return self.page.locator("#verdict .verdict")

    @property
    def word(self) -> Locator:
        """The answer itself."""
        return self.page.locator("#verdict .word")

    @property
    def story(self) -> Locator:
        """The picture under the verdict."""
        return self.page.locator("#story img")

    def record(self) -> None:
        """Record two seconds with the microphone, or a little more on a busy machine."""
        self.button("Record").click()
        self.wait_until_recorded(2)
        self.button("Stop").click()

    def wait_until_recorded(self, seconds: int) -> None:
        """Wait until the recorder's clock shows so many seconds: at most 9; or more."""
        later = re.compile(rf"0:(0[{seconds}-9]|[1-5]\d)")
        expect(self.page.locator("#recorder .duration")).to_have_text(later)

    def upload(self, file: Path) -> None:
        """Choose a file from the disk."""
        self.button("Upload file").click()
        self.page.locator("#recorder input[type=file]").set_input_files(file)

    def choose(self, example: str) -> None:
        """Click an example, and wait for its picture."""
        self.button(example).click()
        expect(self.story).to_be_visible()

    def seconds(self) -> float:
        """How long the sound in the picture is, as told to those who cannot see it."""
        length = re.search(r"([\d.]+) seconds", self.story.get_attribute("alt") or "")
        assert length, "the picture has no text"
        return float(length.group(1))

    def overflow(self) -> int:
        """By how many pixels the page is wider than the screen."""
        return self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


Visit = Callable[..., Visitor]  # address and options of the browser's context; see conftest.py
