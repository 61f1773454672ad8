"""How fast the page is, in a real browser on this machine.

    python -m tests.page_speed [--times 10] [--searching 4]

Times `python app.py` until the page answers. Then visitors come one after the other, each with a
recording of their own from a microphone that plays an example: they press Stop, open every tab and
move controls there. A time ends when the browser shows what was asked for.

With `--searching N` only the time from Stop to the verdict is measured, while N other visitors
search for the weakest spots of their recordings, again and again.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from demo import text
from demo.ui.examples import SOUNDS
from tests.page_helpers import WIDE, Visitor, browser, microphone_arguments

APP = Path(__file__).parent.parent / "app.py"
SETTLED = 1_000  # ms after which nothing that went before still works

# From the visitor's act until an element is there, or is another than it was.
WATCH = """([selector, attribute]) => {
    const value = () => {
        const element = document.querySelector(selector);
        if (!element || !element.checkVisibility()) return null;
        return attribute ? element.getAttribute(attribute) : element.textContent;
    };
    const before = value();
    let start = 0;
    for (const act of ["click", "input"])
        document.addEventListener(act, () => start ||= performance.now(), {capture: true});
    const patience = performance.now() + 20000;
    window.seen = new Promise((resolve, reject) => {
        const look = () => {
            const now = value();
            if (start && now && now !== before) resolve((performance.now() - start) / 1000);
            else if (performance.now() > patience) reject(Error(`${selector} stays as it was`));
            else requestAnimationFrame(look);
        };
        look();
    });
}"""


@dataclass(frozen=True)
class Figure:
    """One time: what the visitor does, and what shows that it is done."""

    name: str
    seen: str  # CSS selector of what appears or changes
    act: Callable[[Visitor, int], None]  # the second: which visitor it is
    attribute: str | None = "src"  # that changes; None: its text
    at_most: float | None = None  # seconds wished for


def slider(name: str, *values: float) -> Callable[[Visitor, int], None]:
    """Move a slider, for each visitor to another of the values."""

    def move(visitor: Visitor, visit: int) -> None:
        found = visitor.page.get_by_role("slider", name=name)
        found.fill(f"{values[visit % len(values)]:g}")

    return move


def radio(question: str, answer: str) -> Callable[[Visitor, int], None]:
    """Choose a button of a bar."""
    return lambda visitor, visit: (
        visitor.page.get_by_role("group", name=question)
        .get_by_role("radio", name=answer, exact=True)
        .click()
    )


def tab(name: str) -> Callable[[Visitor, int], None]:
    """Open a tab."""
    return lambda visitor, visit: visitor.tab(name).click()


def press(name: str) -> Callable[[Visitor, int], None]:
    """Press a button."""
    return lambda visitor, visit: visitor.button(name).click()


PICTURE, BROKEN, WHY = 0.4, 0.25, 1.5  # seconds at most: a picture, a verdict, an explanation
FIGURES = (
    Figure("air: open", "#air img", tab(text.LOOK_TAB)),
    Figure("air: bits", "#air img", slider(text.AIR_BITS, 5, 4, 3, 6), at_most=PICTURE),
    Figure("air: sample rate", "#air img", radio(text.AIR_RATE, "4,000"), at_most=PICTURE),
    Figure("air: zoom", "#air img", slider(text.AIR_ZOOM, 6, 7, 8, 9), at_most=PICTURE),
    Figure("image: open", "#mfcc img", tab(text.IMAGE_PART)),
    Figure("image: window", "#mfcc img", slider(text.WINDOW, 20, 40), at_most=PICTURE),
    Figure("image: step", "#mfcc img", slider(text.HOP, 8, 12), at_most=PICTURE),
    Figure("image: bands", "#mfcc img", slider(text.MELS, 30, 50), at_most=PICTURE),
    Figure("explain: open", "#explain-why img", tab(text.EXPLAIN_TAB), at_most=WHY),
    Figure(
        "explain: occlusion",
        "#explain-why img",
        radio(text.EXPLAIN_METHOD, text.EXPLAIN_METHODS["occlusion"]),
        at_most=WHY,
    ),
    Figure(
        "explain: share",
        "#explain-only img",
        slider(text.EXPLAIN_SHARE, 25, 30, 35),
        at_most=PICTURE,
    ),
    Figure(
        "explain: muted", "#explain-muted img", slider(text.EXPLAIN_TO, 0.5, 0.6), at_most=PICTURE
    ),
    Figure("break: open", "#break-picture img", tab(text.BREAK_TAB)),
    Figure(
        "break: noise, verdict",
        "#break-sound audio",
        slider(text.BREAK_LEVEL, -10, -5, 0, 5),
        at_most=BROKEN,
    ),
    Figure(
        "break: speed, picture",
        "#break-picture img",
        slider(text.BREAK_SPEED, 0.9, 1.1),
        at_most=PICTURE,
    ),
    Figure(
        "break: echo, verdict",
        "#break-sound audio",
        slider(text.BREAK_ECHO, 0.4, 0.6),
        at_most=BROKEN,
    ),
    Figure("break: every level", "#break-chart img", press(text.BREAK_CHART_TRY)),
    Figure(
        "break: MP3, verdict", "#break-sound audio", slider(text.BREAK_MP3, 32, 16), at_most=BROKEN
    ),
    Figure("break: weakest spot", "#break-found strong", press(text.BREAK_FIND), attribute=None),
    Figure("report card: open", ".report img", tab(text.REPORT_TAB)),
)


@contextmanager
def app(checkpoint: Path | None) -> Iterator[tuple[str, float]]:
    """A running page: its address, and the seconds until it answered."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    command = [sys.executable, str(APP), "--port", str(port)]
    if checkpoint:
        command += ["--checkpoint", str(checkpoint)]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            while process.poll() is None:
                try:
                    urllib.request.urlopen(address).close()
                    break
                except OSError:
                    time.sleep(0.05)
            yield address, time.perf_counter() - start
        finally:
            process.terminate()


def times_of(visitor: Visitor, visit: int) -> dict[str, float]:
    """Seconds of everything that one visitor does."""
    page = visitor.page
    visitor.button("Record").click()
    visitor.wait_until_recorded(2)
    start = time.perf_counter()
    visitor.button("Stop").click()
    visitor.word.wait_for()
    seconds = {"Stop to verdict": time.perf_counter() - start}
    visitor.story.wait_for()
    seconds["Stop to picture"] = time.perf_counter() - start
    for figure in FIGURES:
        page.wait_for_timeout(SETTLED)
        page.evaluate(WATCH, [figure.seen, figure.attribute])
        figure.act(visitor, visit)
        seconds[figure.name] = page.evaluate("window.seen")
    return seconds


def measure(times: int, checkpoint: Path | None) -> dict[str, list[float]]:
    """Every time of every visitor, in seconds."""
    seconds: dict[str, list[float]] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        app(checkpoint) as (address, started),
        sync_playwright() as playwright,
        browser(playwright, *microphone_arguments(SOUNDS[0].path, Path(folder))) as chromium,
    ):
        seconds["app.py to answer"] = [started]
        for visit in range(times):
            with chromium.new_context(viewport=WIDE, permissions=["microphone"]) as context:
                visitor = Visitor(context.new_page(), address)
                for name, value in times_of(visitor, visit).items():
                    seconds.setdefault(name, []).append(value)
    return seconds


# Press a button again as soon as its search has ended.
SEARCH = """(name) => {
    const button = [...document.querySelectorAll("button")].find((one) => one.innerText === name);
    const search = () => {
        button.click();
        const found = document.querySelector("#break-found");
        const watch = new MutationObserver(() => {
            if (!found.querySelector("strong")) return;
            window.searches = (window.searches || 0) + 1;
            watch.disconnect();
            setTimeout(search);
        });
        watch.observe(found, {childList: true, subtree: true});
    };
    search();
}"""


def measure_while_searching(
    times: int, searching: int, checkpoint: Path | None
) -> tuple[list[float], int]:
    """Seconds from Stop to the verdict beside visitors who search, and their finished searches."""
    seconds = []
    with (
        tempfile.TemporaryDirectory() as folder,
        app(checkpoint) as (address, _),
        sync_playwright() as playwright,
        browser(playwright, *microphone_arguments(SOUNDS[0].path, Path(folder))) as chromium,
    ):
        searchers = []
        for number in range(searching):
            visitor = Visitor(chromium.new_context(viewport=WIDE).new_page(), address)
            visitor.choose(SOUNDS[number % 4].name)  # each a word
            visitor.tab(text.BREAK_TAB).click()
            visitor.page.locator("#break-picture img").wait_for()
            searchers.append(visitor.page)
        for page in searchers:
            page.evaluate(SEARCH, text.BREAK_FIND)
        for _ in range(times):
            with chromium.new_context(viewport=WIDE, permissions=["microphone"]) as context:
                visitor = Visitor(context.new_page(), address)
                visitor.button("Record").click()
                visitor.wait_until_recorded(2)
                start = time.perf_counter()
                visitor.button("Stop").click()
                visitor.word.wait_for()
                seconds.append(time.perf_counter() - start)
        return seconds, sum(page.evaluate("window.searches || 0") for page in searchers)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.page_speed", description=__doc__)
    parser.add_argument("--times", type=int, default=10, help="visitors (default: 10)")
    parser.add_argument("--checkpoint", type=Path, help="another model than the shipped one")
    parser.add_argument("--searching", type=int, help="only the verdict, beside so many searches")
    options = parser.parse_args()
    if options.searching:
        seconds, searches = measure_while_searching(
            options.times, options.searching, options.checkpoint
        )
        print(f"Stop to verdict, median: {statistics.median(seconds):.2f} s (at most 0.50 wished)")
        print(f"slowest: {max(seconds):.2f} s; {searches} searches were finished meanwhile")
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        return 0
    wished = {figure.name: figure.at_most for figure in FIGURES}
    print(f"{'seconds':<24}{'median':>8}{'slowest':>9}{'at most':>9}")
    for name, values in measure(options.times, options.checkpoint).items():
        at_most = f"{wished[name]:9.2f}" if wished.get(name) else ""
        print(f"{name:<24}{statistics.median(values):8.2f}{max(values):9.2f}{at_most}")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return 0


if __name__ == "__main__":
    sys.exit(main())
