"""Teach as HTML: the frame that the browser fills, and the tries of a word."""

import json
from collections.abc import Sequence
from html import escape

from core.teach.report import ENOUGH
from core.teach.teach import LONGEST_NAME, N_TRIES, N_WORDS
from core.teach.tries import room_level
from demo import text
from demo.lesson import Lesson, Try, clips
from demo.ui.bar import bar

GOALS = (5, 10, N_TRIES[1])
ROOMS = ((-55.0, "quiet"), (-42.0, "fine"), (0.0, "loud"))  # up to so many dB re full scale
SAID = ("READY", "NOW", "HEARING", "GOT", "NOTHING", "STOPPED", "NAMES", "FORGET_SURE", "PROGRESS")


def frame_html() -> str:
    """What stands there from the start."""
    said = json.dumps({name.lower(): getattr(text, f"TEACH_{name}") for name in SAID})
    limits = json.dumps({"words": N_WORDS, "tries": N_TRIES})
    goals = bar(
        "teach-goal",
        text.TEACH_GOAL,
        {str(goal): str(goal) for goal in GOALS},
        str(ENOUGH),
    )
    rows = "".join(_row(str(number), number) for number in range(N_WORDS[0]))
    return (
        f'<div class="teach" data-state="rest" data-said="{escape(said)}" '
        f'data-limits="{escape(limits)}"><div class="rest">'
        f"<h2>{text.TEACH_TITLE}</h2><p>{text.TEACH_LEAD}</p>"
        f'<ol class="rows">{rows}</ol><template>{_row("", 0)}</template>'
        '<div class="more">'
        f'<button type="button" data-act="add">{text.TEACH_ADD}</button>'
        f'<div class="choice">{goals}</div></div>'
        f'<p class="told" role="status"></p><div class="go">'
        f'<button type="button" class="big" data-act="record">{text.TEACH_RECORD}</button>'
        f'<button type="button" class="big" data-act="train" hidden>{text.TEACH_TRAIN}</button>'
        "</div>"
        f'<p class="hint"><span class="room"></span> {text.TEACH_PRIVATE}</p>'
        '<div class="quiet">'
        f'<label class="file">{text.TEACH_OPEN}<input type="file" data-opens="model" '
        'accept=".safetensors,.zip"></label>'
        f'<button type="button" data-act="forget" hidden>{text.TEACH_FORGET}</button></div></div>'
        '<div class="running"><p class="lead" aria-live="polite"></p>'
        '<p class="now" aria-live="assertive"></p><div class="level"><i></i></div>'
        '<p class="told" role="status"></p><p class="progress"></p>'
        f'<button type="button" data-act="pause">{text.TEACH_PAUSE}</button></div>'
        '<div class="result" aria-live="polite"></div></div>'
    )


def _row(key: str, number: int) -> str:
    """A word: its name, its tries, and how to add one."""
    example = text.TEACH_EXAMPLES[number % len(text.TEACH_EXAMPLES)]
    return (
        f'<li data-word="{key}" class="word-{number}">'
        f'<input class="name" maxlength="{LONGEST_NAME}" '
        f'autocomplete="off" autocapitalize="off" spellcheck="false" '
        f'aria-label="{escape(text.TEACH_WORD)}" placeholder="{escape(example)}">'
        '<div class="tries" role="group"></div>'
        f'<button type="button" data-act="hold">{text.TEACH_HOLD}</button>'
        f'<label class="file">{text.TEACH_FILES}<input type="file" multiple data-opens="try" '
        'accept="audio/*,video/webm,video/mp4"></label>'
        f'<button type="button" class="remove" data-act="remove" '
        f'aria-label="{escape(text.TEACH_REMOVE)}"{" disabled" if key else ""}>×</button>'
        '<p class="wrong" role="status"></p></li>'
    )


def tries_html(word: str, tries: Sequence[Try], strays: Sequence[str]) -> str:
    """The tries of a word, to hear and to delete.

    Args:
        strays: the keys of those that a model taught by all others does not hear right.
    """
    parts = []
    for number, one in enumerate(tries, start=1):
        notes = [text.ADVICES[code] for code in one.advice]
        if one.key in strays:
            notes.insert(0, text.TEACH_STRAY)
        named = {"number": number, "word": word}
        hear = " ".join([text.TEACH_HEAR.format(**named), *notes])
        delete = text.TEACH_DELETE.format(**named)
        kind = "stray" if one.key in strays else "note" if notes else ""
        parts.append(
            f'<span class="try {kind}"><button type="button" data-act="hear" '
            f'data-key="{one.key}" aria-label="{escape(hear)}" title="{escape(hear)}">{number}'
            f'</button><button type="button" data-act="delete" data-key="{one.key}" '
            f'aria-label="{escape(delete)}" title="{escape(delete)}">×</button></span>'
        )
    return "".join(parts)


def room_html(lesson: Lesson) -> str:
    """How loud the room is, as heard in the pauses; nothing before the first try."""
    heard = [clip for all_of in clips(lesson.tries).values() for clip in all_of]
    if not heard:
        return ""
    level = room_level(heard)
    kind = next((kind for limit, kind in ROOMS if level <= limit), ROOMS[-1][1])
    return str(text.TEACH_ROOMS[kind])
