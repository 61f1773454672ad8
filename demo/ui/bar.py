"""Something to choose from: radio buttons as one bar, in HTML.

Gradio's own radio buttons have no common name: arrow keys do not move between them, and a screen
reader does not say what they are for.
"""

from collections.abc import Mapping

from demo import limits, text

# The component's value is the chosen one; sentences about each wait in the page
TELL = """element.addEventListener("change", ({target}) => {
    props.value = target.value;
    trigger("input");
});"""
FOLLOW = """watch("value", () => {
    for (const input of element.querySelectorAll("input"))
        input.checked = input.value === props.value;
});"""  # when the program and not the visitor chooses


def bar(
    name: str,
    question: str,
    labels: Mapping[str, str],
    chosen: str,
    described_by: Mapping[str, str] | None = None,
) -> str:
    """One button a value.

    Args:
        name: of the group; no other on the page has it.
        labels: value -> what its button says.
        described_by: value -> the id of the sentence about it, if there are any.
    """
    buttons = ""
    for value, label in labels.items():
        described = f' aria-describedby="{described_by[value]}"' if described_by else ""
        checked = " checked" if value == chosen else ""
        buttons += (
            f'<label><input type="radio" name="{name}" value="{value}"{described}{checked}>'
            f"<span>{label}</span></label>"
        )
    return f'<fieldset><legend>{question}</legend><div class="bar">{buttons}</div></fieldset>'


def choice_html(thresholds: Mapping[str, float], chosen: str = limits.OPERATING_POINT) -> str:
    """How sure must it be? One button an operating point, and what the chosen one means."""
    labels = {name: text.CHOICES[name] for name in thresholds}
    described_by = {name: f"means-{name}" for name in thresholds}
    buttons = bar("operating-point", text.CHOICE, labels, chosen, described_by)
    sentences = "".join(
        f'<p id="means-{name}">{text.choice_meaning(name, threshold)}</p>'
        for name, threshold in thresholds.items()
    )
    return f'{buttons}<div class="meanings">{sentences}</div>'
