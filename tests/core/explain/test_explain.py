"""Which part decided: the sums are right, the sounds are muted where asked, every model works."""

import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from core.config import NEITHER, DecisionConfig, FeatureConfig, ModelConfig
from core.decision.classifier import Classifier
from core.decision.differentiable import calibrate, fold
from core.decision.posteriors import smooth
from core.explain.attribution import (
    METHODS,
    baseline,
    integrated_gradients,
    log_odds,
    most_important,
    occlusion,
    patch,
    spread,
)
from core.explain.muting import (
    Area,
    Surroundings,
    answer,
    hear_again,
    judged_window,
    keep,
    left_in_image,
    mute,
    surroundings,
)
from core.explain.stages import stages
from core.model.speech_model import build_model
from core.sound.clip import clip_from_array, prepare
from core.sound.decode import read_clip

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "demo" / "examples"
WORDS = {"yes_low": "yes", "yes_high": "yes", "no_low": "no", "no_high": "no"}
RATE = 16_000


def around(classifier: Classifier, name: str) -> Surroundings:
    """What decided about an example."""
    clip = read_clip(EXAMPLES / f"{name}.flac")
    start = classifier.classify(clip).window_start
    return surroundings(prepare(clip, classifier.features), start, classifier)


def image_of(classifier: Classifier, name: str) -> Tensor:
    """The image (rows, columns) that was judged."""
    return classifier.images(judged_window(around(classifier, name), classifier)[None])[0].clone()


def odds(classifier: Classifier, image: Tensor, label: str) -> float:
    with torch.no_grad():
        return float(log_odds(image[None], classifier, label))


@pytest.fixture
def lesson() -> Classifier:
    """The lesson's network with its own front end, untrained, that cannot say 'neither'."""
    torch.manual_seed(0)
    features = FeatureConfig(n_fft=400, hop_length=200)
    config = ModelConfig(architecture="lesson")
    model = build_model(features, config, 2).eval()
    return Classifier(
        model, config, features, DecisionConfig(smoothing=1), ("yes", "no"), ("yes", "no")
    )


# The target


def test_log_odds_are_those_of_the_score(classifier):
    window = judged_window(around(classifier, "no_low"), classifier)
    log_probabilities = classifier.log_probabilities(window[None])
    folded = fold(log_probabilities, classifier.classes, classifier.words)
    scores = calibrate(folded, classifier.decision)[0].tolist()
    image = image_of(classifier, "no_low")
    for label, score in zip(classifier.labels, scores, strict=True):
        assert 1 / (1 + math.exp(-odds(classifier, image, label))) == pytest.approx(score, abs=1e-4)


def test_log_odds_stay_finite_where_the_network_is_certain(lesson):
    lesson.model.network.fc2.bias.data[:] = torch.tensor([1e4, 0.0])
    found = log_odds(torch.zeros(1, 201, 81), lesson, "no")
    assert found.isfinite().all()
    assert found < -50


# Attributions


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("label", ["yes", "no"])
def test_integrated_gradients_add_up(classifier, name, label):
    image = image_of(classifier, name)
    found = integrated_gradients(image, classifier, label)
    change = odds(classifier, image, label) - odds(classifier, baseline(image), label)
    assert found.shape == image.shape
    assert abs(change) > 2
    assert float(found.sum()) == pytest.approx(change, abs=0.5)


def test_occlusion_is_what_covering_costs(classifier):
    image = image_of(classifier, "yes_low")
    found = occlusion(image, classifier, "yes")
    height, width = patch(image, classifier.features)
    covered = image.clone()
    covered[:height, :width] = image.min()
    loss = odds(classifier, image, "yes") - odds(classifier, covered, "yes")
    assert float(found[0, 0]) == pytest.approx(loss, abs=1e-3)  # only one patch covers the corner
    assert found.shape == image.shape


@pytest.mark.parametrize("method", METHODS)
def test_it_is_the_same_every_time(classifier, method):
    image = image_of(classifier, "yes_low")
    once, again = (METHODS[method](image, classifier, "yes") for _ in range(2))
    assert torch.equal(once, again)


def test_nothing_comes_of_quiet(classifier):
    image = torch.full((40, 101), -1.0)
    for method in METHODS.values():
        assert float(method(image, classifier, "yes").abs().max()) == pytest.approx(0, abs=1e-4)
    assert not most_important(torch.zeros(40, 101), 0.2, classifier.features).any()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("name", "label"), WORDS.items())
def test_what_mattered_carries_the_word(classifier, method, name, label):
    sound, image = around(classifier, name), image_of(classifier, name)
    found = METHODS[method](image, classifier, label)
    kept = most_important(found, 0.3, classifier.features)
    assert kept.float().mean() == pytest.approx(0.3, abs=0.01)
    assert hear_again(keep(sound, kept, classifier), classifier)[label] > 0.9
    nothing = torch.zeros_like(kept)
    assert hear_again(keep(sound, nothing, classifier), classifier)[label] < 0.1


def test_spread_is_a_mean_of_what_is_there():
    values = torch.zeros(5, 5)
    values[2, 2], values[0, 0] = 9.0, 8.0
    assert float(spread(values, 3, 3)[1, 2]) == 1.0
    assert float(spread(values, 3, 3)[0, 0]) == 2.0  # of the four there are


# Muting


@pytest.mark.parametrize("name", [*WORDS, "stop", "yes_then_no"])
def test_heard_again_unchanged_it_has_the_same_scores(classifier, name):
    clip = read_clip(EXAMPLES / f"{name}.flac")
    prediction = classifier.classify(clip)
    waveform = prepare(clip, classifier.features)
    sound = surroundings(waveform, prediction.window_start, classifier)
    nothing = Area(0.3, 0.3, 0, 8_000)
    for heard in (sound, mute(sound, nothing, classifier)):
        assert hear_again(heard, classifier) == pytest.approx(dict(prediction.scores), abs=1e-4)
    assert answer(hear_again(sound, classifier), classifier) == prediction.label


def test_every_place_of_a_recording_is_heard_again_as_it_was_judged(classifier):
    clip = read_clip(EXAMPLES / "yes_then_no.flac")
    rows = classifier.posteriors(clip).log_probabilities
    judged = smooth(classifier.calibrated(rows), classifier.decision.smoothing)
    waveform = prepare(clip, classifier.features)
    for place, scores in enumerate(judged):
        start = place * classifier.decision.hop_seconds - classifier.features.window_seconds / 2
        heard = hear_again(surroundings(waveform, start, classifier), classifier)
        assert list(heard.values()) == pytest.approx(scores.tolist(), abs=1e-4)


def test_a_span_is_muted_and_the_rest_stays(classifier):
    sound = around(classifier, "yes_low")
    muted = judged_window(mute(sound, Area(0.4, 0.6, 0, 8_000), classifier), classifier)
    whole = judged_window(sound, classifier)
    inside, outside = slice(int(0.42 * RATE), int(0.58 * RATE)), slice(0, int(0.35 * RATE))
    assert float(muted[inside].abs().max()) < 1e-3
    assert torch.allclose(muted[outside], whole[outside], atol=1e-4)


def test_a_band_is_muted_and_the_rest_stays(classifier):
    time = torch.arange(RATE + 2 * 1_600) / RATE
    low, high = torch.sin(2 * np.pi * 500 * time), torch.sin(2 * np.pi * 3_000 * time)
    area = Area(0, 1, 2_000, 4_000)
    left = mute(surroundings(low + high, 0.1, classifier), area, classifier)
    whole = surroundings(low, 0.1, classifier)
    difference = judged_window(left, classifier) - judged_window(whole, classifier)
    assert float(difference[800:-800].abs().max()) < 0.01


def test_all_muted_is_no_word(classifier):
    sound = around(classifier, "yes_low")
    muted = mute(sound, Area(0, 1, 0, 8_000), classifier)
    assert float(muted.waveform.abs().max()) < 1e-4
    scores = hear_again(muted, classifier)
    assert answer(scores, classifier) == NEITHER
    assert sum(scores.values()) == pytest.approx(1, abs=1e-4)


def test_muting_the_word_takes_the_word(classifier):
    sound = around(classifier, "yes_low")
    assert answer(hear_again(sound, classifier), classifier) == "yes"
    muted = mute(sound, Area(0.2, 0.7, 0, 8_000), classifier)
    assert answer(hear_again(muted, classifier), classifier) != "yes"


def test_the_image_shows_what_is_muted(classifier):
    left = left_in_image(Area(0.2, 0.4, 0, 8_000), classifier)
    assert left.shape == (40, 101)
    assert float(left[:, 20:41].max()) == pytest.approx(0, abs=1e-5)
    assert float(left[:, :20].min()) == 1
    band = left_in_image(Area(0, 1, 1_000, 2_000), classifier)
    assert float(band[0].min()) == 1
    assert float(band.min()) == pytest.approx(0, abs=1e-5)


def test_a_word_at_the_edge_of_a_short_recording_is_completed_by_silence(classifier):
    clip = clip_from_array(0.1 * np.random.default_rng(0).standard_normal(4_000), RATE)
    waveform = prepare(clip, classifier.features)
    window = judged_window(surroundings(waveform, -0.5, classifier), classifier)
    assert torch.equal(window, F.pad(waveform, (8_000, 4_000)))


# Stages


def test_the_whole_way(classifier):
    image = image_of(classifier, "yes_low")
    seen, scores = stages(image, classifier)
    names = ["image", "stem", "stage_1", "stage_2", "stage_3", "stage_4", "head"]
    assert [stage.name for stage in seen] == names
    assert torch.equal(seen[0].maps[0], image)
    assert [tuple(stage.maps.shape[1:]) for stage in seen] == [
        (40, 101), (20, 51), (20, 51), (10, 51), (5, 51), (5, 51), (1, 51),
    ]  # fmt: skip
    expected = classifier.model.network(image[None]).softmax(dim=-1)[0]
    assert list(scores) == list(classifier.classes)
    assert list(scores.values()) == pytest.approx(expected.tolist(), abs=1e-5)
    for stage in seen[1:]:
        busiest = stage.busiest(3)
        assert len(set(busiest)) == 3
        assert busiest == sorted(busiest)
    assert not any(module._forward_hooks for module in classifier.model.modules())


# Other models


def test_the_lessons_network(lesson):
    clip = read_clip(EXAMPLES / "yes_low.flac")
    prediction = lesson.classify(clip)
    sound = surroundings(prepare(clip, lesson.features), prediction.window_start, lesson)
    assert hear_again(sound, lesson) == pytest.approx(dict(prediction.scores), abs=1e-3)
    image = lesson.images(judged_window(sound, lesson)[None])[0].clone()
    assert image.shape == (201, 81)
    for method in METHODS.values():
        found = method(image, lesson, "yes")
        assert found.shape == image.shape
        assert found.isfinite().all()
        kept = most_important(found, 0.2, lesson.features)
        assert len(keep(sound, kept, lesson).waveform) == len(sound.waveform)
    seen, scores = stages(image, lesson)
    assert [stage.name for stage in seen] == ["image", "conv1", "conv2", "fc1"]
    assert seen[-1].maps.shape == (1, 1, 50)
    assert list(scores) == ["yes", "no"]
    assert left_in_image(Area(0, 1, 0, 4_000), lesson).shape == image.shape


def test_importing_does_not_load_captum():
    probe = "import core.explain.attribution, sys; sys.exit('captum' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe], check=False, cwd=ROOT).returncode == 0
