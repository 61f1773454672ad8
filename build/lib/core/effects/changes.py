"""What can happen to a sound between a mouth and the classifier: one function for each.

All of them but the noises are alike: waveform (n,) float32, its rate in Hz, how much -> waveform.
The waveform that goes in is never changed. What comes out may exceed full scale, as a float file
may; `core.sound.decode.clip_from_array` makes such a sound quieter.
"""

import math
from collections.abc import Callable
from fractions import Fraction

import torch
import torch.nn.functional as F
import torchaudio.functional as AF
from scipy.signal import butter, sosfilt
from torch import Generator, Tensor

from core.effects.codecs import through_codec
from core.sound.levels import active_span

Disturbance = Callable[[Tensor, int, float], Tensor]

SILENCE = 1e-12  # power: nothing is divided by less
HALF_PIECE = 0.016  # seconds: a whole piece holds a few waves of a voice
PIECE_REACH = 0.008  # seconds that a piece may be moved: a wave of a low voice, back and forth
LINE_RATE = 8_000  # Hz: a telephone's samples a second
LINE_LOWEST = 300.0  # Hz that a telephone line lets through
MU_LAW_STEPS = 256  # 8 bits a sample
LOWEST_HISS = 50.0  # Hz: microphones give little below, and ears hear little
ROOM = 200.0  # cubic metres: a classroom
DISTANCE = 1.0  # metres from the mouth to the microphone
PAUSE = 0.5  # seconds before and after a word
SOFT_EDGE = 0.01  # seconds


def fade(waveform: Tensor, sample_rate: int, seconds: float) -> Tensor:
    """Begin and end softly: both edges rise from silence within `seconds`."""
    ramp = torch.linspace(0, 1, max(round(seconds * sample_rate), 1) + 1)[1:]
    ramp = F.pad(ramp, (0, max(len(waveform) - len(ramp), 0)), value=1.0)[: len(waveform)]
    return waveform * ramp * ramp.flip(0)


def shift(waveform: Tensor, sample_rate: int, seconds: float) -> Tensor:
    """Everything later, or earlier where `seconds` is negative; silence takes its place.

    As much falls off the other end, but never a part of the word: rather than that, the recording
    becomes longer.
    """
    n, added = len(waveform), round(abs(seconds) * sample_rate)
    start, end = active_span(waveform, sample_rate) or (0.0, n / sample_rate)
    if seconds < 0:
        first = min(added, round(start * sample_rate))
        return F.pad(waveform[first:], (0, added))
    last = max(n - added, round(end * sample_rate))
    return F.pad(waveform[:last], (added, 0))


def speed(waveform: Tensor, sample_rate: int, factor: float) -> Tensor:
    """Faster (above 1) or slower, the pitch with it, as a tape does; the length changes."""
    ratio = _ratio(factor)
    played: Tensor = AF.resample(waveform, ratio.numerator, ratio.denominator)
    return played


def stretch(waveform: Tensor, sample_rate: int, factor: float) -> Tensor:
    """Longer (factor above 1) or shorter at the same pitch.

    Pieces of 32 ms are laid over each other, further apart or closer together than they were; each
    is taken where it continues the one before best.
    Source: Verhelst and Roelands (1993), "An Overlap-Add Technique Based on Waveform Similarity".
    """
    hop, reach = round(HALF_PIECE * sample_rate), round(PIECE_REACH * sample_rate)
    window = torch.hann_window(2 * hop)
    padded = F.pad(waveform, (hop + reach, 8 * hop + 2 * reach))
    n_pieces = math.ceil(len(waveform) * factor / hop) + 1
    stretched = torch.zeros((n_pieces + 1) * hop)
    position = reach
    for index in range(n_pieces):
        if index > 0:
            first = round(index * hop / factor)
            near = padded[first : first + 2 * (reach + hop)].unfold(0, 2 * hop, 1)
            continued = padded[position + hop : position + 3 * hop]
            likeness = near @ continued / near.norm(dim=1).clamp(min=SILENCE)
            position = first + int(likeness.argmax())
        piece = window * padded[position : position + 2 * hop]
        stretched[index * hop : (index + 2) * hop] += piece
    return stretched[hop : hop + round(len(waveform) * factor)]


def pitch(waveform: Tensor, sample_rate: int, semitones: float) -> Tensor:
    """Higher or lower at the same speed, the resonances of the throat with it."""
    factor = float(_ratio(2 ** (semitones / 12)))
    played = speed(stretch(waveform, sample_rate, factor), sample_rate, factor)
    return _as_long_as(waveform, played)


def level(waveform: Tensor, sample_rate: int, peak_db: float) -> Tensor:
    """Louder or quieter: the highest wave at `peak_db` re full scale, rounded to 16 bits."""
    return (_with_peak(waveform, peak_db) * 32_767).round() / 32_767


def clipping(waveform: Tensor, sample_rate: int, drive_db: float) -> Tensor:
    """Too loud for the microphone: waves up to `drive_db` over full scale are cut off flat."""
    return _with_peak(waveform, drive_db).clamp(-1, 1)


def telephone(waveform: Tensor, sample_rate: int, highest: float) -> Tensor:
    """Through an old telephone line that carries 300 Hz to `highest` Hz (3400 Hz is usual).

    Source: ITU-T G.711 (1988), 8,000 samples a second in 256 mu-law steps.
    """
    line = AF.resample(waveform, sample_rate, LINE_RATE)
    band = butter(4, (LINE_LOWEST, highest), "bandpass", fs=LINE_RATE, output="sos")
    heard = torch.from_numpy(sosfilt(band, line.numpy())).float().clamp(-1, 1)
    decoded = AF.mu_law_decoding(AF.mu_law_encoding(heard, MU_LAW_STEPS), MU_LAW_STEPS)
    return _as_long_as(waveform, AF.resample(decoded, LINE_RATE, sample_rate))


def mp3(waveform: Tensor, sample_rate: int, kilobits: float) -> Tensor:
    """Through an MP3 file of so many kbit/s; core.effects.codecs.CODECS says which there are."""
    return through_codec(waveform, sample_rate, f"mp3-{kilobits:g}")


def opus(waveform: Tensor, sample_rate: int, kilobits: float) -> Tensor:
    """Through a video call of so many kbit/s; core.effects.codecs.CODECS says which there are."""
    return through_codec(waveform, sample_rate, f"opus-{kilobits:g}")


def echo(waveform: Tensor, sample_rate: int, seconds: float) -> Tensor:
    """In a classroom whose echo takes `seconds` to become 60 dB weaker, a metre from the mouth.

    The echo is noise that fades. How strong it is follows from the room's critical distance,
    0.057 m * sqrt(volume / seconds), at which it is as strong as the voice.
    Source: Kuttruff (2016), "Room Acoustics", chapter 5.
    """
    times = torch.arange(round(seconds * sample_rate)) / sample_rate
    chances = torch.Generator().manual_seed(0)  # the same room every time
    tail = torch.randn(len(times), generator=chances) * 10 ** (-3 * times / seconds)
    energy = DISTANCE**2 * seconds / (0.057**2 * ROOM)  # with the voice's own as 1
    response = torch.cat([torch.ones(1), tail * math.sqrt(energy) / tail.norm()])
    echoed: Tensor = AF.fftconvolve(waveform, response)
    return echoed[: len(waveform)]


# name -> what happens, the unit of its amount, the amounts at which it is measured
CHANGES: dict[str, tuple[Disturbance, str, tuple[float, ...]]] = {
    "shift": (shift, "s", (-0.3, -0.2, -0.1, 0.1, 0.2, 0.3)),
    "speed": (speed, "x", (0.8, 0.9, 1.1, 1.25)),
    "pitch": (pitch, "semitones", (-4.0, -2.0, 2.0, 4.0)),
    "level": (level, "dB", (-40.0, -30.0, -20.0, -10.0)),
    "clipping": (clipping, "dB", (6.0, 12.0)),
    "telephone": (telephone, "Hz", (3_400.0,)),
    "mp3": (mp3, "kbit/s", (32.0,)),
    "opus": (opus, "kbit/s", (16.0,)),
    "echo": (echo, "s", (0.3, 0.6, 1.0)),
}


# Noise


def noise_gain(waveform: Tensor, noise: Tensor, snr_db: float) -> float:
    """What to multiply `noise` by, for its mean power to be `snr_db` under the waveform's."""
    power, noise_power = float(waveform.square().mean()), float(noise.square().mean())
    return math.sqrt(power / max(noise_power, SILENCE) * 10 ** (-snr_db / 10))


def mix(waveform: Tensor, noise: Tensor, snr_db: float) -> Tensor:
    """Add noise (n,) to a waveform (n,): both powers are means over the whole length."""
    return waveform + noise_gain(waveform, noise, snr_db) * noise


def pink_noise(n_samples: int, sample_rate: int, generator: Generator) -> Tensor:
    """The hiss of a room, a fan or far rain: as much power in every octave, RMS 1, (n_samples,)."""
    spectrum = torch.fft.rfft(torch.randn(n_samples, generator=generator))
    frequencies = torch.linspace(0, sample_rate / 2, len(spectrum))
    spectrum *= frequencies.clamp(min=LOWEST_HISS) ** -0.5 * (frequencies >= LOWEST_HISS)
    noise: Tensor = torch.fft.irfft(spectrum, n=n_samples)
    rms = noise.square().mean().sqrt()
    return noise / rms


def in_a_room(
    waveform: Tensor, sample_rate: int, snr_db: float, seconds: float, generator: Generator
) -> Tensor:
    """A recording of so many seconds: the word at a random place, a room's hiss everywhere.

    The word keeps half a second from both ends. Its own edges are made soft, because a dataset's
    recording may begin and end within a noise.
    """
    room = pink_noise(round(seconds * sample_rate), sample_rate, generator)
    pause = round(PAUSE * sample_rate)
    start = int(
        torch.randint(pause, len(room) - pause - len(waveform) + 1, (), generator=generator)
    )
    recording = noise_gain(waveform, room, snr_db) * room
    recording[start : start + len(waveform)] += fade(waveform, sample_rate, SOFT_EDGE)
    return recording


def _ratio(factor: float) -> Fraction:
    """The nearest small ratio: the filter that changes the rate grows with both its numbers."""
    return Fraction(factor).limit_denominator(100)


def _as_long_as(waveform: Tensor, changed: Tensor) -> Tensor:
    """Cut or padded at its end."""
    return F.pad(changed, (0, len(waveform) - len(changed)))


def _with_peak(waveform: Tensor, peak_db: float) -> Tensor:
    peak = waveform.abs().max().clamp(min=math.sqrt(SILENCE))
    return waveform * (10 ** (peak_db / 20) / peak)
