"""requirements.lock is one exact choice of what requirements.txt asks for, on every computer."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from scripts.check_installs import PYTHONS

ROOT = Path(__file__).parent.parent
SYSTEMS = {
    "Linux x86-64": {"sys_platform": "linux", "platform_machine": "x86_64"},
    "Linux ARM": {"sys_platform": "linux", "platform_machine": "aarch64"},
    "Windows": {"sys_platform": "win32", "platform_machine": "AMD64"},
    "macOS": {"sys_platform": "darwin", "platform_machine": "arm64"},
}
NAMES = {"linux": "Linux", "win32": "Windows", "darwin": "Darwin"}  # as platform_system has them


def wanted(file: str, environment: dict[str, str]) -> list[Requirement]:
    """What a file of requirements asks for on one computer."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    asked = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return [each for each in asked if each.marker is None or each.marker.evaluate(environment)]


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_it_is_what_is_required(python: str, system: str) -> None:
    environment = {
        **SYSTEMS[system],
        "platform_system": NAMES[SYSTEMS[system]["sys_platform"]],
        "python_version": python,
        "python_full_version": f"{python}.0",
    }
    locked = wanted("requirements.lock", environment)
    versions = {each.name: str(each.specifier).removeprefix("==") for each in locked}
    assert len(versions) == len(locked), "one version of each"
    assert all(re.fullmatch(r"[\d.]+(post\d+)?", version) for version in versions.values())
    required = wanted("requirements.txt", environment)
    assert required
    for each in required:
        assert each.specifier.contains(versions[each.name]), each


def test_it_names_no_place() -> None:
    assert "//" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")
