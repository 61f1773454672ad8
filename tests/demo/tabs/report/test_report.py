"""The report card says what the evaluation's files say, and plainly what they do not hold."""

import json
import re
import shutil
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_hex

from core import Classifier
from core.config import NEITHER, OPERATING_POINTS
from core.decision.checkpoint import SHIPPED
from core.decision.shares import share
from core.evaluation.card import LIMITS, model_card
from demo import text
from demo.tabs.report import view as report
from demo.tabs.report.plot import Group, InNoise, plot_noise, plot_reliability
from demo.tabs.report.tab import players
from demo.tabs.report.view import BALANCED
from demo.text.languages import LANGUAGES
from demo.ui.examples import SOUNDS
from demo.ui.figure import DARK, LIGHT, Screen
from demo.ui.tables import percent
from tests.made_dataset import untrained

SCREENS = [Screen(width=width, dark=dark) for width in (260, 340, 976) for dark in (False, True)]


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A model's file without any figures beside it."""
    return tmp_path / "mine.safetensors"


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """The shipped model's figures beside a file of another name, where a test may change them."""
    for suffix in (".robustness.json", ".lesson.json", ".lesson.robustness.json"):
        file = SHIPPED.with_suffix(suffix)
        if file.is_file():
            shutil.copy(file, tmp_path / f"mine{suffix}")
    return tmp_path / "mine.safetensors"


def read(path: Path, suffix: str) -> Any:
    return json.loads(path.with_suffix(suffix).read_text(encoding="utf-8"))


def write(path: Path, suffix: str, figures: object) -> None:
    path.with_suffix(suffix).write_text(json.dumps(figures), encoding="utf-8")


def plain(html: str) -> str:
    """What is read, without the tags."""
    return re.sub(" +", " ", unescape(re.sub(r"<[^>]*>", " ", html)))


def shown(figure: dict[str, Any]) -> str:
    """A share as the page writes it."""
    details = text.REPORT_COUNTS.format(
        low=percent(figure["low"]),
        high=percent(figure["high"]),
        count=figure["count"],
        of=figure["of"],
    )
    return plain(f"{percent(figure['share'])} ({details})")


# The figures are those of the files


def test_how_often_it_is_right(classifier: Classifier) -> None:
    said = plain(report.right(classifier, SHIPPED))
    columns = [classifier.metrics["validation"], read(SHIPPED, ".lesson.json")]
    for what in ("forced_choice", "accepted_and_right", "taken_for_the_wrong_word"):
        for figures in columns:
            assert shown(figures[what]) in said
    assert classifier.name in said


def test_other_figures_make_another_card(classifier: Classifier, beside: Path) -> None:
    """Nothing is typed in: a changed figure changes what is said."""
    before = report.right(classifier, beside) + report.fooled(classifier, beside)
    lesson, robust = read(beside, ".lesson.json"), read(beside, ".robustness.json")
    lesson["forced_choice"] |= {"count": 4321, "of": 35000}
    for row in robust["false_accepts"]:
        row["strict"] |= {"per_hour": 77.7, "accepts": 123456}
    write(beside, ".lesson.json", lesson)
    write(beside, ".robustness.json", robust)
    after = report.right(classifier, beside) + report.fooled(classifier, beside)
    for figure in ("4321 of 35000", "77.7", "123456 in"):
        assert figure not in before
        assert figure in plain(after)


def test_what_it_mixes_up(classifier: Classifier) -> None:
    measured = classifier.metrics["validation"]
    examples = report.examples_of(classifier)
    said = report.mixes(classifier, SHIPPED, examples)
    counts = [count for row in measured["confusion"]["rows_are_the_truth"] for count in row]
    cells = [int(plain(cell).replace(",", "")) for cell in re.findall("<td.*?</td>", said)]
    assert cells == counts
    assert said.count("<button") == len(examples)
    for word, count in measured["falsely_accepted_by_word"].items():
        if word not in classifier.words:
            times = text.REPORT_TIMES if count > 1 else text.REPORT_ONCE
            assert times.format(word=word, count=count) in said


def test_numbers_without_an_example_are_no_buttons(classifier: Classifier) -> None:
    assert "<button" not in report.mixes(classifier, SHIPPED, {})


def test_examples_stand_where_the_model_answers_so(classifier: Classifier) -> None:
    examples = report.examples_of(classifier)
    placed = [sound for sounds in examples.values() for sound in sounds]
    assert sorted(sound.file for sound in placed) == sorted(
        sound.file for sound in SOUNDS if len(sound.words) < 2
    )
    deaf = report.examples_of(classifier.with_threshold(1.0))  # is never that sure
    assert {answered for _, answered in deaf} == {NEITHER}
    cell, sounds = next(iter(examples.items()))
    said = players(cell, sounds, classifier)
    assert said.count("<audio") == len(sounds)
    assert "data:audio/wav" in said


def test_trust(classifier: Classifier) -> None:
    said = report.trust(classifier, SHIPPED, Screen())
    measured = classifier.metrics["validation"]["expected_calibration_error"]
    assert f"{100 * measured['error']:.1f}" in plain(said)
    for row in measured["reliability"]:
        assert f"{row['of']} answers: {percent(row['score'])} sure" in said
    for name, figure in read(SHIPPED, ".robustness.json")["calibration"].items():
        where = text.REPORT_CALIBRATIONS[name]
        assert f"{where} {100 * figure['error']:.1f} points" in said


def test_noise(classifier: Classifier) -> None:
    rows = read(SHIPPED, ".robustness.json")["noise"]
    kinds = report.in_noise([{"noise": rows}])
    assert {kind.title for kind in kinds} == {text.REPORT_NOISES[row["noise"]] for row in rows}
    drawn = [share for kind in kinds for share in kind.chooses]
    assert drawn == [row["forced_choice"]["share"] for row in rows]
    said = report.noise(classifier, SHIPPED, Screen())
    hardest = min((row for row in rows), key=lambda row: row["forced_choice"]["share"])
    assert percent(hardest["forced_choice"]["share"]) in plain(said)
    assert percent(hardest["accepted_and_right"]["share"]) in plain(said)


def test_noise_beside_the_lesson(classifier: Classifier, beside: Path) -> None:
    own = read(beside, ".robustness.json")
    for row in own["noise"]:
        row["forced_choice"]["share"] = 0.4321
    write(beside, ".lesson.robustness.json", own)
    columns = [read(beside, ".robustness.json"), own]
    for kind in report.in_noise(columns):
        assert kind.lesson == [0.4321] * len(kind.snrs)
    said = unescape(report.noise(classifier, beside, Screen()))
    assert text.REPORT_NOISE_LESSON in said
    assert text.REPORT_NOISE_KIND_LESSON.format(clean=percent(0.4321), loud=percent(0.4321)) in said
    name = text.REPORT_FOOLED_LESSON.format(name=text.REPORT_LESSON)
    assert name in report.fooled(classifier, beside)


def share_of(count: int) -> dict[str, Any]:
    return share(np.arange(200) < count)


OUTSIDE: dict[str, Any] = {
    "edges": [
        {"where": "with pauses", "accepted_and_right": share_of(191)},
        {"where": "start", "gap": 0.05, "accepted_and_right": share_of(182)},
        {"where": "start", "gap": 0.02, "accepted_and_right": share_of(173)},
        {"where": "end", "gap": 0.02, "accepted_and_right": share_of(164)},
        {"seconds": 1.05, "accepted_and_right": share_of(1)},
        {"where": "all", "accepted_and_right": share_of(2)},
    ],
    "late_start": [
        {"lost": lost, "accepted_and_right": share_of(count)}
        for lost, count in ((0.02, 3), (0.05, 4), (0.08, 155), (0.11, 5))
    ],
    "beside": [
        {"sound": "tone", "when": "before", "accepted_and_right": share_of(146)},
        {"sound": "tone", "when": "after", "accepted_and_right": share_of(6)},
    ],
    "childlike": [
        {"moved": moved, "factor": factor, "accepted_and_right": share_of(count)}
        for moved, factor, count in (
            ("pitch", 1.3, 7),
            ("both", 1.2, 8),
            ("both", 1.3, 137),
            ("both", 1.4, 9),
        )
    ],
    "overlap": [
        {"snr_db": snr_db, "accepted_and_right": share_of(count)}
        for snr_db, count in ((10.0, 10), (5.0, 128), (0.0, 11))
    ],
    "streams": {
        "twenty_minutes": {
            "minutes": 20.0,
            "by": {BALANCED: {"missed": {"count": 31, "of": 50}, "false": {"accepts": 47}}},
            "published": {"missed": 13, "false": 7},
        },
        "speech_in_noise": {
            "snr_db": 10.0,
            "at": [
                {"per_hour": 0.1, "missed": {"share": 0.234}},
                {"per_hour": 1.0, "missed": {"share": 0.123}},
            ],
            "published": {"missed": {"Parrot": 0.345}},
        },
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_so_easy(classifier: Classifier, beside: Path, language: str) -> None:
    write(beside, ".robustness.json", read(beside, ".robustness.json") | OUTSIDE)
    with text.speaking(language):
        said = report.outside(classifier, beside)
        percents = [percent(share) for share in (0.123, 0.234, 0.345)]
    told = [int(count) for count in re.findall(r"(\d+)\D{1,8}200\D", plain(said))]
    assert told == [191, 173, 164, 155, 146, 137, 128]
    _, stream, in_noise = said.rsplit("<p>", 2)
    assert all(number in stream for number in ("20", "50", "31", "47", "13", "7"))
    assert [in_noise.index(share) for share in percents] == sorted(map(in_noise.index, percents))
    assert "Parrot" in in_noise
    assert "{" not in said


def test_figures_from_before_there_were_such_parts(classifier: Classifier, beside: Path) -> None:
    old = read(beside, ".robustness.json")
    old.pop("edges", None)
    write(beside, ".robustness.json", old)
    missing = text.REPORT_MISSING.format(file="mine.robustness.json")
    assert report.outside(classifier, beside) == report.not_there(missing)


def test_false_alarms(classifier: Classifier) -> None:
    said = plain(report.fooled(classifier, SHIPPED))
    robust = read(SHIPPED, ".robustness.json")
    for what in ("other_words", "noises"):
        (row,) = (row for row in robust[what] if row["source"] == "all")
        for point in OPERATING_POINTS:
            assert shown(row[point]) in said
    for row in robust["false_accepts"]:
        if row["source"] == "all":
            for point in OPERATING_POINTS:
                rate = row[point]
                assert f"{rate['per_hour']:.1f} ({rate['low']:.1f} to {rate['high']:.1f};" in said
                assert f"{rate['accepts']} in {rate['hours']:.2f}" in said
    for figure in classifier.metrics["validation"]["falsely_accepted"].values():
        assert shown(figure) in said


def test_who_trained_it(classifier: Classifier) -> None:
    said = plain(report.trained(classifier, SHIPPED))
    training = classifier.metrics["training"]
    heard = report.sounds_heard(classifier)
    others = sum(part["recordings"] for part in training.get("other_sounds", {}).values())
    others += training.get("synthetic_words", 0)
    assert sum(heard.values()) == training["recordings"] + others
    for count in (training["speakers"], *heard.values()):
        assert f"{count:,}" in said
    rounds = training["rounds"] + training["begun_with"]["rounds"]
    assert f"{rounds} times" in said  # with those of the model that it began with
    speakers = read(SHIPPED, ".robustness.json")["fairness"]["speakers"]
    assert percent(speakers["worst_tenth"]) in said


def test_the_limits_are_those_of_the_model_card(classifier: Classifier) -> None:
    card = model_card(classifier, SHIPPED)
    assert text.REPORT_LIMITS == LIMITS
    named = " and ".join(f"“{word}”" for word in classifier.words)
    for limit in LIMITS:
        assert f"- {limit.format(words=named)}\n" in card
        said = limit.format(words=text.listed(classifier.words))
        assert said in plain(report.cannot(classifier))


# What is not there


def test_without_figures_beside_the_model(classifier: Classifier, alone: Path) -> None:
    missing = text.REPORT_MISSING.format(file="mine.robustness.json")
    assert report.noise(classifier, alone, Screen()) == report.not_there(missing)
    for tell in (report.fooled, report.trained):
        assert missing in tell(classifier, alone)
    trust = report.trust(classifier, alone, Screen())
    assert missing in trust
    assert "<img" in trust  # what the model's own file holds is shown
    assert text.REPORT_LESSON not in report.right(classifier, alone)


def test_without_figures_of_the_lesson(classifier: Classifier, beside: Path) -> None:
    beside.with_suffix(".lesson.robustness.json").unlink(missing_ok=True)
    said = unescape(report.noise(classifier, beside, Screen()))
    assert text.REPORT_NOISE_NO_LESSON in said
    assert "<img" in said


def test_a_model_that_was_never_measured(alone: Path) -> None:
    model = untrained()
    missing = report.not_there(text.REPORT_NO_METRICS.format(file=alone.name))
    assert report.right(model, alone) == missing
    assert report.mixes(model, alone, {}) == missing
    assert report.trust(model, alone, Screen()) == missing
    assert report.trained(model, alone) == missing
    assert LIMITS[1] in plain(report.cannot(model))


@pytest.mark.parametrize("content", ["{", "[]", "{}", "null", '{"noise": [{}], "calibration": 3}'])
def test_damaged_figures(classifier: Classifier, alone: Path, content: str) -> None:
    alone.with_suffix(".robustness.json").write_text(content, encoding="utf-8")
    unreadable = report.not_there(text.REPORT_UNREADABLE)
    assert report.noise(classifier, alone, Screen()) == unreadable
    assert unreadable in report.fooled(classifier, alone)
    assert unreadable in report.trust(classifier, alone, Screen())
    assert "<img" in report.trust(classifier, alone, Screen())


def test_names_are_escaped(classifier: Classifier) -> None:
    nasty = replace(classifier, name="<b>", words=("<i>", *classifier.words[1:]))
    assert "<b>" not in report.right(nasty, SHIPPED)
    assert "<i>" not in report.right(nasty, SHIPPED)


# Figures

GROUPS = [Group(0.4, 0.1, 3), Group(0.7, 0.9, 20), Group(0.99, 0.99, 2000)]
SNRS = (None, 20.0, 0.0, -5.0)


def kinds(n: int, lesson: bool) -> list[InNoise]:
    return [
        InNoise(
            title=f"kind {number}",
            snrs=SNRS,
            chooses=(1.0, 0.9, 0.8, 0.7),
            says=(0.9, 0.8, 0.5, 0.3),
            lesson=(0.9, 0.7, 0.6, 0.5) if lesson else None,
        )
        for number in range(n)
    ]


@pytest.mark.parametrize("screen", SCREENS)
def test_reliability_is_drawn_where_it_was_measured(screen: Screen) -> None:
    figure = plot_reliability(GROUPS, screen)
    (axes,) = figure.axes
    (points,) = axes.collections
    assert points.get_offsets().tolist() == [[100 * one.score, 100 * one.right] for one in GROUPS]
    assert sorted(points.get_sizes()) == list(points.get_sizes())  # more answers, larger
    assert [note.get_text() for note in axes.texts] == ["3", "20", "2,000"]
    assert figure.get_figwidth() * 96 <= screen.width + 1
    assert to_hex(figure.get_facecolor()) == (DARK if screen.dark else LIGHT).paper


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(("n", "lesson"), [(1, False), (3, True), (4, True)])
def test_every_kind_of_noise_has_its_panel(screen: Screen, n: int, lesson: bool) -> None:
    figure = plot_noise(kinds(n, lesson), 0.5, screen)
    panels = [axes for axes in figure.axes if axes.get_visible()]
    assert [axes.get_title(loc="left") for axes in panels] == [f"kind {one}" for one in range(n)]
    for axes in panels:
        curves = [line for line in axes.lines if len(line.get_xdata()) == len(SNRS)]
        assert len(curves) == 2 + lesson
        assert list(curves[-1].get_ydata()) == [100.0, 90.0, 80.0, 70.0]
    (legend,) = figure.legends
    assert len(legend.get_texts()) == 2 + lesson


@pytest.mark.parametrize("screen", [screen for screen in SCREENS if not screen.dark])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_lies_over_anything(screen: Screen, language: str) -> None:
    """The legend, the titles and the axes' names keep apart and inside the picture."""
    with text.speaking(language):
        names = list(text.REPORT_NOISES.values())
        made = kinds(len(names), lesson=True)
        named = [replace(kind, title=name) for kind, name in zip(made, names, strict=True)]
        figure = plot_noise(named, 0.5, screen)
    figure.canvas.draw()
    legend = figure.legends[0].get_window_extent()
    titles = [axes._left_title.get_window_extent() for axes in figure.axes]
    for left, right in pairwise(titles):
        assert left.x1 < right.x0 or left.y0 > right.y1
    assert max(title.x1 for title in titles) <= figure.bbox.x1
    for axes in figure.axes:
        assert axes._left_title.get_window_extent().y1 <= legend.y0 + 1
    assert legend.x1 <= figure.bbox.x1 + 1
    name = figure.texts[0].get_window_extent()
    lowest = min(
        label.get_window_extent().y0
        for axes in figure.axes
        for label in axes.get_xticklabels()
        if label.get_visible() and label.get_text()
    )
    assert figure.bbox.y0 <= name.y0
    assert name.y1 <= lowest + 1


def test_a_model_of_the_visit_has_its_own_card(classifier: Classifier) -> None:
    right = share(np.arange(10) < 9)
    words = ("<b>ja", "nein")
    own = replace(
        classifier,
        classes=(*words, *classifier.classes[2:]),
        words=words,
        measured_for=words,
        metrics={"taught": {"right": right}},
    )
    said = report.own(own)
    assert "<b>" not in said
    assert shown(right) in plain(said)
    assert text.REPORT_OWN_NOT_MEASURED in plain(report.own(replace(own, metrics={})))
