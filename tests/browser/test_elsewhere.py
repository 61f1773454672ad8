"""The page inside another page, and behind a proxy that has it under a path."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Playwright, expect

from core import Classifier
from demo.ui.examples import sound
from tests.operating_points import served
from tests.page_helpers import MICROPHONE, WIDE, Visitor, browser

YES = sound("yes_low.flac")
PATH = "/yes-no"


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """A small server of our own; its address, without a / at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def test_a_frame_that_gets_no_microphone(playwright: Playwright, server: str) -> None:
    class Around(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<iframe src="{server}" width="1200" height="900">'.encode())

        def log_message(self, *about: object) -> None:
            """Nothing."""

    with serving(Around) as around, browser(playwright, *MICROPHONE) as started:
        context = started.new_context(viewport=WIDE, permissions=["microphone"])
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(around)
        inside = page.frame_locator("iframe")
        inside.get_by_role("button", name="Record", exact=True).click()
        expect(inside.locator(".microphone-framed")).to_be_visible()
        expect(inside.locator(".microphone-refused")).to_be_hidden()
        with context.expect_page() as opened:
            inside.locator(".microphone-framed a").click()
        alone = opened.value
        assert alone.url == server
        alone.get_by_role("button", name="Record", exact=True).click()
        expect(alone.get_by_role("button", name="Stop", exact=True)).to_be_visible()
        expect(alone.locator(".microphone-framed")).to_be_hidden()


def test_behind_a_proxy_with_a_path(plain: Browser, classifier: Classifier) -> None:
    beside: list[str] = []
    with (
        served(classifier, "--root-path", PATH) as address,
        serving(_proxy(address, beside)) as proxy,
        plain.new_context(viewport=WIDE) as context,
    ):
        visitor = Visitor(context.new_page(), f"{proxy}{PATH}/")
        visitor.choose(YES.name)
        expect(visitor.word).to_have_text(YES.label)
        visitor.button("Clear").click()
        visitor.upload(YES.path)
        expect(visitor.word).to_have_text(YES.label)
        assert visitor.requests == []
        assert beside == []
        assert visitor.errors == []


def _proxy(address: str, beside: list[str]) -> type[BaseHTTPRequestHandler]:
    """What school servers have in front: it has the page under PATH, and notes what is not."""

    class Proxy(BaseHTTPRequestHandler):
        def _pass_on(self) -> None:
            if not self.path.startswith(f"{PATH}/"):
                if self.path != "/favicon.ico":  # the school's own, which browsers ask for
                    beside.append(self.path)
                self.send_response(204)
                self.end_headers()
                return
            behind = http.client.HTTPConnection(urlsplit(address).netloc)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            behind.request(self.command, self.path[len(PATH) :], body, dict(self.headers))
            answer = behind.getresponse()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("transfer-encoding", "connection", "date", "server"):
                    self.send_header(name, value)
            self.send_header("Connection", "close")  # where the answer ends
            self.end_headers()
            try:
                while part := answer.read1(65_536):
                    self.wfile.write(part)
                    self.wfile.flush()
            except OSError:
                pass  # the browser left
            finally:
                behind.close()
                self.close_connection = True

        do_GET = do_POST = do_HEAD = _pass_on

        def log_message(self, *about: object) -> None:
            """Nothing."""

    return Proxy
