"""Set models side by side on what training left out, with today's decision code.

    python -m scripts.experiments.compare_models --data DATA --other-sounds sounds \
        --models old.safetensors checkpoints/yes_no.safetensors \
        --out checkpoints/yes_no.compared.json

Words are those of the dataset's validation speakers, changed in the ways that people and machines
change them, and recordings of speakers kept apart. The changes are simulations: a telephone or a
child of flesh and blood may differ. Every model answers at its own "balanced" threshold. The
report of `python -m core evaluate --robustness` says more of one model; this says which to take.
The model card shows what lies beside the model as `NAME.compared.json`, the shipped model last.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from core.config import FeatureConfig
from core.data.dataset import Recording
from core.data.negatives import OtherSound, list_words, load_other_sounds
from core.decision.checkpoint import load
from core.decision.classifier import Classifier
from core.decision.shares import share
from core.effects.codecs import LINE_HIGHEST, telephone
from core.effects.level import mix
from core.effects.room import in_a_room
from core.effects.timing import click_before, late_start, murmur_before, tone_before
from core.effects.voices import child, reverse, whisper
from core.evaluation.detection import (
    detect_each,
    detect_hours,
    fixed_generator,
    rate_of,
    share_of,
)
from core.evaluation.evaluate import evaluate
from core.evaluation.figures import model_id, write_figures
from core.evaluation.robustness.material import load_spoken, predict
from core.evaluation.robustness.noise import background_noises
from core.evaluation.robustness.refusal import CLOSE_WORDS, word_of
from core.sound.clip import prepare
from core.sound.decode import read_clip
from core.terminal import progress
from core.training.operating_points import CLOSEST

SPEECH = ("sentences", "readers")
OTHER_VOICES = ("more_words", "synthetic")

Change = Callable[[Tensor, int], Tensor]  # a waveform and its number among the words
Row = dict[str, Any]


def cut_off(waveform: Tensor, rate: int, seconds: float) -> Tensor:
    """A recorder that opened late and closed early: both ends of the word are silent."""
    once = late_start(waveform, rate, seconds)
    return reverse(late_start(reverse(once, rate, 1), rate, seconds), rate, 1)


def changes_of(features: FeatureConfig, noise: Tensor) -> dict[str, Change]:
    """What happens to the words; the children are 20, 30 and 40 % smaller in turn."""
    rate, generator = features.sample_rate, fixed_generator()
    return {
        "as recorded": lambda wave, index: wave,
        "a room at 30 dB": lambda wave, index: in_a_room(wave, rate, 30.0, 3.5, generator),
        "a room at 15 dB": lambda wave, index: in_a_room(wave, rate, 15.0, 3.5, generator),
        "telephone": lambda wave, index: telephone(wave, rate, LINE_HIGHEST),
        "everyday noise at 10 dB": lambda wave, index: mix(wave, noise[index], 10.0),
        "everyday noise at 0 dB": lambda wave, index: mix(wave, noise[index], 0.0),
        "60 ms of the onset lost": lambda wave, index: late_start(wave, rate, 0.06),
        "110 ms of the onset lost": lambda wave, index: late_start(wave, rate, 0.11),
        "60 ms lost at both ends": lambda wave, index: cut_off(wave, rate, 0.06),
        "child-like": lambda wave, index: child(wave, rate, (20.0, 30.0, 40.0)[index % 3]),
        "whispered": lambda wave, index: whisper(wave[None], rate, generator)[0],
        "a tone before": lambda wave, index: tone_before(wave, rate, 0.0),
        "a click before": lambda wave, index: click_before(wave, rate, 0.0),
        "an 'mm' before": lambda wave, index: murmur_before(wave, rate, 0.0),
    }


def accepted(classifier: Classifier, words: Sequence[str], waveforms: Sequence[Tensor]) -> Row:
    """How often the right word was the answer."""
    given = [one.label for one in predict(classifier, waveforms)]
    return share(np.array(given) == np.array(words))


def read(recordings: Sequence[Recording], features: FeatureConfig) -> list[Tensor]:
    """Recordings of any length."""
    return [prepare(read_clip(recording.path), features) for recording in recordings]


def compare_words(
    classifier: Classifier, data: Path, root: Path, sounds: Sequence[OtherSound], split: str
) -> dict[str, Row]:
    """The words after every change, and by other voices: accepted and right.

    Args:
        root: the folder of the other sounds.
        sounds: those of one split; the noises among them lie under the words.
        split: whose other voices are heard.
    """
    features = classifier.features
    spoken = load_spoken(classifier, data, lambda items, what: items)
    noise = background_noises(sounds, len(spoken.words), features)["everyday"]
    words: dict[str, Row] = {}
    for name, change in progress(list(changes_of(features, noise).items()), "words"):
        changed = [change(wave, index) for index, wave in enumerate(spoken.waveforms)]
        words[name] = accepted(classifier, spoken.words, changed)
    said = list_words(root, split, classifier.words)
    for source in OTHER_VOICES:
        by_them = [recording for recording in said if recording.path.parent.name == source]
        if by_them:
            heard = read(by_them, features)
            words[source] = accepted(classifier, [one.word for one in by_them], heard)
    return words


def mean_share(words: dict[str, Row]) -> float:
    """Of all ways in which the words were heard, each counting alike."""
    return sum(row["share"] for row in words.values()) / len(words)


def compare(classifier: Classifier, data: Path, root: Path) -> dict[str, Any]:
    """All figures of a model, on the testing part of the other sounds."""
    features, decision = classifier.features, classifier.decision
    sounds = load_other_sounds(root, "testing", features)
    hours = {
        source: detect_hours(
            classifier,
            [sound for sound in sounds if (sound.kind, sound.source) == ("speech", source)],
            source,
            progress,
        )
        for source in SPEECH
    }
    close = detect_each(classifier, close_words(sounds), CLOSEST, progress)
    measured = evaluate(classifier, data, "validation")
    return {
        "name": classifier.name,
        "model_id": model_id(classifier),
        "threshold": decision.threshold,
        "words": compare_words(classifier, data, root, sounds, "testing"),
        "at 1 % false accepts": measured["recall_at_1_percent_false_accepts"],
        "other words": measured["falsely_accepted"]["other_words"],
        "calibration": measured["expected_calibration_error"]["error"],
        "per hour": {
            name: rate_of(heard, decision.stream_balanced) for name, heard in hours.items()
        },
        "close words": share_of(close, decision.threshold),
    }


def close_words(sounds: Sequence[OtherSound]) -> list[OtherSound]:
    """The words that sound like ours, by synthetic voices."""
    names = {name for close in CLOSE_WORDS.values() for name in close}
    return [s for s in sounds if s.kind == "words" and s.source == CLOSEST and word_of(s) in names]


def main() -> None:
    """Measure every model and write the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--other-sounds", type=Path, required=True)
    parser.add_argument("--models", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    rows: list[dict[str, Any]] = []
    for path in options.models:
        rows.append(compare(load(path), options.data, options.other_sounds))
        write_figures(options.out, rows)


if __name__ == "__main__":
    main()
