"""The study: what lowers false accepts at equal recall?"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.config import DecisionConfig, FeatureConfig
from core.data.negatives import KINDS
from core.errors import CoreError
from core.model.features import LogMel
from core.training import recipe
from core.training.run import Run
from core.training.validation import Validation
from scripts.experiments import study
from scripts.experiments.study import (
    VARIANTS,
    LeftOut,
    OneAgainstAll,
    PerChannelEnergy,
    WithTeacher,
    distillation,
    distillation_loss,
    focal_loss,
    margin_loss,
    measure,
    one_against_all_loss,
    study_recipe,
    threshold_at,
)
from scripts.experiments.tables import RECALLS, findings, study_table
from tests.ear import quietly
from tests.made_dataset import make_dataset, make_other_sounds, tiny_recipe, untrained, word_sound

LOGITS = torch.tensor([[2.0, 0.0, -1.0], [0.5, 0.0, 0.3]])
TARGETS = torch.tensor([0, 2])


# Losses


def test_one_against_all_counts_every_class_for_itself():
    odds = torch.sigmoid(LOGITS)
    first = -(odds[0, 0].log() + (1 - odds[0, 1]).log() + (1 - odds[0, 2]).log())
    second = -((1 - odds[1, 0]).log() + (1 - odds[1, 1]).log() + odds[1, 2].log())
    assert one_against_all_loss(LOGITS, TARGETS) == pytest.approx(float(first + second) / 2)


def test_focal_loss_counts_less_what_is_nearly_right():
    assert focal_loss(LOGITS, TARGETS, gamma=0.0) == pytest.approx(
        float(F.cross_entropy(LOGITS, TARGETS))
    )
    right = LOGITS.softmax(dim=-1)[[0, 1], TARGETS]
    assert focal_loss(LOGITS, TARGETS) == pytest.approx(
        float(-((1 - right) ** 2 * right.log()).mean())
    )


def test_margin_loss_wants_the_right_class_to_stand_out():
    lowered = torch.tensor([[1.0, 0.0, -1.0], [0.5, 0.0, -0.7]])
    assert margin_loss(LOGITS, TARGETS) == pytest.approx(float(F.cross_entropy(lowered, TARGETS)))


def test_a_pupil_who_says_what_the_teacher_says_has_only_the_truth_to_learn():
    alone = float(F.cross_entropy(LOGITS, TARGETS))
    assert distillation_loss(LOGITS.repeat(1, 2), TARGETS) == pytest.approx(0.5 * alone)
    other = torch.cat([LOGITS, LOGITS.flip(1)], dim=1)
    assert distillation_loss(other, TARGETS) > 0.5 * alone + 0.01


# Networks and front ends


def test_sigmoids_are_read_as_probabilities():
    network = OneAgainstAll(nn.Identity(), n_words=2)
    logits = torch.tensor([[3.0, -4.0, 1.0, 9.0]])
    assert torch.equal(network.train()(logits), logits)
    words, other, rest = network.eval()(logits).exp().split([2, 1, 1], dim=1)
    assert torch.allclose(words, logits[:, :2].sigmoid())
    assert other.item() == 0
    assert rest.item() == pytest.approx(1 - words.max().item())


def test_the_teacher_speaks_in_training_only_and_does_not_learn():
    pupil, teacher = nn.Linear(4, 3), nn.Sequential(nn.Dropout(0.5), nn.Linear(4, 3))
    both, images = WithTeacher(pupil, teacher), torch.randn(2, 4)
    assert torch.equal(both.eval()(images), pupil(images))
    outputs = both.train()(images)
    assert outputs.shape == (2, 6)
    assert torch.equal(outputs[:, 3:], teacher.eval()(images))  # without dropout
    outputs.sum().backward()
    assert pupil.weight.grad is not None
    assert all(weight.grad is None for weight in both.teacher.parameters())


def test_per_channel_energy_forgets_a_steady_background():
    features = FeatureConfig()
    front = PerChannelEnergy(features)
    word = torch.from_numpy(word_sound("yes")).unsqueeze(0)
    images = front(word)
    assert images.shape == LogMel(features)(word).shape
    assert images.mean().item() == pytest.approx(0, abs=1e-5)
    quieter = torch.stack([front(0.1 * word).flatten(), images.flatten()])
    assert torch.corrcoef(quieter)[0, 1] > 0.98
    row = int(images[0].amax(dim=1).argmax())  # the word's tone: it rises, then it is known
    assert images[0, row].argmax() < 55


def test_per_channel_energy_is_a_running_average():
    front, word = PerChannelEnergy(FeatureConfig()), torch.from_numpy(word_sound("no")).unsqueeze(0)
    energy = front.log_mel.mel_spectrogram(word)[0].T
    average, columns = energy[0], []
    for frame in energy:
        average = (1 - front.SMOOTHING) * average + front.SMOOTHING * frame
        columns.append((frame / (front.FLOOR + average) ** front.GAIN + front.BIAS) ** front.ROOT)
    expected = torch.stack(columns, dim=1)
    assert torch.allclose(front(word)[0], expected - expected.mean(), atol=1e-4)


# Measuring


def test_the_threshold_accepts_as_many_as_wanted():
    scores = torch.tensor([[0.9, 0.1], [0.2, 0.8], [0.6, 0.3], [0.3, 0.4]])
    targets = torch.tensor([0, 1, 0, 0])  # the last one is taken for the other word
    assert threshold_at(scores, targets, 0.25) == pytest.approx(0.9)
    assert threshold_at(scores, targets, 0.6) == pytest.approx(0.6)
    assert threshold_at(scores, targets, 0.75) == pytest.approx(0.6)
    assert threshold_at(scores, targets, 0.97) is None


def sounds_that_are_scores(words: Tensor, targets: Tensor, **others: Tensor) -> LeftOut:
    return LeftOut(Validation(words, targets), others)


def test_false_accepts_are_counted_at_equal_recall():
    words, targets = torch.linspace(0.5, 1.0, 100), torch.zeros(100, dtype=torch.long)

    def score(scores: Tensor) -> Tensor:
        return torch.stack([scores, 0 * scores], dim=1)

    sounds = sounds_that_are_scores(words, targets, speech=torch.tensor([0.1, 0.52, 0.54, 0.99]))
    measured = measure(score, sounds)
    assert measured["forced_choice"]["count"] == 100
    assert [point["recall"] for point in measured["at"]] == list(RECALLS)
    assert [point["wrongly_accepted"]["speech"]["count"] for point in measured["at"]] == [3, 1]
    confused = measure(score, sounds_that_are_scores(words, 1 - targets, speech=words))
    assert confused["at"][0] == {"recall": 0.97, "threshold": None, "wrongly_accepted": {}}


# The study


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return make_dataset(tmp_path_factory.mktemp("study") / "words")


@pytest.fixture(scope="module")
def other_sounds(tmp_path_factory) -> Path:
    """Hisses of every kind and source, and one synthetic yes and no."""
    root, random = tmp_path_factory.mktemp("study") / "sounds", np.random.default_rng(0)
    for split in ("training", "validation"):
        for kind in KINDS:
            for source in ("recorded", "synthetic"):
                (root / split / kind / source).mkdir(parents=True)
                hiss = random.normal(0, 0.05, 24_000).astype(np.float32)
                soundfile.write(root / split / kind / source / "a.flac", hiss, 16_000)
    for word in ("yes", "no"):
        (root / "training" / word).mkdir()
        soundfile.write(root / "training" / word / "a.flac", word_sound(word), 16_000)
    return root


@pytest.fixture(autouse=True)
def few_cuts(few_sounds, monkeypatch):
    monkeypatch.setattr(study, "N_CUTS", 3)
    monkeypatch.setattr(study, "STATISTICS_BATCHES", 2)


def small_recipe(**changes: object) -> recipe.Recipe:
    """As the study's own, it looks at one window at a time."""
    tiny = tiny_recipe(1, frequent_word_clips=4, mined_per_round=2, **changes)
    return replace(tiny, decision=DecisionConfig())


def test_variants_are_trained_and_measured(data, other_sounds, monkeypatch):
    monkeypatch.setattr(study, "RECALLS", (0.25, 1.0))
    teacher = untrained(("yes", "no", "go", "stop", "another word", "noise"))
    unlike = ("base", "folded", "sigmoid", "channel energy", "bands", "wider")
    variants = [v for v in VARIANTS if v.name in unlike] + [distillation(teacher)]
    rows = []
    for row in study.study(data, other_sounds, small_recipe(), "cpu", quietly, variants):
        json.dumps(row, allow_nan=False)  # as it is written while the study goes on
        rows.append(row)
    names = [variant.name for variant in variants]
    of_base = ["log odds", "energy", "distance", "averaged weights"]
    assert [row["name"] for row in rows] == ["base", *of_base, *names[1:]]
    for row in rows:
        assert row["forced_choice"]["of"] == 8
        assert row["classes"] == (4 if row["name"] == "folded" else 6)
        for point in row["at"]:
            of = {kind: figure["of"] for kind, figure in point["wrongly_accepted"].items()}
            enough = row["forced_choice"]["count"] >= point["recall"] * 8
            every = {"data set's words": 8, "words": 3, "speech": 3, "noise": 3}
            assert of == (every if enough else {})
        # After two batches the distances tell fewer than a quarter of the words, the rest more.
        assert row["name"] == "distance" or row["at"][0]["wrongly_accepted"]

    for recall in (0.25, 1.0):
        table = study_table(rows, recall).splitlines()
        assert len(table) == 2 + len(rows)
        assert len({line.count("|") for line in table}) == 1
    assert table[2].startswith("| the recipe as it is | ")


def test_variants_hear_what_they_should(data, other_sounds, monkeypatch):
    heard = {}

    def remember(run, variant, left_out, progress):
        (heard_in_training,) = run.halves
        cuts, words = heard_in_training.cuts, heard_in_training.word_weights
        kinds = {(sound.kind, sound.source) for sound in cuts.sounds} if cuts else set()
        heard[variant.name] = kinds, bool(words[run.sounds.synthetic].any())
        return iter(())

    monkeypatch.setattr(study, "_train_and_measure", remember)
    chosen = [v for v in VARIANTS if v.name != "wider"]
    list(study.study(data, other_sounds, small_recipe(), "cpu", quietly, chosen))
    every = {(kind, source) for kind in KINDS for source in ("recorded", "synthetic")}
    assert heard["base"] == heard["another seed"] == (every, True)
    assert heard["no other sounds"] == (set(), False)
    recorded = {place for place in every if place[1] == "recorded"}
    assert heard["no synthetic voices"] == (recorded, False)
    assert heard["no recorded voices"] == ((every - recorded) | {("noise", "recorded")}, True)


def test_a_new_start_mines_anew(data, other_sounds):
    run = Run(data, small_recipe(), "cpu", quietly, other_sounds)
    list(run.epochs(quietly))
    assert len(run.halves[0].cuts.hard) == 2
    run.start(run.recipe)
    assert len(run.halves[0].cuts.hard) == 0


def test_a_teacher_of_other_classes_does_not_fit(data, other_sounds):
    rows = study.study(
        data, other_sounds, small_recipe(), "cpu", quietly, [distillation(untrained())]
    )
    with pytest.raises(CoreError, match="Name another one"):
        next(rows)


def test_findings_are_what_intervals_tell_apart():
    def row(name: str, **shares: float) -> dict:
        accepted = {
            kind: {"share": value, "low": value - 0.02, "high": value + 0.02}
            for kind, value in shares.items()
        }
        return {"name": name, "about": name, "at": [{"recall": 0.97, "wrongly_accepted": accepted}]}

    rows = [row("base", speech=0.1, noise=0.1), row("more", speech=0.3, noise=0.13)]
    rows += [row("less", speech=0.18, noise=0.03), row("shy")]
    rows += [row("another seed", speech=0.2, noise=0.1)]
    assert findings(rows) == [
        "more: speech 30.0 % instead of 10.0 % and 20.0 %",
        "less: noise 3.0 % instead of 10.0 % and 10.0 %",
    ]


def test_the_settings_of_the_study():
    settings = study_recipe(rounds=6, seed=2)
    assert (settings.train.epochs, settings.train.seed) == (6, 2)
    assert settings.train.mined_share > 0
    assert len({variant.name for variant in VARIANTS}) == len(VARIANTS)


def test_the_study_writes_its_rows_as_they_are_measured(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(study, "study_recipe", lambda rounds, seed: tiny_recipe(rounds))
    folders = [make_dataset(tmp_path / "words"), make_other_sounds(tmp_path / "sounds")]
    report = tmp_path / "study.json"
    common = ["--data", str(folders[0]), "--other-sounds", str(folders[1])]
    arguments = [*common, "--rounds", "1", "--only", "focal", "--json", str(report)]
    assert study.main(arguments) == 0
    (row,) = json.loads(report.read_text())
    assert row["name"] == "focal"
    assert row["about"] in capsys.readouterr().out


def test_the_study_names_its_variants(capsys):
    with pytest.raises(SystemExit) as stopped:
        study.main(["--data", "a", "--other-sounds", "b", "--only", "luck"])
    assert stopped.value.code == 2
    assert "The study has no such variant. Name some of these: base" in capsys.readouterr().err
