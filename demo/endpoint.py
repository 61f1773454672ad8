"""/classify for programs: one audio file in, the same JSON as the command line out."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import gradio as gr

from core.config import OPERATING_POINTS
from core.decision.classifier import Classifier
from core.errors import AudioError, CoreError
from demo import limits
from demo.session import Uploads

API_NAME = "classify"


def endpoint(classifier: Classifier, uploads: Uploads) -> None:
    """Lay out what nothing on the page calls."""

    # Its name and its docstring are those of the tool for language models, too
    def classify_yes_no(
        audio: dict[str, Any] | None, operating_point: str = limits.OPERATING_POINT
    ) -> dict[str, Any]:
        """Hear one spoken word, yes or no, in a recording, or say that it was neither.

        Args:
            audio: a recording of 0.1 to 60 seconds.
            operating_point: how sure it must be: strict, balanced or eager.

        Returns:
            the answer, its scores, where the words are (seconds), and advice
        """
        try:
            return answer(classifier, uploads, audio, operating_point)
        except CoreError as error:
            raise sorry(error) from error

    gr.on(
        [],
        classify_yes_no,
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
        AudioError: for nothing, a path of the computer, an address of another, or data in the
            request itself.
    """
    sent = audio if isinstance(audio, dict) else {}
    path, name = sent.get("path"), sent.get("orig_name")
    if not isinstance(path, str):
        raise AudioError("not_sent")
    try:
        file = Path(_on_disk(path)).resolve()
        is_there = uploads.holds(file) and file.is_file()
    except (OSError, ValueError) as error:  # a name that no system allows
        raise AudioError("not_sent") from error
    if not is_there:
        raise AudioError("not_sent")
    return file, Path(name).name if isinstance(name, str) and name else file.name


def _on_disk(path: str) -> str:
    """The path in an address at which this server would give a file back, as the tool gets it."""
    _, mark, at_home = path.partition("/gradio_api/file=")
    return unquote(at_home) if mark else path
