"""What happens when a tab is opened: it looks at what was last heard, and draws what changed.

It happens once more after each verdict. A tab may be opened while a verdict is still being made,
and then it shows the one before.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.events import Dependency

from demo import limits

# The first is the tab that is open now
TELL_TAB = """(tab, ...values) => [
    document.querySelector("[role=tab][aria-selected=true]")?.dataset.tabId ?? "", ...values
]"""


@dataclass(frozen=True)
class Opening:
    """The handler of a tab's `select`, as Gradio calls it, with its inputs and outputs.

    The handler takes the request first, and answers with a dictionary of components.
    """

    handler: Callable[..., dict[Any, Any]]
    inputs: Sequence[Any]
    outputs: Sequence[Any]


def look_again(verdict: Dependency, openings: Mapping[str, Opening]) -> None:
    """After each verdict, let the open tab do what it does when it is opened.

    Args:
        openings: by the ids of the tabs.
    """
    tab, skipped = gr.JSON(visible=False), gr.State()
    first: dict[str, int] = {}  # of a tab's inputs
    inputs: list[Any] = []
    for name, opening in openings.items():
        first[name] = len(inputs)
        inputs += opening.inputs

    def again(request: gr.Request, open_tab: object, *values: Any) -> dict[Any, Any]:
        opening = openings.get(str(open_tab))
        if opening is None:
            return {skipped: gr.skip()}
        begin = first[str(open_tab)]
        return opening.handler(request, *values[begin : begin + len(opening.inputs)])

    outputs = [output for opening in openings.values() for output in opening.outputs]
    verdict.success(
        again,
        [tab, *inputs],
        [skipped, *outputs],
        js=TELL_TAB,
        trigger_mode="multiple",  # none may be left out
        **limits.QUIET,
    )
