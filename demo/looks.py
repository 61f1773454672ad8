"""How the page looks and behaves: theme, styles, scripts; settings of Gradio's `launch`."""

import json
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.themes.utils.fonts import LocalFont

from demo import limits, text

UI = Path(__file__).parent / "ui"
TABS = Path(__file__).parent / "tabs"
STYLES = (UI / "page.css", *sorted(TABS.glob("*/*.css")))  # a tab's own stand in its folder
SCRIPTS = (UI / "page.js", UI / "microphone.js")
TITLES = {language: said["TITLE"] for language, said in text.translations().translations.items()}


def _controls(language: str) -> dict[str, str]:
    with text.speaking(language):
        return dict(text.CONTROLS)


CONTROLS = {language: _controls(language) for language in TITLES}

# Dark enough for white text, and bright enough on the dark page (WCAG AA both)
BLUE = gr.themes.Color(
    name="blue",
    c50="#eef7fa",
    c100="#d6ebf2",
    c200="#b0d8e5",
    c300="#7fbfd4",
    c400="#4aa0bc",
    c500="#2a83a2",
    c600="#1f6f8b",
    c700="#1b5b72",
    c800="#1a4b5d",
    c900="#183f4e",
    c950="#0d2833",
)

COLOURS = {
    "body_background_fill": "#f5f6f3",
    "body_background_fill_dark": "#12171c",
    "block_background_fill": "#ffffff",
    "block_background_fill_dark": "#1b222a",
    "input_background_fill": "#ffffff",
    "input_background_fill_dark": "#252d35",
    "body_text_color": "#1d2730",
    "body_text_color_dark": "#e8edf1",
    "body_text_color_subdued": "#55606b",
    "body_text_color_subdued_dark": "#a7b3be",
    "block_info_text_color": "#55606b",
    "block_info_text_color_dark": "#a7b3be",
    "block_label_text_color": "#55606b",
    "block_label_text_color_dark": "#a7b3be",
    "border_color_primary": "#d9dedb",
    "border_color_primary_dark": "#36424d",
    "link_text_color": "*primary_700",
    "link_text_color_dark": "*primary_300",
    "button_primary_background_fill": "*primary_600",
    "button_primary_background_fill_dark": "*primary_600",
    "button_primary_text_color": "#ffffff",
}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


LOOKS: dict[str, Any] = {
    "theme": gr.themes.Base(
        primary_hue=BLUE,
        secondary_hue=BLUE,
        neutral_hue="slate",
        text_size="lg",
        radius_size="lg",
        # Bundled with Gradio; its semibold holds only some of the letters
        font=[LocalFont("IBM Plex Sans", weights=(400, 700)), "system-ui", "sans-serif"],
        font_mono=[LocalFont("IBM Plex Mono", weights=(400, 700)), "ui-monospace", "monospace"],
    ).set(**COLOURS),
    # Not as `css_paths`: Gradio limits those rules to the inside of the page, where <html>, on
    # which page.js writes what it finds out, cannot be seen
    "head": f"<style>{''.join(map(_read, STYLES))}</style>"
    f"<script>const TITLES = {json.dumps(TITLES)}, CONTROLS = {json.dumps(CONTROLS)};"
    f"const LARGEST = {limits.MAX_FILE_SIZE};"
    f"{''.join(map(_read, SCRIPTS))}</script>",
    "footer_links": ["api"],
    "i18n": text.translations(),
}
MANNERS: dict[str, Any] = {
    "max_file_size": limits.MAX_FILE_SIZE,
    "run_history": False,  # it would stay in the browser of a computer that a class shares
    "pwa": False,
    "ssr_mode": False,
    "enable_monitoring": False,
    "state_session_capacity": limits.MOST_SESSIONS,
}
