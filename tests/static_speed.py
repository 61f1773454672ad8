"""How fast the page without a server is, in Chromium and in Firefox on this machine.

    python -m tests.static_speed [--times 10]

Opens the file from the disk until it is ready. Then it records two seconds, of a word in Chromium
and of a tone in Firefox, and measures from the press of Stop until the verdict stands there.
"""

import argparse
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from demo.static.build import PAGE
from demo.ui.examples import sound
from tests.firefox import Firefox, firefox
from tests.page_helpers import browser, microphone_arguments

READY = """new Promise(done => {
    const now = () => done(performance.now());
    if (window.yesNo) now();
    else addEventListener("yesno-ready", now);
})"""
RECORDED = """new Promise(done => {
    const seconds = () => parseFloat(document.querySelector("#clock").textContent);
    const look = () => seconds() >= 2 ? done(true) : requestAnimationFrame(look);
    look();
})"""
# From the press of a button to the frame in which a verdict is seen
WATCH = """(() => {
    let start = 0;
    addEventListener("click", () => start ||= performance.now(), {capture: true});
    window.seen = new Promise(done => {
        new MutationObserver(() => {
            if (!document.querySelector("#verdict .word")) return;
            requestAnimationFrame(() => done(performance.now() - start));
        }).observe(document.querySelector("#verdict"), {childList: true});
    });
})()"""
WISHED = {"ready": 1_500, "verdict": 50}  # milliseconds


def visit(tab: Page | Firefox) -> dict[str, float]:
    """What was measured, in milliseconds."""
    tab.goto(PAGE.as_uri())
    ready = tab.evaluate(READY)
    tab.click("#record")
    tab.evaluate(RECORDED)
    tab.evaluate(WATCH)
    tab.click("#record")
    return {"ready": ready, "verdict": tab.evaluate("window.seen")}


def in_chromium(times: int) -> list[dict[str, float]]:
    """What visitors with a new browser each measured."""
    found = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        heard = microphone_arguments(sound("yes_high.flac").path, Path(folder))
        for _ in range(times):
            with browser(playwright, *heard) as started:
                found.append(visit(started.new_page()))
    return found


def in_firefox(times: int) -> list[dict[str, float]]:
    """The same."""
    found = []
    for _ in range(times):
        with firefox() as tab:
            found.append(visit(tab))
    return found


def main() -> None:
    """Measure, and print a line each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=10, help="how often each (default: 10)")
    times = parser.parse_args().times
    browsers: dict[str, Callable[[int], list[dict[str, float]]]] = {
        "Chromium": in_chromium,
        "Firefox": in_firefox,
    }
    for name, visits in browsers.items():
        measured = visits(times)
        for what, wished in WISHED.items():
            values = sorted(each[what] for each in measured)
            print(
                f"{name:10}{what:10}{statistics.median(values):8.0f} ms, "
                f"slowest {values[-1]:.0f} ms (wished: {wished} ms)",
                flush=True,
            )


if __name__ == "__main__":
    main()
