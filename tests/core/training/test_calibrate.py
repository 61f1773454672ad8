"""Scores that mean what they say."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

from core.config import DecisionConfig
from core.decision.differentiable import calibrate
from core.training.calibrate import TEMPERATURES, balanced_loss, choose_threshold, fit_calibration

ALONE = DecisionConfig(smoothing=1)


def honest_scores(n: int = 20_000) -> tuple[Tensor, Tensor]:
    """Log-probabilities (n, 1, 3) that mean exactly what they say, and the truth.

    Answers lie around their label in a normal distribution, so Bayes' rule gives the scores.
    """
    generator = torch.Generator().manual_seed(0)
    targets = torch.tensor([0, 1, 2, 2]).repeat(n // 4)
    answers = torch.randn(n, 3, generator=generator)
    answers[torch.arange(n), targets] += 2.0
    log_prior = torch.tensor([0.25, 0.25, 0.5]).log()
    return (2.0 * answers + log_prior).log_softmax(dim=-1).unsqueeze(1), targets


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
@pytest.mark.parametrize("bias", [-1.0, 0.0, 1.0])
def test_temperature_and_bias_are_found_again(temperature, bias):
    honest, targets = honest_scores()
    spoilt = temperature * honest
    spoilt[..., 2] -= temperature * bias
    found = fit_calibration(spoilt.log_softmax(dim=-1), targets, ALONE)
    assert found.temperature == pytest.approx(temperature, rel=0.05)
    assert found.neither_bias == pytest.approx(bias, abs=0.1)
    calibrated = calibrate(spoilt.log_softmax(dim=-1), found)
    torch.testing.assert_close(calibrated, honest.exp(), rtol=0, atol=0.03)


def test_other_settings_stay():
    honest, targets = honest_scores(400)
    decision = replace(ALONE, threshold=0.77, hop_seconds=0.2)
    found = fit_calibration(honest, targets, decision)
    assert replace(found, temperature=1.0, neither_bias=0.0) == decision


def test_calibration_lowers_the_loss_of_the_mean_of_neighbours():
    generator = torch.Generator().manual_seed(1)
    honest, targets = honest_scores(2_000)
    windows = 4 * (honest + torch.randn(2_000, 3, 3, generator=generator))
    windows = windows.log_softmax(dim=-1)
    found = fit_calibration(windows, targets, DecisionConfig())

    def loss(decision: DecisionConfig) -> float:
        return float(balanced_loss(calibrate(windows, decision).mean(dim=1), targets))

    best = loss(found)
    assert best < loss(DecisionConfig())
    for change in (0.8, 1.25):
        assert best < loss(replace(found, temperature=change * found.temperature))
    for change in (-0.3, 0.3):
        assert best < loss(replace(found, neither_bias=found.neither_bias + change))


def test_a_network_of_words_alone_gets_a_temperature():
    honest, targets = honest_scores()
    words = (3 * honest[..., :2]).log_softmax(dim=-1)
    nothing = torch.full_like(words[..., :1], -math.inf)
    found = fit_calibration(torch.cat([words, nothing], dim=-1), targets, ALONE)
    assert found.temperature == pytest.approx(3, rel=0.1)
    assert found.neither_bias == 0


@pytest.mark.parametrize("sign", [1, -1], ids=["always right", "always wrong"])
@pytest.mark.parametrize("strength", [0.1, 1.0, 10.0, 1_000.0])
def test_answers_without_doubt_give_a_usable_temperature(sign, strength):
    targets = torch.arange(30) % 3
    answers = sign * strength * torch.nn.functional.one_hot(targets, 3).float()
    found = fit_calibration(answers.log_softmax(dim=-1).unsqueeze(1), targets, ALONE)
    assert TEMPERATURES[0] <= found.temperature <= TEMPERATURES[1]
    assert calibrate(answers.log_softmax(dim=-1), found).isfinite().all()


@pytest.mark.parametrize("labels", [[0, 1], [2]], ids=["words only", "no words"])
def test_a_label_may_be_missing(labels):
    honest, targets = honest_scores(2_000)
    rows = torch.isin(targets, torch.tensor(labels))
    found = fit_calibration(honest[rows], targets[rows], ALONE)
    assert calibrate(honest[rows], found).isfinite().all()


def test_the_balanced_loss_by_hand():
    probabilities = torch.tensor([[0.5, 0.3, 0.2], [0.1, 0.8, 0.1], [0.2, 0.2, 0.6], [0, 0, 1.0]])
    targets = torch.tensor([0, 1, 2, 2])
    expected = (
        -0.25 * math.log(0.5) - 0.25 * math.log(0.8) - 0.5 * (math.log(0.6) + math.log(1.0)) / 2
    )
    assert float(balanced_loss(probabilities, targets)) == pytest.approx(expected)


def test_how_many_there_are_of_a_label_makes_no_difference():
    probabilities = torch.tensor([[0.5, 0.3, 0.2], [0.2, 0.2, 0.6]])
    few = balanced_loss(probabilities, torch.tensor([0, 2]))
    many = balanced_loss(probabilities[[0, 1, 1, 1, 1]], torch.tensor([0, 2, 2, 2, 2]))
    assert float(few) == pytest.approx(float(many))


def test_a_score_of_zero_for_the_truth_costs_much_but_not_everything():
    assert 20 < float(balanced_loss(torch.tensor([[0.0, 0.0, 1.0]]), torch.tensor([0]))) < 21


# The threshold


def test_the_lowest_threshold_that_lets_few_through():
    scores = np.arange(100) / 100  # 0.00 to 0.99
    assert choose_threshold(scores, 0.10) == 0.90
    assert choose_threshold(scores, 0.02) == 0.98
    assert choose_threshold(scores, 0.50) == 0.50
    assert choose_threshold(scores, 1.0) == 0.50


def test_good_scores_allow_a_low_threshold():
    assert choose_threshold(np.full(50, 0.2), 0.0) == 0.5
    assert choose_threshold(np.array([]), 0.0) == 0.5


def test_a_threshold_does_what_it_promises():
    scores = np.random.default_rng(0).uniform(0.4, 0.97, 5_000)
    for share in (0.001, 0.005, 0.01, 0.2):
        threshold = choose_threshold(scores, share)
        assert np.mean(scores >= threshold) <= share
        assert np.mean(scores >= threshold - 0.01) > share


@pytest.mark.parametrize("hundredths", range(50, 99))
def test_a_score_at_the_threshold_is_let_through(hundredths):
    # Whether it counts must not hang on the last bit of a sum like 0.5 + 0.01 + ... + 0.01.
    scores = np.array([hundredths / 100])
    assert choose_threshold(scores, 0.0) == (hundredths + 1) / 100


def test_where_none_is_strict_enough_the_strictest_is_taken():
    assert choose_threshold(np.ones(10), 0.0) == 0.99
