"""Hear one word, yes or no, and say honestly when it was neither.

from core import load
prediction = load().classify("clip.wav")
print(prediction.label, prediction.scores)
"""

from core.checkpoint import load
from core.classifier import Classifier, Prediction, Word
from core.errors import AudioError, CheckpointError, CoreError, DatasetError

__all__ = [
    "AudioError",
    "CheckpointError",
    "Classifier",
    "CoreError",
    "DatasetError",
    "Prediction",
    "Word",
    "load",
]
