"""What commands share in a terminal: a bar while they work, and how they read numbers."""

import argparse
import sys
from collections.abc import Iterable
from typing import Any

from tqdm import tqdm


def progress(items: Iterable[Any], what: str) -> Iterable[Any]:
    """A progress bar on the error stream, if a person looks at it."""
    bar: Iterable[Any] = tqdm(items, desc=what, leave=False, disable=not sys.stderr.isatty())
    return bar


def at_least_one(text: str) -> int:
    """For argparse: how often."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of at least 1")
    return int(text)
