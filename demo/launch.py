"""The command line of app.py, and how the page is served and looks."""

import argparse
import json
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.themes.utils.fonts import LocalFont

from core import CheckpointError, Classifier, load
from demo import limits, text
from demo.text.languages import LANGUAGES

UI = Path(__file__).parent / "ui"
TITLES = {language: words.TITLE for language, words in LANGUAGES.items()}

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


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="app.py", description=text.LEAD)
    parser.add_argument(
        "--host", help="0.0.0.0 lets the other computers of the network in (default: this one only)"
    )
    parser.add_argument("--port", type=int, help="(default: the first free one from 7860)")
    parser.add_argument("--share", action="store_true", help="also make a public address")
    parser.add_argument("--ssl-certfile", type=Path, help="certificate, for an https address")
    parser.add_argument("--ssl-keyfile", type=Path, help="the certificate's private key")
    parser.add_argument("--checkpoint", type=Path, help="another model than the shipped one")
    options = parser.parse_args(arguments)
    if options.ssl_keyfile and not options.ssl_certfile:
        parser.error("--ssl-keyfile needs --ssl-certfile")
    return options


def load_or_exit(path: Path | None) -> Classifier:
    """The model, or the end of the program with a sentence that says why."""
    try:
        return load(path)
    except CheckpointError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from error


def serve(app: gr.Blocks, options: argparse.Namespace) -> None:
    """Run until Ctrl+C or until the system ends the program; then delete what was uploaded.

    Gradio, left to wait by itself, would first wait for every open page to close.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    app.launch(prevent_thread_lock=True, **launch_settings(options))
    try:
        while True:
            time.sleep(1)
    except KeyboardInterrupt:
        app.close()


def launch_settings(options: argparse.Namespace) -> dict[str, Any]:
    """Arguments for `launch`."""
    return {
        "server_name": options.host,
        "server_port": options.port,
        "share": options.share,
        "ssl_certfile": options.ssl_certfile and str(options.ssl_certfile),
        "ssl_keyfile": options.ssl_keyfile and str(options.ssl_keyfile),
        "ssl_verify": False,  # of Gradio's own first call: a school often signs for itself
        **LOOKS,
        **MANNERS,
    }


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
    "head": f"<style>{(UI / 'page.css').read_text(encoding='utf-8')}</style>"
    f"<script>const TITLES = {json.dumps(TITLES)};"
    f"{(UI / 'page.js').read_text(encoding='utf-8')}</script>",
    "footer_links": ["api"],
    "i18n": text.translations(),
}
MANNERS: dict[str, Any] = {
    "max_file_size": limits.MAX_FILE_SIZE,
    "run_history": False,  # it would stay in the browser of a computer that a class shares
    "pwa": False,
    "ssr_mode": False,
    "mcp_server": False,
    "enable_monitoring": False,
}
