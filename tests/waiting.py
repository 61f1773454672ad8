"""Wait for what another thread does, and no longer."""

from collections.abc import Callable
from threading import Event


def until(condition: Callable[[], bool]) -> None:
    """Look again every hundredth of a second; a busy machine has plenty of time."""
    for _ in range(3_000):
        if condition():
            return
        Event().wait(0.01)
    raise AssertionError("It never came true.")
