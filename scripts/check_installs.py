"""Where the requirements install: every Python that README names, on every kind of computer.

    python scripts/check_installs.py [FILE …]

Asks the package index that pip is configured with for wheels only, by `uv`, which reads the markers
as the other computer would. Installs nothing. Prints a table for each file of requirements, and
what is missing where.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILES = ("requirements.txt", "requirements-light.txt", "requirements-light-page.txt")
PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
PLATFORMS = {
    "Linux x86-64": "x86_64-manylinux_2_28",
    "Linux ARM": "aarch64-manylinux_2_28",
    "Windows": "x86_64-pc-windows-msvc",
    "macOS 14 ARM": "aarch64-apple-darwin",
}
# What pip calls a setting, and the variable in which uv looks for it
SETTINGS = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
}


def settings_of_pip() -> dict[str, str]:
    """Where pip looks for packages, in uv's words."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    )
    found = {}
    for line in listed.stdout.splitlines():
        name, _, value = line.partition("=")
        if variable := SETTINGS.get(name.rpartition(".")[2]):
            # A folder that is not there, pip passes over; uv would end
            places = [place for place in value.strip("'\"").split() if _is_there(place)]
            found[variable] = " ".join(places)
    return {variable: value for variable, value in found.items() if value}


def _is_there(place: str) -> bool:
    path = place.removeprefix("file://")
    return path.startswith(("http://", "https://")) or Path(path).exists()


def problem(requirements: Path, python: str, platform: str) -> str:
    """Why the requirements do not install there; empty if they do."""
    uv = Path(sys.executable).with_name("uv")
    command = [str(uv), "pip", "compile", "--quiet", "--only-binary", ":all:", "--no-header"]
    command += ["--index-strategy", "unsafe-best-match"]  # the best of all places, as pip does
    command += ["--python-version", python, "--python-platform", platform, str(requirements)]
    environment = {"MACOSX_DEPLOYMENT_TARGET": "14.0", **settings_of_pip(), **os.environ}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return "" if run.returncode == 0 else run.stderr.strip()


def main() -> int:
    """Ask for each file, and print. The exit status is 1 if one does not install somewhere."""
    parser = argparse.ArgumentParser(description="Where do the requirements install?")
    parser.add_argument("files", nargs="*", type=Path, default=[ROOT / name for name in FILES])
    install = [installs(file) for file in parser.parse_args().files]
    return 0 if all(install) else 1


def installs(requirements: Path) -> bool:
    """Ask for every pair of a Python and a kind of computer, and print."""
    problems = {}
    print(f"\n{requirements.name}\nPython  " + "  ".join(PLATFORMS))
    for python in PYTHONS:
        row = []
        for name, platform in PLATFORMS.items():
            why = problem(requirements, python, platform)
            row.append(("no" if why else "yes").ljust(len(name)))
            if why:
                problems[python, name] = why
        print(f"{python:<8}" + "  ".join(row), flush=True)
    for (python, name), why in problems.items():
        print(f"\nPython {python}, {name}:\n{why}")
    return not problems


if __name__ == "__main__":
    sys.exit(main())
