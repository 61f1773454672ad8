"""A folder that is ready to be pushed to Hugging Face: a Space of three kinds, or the model."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

from core.decision.checkpoint import SHIPPED, load
from core.decision.classifier import Classifier
from core.errors import SpaceError

ROOT = Path(__file__).parent.parent
LARGEST = 10 * 10**6  # bytes; larger files need Git LFS there
HARDWARE = {"zerogpu": "zero-a10g", "cpu": "cpu-basic"}
KINDS = (*HARDWARE, "static", "model")
RUNTIME = ("app.py", "core", "demo", "docs", "checkpoints", "requirements.txt", "LICENSE")
STATIC_PAGE = Path("demo/static/yes-no.html")
PICTURE = Path("demo/page.png")
OF_THE_CARD = (".curve.png", ".noise.png", ".reliability.png", ".sources.md")
LEFT_OUT = shutil.ignore_patterns(
    *("__pycache__", "*.pyc", "*.training", "*.part", "*.unfinished", "notebooks")
)


def make(folder: Path, kind: str, repository: str | None = None) -> None:
    """Fill a new or empty folder with all that a Space or a model repository needs.

    Args:
        folder: where to.
        repository: OWNER/NAME of the Space, whose picture then stands where it is shared.
        kind: one of KINDS. `zerogpu` is the page on a free account, `cpu` the page on a paid one,
            `static` the page without a server, `model` the model's file with its card.

    Raises:
        SpaceError: if the folder holds something, or if this is not the whole project.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SpaceError(f"{folder} is not an empty folder. Name another, or empty it.")
    if not (ROOT / "app.py").is_file():
        raise SpaceError("Only the project's own folder holds all files. Run this command there.")
    if kind == "static" and not (ROOT / STATIC_PAGE).is_file():
        raise SpaceError(f"There is no {STATIC_PAGE}. Build it: python -m demo.static.build.")
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "model":
        _model(folder)
    elif kind == "static":
        _static(folder, repository)
    else:
        _page(folder, kind, repository)
    for file in folder.rglob("*"):
        if file.is_file() and file.stat().st_size > LARGEST:
            raise SpaceError(f"{file} is larger than 10 MB: Spaces take it only by Git LFS.")


def _page(folder: Path, kind: str, repository: str | None) -> None:
    for name in RUNTIME:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=LEFT_OUT)
        else:
            shutil.copy(ROOT / name, folder)
    if kind == "cpu":  # nothing there asks for a GPU
        (folder / "demo" / "zero_gpu.py").unlink()
        app = folder / "app.py"
        lines = app.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith("import demo.zero_gpu")]
        app.write_text("".join(kept), encoding="utf-8")
    settings, text = _readme(repository)
    settings += f"suggested_hardware: {HARDWARE[kind]}\n"
    _write_readme(folder, settings, _without_missing_links(text, folder))


def _static(folder: Path, repository: str | None) -> None:
    shutil.copy(ROOT / STATIC_PAGE, folder / "index.html")
    shutil.copy(ROOT / "LICENSE", folder)
    (folder / PICTURE).parent.mkdir()
    shutil.copy(ROOT / PICTURE, folder / PICTURE)
    settings, text = _readme(repository)
    of_gradio = ("sdk:", "sdk_version:", "python_version:", "app_file:")
    lines = [line for line in settings.splitlines() if not line.startswith(of_gradio)]
    first, *_ = text.split("\nGet it and run it")
    _write_readme(folder, "\n".join([*lines, "sdk: static", "app_file: index.html", ""]), first)


def _model(folder: Path) -> None:
    from core.evaluation.card import model_card  # with PyTorch
    from core.export.write import export

    classifier = load()
    for suffix in (".safetensors", *OF_THE_CARD):
        shutil.copy(SHIPPED.with_suffix(suffix), folder)
    shutil.copy(ROOT / "LICENSE", folder)
    export(classifier, folder / SHIPPED.with_suffix(".onnx").name)
    # JSON is YAML, too
    settings = "".join(f"{key}: {json.dumps(value)}\n" for key, value in _about(classifier).items())
    _write_readme(folder, settings, model_card(classifier, SHIPPED))


def _about(classifier: Classifier) -> dict[str, Any]:
    """The card's settings, with the figures as the Hub lists them."""
    measured = classifier.figures["validation"]
    other_words = measured["falsely_accepted"]["other_words"]
    shares = {
        "Accepted and right": ("accuracy", measured["accepted_and_right"]),
        "Forced choice": ("accuracy", measured["forced_choice"]),
        "Other words wrongly accepted": ("false_positive_rate", other_words),
    }
    result = {
        "task": {"type": "audio-classification"},
        "dataset": {
            "name": "Speech Commands, validation speakers",
            "type": "google/speech_commands",
            "split": "validation",
        },
        "metrics": [
            {"type": kind, "name": name, "value": figure["share"]}
            for name, (kind, figure) in shares.items()
        ],
    }
    return {
        "license": "apache-2.0",
        "pipeline_tag": "audio-classification",
        "tags": ["keyword-spotting", "speech", "pytorch"],
        "datasets": ["google/speech_commands"],
        "model-index": [{"name": classifier.name, "results": [result]}],
    }


def _readme(repository: str | None) -> tuple[str, str]:
    """The settings at the top of this project's README, and what follows them."""
    _, settings, text = (ROOT / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    if repository:
        address = f"https://huggingface.co/spaces/{repository}/resolve/main/{PICTURE.as_posix()}"
        settings += f"thumbnail: {address}\n"
    return settings, text


def _without_missing_links(text: str, folder: Path) -> str:
    """Links to files that are not copied become words."""

    def kept(link: re.Match[str]) -> str:
        return link[0] if (folder / link[2]).exists() else link[1]

    return re.sub(r"\[([^]]+)\]\((?!https?:)([^)]+)\)", kept, text)


def _write_readme(folder: Path, settings: str, text: str) -> None:
    (folder / "README.md").write_text(f"---\n{settings}---\n{text}", encoding="utf-8")
