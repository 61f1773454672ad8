"""Do the scores mean what they say?"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch

from core.config import OTHER
from core.data.dataset import Progress, fit_length, to_float
from core.data.negatives import OtherSound
from core.decision.classifier import Classifier
from core.effects.level import mix
from core.evaluation.detection import clip_of, fixed_generator
from core.evaluation.evaluate import Sound, answer_all, sounds_of
from core.evaluation.metrics import expected_calibration_error
from core.evaluation.robustness.material import Material
from core.evaluation.robustness.noise import draw, everyday_seconds
from core.sound.clip import Clip, prepare
from core.sound.decode import read_clip

CALIBRATION_SNR_DB = (0.0, 20.0)


def calibration_figures(material: Material) -> dict[str, Any]:
    """Of the words' folder and the other sounds."""
    return calibration_errors(
        material.classifier, material.words_root, material.sounds, material.progress
    )


def calibration_errors(
    classifier: Classifier, root: Path, sounds: Sequence[OtherSound], progress: Progress
) -> dict[str, Any]:
    """Expected calibration error on clean, on noisy and on never-heard words.

    Noisy: everyday noise at 0 to 20 dB. Never heard: yes and no, and the single other words of
    `sounds`.
    """
    features, generator = classifier.features, fixed_generator()
    everyday = everyday_seconds(sounds, features)
    clean = sounds_of(root, "validation", classifier)
    words = [sound for sound in clean if sound[0] in classifier.words]
    others = [
        (OTHER, clip_of(to_float(sound.waveform), features))
        for sound in sounds
        if sound.kind == "words"
    ]

    def in_noise(sound: Sound) -> Sound:
        word, source = sound
        clip = source if isinstance(source, Clip) else read_clip(source.path)
        second = fit_length(prepare(clip, features), features.n_samples)
        lowest, highest = CALIBRATION_SNR_DB
        snr_db = lowest + (highest - lowest) * float(torch.rand((), generator=generator))
        noise = draw(everyday, 1, 1, generator)[0]
        return word, clip_of(mix(second, noise, snr_db), features)

    def error(sounds: Sequence[Sound], what: str, change: Callable[[Sound], Sound]) -> Any:
        answers = answer_all(classifier, sounds, lambda items: map(change, progress(items, what)))
        return expected_calibration_error(answers)

    figures = {"clean": error(clean, "calibration: clean", lambda sound: sound)}
    if everyday:
        figures["noisy"] = error(clean, "calibration: noisy", in_noise)
    figures["never-heard words"] = error(
        [*words, *others], "calibration: never-heard words", lambda sound: sound
    )
    return figures
