"""Take the README's picture of the page: the Listen tab after an example was chosen.

    python -m scripts.take_screenshot

Needs Chromium, like the tests of the page.
"""

import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect, sync_playwright

from core import load
from demo.launch import launch_settings, parse
from demo.page import build
from demo.ui.examples import sound
from tests.page_helpers import Visitor, browser

PICTURE = Path(__file__).parent.parent / "demo" / "page.png"
WINDOW = {"width": 1120, "height": 900}


def main() -> int:
    """Write the picture."""
    app = build(load())
    _, address, _ = app.launch(prevent_thread_lock=True, quiet=True, **launch_settings(parse([])))
    with sync_playwright() as playwright, browser(playwright) as chromium:
        visitor = Visitor(chromium.new_page(viewport=WINDOW), address)
        visitor.choose(sound("yes_low.flac").name)
        expect(visitor.button("Play")).to_be_visible()
        visitor.page.wait_for_timeout(1_000)  # the recorder's own wave grows in slowly
        visitor.page.screenshot(path=PICTURE, full_page=True)
    app.close(verbose=False)
    with Image.open(PICTURE) as picture:  # 256 colours are enough, and a third of the size
        picture.convert("RGB").quantize(256).save(PICTURE, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
