"""Are the words still recognised after what people, rooms, recorders and codecs do to them?

Every second word is asked, because there are many effects.
"""

from typing import Any

from core.effects.registry import EFFECTS
from core.evaluation.robustness.material import Material, predict, word_figures


def change_rows(material: Material) -> list[dict[str, Any]]:
    """The words after every effect of the registry, without noise."""
    spoken, rate, rows = material.spoken.every_second(), material.features.sample_rate, []
    for name, effect in EFFECTS.items():
        for amount in material.progress(effect.measured, f"words changed: {name}"):
            changed = (effect.apply(word, rate, amount) for word in spoken.waveforms)
            figures = word_figures(spoken, predict(material.classifier, changed))
            rows.append({"change": name, "value": amount, "unit": effect.unit, **figures})
    return rows
