"""The page as its own process, as `python app.py` starts it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

APP = Path(__file__).parent.parent / "app.py"
TOO_BUSY = "this computer is too busy"  # for Gradio, which gives its server five seconds


def start(port: int, uploads: Path, *arguments: str, program: Path = APP) -> subprocess.Popen[str]:
    """`python app.py` on a port of this computer, from when it says its address."""
    for _ in range(5):
        app = subprocess.Popen(
            [sys.executable, "-u", str(program), "--port", str(port), *arguments],
            cwd=uploads,
            env={**os.environ, "GRADIO_TEMP_DIR": str(uploads)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for line in app.stdout:
            if "public link" in line:  # the last that it says, when all is ready
                return app
        _, why = app.communicate()
        assert TOO_BUSY in why, why
    raise AssertionError(why)


@contextmanager
def started(port: int, uploads: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """As `start`; ended afterwards."""
    with start(port, uploads, *arguments) as app:
        try:
            yield app
        finally:
            app.terminate()


def refused(*arguments: str, **environment: str) -> str:
    """What `python app.py` says when it cannot start; its exit status must be 2."""
    run = subprocess.run(
        [sys.executable, str(APP), *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (run.returncode, run.stdout) == (2, ""), run.stderr
    return run.stderr
