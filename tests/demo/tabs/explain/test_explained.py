"""What the Explain tab shows of what decided."""

import re
from dataclasses import replace

import numpy as np
import pytest
import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from core.config import NEITHER, DecisionConfig, FeatureConfig, ModelConfig
from core.decision.classifier import Classifier
from core.explain.attribution import METHODS
from core.explain.muting import Area
from core.model.speech_model import build_model
from demo import text
from demo.heard import hear
from demo.session import Session
from demo.tabs.explain.plot import Because, plot_because, plot_left, tile
from demo.tabs.explain.tab import (
    chosen_area,
    explained_of,
    find_attributions,
    find_why,
    known_attributions,
    show_why,
)
from demo.tabs.explain.view import Explained, because, methods, muted, only_what_mattered, whole_way
from demo.ui.examples import sound
from demo.ui.figure import PIXELS_PER_INCH, Screen
from tests.demo.ui.test_plots import RATE, SAMPLES, SCREENS, SMALLEST, image

SECOND = SAMPLES[:RATE]


@pytest.fixture(scope="module")
def explained(classifier: Classifier) -> Explained:
    return explained_of(hear(sound("yes_low.flac").path, classifier))


@pytest.fixture(scope="module")
def lesson() -> Classifier:
    """The lesson's network, untrained, that cannot say 'neither'."""
    torch.manual_seed(0)
    features = FeatureConfig(n_fft=400, hop_length=200)
    config = ModelConfig(architecture="lesson")
    model = build_model(features, config, 2).eval()
    words = ("yes", "no")
    return Classifier(model, config, features, DecisionConfig(), words, words)


@pytest.mark.parametrize("on", SCREENS, ids=str)
def test_text_is_large_and_inside_the_picture(on: Screen) -> None:
    strength = np.linspace(0, 1, 40 * 101).reshape(40, 101)
    words = [Because(title=f"“{word}” because", word=n, strength=strength) for n, word in
             enumerate(("yes", "no"))]  # fmt: skip
    for figure in (
        plot_because(SECOND, RATE, image(101), words, on),
        plot_left(SECOND, RATE, image(101), 1 - strength, on),
    ):
        FigureCanvasAgg(figure).draw()
        assert figure.get_figwidth() * PIXELS_PER_INCH == pytest.approx(on.width)
        for words_ in figure.findobj(Text):
            assert not words_.get_text() or words_.get_fontsize() >= SMALLEST
        drawn, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
        assert min(drawn.x0, drawn.y0) >= 0
        assert drawn.x1 <= width
        assert drawn.y1 <= height


def test_words_stand_side_by_side_where_there_is_room() -> None:
    words = [Because(title="because", word=n, strength=np.zeros((40, 101))) for n in (0, 1)]
    for width, same_height in ((976, True), (340, False)):
        wave, _, other, _ = plot_because(SECOND, RATE, image(101), words, Screen(width=width)).axes
        assert (wave.get_position().y0 == pytest.approx(other.get_position().y0)) == same_height


def test_a_tile_is_bright_where_the_number_is_large_and_the_lowest_row_is_below() -> None:
    pixels = tile(np.array([[0.0, 1.0], [0.0, 0.0]]))
    assert pixels.shape == (2, 2, 3)
    assert pixels[1, 1].sum() > pixels[0].sum()
    assert tile(np.zeros((1, 3))).shape == (1, 3, 3)


def test_all_of_it_for_a_word(classifier: Classifier, explained: Explained) -> None:
    assert explained.words == ["yes", "no"]
    assert explained.word == "yes"
    for method, find in METHODS.items():
        found = {word: find(explained.image, classifier, word) for word in explained.words}
        picture, sentences = because(explained, found, method, classifier, Screen())
        assert re.search(r"For “yes” most spoke at 0\.\d\d seconds, near [\d,]+ Hz\.", sentences)
        assert 'alt="The judged second' in picture
        if method == "occlusion":
            assert text.EXPLAIN_HARDLY.format(word="no") in sentences
    picture, heard = only_what_mattered(explained, found["yes"], 30, classifier, Screen())
    assert "30 percent" in picture
    assert "<audio" in heard
    assert text.EXPLAIN_STAYS in heard
    picture, heard = muted(explained, Area(0, 1, 0, 8_000), classifier, Screen())
    assert "Muted: 0.00 to 1.00 seconds, 0 to 8,000 hertz." in picture
    assert text.EXPLAIN_CHANGES.format(before="yes") in heard
    assert f'<span class="word">{NEITHER}</span>' in heard
    way = whole_way(explained, classifier)
    assert way.count("<li>") == 8
    assert "96 images of 20 × 51" in way


def test_neither_is_explained_by_the_word_that_came_nearest(
    classifier: Classifier, explained: Explained
) -> None:
    scores = {"yes": 0.1, "no": 0.3, NEITHER: 0.6}
    neither = replace(explained, scores=scores, label=NEITHER)
    assert neither.word == "no"
    found = {word: torch.zeros_like(explained.image) for word in neither.words}
    _, sentences = because(neither, found, "occlusion", classifier, Screen(width=340, dark=True))
    assert text.EXPLAIN_NEITHER in sentences
    assert text.EXPLAIN_HARDLY.format(word="yes") in sentences
    picture, _ = only_what_mattered(neither, found["no"], 20, classifier, Screen())
    assert text.EXPLAIN_ONLY_NOTHING.format(word="no") in picture


def test_a_word_that_only_lacked_pauses_convinced_the_network(
    classifier: Classifier, explained: Explained
) -> None:
    no_pause = replace(explained, label=NEITHER)
    found = {word: torch.zeros_like(explained.image) for word in no_pause.words}
    _, sentences = because(no_pause, found, "occlusion", classifier, Screen())
    assert text.EXPLAIN_NEITHER not in sentences
    assert text.REASONS["no_pause"].format(word="yes") in sentences
    _, heard = muted(no_pause, Area(0, 0, 0, 0), classifier, Screen())
    assert text.EXPLAIN_STAYS in heard
    assert '<span class="word">yes</span>' in heard


def test_of_many_words_the_two_likeliest_are_explained(explained: Explained) -> None:
    scores = {"a": 0.2, "b": 0.05, "c": 0.6, NEITHER: 0.15}
    assert replace(explained, scores=scores, label="c").words == ["a", "c"]


def test_the_lessons_network_can_be_explained(lesson: Classifier) -> None:
    explained = explained_of(hear(sound("yes_low.flac").path, lesson))
    assert explained.image.shape == (201, 81)
    found = {word: torch.randn(explained.image.shape) for word in explained.words}
    for method in METHODS:  # what they find for it is tested in core
        picture, _ = because(explained, found, method, lesson, Screen())
        assert 'alt="The judged second' in picture
    only_what_mattered(explained, found["yes"], 20, lesson, Screen())
    muted(explained, Area(0, 0.5, 0, 4_000), lesson, Screen())
    way = whole_way(explained, lesson)
    assert way.count("<li>") == 5
    assert "201 × 81 numbers" in way
    assert "50 numbers" in way


def test_the_ends_may_be_the_wrong_way_round_and_empty() -> None:
    neutral = [0.0, 0.0, 0.0, 8_000.0]
    assert chosen_area([0.7, 0.2, None, 500], neutral) == Area(0.2, 0.7, 0, 500)
    assert chosen_area([None, "", None, None], neutral) == Area(0, 0, 0, 8_000)


def test_one_method_is_chosen() -> None:
    said = methods("occlusion")
    assert said.count(" checked") == 1
    assert 'value="occlusion" checked' in said


# Found once


@pytest.fixture
def found(monkeypatch) -> list[str]:
    """The words for which was found out what spoke for them."""
    words: list[str] = []
    for name, method in list(METHODS.items()):

        def counting(image, classifier, word, method=method):
            words.append(word)
            return method(image, classifier, word)

        monkeypatch.setitem(METHODS, name, counting)
    return words


def test_what_spoke_is_found_once_for_a_recording(session: Session, found: list[str]) -> None:
    path = sound("yes_low.flac").path
    session.hear(path, "balanced")
    assert show_why(session, None, "occlusion", {}) == {}  # there is nothing to draw yet
    find_why(session, "occlusion")
    assert found == ["yes", "no"]
    before = session.heard
    session.hear(path, "strict")
    assert session.heard is not before
    assert session.heard.prediction.window_start == before.prediction.window_start
    find_why(session, "occlusion")
    assert found == ["yes", "no"]  # another threshold asks for nothing new
    assert "why" in show_why(session, None, "occlusion", {})
    find_why(session, "integrated_gradients")
    assert found == ["yes", "no", "yes", "no"]


def test_what_spoke_is_found_outside_of_drawing(session: Session, found: list[str]) -> None:
    session.hear(sound("yes_low.flac").path, "balanced")
    find_attributions(session.heard, "occlusion", lambda: None)
    assert found
    found.clear()
    shown = show_why(session, None, "occlusion", {})
    assert shown["shown"]["why"]
    assert known_attributions(session.heard, "occlusion") is not None
    assert not found
