"""A session owns everything of one open page, and nothing of it outlives the visit."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
import soundfile
import torch
from gradio.utils import get_upload_folder

from core import Classifier
from core.config import NEITHER
from core.decision.prediction import Prediction
from core.errors import AudioError
from core.sound import clip as clips
from demo import limits, text
from demo.heard import hear
from demo.launch import launch_settings, parse
from demo.page import Page, build
from demo.session import Session, Sessions
from demo.tabs.listen.tab import answer, draw
from demo.tally import Tally
from demo.turns import VisitorLeft
from demo.ui.examples import SOUNDS, sound
from tests.sounds import spoken
from tests.visits import request
from tests.waiting import until

YES, NO = sound("yes_low.flac"), sound("no_low.flac")


def sent(folder: Path, example: Path = YES.path, name: str = "sent.flac") -> Path:
    """A recording that a visitor sent."""
    path = folder / name
    path.write_bytes(example.read_bytes())
    return path


# What was heard


def test_the_second_and_its_image_are_what_the_network_got(classifier: Classifier) -> None:
    for example in SOUNDS:
        heard = hear(example.path, classifier)
        assert heard.second.shape == (classifier.features.n_samples,)
        assert torch.equal(heard.image, classifier.images(heard.second[None])[0])
        assert not heard.image.is_inference()  # attributions need gradients
        assert heard.waveform is heard.decided_by(classifier.at("eager")).waveform  # made once


def test_a_short_recording_is_heard_with_silence_around_it(
    classifier: Classifier, tmp_path: Path
) -> None:
    samples, rate = soundfile.read(YES.path, dtype="float32")
    soundfile.write(tmp_path / "short.wav", samples[6_400:13_600], rate)
    heard = hear(tmp_path / "short.wav", classifier)
    _, before, after = heard.padded
    assert before > 0
    assert after > 0
    assert not heard.second[:before].any()
    assert torch.equal(heard.second[before : before + len(heard.waveform)], heard.waveform)


def test_what_is_made_of_a_recording_is_made_once(classifier: Classifier) -> None:
    heard = hear(YES.path, classifier)
    made = []
    for one in (heard, heard.decided_by(classifier.with_threshold(1.0))):
        assert one.of.once(("sum", "yes"), lambda: made.append(1) or 7) == 7
    assert made == [1]


def test_a_recording_at_another_rate_is_prepared_once(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared, sinc = [], clips.sinc_resample
    monkeypatch.setattr(
        clips,
        "sinc_resample",
        lambda samples, *ratio: prepared.append(ratio) or sinc(samples, *ratio),
    )
    soundfile.write(tmp_path / "a.wav", spoken(sample_rate=48_000), 48_000)
    answer(session, str(tmp_path / "a.wav"), "balanced")
    assert "<img" in draw(session, None)
    assert session.heard is not None
    assert len(session.heard.waveform) == 16_000
    assert prepared == [(3, 1)]


# One visit


def test_a_verdict_is_kept_and_the_same_file_is_only_decided_again(
    sessions: Sessions, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, path = sessions.of(request("one")), sent(uploads)
    first = session.hear(path, "balanced")
    assert session.heard is first
    assert session.key == first.key
    monkeypatch.delattr(Classifier, "judge")
    again = session.hear(path, "strict")
    assert again.recording == first.recording
    assert again.threshold == sessions.classifier.at("strict").threshold
    assert session.key == again.key != first.key
    assert [one.recording for one in session.tally.tries] == [first.recording]


def test_another_network_listens_again(
    sessions: Sessions, uploads: Path, lesson: Classifier
) -> None:
    session, path = sessions.of(request("one")), sent(uploads)
    first = session.hear(path, "balanced")
    session.classifier = lesson
    second = session.hear(path, "balanced")
    assert second.recording != first.recording
    assert second.of.classifier.model is lesson.model


def test_a_model_of_the_visit_answers_until_the_first_is_chosen_again(
    sessions: Sessions, uploads: Path, lesson: Classifier
) -> None:
    session, path = sessions.of(request("one")), sent(uploads)
    first = session.hear(path, "balanced")
    own = replace(lesson, classes=("no", "yes", *lesson.classes[2:]), words=("no", "yes"))
    session.answer_with(own)
    assert (session.classifier, session.own) == (own, own)
    assert session.tally.tries == ()  # it was not tried yet
    heard = session.hear_again("balanced")
    assert heard is session.heard is not first
    assert heard.of.classifier.model is own.model
    assert session.tally.tries == ()  # the same recording is no other try
    session.hear(sent(uploads, NO.path, "no.flac"), "balanced")
    assert len(session.tally.tries) == 1
    session.choose(own=False)
    assert session.classifier is sessions.classifier
    assert [one.recording for one in session.tally.tries] == [first.recording]
    session.choose(own=True)
    assert session.classifier is own
    session.leave()
    assert (session.classifier, session.own) == (sessions.classifier, None)
    session.answer_with(own)
    assert session.own is None


@pytest.fixture
def lesson(classifier: Classifier) -> Classifier:
    """Another network."""
    return replace(classifier, model=deepcopy(classifier.model))


def test_our_own_sounds_are_no_tries_of_the_class(sessions: Sessions, uploads: Path) -> None:
    session = sessions.of(request("one"))
    session.hear(NO.path, "balanced")
    assert session.tally.tries == ()
    session.hear(sent(uploads), "balanced")
    assert [one.label for one in session.tally.tries] == [YES.label]
    session.clear()
    assert NO.path.exists()
    assert len(session.tally.tries) == 1


def test_what_cannot_be_heard_takes_the_place_of_what_was_heard(
    sessions: Sessions, uploads: Path
) -> None:
    session = sessions.of(request("one"))
    session.hear(sent(uploads), "balanced")
    letter = uploads / "letter.wav"
    letter.write_text("Dear computer")
    with pytest.raises(AudioError):
        session.hear(letter, "balanced")
    assert session.heard is None
    assert session.key == ""
    session.clear()
    assert not list(uploads.iterdir())


def test_a_slow_recording_never_takes_the_place_of_a_later_one(
    sessions: Sessions, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, begun, go_on = sessions.of(request("one")), Event(), Event()
    judge = Classifier.posteriors
    slow = sent(uploads, NO.path, "slow.flac")

    def judged(self: Classifier, clip: Any) -> Any:
        if not begun.is_set():
            begun.set()
            assert go_on.wait(20)
        return judge(self, clip)

    monkeypatch.setattr(Classifier, "posteriors", judged)
    thread = Thread(target=session.hear, args=(slow, "balanced"))
    thread.start()
    assert begun.wait(20)
    later = session.hear(sent(uploads), "balanced")
    go_on.set()
    thread.join(20)
    assert session.heard is later
    assert [one.recording for one in session.tally.tries] == [later.recording]


def test_a_file_of_two_visits_stays_until_the_last_one_leaves(
    sessions: Sessions, uploads: Path
) -> None:
    path = sent(uploads)
    one, two = sessions.of(request("one")), sessions.of(request("two"))
    for session in (one, two):
        session.hear(path, "balanced")
    sessions.leave(request("one"))
    assert path.exists()
    assert two.heard is not None
    sessions.leave(request("two"))
    sessions.leave(request("two"))  # who is gone can leave again
    assert not path.exists()
    assert len(sessions) == 0


def test_visits_do_not_mix(sessions: Sessions) -> None:
    now = datetime.now(timezone.utc)
    prediction = Prediction(NEITHER, {NEITHER: 1.0}, 0, 1, 1, 0)
    one, two = sessions.of(request("one")), sessions.of(request("two"))
    one.change_tally(lambda tally: tally.heard("a", prediction, now))
    assert sessions.of(request("one")) is one
    assert len(one.tally.tries) == 1
    assert two.tally == Tally()


def test_no_change_of_the_tally_is_lost_when_many_come_at_once(sessions: Sessions) -> None:
    session, now = sessions.of(request("one")), datetime.now(timezone.utc)
    prediction = Prediction(NEITHER, {NEITHER: 1.0}, 0, 1, 1, 0)

    def many(name: int) -> None:
        for number in range(30):
            key = f"{name} {number}"
            session.change_tally(lambda tally, key=key: tally.heard(key, prediction, now))

    threads = [Thread(target=many, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(session.tally.tries) == 240


def test_handlers_get_the_session_and_speak_the_visitors_language(sessions: Sessions) -> None:
    told = []

    def note(session: Session, *values: object) -> None:
        told.append((session, text.language(), *values))

    sessions.bound(note)(request("one", "de"), 1, "two")
    assert told == [(sessions.of(request("one")), "de", 1, "two")]
    click = sessions.bound_to_click(lambda session, clicked, clock: (clicked, clock))
    assert click(request("one"), SimpleNamespace(_data={"a": 1}), 60) == ({"a": 1}, 60)
    assert click(request("one"), SimpleNamespace(_data=None), 60) == ({}, 60)
    named = sessions.bound(lambda session: {"picture": "<img>"}, {"picture": 3, "note": 4})
    assert named(request("one")) == {3: "<img>"}


def test_where_there_are_too_many_the_one_that_asked_longest_ago_is_forgotten(
    sessions: Sessions, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_SESSIONS", 2)
    first, second = (sessions.of(request(name)) for name in ("first", "second"))
    paths = [sent(uploads, name=f"{number}.flac") for number in range(2)]
    for session, path in zip((first, second), paths, strict=True):
        session.hear(path, "balanced")
    assert sessions.of(request("first")) is first  # it asks again
    third = sessions.of(request("third"))
    assert list(sessions) == [first, third]
    assert (second.has_left, second.heard) == (True, None)
    assert [path.exists() for path in paths] == [True, False]
    assert sessions.of(request("second")).heard is None  # its page may still be open


# Leaving


def test_what_arrives_after_leaving_is_thrown_away(
    sessions: Sessions, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, path = sessions.of(request("one")), sent(uploads)
    judge = Classifier.posteriors

    def leave_first(self: Classifier, clip: Any) -> Any:
        sessions.leave(request("one"))
        return judge(self, clip)

    monkeypatch.setattr(Classifier, "posteriors", leave_first)
    session.hear(path, "balanced")
    assert not path.exists()
    assert session.heard is None
    assert session.tally == Tally()
    assert len(sessions) == 0
    assert session.change_tally(lambda tally: Tally(last="a")) == Tally()


def test_a_mistake_of_ours_keeps_no_recording_of_one_who_left(
    session: Session, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sent(uploads)
    monkeypatch.setattr(Classifier, "posteriors", lambda self, clip: 1 / 0)
    session.leave()
    with pytest.raises(ZeroDivisionError):
        session.hear(path, "balanced")
    assert not path.exists()


def test_what_a_tab_keeps_is_kept_for_the_visit_alone(session: Session) -> None:
    assert session.kept("game") is None  # to ask keeps nothing
    assert session.kept("game", 1) == 1  # from now on
    assert session.kept("game", 2) == 1
    assert session.keep("game", 3) == 1
    assert session.kept("game", 4) == 3
    session.leave()
    assert session.kept("game", 5) == 5
    assert session.keep("game", 6) is None
    assert session._kept == {}


def test_who_is_seen_to_have_left_has_left_nothing(
    session: Session, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sent(uploads)
    session.hear(path, "balanced")
    release, there = session.uploads.release, []

    def look() -> None:
        until(lambda: session.has_left)
        there.append(path.exists())

    def late(owner: object) -> None:
        Event().wait(0.2)  # where somebody looks in the middle of it, it is seen now
        release(owner)

    monkeypatch.setattr(session.uploads, "release", late)
    looking = Thread(target=look)
    looking.start()
    session.leave()
    looking.join()
    assert there == [False]


def test_slow_work_of_one_who_left_ends(sessions: Sessions) -> None:
    session, steps = sessions.of(request("one")), []

    def search() -> None:
        with session.slow_work() as pause:
            for step in range(3):
                steps.append(step)
                sessions.leave(request("one"))
                pause()

    with pytest.raises(VisitorLeft):
        search()
    assert steps == [0]
    with pytest.raises(VisitorLeft), session.slow_work():
        pass
    with sessions.of(request("other")).slow_work() as pause:  # nobody is in the way
        pause()


@pytest.fixture
def page(classifier: Classifier, uploads: Path) -> Iterator[tuple[Page, str]]:
    """A page of its own, and its address."""
    app = build(classifier)
    settings = launch_settings(parse([]))
    _, address, _ = app.launch(prevent_thread_lock=True, quiet=True, **settings)
    yield app, f"{address}gradio_api/"
    app.close(verbose=False)


def of_verdict(app: Page) -> int:
    """The number of the event that answers a recording."""
    return next(number for number, fn in app.fns.items() if fn.name == "answer")


def ask(address: str, app: Page, visit: str, example: Path) -> None:
    """Send a recording and ask for the verdict, as a browser does."""
    with example.open("rb") as file:
        (path,) = httpx.post(f"{address}upload", files={"files": file}).json()
    audio = {"path": path, "meta": {"_type": "gradio.FileData"}}
    body = {"data": [audio, "balanced"], "fn_index": of_verdict(app), "session_hash": visit}
    assert httpx.post(f"{address}queue/join", json=body).status_code == 200


@pytest.mark.parametrize("has_begun", [True, False])
def test_who_leaves_before_the_verdict_leaves_nothing(
    has_begun: bool, page: tuple[Page, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app, address = page
    begun, go_on, made = Event(), Event(), []
    judge = Classifier.posteriors

    def slow(self: Classifier, clip: Any) -> Any:
        begun.set()
        assert go_on.wait(20)
        made.append(clip)
        return judge(self, clip)

    monkeypatch.setattr(Classifier, "posteriors", slow)
    busy = 0 if has_begun else 2  # who are before them, so that the verdict has not begun
    for other in range(busy):
        ask(address, app, f"other{other}", NO.path)
    with httpx.stream("GET", f"{address}heartbeat/visit") as heartbeat:
        lines = heartbeat.iter_lines()  # while it lives, the page is open
        next(lines)
        ask(address, app, "visit", YES.path)
        assert begun.wait(20)
        if has_begun:
            until(lambda: len(app.sessions) == 1)
    queue = app._queue
    if has_begun:
        until(lambda: len(app.sessions) == 0)
    else:
        events = list(queue.event_ids_to_events.values())
        until(lambda: all(event.closed for event in events if event.session_hash == "visit"))
    go_on.set()
    until(lambda: len(made) == busy + 1 and not any(queue.active_jobs))
    assert len(app.sessions) == busy
    names = {file.name for file in Path(get_upload_folder()).rglob("*.flac")}
    assert YES.file not in names
    with httpx.stream("GET", f"{address}heartbeat/visit") as heartbeat:  # back from a tunnel
        lines = heartbeat.iter_lines()  # while it lives, the page is open
        next(lines)
        ask(address, app, "visit", YES.path)
        until(lambda: len(made) == busy + 2 and not any(queue.active_jobs))
        assert len(app.sessions) == busy + 1
    until(lambda: len(app.sessions) == busy)
