"""What the tests share: the shipped model, and one server of the page."""

import socket
from collections.abc import Iterator

import pytest
import torch

from core import Classifier, load


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    """Small networks are slower on two threads, and much slower where the cores are busy."""
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    """The shipped model."""
    return load()


@pytest.fixture(scope="session")
def server(classifier: Classifier, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page, as app.py serves it, with a folder of its own for uploads; its address."""
    from demo.blocks import build  # tests of core need not wait for Gradio
    from demo.launch import launch_settings, parse

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("uploads")))
        app = build(classifier)
        settings = launch_settings(parse([]))
        _, address, _ = app.launch(prevent_thread_lock=True, quiet=True, **settings)
        yield address
        app.close()


@pytest.fixture
def unused_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
