"""From sound to image, step by step: the tensors of the Look tab, and the lines that make them."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch
from torch import Tensor
from torchaudio.transforms import MFCC, AmplitudeToDB, Spectrogram

from core.audio import prepare
from core.config import FeatureConfig
from core.features import LogMel
from demo.heard import Heard

N_MFCC = 13  # as speech recognisers used
RANGE_DB = 80.0  # of the spectrogram
READ_WITH_SOUNDFILE = (".wav", ".flac", ".ogg")  # and mono: else this project's reader is shown


def waveform(heard: Heard, features: FeatureConfig) -> Tensor:
    """The whole recording as the network hears it: (n,) at the network's rate."""
    return prepare(heard.clip, features)


def judged(heard: Heard, features: FeatureConfig) -> Tensor:
    """The window that was judged: (n_samples,), with silence where it reaches over an end."""
    start, before, after = _window(heard, features)
    whole = torch.nn.functional.pad(waveform(heard, features), (before, after))
    return whole[start + before :][: features.n_samples]


def spectrogram(second: Tensor, features: FeatureConfig) -> Tensor:
    """Power of every tone in decibels: (n_fft // 2 + 1, columns)."""
    transform = Spectrogram(n_fft=features.n_fft, hop_length=features.hop_length)
    levels: Tensor = AmplitudeToDB(stype="power", top_db=RANGE_DB)(transform(second))
    return levels


def loudness(sound: Tensor, features: FeatureConfig) -> Tensor:
    """Decibels of every mel band (n_mels, columns): the network's image before it is evened out."""
    log_mel = _log_mel(features)
    levels: Tensor = log_mel.decibels(log_mel.mel_spectrogram(sound))
    return levels


def mel(second: Tensor, features: FeatureConfig) -> Tensor:
    """The image that a network with these settings gets: (n_mels, columns)."""
    image: Tensor = _log_mel(features)(second[None])[0]
    return image


def empty_bands(features: FeatureConfig) -> int:
    """How many mel bands are so narrow that they hold no tone of the spectrogram."""
    bands: Tensor = _log_mel(features).mel_scale.fb
    return int((bands.amax(dim=0) == 0).sum())


def mfcc(second: Tensor, features: FeatureConfig) -> Tensor:
    """The shape of every column in a few numbers: (N_MFCC, columns)."""
    mel_settings = {
        "n_fft": features.n_fft,
        "hop_length": features.hop_length,
        "n_mels": features.n_mels,
        "f_min": features.f_min,
        "f_max": features.f_max,
    }
    with _quiet():
        transform = MFCC(sample_rate=features.sample_rate, n_mfcc=N_MFCC, melkwargs=mel_settings)
    coefficients: Tensor = transform(second)
    return coefficients


def _log_mel(features: FeatureConfig) -> LogMel:
    with _quiet():
        return LogMel(features)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without torchaudio's warning of empty bands: the page tells the pupil, not the teacher."""
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", message="At least one mel filterbank", module="torchaudio"
        )
        yield


def _window(heard: Heard, features: FeatureConfig) -> tuple[int, int, int]:
    """Samples: where the judged window starts, and the silence before and after the recording."""
    start = round(heard.prediction.window_start * features.sample_rate)
    end = start + features.n_samples
    return start, max(-start, 0), max(end - len(waveform(heard, features)), 0)


# The same as lines to copy. A test runs them and compares.


def waveform_code(heard: Heard, features: FeatureConfig) -> str:
    """Lines that make `waveform`."""
    return "\n".join(["import torch", "import torchaudio", *_read(heard, features)])


def spectrogram_code(heard: Heard, features: FeatureConfig) -> str:
    """Lines that make `spectrogram`."""
    return f"""{_judged_code(heard, features)}

transform = torchaudio.transforms.Spectrogram(
    n_fft={features.n_fft}, hop_length={features.hop_length}
)
decibels = torchaudio.transforms.AmplitudeToDB(stype="power", top_db={RANGE_DB:g})
spectrogram = decibels(transform(second))"""


def mel_code(heard: Heard, features: FeatureConfig) -> str:
    """Lines that make `image`."""
    return f"""{_judged_code(heard, features)}

transform = torchaudio.transforms.MelSpectrogram(
    sample_rate={features.sample_rate:_}, n_fft={features.n_fft}, hop_length={features.hop_length},
    n_mels={features.n_mels}, f_min={features.f_min:g}, f_max={features.f_max:g},
)
decibels = torchaudio.transforms.AmplitudeToDB(stype="power")
levels = decibels(transform(second))
levels = levels.clamp(min=levels.max() - {features.dynamic_range_db:g})
image = (levels - levels.mean()) / {LogMel.SCALE_DB:g}"""


def mfcc_code(heard: Heard, features: FeatureConfig) -> str:
    """Lines that make `mfcc`."""
    return f"""{_judged_code(heard, features)}

transform = torchaudio.transforms.MFCC(
    sample_rate={features.sample_rate:_}, n_mfcc={N_MFCC},
    melkwargs=dict(
        n_fft={features.n_fft}, hop_length={features.hop_length},
        n_mels={features.n_mels}, f_min={features.f_min:g}, f_max={features.f_max:g},
    ),
)
mfcc = transform(second)"""


def _read(heard: Heard, features: FeatureConfig) -> list[str]:
    clip = heard.clip
    if clip.channels == 1 and Path(heard.name).suffix.lower() in READ_WITH_SOUNDFILE:
        lines = [
            "import soundfile",
            "",
            f'samples, rate = soundfile.read({heard.name!r}, dtype="float32")',
            "waveform = torch.from_numpy(samples)",
            "waveform = waveform - waveform.mean()",
        ]
    else:
        lines = [
            "from core.audio import read_clip  # reads what soundfile cannot, and mixes to mono",
            "",
            f"clip = read_clip({heard.name!r})",
            "waveform, rate = torch.from_numpy(clip.samples), clip.sample_rate",
        ]
    if clip.sample_rate != features.sample_rate:
        change = f"torchaudio.functional.resample(waveform, rate, {features.sample_rate:_})"
        lines.append(f"waveform = {change}")
    return lines


def _judged_code(heard: Heard, features: FeatureConfig) -> str:
    start, before, after = _window(heard, features)
    lines = [waveform_code(heard, features)]
    if before or after:
        lines.append(f"waveform = torch.nn.functional.pad(waveform, ({before}, {after}))")
    start += before
    lines.append(f"second = waveform[{start:_} : {start + features.n_samples:_}]")
    return "\n".join(lines)
