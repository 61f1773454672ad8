"""What a handler of the page gets from Gradio."""

from types import SimpleNamespace
from typing import Any


def request(visit: str, language: str = "en") -> Any:
    """The page of this visit asks, from a browser that speaks this language."""
    return SimpleNamespace(session_hash=visit, headers={"accept-language": language})
