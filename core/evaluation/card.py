"""The model card: what a model was trained on, how often it is right and what it cannot do.

Mitchell et al. (2019), "Model Cards for Model Reporting". Every number comes from the model's
file or from an evaluation's JSON beside it, and every conclusion from these numbers.
"""

import json
from pathlib import Path

from core.config import SPEECH_COMMANDS, ModelConfig
from core.decision.classifier import Classifier
from core.evaluation.card_tables import (
    compared_table,
    confusion_table,
    figures_table,
    reliability_table,
)
from core.evaluation.figures import model_id
from core.evaluation.robustness_tables import robustness_tables
from core.evaluation.tables import Figures, percent


def validation_columns(classifier: Classifier, path: Path) -> list[tuple[str, Figures]]:
    """The figures of the model at `path`, and those of the lesson's CNN if they lie beside it.

    `evaluate --json` wrote them to `NAME.lesson.json`.
    """
    columns: list[tuple[str, Figures]] = [(classifier.name, classifier.figures["validation"])]
    lesson_path = path.with_suffix(".lesson.json")
    if lesson_path.is_file():
        columns.append(("the lesson's CNN", json.loads(lesson_path.read_text(encoding="utf-8"))))
    return columns


def model_card(classifier: Classifier, path: Path) -> str:
    """The card of the model at `path`, as Markdown.

    Beside the model may lie the figures of the lesson's CNN: see `validation_columns`.
    """
    columns = validation_columns(classifier, path)
    parts = [
        *_first_parts(classifier, path),
        *_training_parts(classifier, path),
        *_validation_parts(classifier, path, columns),
        *robustness_parts(classifier, path),
        *compared_parts(classifier, path),
    ]
    if len(columns) > 1:
        everywhere = len(robustness_columns(classifier, path)) != 1
        parts += ["## The lesson's CNN", _lesson_words(classifier, columns[1][1], everywhere)]
    credits = [SPEECH_COMMANDS_CREDIT] if _is_speech_commands(classifier) else []
    parts += [
        "## What it cannot do",
        "\n".join(f"- {limit.format(words=_words(classifier))}" for limit in LIMITS),
        "## Licence and credit",
        " ".join([*credits, NETWORKS_CREDIT]),
    ]
    return "\n\n".join(parts) + "\n"


def _words(classifier: Classifier) -> str:
    return " and ".join(f"“{word}”" for word in classifier.words)


def _refuses(classifier: Classifier) -> bool:
    return classifier.classes != classifier.words


def _is_speech_commands(classifier: Classifier) -> bool:
    """Whether that was its dataset. Older models say nothing of it: all were trained on this."""
    trained = classifier.figures["training"]
    return bool(trained.get("dataset", SPEECH_COMMANDS) == SPEECH_COMMANDS)


def _first_parts(classifier: Classifier, path: Path) -> list[str]:
    """What it answers, and when."""
    refuses = _refuses(classifier)
    return [
        f"# Model card: {classifier.name} for {_words(classifier)}",
        f"`{path.name}` hears one second of sound and answers "
        f"{', '.join(f'“{word}”' for word in classifier.words)}"
        f"{' or “neither”' if refuses else ', never “neither”'}. "
        f"A recording of up to a minute is judged window by window, every "
        f"{classifier.decision.hop_seconds:g} s, and the mean of "
        f"{classifier.decision.smoothing} neighbouring windows decides. A word is accepted at a "
        f"score of {classifier.threshold:g} or more"
        f"{'; the threshold was chosen on validation' if refuses else ''}. "
        f"{_pause_words(classifier)}",
    ]


def _training_parts(classifier: Classifier, path: Path) -> list[str]:
    """On what it was trained, and how."""
    trained, refuses = classifier.figures["training"], _refuses(classifier)
    by_word = trained["recordings_by_word"]
    counts = ", ".join(f"{word} {by_word[word]}" for word in classifier.words)
    others = refuses and by_word.keys() - set(classifier.words)
    known = _is_speech_commands(classifier)
    return [
        "## What it was trained on",
        f"{trained['recordings']:,} recordings of one second "
        f"({counts}{', the rest other words' if others else ''}) by "
        f"{trained['speakers']:,} speakers"
        f"{' from Speech Commands by Pete Warden and Google, CC BY 4.0' if known else ''}"
        f"{CHANGED_WORDS if refuses else ', as they are'}. "
        f"{trained['rounds']} epochs took {trained['minutes']:g} minutes on {trained['threads']} "
        f"thread{'s' if trained['threads'] > 1 else ''}{_ranks_words(trained)}; "
        f"{_kept_words(trained)}. Seed "
        f"{trained['seed']}.{_earlier_words(trained)} The classes of the network: "
        f"{', '.join(classifier.classes)}"
        f"{f'; all but {_words(classifier)} count as neither' if refuses else ''}.",
        *_other_sounds_words(classifier, path),
        *([TEACHER_WORDS + _embedding_words(trained)] if trained.get("teacher") else []),
        f"Made with `python -m core train --data DIR{_words_option(classifier)}"
        f"{' --other-sounds DIR' if trained.get('other_sounds') else ''}"
        f"{' --teacher DIR' if trained.get('teacher') else ''}"
        f"{' --begin-with FILE' if trained.get('begun_with') else ''}`"
        f"{_architecture_option(classifier)}.",
    ]


def _validation_parts(
    classifier: Classifier, path: Path, columns: list[tuple[str, Figures]]
) -> list[str]:
    """How often it is right on validation."""
    measured = classifier.figures["validation"]
    mistaken = measured["falsely_accepted_by_word"]
    confused = ", ".join(f"{word} ({count})" for word, count in mistaken.items()) or "none"
    return [
        "## How often it is right",
        "On the validation speakers, whom training did not hear; in brackets Wilson's 95 % "
        "interval and the counts. Made with `python -m core evaluate --data DIR`.",
        figures_table(columns),
        "Calibration, threshold and the best epoch were chosen on these same speakers, so the "
        "figures are a little kind. The threshold “at 1 % false accepts” is the one that lets "
        "through one in a hundred of these other words, noises and near silences.",
        "What was answered to what was said:",
        confusion_table(measured),
        f"Other words that were taken for {_words(classifier)}: {confused}.",
        "Do the scores mean what they say? Mean score of the likeliest answer against how often "
        "it was right (words and other sounds weigh half each, as in calibration):",
        *picture(path, "reliability", "How sure it was against how often it was right"),
        reliability_table(measured),
    ]


def robustness_columns(classifier: Classifier, path: Path) -> list[tuple[str, Figures]]:
    """What `evaluate --robustness` wrote beside the model at `path`, if it did."""
    files = {
        classifier.name: path.with_suffix(".robustness.json"),
        "the lesson's CNN": path.with_suffix(".lesson.robustness.json"),
    }
    if not files[classifier.name].is_file():
        return []
    return [
        (name, json.loads(file.read_text(encoding="utf-8")))
        for name, file in files.items()
        if file.is_file()
    ]


def robustness_parts(classifier: Classifier, path: Path) -> list[str]:
    """The card's part on everything that is neither clean nor a word."""
    columns = robustness_columns(classifier, path)
    if not columns:
        return []
    return [
        "## What it does with everything else",
        ROBUSTNESS_WORDS,
        *picture(path, "noise", "Words in noise, from none to louder than the word"),
        *picture(path, "curve", "Words found against false accepts per hour, over the threshold"),
        robustness_tables(columns),
    ]


def compared_parts(classifier: Classifier, path: Path) -> list[str]:
    """What became better and worse since the model before, if both were measured alike."""
    file = path.with_suffix(".compared.json")
    if not file.is_file():
        return []
    before, now = json.loads(file.read_text(encoding="utf-8"))
    if now["model_id"] != model_id(classifier):
        return []
    return ["## The model before, and this one", COMPARED_WORDS, compared_table(before, now)]


def picture(path: Path, name: str, alt: str) -> list[str]:
    """A line that shows `NAME.name.png` beside the model, if `scripts.draw_card` drew it."""
    file = path.with_suffix(f".{name}.png")
    return [f"![{alt}]({file.name})"] if file.is_file() else []


def _pause_words(classifier: Classifier) -> str:
    """What is asked of a word in the middle of other sound."""
    needed = classifier.decision.without_pause
    if not needed:
        return ""
    levels = classifier.levels
    answer = f"{needed:g} is needed" if needed > classifier.threshold else "it is never accepted"
    return (
        f"Where other speech, less than {levels.pause_depth_db:g} dB quieter than the word, is "
        f"within {levels.pause_seconds:g} s before or after it, {answer}, because running speech "
        "has few pauses; a fan, a beep, a hum and a click do not count."
    )


def _ranks_words(trained: Figures) -> str:
    ranks = trained.get("ranks", 1)  # of which older models say nothing
    return f" of each of {ranks} processes" if ranks > 1 else ""


def _kept_words(trained: Figures) -> str:
    """Which epoch's weights these are."""
    if trained.get("kept_last"):
        return "the weights after the last one were kept"
    return f"the best one on validation was epoch {trained['best_round']}"


def _earlier_words(trained: Figures) -> str:
    """How long the model was trained on that this one began with, if any."""
    earlier = trained.get("begun_with")
    if not earlier:
        return ""
    narrower = f", {earlier['network']}" if "network" in earlier else ""
    return (
        f" It began with the weights of the model before it{narrower}, which had been trained for "
        f"{earlier['rounds']} epochs ({earlier['minutes']:g} minutes).{_averaged_words(trained)}"
    )


def _embedding_words(trained: Figures) -> str:
    """That the network also learned the teacher's embedding, if it did."""
    weight = trained.get("embedding_weight", 0)
    return f" {EMBEDDING_WORDS.format(weight)}" if weight else ""


def _averaged_words(trained: Figures) -> str:
    """Of which epochs these weights are the mean, if of several."""
    mean = trained.get("weights_of_epochs")
    if not mean:
        return ""
    parts = ", ".join(f"{epoch} epochs ({percent(share)})" for epoch, share in mean.items())
    return (
        f" Its weights are a mean of those after {parts}: more of the new voices and of the clean "
        "words is kept that way (`scripts/experiments/average_models.py`)."
    )


def _other_sounds_words(classifier: Classifier, path: Path) -> list[str]:
    """What else training heard, if there was anything."""
    trained = classifier.figures["training"]
    kinds = trained.get("other_sounds")
    if not kinds:
        return []
    amounts = ", ".join(
        f"{part['minutes']:g} minutes of {OTHER_KINDS[kind]} ({part['recordings']:,} recordings)"
        for kind, part in kinds.items()
    )
    words = " or ".join(classifier.words)
    more = trained["synthetic_words"]
    added = f", and {more:,} times {words} from beside these sounds" if more else ""
    said = f"Beside them: {amounts}{added}. {MINING_WORDS}"
    sources = path.with_suffix(".sources.md")
    if sources.is_file():
        said += f" Where they come from: [{sources.name}]({sources.name})."
    return [said]


def _lesson_words(classifier: Classifier, measured: Figures, everywhere: bool) -> str:
    """How the lesson's network was trained, whether it learned anything, and what is not known.

    Args:
        everywhere: whether it was measured wherever the model was.
    """
    choice, words = measured["forced_choice"], " or ".join(classifier.words)
    learned = choice["low"] > 1 / len(classifier.words)
    run = f"tells the words apart in {percent(choice['share'])}" if learned else "stayed at chance"
    return LESSON_WORDS.format(words=words, run=run) + ("" if everywhere else NOT_EVERYWHERE_WORDS)


def _words_option(classifier: Classifier) -> str:
    default = classifier.words == ("yes", "no")
    return "" if default else f" --words {' '.join(classifier.words)}"


def _architecture_option(classifier: Classifier) -> str:
    config = classifier.model_config
    if config.architecture == "lesson":
        return " with `--architecture lesson`"
    return "" if config.width == ModelConfig().width else f" with `--width {config.width}`"


CHANGED_WORDS = """\
, and the data set's background noises. Sounds that hold no word are also made by arithmetic \
(`core/effects/synthetic.py`), and all sounds are changed in training the way rooms, microphones \
and codecs change them (`core/training/augment.py`, `core/effects/codecs.py`)"""

OTHER_KINDS = {"speech": "other speech", "words": "single other words", "noise": "noise and music"}

TEACHER_WORDS = """\
Half of each target came from a teacher: Google's speech embedding (Apache-2.0; Lin et al., 2020, \
“Training Keyword Spotters with Limited and Synthesized Speech Data”), which heard thousands of \
words, with two small heads that were trained on the same sounds, each to label what the other was \
trained on (`scripts/experiments/teacher.py`). Nothing of the teacher is in the model's file."""

EMBEDDING_WORDS = """\
As a second task the network learned to tell the teacher's embedding of each sound from its own, \
for the sake of words that it is not taught by name; the mean square error of that, in standard \
deviations, counted {:g} times beside the cross-entropy."""

MINING_WORDS = """\
After each epoch the places that the network took most for a word are remembered and heard \
again."""

ROBUSTNESS_WORDS = """\
The words of the validation speakers; noises, speech and other words of the testing part of the \
gathered sounds, which neither training nor the choice of thresholds has heard. In brackets the \
95 % interval (Wilson for shares, Garwood for rates; where nothing happened, the rule of three) \
and the counts. Sources named `synthetic` are voices made by a computer. `monosyllables` are lists \
of single words, which are left out of the sum. “hiss” is pink noise and was in training. The \
pictures are drawn by `python -m scripts.draw_card`. Nothing can be said of age, sex or origin of \
the speakers: the data do not tell. Made with `python -m core evaluate --robustness --data DIR \
--other-sounds DIR`."""

COMPARED_WORDS = """\
Accepted and right, each at its own balanced threshold, unless a row says otherwise: the words of \
the validation speakers as they are and changed in the ways that people and machines change them, \
under noises of the testing part, and words and speech of the testing part. The changes are \
simulations. Neither model was chosen by these noises, words and voices. Made with \
`python -m scripts.experiments.compare_models`."""

LESSON_WORDS = """\
The lesson's network is trained as the lesson does it: plain spectrogram pictures, the words \
only, nothing changed or mixed in. It cannot say neither, so every other word and every noise \
is answered with {words}. Its last layer passes the logits through a ReLU: a class whose logit \
is negative gets no gradient, and a run can stay at chance for many epochs or for good. The run \
measured here {run}. Made with \
`python -m core train --data DIR --architecture lesson --out lesson.safetensors` and \
`python -m core evaluate --data DIR --checkpoint lesson.safetensors --json \
checkpoints/yes_no.lesson.json`."""

NOT_EVERYWHERE_WORDS = """\
 It stands beside the model in the first table alone: with today's code and sounds it was not \
measured in noise, on other words and on hours of sound."""

LIMITS = (  # the page says the same: demo/text/languages/en.py
    "It knows {words} as the people said them whose recordings it was trained on. Children’s "
    "voices, accents and whispers were imitated by a computer, in training and in the tests: how "
    "well it hears real ones is not measured, nor is singing.",
    "It is not perfect in running speech, and can take a word that sounds alike for one of its "
    "own: see the rates above.",
    "It wants a word with a pause before and after it. In the middle of a sentence a word may be "
    "missed.",
    "The recordings say nothing of age, sex or origin of those who speak, so nothing can be said "
    "about fairness between groups.",
    "It must not decide anything that matters: no consent, no emergency, no exam.",
)

SPEECH_COMMANDS_CREDIT = """\
The model: Apache-2.0. The recordings: Speech Commands, Pete Warden and Google, CC BY 4.0; cite \
Warden (2018), “Speech Commands: A Dataset for Limited-Vocabulary Speech Recognition”, \
arXiv:1804.03209."""

NETWORKS_CREDIT = """\
The network: Kim et al. (2021), “Broadcasted Residual Learning for Efficient \
Keyword Spotting”, arXiv:2106.04140."""
