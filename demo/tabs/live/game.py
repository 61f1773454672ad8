"""The computer guesses an animal by yes/no questions. The state of one game, and nothing of a page.

The tree of questions is a file, in four languages. What a class teaches it is known for the visit.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

Tree = Mapping[str, Any]  # {"question", "yes", "no"} or {"animal"}; texts: language -> text
TREE = Path(__file__).parent / "animals.json"
LONGEST = {"animal": 40, "question": 100}  # characters of what a class teaches
MOST_TAUGHT = 100  # animals in a visit


class Intent(Enum):
    """What somebody wants who says a word."""

    CONFIRM = "confirm"
    DECLINE = "decline"
    NOT_UNDERSTOOD = "not_understood"


class Action(Enum):
    """What the computer does next; the last two change nothing."""

    ASK = "ask"
    GUESS = "guess"
    WIN = "win"
    GIVE_UP = "give_up"
    BEGIN = "begin"
    REPEAT = "repeat"
    WAIT = "wait"  # for what a class writes


def intent_of(word: str | None, words: Sequence[str]) -> Intent:
    """From the word that was heard to what is meant by it; None where it was neither.

    Of the classifier's words, "yes" and "no" mean what they say; a model without them confirms
    with its first word and declines with its second.
    """
    confirm, decline = ("yes", "no") if {"yes", "no"} <= set(words) else (*words, None, None)[:2]
    if word is not None and word == confirm:
        return Intent.CONFIRM
    if word is not None and word == decline:
        return Intent.DECLINE
    return Intent.NOT_UNDERSTOOD


@cache
def animals() -> Tree:
    """The tree that every visit begins with."""
    tree: Tree = json.loads(TREE.read_text(encoding="utf-8"))
    return tree


@dataclass(frozen=True)
class Game:
    """Where a game stands: `answered` gives the next one."""

    tree: Tree
    stage: str = "ready"  # or "question", "guess", "won", "lost", "learned"
    path: tuple[str, ...] = ()  # "yes" or "no" to each question so far
    taught: int = 0  # animals in this visit

    @property
    def node(self) -> Tree:
        """The question or the animal that the answers have led to."""
        node = self.tree
        for answer in self.path:
            node = node[answer]
        return node

    def text(self, kind: str, language: str) -> str:
        """The node's "question" or "animal"; what a class taught is in its own language."""
        said: Mapping[str, str] = self.node[kind]
        return said.get(language) or next(iter(said.values()))

    def answered(self, intent: Intent) -> tuple["Game", Action]:
        """The game after an answer, and what the computer does."""
        if intent is Intent.NOT_UNDERSTOOD:
            return self, Action.REPEAT
        agreed = intent is Intent.CONFIRM
        if self.stage == "question":
            return self._at((*self.path, "yes" if agreed else "no"))
        if self.stage == "guess":
            won = ("won", Action.WIN) if agreed else ("lost", Action.GIVE_UP)
            return replace(self, stage=won[0]), won[1]
        if agreed:  # to begin, or to play once more
            return self._at(())
        return replace(self, stage="ready", path=()), Action.BEGIN

    def _at(self, path: tuple[str, ...]) -> tuple["Game", Action]:
        there = replace(self, path=path)
        is_animal = "animal" in there.node
        stage, action = ("guess", Action.GUESS) if is_animal else ("question", Action.ASK)
        return replace(there, stage=stage), action

    def learned(self, animal: str, question: str, language: str) -> "Game":
        """The game after it was told which animal it was, and a question with yes for it.

        The same game where that is not asked for, is empty, or where it has learned enough.
        """
        animal = " ".join(animal.split())[: LONGEST["animal"]]
        question = " ".join(question.split())[: LONGEST["question"]]
        if self.stage != "lost" or not animal or not question or self.taught >= MOST_TAUGHT:
            return self
        new = {
            "question": {language: question},
            "yes": {"animal": {language: animal}},
            "no": self.node,
        }
        tree = _with(self.tree, self.path, new)
        return replace(self, tree=tree, stage="learned", taught=self.taught + 1)


def _with(tree: Tree, path: Sequence[str], new: Tree) -> Tree:
    """The tree with another branch at the end of the path."""
    if not path:
        return new
    first, *rest = path
    return {**tree, first: _with(tree[first], rest, new)}
