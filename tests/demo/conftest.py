"""What the tests of the page share: visits, and the folder for what visitors send."""

from pathlib import Path

import pytest

from core import Classifier
from demo.session import Session, Sessions
from tests.visits import request


@pytest.fixture
def uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for what visitors send."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def sessions(classifier: Classifier) -> Sessions:
    """Those of a page around the shipped model."""
    return Sessions(classifier)


@pytest.fixture
def session(sessions: Sessions) -> Session:
    """One visit."""
    return sessions.of(request("one"))
