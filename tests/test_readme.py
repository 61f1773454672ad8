"""The README says what is true of the files beside it."""

import json
import re
from pathlib import Path

import pytest

from core import Classifier
from core.evaluation.card import (
    model_card,
    robustness_columns,
    validation_columns,
)
from core.evaluation.card_tables import figures_table
from core.evaluation.robustness_tables import robustness_summary
from scripts.experiments.tables import (
    RECALLS,
    choice_table,
    comparison_table,
    findings,
    study_table,
    teaching_table,
)

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def front_matter() -> dict[str, str]:
    """The settings for Spaces at the top of the README; lists are left out."""
    head = README.split("---\n")[1]
    return dict(re.findall(r'^(\w+): "?(.+?)"?$', head, flags=re.MULTILINE))


def test_its_figures_are_those_in_the_model_file(classifier: Classifier) -> None:
    columns = validation_columns(classifier, ROOT / "checkpoints" / "yes_no.safetensors")
    assert figures_table(columns) in README


def test_its_figures_of_everything_else_are_those_beside_the_model(classifier: Classifier) -> None:
    columns = robustness_columns(classifier, ROOT / "checkpoints" / "yes_no.safetensors")
    assert robustness_summary(columns) in README
    measured = columns[0][1]["thresholds"]
    assert measured == {name: getattr(classifier.decision, name) for name in measured}


def test_the_model_card_is_the_one_of_the_model_file(classifier: Classifier) -> None:
    card = ROOT / "checkpoints" / "yes_no.md"
    written = card.read_text(encoding="utf-8")
    assert written == model_card(classifier, card.with_suffix(".safetensors"))


def test_the_tables_of_the_experiments_are_their_figures() -> None:
    folder = ROOT / "scripts" / "experiments"
    written = (folder / "README.md").read_text(encoding="utf-8")
    sizes, variants = (
        json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("sizes", "study")
    )
    assert comparison_table(sizes) in written
    for recall in RECALLS:
        assert study_table(variants, recall) in written
        assert "\n".join(f"- {finding}" for finding in findings(variants, recall)) in written
    for table, names in (
        (teaching_table, ("teaching", "yes_no_teaching")),
        (choice_table, ("shares", "wider_shares")),
    ):
        for name in names:
            figures = json.loads((folder / "results" / f"{name}.json").read_text(encoding="utf-8"))
            assert table(figures) in written


def test_the_example_answer_has_the_keys_of_a_real_one(classifier: Classifier) -> None:
    (block,) = re.findall(r"```json\n(.*?)\n```", README, flags=re.DOTALL)
    shown = json.loads(block)
    real = classifier.classify(ROOT / "demo" / "examples" / "yes_low.flac").to_json()
    assert set(shown) == {"path", *real}
    assert set(shown["words"][0]) == set(real["words"][0])
    assert set(shown["scores"]) == set(real["scores"])


def test_spaces_gets_the_gradio_that_is_tested_here() -> None:
    settings = front_matter()
    requirements = (ROOT / "requirements.txt").read_text(encoding="utf-8").split()
    assert settings["sdk"] == "gradio"
    assert f"gradio=={settings['sdk_version']}" in requirements
    assert (ROOT / settings["app_file"]).is_file()
    assert len(settings["short_description"]) <= 60  # or Spaces refuses it


@pytest.mark.parametrize("link", re.findall(r"\]\(((?!https?:)[^)]+)\)", README))
def test_its_links_lead_to_files(link: str) -> None:
    assert (ROOT / link).is_file()


def test_the_model_is_small() -> None:
    assert (ROOT / "checkpoints" / "yes_no.safetensors").stat().st_size <= 1_000_000


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:core|demo|scripts)/[^`]*)`", README)))
)
def test_the_paths_that_it_names_are_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_it_names_the_files_of_the_floor_that_it_tells_of() -> None:
    told = re.findall(r"^\d\. \*\*.*?\(`(core/\w+/)`\)(.*)$", README, flags=re.MULTILINE)
    assert len(told) == 8
    for floor, sentences in told:
        for name in re.findall(r"`(\w+\.py)`", sentences):
            assert (ROOT / floor / name).is_file(), name
