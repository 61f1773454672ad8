"""Every tab, light and dark, by the rules of axe-core: nothing serious may be found."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from demo import text
from demo.ui.examples import sound
from tests.page_helpers import Visit, Visitor

SERIOUS = ("serious", "critical")
# Tab -> what is there once it is drawn
TABS: dict[str, str] = {
    "LISTEN_TAB": "#story img",
    "LOOK_TAB": "#parts img",
    "EXPLAIN_TAB": "[role=tabpanel]:visible img",
    "BREAK_TAB": "[role=tabpanel]:visible img",
    "LIVE_TAB": "#live .begin",
    "TEACH_TAB": "#teach [data-act=record]",
    "REPORT_TAB": "[role=tabpanel]:visible img",
}


# In the dark everything is the same but the colours
RULES: dict[str, dict[str, list[str]]] = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}


def findings(visitor: Visitor, scheme: str) -> list[str]:
    """What axe-core calls serious, one line each."""
    return [
        f"{violation['id']}: {violation['help']}: {violation['nodes'][0]['html'][:200]}"
        for violation in Axe().run(visitor.page, options=RULES[scheme]).response["violations"]
        if violation["impact"] in SERIOUS
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_is_found(scheme: str, visit: Visit) -> None:
    visitor = visit(color_scheme=scheme)
    assert findings(visitor, scheme) == []
    visitor.choose(sound("yes_low.flac").name)
    for name, drawn in TABS.items():
        visitor.tab(getattr(text, name)).click()
        expect(visitor.page.locator(drawn).first).to_be_visible()
        assert findings(visitor, scheme) == [], name
    visitor.tab(text.TEACH_TAB).click()
    visitor.tab(text.BEGIN_TAB).click()
    expect(visitor.page.locator("#begin-rate legend")).to_be_visible()
    assert findings(visitor, scheme) == []
    visitor.tab(text.LOOK_TAB).click()
    visitor.tab(text.IMAGE_PART).click()
    expect(visitor.page.locator("#mel img")).to_be_visible()
    assert findings(visitor, scheme) == []
