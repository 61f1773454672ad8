"""A small dataset in the layout of Speech Commands, and small models for it.

Every word is a short tone, so that a network can tell the words apart after a few batches.
"""

from pathlib import Path

import numpy as np
import soundfile
import torch
from torch import nn

from core.config import DecisionConfig, FeatureConfig, ModelConfig, TrainConfig
from core.decision.classifier import Classifier
from core.effects.synthetic import synthetic_noise
from core.model.speech_model import build_model
from core.training.recipe import Recipe

PITCHES = {"yes": 2_000.0, "no": 500.0, "stop": 1_000.0, "go": 3_500.0}  # Hz
TRAINING, VALIDATION, TESTING = ("ann", "ben", "cem", "dora"), ("eva", "finn"), ("gul",)
TAKES = 2  # recordings of each word by each speaker


def word_sound(word: str, seed: int = 0, sample_rate: int = 16_000) -> np.ndarray:
    """One second with a tone of 0.4 s in its middle and a little hiss: float32 (n,)."""
    random = np.random.default_rng(seed)
    time = np.arange(sample_rate) / sample_rate
    envelope = np.sin(np.pi * np.clip((time - 0.3) / 0.4, 0, 1))
    pitch = PITCHES[word] * random.uniform(0.95, 1.05)
    sound = 0.3 * envelope * np.sin(2 * np.pi * pitch * time + random.uniform(0, 6))
    return (sound + random.normal(0, 0.001, sample_rate)).astype(np.float32)


def make_dataset(root: Path, suffix: str = ".wav") -> Path:
    """Write the dataset into `root`: four words, seven speakers, lists and two noises."""
    lists: dict[str, list[str]] = {"validation": [], "testing": []}
    seed = 0
    for word in PITCHES:
        (root / word).mkdir(parents=True)
        for speaker in (*TRAINING, *VALIDATION, *TESTING):
            for take in range(TAKES):
                name = f"{speaker}_nohash_{take}"
                soundfile.write(root / word / (name + suffix), word_sound(word, seed), 16_000)
                # The official lists say .wav, whatever the files here are.
                if speaker in VALIDATION:
                    lists["validation"].append(f"{word}/{name}.wav")
                if speaker in TESTING:
                    lists["testing"].append(f"{word}/{name}.wav")
                seed += 1
    for split, names in lists.items():
        (root / f"{split}_list.txt").write_text("\n".join(names) + "\n")
    noises = root / "_background_noise_"
    noises.mkdir()
    (noises / "README.md").write_text("Noises, as in the real dataset.\n")
    for number in range(2):
        noise = np.random.default_rng(number).normal(0, 0.02, 10 * 16_000).astype(np.float32)
        soundfile.write(noises / f"hiss{number}{suffix}", noise, 16_000)
    return root


def tiny_recipe(epochs: int = 3, **changes: object) -> Recipe:
    """The product's own way of training, with the smallest network and few clips."""
    settings = {"epochs": epochs, "batches_per_epoch": 2, "batch_size": 20}
    settings |= {"mining_tries": 30, "mined_per_round": 6}
    settings |= changes
    return Recipe(model=ModelConfig(width=1), train=TrainConfig(**settings))


def settled(model: nn.Module) -> nn.Module:
    """The model in evaluation mode, after its batch normalisation has met some sounds.

    Before that, an untrained network answers every sound alike, and a test with it shows nothing.
    """
    sounds = synthetic_noise(20, FeatureConfig(), torch.Generator().manual_seed(0))
    layers = [layer for layer in model.modules() if isinstance(layer, nn.BatchNorm2d)]
    for layer in layers:
        layer.momentum = 1.0
    with torch.no_grad():
        model.train()(sounds)
    for layer in layers:
        layer.momentum = 0.1
    return model.eval()


def untrained(
    classes: tuple[str, ...] = ("yes", "no", "stop", "another word", "noise"),
    architecture: str = "bc-resnet",
    width: int = 1,
) -> Classifier:
    """A classifier with random weights, the same ones every time; its answers differ, though."""
    lesson = architecture == "lesson"
    features = FeatureConfig(n_fft=400, hop_length=200) if lesson else FeatureConfig()
    config = ModelConfig(architecture=architecture, width=width)
    with torch.random.fork_rng():
        torch.manual_seed(0)
        model = settled(build_model(features, config, len(classes)))
    return Classifier(
        model=model,
        model_config=config,
        features=features,
        decision=DecisionConfig(),
        classes=classes,
        words=("yes", "no"),
        name="untrained",
    )


def make_other_sounds(root: Path) -> Path:
    """Speech, single words and noises, all of them tones."""
    for split in ("training", "validation", "testing"):
        for kind in ("speech", "words", "noise"):
            folder = root / split / kind / "made"
            folder.mkdir(parents=True)
            for seed in range(2):
                made = np.tile(word_sound("go", seed), 1 if kind == "words" else 3)
                soundfile.write(folder / f"{seed}.flac", made, 16_000)
    return root
