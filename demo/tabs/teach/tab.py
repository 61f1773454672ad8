"""The Teach tab: words of one's own, their tries, and a model that is taught by them.

The browser (teach.js) asks one thing after the other and waits for each answer, so that none is
lost: an answer is a text of JSON with the number of what was asked. Nothing is written to a disk.
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import gradio as gr

from core import load
from core.decision.checkpoint import as_bytes
from core.decision.classifier import Classifier
from core.errors import CoreError, TeachError
from core.export.graph import window_onnx
from core.sound.decode import as_clip
from core.teach.backbone import Backbone, load_backbone
from core.teach.package import pack, wav_bytes
from core.teach.teach import N_WORDS, teach
from demo import limits, text
from demo.lesson import Lesson, Taught, lesson_of
from demo.opened import open_model, sent_bytes
from demo.session import Session, Sessions
from demo.tabs.teach import results, view
from demo.ui.models import ModelBar, shown, sorry
from demo.ui.notices import notices

SCRIPT = Path(__file__).with_name("teach.js")
TELL_ANSWER = """watch("value", () => window.dispatchEvent(
    new CustomEvent("teach-answer", {detail: props.value})));"""
LARGEST_TRY = 2**21  # letters of base64: as many seconds as nobody holds a word
OF_TEACH: dict[str, Any] = {
    "concurrency_id": "teach",
    "concurrency_limit": 4,
    "trigger_mode": "multiple",
}
Told = Mapping[str, Any]  # what the browser says
Answer = dict[str, Any]


def teach_tab(sessions: Sessions, models: ModelBar, app: gr.Blocks) -> None:
    """Lay out the tab and connect it."""
    with gr.Column(elem_classes="close"):
        notices("MICROPHONE_REFUSED", "MICROPHONE_MISSING", "MICROPHONE_FRAMED")
        notices("UPLOAD_LARGE", "UPLOAD_FAILED")
    frame = gr.HTML(
        html_template=view.frame_html(),
        js_on_load=SCRIPT.read_text(encoding="utf-8"),
        apply_default_css=False,
        elem_id="teach",
    )
    answer = gr.HTML("", html_template="<i></i>", js_on_load=TELL_ANSWER, elem_id="teach-answer")

    app.load(sessions.bound(translate), None, frame, **limits.QUIET)  # before anybody writes in it
    small = frame.submit(sessions.bound_to_click(asked), None, answer, **OF_TEACH, **limits.QUIET)
    slow: dict[str, Any] = {"trigger_mode": "multiple", **limits.SLOW, **limits.QUIET}
    learned = frame.apply(sessions.bound_to_click(train), None, answer, **slow)
    taken = frame.download(sessions.bound_to_click(take), None, answer, **slow)
    models.after(learned)
    for event in (small, learned, taken):
        event.failure(sessions.bound(failed), None, answer, **limits.QUIET)
    models.html.upload(
        sessions.bound_to_click(opened), None, [*models.outputs, answer], **OF_TEACH, **limits.QUIET
    )


def translate(session: Session) -> object:
    """The frame in the visitor's language."""
    return gr.HTML(html_template=view.frame_html())


# What is asked of the session


def asked(session: Session, told: Told) -> str:
    """Something small; the answer to all of it is how the lesson stands."""
    lesson = lesson_of(session)
    try:
        said = DOES[str(told.get("do"))](session, lesson, told)
    except CoreError as error:
        said = {"wrong": text.error(error), "word": str(told.get("word", ""))}
    except (KeyError, TypeError, ValueError, binascii.Error):  # of another page than ours
        said = {"wrong": text.BROKEN}
    return answered(lesson, told, said)


def answered(lesson: Lesson, told: Told, said: Answer) -> str:
    """How the lesson stands, and what else there is to say."""
    tries = lesson.tries
    strays = results.strays(lesson.taught)
    missing = ""
    try:
        lesson.by_name  # noqa: B018
    except TeachError as error:
        missing = text.error(error)
    any_tries = any(tries.values())
    stands: Answer = {
        "asked": told.get("asked"),
        "rows": {
            key: view.tries_html(lesson.names[key], all_of, strays) for key, all_of in tries.items()
        },
        "counts": {key: len(all_of) for key, all_of in tries.items()},
        "missing": missing if any_tries else "",
        "ready": not missing,
        "room": view.room_html(lesson),
        "changed": text.TEACH_CHANGED if lesson.taught and not lesson.is_taught else "",
    }
    return json.dumps(stands | said)


def failed(session: Session) -> str:
    """For a mistake of ours."""
    return answered(lesson_of(session), {}, {"wrong": text.BROKEN, "failed": uuid4().hex})


def _begin(_: Session, lesson: Lesson, __: Told) -> Answer:
    """The tab is opened for the first time, maybe after a zip was dropped on another one."""
    return {"words": words_of(lesson)} if lesson.names else {}


def words_of(lesson: Lesson) -> list[dict[str, str]]:
    """The words as the browser shows them."""
    return [{"key": key, "name": name} for key, name in lesson.names.items()]


def _name(_: Session, lesson: Lesson, told: Told) -> Answer:
    words = told["words"][: N_WORDS[1]]
    lesson.name({str(word["key"]): str(word["name"]) for word in words})
    return {}


def _try(_: Session, lesson: Lesson, told: Told) -> Answer:
    sound = str(told["wav"])
    if len(sound) > LARGEST_TRY:
        raise ValueError("No word is so long.")
    clip = as_clip(base64.b64decode(sound, validate=True))
    return {"added": lesson.add(str(told["word"]), clip).key}


def _file(session: Session, lesson: Lesson, told: Told) -> Answer:
    content, _ = sent_bytes(session, told)
    return {"added": lesson.add(str(told["word"]), as_clip(content)).key}


def _delete(_: Session, lesson: Lesson, told: Told) -> Answer:
    lesson.delete(str(told["key"]))
    return {}


def _hear(_: Session, lesson: Lesson, told: Told) -> Answer:
    one = lesson.find(str(told["key"]))
    return {"wav": base64.b64encode(wav_bytes(one.clip)).decode() if one else ""}


def _forget(session: Session, lesson: Lesson, _: Told) -> Answer:
    lesson.forget()
    return {"result": ""}


DOES: dict[str, Callable[[Session, Lesson, Told], Answer]] = {
    "begin": _begin,
    "name": _name,
    "try": _try,
    "file": _file,
    "delete": _delete,
    "hear": _hear,
    "forget": _forget,
}


# Slow work: other visitors have their turns in between


def train(session: Session, told: Told) -> str:
    """Teach a model; it answers from now on."""
    lesson = lesson_of(session)
    try:
        tries = lesson.by_name
        examples = {word: [one.clip for one in all_of] for word, all_of in tries.items()}
        with session.slow_work() as pause:
            backbone = load_backbone()
            taught = teach(_teachable(session.shipped, backbone), examples, backbone, pause)
    except CoreError as error:
        return answered(lesson, told, {"wrong": text.error(error)})
    lesson.taught = Taught(taught, tries)
    session.answer_with(taught)
    return answered(lesson, told, {"result": results.results_html(lesson.taught)})


def _teachable(classifier: Classifier, backbone: Backbone) -> Classifier:
    """The page's own model if it can be taught, else the one that comes with the project."""
    return classifier if classifier.features == backbone.features else load()


def take(session: Session, told: Told) -> str:
    """A file to take home; it goes to the browser as it is made, and is written nowhere here."""
    lesson, kind = lesson_of(session), told.get("kind")
    taught = lesson.taught
    if taught is None or kind not in MAKES:
        return answered(lesson, told, {"wrong": text.BROKEN})
    try:
        with session.slow_work():
            content = MAKES[kind](taught)
    except CoreError as error:
        return answered(lesson, told, {"wrong": text.error(error)})
    file = {"name": f"{text.TEACH_FILE}.{kind}", "data": base64.b64encode(content).decode()}
    return answered(lesson, told, {"file": file})


MAKES: dict[object, Callable[[Taught], bytes]] = {
    "safetensors": lambda taught: as_bytes(taught.classifier),
    "zip": lambda taught: pack(taught.package),
    "onnx": lambda taught: window_onnx(taught.classifier),
}


def opened(session: Session, told: Told) -> tuple[Any, ...]:
    """A model's file, or a zip of one with its tries, that was dropped on the page or chosen."""
    try:
        with session.verdict():
            package = open_model(session, told)
    except CoreError as error:
        return sorry(session, text.error(error)), gr.skip(), gr.skip()
    session.answer_with(package.classifier)
    lesson = lesson_of(session)
    if not package.tries:
        return *shown(session), gr.skip()
    lesson.begin_with(package)
    said = {"words": words_of(lesson), "result": ""}
    return *shown(session), answered(lesson, {"asked": None}, said)
