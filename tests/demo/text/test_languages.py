"""Every language says everything, and fills in the same values."""

import re
from collections.abc import Iterator
from types import ModuleType

import pytest
from playwright.sync_api import expect

from core import Prediction
from core.config import NEITHER
from core.errors import AudioError
from core.sound.clip import UNNAMED
from demo import text
from demo.page import LESSON_PLANS
from demo.text.languages import ENGLISH, LANGUAGES
from demo.ui.examples import SOUNDS, sound
from demo.ui.figure import Screen, new_figure, style
from demo.ui.tables import percent
from demo.ui.verdict import verdict
from tests.page_helpers import Visit

OTHERS = ("de", "fr", "es")  # ours; one that somebody adds may leave out what it likes
FROM_CORE = {
    "MESSAGES",
    "AUDIO_MESSAGES",
    "CHECKPOINT_MESSAGES",
    "TEACH_MESSAGES",
}  # imported by en.py, renamed
GIVEN_BY_THE_BROWSER = {"de": "de-AT", "fr": "fr-FR", "es": "es-MX", "en": "pt-BR"}


def texts(value: object, name: str) -> Iterator[tuple[str, str]]:
    """Every text under a name, with where it stands."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from texts(part, f"{name}[{key!r}]")
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from texts(part, f"{name}[{index}]")


def all_texts(module: ModuleType) -> dict[str, str]:
    """Every text of a language."""
    names = (name for name in vars(module) if name.isupper() and name not in FROM_CORE)
    return dict(pair for name in names for pair in texts(getattr(module, name), name))


def test_there_are_four() -> None:
    assert set(LANGUAGES) >= {"en", *OTHERS}


def test_what_a_language_leaves_out_stays_english(monkeypatch: pytest.MonkeyPatch) -> None:
    italian = ModuleType("it")
    italian.LISTEN_TAB = "Ascolta"
    italian.CHOICES = {"strict": "Severo"}
    italian.DECIMAL_POINT = ","
    monkeypatch.setitem(LANGUAGES, "it", italian)
    with text.speaking("it"):
        assert text.LISTEN_TAB == "Ascolta"
        assert text.LOOK_TAB == ENGLISH.LOOK_TAB
        assert text.CHOICES == ENGLISH.CHOICES | {"strict": "Severo"}
        assert text.SECONDS.format(seconds=0.5) == ENGLISH.SECONDS.format(seconds=0.5).replace(
            ".", ","
        )
        assert text.error(AudioError("empty", name="a.wav"))
    said = text.translations().translations["it"]
    assert (said["LISTEN_TAB"], said["TITLE"]) == ("Ascolta", ENGLISH.TITLE)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "neither"), ("de", "keines davon"), ("fr", "aucun"), ("es", "ninguna")],
)
def test_neither_is_said_in_the_language(language: str, said: str) -> None:
    scores = {"yes": 0.1, "no": 0.1, NEITHER: 0.8}
    with text.speaking(language):
        assert text.label(NEITHER) == said
        assert text.label("yes") == "yes"
        shown = verdict(Prediction(NEITHER, scores, 0.4, 0.9, 1.5, 0.1), 0.8)
    assert f'<span class="word">{said}</span>' in shown
    assert f'<th scope="row">{said}</th>' in shown


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_says_everything_and_nothing_else(language: str) -> None:
    english, translated = all_texts(ENGLISH), all_texts(LANGUAGES[language])
    assert sorted(english.keys() - translated.keys()) == []
    assert sorted(translated.keys() - english.keys()) == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("pattern", [r"\{[^}]*\}", r"</?\w+"], ids=["values", "tags"])
def test_a_translation_has_the_same_values_and_tags(language: str, pattern: str) -> None:
    translated = all_texts(LANGUAGES[language])
    for name, english in all_texts(ENGLISH).items():
        here = (sorted(set(re.findall(pattern, said))) for said in (english, translated[name]))
        first, second = here
        assert first == second, name


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("de", "de"),
        ("de-CH,de;q=0.9,en;q=0.8", "de"),
        ("FR-fr;q=0.7", "fr"),
        ("tlh,de;q=0.5", "en"),
        ("", "en"),
        ("../en", "en"),
    ],
)
def test_the_browser_names_the_language(header: str, language: str) -> None:
    assert text.wanted(header) == language


def test_a_language_is_spoken_for_a_while() -> None:
    with text.speaking("de"):
        assert text.TITLE == LANGUAGES["de"].TITLE
        assert sound("stop.flac").name == LANGUAGES["de"].EXAMPLE_NAMES["stop"]
    assert text.TITLE == ENGLISH.TITLE


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "16,000 Hz"), ("de", "16.000 Hz"), ("fr", "16\N{NARROW NO-BREAK SPACE}000 Hz")],
)
def test_numbers_are_written_as_in_the_language(language: str, said: str) -> None:
    with text.speaking(language):
        assert text.HERTZ.format(hertz=16_000).replace("\N{NO-BREAK SPACE}", " ") == said
        assert text.SECONDS.format(seconds=0.5)[1] == text.DECIMAL_POINT


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_the_lesson_plan_names_things_as_the_page_does(language: str) -> None:
    plan = (LESSON_PLANS / f"{language}.md").read_text(encoding="utf-8")
    said = LANGUAGES[language]
    names = [
        getattr(said, f"{tab}_TAB") for tab in ("LISTEN", "LOOK", "EXPLAIN", "BREAK", "REPORT")
    ]
    for name in (*names, said.AIR_PART, said.IMAGE_PART, said.BREAK_FIND, said.TALLY_TITLE):
        assert name in plan


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_the_second_lesson_plan_does_so_too_and_names_the_curricula(language: str) -> None:
    plan = (LESSON_PLANS / "own_words" / f"{language}.md").read_text(encoding="utf-8")
    said = LANGUAGES[language]
    names = [getattr(said, f"{tab}_TAB") for tab in ("LISTEN", "TEACH", "BEGIN", "LIVE")]
    buttons = [said.TEACH_RECORD, said.TEACH_TRAIN, said.BEGIN_START]
    others = [said.BEGIN_RECORDINGS, said.BEGIN_AUGMENT, said.BEGIN_STORY, said.TEACH_MAP]
    for name in (*names, *buttons, *others, said.TEACH_PART, said.TALLY_TITLE):
        assert name in plan
    codes = ("1-A-ii", "1-A-iii", "1-B-i", "1-B-ii", "1-C-ii", "3-A-iii", "3-A-iv")
    assert all(plan.count(code) >= 2 for code in codes)


def test_an_error_without_a_file_name_is_told_in_one_language() -> None:
    with text.speaking("de"):
        said = text.error(AudioError("empty", name=UNNAMED))
    assert said.startswith(LANGUAGES["de"].RECORDING)


def test_words_are_quoted_as_in_the_language() -> None:
    with text.speaking("de"):
        assert text.listed(["yes", "no"]) == "„yes“, „no“"


def test_figures_and_axes_are_written_as_in_the_language() -> None:
    figure = new_figure(Screen(), 200)
    axes = figure.subplots()
    style(axes, Screen())
    axes.set(xlim=(0, 1))
    with text.speaking("de"):
        assert percent(0.9871) == "98,7\N{NO-BREAK SPACE}%"
        assert text.needed(0.9912) == "99,12\N{NO-BREAK SPACE}%"
        labels = [label.get_text() for label in axes.get_xticklabels()]
    assert "0,2" in labels


def test_a_name_that_nobody_knows_is_a_mistake() -> None:
    with pytest.raises(AttributeError):
        text.fixed("NO_SUCH_TEXT")


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_the_page_speaks_the_visitors_language(language: str, visit: Visit) -> None:
    with text.speaking(language):
        page = visit(locale=GIVEN_BY_THE_BROWSER[language]).page
        expect(page).to_have_title(text.TITLE)
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.get_by_role("heading", level=1)).to_have_text(text.TITLE)
        expect(page.locator("#choice legend")).to_have_text(text.CHOICE)
        expect(page.locator("#verdict")).to_have_text(text.WAITING)
        page.get_by_role("button", name=SOUNDS[0].name, exact=True).click()
        expect(page.locator("#verdict .lead")).to_have_text(text.HEARD)
        page.get_by_role("tab", name=text.LOOK_TAB, exact=True).click()
        expect(page.get_by_role("tab", name=text.IMAGE_PART, exact=True)).to_be_visible()
        page.get_by_role("button", name=text.LESSON).click()
        plan = (LESSON_PLANS / f"{language}.md").read_text(encoding="utf-8")
        first = re.search("^## (.+)$", plan, re.MULTILINE)
        expect(page.locator("#lesson").get_by_role("heading").first).to_have_text(first.group(1))
        assert "__i18n__" not in page.locator("body").inner_text()
