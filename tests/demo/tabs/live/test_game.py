"""The game of the animals: a tree, an answer after the other, and what a class teaches it."""

from collections.abc import Iterator

import pytest

from demo.tabs.live.game import LONGEST, MOST_TAUGHT, Action, Game, Intent, Tree, animals, intent_of
from demo.text.languages import LANGUAGES

YES, NO, WHAT = Intent.CONFIRM, Intent.DECLINE, Intent.NOT_UNDERSTOOD
OWL = (NO, YES, YES, YES)


def played(*answers: Intent, game: Game | None = None) -> tuple[Game, list[Action]]:
    game, actions = game or Game(animals()), []
    for answer in answers:
        game, action = game.answered(answer)
        actions.append(action)
    return game, actions


def nodes(tree: Tree, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Tree]]:
    yield path, tree
    if "animal" not in tree:
        for answer in ("yes", "no"):
            yield from nodes(tree[answer], (*path, answer))


def test_every_question_and_animal_is_there_in_every_language() -> None:
    names = []
    for path, node in nodes(animals()):
        (kind,) = {"question", "animal"} & node.keys()
        assert set(node[kind]) >= set(LANGUAGES), path
        assert all(text.strip() for text in node[kind].values())
        if kind == "animal":
            names.append(node[kind]["en"])
    assert len(names) == len(set(names)) >= 16


def test_every_animal_is_guessed() -> None:
    for path, node in nodes(animals()):
        if "animal" in node:
            answers = [YES if answer == "yes" else NO for answer in path]
            game, actions = played(YES, *answers, YES)
            asked = [Action.ASK] * len(path)
            assert (game.stage, actions) == ("won", [*asked, Action.GUESS, Action.WIN])


def test_what_was_not_understood_changes_nothing() -> None:
    for game in (Game(animals()), played(YES, YES)[0], played(YES, *OWL)[0]):
        assert game.answered(WHAT) == (game, Action.REPEAT)


def test_another_game_begins_when_they_say_so() -> None:
    won, _ = played(YES, *OWL, YES)
    game, action = won.answered(YES)
    assert (game.stage, game.path, action) == ("question", (), Action.ASK)
    game, action = won.answered(NO)
    assert (game.stage, action) == ("ready", Action.BEGIN)


def test_what_a_class_teaches_is_known_in_the_next_game() -> None:
    lost, actions = played(YES, *OWL, NO)
    assert (lost.stage, actions[-1]) == ("lost", Action.GIVE_UP)
    taught = lost.learned(" eine  Fledermaus ", "Hängt sie kopfüber?", "de")
    assert (taught.stage, taught.taught) == ("learned", 1)
    bat, _ = played(YES, *OWL, YES, game=taught)
    assert (bat.stage, bat.text("animal", "en")) == ("guess", "eine Fledermaus")
    owl, _ = played(YES, *OWL, NO, game=taught)
    assert owl.text("animal", "de") == "eine Eule"
    assert played(YES, *OWL)[0].text("animal", "de") == "eine Eule"  # another visitor's game


def test_only_what_is_asked_for_is_learned() -> None:
    lost, _ = played(YES, *OWL, NO)
    assert lost.learned("  ", "Does it?", "en") == lost
    assert lost.learned("a bat", "", "en") == lost
    guessing, _ = played(YES, *OWL)
    assert guessing.learned("a bat", "Does it?", "en") == guessing
    long = lost.learned("a" * 1_000, "q" * 1_000, "en")
    assert len(long.text("question", "en")) == LONGEST["question"]
    full = Game(lost.tree, lost.stage, lost.path, MOST_TAUGHT)
    assert full.learned("a bat", "Does it?", "en") == full


@pytest.mark.parametrize(
    ("word", "words", "intent"),
    [
        ("yes", ("yes", "no"), YES),
        ("no", ("yes", "no"), NO),
        ("yes", ("no", "yes"), YES),
        (None, ("yes", "no"), WHAT),
        ("oui", ("oui", "non", "encore"), YES),
        ("non", ("oui", "non", "encore"), NO),
        ("encore", ("oui", "non", "encore"), WHAT),
        (None, ("oui",), WHAT),
        ("oui", ("oui",), YES),
    ],
)
def test_a_word_means_something(word: str | None, words: tuple[str, ...], intent: Intent) -> None:
    assert intent_of(word, words) is intent
