"""Firefox without a window, driven by WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/).

Playwright drives only builds of Firefox of its own. This one is Debian's package firefox-esr.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.page_helpers import skipped

PATIENCE = 60.0  # seconds for one answer
PREFERENCES = {
    "media.navigator.streams.fake": True,  # a microphone that plays a tone
    "media.navigator.permission.disabled": True,  # and asks nobody
    "media.cubeb.force_mock_context": True,  # without a sound card no clock of sound would run
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
}


def program() -> str:
    """The browser's program; without one the test is skipped, or fails where all is required."""
    named = os.environ.get("FIREFOX")
    found = named or shutil.which("firefox-esr") or shutil.which("firefox")
    if found:
        return found
    skipped("no Firefox: install Debian's package firefox-esr, or name the program in FIREFOX")


class Firefox:
    """One tab. `requests` are the addresses that it asked for, `errors` what it complained of."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket, self.numbers = socket, count(1)
        self.requests: list[str] = []
        self.errors: list[str] = []
        self._do("session.new", capabilities={})
        self._do("session.subscribe", events=["network.beforeRequestSent", "log.entryAdded"])
        self.tab = self._do("browsingContext.getTree")["contexts"][0]["context"]

    def goto(self, address: str) -> None:
        """Open a page, and wait until all of it is there."""
        self._do("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """The value of a script, or that of its promise; it must be one that JSON can write."""
        given = self._do(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})))()",
            target={"context": self.tab},
            awaitPromise=True,
            userActivation=True,
        )
        assert given["type"] == "success", given["exceptionDetails"]["text"]
        return json.loads(given["result"].get("value", "null"))

    def click(self, selector: str) -> None:
        """Press the mouse on the middle of an element, as a person would."""
        middle = self.evaluate(
            f"(box => [box.x + box.width / 2, box.y + box.height / 2].map(Math.round))"
            f"(document.querySelector({json.dumps(selector)}).getBoundingClientRect())"
        )
        where = dict(zip(("x", "y"), middle, strict=True))
        steps: list[dict[str, Any]] = [
            {"type": "pointerMove", **where},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        mouse = {"type": "pointer", "id": "mouse", "actions": steps}
        self._do("input.performActions", context=self.tab, actions=[mouse])

    def _do(self, method: str, **parameters: Any) -> Any:
        """Send a command, note the events that come before its answer, and give the answer."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            told = json.loads(self.socket.recv(PATIENCE))
            if told.get("id") == number:
                assert told["type"] == "success", told.get("message")
                return told["result"]
            self._note(told.get("method"), told.get("params", {}))

    def _note(self, event: str | None, about: dict[str, Any]) -> None:
        if event == "network.beforeRequestSent":
            self.requests.append(about["request"]["url"])
        elif event == "log.entryAdded" and about["level"] == "error":
            self.errors.append(about["text"])


@contextmanager
def firefox() -> Iterator[Firefox]:
    """The browser with a new profile; closed afterwards."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items()]
        Path(profile, "user.js").write_text("\n".join(lines))
        started = subprocess.Popen(
            [program(), "--headless", "--remote-debugging-port", "0", "--profile", profile],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            with connect(f"{_address(started)}/session", max_size=None, proxy=None) as socket:
                yield Firefox(socket)
        finally:
            started.terminate()
            started.communicate()


def _address(started: "subprocess.Popen[str]") -> str:
    """Where the browser listens, as it says itself."""
    assert started.stderr is not None
    for line in started.stderr:
        if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
            return found.group(1)
    raise AssertionError("Firefox ended before it listened")
