"""What commands share in a terminal: bars, notes about folders, and how they read numbers."""

import argparse
import logging
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tqdm import tqdm


class Notes(logging.Handler):
    """Prints each note of core.data.reading once, on the error stream, and files left out last."""

    def __init__(self) -> None:
        super().__init__()
        self.said: set[str] = set()
        self.left_out: dict[Path, str] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Take a note: a warning names a file that was left out, and why."""
        if record.levelno == logging.WARNING and isinstance(record.args, tuple):
            path, reason = record.args
            self.left_out[Path(str(path))] = str(reason)
        elif (message := record.getMessage()) not in self.said:
            self.said.add(message)
            print(message, file=sys.stderr)

    def print_left_out(self) -> None:
        """Every file that was left out, folder by folder."""
        if not self.left_out:
            return
        n = len(self.left_out)
        what = "1 file was" if n == 1 else f"{n} files were"
        print(f"{what} left out:", file=sys.stderr)
        folders = sorted({path.parent for path in self.left_out})
        for folder in folders:
            print(f"  {folder}", file=sys.stderr)
            for path in sorted(self.left_out):
                if path.parent == folder:
                    print(f"    {self.left_out[path]}", file=sys.stderr)


@contextmanager
def notes(logger: logging.Logger) -> Iterator[None]:
    """Shows what the logger says while a command runs, and the files left out at its end."""
    handler, level = Notes(), logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        handler.print_left_out()


def progress(items: Iterable[Any], what: str) -> Iterable[Any]:
    """A progress bar on the error stream, if a person looks at it."""
    bar: Iterable[Any] = tqdm(items, desc=what, leave=False, disable=not sys.stderr.isatty())
    return bar


def no_progress(items: Iterable[Any], what: str) -> Iterable[Any]:
    """Where nobody looks."""
    return items


def at_least_one(text: str) -> int:
    """For argparse: how often."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of at least 1")
    return int(text)


def one_thread() -> None:
    """Let PyTorch work on one thread, now or when it is imported: small networks are quicker so."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if torch := sys.modules.get("torch"):
        torch.set_num_threads(1)
