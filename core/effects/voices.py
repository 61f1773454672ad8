"""A word said in another way: backwards, faster, higher, by a child.

A voice is a source (the vocal cords: its pitch) and a filter (mouth and throat: the formants,
which make the vowels). Tape speed moves both and the time together; people do not.

All are alike: waveform (n,) float32, its rate in Hz, how much -> waveform. The waveform that goes
in is never changed. What comes out may exceed full scale, as a float file may.
"""

import math
from fractions import Fraction

import torch
import torch.nn.functional as F
import torchaudio.functional as AF
from torch import Generator, Tensor

from core.effects.level import SILENCE

HALF_PIECE = 0.016  # seconds: a whole piece holds a few waves of a voice
PIECE_REACH = 0.008  # seconds that a piece may be moved: a wave of a low voice, back and forth
N_FFT, HOP = 512, 128  # samples
VOICED_BELOW = 800.0  # Hz: here a whisper is weaker than a voice
SMOOTHEST = 30  # samples of the cepstrum that are the filter; what comes after is the source
LARGEST_GAIN = 3.5  # nepers (30 dB) that a frequency may be raised or lowered by


def reverse(waveform: Tensor, sample_rate: int, on: float) -> Tensor:
    """From its end to its beginning."""
    return waveform.flip(0)


def speed(waveform: Tensor, sample_rate: int, factor: float) -> Tensor:
    """Faster (above 1) or slower, the pitch with it, as a tape does; the length changes."""
    ratio = _small_ratio(factor)
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
    factor = float(_small_ratio(2 ** (semitones / 12)))
    played = speed(stretch(waveform, sample_rate, factor), sample_rate, factor)
    return F.pad(played, (0, len(waveform) - len(played)))


def formants(waveform: Tensor, sample_rate: int, factor: float) -> Tensor:
    """The resonances of the throat higher (above 1) or lower; pitch and speed stay."""
    return move_formants(waveform[None], torch.tensor([factor]))[0]


def child(waveform: Tensor, sample_rate: int, percent: float) -> Tensor:
    """By a smaller person: the resonances so many percent higher, and the pitch by more.

    A child's throat is 20 to 40 % shorter than a grown-up's, and its resonances are as much
    higher. The pitch rises by the square of that: from a man to a child it doubles.
    Source: Peterson and Barney (1952), "Control Methods Used in a Study of the Vowels", table II.
    """
    higher = 1 + percent / 100
    raised = pitch(waveform, sample_rate, 24 * math.log2(higher))  # the resonances, too
    return formants(raised, sample_rate, 1 / higher)


def move_formants(waveforms: Tensor, factors: Tensor) -> Tensor:
    """Another mouth at the same pitch: (n, n_samples), its resonances (n,) times as high.

    Source: Oppenheim (1969), "Speech Analysis-Synthesis System Based on Homomorphic Filtering".
    """
    spectrum = _spectrum(waveforms)
    envelope = _envelope(spectrum)
    n_frequencies = spectrum.shape[1]
    positions = torch.arange(n_frequencies) / factors.unsqueeze(1)
    lower = positions.long().clamp(max=n_frequencies - 2)
    share = (positions - lower).clamp(0, 1).unsqueeze(-1)
    index = lower.unsqueeze(-1).expand_as(envelope)
    moved = (1 - share) * envelope.gather(1, index) + share * envelope.gather(1, index + 1)
    gain = (moved - envelope).clamp(-LARGEST_GAIN, LARGEST_GAIN).exp()
    return _sound(spectrum * gain, waveforms)


def whisper(waveforms: Tensor, sample_rate: int, generator: Generator) -> Tensor:
    """The same words (n, n_samples) without vocal cords: noise through the same mouth."""
    breath = _spectrum(torch.randn(waveforms.shape, generator=generator))
    frequencies = torch.linspace(0, sample_rate / 2, breath.shape[1]).view(-1, 1)
    tilt = (frequencies / VOICED_BELOW).clamp(0.05, 1)
    return _sound(breath * tilt * _envelope(_spectrum(waveforms)).exp(), waveforms)


def _spectrum(waveforms: Tensor) -> Tensor:
    window = torch.hann_window(N_FFT)
    return torch.stft(waveforms, N_FFT, HOP, window=window, return_complex=True)


def _sound(spectrum: Tensor, like: Tensor) -> Tensor:
    window = torch.hann_window(N_FFT)
    sound: Tensor = torch.istft(spectrum, N_FFT, HOP, window=window, length=like.shape[-1])
    return sound


def _envelope(spectrum: Tensor) -> Tensor:
    """The filter's gain in nepers, (n, n_frequencies, n_frames): the spectrum without the voice."""
    cepstrum = torch.fft.irfft(spectrum.abs().clamp(min=1e-5).log(), n=N_FFT, dim=1)
    kept = torch.zeros(N_FFT, 1)
    kept[:SMOOTHEST] = kept[N_FFT - SMOOTHEST + 1 :] = 1.0
    smoothed: Tensor = torch.fft.rfft(cepstrum * kept, dim=1).real
    return smoothed


def _small_ratio(factor: float) -> Fraction:
    """The nearest small ratio: the filter that changes the rate grows with both its numbers."""
    return Fraction(factor).limit_denominator(100)
