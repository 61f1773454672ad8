"""One visitor's stream: what is told, when it ends, how much may be sent, and how many at once."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from core import Classifier
from core.decision.live import Moment
from core.errors import AudioError
from demo import text
from demo.session import Session, Sessions
from demo.tabs.live.listening import (
    AHEAD_SECONDS,
    PIECE_BYTES,
    SILENT_SECONDS,
    Listening,
    Places,
    TooFast,
    Unclear,
)
from demo.ui.examples import sound

RATE = 16_000
PIECE = 2 * RATE // 10  # bytes of a tenth of a second


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def listening(session: Session, clock: Clock) -> Listening:
    return Listening(session, "en", clock)


def pieces(*names: str) -> Iterator[bytes]:
    """Examples one after the other, with a pause after each, as the browser sends them."""
    for name in names:
        samples, rate = soundfile.read(sound(name).path, dtype="int16")
        assert rate == RATE
        data = np.pad(samples, (0, 2 * RATE)).tobytes()
        yield from (data[first : first + PIECE] for first in range(0, len(data), PIECE))


def talk(listening: Listening, clock: Clock, *names: str) -> list[dict[str, Any]]:
    told = []
    for piece in pieces(*names):
        clock.now += 0.1
        listening.take(piece, RATE)
        told.append(listening.judge(RATE))
    return [one for one in told if one]


def test_words_move_the_game(listening: Listening, clock: Clock) -> None:
    told = talk(listening, clock, "yes_low.flac", "no_low.flac")
    words = [word for one in told for word in one.get("words", [])]
    assert [(word["number"], word["label"]) for word in words] == [(1, "yes"), (2, "no")]
    assert listening.game.path == ("no",)  # yes began the game
    games = [one["game"] for one in told if "game" in one]
    assert text.LIVE_QUESTION.format(number=1) in games[0]
    assert listening.game.text("question", "en") in games[1]
    steps = [one["steps"] for one in told if "steps" in one]
    assert text.LIVE_INTENTS["decline"] in steps[-1]
    times = [row[0] for one in told for row in one.get("scores", [])]
    assert times == sorted(times)
    assert np.allclose(np.diff(times), listening.classifier.decision.hop_seconds)


def test_another_word_is_asked_for_again(listening: Listening, clock: Clock) -> None:
    told = talk(listening, clock, "yes_low.flac", "seven.flac")
    steps = [one["steps"] for one in told if "steps" in one]
    assert len(steps) == 2
    assert text.LIVE_ACTIONS["repeat"] in steps[1]
    assert listening.game.path == ()


def test_silence_and_noise_are_no_answer(listening: Listening, clock: Clock) -> None:
    told = talk(listening, clock, "silence.flac", "noise.flac")
    assert not [one for one in told if "steps" in one or "words" in one]


def test_whatever_the_pieces_nothing_is_kept_of_them(listening: Listening, clock: Clock) -> None:
    listening.take(b"12345", RATE)  # half a sample too much
    assert listening.judge(RATE) == {}
    assert listening.judge(RATE) == {}
    assert not listening._sent


def test_minutes_without_a_word_end_it(listening: Listening, clock: Clock) -> None:
    talk(listening, clock, "yes_low.flac")
    clock.now += SILENT_SECONDS - 3
    assert listening.is_over is None
    talk(listening, clock, "silence.flac")
    assert listening.is_over == "silent"
    listening.told_by_hand(json.dumps({"answer": "confirm"}))
    assert listening.is_over is None
    listening.session.leave()
    assert listening.is_over == "left"


def test_another_model_begins_anew(listening: Listening, session: Session) -> None:
    session.answer_with(replace(session.shipped, words=("no", "yes")))
    assert listening.is_over == "model"
    assert Listening(session, "en").classifier.words == ("no", "yes")


def test_more_than_can_be_spoken_is_refused(listening: Listening, clock: Clock) -> None:
    with pytest.raises(TooFast):
        listening.take(bytes(PIECE_BYTES + 2), RATE)
    for _ in range(round(AHEAD_SECONDS * 10)):
        listening.take(bytes(PIECE), RATE)
    with pytest.raises(TooFast):
        listening.take(bytes(PIECE), RATE)
    clock.now += 0.1
    listening.take(bytes(PIECE), RATE)


def test_a_rate_that_no_sound_has_is_refused(listening: Listening, clock: Clock) -> None:
    clock.now = 3600
    listening._samples = 1
    listening.take(bytes(PIECE), RATE)
    with pytest.raises(AudioError):
        listening.judge(7)


@pytest.mark.parametrize("message", ["", "[]", "{}", '{"answer": 3}', '{"animal": 1}', "null"])
def test_what_no_button_says_changes_nothing(listening: Listening, message: str) -> None:
    game = listening.game
    assert listening.told_by_hand(message) == {}
    assert listening.game == game


def test_what_a_class_teaches_is_told_safely_and_stays_for_the_visit(
    listening: Listening, session: Session
) -> None:
    for answer in ("confirm", "decline", "confirm", "confirm", "confirm", "decline"):
        listening.told_by_hand(json.dumps({"answer": answer}))
    assert listening.game.stage == "lost"
    taught = {"animal": "<b>bat</b>", "question": "Is it <i>upside</i> down?"}
    listening.told_by_hand(json.dumps(taught))
    again = Listening(session, "en")
    for answer in ("confirm", "decline", "confirm", "confirm", "confirm"):
        told = again.told_by_hand(json.dumps({"answer": answer}))
    assert "Is it &lt;i&gt;upside&lt;/i&gt; down?" in told["game"]
    session.leave()
    assert session._kept == {}


def test_what_a_class_teaches_after_it_left_is_thrown_away(
    listening: Listening, session: Session
) -> None:
    for answer in ("confirm", "decline", "confirm", "confirm", "confirm", "decline"):
        listening.told_by_hand(json.dumps({"answer": answer}))
    session.leave()
    listening.told_by_hand(json.dumps({"animal": "a bat", "question": "Is it upside down?"}))
    assert session._kept == {}


# Unclear


def moment(second: float, nothing: float) -> Moment:
    return Moment(second, np.zeros(3), nothing)


@pytest.mark.parametrize(("length", "times"), [(0.2, 0), (0.8, 1), (3.0, 0)])
def test_one_thing_that_was_no_word_is_noticed_once(length: float, times: int) -> None:
    unclear = Unclear(0.35)
    seconds = np.arange(0, 6, 0.1)
    noticed = [
        unclear.step(moment(second, 0.1 if 1 <= second < 1 + length else 0.9), [])
        for second in seconds
    ]
    assert sum(noticed) == times


# Places


def test_each_visitor_has_one_place_and_there_are_so_many(classifier: Classifier) -> None:
    sessions, places = Sessions(classifier), Places(most=2)

    def arrives() -> Session:
        return Session(classifier, sessions.uploads, sessions.turns)

    first, second, third = arrives(), arrives(), arrives()
    one, two = places.enter(places.ticket(first)), places.enter(places.ticket(second))
    assert one is not None
    assert two is not None
    assert places.ticket(third) == ""
    anew = places.enter(places.ticket(first))  # the same visitor, who began once more
    assert anew is not None
    assert (len(places), places.is_here(one), places.is_here(anew)) == (2, False, True)
    places.leave(one)  # its connection ends later
    assert len(places) == 2
    late = places.ticket(second)
    places.leave(two)
    assert places.enter(places.ticket(third)) is not None
    assert places.enter(late) is None  # somebody else took the place
    assert places.enter("") is None
    assert places.enter("made up") is None


def test_the_files_of_the_game_are_installed() -> None:
    folder = Path(__file__).parents[4] / "demo" / "tabs" / "live"
    patterns = (folder.parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    for suffix in {path.suffix for path in folder.iterdir() if path.suffix not in ("", ".py")}:
        assert f'"tabs/*/*{suffix}"' in patterns
