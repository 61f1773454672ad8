"""/classify for programs: one audio file in, the same JSON as the command line out."""

from pathlib import Path
from typing import Any

import gradio as gr

from core.config import OPERATING_POINTS
from core.decision.classifier import Classifier
from core.errors import AudioError, CoreError
from demo import limits
from demo.session import Uploads

API_NAME = "classify"


def endpoint(classifier: Classifier, uploads: Uploads) -> None:
    """Lay out what nothing on the page calls."""

    def classify(
        audio: dict[str, Any] | None, operating_point: str = limits.OPERATING_POINT
    ) -> dict[str, Any]:
        """Hear one audio file: the answer, its scores, where the words are (seconds), advice."""
        try:
            return answer(classifier, uploads, audio, operating_point)
        except CoreError as error:
            raise sorry(error) from error

    gr.on(
        [],
        classify,
        [
            gr.Audio(label="audio", visible=False),
            gr.Radio(
                list(OPERATING_POINTS),
                value=limits.OPERATING_POINT,
                label="operating point",
                visible=False,
            ),
        ],
        gr.JSON(label="answer", visible=False),
        api_name=API_NAME,
        preprocess=False,
        **limits.CLASSIFY,
    )


def answer(
    classifier: Classifier, uploads: Uploads, audio: object, operating_point: str
) -> dict[str, Any]:
    """What a program gets for a file that it sent. The file is deleted with the answer.

    Raises:
        AudioError: if there is no file, or if it cannot be heard.
        gr.Error: for another operating point than there are.
    """
    path, name = sent_file(audio, uploads)
    owner = object()
    uploads.keep(owner, path)
    try:
        chosen = _at(classifier, operating_point)
        return {"path": name, **chosen.classify(path).to_json()}
    finally:
        uploads.release(owner)


def _at(classifier: Classifier, operating_point: str) -> Classifier:
    try:
        return classifier.at(operating_point)
    except ValueError as error:
        raise sorry(error) from error


def sorry(error: Exception) -> gr.Error:
    """The words of an error for a program, without a traceback in the log."""
    return gr.Error(str(error), print_exception=False)


def sent_file(audio: object, uploads: Uploads) -> tuple[Path, str]:
    """The file of a request, and its name where it came from.

    What was not sent here is not even looked for.

    Raises:
        AudioError: for nothing, a path of the computer, an address, or data in the request itself.
    """
    sent = audio if isinstance(audio, dict) else {}
    path, name = sent.get("path"), sent.get("orig_name")
    if not isinstance(path, str):
        raise AudioError("not_sent")
    try:
        file = Path(path).resolve()
        is_there = uploads.holds(file) and file.is_file()
    except (OSError, ValueError) as error:  # a name that no system allows
        raise AudioError("not_sent") from error
    if not is_there:
        raise AudioError("not_sent")
    return file, Path(name).name if isinstance(name, str) and name else file.name
