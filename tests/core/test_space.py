"""Folders for Hugging Face, started from where they are.

With REQUIRE_SPACE_ENV=1 both pages start, each in an environment that holds its requirements alone.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import yaml
from playwright.sync_api import Browser

from core import Classifier, load
from core.__main__ import main
from core.errors import SpaceError
from core.space import HARDWARE, LARGEST, make

ROOT = Path(__file__).parents[2]
# Stands for the package of the free Spaces, which elsewhere does nothing
SPACES = """
asked, used = [], []
def GPU(function):
    asked.append(function.__name__)
    return lambda *given: used.append(function.__name__)
"""
# Loads the app as it stands in this folder, and asks what programs ask
PROBE = """
import sys
from pathlib import Path
import app
import spaces
from gradio_client import Client, handle_file
here = Path.cwd()
for name in ("app", "core", "demo"):
    assert Path(sys.modules[name].__file__).is_relative_to(here), name
_, address, _ = app.app.launch(prevent_thread_lock=True, quiet=True)
sound = handle_file("demo/examples/yes_low.flac")
print(Client(address, verbose=False).predict(sound, api_name="/classify")["label"])
print(len(spaces.asked), len(spaces.used))
app.app.close(verbose=False)
"""


STARTED = {"zerogpu": 1, "cpu": 0} if os.environ.get("REQUIRE_SPACE_ENV") == "1" else {"zerogpu": 1}


def settings(folder: Path) -> dict[str, object]:
    """What the Hub reads at the top of the README."""
    text = (folder / "README.md").read_text(encoding="utf-8")
    read: dict[str, object] = yaml.safe_load(text.split("---\n")[1])
    return read


def python_for(folder: Path, environment: Path) -> str:
    """This Python, or a new one with nothing but what the folder requires."""
    if os.environ.get("REQUIRE_SPACE_ENV") != "1":
        return sys.executable
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = ["-m", "pip", "install", "--quiet", "-r", folder / "requirements.txt"]
    subprocess.run([python, *install], check=True)
    return str(python)


@pytest.mark.parametrize(("kind", "gpus"), STARTED.items())
def test_the_page_starts_and_answers_there_without_a_gpu(
    kind: str, gpus: int, tmp_path: Path
) -> None:
    folder, outside = tmp_path / "space", tmp_path / "outside"
    assert main(["space", str(folder), "--kind", kind, "--repository", "anna/yes-no"]) == 0
    said = settings(folder)
    assert said["sdk"] == "gradio"
    assert said["suggested_hardware"] == HARDWARE[kind]
    picture = "https://huggingface.co/spaces/anna/yes-no/resolve/main/"
    assert (folder / str(said["thumbnail"]).removeprefix(picture)).is_file()
    assert not list(folder.rglob("*.pyc"))
    assert max(file.stat().st_size for file in folder.rglob("*") if file.is_file()) <= LARGEST
    outside.mkdir()
    (outside / "spaces.py").write_text(SPACES)
    run = subprocess.run(
        [python_for(folder, tmp_path / "environment"), "-c", PROBE],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(outside), "GRADIO_TEMP_DIR": str(outside)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.split() == ["yes", str(gpus), "0"], run.stderr


def test_the_page_on_a_processor_asks_for_no_gpu(tmp_path: Path) -> None:
    make(tmp_path, "cpu")
    assert settings(tmp_path)["suggested_hardware"] == HARDWARE["cpu"]
    assert "zero_gpu" in (ROOT / "app.py").read_text(encoding="utf-8")
    assert "zero_gpu" not in (tmp_path / "app.py").read_text(encoding="utf-8")
    assert not (tmp_path / "demo" / "zero_gpu.py").exists()


def test_the_model_says_how_often_it_is_right(tmp_path: Path, classifier: Classifier) -> None:
    make(tmp_path, "model")
    said = settings(tmp_path)
    assert said["pipeline_tag"] == "audio-classification"
    (model,) = said["model-index"]  # type: ignore[misc]
    metrics = {each["name"]: each["value"] for each in model["results"][0]["metrics"]}
    measured = classifier.figures["validation"]
    assert metrics["Accepted and right"] == measured["accepted_and_right"]["share"]
    heard = load(tmp_path / "yes_no.safetensors").classify(ROOT / "demo/examples/no_low.flac")
    assert heard.label == "no"
    session = onnxruntime.InferenceSession(tmp_path / "yes_no.onnx")
    silence = np.zeros((1, classifier.features.n_samples), np.float32)
    (scores,) = session.run(["scores"], {"waveform": silence})
    assert scores.argmax() == len(classifier.words)  # neither
    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert all((tmp_path / file).is_file() for file in linked(card))


def linked(text: str) -> list[str]:
    """The files that a text links to."""
    targets = [part.split(")")[0] for part in text.split("](")[1:]]
    return [target for target in targets if not target.startswith("https:")]


def test_the_page_without_a_server_opens(tmp_path: Path, plain: Browser) -> None:
    make(tmp_path, "static")
    said = settings(tmp_path)
    assert (said["sdk"], said["app_file"]) == ("static", "index.html")
    assert "sdk_version" not in said
    with plain.new_context() as context:
        page = context.new_page()
        page.goto((tmp_path / "index.html").as_uri())
        page.wait_for_function("window.yesNo")
        answer = page.evaluate("window.yesNo.classify(new Float32Array(16000), 16000)")
    assert answer["label"] == "neither"


def test_a_folder_that_holds_something_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter").touch()
    assert main(["space", str(tmp_path), "--kind", "cpu"]) == 1
    assert "is not an empty folder" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["letter"]


def test_elsewhere_than_in_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "core", tmp_path / "core")
    monkeypatch.setattr("core.space.ROOT", tmp_path)
    with pytest.raises(SpaceError, match="Run this command there"):
        make(tmp_path / "new", "cpu")
