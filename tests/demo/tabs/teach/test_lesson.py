"""What the Teach tab is asked and answers; and that nothing of it outlives the visit."""

import base64
import gc
import json
import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core import load
from core.decision.checkpoint import save
from core.errors import TeachError
from core.sound.clip import Clip
from core.sound.decode import read_clip
from core.teach.package import unpack, wav_bytes
from demo import text
from demo.lesson import lesson_of
from demo.session import Session, Sessions
from demo.tabs.teach.tab import asked, opened, take, train
from demo.ui.models import bar_html, choose
from tests.made_dataset import untrained
from tests.sounds import spoken
from tests.visits import request

WORDS = Path("demo/examples/words")
NAMED = {"do": "name", "words": [{"key": "1", "name": "hoch"}, {"key": "2", "name": "<b>halt"}]}
SAID = {"1": "up", "2": "stop"}  # what the words sound like


def ask(session: Session, **told: Any) -> dict[str, Any]:
    answer = json.loads(asked(session, told))
    assert answer["asked"] == told.get("asked")
    return answer


def say(session: Session, key: str, clip: Clip) -> dict[str, Any]:
    wav = base64.b64encode(wav_bytes(clip)).decode()
    return ask(session, do="try", word=key, wav=wav)


def recordings(key: str, n: int) -> list[Clip]:
    return [read_clip(path) for path in sorted((WORDS / SAID[key]).glob("*.ogg"))[:n]]


@pytest.fixture
def taught(session: Session) -> Session:
    """A session after its lesson."""
    ask(session, **NAMED)
    for key in SAID:
        for clip in recordings(key, 4):
            assert "wrong" not in say(session, key, clip)
    assert "result" in json.loads(train(session, {}))
    return session


def sent(folder: Path, name: str, content: bytes) -> dict[str, Any]:
    """What the browser tells of a file that was sent."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return {"path": str(folder / name), "name": name}


def test_a_lesson_from_the_first_word_to_the_taught_model(session: Session) -> None:
    answer = ask(session, asked="1-1", **NAMED)
    assert (answer["ready"], answer["missing"], answer["room"]) == (False, "", "")
    assert "words" not in ask(Sessions(session.shipped).of(request("new")), do="begin")
    for count in (1, 2, 3):
        for key in SAID:
            answer = say(session, key, recordings(key, count)[-1])
    assert answer["counts"] == {"1": 3, "2": 3}
    assert (answer["ready"], answer["missing"]) == (True, "")
    assert answer["room"] in text.TEACH_ROOMS.values()
    assert "<b>" not in answer["rows"]["2"]
    learned = json.loads(train(session, {"asked": "1-9"}))
    assert learned["asked"] == "1-9"
    assert ask(session, do="begin")["words"] == NAMED["words"]
    assert session.classifier.words == ("hoch", "<b>halt")
    assert "<b>" not in learned["result"] + bar_html(session)
    assert "too few" not in learned["result"]
    assert text.TEACH_WARNINGS["too_few"].format(word="hoch", n=3, enough=5) in learned["result"]
    choose(session, {"own": False})
    assert session.classifier is session.shipped


def test_what_is_no_try_is_refused_with_its_reason(session: Session) -> None:
    ask(session, **NAMED)
    answer = say(session, "2", Clip(0 * spoken(), 16_000))
    assert answer["wrong"] == text.error(TeachError("nothing_heard", word="<b>halt", number=1))
    assert (answer["word"], answer["counts"]) == ("2", {"1": 0, "2": 0})
    for told in (
        {"do": "try", "word": "9", "wav": "AAAA"},
        {"do": "try", "word": "1", "wav": "no base64!"},
        {"do": "try", "word": "1"},
        {"do": "try", "word": "1", "wav": "A" * (2**21 + 4)},
        {"do": "nothing"},
        {},
        {"do": "name", "words": 7},
        {"do": "file", "word": "1", "path": "/etc/passwd", "name": "x"},
    ):
        assert ask(session, **told)["wrong"]
    assert not any(ask(session)["counts"].values())
    with pytest.raises(TeachError):
        lesson_of(session).add("9", recordings("1", 1)[0])
    assert lesson_of(session)._tries == {}  # nothing is kept for a word that there is not
    assert "wrong" in json.loads(train(session, {}))
    assert session.own is None


def test_names_that_cannot_be(session: Session) -> None:
    for key in SAID:
        ask(session, **NAMED)
        for clip in recordings(key, 3):
            say(session, key, clip)
    same = [{"key": "1", "name": "ja"}, {"key": "2", "name": "ja"}]
    answer = ask(session, do="name", words=same)
    assert answer["missing"] == text.error(TeachError("same_name", word="ja"))
    assert not answer["ready"]
    many = [{"key": str(n), "name": str(n)} for n in range(50)]
    assert len(ask(session, do="name", words=many)["counts"]) == 8


def test_tries_are_heard_and_deleted(taught: Session) -> None:
    first = lesson_of(taught).tries["1"][0]
    wav = ask(taught, do="hear", key=first.key)["wav"]
    assert base64.b64decode(wav) == wav_bytes(first.clip)
    answer = ask(taught, do="delete", key=first.key)
    assert answer["counts"]["1"] == 3
    assert answer["changed"] == text.TEACH_CHANGED
    assert ask(taught, do="hear", key=first.key)["wav"]  # the matrix still plays it
    ask(taught, do="forget")
    assert ask(taught, do="hear", key=first.key)["wav"] == ""


def test_files_instead_of_recordings(session: Session, uploads: Path) -> None:
    ask(session, **NAMED)
    path = next((WORDS / "up").glob("*.ogg"))
    file = sent(uploads / "a", "up.ogg", path.read_bytes())
    assert ask(session, do="file", word="1", **file)["counts"]["1"] == 1
    file = sent(uploads / "a", "text.ogg", b"text")
    assert "not audio" in ask(session, do="file", word="1", **file)["wrong"]
    assert not [path for path in uploads.rglob("*") if path.is_file()]


@pytest.mark.parametrize("kind", ["zip", "safetensors"])
def test_it_is_taken_home_and_opened_again(
    taught: Session, sessions: Sessions, uploads: Path, kind: str
) -> None:
    file = json.loads(take(taught, {"kind": kind}))["file"]
    assert file["name"] == f"{text.TEACH_FILE}.{kind}"
    another = sessions.of(request("another"))
    told = sent(uploads / "b", file["name"], base64.b64decode(file["data"]))
    bar, _, answer = opened(another, told)
    assert "hoch" in bar
    assert another.classifier.words == taught.classifier.words
    right = taught.classifier.metrics["taught"]["right"]
    assert another.classifier.metrics == {"taught": {"right": right}}
    if kind == "zip":
        words = json.loads(answer)["words"]
        assert [word["name"] for word in words] == ["hoch", "<b>halt"]
        assert set(json.loads(answer)["counts"].values()) == {4}
        assert "result" in json.loads(train(another, {}))  # and taught further
        assert unpack(base64.b64decode(file["data"]), "x").classifier.words == ("hoch", "<b>halt")
    assert not [path for path in uploads.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", ["evil.zip", "evil.safetensors", "notes.txt"])
def test_a_strangers_file_gets_one_sentence(session: Session, uploads: Path, name: str) -> None:
    bar, *_ = opened(session, sent(uploads / "c", name, b"something else"))
    assert bar.count("<p") == 1
    assert name in bar
    assert session.own is None
    assert not [path for path in uploads.rglob("*") if path.is_file()]
    assert "<p" in opened(session, {"path": "/etc/passwd", "name": "passwd"})[0]


def test_a_model_with_a_name_that_does_harm_is_not_opened(session: Session, uploads: Path) -> None:
    model = replace(untrained(("yes\x1b", "no", "noise")), words=("yes\x1b", "no"))
    save(model, uploads / "evil.safetensors")
    told = sent(uploads / "d", "m.safetensors", (uploads / "evil.safetensors").read_bytes())
    opened(session, told)
    assert session.own is None


def test_a_taught_page_model_is_taught_by_the_projects_own(taught: Session) -> None:
    again = Sessions(taught.classifier).of(request("again"))
    ask(again, **NAMED)
    for key in SAID:
        for clip in recordings(key, 3):
            say(again, key, clip)
    assert "result" in json.loads(train(again, {}))
    assert again.classifier.model_config == taught.classifier.model_config


def test_nothing_stays_after_the_visit(taught: Session, sessions: Sessions) -> None:
    held = weakref.ref(lesson_of(taught).tries["1"][0].clip)
    model = weakref.ref(taught.classifier)
    sessions.leave(request("one"))
    gc.collect()
    assert held() is None
    assert model() is None
    say(taught, "1", recordings("1", 1)[0])  # it was on the way
    assert taught._kept == {}
    assert load().words == taught.classifier.words
