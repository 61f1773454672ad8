"""Arrows point down: app.py, then demo, then core, and inside core down one list."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Each module may import those before it, and none after.
ORDER = (
    "errors",
    "config",
    "audio",
    "levels",
    "checks",
    "features",
    "model",
    "words",
    "classifier",
    "checkpoint",
    "explain",
    "dataset",
    "other_sounds",
    "noise",
    "codecs",
    "disturb",
    "background",
    "breaking",
    "augment",
    "batches",
    "train",
    "calibration",
    "recipe",
    "evaluate",
    "hearing",
    "robustness",
    "operating_points",
    "benchmark",
    "compare",
    "study",
    "model_card",
    "__main__",
)
FILES = sorted((ROOT / "core").rglob("*.py"))


def imported_by(path: Path) -> set[str]:
    """The full names of all that a file imports, also inside functions."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: write the whole name"
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_every_module_is_in_the_list():
    modules = {path.relative_to(ROOT / "core").as_posix() for path in FILES}
    assert modules == {f"{name}.py" for name in (*ORDER, "__init__")}


@pytest.mark.parametrize("name", ORDER)
def test_modules_import_only_downwards(name):
    imported = imported_by(ROOT / "core" / f"{name}.py")
    used = {full.split(".")[1] for full in imported if full.startswith("core.")}
    assert used <= set(ORDER[: ORDER.index(name)])
    assert "core" not in imported  # which would import everything


def test_core_knows_no_page():
    for path in FILES:
        packages = {name.split(".")[0] for name in imported_by(path)}
        assert not packages & {"demo", "app", "gradio", "matplotlib", "tests"}, path.name


PROBE = """
import json, sys
import numpy, torch
torch.manual_seed(7); numpy.random.seed(7)
def state():
    return [
        torch.get_rng_state().tolist(), repr(numpy.random.get_state()),
        torch.get_num_threads(), str(torch.get_default_dtype()), torch.is_grad_enabled(),
    ]
before = state()
import core, {modules}
print(json.dumps({{"same": state() == before, "modules": sorted(sys.modules)}}), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def imported() -> tuple[str, dict]:
    """What a fresh interpreter prints when it imports all of core, and what it reports."""
    modules = ", ".join(f"core.{name}" for name in ORDER)
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROBE.format(modules=modules)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert run.returncode == 0, run.stderr
    *more, report = run.stderr.splitlines()
    return run.stdout + "".join(more), json.loads(report)


def test_importing_prints_nothing(imported):
    printed, _ = imported
    assert printed == ""


def test_importing_sets_nothing(imported):
    _, report = imported
    assert report["same"]


def test_importing_brings_no_page(imported):
    _, report = imported
    assert "core.__main__" in report["modules"]
    assert not {"gradio", "matplotlib", "demo", "app"} & set(report["modules"])


def test_the_library_opens_with_three_names():
    probe = "from core import load; print(load().classify('demo/examples/yes_low.flac').label)"
    run = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (run.stdout, run.stderr) == ("yes\n", "")
