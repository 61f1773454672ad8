"""What the tests share: the shipped model, one server of the page, one browser."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from playwright.sync_api import Browser, Playwright, sync_playwright

from core import Classifier, load
from core.training import batches, validation
from demo.ui.examples import sound
from tests.operating_points import Spread, served, spread
from tests.page_helpers import (
    WIDE,
    Contexts,
    Microphone,
    Visit,
    Visitor,
    browser,
    chromium,
    microphone_arguments,
)


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    """Small networks are slower on two threads, and much slower where the cores are busy."""
    torch.set_num_threads(1)


@pytest.fixture
def few_sounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Training with few sounds beside the recordings."""
    monkeypatch.setattr(batches, "NOISE_POOL_SIZE", 10)
    monkeypatch.setattr(validation, "VALIDATION_CUTS", 4)


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    """The shipped model."""
    return load()


@pytest.fixture(scope="session")
def server(classifier: Classifier, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page, as app.py serves it, with a folder of its own for uploads; its address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("uploads")))
        with served(classifier) as address:
            yield address


@pytest.fixture(scope="session")
def model(classifier: Classifier) -> Spread:
    """A model whose operating points differ."""
    return spread(classifier)


@pytest.fixture(scope="session")
def choosy(model: Spread, server: str) -> Iterator[str]:
    """The page around it; after `server`, whose folder for uploads it shares."""
    with served(model.classifier) as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers."""
    chromium()
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def plain(playwright: Playwright) -> Iterator[Browser]:
    """A browser without a microphone."""
    with browser(playwright) as started:
        yield started


@pytest.fixture(scope="session")
def contexts(plain: Browser) -> Contexts:
    """The visitors' contexts in the browser without a microphone."""
    return Contexts(plain)


@pytest.fixture(scope="session")
def with_microphone(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Contexts, Path]]:
    """The visitors' contexts in a browser with a microphone, and the folder of what it plays."""
    folder = tmp_path_factory.mktemp("microphone")
    arguments = microphone_arguments(sound("silence.flac").path, folder)
    with browser(playwright, *arguments) as started:
        yield Contexts(started), folder


@pytest.fixture
def microphone(with_microphone: tuple[Contexts, Path]) -> Iterator[Microphone]:
    """A browser whose microphone plays what a test names; its pages are closed in the end."""
    microphone = Microphone(*with_microphone)
    yield microphone
    for page in microphone.pages:
        page.close()


@pytest.fixture
def visit(contexts: Contexts, server: str) -> Iterator[Visit]:
    """Opens the page for a visitor: on a wide screen, from `server`, unless it is told otherwise.

    It is closed in the end.
    """
    visitors: list[Visitor] = []

    def open_page(address: str = server, **options: Any) -> Visitor:
        page = contexts.new_page(**({"viewport": WIDE} | options))
        visitors.append(Visitor(page, address))
        return visitors[-1]

    yield open_page
    for one in visitors:
        one.page.close()


@pytest.fixture
def visitor(visit: Visit) -> Iterator[Visitor]:
    """A visitor on a wide screen; the page must stay silent and talk to nobody else."""
    visitor = visit()
    yield visitor
    assert visitor.requests == []
    assert visitor.errors == []


@pytest.fixture
def unused_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
