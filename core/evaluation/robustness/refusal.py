"""What does it answer although nobody said a word to it?"""

from typing import Any

from core.data.negatives import OtherSound
from core.evaluation.detection import (
    CURVE,
    WORD_LISTS,
    at_points,
    by_source,
    cut_short,
    detect_each,
    rate_of,
    share_of,
    without,
)
from core.evaluation.robustness.material import Material, recognised_of

# Words that sound like one of ours: the hardest to refuse. Word -> what sounds like it.
CLOSE_WORDS = {
    "yes": ("yeah", "yet", "less", "guess", "mess", "chess", "dress", "us"),
    "no": (
        *("snow", "note", "nope", "mow", "nose", "gnome", "new", "now", "not", "toe", "row"),
        "hello",
    ),
}


def false_accept_rows(material: Material) -> list[dict[str, Any]]:
    """False accepts per hour of speech and of noise, source by source, as a stream is heard."""
    decision = material.classifier.decision
    return [
        {"kind": kind, **row}
        for kind, found in material.hours.items()
        for row in by_source(found, rate_of, decision, left_out=WORD_LISTS, use="stream")
    ]


def age_rows(material: Material) -> list[dict[str, Any]]:
    """False accepts per hour of reading by people of an age; no rows where no ages are known."""
    speech = material.hours["speech"]
    groups = sorted({one.group for one in speech if one.group}, reverse=True)  # the young first
    return [
        {
            "group": group,
            **at_points(
                [one for one in speech if one.group == group],
                rate_of,
                material.classifier.decision,
                use="stream",
            ),
        }
        for group in groups
    ]


def curve_rows(material: Material) -> list[dict[str, Any]]:
    """Words found in a quiet room and false accepts per hour at every threshold."""
    quiet_room, *_ = material.in_rooms
    hours = {kind: without(WORD_LISTS, found) for kind, found in material.hours.items()}
    return [
        {
            "threshold": threshold,
            "recall": recognised_of(quiet_room, threshold),
            **{kind: rate_of(found, threshold) for kind, found in hours.items()},
        }
        for threshold in CURVE
    ]


def other_word_rows(material: Material) -> list[dict[str, Any]]:
    """The share of single other words that got an answer, source by source."""
    return by_source(material.other_words, share_of, material.classifier.decision)


def close_word_rows(material: Material) -> list[dict[str, Any]]:
    """The same of every close word by its name, if it is among the other words."""
    said = [word_of(sound) for sound in material.of_kind("words")]
    rows = []
    for word in material.classifier.words:
        for close in CLOSE_WORDS.get(word, ()):
            found = [
                one for name, one in zip(said, material.other_words, strict=True) if name == close
            ]
            if found:
                points = at_points(found, share_of, material.classifier.decision)
                rows.append({"word": close, "close_to": word, **points})
    return rows


def word_of(sound: OtherSound) -> str:
    """What is said: the first part of the file's name."""
    return sound.name.partition("_")[0].lower()


def noise_rows(material: Material) -> list[dict[str, Any]]:
    """The share of noises of 3 s that got an answer, source by source."""
    cuts = cut_short(material.sounds, material.features)
    found = detect_each(material.classifier, cuts, "noises of 3 s", material.progress)
    return by_source(found, share_of, material.classifier.decision)
