"""Arrows point down: app.py, then demo, then core, and inside core down one list."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Each floor may import those before it, and none after; a floor is a module or a folder.
ORDER = (
    "errors",
    "config",
    "terminal",
    "sound",
    "model",
    "decision",
    "teach",
    "effects",
    "explain",
    "data",
    "evaluation",
    "training",
    "export",
    "space",
    "archive",
    "ways",
    "commands",
    "__main__",
)
CORE = ROOT / "core"
FILES = sorted(CORE.rglob("*.py"))
PAGE = sorted((ROOT / "demo").rglob("*.py"))


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


def floor(path: Path) -> str:
    """The module or folder of core that a file belongs to."""
    return path.relative_to(CORE).parts[0].removesuffix(".py")


def test_every_floor_is_in_the_list():
    assert {floor(path) for path in FILES} == {*ORDER, "__init__"}


@pytest.mark.parametrize("name", ORDER)
def test_floors_import_only_downwards(name):
    for path in FILES:
        if floor(path) == name:
            imported = imported_by(path)
            used = {full.split(".")[1] for full in imported if full.startswith("core.")}
            assert used <= set(ORDER[: ORDER.index(name) + 1]), path
            assert "core" not in imported, path  # which would import everything


def room(path: Path) -> str:
    """The module or folder of a floor that a file belongs to."""
    return path.relative_to(CORE).parts[1].removesuffix(".py")


def rooms_in_order(name: str) -> list[str]:
    """A floor's modules and folders, in the order that its `__init__.py` tells."""
    tree = ast.parse((CORE / name / "__init__.py").read_text(encoding="utf-8"))
    _, lines = (ast.get_docstring(tree) or "").split("In the order in which to read:\n\n")
    columns = (re.split(r" {2,}", line.strip()) for line in lines.splitlines())
    return [one for names, _ in columns for one in names.split(", ")]


@pytest.mark.parametrize("name", sorted({floor(path) for path in FILES if path.parent != CORE}))
def test_a_floor_tells_in_which_order_to_read_it(name):
    order = rooms_in_order(name)
    begin = CORE / name / "__init__.py"
    files = [path for path in FILES if floor(path) == name and path != begin]
    assert sorted(order) == sorted({room(path) for path in files})
    for path in files:
        inside = [full.split(".") for full in imported_by(path) if full.startswith(f"core.{name}.")]
        assert {parts[2] for parts in inside} <= set(order[: order.index(room(path)) + 1]), path


def test_the_page_trains_in_one_tab_alone():
    for path in PAGE:
        trains = any(name.startswith("core.training") for name in imported_by(path))
        assert not trains or "beginning" in path.parts, path


def test_a_tab_never_imports_another_tab():
    for path in PAGE:
        parts = path.relative_to(ROOT / "demo").parts
        if parts[0] == "tabs":
            used = {name for name in imported_by(path) if name.startswith("demo.tabs.")}
            assert {name.split(".")[2] for name in used} <= {parts[1]}, path
        elif parts[0] in ("ui", "text"):
            assert not {name for name in imported_by(path) if name.startswith("demo.tabs")}, path


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
    names = (path.relative_to(ROOT).with_suffix("").parts for path in FILES)
    modules = ", ".join(".".join(parts) for parts in names if parts[-1] != "__init__")
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
