"""Set models side by side on what training left out, with today's decision code.

    python -m scripts.experiments.compare_models --data DATA --other-sounds sounds \
        --models checkpoints/yes_no.safetensors new.safetensors --out results/compare.json

Words are those of the dataset's validation speakers, changed in the ways that people and machines
change them, and recordings of speakers kept apart. The changes are simulations: a telephone or a
child of flesh and blood may differ. Every model answers at its own "balanced" threshold. The
report of `python -m core evaluate --robustness` says more of one model; this says which to take.

Of the shipped model and the one trained on from it (results/compare_models.json): recorders that
open late, children, telephones and other speakers gain 1 to 22 points, clean words in a room lose
about 1; at 1 % false accepts of the dataset's other words both hear 98 to 99 %.
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
from core.effects.codecs import telephone
from core.effects.level import mix
from core.effects.room import in_a_room
from core.effects.timing import click_before, late_start, murmur_before, tone_before
from core.effects.voices import child, reverse, whisper
from core.evaluation.detection import (
    clip_of,
    detect_each,
    detect_hours,
    fixed_generator,
    rate_of,
    share_of,
)
from core.evaluation.evaluate import evaluate
from core.evaluation.figures import write_figures
from core.evaluation.robustness.material import load_spoken
from core.evaluation.robustness.noise import background_noises
from core.sound.clip import prepare
from core.sound.decode import read_clip
from core.terminal import progress

CLOSE_WORDS = (  # written down before the model was trained
    *("snow", "note", "nope", "mow", "less", "yeah", "guess", "yet", "nose", "gnome", "new", "now"),
    *("toe", "row", "hello", "mess", "chess", "dress", "us"),
)
SPEECH, CLOSEST = ("sentences", "readers"), "closest"
OFTEN = 4  # voices of each close word at most

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
        "telephone": lambda wave, index: telephone(wave, rate, 3_400.0),
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
    given = [classifier.classify(clip_of(wave, classifier.features)).label for wave in waveforms]
    return share(np.array(given) == np.array(words))


def read(recordings: Sequence[Recording], features: FeatureConfig) -> list[Tensor]:
    """Recordings of any length."""
    return [prepare(read_clip(recording.path), features) for recording in recordings]


def compare(classifier: Classifier, data: Path, sounds_root: Path) -> dict[str, Any]:
    """All figures of a model."""
    features, threshold = classifier.features, classifier.threshold
    spoken = load_spoken(classifier, data, progress)
    sounds = load_other_sounds(sounds_root, "testing", features)
    noise = background_noises(sounds, len(spoken.words), features)["everyday"]
    words: dict[str, Row] = {}
    for name, change in progress(list(changes_of(features, noise).items()), "words"):
        changed = [change(wave, index) for index, wave in enumerate(spoken.waveforms)]
        words[name] = accepted(classifier, spoken.words, changed)
    for source in ("more_words", "synthetic"):
        kept_apart = [
            recording
            for split in ("validation", "testing")
            for recording in list_words(sounds_root, split, classifier.words)
            if recording.path.parent.name == source
        ]
        heard = read(kept_apart, features)
        words[source] = accepted(classifier, [r.word for r in kept_apart], heard)
    hours = {
        source: detect_hours(
            classifier,
            [sound for sound in sounds if (sound.kind, sound.source) == ("speech", source)],
            source,
            progress,
        )
        for source in SPEECH
    }
    close = detect_each(classifier, close_words(sounds_root, features), CLOSEST, progress)
    measured = evaluate(classifier, data, "validation")
    return {
        "name": classifier.name,
        "threshold": threshold,
        "words": words,
        "at 1 % false accepts": measured["recall_at_1_percent_false_accepts"],
        "the dataset's other words": measured["falsely_accepted"]["other_words"],
        "calibration": measured["expected_calibration_error"]["error"],
        "per hour": {name: rate_of(heard, threshold) for name, heard in hours.items()},
        "close words": share_of(close, threshold),
    }


def close_words(root: Path, features: FeatureConfig) -> list[OtherSound]:
    """Some voices of each of the close words, of the voices kept for testing."""
    folder = root / "testing" / "words" / CLOSEST
    return [
        OtherSound("words", word, (prepare(read_clip(path), features) * 32_767).to(torch.int16))
        for word in CLOSE_WORDS
        for path in sorted(folder.glob(f"{word}_*.flac"))[:OFTEN]
    ]


def main() -> None:
    """Measure every model and write the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--other-sounds", type=Path, required=True)
    parser.add_argument("--models", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    rows = {}
    for path in options.models:
        rows[path.name] = compare(load(path), options.data, options.other_sounds)
        write_figures(options.out, rows)


if __name__ == "__main__":
    main()
