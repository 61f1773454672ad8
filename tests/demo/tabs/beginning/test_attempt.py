"""A training in a visit: it ends, is stopped, is left, and never stands in anybody's way."""

from pathlib import Path
from threading import Event, Thread

import pytest

from core import Classifier
from core.training.beginning import Choices
from demo import text
from demo.session import Session
from demo.tabs.beginning import tab, view
from demo.tabs.beginning.attempt import Attempt, Folder, State
from tests.apart import apart
from tests.made_dataset import make_dataset
from tests.waiting import until

FEW = Choices(epochs=3, recordings=16, augment=False)


@pytest.fixture(scope="module")
def folder(classifier: Classifier, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder(classifier, make_dataset(tmp_path_factory.mktemp("attempt") / "words"))


class Watched(Attempt):
    """It notes its states, and does something at one of them."""

    def __init__(self, *given: object, at: str = "", act: object = None) -> None:
        super().__init__(*given)
        self.seen: list[State] = []
        self.at, self.act = at, act

    def _tell(self, **changes: object) -> None:
        super()._tell(**changes)
        self.seen.append(self.state)
        here = f"{self.state.phase} {len(self.state.epochs)}"
        if here == self.at and "epochs" in changes | {"epochs": 0}:
            self.at = ""
            self.act(self)


def test_it_trains_and_compares_and_its_model_is_used(session: Session, folder: Folder) -> None:
    attempt = Watched(session, folder, FEW)
    session.keep(tab.KEPT, attempt)
    attempt.run()
    state = attempt.state
    phases = list(dict.fromkeys(one.phase for one in attempt.seen))
    assert phases == ["reading", "training", "comparing", "done"]
    assert [epoch.number for epoch in state.epochs] == [1, 2, 3]
    training = [one for one in attempt.seen if one.phase == "training"]
    assert training[-1].done == training[-1].of == 3
    assert set(state.figures) == {"own", "shipped"}
    shipped = session.classifier
    assert tab.use(session)
    assert session.classifier is attempt.classifier is not shipped
    assert session.classifier.words == shipped.words


def test_stopped_in_the_middle_it_keeps_what_it_learned(session: Session, folder: Folder) -> None:
    attempt = Watched(session, folder, FEW, at="training 1", act=lambda own: own.stop())
    attempt.run()
    assert (attempt.state.phase, len(attempt.state.epochs)) == ("done", 1)
    assert attempt.classifier is not None


@pytest.mark.parametrize("at", ["reading 0", "training 0", "comparing 3"])
def test_stopped_elsewhere_it_ends(session: Session, folder: Folder, at: str) -> None:
    attempt = Watched(session, folder, FEW, at=at, act=lambda own: own.stop())
    attempt.run()
    assert attempt.state.phase == "stopped"
    assert attempt.classifier is None


def test_left_in_the_middle_nothing_stays(session: Session, folder: Folder) -> None:
    attempt = Watched(session, folder, FEW, at="training 1", act=lambda own: session.leave())
    session.keep(tab.KEPT, attempt)
    attempt.run()
    assert (attempt.state.phase, attempt.state.epochs) == ("stopped", ())
    assert attempt.classifier is None
    assert session._kept == {}


def test_the_visitors_other_work_has_its_turn_in_between(session: Session, folder: Folder) -> None:
    done, over = Event(), []

    def explain() -> None:
        with session.slow_work() as pause:
            pause()
            over.append(attempt.state.is_over)
        done.set()

    attempt = Watched(
        session, folder, FEW, at="training 1", act=lambda own: Thread(target=explain).start()
    )
    attempt.run()
    assert done.wait(20)
    assert over == [False]


def test_a_folder_that_went_away_is_told(session: Session, folder: Folder) -> None:
    attempt = Attempt(session, folder, FEW)
    whole, folder.root = folder.root, Path("nowhere")
    try:
        attempt.run()
    finally:
        folder.root = whole
    assert attempt.state.phase == "failed"
    assert "no folder" in view.told(attempt.state, FEW)


def test_a_mistake_of_ours_is_told_without_details(
    session: Session, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Attempt, "_work", lambda self: 1 / 0)
    attempt = Attempt(session, folder, FEW)
    attempt.run()
    assert attempt.state.phase == "failed"
    assert text.BEGIN_BROKEN in view.told(attempt.state, FEW)
    assert folder.places.acquire(blocking=False)
    folder.places.release()


def test_where_all_places_are_taken_it_waits(session: Session, folder: Folder) -> None:
    taken = 0
    while folder.places.acquire(blocking=False):
        taken += 1
    attempt = Attempt(session, folder, FEW)
    try:
        attempt.start()
        attempt.stop()
        until(lambda: attempt.state.is_over)
        assert attempt.state.phase == "stopped"
    finally:
        for _ in range(taken):
            folder.places.release()


def test_followers_see_every_change_and_only_the_newest_is_told(
    session: Session, folder: Folder
) -> None:
    attempt = Attempt(session, folder, FEW)
    session.keep(tab.KEPT, attempt)

    async def follow() -> list[str]:
        seen = []
        async for _, state in tab.states(session):
            seen.append(state.phase)
            if state.phase == "waiting":
                attempt._tell(phase="training", of=4)
            elif state.phase == "training":
                attempt._tell(phase="done")
        return seen

    async def overtaken() -> list[str]:
        seen = []
        async for _, state in tab.states(session):
            seen.append(state.phase)
            attempt.follower = object()
        return seen

    assert apart(overtaken()) == ["waiting"]
    assert apart(follow()) == ["waiting", "training", "done"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            ["lesson", "0.0001", "off", 3, 20],
            Choices(
                architecture="lesson", learning_rate=1e-4, augment=False, epochs=3, recordings=20
            ),
        ),
        (["x", "7", None, 10**9, -1], Choices(epochs=40, recordings=20)),
        ([None, None, None, None, float("nan")], Choices(recordings=32)),
    ],
)
def test_choices_are_kept_within_reason(
    folder: Folder, values: list[object], expected: Choices
) -> None:
    assert tab.choices_of(folder, values) == expected
