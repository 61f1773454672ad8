"""The page's parts are described once, and what one visit writes into it no other visit sees."""

import gradio as gr
import pytest
from gradio.blocks import Block, BlocksConfig
from gradio.state_holder import SessionState

from core import Classifier
from demo import limits
from demo.launch import launch_settings, parse
from demo.page import Page, build


@pytest.fixture(scope="module")
def page(classifier: Classifier) -> Page:
    """The page, as if it were served."""
    page = build(classifier)
    page.is_running = True
    return page


def test_a_visit_describes_nothing_anew(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    first = SessionState(page)
    monkeypatch.setattr(Block, "get_config", lambda *_: pytest.fail("described anew"))
    assert SessionState(page).config_values == first.config_values
    assert len(first.config_values) == len(page.blocks)


def test_visits_share_no_values(page: Page) -> None:
    one, other = SessionState(page), SessionState(page)
    key = next(key for key, block in page.blocks.items() if isinstance(block, gr.HTML))
    before = other.config_values[key]["props"]["value"]
    one._update_value_in_config(key, "a voice")
    assert other.config_values[key]["props"]["value"] == before
    assert SessionState(page).config_values[key]["props"]["value"] == before


def test_a_part_that_one_visit_changed_is_described_for_it(page: Page) -> None:
    one, other = SessionState(page), SessionState(page)
    key = next(key for key, block in page.blocks.items() if isinstance(block, gr.HTML))
    one[key] = gr.HTML("changed", render=False)
    one._update_config(key)
    assert one.config_values[key]["props"]["value"] == "changed"
    assert SessionState(page).config_values[key] == other.config_values[key]


def test_the_description_is_gradios_own(page: Page) -> None:
    described = SessionState(page).config_values
    for key, block in page.blocks.items():
        assert described[key] == BlocksConfig.config_for_block(key, [], block)


def test_a_server_keeps_so_many_visits() -> None:
    """Each takes a fifth of a megabyte, and each request of a program is one."""
    assert launch_settings(parse([]))["state_session_capacity"] == limits.MOST_SESSIONS
