"""Which folders are installed. All else about the project stands in pyproject.toml."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["core*", "demo*"]), "core.checkpoints"],
    package_dir={"core.checkpoints": "checkpoints"},  # beside core/, and installed inside it
)
