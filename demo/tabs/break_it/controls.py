"""What there is to change on the Break it tab, and what its controls say."""

from collections.abc import Sequence
from typing import Any

from core.effects.registry import EFFECTS, NOISES, Amounts, Effect

KINDS = tuple(NOISES)
NO_NOISE = NOISES[KINDS[0]].neutral
SLIDERS = ("speed", "pitch", "shift", "echo", "volume", "clipping", "mp3")
SWITCHES = ("telephone", "reversed")
OTHERS = (*SLIDERS, *SWITCHES)
SHOWN: dict[str, Effect] = {
    name: effect for name, effect in EFFECTS.items() if name in (*KINDS, *OTHERS)
}
NEUTRAL = [NO_NOISE, *(False if name in SWITCHES else EFFECTS[name].neutral for name in OTHERS)]


def chosen_kind(told: object) -> str:
    """The kind of noise that was chosen; the first where that cannot be."""
    return told if isinstance(told, str) and told in KINDS else KINDS[0]


def amounts_of(controls: Sequence[Any]) -> Amounts:
    """What the controls say, the kind of noise first; an empty one changes nothing."""
    kind, level, *others = controls
    values = {chosen_kind(kind): level, **dict(zip(OTHERS, others, strict=True))}
    on = {name: EFFECTS[name].high for name in SWITCHES}
    return {
        name: float(value) * on.get(name, 1.0)
        for name, value in values.items()
        if isinstance(value, (int, float))
    }


def controls_for(name: str, amount: float, kind: str) -> list[Any]:
    """The controls' values for one change alone, the kind of noise first."""
    if name in NOISES:
        return [name, amount, *NEUTRAL[1:]]
    shown = amount if name in SLIDERS else amount == EFFECTS[name].high
    return [kind, NO_NOISE, *(dict(zip(OTHERS, NEUTRAL[1:], strict=True)) | {name: shown}).values()]
