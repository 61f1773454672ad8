"""How often is it right? Figures from answers, each with its count and its 95 % interval.

Everything here is a pure function of answers that were given.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.config import NEITHER
from core.decision.shares import share

N_BINS = 10  # for the reliability of scores


@dataclass(frozen=True)
class Answers:
    """What was said, and what the classifier made of it. Arrays of one entry a recording."""

    spoken: np.ndarray  # the word, or 'noise' or 'silence'
    truth: np.ndarray  # the right label
    label: np.ndarray  # the label that was given
    scores: np.ndarray  # (n, n_labels) the last one 'neither'
    labels: tuple[str, ...]


def figures(answers: Answers, false_accept_share: float = 0.01) -> dict[str, Any]:
    """All figures of one evaluation, ready for JSON."""
    labels, words = list(answers.labels), answers.labels[:-1]
    is_word = answers.truth != NEITHER
    word_scores = answers.scores[:, :-1]
    likelier = np.array(words)[word_scores.argmax(axis=1)]
    accepted = answers.label != NEITHER
    right = answers.label == answers.truth
    kinds = {"other_words": ~is_word & ~np.isin(answers.spoken, ["noise", "silence"])}
    kinds |= {name: answers.spoken == name for name in ("noise", "silence")}
    result: dict[str, Any] = {
        "forced_choice": share((likelier == answers.truth)[is_word]),
        "accepted_and_right": share(right[is_word]),
        "taken_for_the_wrong_word": share((accepted & ~right)[is_word]),
        "falsely_accepted": {name: share(accepted[rows]) for name, rows in kinds.items()},
    }
    if (~is_word).any():
        best = word_scores.max(axis=1)
        # The threshold lies just above the highest score that must be refused.
        n_allowed = int(false_accept_share * np.sum(~is_word))
        refused = float(np.sort(best[~is_word])[::-1][n_allowed])
        result["recall_at_1_percent_false_accepts"] = share(
            ((likelier == answers.truth) & (best > refused))[is_word]
        ) | {"threshold_above": round(refused, 4), "false_accepts_allowed": n_allowed}
    result["expected_calibration_error"] = expected_calibration_error(answers)
    result["confusion"] = {
        "labels": labels,
        "rows_are_the_truth": [
            [int(np.sum((answers.truth == said) & (answers.label == given))) for given in labels]
            for said in labels
        ],
    }
    mistaken = Counter(answers.spoken[accepted & ~right].tolist())
    result["falsely_accepted_by_word"] = dict(mistaken.most_common())
    return result


def expected_calibration_error(answers: Answers) -> dict[str, Any]:
    """How far scores are from what happens, in shares, weighted as calibration was.

    The score of the likeliest label is compared with how often it is the truth, in ten bins.
    Recordings with and without a word count half each. Source: Naeini, Cooper and Hauskrecht
    (2015), "Obtaining Well Calibrated Probabilities Using Bayesian Binning".
    """
    is_word = answers.truth != NEITHER
    weights = np.where(is_word, 0.5 / max(is_word.sum(), 1), 0.5 / max((~is_word).sum(), 1))
    weights /= weights.sum()
    confidence = answers.scores.max(axis=1)
    right = np.array(answers.labels)[answers.scores.argmax(axis=1)] == answers.truth
    edges = np.linspace(0, 1, N_BINS + 1)
    bins = np.clip(np.digitize(confidence, edges) - 1, 0, N_BINS - 1)
    error, reliability = 0.0, []
    for index in range(N_BINS):
        rows = bins == index
        weight = weights[rows].sum()
        if not rows.any():
            continue
        mean_score = float(np.average(confidence[rows], weights=weights[rows]))
        mean_right = float(np.average(right[rows], weights=weights[rows]))
        error += weight * abs(mean_score - mean_right)
        reliability.append(
            {"score": round(mean_score, 4), "right": round(mean_right, 4), "of": int(rows.sum())}
        )
    return {"error": round(float(error), 5), "of": len(right), "reliability": reliability}
