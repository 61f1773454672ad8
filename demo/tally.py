"""What a class tried on the page and how often the computer was right. Nothing is written down."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import numpy as np

from core.decision.prediction import Prediction
from core.decision.shares import share

MOST = 500  # tries that a visit keeps
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")  # with which a spreadsheet's formula begins
Figure = Mapping[str, Any]  # a share with its interval and counts, from core.evaluation.metrics


@dataclass(frozen=True)
class Try:
    """One recording, the answer to it, and what the answer should have been."""

    recording: str  # no other try has it
    number: int  # 1 for the first one since the tally was cleared
    when: datetime  # in UTC
    label: str  # the answer
    score: float  # of the answer
    truth: str | None = None  # the right answer, once somebody has said it


@dataclass(frozen=True)
class Tally:
    """The tries of one visit, the oldest first."""

    tries: tuple[Try, ...] = ()
    last: str = ""  # the last recording, also when its try has been cleared

    def heard(self, recording: str, prediction: Prediction, when: datetime) -> "Tally":
        """With one more try; or, if the same recording was decided anew, with its new answer."""
        label = prediction.label
        score = prediction.scores[label]
        if recording == self.last:
            return self._change(recording, label=label, score=score)
        number = self.tries[-1].number + 1 if self.tries else 1
        new = Try(recording, number, when, label, score)
        return Tally((*self.tries, new)[-MOST:], recording)

    def judged(self, recording: str, truth: str) -> "Tally":
        """With what one try should have been. Unknown tries, cleared meanwhile, are no matter."""
        return self._change(recording, truth=truth)

    def cleared(self) -> "Tally":
        """Without any try. The recording that still stands on the page does not come back."""
        return replace(self, tries=())

    def _change(self, recording: str, **values: Any) -> "Tally":
        tries = (
            replace(one, **values) if one.recording == recording else one for one in self.tries
        )
        return replace(self, tries=tuple(tries))


# Figures


def accuracy(tally: Tally) -> Figure:
    """Of the tries that were judged, the share of right answers."""
    judged = [one for one in tally.tries if one.truth is not None]
    return share(np.array([one.label == one.truth for one in judged], dtype=bool))


def confusion(tally: Tally, labels: Sequence[str]) -> list[list[int]]:
    """Counts of judged tries: a row for each truth, a column for each answer."""
    counts = np.zeros((len(labels), len(labels)), dtype=int)
    for one in tally.tries:
        if one.truth is not None:
            counts[labels.index(one.truth), labels.index(one.label)] += 1
    return counts.tolist()


def shares(rows: Sequence[Sequence[int]]) -> tuple[Figure, Figure]:
    """From counts as of `confusion`: words heard right, and all else answered 'neither'.

    The two are kept apart because no class says words and other sounds as often as a test does.
    """
    counts = np.asarray(rows)
    right = counts.diagonal()
    return (
        _share(right[:-1].sum(), counts[:-1].sum()),
        _share(right[-1:].sum(), counts[-1:].sum()),
    )


def _share(count: int, of: int) -> Figure:
    return share(np.arange(of) < count)


# The table to take home


def to_csv(tally: Tally, head: Sequence[str], minutes_behind_utc: float) -> str:
    """All tries as a table for spreadsheets, in the visitor's local time.

    Args:
        tally: the tries.
        head: names of the five columns.
        minutes_behind_utc: as JavaScript's getTimezoneOffset tells it.
    """
    file = StringIO()
    writer = csv.writer(file)  # RFC 4180: commas, and lines that end with CR LF
    writer.writerow([_harmless(name) for name in head])
    for one in tally.tries:
        time = local(one.when, minutes_behind_utc).strftime("%Y-%m-%d %H:%M:%S")
        labels = (_harmless(one.label), f"{one.score:.4f}", _harmless(one.truth or ""))
        writer.writerow([one.number, time, *labels])
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + file.getvalue()  # tells Excel that it is UTF-8


def _harmless(cell: str) -> str:
    """Text that no spreadsheet takes for a formula. See OWASP, "CSV Injection"."""
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def local(when: datetime, minutes_behind_utc: float) -> datetime:
    """A time in UTC on the visitor's clock."""
    return when - timedelta(minutes=minutes_behind_utc)
