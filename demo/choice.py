"""How sure the computer must be, for a visitor to choose: radio buttons as one bar, in HTML.

Gradio's own radio buttons have no common name: arrow keys do not move between them, and a screen
reader does not say what they are for.
"""

from collections.abc import Mapping

from demo import settings, text

# The component's value is the name of the operating point; the sentences wait in the page
TELL = """element.addEventListener("change", ({target}) => {
    props.value = target.value;
    trigger("input");
});"""


def choice_html(thresholds: Mapping[str, float]) -> str:
    """One button an operating point, and below them what the chosen one means."""
    buttons = "".join(
        f'<label><input type="radio" name="operating-point" value="{name}" '
        f'aria-describedby="means-{name}"{" checked" * (name == settings.OPERATING_POINT)}>'
        f"<span>{text.CHOICES[name]}</span></label>"
        for name in thresholds
    )
    sentences = "".join(
        f'<p id="means-{name}">{text.choice_meaning(name, threshold)}</p>'
        for name, threshold in thresholds.items()
    )
    return (
        f'<fieldset><legend>{text.CHOICE}</legend><div class="bar">{buttons}</div></fieldset>'
        f'<div class="meanings">{sentences}</div>'
    )
