"""Hear one word, yes or no, and say honestly when it was neither.

Example:
    from core import load

    prediction = load().classify("clip.wav")
    print(prediction.label, prediction.scores)
"""

from core.audio import Clip, clip_from_array, read_clip
from core.checkpoint import load
from core.classifier import Classifier, Prediction, Word
from core.errors import AudioError, CheckpointError, CoreError, DatasetError

__all__ = [
    "AudioError",
    "CheckpointError",
    "Classifier",
    "Clip",
    "CoreError",
    "DatasetError",
    "Prediction",
    "Word",
    "clip_from_array",
    "load",
    "read_clip",
]
