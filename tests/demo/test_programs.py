"""The examples of docs/programs.md, run as they stand there against a real server."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import soundfile
from playwright.sync_api import Browser

from core import Classifier
from demo.ui.examples import SOUNDS
from tests.page_helpers import skipped
from tests.website import files_served

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "programs.md").read_text(encoding="utf-8")
ADDRESS = "http://localhost:7860"
NO_SOUND = "clip.wav is not audio that can be read. Use WAV, FLAC, OGG, MP3, M4A or WebM."


def example(language: str, server: str) -> str:
    """The first example in a language, asking the test's server."""
    written = re.findall(rf"```{language}\n(.*?)```", GUIDE, flags=re.DOTALL)[0]
    assert ADDRESS in written
    return str(written.replace(ADDRESS, server.rstrip("/")))


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A recording under the name that the examples use."""
    samples, sample_rate = soundfile.read(SOUNDS[0].path)
    soundfile.write(tmp_path / "clip.wav", samples, sample_rate)
    return tmp_path / "clip.wav"


@pytest.fixture
def answer(clip: Path, classifier: Classifier) -> dict[str, Any]:
    """The right answer."""
    right = {"path": "clip.wav", **classifier.classify(clip).to_json()}
    assert right["label"] == SOUNDS[0].label
    return right


def run(command: list[str], folder: Path) -> str:
    """What a program prints, run in a folder."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def curl(server: str, folder: Path) -> tuple[str, Any]:
    """The name of the last event that the example for curl prints, and its data."""
    if shutil.which("curl") is None:
        skipped("no curl: install Debian's package curl")
    *_, event, data = run(["sh", "-euc", example("sh", server)], folder).strip().splitlines()
    return event, json.loads(data.removeprefix("data: "))


def test_curl(server: str, clip: Path, answer: dict[str, Any]) -> None:
    assert curl(server, clip.parent) == ("event: complete", [answer])


def test_curl_with_what_is_no_sound(server: str, tmp_path: Path) -> None:
    (tmp_path / "clip.wav").write_text("Dear computer")
    event, data = curl(server, tmp_path)
    assert (event, data["error"]) == ("event: error", NO_SOUND)


def test_python(server: str, clip: Path, answer: dict[str, Any]) -> None:
    printed = run([sys.executable, "-c", example("python", server)], clip.parent)
    assert printed == f"{answer['label']} {answer['scores']}\n"


@pytest.fixture
def website(tmp_path: Path) -> Iterator[str]:
    """A program's own web page, on the same computer as the server but not from it."""
    (tmp_path / "index.html").write_text(
        "<!doctype html><link rel=icon href=data:,><input type=file>"
    )
    with files_served(tmp_path) as address:
        yield address


def test_javascript(
    server: str, website: str, plain: Browser, clip: Path, answer: dict[str, Any]
) -> None:
    with plain.new_context() as context:
        page = context.new_page()
        page.goto(website)
        page.add_script_tag(content=example("javascript", server))
        chosen, ask = page.locator("input"), "input => classify(input.files[0])"
        chosen.set_input_files(clip)
        assert chosen.evaluate(ask) == answer
        clip.write_text("Dear computer")
        chosen.set_input_files(clip)
        said = "input => classify(input.files[0]).catch(error => error.message)"
        assert chosen.evaluate(said) == NO_SOUND


def test_the_answer_that_is_shown_has_the_keys_of_a_real_one(answer: dict[str, Any]) -> None:
    shown = json.loads(re.findall(r"```json\n(.*?)```", GUIDE, flags=re.DOTALL)[0])
    assert set(shown) == set(answer)
    assert set(shown["words"][0]) == set(answer["words"][0])
    assert set(shown["scores"]) == set(answer["scores"])
