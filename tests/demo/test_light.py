"""The page without PyTorch."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import torch

from core import Classifier
from core.model.features import LogMel
from core.sound.mel import mel_levels_db
from demo.lessons import LESSONS
from tests.sounds import spoken

ROOT = Path(__file__).parents[2]
# Builds the page as if PyTorch were not installed, and hears an example as Listen does
PROBE = """
import sys
for name in ("torch", "torchaudio"):
    sys.modules[name] = None
from core import load
from demo import lessons, page
lessons.has_pytorch = lambda: False
from demo.heard import hear
from demo.ui import pictures
from demo.ui.examples import SOUNDS
classifier = load()
built = page.build(classifier)
values = [str(getattr(block, "value", "")) for block in built.blocks.values()]
told = [value for value in values if "NEEDS_PYTORCH" in value]
heard = hear(SOUNDS[0].path, classifier)
print(heard.prediction.label, len(told), pictures.story(heard, pictures.screen(None))[:7])
"""


def test_it_is_built_and_hears_a_word() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROBE], cwd=ROOT, capture_output=True, text=True, check=False
    )
    n_tabs = len(LESSONS) + 1  # and the one where networks learn
    assert run.stdout.split() == ["yes", str(n_tabs), "<figure"], run.stderr


def test_the_picture_shows_what_the_network_looks_at(classifier: Classifier) -> None:
    features, samples = classifier.features, spoken(seconds=1.3)
    front = LogMel(features)
    expected = front.decibels(front.mel_spectrogram(torch.from_numpy(samples))).numpy()
    np.testing.assert_allclose(mel_levels_db(samples, features), expected, atol=1e-3)
