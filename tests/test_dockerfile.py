"""The Dockerfile, as far as it can be tested without Docker: what it copies starts and is well."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.check_installs import PYTHONS
from tests.started import start

ROOT = Path(__file__).parents[1]


def instructions() -> list[tuple[str, str]]:
    """Each instruction and what stands after it."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in joined.splitlines())]


def all_of(name: str) -> list[str]:
    return [rest for found, rest in instructions() if found == name]


def copied(into: Path) -> Path:
    """What the image would hold in its WORKDIR, without what .dockerignore leaves out."""
    (workdir,) = all_of("WORKDIR")
    folder = into / workdir.lstrip("/")
    folder.mkdir()
    for copy in all_of("COPY"):
        *sources, target = shlex.split(copy)
        for source in sources:
            if (ROOT / source).is_dir():
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(ROOT / source, folder / target, ignore=ignored)
            else:
                shutil.copy(ROOT / source, folder / target)
    return folder


def test_it_is_slim_is_not_root_and_installs_what_is_required() -> None:
    order = [name for name, _ in instructions()]
    assert set(order) == {
        *("FROM", "ENV", "WORKDIR", "COPY", "RUN", "USER", "EXPOSE", "HEALTHCHECK", "CMD")
    }
    (base,), (user,) = all_of("FROM"), all_of("USER")
    assert base in [f"python:{python}-slim" for python in PYTHONS]
    installs, adds_user = all_of("RUN")
    assert adds_user.endswith(user)
    assert user != "root"
    assert order.index("USER") < order.index("CMD")
    required = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = re.findall(r"\w+==[\d.]+", installs)
    assert pinned == [line for line in required if line.startswith("torch")]


def test_what_would_be_built_is_sent_and_nothing_else() -> None:
    first, *kept = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    sources = [source for copy in all_of("COPY") for source in shlex.split(copy)[:-1]]
    assert first == "*"
    assert sorted(kept) == sorted([*(f"!{source}" for source in sources), "**/__pycache__"])


def test_it_starts_from_what_is_copied_and_says_that_it_is_well(
    tmp_path: Path, unused_port: int
) -> None:
    folder, uploads = copied(tmp_path), tmp_path / "uploads"
    uploads.mkdir()
    (command,), (check,), (port,) = map(all_of, ("CMD", "HEALTHCHECK", "EXPOSE"))
    python, app, *arguments, said_port = json.loads(command)
    assert (python, app, arguments.pop(), said_port) == ("python", "app.py", "--port", port)
    _, _, asked = check.partition(" CMD ")
    assert f":{port}/" in asked
    python, *rest = shlex.split(asked.replace(f":{port}/", f":{unused_port}/"))
    assert python == "python"

    def is_well() -> bool:
        run = subprocess.run([sys.executable, *rest], capture_output=True, check=False, timeout=60)
        return run.returncode == 0

    assert not is_well()
    with start(unused_port, uploads, *arguments, program=folder / app) as page:
        try:
            assert is_well()
        finally:
            page.terminate()
        assert page.wait(60) == 0
    assert not is_well()
