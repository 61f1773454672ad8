"""The notebooks run from top to bottom, and hold no outputs."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "demo" / "notebooks").glob("*.ipynb"))
SHORTER = {"in range(6):": "in range(1):", "epochs=3": "epochs=1"}  # in the third, for speed


def shorten(notebook: nbformat.NotebookNode) -> None:
    """Let it train for one epoch instead of several."""
    for longer, shorter in SHORTER.items():
        (cell,) = [cell for cell in notebook.cells if longer in cell.source]
        cell.source = cell.source.replace(longer, shorter)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_from_its_own_folder(path: Path) -> None:
    """Without a network: none of our tests has one."""
    notebook = nbformat.read(path, as_version=4)
    if path.stem.startswith("3"):
        shorten(notebook)
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=900, kernel_name="python3", resources=resources).execute()
    shown = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]
    assert sum(map(len, shown)) >= 4


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_holds_no_outputs_and_finds_the_project_in_colab_too(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [(cell.outputs, cell.execution_count) for cell in code] == [([], None)] * len(code)
    assert "google.colab" in code[0].source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_readers_find_it(path: Path) -> None:
    pages = [ROOT / "README.md", *(ROOT / "demo/text/lesson_plans").glob("*.md")]
    assert len(pages) == 5
    for page in pages:
        assert path.name in page.read_text(encoding="utf-8"), page.name
