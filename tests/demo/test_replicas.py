"""Replicas of the page behind a real nginx, as docs/nginx.conf sets it up."""

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from gradio_client import Client, handle_file
from websockets.sync.client import connect

from demo import limits, text
from demo.ui.examples import SOUNDS
from tests.page_helpers import skipped
from tests.started import start

SETTINGS = Path(__file__).parents[2] / "docs" / "nginx.conf"
LOCAL = "127.0.0.1"
MOST_VISITORS = 40  # until two meet different replicas: more would be no chance any more


def unused_ports(n: int) -> list[int]:
    """Ports that were free a moment ago."""
    with ExitStack() as open_ones:
        probes = [open_ones.enter_context(socket.create_server((LOCAL, 0))) for _ in range(n)]
        return [probe.getsockname()[1] for probe in probes]


@contextmanager
def nginx(port: int, replicas: list[int], folder: Path) -> Iterator[None]:
    """It, with the settings as they are but for the ports, from when it answers."""
    program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
    if program is None:
        skipped("no nginx: install Debian's package nginx-light")
    settings = SETTINGS.read_text(encoding="utf-8")
    for written, ours in (("8080", port), ("7861", replicas[0]), ("7862", replicas[1])):
        settings, n = re.subn(rf"\b{written}\b", str(ours), settings)
        assert n == 1, written
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    folders = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    whole = f"daemon off;\nmaster_process off;\npid {folder}/pid;\nevents {{}}\n"
    whole += f"http {{\naccess_log off;\n{folders}{settings}}}\n"
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    command = [program, "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command) as server:
        try:
            while server.poll() is None:
                try:
                    socket.create_connection((LOCAL, port)).close()
                    break
                except OSError:
                    time.sleep(0.05)
            assert server.poll() is None, "nginx did not start"
            yield
        finally:
            server.terminate()


@dataclass
class Replicated:
    """Two replicas and what stands before them."""

    address: str
    replicas: list[subprocess.Popen[str]]
    uploads: list[Path]
    visitors: list[httpx.Client] = field(default_factory=list)

    def opens_the_page(self) -> httpx.Client:
        """A new visitor, or the browser of one."""
        visitor = httpx.Client(base_url=self.address, timeout=120)
        self.visitors.append(visitor)
        assert text.TITLE in visitor.get("/").raise_for_status().text
        return visitor

    def served_by(self, sent: str) -> int:
        """Which replica keeps this upload."""
        (number,) = [n for n, uploads in enumerate(self.uploads) if uploads in Path(sent).parents]
        return number


@pytest.fixture
def replicated(tmp_path: Path) -> Iterator[Replicated]:
    port, *ports = unused_ports(3)
    uploads = [tmp_path / f"replica{number}" for number in range(2)]
    for folder in uploads:
        folder.mkdir()
    with ExitStack() as open_ones:
        open_ones.enter_context(nginx(port, ports, tmp_path))
        with ThreadPoolExecutor() as both:
            replicas = list(both.map(start, ports, uploads))
        for replica in replicas:
            open_ones.callback(replica.wait)
            open_ones.callback(replica.terminate)
        made = Replicated(f"http://{LOCAL}:{port}", replicas, uploads)
        yield made
        for visitor in made.visitors:
            visitor.close()


def send(visitor: httpx.Client) -> str:
    """Upload an example; where it is then."""
    with SOUNDS[0].path.open("rb") as file:
        sent = visitor.post("/gradio_api/upload", files={"files": file}).raise_for_status()
    return str(sent.json()[0])


def ask(visitor: httpx.Client, sent: str) -> str:
    """Ask what is heard in it; where the answer will be."""
    data = [{"path": sent, "meta": {"_type": "gradio.FileData"}}]
    call = visitor.post("/gradio_api/call/classify", json={"data": data}).raise_for_status()
    return f"/gradio_api/call/classify/{call.json()['event_id']}"


def answer(visitor: httpx.Client, where: str) -> str:
    """The label that was heard."""
    told = visitor.get(where).raise_for_status().text
    assert "event: complete" in told, told
    return str(json.loads(told.strip().rsplit("data: ", 1)[1])[0]["label"])


def label_heard(visitor: httpx.Client) -> str:
    return answer(visitor, ask(visitor, send(visitor)))


def test_one_replica_is_stopped_and_visitors_of_the_other_notice_nothing(
    replicated: Replicated,
) -> None:
    expected = SOUNDS[0].label
    hers = replicated.opens_the_page()
    stopped = replicated.served_by(send(hers))
    for _ in range(MOST_VISITORS):
        his = replicated.opens_the_page()
        if replicated.served_by(send(his)) != stopped:
            break
    assert [replicated.served_by(send(hers)) for _ in range(3)] == [stopped] * 3
    kept = send(his)
    assert replicated.served_by(kept) == 1 - stopped
    assert label_heard(hers) == label_heard(his) == expected
    assert hers.get("/").headers.get("set-cookie") is None  # she has one already

    program = Client(replicated.address, verbose=False)  # which keeps no cookie
    sent = handle_file(str(SOUNDS[0].path))
    assert program.predict(sent, api_name="/classify")["label"] == expected
    cookie = f"replica={his.cookies['replica']}"
    live = replicated.address.replace("http", "ws") + "/live?rate=16000"
    waiting = ask(his, kept)

    replicated.replicas[stopped].terminate()
    assert replicated.replicas[stopped].wait(60) == 0
    assert answer(his, waiting) == expected
    assert replicated.served_by(send(his)) == 1 - stopped
    with connect(live, additional_headers={"Cookie": cookie}) as listening:
        assert json.loads(listening.recv(60)) == {"end": "full"}  # without the page's ticket
    assert hers.get("/").status_code == 200  # she reloads
    assert label_heard(hers) == expected
    assert replicated.served_by(send(hers)) == 1 - stopped
    for _ in range(4):
        assert label_heard(replicated.opens_the_page()) == expected
    program = Client(replicated.address, verbose=False)
    assert program.predict(sent, api_name="/classify")["label"] == expected

    too_much = {"files": b"0" * (limits.MAX_FILE_SIZE + 2 * 2**20)}
    assert his.post("/gradio_api/upload", files=too_much).status_code == 413


def test_what_the_page_takes_passes() -> None:
    (megabytes,) = re.findall(r"client_max_body_size (\d+)m;", SETTINGS.read_text("utf-8"))
    assert limits.MAX_FILE_SIZE < int(megabytes) * 2**20 <= limits.MAX_FILE_SIZE + 2 * 2**20
