"""Are the words still recognised in noise?

A signal-to-noise ratio compares mean powers over the whole second, as training does
(`core.training.augment.add_noise`).
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Generator, Tensor

from core.config import FeatureConfig
from core.data.dataset import to_float
from core.data.negatives import OtherSound
from core.effects.level import mix
from core.effects.noises import pink_noise
from core.evaluation.detection import fixed_generator
from core.evaluation.robustness.material import Material, predict, word_figures

SNRS_DB = (20.0, 10.0, 5.0, 0.0, -5.0)
MUSIC = "music"  # the folder of noises that is music
VOICES = 4  # that babble at once
AUDIBLE_DB = -50.0  # re full scale: a quieter second of a recording is a pause, not a noise


def noise_rows(material: Material) -> list[dict[str, Any]]:
    """The words in every noise at every distance; each word meets the same second of it."""
    classifier, spoken = material.classifier, material.spoken
    noises, rows = background_noises(material.sounds, len(spoken.words), material.features), []
    for name, noise in noises.items():
        rows.append({"noise": name, "snr_db": None, **word_figures(spoken, material.clean)})
        for snr_db in material.progress(SNRS_DB, f"words in noise: {name}"):
            pairs = zip(spoken.waveforms, noise, strict=True)
            given = predict(classifier, (mix(word, other, snr_db) for word, other in pairs))
            rows.append({"noise": name, "snr_db": snr_db, **word_figures(spoken, given)})
    return rows


def background_noises(
    sounds: Sequence[OtherSound], n: int, features: FeatureConfig
) -> dict[str, Tensor]:
    """A second of noise for each of n words: kind -> (n, n_samples); only kinds that there are.

    'hiss' is made here. Training makes noises of many colours, this one among them.
    """
    generator = fixed_generator()
    music = [sound for sound in sounds if (sound.kind, sound.source) == ("noise", MUSIC)]
    speech = [sound for sound in sounds if sound.kind == "speech"]
    pieces = {  # how many sound at once
        "everyday": (1, everyday_seconds(sounds, features)),
        "music": (1, audible_seconds(music, features)),
        "voices": (VOICES, audible_seconds(speech, features)),
    }
    noises = {
        name: draw(some, n, at_once, generator) for name, (at_once, some) in pieces.items() if some
    }
    hiss = [pink_noise(features.n_samples, features.sample_rate, generator) for _ in range(n)]
    return noises | {"hiss": torch.stack(hiss)}


def everyday_seconds(sounds: Sequence[OtherSound], features: FeatureConfig) -> list[Tensor]:
    """Seconds (n_samples,) int16 of every noise but music."""
    noises = [sound for sound in sounds if sound.kind == "noise" and sound.source != MUSIC]
    return audible_seconds(noises, features)


def audible_seconds(sounds: Sequence[OtherSound], features: FeatureConfig) -> list[Tensor]:
    """Cut recordings into whole seconds (n_samples,) int16, and leave out their pauses."""
    lowest = 10 ** (AUDIBLE_DB / 10)
    return [
        piece
        for sound in sounds
        for piece in sound.waveform.split(features.n_samples)
        if len(piece) == features.n_samples and to_float(piece).square().mean() > lowest
    ]


def draw(pieces: Sequence[Tensor], n: int, at_once: int, generator: Generator) -> Tensor:
    """(n, n_samples) float32: each the sum of some int16 pieces at random, all equally loud."""
    rows = torch.randint(len(pieces), (at_once * n,), generator=generator).tolist()
    drawn = to_float(torch.stack([pieces[row] for row in rows]))
    drawn /= drawn.square().mean(dim=-1, keepdim=True).sqrt()
    return drawn.reshape(at_once, n, -1).sum(dim=0)
