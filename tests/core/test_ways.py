"""What each way of running the model takes."""

from importlib.metadata import distribution
from pathlib import Path

import numpy as np

from core.ways import BATCH, installed_megabytes, windows


def test_a_package_takes_what_its_files_take_and_those_that_it_needs() -> None:
    def alone(name: str) -> float:
        paths = (Path(str(file.locate())) for file in distribution(name).files or ())
        return sum(path.stat().st_size for path in paths if path.is_file()) / 1e6

    assert installed_megabytes(("numpy",)) == round(alone("numpy"))
    both = installed_megabytes(("soundfile",))  # which needs cffi, and that pycparser
    needed = ("soundfile", "cffi", "pycparser", "numpy", "typing_extensions")
    assert both == round(sum(map(alone, needed)))
    assert installed_megabytes(("no-such-package",)) == "no-such-package is not installed"


def test_one_window_and_many_at_once() -> None:
    seen = []
    figures = windows(lambda some: seen.append(len(some)), np.zeros((BATCH, 4), np.float32), 1)
    assert set(seen) == {1, BATCH}
    assert f"windows a second, {BATCH} at once" in figures
