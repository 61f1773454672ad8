"""Live as HTML: the frame that the browser fills, the words, the game and its three steps."""

from collections.abc import Sequence
from html import escape

from core.config import NEITHER
from core.decision.prediction import Word
from demo import text
from demo.tabs.live.game import LONGEST, Action, Game, Intent, intent_of
from demo.ui.verdict import kind

SPOKEN = {"confirm": Intent.CONFIRM, "decline": Intent.DECLINE}


def frame_html() -> str:
    """What stands there before anybody is listened to, and what is filled then."""
    return (
        '<div class="live" data-state="off">'
        f'<div class="invite"><h2>{text.LIVE_TITLE}</h2><p>{text.LIVE_LEAD}</p>'
        f'<button type="button" class="begin" data-act="begin">{text.LIVE_START}</button>'
        f'<p class="hint">{text.LIVE_PRIVATE}</p></div>'
        '<div class="running"><div class="table">'
        '<div class="game" aria-live="polite"></div>'
        '<div class="heard"><canvas role="img" '
        f'aria-label="{escape(text.LIVE_PICTURE)}"></canvas><div class="below">'
        f'<p class="legend">{text.LIVE_LEGEND}</p>'
        f'<button type="button" class="end" data-act="end">{text.LIVE_STOP}</button></div></div>'
        "</div>"
        '<ol class="ways" aria-live="polite"></ol>'
        f'<h3 class="words-title">{text.LIVE_WORDS}</h3>'
        f'<p class="hint none">{text.LIVE_NO_WORDS}</p><ul class="words" role="log"></ul>'
        "</div></div>"
    )


def word_html(number: int, word: Word, labels: Sequence[str]) -> str:
    """A word that was heard, with its buttons."""
    name, score = escape(word.label), text.percent(word.scores[word.label])
    time = f"{int(word.start) // 60}:{int(word.start) % 60:02}"
    buttons = "".join(
        f'<button type="button" data-act="{act}" data-word="{number}" '
        f'aria-label="{said}: {name}, {time}">{said}</button>'
        for act, said in (("hear", text.LIVE_HEAR), ("explain", text.LIVE_EXPLAIN))
    )
    return (
        f'<li class="{kind(word.label, labels)}"><strong>{name}</strong> '
        f"<span>{score}</span> <time>{time}</time>{buttons}</li>"
    )


# The game


def game_html(game: Game, language: str, words: Sequence[str]) -> str:
    """What the computer says, and how to answer."""
    said = {intent_of(word, words): word for word in words}
    buttons = "".join(
        f'<button type="button" class="{kind(said[intent], [*words, NEITHER])}" '
        f'data-act="answer" data-answer="{name}">{escape(said[intent])}</button>'
        for name, intent in SPOKEN.items()
        if intent in said
    )
    names = {name: escape(said.get(intent, "")) for name, intent in SPOKEN.items()}
    hint = text.LIVE_SAY.format(**names)
    if game.stage == "question":
        lead = text.LIVE_QUESTION.format(number=len(game.path) + 1)
        sentence = game.text("question", language)
    elif game.stage == "guess":
        lead = text.LIVE_GUESS
        sentence = text.LIVE_IS_IT.format(animal=game.text("animal", language))
    else:
        lead, sentence = text.LIVE_STAGES[game.stage]
        sentence = sentence.format(**names)
    form = _teach(game, language) if game.stage == "lost" else ""
    if game.stage == "lost":
        again = f'<button type="button" data-act="answer" data-answer="confirm">{text.LIVE_AGAIN}'
        buttons, hint = f"{again}</button>", ""
    return (
        f'<p class="lead">{lead}</p><p class="asks">{escape(sentence, quote=False)}</p>{form}'
        f'<div class="answers">{buttons}</div><p class="hint">{hint}</p>'
    )


def _teach(game: Game, language: str) -> str:
    wrong = escape(game.text("animal", language))
    fields = "".join(
        f'<label>{label}<input name="{name}" maxlength="{LONGEST[name]}" required '
        f'autocomplete="off" placeholder="{escape(example)}"></label>'
        for name, label, example in (
            ("animal", text.LIVE_TEACH_ANIMAL, text.LIVE_TEACH_ANIMAL_EXAMPLE),
            (
                "question",
                text.LIVE_TEACH_QUESTION.format(animal=wrong),
                text.LIVE_TEACH_QUESTION_EXAMPLE,
            ),
        )
    )
    return f'<form>{fields}<button type="submit">{text.LIVE_TEACH}</button></form>'


def steps_html(
    word: Word | None, intent: Intent | None, action: Action | None, words: Sequence[str]
) -> str:
    """What a voice assistant does, in three steps, and what came out of each just now.

    Args:
        word: that was heard; None with an intent that was not understood: it was none of them; with
            another one: a button was pressed.
        intent: None before anything was said.
    """
    colour = NEITHER
    if intent is None or action is None:
        results = ["…", "…", "…"]
    else:
        if word is not None:
            colour = kind(word.label, [*words, NEITHER])
            score = text.percent(word.scores[word.label])
            first = f"<b>{escape(text.QUOTED.format(word=word.label))}</b> <span>{score}</span>"
        elif intent is Intent.NOT_UNDERSTOOD:
            first = f"<b>{escape(text.label(NEITHER))}</b>"
        else:
            first = f"<b>{text.LIVE_BUTTON}</b>"
        results = [
            first,
            f"<b>{text.LIVE_INTENTS[intent.value]}</b>",
            f"<b>{text.LIVE_ACTIONS[action.value]}</b>",
        ]
    return "".join(
        f'<li class="{colour}"><h3>{name}</h3><p>{result}</p></li>'
        for name, result in zip(text.LIVE_STEPS, results, strict=True)
    )
