"""Limits of the page, for a class of thirty on two processor cores."""

from typing import Any

MAX_FILE_SIZE = 30 * 2**20  # bytes; holds a minute of uncompressed stereo at 48 kHz, 32 bits
MAX_WAITING = 90  # events in the queue
MOST_SESSIONS = 500  # that are kept, by Gradio and by us; a program's request is one, too
OPERATING_POINT = "balanced"  # until the visitor or the program chooses another
FORGET_SECONDS = (600, 3600)  # every ten minutes, delete files older than an hour

# Several events share these names, and with them the limit.
CLASSIFY: dict[str, Any] = {"concurrency_id": "classify", "concurrency_limit": 2}
# One at a time: matplotlib shares its fonts between threads without a lock.
DRAW: dict[str, Any] = {"concurrency_id": "draw", "concurrency_limit": 1}
# They wait for their turns in demo/turns.py, so that many may be asked for at once.
SLOW: dict[str, Any] = {"concurrency_id": "slow", "concurrency_limit": 24}
# For events of the page itself: not in the API, and no spinner over what may still be read. Naming
# no place for one spares the browser copying every output's state each time an event gets on.
QUIET: dict[str, Any] = {
    "api_visibility": "private",
    "show_progress": "hidden",
    "show_progress_on": [],
}

TELL_SCREEN = "(...values) => [window.tellScreen(), ...values.slice(1)]"  # page.js
# Screen readers read the element again whenever it changes.
READ_ALOUD = "element.setAttribute('aria-live', 'polite')"
