"""The recording as the network hears it, the window that it judged, and the lines that make both.

What becomes of that window is told in demo/tabs/look/image/numbers.py.
"""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import torch
from torch import Tensor

from core.config import FeatureConfig
from core.model.features import LogMel
from demo.heard import Heard

# How a window begins and ends. All have numbers at the same names in torch.
WINDOWS: dict[str, Callable[[int], Tensor]] = {
    "hann": torch.hann_window,
    "hamming": torch.hamming_window,
    "blackman": torch.blackman_window,
    "rectangular": torch.ones,
}
READ_WITH_SOUNDFILE = (".wav", ".flac", ".ogg")  # and mono: else this project's reader is shown


def loudness(sound: Tensor, features: FeatureConfig) -> Tensor:
    """Decibels of every mel band (n_mels, columns): the network's image before it is evened out."""
    transform = log_mel(features)
    levels: Tensor = transform.decibels(transform.mel_spectrogram(sound))
    return levels


@lru_cache(maxsize=32)
def log_mel(features: FeatureConfig, window: str = "hann") -> LogMel:
    """What a network with these settings begins with; with another window, for the eyes.

    Made once for the same settings: nobody may change it.
    """
    with quiet():
        transform = LogMel(features)
    transform.spectrogram.window = WINDOWS[window](features.n_fft)
    return transform


@contextmanager
def quiet() -> Iterator[None]:
    """Without torchaudio's warning of empty bands: the page tells the pupil, not the teacher."""
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", message="At least one mel filterbank", module="torchaudio"
        )
        yield


# The same as lines to copy. A test runs them and compares.


def waveform_code(heard: Heard, features: FeatureConfig) -> str:
    """Lines that make `Heard.waveform`."""
    return "\n".join(["import torch", "import torchaudio", *_read(heard, features)])


def judged_code(heard: Heard, features: FeatureConfig) -> str:
    """Lines that make `second`, `Heard.second`."""
    start, before, after = heard.padded
    lines = [waveform_code(heard, features)]
    if before or after:
        lines.append(f"waveform = torch.nn.functional.pad(waveform, ({before}, {after}))")
    start += before
    lines.append(f"second = waveform[{start:_} : {start + features.n_samples:_}]")
    return "\n".join(lines)


def _read(heard: Heard, features: FeatureConfig) -> list[str]:
    clip = heard.clip
    if clip.channels == 1 and Path(heard.name).suffix.lower() in READ_WITH_SOUNDFILE:
        lines = [
            "import soundfile",
            "from core.sound.clip import remove_drift",
            "",
            f'samples, rate = soundfile.read({heard.name!r}, dtype="float32")',
            "samples -= samples.mean()",
            "remove_drift(samples, rate)",
            "waveform = torch.from_numpy(samples)",
        ]
    else:
        lines = [
            "from core import read_clip  # reads what soundfile cannot, and mixes to mono",
            "",
            f"clip = read_clip({heard.name!r})",
            "waveform, rate = torch.from_numpy(clip.samples), clip.sample_rate",
        ]
    if clip.sample_rate != features.sample_rate:
        change = f"torchaudio.functional.resample(waveform, rate, {features.sample_rate:_})"
        lines.append(f"waveform = {change}")
    return lines
