"""Sounds that training never hears, ready for the network, and what it makes of them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor

from core.config import DecisionConfig, FeatureConfig
from core.data.dataset import (
    Progress,
    check_words,
    list_recordings,
    load_noises,
    load_recordings,
    part_of,
    to_float,
)
from core.data.negatives import KINDS, list_words, load_other_sounds
from core.decision.differentiable import fold
from core.decision.windows import hop_samples, windows_around
from core.model.speech_model import SpeechModel
from core.sound.levels import active_spans
from core.training.cuts import Cuts
from core.training.recipe import Recipe

SYNTHETIC = "synthetic"  # the source of sounds that no person spoke
VALIDATION_CUTS = 300  # places in each kind of other sounds


@dataclass(frozen=True)
class Measured:
    """What a network makes of sounds whose labels are known."""

    loss: float  # balanced, in nats
    right: int  # how many have the right label as the likeliest one
    of: int


@dataclass(frozen=True)
class Validation:
    """Validation sounds ready for the network."""

    windows: Tensor  # (n, smoothing, n_samples) float32
    targets: Tensor  # (n,) label numbers, the last one 'neither'
    n_recordings: int | None = None  # the folder's own, which come first; None: all of them

    @property
    def recordings(self) -> "Validation":
        """The folder's recordings alone."""
        n = self.n_recordings
        return Validation(self.windows[:n], self.targets[:n], n)

    def fingerprint(self) -> str:
        """Other sounds or labels, another fingerprint."""
        digest = hashlib.sha256(repr(self.targets.tolist()).encode())
        digest.update(self.windows.numpy().tobytes())
        return digest.hexdigest()


def load_validation(
    root: Path,
    other_sounds: Path | None,
    recipe: Recipe,
    progress: Progress,
    most: int | None = None,
) -> Validation:
    """The validation recordings, one-second cuts of the noises, and cuts of other sounds.

    Args:
        most: of the folder's recordings; None: all.
    """
    features, recordings = recipe.features, list_recordings(root, "validation")
    if most is not None:
        recordings = part_of(recordings, most, recipe.words)
    if other_sounds:
        added = list_words(other_sounds, "validation", recipe.words)
        recordings += [recording for recording in added if recording.path.parent.name != SYNTHETIC]
    recordings, waveforms = load_recordings(
        recordings,
        features,
        lambda items: progress(items, "read validation"),
    )
    check_words(root, recordings, recipe.words)
    noises = [
        noise.unfold(0, features.n_samples, features.n_samples // 2)
        for noise in load_noises(root, "validation", features)
    ]
    windows = around_each(torch.cat([to_float(waveforms), *noises]), recipe)
    targets = labels_of([recording.word for recording in recordings], recipe.words)
    n_recordings = len(targets)
    if other_sounds:
        windows += list(cut_for_validation(other_sounds, recipe, progress, VALIDATION_CUTS))
    targets += [len(recipe.words)] * (len(windows) - len(targets))
    return Validation(torch.stack(windows), torch.tensor(targets), n_recordings)


def around_each(sounds: Tensor, recipe: Recipe) -> list[Tensor]:
    """Sounds (n, n_samples) -> of each the windows (smoothing, n_samples) around what is in it."""
    features, decision = recipe.features, recipe.decision
    shift = recipe.augmentation.shift_seconds
    return [
        windows_around(sound, active_spans(sound, features.sample_rate), shift, features, decision)
        for sound in sounds
    ]


def labels_of(spoken: Sequence[str], words: Sequence[str]) -> list[int]:
    """The label number of each word that was spoken; the last one is 'neither'."""
    number = {word: index for index, word in enumerate(words)}
    return [number.get(word, len(words)) for word in spoken]


def cut_for_validation(
    root: Path, recipe: Recipe, progress: Progress, n_cuts: int, seed: int = 0
) -> Tensor:
    """Neighbouring windows (n, smoothing, n_samples) at random places of other sounds.

    n is `n_cuts` for each of KINDS, in that order.
    """
    features, decision = recipe.features, recipe.decision
    hop = hop_samples(features, decision)
    seconds = features.window_seconds + (decision.smoothing - 1) * decision.hop_seconds
    sounds = load_other_sounds(
        root, "validation", features, lambda paths: progress(paths, "read other sounds")
    )
    cuts = Cuts(sounds, replace(features, window_seconds=seconds))
    generator = torch.Generator().manual_seed(seed)
    places = torch.cat([cuts.draw(kind, n_cuts, generator) for kind in KINDS])
    return cuts.cut(places).unfold(1, features.n_samples, hop)


def fold_all(
    model: SpeechModel, windows: Tensor, classes: Sequence[str], words: Sequence[str], hop: int = 0
) -> Tensor:
    """Windows (n, smoothing, n_samples) -> folded log-probabilities, one row a window.

    Args:
        hop: samples from one window to the next, where the network looks at all of a row together;
            0: one by one.
    """
    device, n_windows = next(model.parameters()).device, windows.shape[1] if hop else 1
    sounds = windows.flatten(0, 1)
    if hop:
        sounds = torch.cat([windows[:, 0], windows[:, 1:, -hop:].flatten(1)], dim=1)
    with torch.inference_mode():
        logits = [
            model(part.to(device), n_windows=n_windows, hop_samples=hop).cpu()
            for part in sounds.split(128)
        ]
    folded = fold(torch.cat(logits).log_softmax(dim=-1), classes, words)
    return folded.reshape(*windows.shape[:2], -1)


def shared_hop(features: FeatureConfig, decision: DecisionConfig) -> int:
    """`hop` for `fold_all`."""
    return hop_samples(features, decision) if decision.windows_at_once > 1 else 0
