"""The Look tab: what it draws is what the network gets, and its lines make exactly that."""

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import torch
from matplotlib import pyplot
from matplotlib.figure import Figure

from core import Classifier
from core.config import NEITHER, FeatureConfig
from demo.heard import hear
from demo.tabs.look.image import numbers as image
from demo.tabs.look.image import view
from demo.tabs.look.image.numbers import ImageSettings
from demo.ui import pictures, steps
from demo.ui.examples import SOUNDS, sound
from demo.ui.figure import Screen
from demo.ui.mel import band_of, highest_tone, middle_of, width_of

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


def close(made: Any, expected: Any, atol: float = 2e-3) -> None:
    torch.testing.assert_close(
        torch.as_tensor(made), torch.as_tensor(expected), rtol=1e-4, atol=atol, check_dtype=False
    )


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    """All figures that are drawn for the page. The pupil's own have no window to open."""
    figures: list[Figure] = []
    for module in (pictures, view):
        monkeypatch.setattr(module, "html", lambda figure, alt, _: figures.append(figure) or alt)
    pyplot.switch_backend("agg")
    return figures


def recordings(folder: Path) -> dict[str, Path]:
    """Recordings that need other lines: other rates, channels, kinds of files, short ones."""
    samples, rate = soundfile.read(sound("yes_low.flac").path, dtype="float32")
    louder = np.interp(np.arange(0, len(samples), rate / 44_100), np.arange(len(samples)), samples)
    paths = {
        "phone": (louder, 44_100, "phone 'x'.wav"),
        "stereo": (np.stack([samples, 0.5 * samples], axis=1), rate, "stereo.wav"),
        "short": (samples[6_400:13_600], rate, "short.flac"),
        "offset": (samples * 0.5 + 0.1, rate, "offset.wav"),
        "clipped": ((8 * louder).clip(-1, 1), 44_100, "clipped.wav"),
        "odd rate": (louder, 44_101, "odd.wav"),
        "slow": (samples[::2], 8_000, "slow.ogg"),
        "mp3": (samples, rate, "sound.mp3"),
    }
    for content, content_rate, name in paths.values():
        soundfile.write(folder / name, content, content_rate)
    files = {kind: folder / name for kind, (_, _, name) in paths.items()}
    for kind, content, subtype in (
        ("over full scale", 3 * samples, "FLOAT"),
        ("8 bits", samples, "PCM_U8"),
        ("24 bits", samples, "PCM_24"),
    ):
        files[kind] = folder / f"{kind}.wav"
        soundfile.write(files[kind], content, rate, subtype)
    return files


def settings_with(classifier: Classifier, **changes: Any) -> ImageSettings:
    """The network's settings but for the changes, of the features or of the rest."""
    of_features = {key: changes.pop(key) for key in CHANGED if key in changes}
    return ImageSettings(features=replace(classifier.features, **of_features), **changes)


KINDS = ("example", "phone", "stereo", "short", "offset", "mp3", "clipped", "odd rate", "slow")


@pytest.mark.parametrize("kind", [*KINDS, "over full scale", "8 bits", "24 bits"])
def test_the_lines_make_the_waveform(kind: str, classifier: Classifier, tmp_path: Path) -> None:
    path = sound("no_high.flac").path if kind == "example" else recordings(tmp_path)[kind]
    heard = hear(path, classifier)
    network = classifier.features
    for code, name, expected in (
        (steps.waveform_code(heard, network), "waveform", heard.waveform),
        (steps.judged_code(heard, network), "second", heard.second),
    ):
        assert torch.equal(run(code, path.parent)[name], expected)


COMBINATIONS = [
    {},
    CHANGED,
    *({"window": window} for window in image.WINDOWS),
    *({"window": window, "decibels": False, **CHANGED} for window in image.WINDOWS),
    *({"colours": colours, "mel_axis": True} for colours in image.COLOURS),
    {"mel_axis": True, "n_fft": 80, "hop_length": 64, "n_mels": 128},
    {"mel_axis": True, "decibels": False, "n_fft": 1_600, "hop_length": 64, "n_mels": 16},
    {"n_fft": 80, "hop_length": 800},
]


@pytest.mark.filterwarnings("ignore:At least one mel filterbank", "ignore:FigureCanvasAgg")
@pytest.mark.parametrize("changes", COMBINATIONS, ids=str)
def test_the_lines_make_the_pictures(
    changes: dict[str, Any], classifier: Classifier, tmp_path: Path, drawn: list[Figure]
) -> None:
    """Not only the tensors: the picture has the same values, colours and limits."""
    path = recordings(tmp_path)["short"]
    heard = hear(path, classifier)
    settings = settings_with(classifier, **changes)
    second = heard.second
    levels, mel = image.spectrogram(second, settings), image.mel(second, settings)
    mfcc = image.mfcc(second, settings)
    view.spectrogram(levels, settings, 0.0, Screen())
    view.mel(mel, settings, 0.0, Screen())
    view.mfcc(mfcc, settings.features, 0.0, Screen())
    for code, name, expected, figure in zip(
        (
            image.spectrogram_code(heard, settings),
            image.mel_code(heard, settings),
            image.mfcc_code(heard, settings),
        ),
        ("spectrogram", "image", "mfcc"),
        (levels, mel, mfcc),
        drawn,
        strict=True,
    ):
        close(run(code, tmp_path)[name], expected)
        (theirs,), (ours,) = pyplot.gca().images, figure.axes[0].images
        close(theirs.get_array(), ours.get_array())
        close(theirs.get_clim(), ours.get_clim())
        assert theirs.get_cmap().name == ours.get_cmap().name
        pyplot.close()


@pytest.mark.filterwarnings("ignore:At least one mel filterbank", "ignore:FigureCanvasAgg")
@pytest.mark.parametrize("changes", [{}, {"mel_axis": True, **CHANGED}], ids=str)
def test_the_lines_make_the_bands(
    changes: dict[str, Any], classifier: Classifier, tmp_path: Path, drawn: list[Figure]
) -> None:
    settings = settings_with(classifier, **changes)
    view.bands(settings, Screen())
    made = run(image.bands_code(settings), tmp_path)["bands"]
    assert torch.equal(made, image.bands(settings.features))
    theirs = [line.get_xydata() for line in pyplot.gca().lines]
    pyplot.close()
    ours = drawn[0].axes[0].collections[0].get_segments()
    close(np.array(theirs), np.array(ours))


@pytest.mark.filterwarnings("ignore:At least one mel filterbank")
@pytest.mark.parametrize(
    "changes",
    [{}, CHANGED | {"hop_length": 80}, {"window": "blackman"}, {"decibels": False}, {"n_mels": 16}],
    ids=str,
)
def test_the_lines_make_what_is_left(
    changes: dict[str, Any], classifier: Classifier, tmp_path: Path
) -> None:
    heard = hear(recordings(tmp_path)["offset"], classifier)
    settings = settings_with(classifier, **changes)
    second = heard.second
    sound = image.sound_of(image.mel(second, settings), second, settings)
    made = run(image.sound_code(heard, settings), tmp_path)["sound"]
    assert made.shape == sound.shape
    assert float((made - sound).norm() / sound.norm()) < 0.05  # the rounds enlarge rounding
    saved, rate = soundfile.read(tmp_path / "left.wav", dtype="float32")
    assert rate == classifier.features.sample_rate
    close(torch.from_numpy(saved), made.clamp(-1, 1), atol=1e-4)


# What is left in the image


@pytest.mark.parametrize("file", ["yes_low.flac", "no_high.flac"])
def test_the_sound_of_the_image_has_the_same_image_and_is_the_same_word(
    file: str, classifier: Classifier
) -> None:
    heard = hear(sound(file).path, classifier)
    settings = ImageSettings(features=classifier.features)
    second = heard.second
    picture = image.mel(second, settings)
    left = image.sound_of(picture, second, settings)
    assert torch.equal(left, image.sound_of(picture, second, settings))  # and always the same
    close(left.norm(), second.norm())  # as loud
    assert (image.mel(left, settings) - picture).abs().mean() < 0.15  # of 20 dB
    probabilities = classifier.log_probabilities(left[None]).exp()[0]
    assert classifier.labels[int(probabilities.argmax())] == heard.prediction.label


@pytest.mark.parametrize("decibels", [True, False])
def test_silence_stays_silent(decibels: bool, classifier: Classifier) -> None:
    settings = ImageSettings(features=classifier.features, decibels=decibels)
    second = torch.zeros(classifier.features.n_samples)
    assert not image.sound_of(image.mel(second, settings), second, settings).any()


def test_only_overlapping_windows_can_be_heard() -> None:
    for hop, can in ((160, True), (240, True), (241, False), (800, False)):
        assert ImageSettings(features=FeatureConfig(hop_length=hop)).can_be_heard == can


# What the pictures show


@pytest.mark.parametrize("example", SOUNDS, ids=lambda example: example.file)
def test_the_mel_picture_is_the_networks_own(example: Any, classifier: Classifier) -> None:
    heard = hear(example.path, classifier)
    second = heard.second
    assert second.shape == (classifier.features.n_samples,)
    settings = ImageSettings(features=classifier.features)
    assert torch.equal(image.mel(second, settings), classifier.images(second[None])[0])


@pytest.mark.parametrize("mel_axis", [False, True])
@pytest.mark.parametrize("hertz", [200, 1_000, 6_000])
def test_a_tone_is_where_the_axis_says(
    hertz: int, mel_axis: bool, classifier: Classifier, drawn: list[Figure]
) -> None:
    features = classifier.features
    second = torch.sin(2 * torch.pi * hertz / features.sample_rate * torch.arange(16_000))
    settings = ImageSettings(features=features, mel_axis=mel_axis)
    told = view.spectrogram(image.spectrogram(second, settings), settings, 0.0, Screen())
    near = int(re.search(r"near (\d+) hertz", told).group(1))
    assert abs(near - hertz) <= features.sample_rate / features.n_fft
    axes = drawn[0].axes[0]
    labels = [float(label.get_text().replace(",", "")) for label in axes.get_yticklabels()]
    brightest = int(axes.images[0].get_array()[:, 50].argmax())
    assert np.interp(brightest, axes.get_yticks(), labels) == pytest.approx(hertz, rel=0.1)


def test_bands_get_wider_as_the_text_says() -> None:
    features = FeatureConfig()
    weights = image.bands(features)
    tones = np.linspace(0, highest_tone(features), len(weights))
    for band in (5, 20, 39):
        held = tones[weights[:, band] > 0]
        a_tone = features.sample_rate / features.n_fft
        assert held[-1] - held[0] == pytest.approx(width_of(band, features), abs=2 * a_tone)
        assert held[0] < middle_of(band, features) < held[-1]
        assert band_of(middle_of(band, features), features) == pytest.approx(band)


def test_what_is_for_the_eyes_leaves_the_numbers() -> None:
    network = ImageSettings(features=FeatureConfig())
    assert replace(network, colours="gray", mel_axis=True).numbers == network.numbers
    for change in ({"window": "hamming"}, {"decibels": False}):
        assert replace(network, **change).numbers != network.numbers


def test_a_recording_is_decided_again_without_the_network(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = sound("yes_low.flac")
    heard = hear(example.path, classifier)
    monkeypatch.delattr(Classifier, "judge")
    refused = heard.decided_by(classifier.with_threshold(1.0))
    assert refused.prediction.label == NEITHER
    assert refused.of is heard.of  # the file, the clip, what the network made of it
    assert refused.key != heard.key  # or the Look tab would not draw it again
    assert refused.decided_by(classifier).prediction == heard.prediction
    assert heard.prediction.label == example.label


def test_empty_bands_are_counted() -> None:
    assert image.empty_bands(FeatureConfig()) == 0
    assert image.empty_bands(FeatureConfig(n_fft=80, n_mels=128)) > 20
