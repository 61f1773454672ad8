"""How fast and how large: a model beside the lesson's CNN, measured in one run on one thread."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import torch
from torch.utils.flop_counter import FlopCounterMode

from core.config import LESSON_DECISION, LESSON_FEATURES, LESSON_MODEL
from core.decision.checkpoint import save
from core.decision.classifier import Classifier
from core.model.speech_model import build_model
from core.sound.clip import Clip

WARM_UP = 10


def benchmark(classifier: Classifier, n_repeats: int) -> dict[str, dict[str, Any]]:
    """Speed and size by the model's name.

    The lesson's CNN is not trained here: weights change neither speed nor size.
    """
    candidates = [classifier, untrained_lesson(classifier.words)]
    return {
        candidate.name: figures
        for candidate, figures in zip(candidates, side_by_side(candidates, n_repeats), strict=True)
    }


def side_by_side(classifiers: list[Classifier], n_repeats: int = 200) -> list[dict[str, Any]]:
    """Speed and size of each, one after the other on one thread; then as many threads as before."""
    n_threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        return [measure(classifier, n_repeats) for classifier in classifiers]
    finally:
        torch.set_num_threads(n_threads)


def untrained_lesson(words: tuple[str, ...]) -> Classifier:
    """The lesson's CNN for the same words."""
    return Classifier(
        model=build_model(LESSON_FEATURES, LESSON_MODEL, len(words)).eval(),
        model_config=LESSON_MODEL,
        features=LESSON_FEATURES,
        decision=LESSON_DECISION,
        classes=words,
        words=words,
        name=LESSON_MODEL.name,
    )


def measure(classifier: Classifier, n_repeats: int) -> dict[str, Any]:
    """The figures of one model for a recording of one second."""
    rate, n_samples = classifier.features.sample_rate, classifier.features.n_samples
    waveform = 0.1 * torch.randn(n_samples, generator=torch.Generator().manual_seed(0))
    clip = Clip(waveform.numpy(), rate)
    piece = classifier.hear(clip)
    with FlopCounterMode(display=False) as counter, torch.inference_mode():
        classifier.model.network(classifier.model.features(waveform[None]))
    with tempfile.TemporaryDirectory() as folder:
        wav, model_file = Path(folder, "one_second.wav"), Path(folder, "model")
        soundfile.write(wav, waveform.numpy(), rate)
        save(classifier, model_file)
        return {
            **milliseconds("waveform to scores", lambda: classifier.judge(piece.sound), n_repeats),
            **milliseconds("file to answer", lambda: classifier.classify(wav), n_repeats),
            "windows judged in one second of sound": piece.n_windows,
            "parameters": sum(p.numel() for p in classifier.model.network.parameters()),
            "multiplications for one window": counter.get_total_flops() // 2,
            "file size (bytes)": model_file.stat().st_size,
        }


def milliseconds(what: str, function: Callable[[], object], n_repeats: int) -> dict[str, float]:
    """The median and the 95th percentile of many calls, in milliseconds."""
    seconds = []
    for _ in range(WARM_UP + n_repeats):
        start = time.perf_counter()
        function()
        seconds.append(time.perf_counter() - start)
    median, slow = np.percentile(np.array(seconds[WARM_UP:]) * 1_000, [50, 95])
    return {
        f"{what}, median (ms)": round(float(median), 2),
        f"{what}, 95th percentile (ms)": round(float(slow), 2),
    }
