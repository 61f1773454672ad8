"""The Look tab's handlers: what is asked of the recording, and how often."""

from collections import Counter
from typing import Any

import pytest
import torch

from core import Classifier
from core.model.features import LogMel
from demo import heard as hearing
from demo import text
from demo.session import Session, Sessions
from demo.tabs.look.air import tab as air
from demo.tabs.look.image import tab as image
from demo.tabs.look.tab import open_part
from demo.ui import steps
from demo.ui.examples import sound

SCREEN = {"width": 900, "density": 1, "dark": False}
AS_NETWORK = ("hann", "magma", "decibels", "hertz")


@pytest.fixture
def session(session: Session) -> Session:
    """A visit in which "yes" was said."""
    session.hear(sound("yes_low.flac").path, "balanced")
    # A network is built when it is first asked; that is not the tab's work.
    session.shipped.images(torch.zeros(1, session.shipped.features.n_samples))
    return session


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the waveform and the image's transform are made."""
    steps.log_mel.cache_clear()
    counts: Counter[str] = Counter()
    prepare, build = hearing.prepare, LogMel.__init__

    def prepared(*inputs: Any) -> Any:
        counts["prepare"] += 1
        return prepare(*inputs)

    def built(self: LogMel, *inputs: Any) -> None:
        counts["LogMel"] += 1
        build(self, *inputs)

    monkeypatch.setattr(hearing, "prepare", prepared)
    monkeypatch.setattr(LogMel, "__init__", built)
    return counts


def look(session: Session, n_mels: float, drawn: dict[str, Any]) -> dict[str, Any]:
    """The image part at the network's settings, but for the bands."""
    return image.look(session, SCREEN, 30, 10, n_mels, *AS_NETWORK, False, "opened", drawn)


def test_the_image_part_prepares_the_recording_once(
    session: Session, counted: Counter[str]
) -> None:
    changes = look(session, 40, {})
    assert counted == {"prepare": 1, "LogMel": 1}
    for name in ("waveform", "spectrogram", "bands", "mel", "mfcc"):
        assert "<img" in changes[name]
        assert changes[f"{name} code"]
    counted.clear()
    moved = look(session, 50, changes["state"])
    assert counted == {"LogMel": 1}
    assert "mel" in moved
    assert "waveform" not in moved
    assert "spectrogram" not in moved


def test_the_air_part_prepares_the_recording_once(session: Session, counted: Counter[str]) -> None:
    changes = air.look(session, SCREEN, "1", True, 16, 0, 0, {})
    changes |= air.look(session, SCREEN, "1", True, 4, 0, 0, changes["state"])
    assert counted == {"prepare": 1}
    assert "<img" in changes["picture"]


def test_nothing_is_drawn_before_there_is_a_recording(classifier: Classifier) -> None:
    sessions = Sessions(classifier)
    session = Session(classifier, sessions.uploads, sessions.turns)
    assert look(session, 40, {}) == {"state": {}}
    assert air.look(session, SCREEN, "1", True, 16, 0, 0, {}) == {"state": {}}
    assert open_part(session, 1)["empty"].visible


def test_another_verdict_is_another_picture(session: Session) -> None:
    first = look(session, 40, {})
    heard = session.heard
    assert heard is not None
    assert heard.prediction.label in first["facts"]
    session.hear(heard.path, "strict")
    again = look(session, 40, first["state"])
    assert text.IMAGE_ANSWER.split("{")[0] in again["facts"]
    assert again["state"]["waveform"] != first["state"]["waveform"]
