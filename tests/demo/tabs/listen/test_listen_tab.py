"""The Listen tab tells people to say the words that the model knows."""

from dataclasses import replace
from pathlib import Path

from core import Classifier
from demo import text
from demo.session import Sessions
from demo.tabs.listen.tab import what_to_do
from tests.visits import request


def test_it_asks_for_the_words_of_the_model(classifier: Classifier, uploads: Path) -> None:
    sessions = Sessions(classifier)
    with text.speaking("en"):
        assert "<em>yes</em> or <em>no</em>" in what_to_do(sessions.of(request("one")))
        other = replace(classifier, words=("bed", "down"), classes=("bed", "down", "noise"))
        said = what_to_do(Sessions(other).of(request("one")))
    assert "bed" in said
    assert "down" in said
    assert "yes" not in said
