"""The project installed elsewhere: all it needs is there, the model and the page's files, too."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROBE = """
from pathlib import Path
import core, demo
from core import load
from core.decision.checkpoint import SHIPPED
from demo.page import LESSON_PLANS
from demo.looks import LOOKS
from demo.ui.examples import SOUNDS
here = Path.cwd()
assert all(Path(package.__file__).is_relative_to(here) for package in (core, demo))
assert SHIPPED.is_relative_to(here) and SHIPPED.with_suffix(".robustness.json").is_file()
assert (LESSON_PLANS / "en.md").is_file() and (LESSON_PLANS / "own_words" / "en.md").is_file()
print(load().classify(SOUNDS[0].path).label)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as pip would install it, without what it needs."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = tmp_path_factory.mktemp("copy")  # pip builds beside what it packs
    for name in ("core", "demo", "checkpoints"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "setup.py", "requirements.txt", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel"]
    settings = ["--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder)]
    run = subprocess.run(
        [*pip, *settings, str(copy)], capture_output=True, text=True, check=False, cwd=folder
    )
    assert run.returncode == 0, run.stderr
    (path,) = folder.glob("*.whl")
    return path


def test_only_core_and_demo_are_installed(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
        about = next(name for name in names if name.endswith("METADATA"))
        commands = next(name for name in names if name.endswith("entry_points.txt"))
        needed = packed.read(about).decode()
        assert "yes-no = core.__main__:main" in packed.read(commands).decode()
    tops = {name.split("/")[0] for name in names} - {about.split("/")[0]}
    assert tops == {"core", "demo"}
    assert {"core/py.typed", "demo/py.typed"} <= set(names)
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line.split(";")[0] for line in lines if line and not line.startswith("#")]
    assert wanted
    assert all(f"Requires-Dist: {name}" in needed for name in wanted)


def test_it_works_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path)
    run = subprocess.run(
        [sys.executable, "-c", PROBE], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert (run.stdout, run.stderr) == ("yes\n", "")
