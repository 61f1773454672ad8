"""Hear one word, yes or no, and say honestly when it was neither.

Example:
    from core import load

    prediction = load().classify("clip.wav")
    print(prediction.label, prediction.scores)

The house, from the ground up. One floor stands on the next: nobody imports upwards, so this is
also the order in which to read. Each floor's `__init__.py` draws its own rooms the same way.

    errors, config   what can go wrong; every setting with its unit
    sound/           a file or an array -> Clip; how loud, where; what is wrong with a recording
    model/           Clip -> image -> logits: the front end and the networks
    decision/        logits -> posteriors -> words -> Prediction; the model's file
    teach/           a few tries of your own words -> a classifier
    effects/         what can happen to a sound: noises, rooms, codecs, speed, level
    explain/         which part of the sound decided
    data/            folders of words, and of sounds that hold none of them
    evaluation/      how often it is right: figures, robustness, speed, the model card
    training/        a folder of words -> a trained, calibrated classifier
    export/          the same model for other runtimes: ONNX, and the cases that all must pass
    space.py         folders that are ready for Hugging Face
    archive.py       many recordings by many workers
    ways.py          how fast and how large each way to run a model is
    commands.py      the commands that need PyTorch
    __main__.py      the command line
"""

from core.decision.checkpoint import load
from core.decision.classifier import Classifier
from core.decision.prediction import Prediction, Word
from core.errors import AudioError, CheckpointError, CoreError, DatasetError, TeachError
from core.sound.clip import Clip, clip_from_array
from core.sound.decode import read_clip

__all__ = [
    "AudioError",
    "CheckpointError",
    "Classifier",
    "Clip",
    "CoreError",
    "DatasetError",
    "Prediction",
    "TeachError",
    "Word",
    "clip_from_array",
    "load",
    "read_clip",
]
