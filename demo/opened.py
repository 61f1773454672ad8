"""A model's file that a visitor sends. It is read at once and deleted, and trusted in nothing."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.decision.checkpoint import from_bytes
from core.errors import CheckpointError
from core.teach.package import LARGEST_ZIP, Package, unpack
from core.teach.report import trusted
from core.teach.teach import tidy_name
from demo.endpoint import sent_file
from demo.session import Session

LARGEST_MODEL = 8 * 2**20  # bytes of a model's file on the page: ten times the shipped one
FASTEST_HOP = 0.05  # seconds: a model that judges more often would take a computer for itself


def sent_bytes(session: Session, told: Mapping[str, Any]) -> tuple[bytes, str]:
    """What a file that was sent just now holds, and its name; the file is deleted.

    Raises:
        AudioError: if nothing was sent.
        CheckpointError: if it is larger than any that is read here.
    """
    uploads, owner = session.uploads, object()
    path, _ = sent_file({"path": told.get("path")}, uploads)
    name = Path(str(told.get("name") or path.name)).name
    uploads.keep(owner, path)
    try:
        if path.stat().st_size > LARGEST_ZIP:
            raise CheckpointError("too_large", name=name)
        return path.read_bytes(), name
    finally:
        uploads.release(owner)


def open_model(session: Session, told: Mapping[str, Any]) -> Package:
    """The model in a file or zip that was sent just now, with its tries if they are in it.

    Raises:
        AudioError: if nothing was sent.
        CheckpointError: if it is none of this project's, or more than this page can serve.
        TeachError: if a word has a name that no word can have.
    """
    content, name = sent_bytes(session, told)
    if name.lower().endswith(".zip"):
        package = unpack(content, name)
    elif len(content) > LARGEST_MODEL:
        raise CheckpointError("too_large", name=name)
    else:
        package = Package(from_bytes(content, name), {})
    classifier = package.classifier
    for word in classifier.words:
        if tidy_name(word) != word:
            raise CheckpointError("damaged", name=name)
    if classifier.decision.hop_seconds < FASTEST_HOP:
        raise CheckpointError("too_large", name=name)
    return replace(package, classifier=replace(classifier, metrics=trusted(classifier.metrics)))
