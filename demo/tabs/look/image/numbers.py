"""From a second of sound to images and back: settings, tensors, and the lines that make them."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torchaudio.transforms import MFCC, AmplitudeToDB, GriffinLim, Spectrogram

from core.config import FeatureConfig
from core.model.features import LogMel
from demo.heard import Heard
from demo.ui import steps
from demo.ui.mel import highest_tone, mel_of

# How a window begins and ends. All have numbers at the same names in torch.
WINDOWS = steps.WINDOWS
COLOURS = ("magma", "viridis", "cividis", "gray")  # all grow brighter in even steps
COLOURS_OF_SIGNS = "managua"  # for numbers on both sides of zero: dark in its middle
N_MFCC = 13  # as speech recognisers used
RANGE_DB = 80.0  # of the spectrogram
MEL_ROWS = 256  # of the spectrogram on the mel scale: about one a line of its picture
GRIFFIN_LIM_ROUNDS = 32  # more change nothing that could be heard
TINY = 1e-12  # nothing is divided by less


@dataclass(frozen=True, kw_only=True)
class ImageSettings:
    """How a second of sound becomes an image, and how the image is shown."""

    features: FeatureConfig
    window: str = "hann"  # of WINDOWS
    decibels: bool = True  # else power
    mel_axis: bool = False  # the spectrogram's tones in even steps of mel, else of Hz
    colours: str = "magma"  # of COLOURS

    @property
    def numbers(self) -> tuple[FeatureConfig, str, bool]:
        """What the numbers of the mel image depend on; the rest is for our eyes only."""
        return self.features, self.window, self.decibels

    @property
    def can_be_heard(self) -> bool:
        """Whether the windows overlap by half, or no sound can be put together from them."""
        return 2 * self.features.hop_length <= self.features.n_fft


def spectrogram(second: Tensor, settings: ImageSettings) -> Tensor:
    """Decibels or power of every tone: (n_fft // 2 + 1, columns)."""
    features = settings.features
    transform = Spectrogram(
        features.n_fft, hop_length=features.hop_length, window_fn=WINDOWS[settings.window]
    )
    power: Tensor = transform(second)
    return AmplitudeToDB("power", top_db=RANGE_DB)(power) if settings.decibels else power


def shown(levels: Tensor, settings: ImageSettings) -> Tensor:
    """The rows of a spectrogram that are drawn: each tone, or the tones at even steps of mel."""
    if not settings.mel_axis:
        return levels
    features = settings.features
    mels = torch.linspace(0, mel_of(highest_tone(features)), MEL_ROWS)
    hertz = 700 * (10 ** (mels / 2595) - 1)
    return levels[(hertz * (features.n_fft / features.sample_rate)).round().long()]


def mel(second: Tensor, settings: ImageSettings) -> Tensor:
    """The image that a network with these settings gets, or the bands' power: (n_mels, columns)."""
    transform = steps.log_mel(settings.features, settings.window)
    if settings.decibels:
        image: Tensor = transform(second[None])[0]
        return image
    return transform.mel_spectrogram(second)


def bands(features: FeatureConfig, window: str = "hann") -> Tensor:
    """How much every tone counts in every mel band: (n_fft // 2 + 1, n_mels), 0 to 1."""
    weights: Tensor = steps.log_mel(features, window).mel_scale.fb
    return weights


def empty_bands(features: FeatureConfig, window: str = "hann") -> int:
    """How many mel bands are so narrow that they hold no tone of the spectrogram."""
    return int((bands(features, window).amax(dim=0) == 0).sum())


def mfcc(second: Tensor, settings: ImageSettings) -> Tensor:
    """The shape of every column in a few numbers: (N_MFCC, columns)."""
    features = settings.features
    mel_settings = {
        "n_fft": features.n_fft,
        "hop_length": features.hop_length,
        "n_mels": features.n_mels,
        "f_min": features.f_min,
        "f_max": features.f_max,
        "window_fn": WINDOWS[settings.window],
    }
    with steps.quiet():
        transform = MFCC(sample_rate=features.sample_rate, n_mfcc=N_MFCC, melkwargs=mel_settings)
    coefficients: Tensor = transform(second)
    return coefficients


def sound_of(image: Tensor, second: Tensor, settings: ImageSettings) -> Tensor:
    """What is left in a mel image (n_mels, columns), as sound (n_samples,), as loud as `second`.

    Each band's power is shared among its tones as it was gathered from them. That is steadier than
    a pseudo-inverse: there is no power below zero, and empty bands do no harm. The phases begin at
    zero and not at random, so that the same image always makes the same sound.
    Source: Griffin and Lim (1984), "Signal Estimation from Modified Short-Time Fourier Transform".
    """
    features, weights = settings.features, bands(settings.features, settings.window)
    power = 10 ** (image * (LogMel.SCALE_DB / 10)) if settings.decibels else image
    transform = GriffinLim(
        features.n_fft,
        hop_length=features.hop_length,
        window_fn=WINDOWS[settings.window],
        n_iter=GRIFFIN_LIM_ROUNDS,
        rand_init=False,
        length=len(second),
    )
    sound: Tensor = transform(weights / weights.square().sum(dim=0).clamp(min=TINY) @ power)
    gain: Tensor = second.norm() / sound.norm().clamp(min=TINY)
    return sound * gain


# The mel scale: the HTK formula, as in core.model.features


# The same as lines to copy. A test runs them and compares.


def spectrogram_code(heard: Heard, settings: ImageSettings) -> str:
    """Lines that make `spectrogram`, and `picture`, the rows of it that are drawn."""
    features = settings.features
    lines = [
        _begin(heard, features),
        "transform = torchaudio.transforms.Spectrogram(",
        f"    n_fft={features.n_fft}, hop_length={features.hop_length}, {_window(settings)}",
        ")",
        "spectrogram = transform(second)",
    ]
    if settings.decibels:
        lines += [
            f'decibels = torchaudio.transforms.AmplitudeToDB("power", top_db={RANGE_DB:g})',
            "spectrogram = decibels(spectrogram)",
        ]
    if settings.mel_axis:
        highest = highest_tone(features)
        lines += [
            "",
            "# Even steps on the mel scale",
            f"mels = torch.linspace(0, {mel_of(highest)!r}, {MEL_ROWS})  # {highest:g} Hz",
            "hertz = 700 * (10 ** (mels / 2595) - 1)",
            f"rows = (hertz * ({features.n_fft} / {features.sample_rate:_})).round().long()",
            "picture = spectrogram[rows]",
        ]
    else:
        lines.append("picture = spectrogram")
    return "\n".join([*lines, "", *_show("picture", settings.colours)])


def bands_code(settings: ImageSettings) -> str:
    """Lines that make `bands`, and draw them."""
    features = settings.features
    n_tones = features.n_fft // 2 + 1
    across = "2595 * torch.log10(1 + hertz / 700)" if settings.mel_axis else "hertz"
    return f"""import matplotlib.pyplot as plt
import torch
import torchaudio

bands = torchaudio.functional.melscale_fbanks(
    n_freqs={n_tones}, f_min={features.f_min:g}, f_max={features.f_max:g},
    n_mels={features.n_mels}, sample_rate={features.sample_rate:_},
)
hertz = torch.linspace(0, {highest_tone(features):g}, {n_tones})

plt.plot({across}, bands)
plt.show()"""


def mel_code(heard: Heard, settings: ImageSettings) -> str:
    """Lines that make `image`, and draw it."""
    return "\n".join(
        [
            _begin(heard, settings.features),
            *_mel_lines(settings),
            "",
            *_show("image", settings.colours),
        ]
    )


def mfcc_code(heard: Heard, settings: ImageSettings) -> str:
    """Lines that make `mfcc`, and draw it."""
    features = settings.features
    lines = [
        _begin(heard, features),
        "transform = torchaudio.transforms.MFCC(",
        f"    sample_rate={features.sample_rate:_}, n_mfcc={N_MFCC},",
        "    melkwargs=dict(",
        f"        n_fft={features.n_fft}, hop_length={features.hop_length}, {_window(settings)},",
        f"        n_mels={features.n_mels}, f_min={features.f_min:g}, f_max={features.f_max:g},",
        "    ),",
        ")",
        "mfcc = transform(second)",
        "",
        "largest = mfcc[1:].abs().max()",
        *_show("mfcc", COLOURS_OF_SIGNS, "vmin=-largest, vmax=largest"),
    ]
    return "\n".join(lines)


def sound_code(heard: Heard, settings: ImageSettings) -> str:
    """Lines that make `sound`, what `sound_of` makes of the mel image, and save it."""
    features = settings.features
    power = f"10 ** (image * {LogMel.SCALE_DB / 10:g})" if settings.decibels else "image"
    begin = steps.judged_code(heard, features)
    lines = [
        *([] if "import soundfile" in begin else ["import soundfile"]),
        begin,
        "",
        *_mel_lines(settings),
        "",
        f"power = {power}",
        "bands = transform.mel_scale.fb",
        f"shares = bands / bands.square().sum(dim=0).clamp(min={TINY:g})",
        "griffin_lim = torchaudio.transforms.GriffinLim(",
        f"    n_fft={features.n_fft}, hop_length={features.hop_length}, {_window(settings)},",
        f"    n_iter={GRIFFIN_LIM_ROUNDS}, rand_init=False, length={features.n_samples:_},",
        ")",
        "sound = griffin_lim(shares @ power)",
        f"sound = sound * (second.norm() / sound.norm().clamp(min={TINY:g}))",
        f'soundfile.write("left.wav", sound.clamp(-1, 1).numpy(), {features.sample_rate:_})',
    ]
    return "\n".join(lines)


def _begin(heard: Heard, features: FeatureConfig) -> str:
    return f"import matplotlib.pyplot as plt\n{steps.judged_code(heard, features)}\n"


def _mel_lines(settings: ImageSettings) -> list[str]:
    features = settings.features
    lines = [
        "transform = torchaudio.transforms.MelSpectrogram(",
        f"    sample_rate={features.sample_rate:_}, n_fft={features.n_fft}, "
        f"hop_length={features.hop_length},",
        f"    n_mels={features.n_mels}, f_min={features.f_min:g}, f_max={features.f_max:g}, "
        f"{_window(settings)},",
        ")",
    ]
    if not settings.decibels:
        return [*lines, "image = transform(second)"]
    return [
        *lines,
        'decibels = torchaudio.transforms.AmplitudeToDB("power")',
        "levels = decibels(transform(second))",
        f"levels = levels.clamp(min=levels.max() - {features.dynamic_range_db:g})",
        f"image = (levels - levels.mean()) / {LogMel.SCALE_DB:g}",
    ]


def _window(settings: ImageSettings) -> str:
    return f"window_fn=torch.{WINDOWS[settings.window].__name__}"


def _show(name: str, colours: str, limits: str = "") -> list[str]:
    more = f", {limits}" if limits else ""
    return [
        f'plt.imshow({name}, cmap="{colours}"{more}, origin="lower", aspect="auto",',
        '           interpolation="nearest")',
        "plt.show()",
    ]
