"""Keep the one thing that is current, so that all who show it look at the same."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Latest(Generic[Made]):
    """What was made last, and what it was made for. The one before is forgotten.

    Those who ask for the same thing at once share one making.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: tuple[Hashable, Made] | None = None

    def of(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made for the key; made now if it is not the current one."""
        with self._lock:
            kept = self._kept
            if kept is None or kept[0] != key:
                kept = self._kept = (key, make())
            return kept[1]

    def known(self, key: Hashable) -> Made | None:
        """What was made for the key, if it is the current one. Never waits."""
        kept = self._kept
        return kept[1] if kept is not None and kept[0] == key else None

    def forget(self) -> None:
        """Keep nothing."""
        self._kept = None
