"""How fast the page is, in a real browser on this machine.

    python -m tests.page_speed [--times 10]

Times `python app.py` until the page answers, and from pressing Stop until the verdict and until
the picture are on the page; in a wide window, with a microphone that plays an example.
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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from demo import text
from demo.sounds import SOUNDS
from tests.page_helpers import WIDE, Visitor, browser, microphone

APP = Path(__file__).parent.parent / "app.py"


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


def speak(visitor: Visitor) -> dict[str, float]:
    """Seconds from pressing Stop to the verdict, to the picture; and to the picture of Look."""
    visitor.button("Record").click()
    expect(visitor.page.locator("#recorder .duration")).to_have_text("0:02")
    start = time.perf_counter()
    visitor.button("Stop").click()
    visitor.word.wait_for()
    verdict = time.perf_counter() - start
    visitor.story.wait_for()
    picture = time.perf_counter() - start
    start = time.perf_counter()
    visitor.tab(text.LOOK_TAB).click()
    visitor.page.locator("#air img").wait_for()
    look = time.perf_counter() - start
    return {"stop_to_verdict": verdict, "stop_to_picture": picture, "open_look": look}


def measure(times: int, checkpoint: Path | None) -> dict[str, dict[str, float]]:
    """Median and slowest of every time, in seconds."""
    runs = []
    with (
        tempfile.TemporaryDirectory() as folder,
        app(checkpoint) as (address, started),
        sync_playwright() as playwright,
        browser(playwright, *microphone(SOUNDS[0].path, Path(folder))) as chromium,
    ):
        for _ in range(times):
            with chromium.new_context(viewport=WIDE, permissions=["microphone"]) as context:
                runs.append(speak(Visitor(context.new_page(), address)))
    figures = {"start_to_answer": {"median": started, "slowest": started}}
    for name in runs[0]:
        values = [run[name] for run in runs]
        figures[name] = {"median": statistics.median(values), "slowest": max(values)}
    return figures


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.page_speed", description=__doc__)
    parser.add_argument("--times", type=int, default=10, help="recordings (default: 10)")
    parser.add_argument("--checkpoint", type=Path, help="another model than the shipped one")
    options = parser.parse_args()
    figures = measure(options.times, options.checkpoint)
    print(f"{'seconds':<18}{'median':>8}{'slowest':>9}")
    for name, values in figures.items():
        print(f"{name:<18}{values['median']:8.2f}{values['slowest']:9.2f}")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return 0


if __name__ == "__main__":
    sys.exit(main())
