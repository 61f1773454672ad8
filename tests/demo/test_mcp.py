"""The page as a tool for language models, asked by the protocol's own client."""

import base64
import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio.utils import get_upload_folder

from core import Classifier
from core.config import OPERATING_POINTS
from demo.launch import make_page, parse
from demo.ui.examples import SOUNDS
from tests.apart import apart
from tests.operating_points import served
from tests.page_helpers import skipped

ROOT = Path(__file__).parents[2]
RECORDING = SOUNDS[0]


@pytest.fixture(scope="module")
def tool(classifier: Classifier, server: str) -> Iterator[str]:
    """A page that is a tool, too; after `server`, whose folder for uploads it shares."""
    if find_spec("mcp") is None:
        skipped("no package mcp: pip install 'mcp<2'")
    with served(classifier, "--mcp") as address:
        yield address


def ask(address: str, *arguments: dict[str, str]) -> tuple[list[Any], list[Any]]:
    """The tools of a page, and its answers to calls of classify_yes_no."""
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def talk() -> tuple[list[Any], list[Any]]:
        async with (
            streamable_http_client(f"{address}gradio_api/mcp/") as (reader, writer, _),
            ClientSession(reader, writer) as session,
        ):
            await session.initialize()
            tools = (await session.list_tools()).tools
            calls = [await session.call_tool("classify_yes_no", each) for each in arguments]
            return tools, [(call.isError, call.content[0].text) for call in calls]

    return apart(talk())


def test_it_is_one_tool(tool: str) -> None:
    (only,), _ = ask(tool)
    assert only.name == "classify_yes_no"
    assert only.description.startswith("Hear one spoken word, yes or no, in a recording")
    assert only.inputSchema["required"] == ["audio"]
    choice = only.inputSchema["properties"]["operating_point"]
    assert (choice["enum"], choice["default"]) == (list(OPERATING_POINTS), "balanced")


def test_it_answers(tool: str, classifier: Classifier) -> None:
    written = base64.b64encode(RECORDING.path.read_bytes()).decode()
    with RECORDING.path.open("rb") as file:
        (path,) = httpx.post(f"{tool}gradio_api/upload", files={"files": file}).json()
    letter = base64.b64encode(b"Dear computer").decode()
    _, (itself, sent, no_sound, elsewhere, ours) = ask(
        tool,
        {"audio": f"data:audio/flac;base64,{written}", "operating_point": "eager"},
        {"audio": f"{tool}gradio_api/file={path}"},
        {"audio": f"data:text/plain;base64,{letter}"},
        {"audio": "https://example.org/clip.wav"},
        {"audio": str(ROOT / "app.py")},
    )
    for (failed, text), name in ((itself, "eager"), (sent, "balanced")):
        right = classifier.at(name).classify(RECORDING.path).to_json()
        assert not failed
        assert json.loads(text).items() >= right.items()
    assert json.loads(sent[1])["path"] == RECORDING.file
    assert no_sound[0]
    assert "is not audio that can be read" in no_sound[1]
    assert elsewhere == ours == (True, "No file was sent. Send one audio file.")
    assert not [each for each in Path(get_upload_folder()).rglob("*") if each.is_file()]


def test_without_the_extra_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("demo.mcp.find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="2"):
        make_page(parse(["--mcp"]))
    said = capsys.readouterr().err
    assert said.endswith("Install it with this command: pip install 'mcp<2'\n")
