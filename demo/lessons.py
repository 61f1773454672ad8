"""The tabs that need PyTorch; where it is missing, they say so and how to get it."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from core.decision.classifier import Classifier
from demo import text
from demo.session import Sessions
from demo.ui.models import ModelBar
from demo.ui.opening import Opening

if TYPE_CHECKING:
    from demo.tabs.beginning.attempt import Folder

LESSONS = {"look": "LOOK_TAB", "explain": "EXPLAIN_TAB", "break": "BREAK_TAB"}  # id -> its name


def has_pytorch() -> bool:
    """Whether it is installed. Nothing of it is imported."""
    return find_spec("torch") is not None and find_spec("torchaudio") is not None


def needs_pytorch() -> None:
    """A sentence instead of what is there with PyTorch."""
    gr.HTML(f'<p class="hint">{text.fixed("NEEDS_PYTORCH")}</p>')


def training_folder(classifier: Classifier, data: Path | None) -> "Folder | None":
    """What networks are trained on from the beginning; without PyTorch there is nothing to train.

    Raises:
        DatasetError: if the folder is not one of words.
    """
    if not has_pytorch():
        return None
    from demo.tabs.beginning.attempt import Folder

    return Folder(classifier, data)


def lay_out_lessons(sessions: Sessions, tabs: gr.Tabs, models: ModelBar) -> dict[str, Opening]:
    """The tabs that show what was heard on Listen; gives what happens when each is opened."""
    lay_outs: dict[str, Callable[..., Opening]] = {}
    if has_pytorch():
        from demo.tabs.break_it.tab import break_tab
        from demo.tabs.explain.tab import explain_tab
        from demo.tabs.look.tab import look_tab

        lay_outs = {"look": look_tab, "explain": explain_tab, "break": break_tab}
    openings = {}
    for name, title in LESSONS.items():
        with gr.Tab(text.fixed(title), id=name) as lesson_tab:
            if name in lay_outs:
                openings[name] = lay_outs[name](sessions, tabs, lesson_tab, models)
            else:
                needs_pytorch()
    return openings


def lay_out_teaching(
    sessions: Sessions,
    models: ModelBar,
    app: gr.Blocks,
    folder: "Folder | None",
    classifier: Classifier,
) -> None:
    """The tab where networks learn.

    Args:
        folder: what networks are trained on from the beginning; None: synthetic voices.
    """
    if not has_pytorch():
        with gr.Tab(text.fixed("TEACH_TAB"), id="teach"):
            needs_pytorch()
        return
    from demo.tabs.beginning.attempt import Folder
    from demo.tabs.beginning.tab import beginning_part
    from demo.tabs.teach.tab import teach_tab

    with gr.Tab(text.fixed("TEACH_TAB"), id="teach"), gr.Tabs(elem_id="teach-parts"):
        with gr.Tab(text.fixed("TEACH_PART"), id="own-words"):
            teach_tab(sessions, models, app)
        with gr.Tab(text.fixed("BEGIN_TAB"), id="begin") as begin:
            beginning_part(sessions, folder or Folder(classifier), begin, models)
