"""The recording as the network hears it, the window that it judged, and the lines that make both.

What becomes of that window is told in demo/tabs/look/image/numbers.py.
"""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache

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
    """Lines that make `Heard.waveform`, from every kind of file.

    Plain lines with soundfile would read fewer kinds of files, and not give the same numbers where
    channels are mixed, an offset dies away, a sound is clipped or the rate is an odd one.
    """
    return f"""import torch
import torchaudio
from core import read_clip
from core.sound.clip import resample

clip = read_clip({heard.name!r})  # mixed to mono, no offset, not over full scale
clip = resample(clip, {features.sample_rate:_})  # samples a second
waveform = torch.from_numpy(clip.samples)"""


def judged_code(heard: Heard, features: FeatureConfig) -> str:
    """Lines that make `second`, `Heard.second`."""
    start, before, after = heard.padded
    lines = [waveform_code(heard, features)]
    if before or after:
        lines.append(f"waveform = torch.nn.functional.pad(waveform, ({before}, {after}))")
    start += before
    lines.append(f"second = waveform[{start:_} : {start + features.n_samples:_}]")
    return "\n".join(lines)
