"""The page: puts the tabs together, and answers programs."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from core.decision.checkpoint import SHIPPED
from core.decision.classifier import Classifier
from demo import limits, text
from demo.described import DescribedOnce
from demo.endpoint import API_NAME, endpoint
from demo.lessons import lay_out_lessons, lay_out_teaching
from demo.session import Arrivals, Sessions
from demo.tabs.listen.tab import listen_tab
from demo.tabs.live.listening import Places
from demo.tabs.live.socket import route
from demo.tabs.live.tab import live_tab
from demo.tabs.report.tab import report_tab
from demo.tabs.tally.tab import tally_part
from demo.ui import examples as sounds
from demo.ui.models import model_bar
from demo.ui.notices import notices
from demo.ui.opening import look_again

if TYPE_CHECKING:
    from demo.tabs.beginning.attempt import Folder

LESSON_PLANS = Path(__file__).parent / "text" / "lesson_plans"  # a file a language
PLANS = {  # the lessons for teachers, and where their plans are
    "LESSON": LESSON_PLANS,
    "LESSON_OWN_WORDS": LESSON_PLANS / "own_words",
}


class Page(gr.Blocks):
    """Blocks whose answers may hold a "path" that is no file to download.

    gradio_client 2.7 knows files by their "meta" only from servers that say "sse_v2.1". From those
    that say "sse_v3" it takes every object with a "path" for a file, and asks the server for it in
    vain. Nothing else differs between the two names that this page uses.
    """

    sessions: Sessions
    places: Places

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self.default_config = DescribedOnce(self)

    def launch(self, *arguments: Any, **named: Any) -> Any:
        """Serve the page, and beside it the way of live sound."""
        return super().launch(*arguments, app_kwargs={"routes": [route(self.places)]}, **named)

    def get_config_file(self) -> Any:
        """What the server tells its clients about itself."""
        return {**super().get_config_file(), "protocol": "sse_v2.1"}

    async def preprocess_data(
        self, block_fn: Any, inputs: list[Any], *others: Any, **named: Any
    ) -> Any:
        """What a program left out is what the page begins with.

        Gradio's own clients fill it in; a plain HTTP request that lists fewer values does not. And
        of the file of a program, demo/endpoint.py takes care: Gradio would fetch an address, read
        the whole file to name it once more, and answer a path that is none of its own with null.
        """
        values = [*inputs, *(block.value for block in block_fn.inputs[len(inputs) :])]
        if block_fn.api_name == API_NAME:
            return values[: len(block_fn.inputs)]
        return await super().preprocess_data(block_fn, values, *others, **named)

    async def postprocess_data(self, block_fn: Any, *given: Any, **named: Any) -> Any:
        """The browser is told nothing of the values that it never sees.

        Gradio tells it null for each. The first null is taken there for a change, though nothing
        was: all that follows from a change would be done, in tabs that nobody has opened.
        """
        answers = await super().postprocess_data(block_fn, *given, **named)
        blocks = zip(block_fn.outputs, answers, strict=True)
        return [gr.skip() if block.stateful else answer for block, answer in blocks]


def build(
    classifier: Classifier, checkpoint: Path | None = None, folder: "Folder | None" = None
) -> Page:
    """The whole page around a model, from the file `checkpoint`; without one, the shipped file.

    Args:
        folder: what networks are trained on from the beginning; None: synthetic voices.
    """
    gr.set_static_paths([sounds.FOLDER])
    sessions, places = Sessions(classifier), Places()
    app = Page(title=text.TITLE, analytics_enabled=False, delete_cache=limits.FORGET_SECONDS)
    with app:
        notices("NO_SECURE_ADDRESS", "SERVER_LOST")
        with gr.Column(elem_id="title", elem_classes="close"):
            gr.HTML(f"<h1>{text.fixed('TITLE')}</h1>")
            gr.HTML(f"<p>{text.fixed('LEAD')}</p>")
        models = model_bar(sessions)
        with gr.Tabs(overflow_behavior="wrap") as tabs:  # on a phone, all can be seen
            with gr.Tab(text.fixed("LISTEN_TAB"), id="listen"):
                verdict = listen_tab(sessions, app, models)
                tally_part(sessions, verdict)
            openings = lay_out_lessons(sessions, tabs, models)
            with gr.Tab(text.fixed("LIVE_TAB"), id="live") as live:
                word = live_tab(sessions, places, tabs, live, "explain")
            lay_out_teaching(sessions, models, app, folder, classifier)
            with gr.Tab(text.fixed("REPORT_TAB"), id="report") as card:
                report_tab(sessions, checkpoint or SHIPPED, card)
        look_again(verdict, openings)
        look_again(word, openings)
        for title, plans in PLANS.items():
            name = title.lower().replace("_", "-")
            with gr.Accordion(text.fixed(title), open=False, elem_id=name) as lesson:
                plan = gr.Markdown()
            lesson.expand(lesson_plan(plans), None, plan, **limits.QUIET)
        endpoint(classifier, sessions.uploads)
        app.unload(sessions.leave)
    app.sessions, app.places = sessions, places
    app.upload_file_set = Arrivals(sessions.uploads)
    app.temp_file_sets.append(app.upload_file_set)
    app.queue(max_size=limits.MAX_WAITING)
    return app


def lesson_plan(plans: Path) -> Callable[..., str]:
    """What gives a lesson's plan in the visitor's language, or in English; without its title."""

    @text.in_their_language
    def read(request: gr.Request) -> str:
        plan = plans / f"{text.language()}.md"
        if not plan.is_file():
            plan = plans / "en.md"
        return plan.read_text(encoding="utf-8").split("\n", 1)[1]

    return read
