"""The Look tab: what it draws is what the network gets, and its lines make exactly that."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import torch

from core import Classifier
from core.config import NEITHER, FeatureConfig
from demo import steps
from demo.heard import hear
from demo.sounds import SOUNDS, sound

CHANGED = {"n_fft": 160, "hop_length": 320, "n_mels": 64}


def run(code: str, folder: Path) -> dict[str, Any]:
    """What a pupil gets who copies the lines into a file beside the recording."""
    here = Path.cwd()
    names: dict[str, Any] = {}
    try:
        os.chdir(folder)
        exec(code, names)
    finally:
        os.chdir(here)
    return names


def recordings(folder: Path) -> dict[str, Path]:
    """Recordings that need other lines: other rates, channels, kinds of files, short ones."""
    samples, rate = soundfile.read(sound("yes_low.flac").path, dtype="float32")
    louder = np.interp(np.arange(0, len(samples), rate / 44_100), np.arange(len(samples)), samples)
    paths = {
        "phone": (louder, 44_100, "phone 'x'.wav"),
        "stereo": (np.stack([samples, 0.5 * samples], axis=1), rate, "stereo.wav"),
        "short": (samples[6_400:13_600], rate, "short.flac"),
        "offset": (samples * 0.5 + 0.1, rate, "offset.wav"),
        "mp3": (samples, rate, "sound.mp3"),
    }
    for content, content_rate, name in paths.values():
        soundfile.write(folder / name, content, content_rate)
    return {kind: folder / name for kind, (_, _, name) in paths.items()}


@pytest.mark.filterwarnings("ignore:At least one mel filterbank")
@pytest.mark.parametrize("changes", [{}, CHANGED], ids=["network", "changed"])
@pytest.mark.parametrize("kind", ["example", "phone", "stereo", "short", "offset", "mp3"])
def test_the_lines_make_the_tensors(
    kind: str, changes: dict[str, int], classifier: Classifier, tmp_path: Path
) -> None:
    path = sound("no_high.flac").path if kind == "example" else recordings(tmp_path)[kind]
    heard = hear(path, classifier)
    network = classifier.features
    features = replace(network, **changes)
    second = steps.judged(heard, network)
    for code, name, expected in (
        (steps.waveform_code(heard, network), "waveform", steps.waveform(heard, network)),
        (
            steps.spectrogram_code(heard, features),
            "spectrogram",
            steps.spectrogram(second, features),
        ),
        (steps.mel_code(heard, features), "image", steps.mel(second, features)),
        (steps.mfcc_code(heard, features), "mfcc", steps.mfcc(second, features)),
    ):
        made = run(code, path.parent)[name]
        assert made.shape == expected.shape
        torch.testing.assert_close(made, expected, rtol=1e-4, atol=2e-3)


@pytest.mark.parametrize("example", SOUNDS, ids=lambda example: example.file)
def test_the_mel_picture_is_the_networks_own(example: Any, classifier: Classifier) -> None:
    heard = hear(example.path, classifier)
    second = steps.judged(heard, classifier.features)
    assert second.shape == (classifier.features.n_samples,)
    assert torch.equal(steps.mel(second, classifier.features), classifier.images(second[None])[0])


def test_a_recording_is_decided_again_without_the_network(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = sound("yes_low.flac")
    heard = hear(example.path, classifier)
    monkeypatch.delattr(Classifier, "log_probabilities")
    refused = heard.decided_by(classifier.with_threshold(1.0))
    assert refused.prediction.label == NEITHER
    assert (refused.name, refused.clip, refused.judged) == (heard.name, heard.clip, heard.judged)
    assert refused.key != heard.key  # or the Look tab would not draw it again
    assert refused.decided_by(classifier).prediction == heard.prediction
    assert heard.prediction.label == example.label


def test_empty_bands_are_counted() -> None:
    assert steps.empty_bands(FeatureConfig()) == 0
    assert steps.empty_bands(FeatureConfig(n_fft=80, n_mels=128)) > 20
