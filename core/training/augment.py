"""Change training sounds the way rooms, microphones and people do. Used in training only."""

import math

import torch
import torchaudio.functional as AF
from torch import Generator, Tensor

from core.config import AugmentConfig, FeatureConfig
from core.effects.synthetic import signals, uniform

ECHO_FFT_SAMPLES = 32_768
TELEPHONE_LOWEST = (150.0, 400.0)  # Hz
MU = 255.0  # of telephones: see telephone()
BESIDE_FADE_SECONDS = 0.004


def change_speed(waveforms: Tensor, config: AugmentConfig, generator: Generator) -> list[Tensor]:
    """Play (batch, n_samples) faster or slower, which also raises or lowers the pitch.

    Returns one (rows, new length) tensor for each of `n_speeds` groups of rows, in order.
    """
    groups = []
    for group in waveforms.chunk(config.n_speeds):
        speed = float(uniform(1 - config.speed, 1 + config.speed, (), generator))
        groups.append(AF.resample(group, orig_freq=round(speed * 50), new_freq=50))
    return groups


def choose(share: float, n: int, generator: Generator) -> Tensor:
    """(n, 1) booleans, true for about `share` of the rows."""
    return torch.rand(n, 1, generator=generator) < share


def echo(
    waveforms: Tensor, sample_rate: int, config: AugmentConfig, generator: Generator
) -> Tensor:
    """Add a room: the sound again and again, ever weaker, at random small delays.

    The echo is noise that fades by 60 dB in `echo_seconds`, at 0 to 15 dB under the direct sound.
    """
    n, n_samples = waveforms.shape
    times = torch.arange(ECHO_FFT_SAMPLES - n_samples) / sample_rate
    fade_seconds = uniform(*config.echo_seconds, (n, 1), generator)
    tail = torch.randn(n, len(times), generator=generator) * 10 ** (-3 * times / fade_seconds)
    tail /= tail.norm(dim=-1, keepdim=True)
    strength = 10 ** (uniform(-15.0, 0.0, (n, 1), generator) / 20)
    response = strength * tail
    response[:, 0] = 1.0
    spectrum = torch.fft.rfft(waveforms, n=ECHO_FFT_SAMPLES)
    spectrum = spectrum * torch.fft.rfft(response, n=ECHO_FFT_SAMPLES)
    echoed = torch.fft.irfft(spectrum)[:, :n_samples]
    return torch.where(choose(config.echo_share, n, generator), echoed, waveforms)


def add_noise(
    waveforms: Tensor, noises: Tensor, config: AugmentConfig, generator: Generator
) -> Tensor:
    """Mix `noises` (batch, n_samples) into most rows at a random signal-to-noise ratio."""
    n = len(waveforms)
    power = waveforms.square().mean(dim=-1, keepdim=True)
    noise_power = noises.square().mean(dim=-1, keepdim=True).clamp(min=1e-12)
    snr_db = uniform(*config.noise_snr_db, (n, 1), generator)
    level = (power / noise_power * 10 ** (-snr_db / 10)).sqrt()
    return waveforms + level * noises * choose(config.noise_share, n, generator)


def filter_band(
    waveforms: Tensor, sample_rate: int, config: AugmentConfig, generator: Generator
) -> Tensor:
    """Hear through another microphone: an uneven response, no lowest and no highest tones."""
    n, n_samples = waveforms.shape
    spectrum = torch.fft.rfft(waveforms)
    frequencies = torch.linspace(0, sample_rate / 2, spectrum.shape[-1])
    bumps_db = 5.0 * torch.randn(n, 1, 9, generator=generator)
    response_db = torch.nn.functional.interpolate(
        bumps_db, size=spectrum.shape[-1], mode="linear", align_corners=True
    ).squeeze(1)
    lowest = uniform(20.0, 400.0, (n, 1), generator)
    highest = uniform(3_000.0, 10_000.0, (n, 1), generator)
    below = (lowest / frequencies.clamp(min=1)).log2().clamp(min=0)  # octaves
    above = (frequencies / highest).log2().clamp(min=0)
    response_db = response_db - 18.0 * below - 48.0 * above
    filtered = torch.fft.irfft(spectrum * 10 ** (response_db / 20), n=n_samples)
    return torch.where(choose(config.filter_share, n, generator), filtered, waveforms)


def telephone(
    waveforms: Tensor, sample_rate: int, config: AugmentConfig, generator: Generator
) -> Tensor:
    """Some rows through a telephone line: a narrow band, and 256 steps that are finer for less.

    Source: ITU-T G.711 (1988), mu-law.
    """
    rows = choose(config.telephone_share, len(waveforms), generator).squeeze(1)
    if not rows.any():
        return waveforms
    calls = waveforms[rows]
    frequencies = torch.linspace(0, sample_rate / 2, waveforms.shape[-1] // 2 + 1)
    lowest = uniform(*TELEPHONE_LOWEST, (len(calls), 1), generator)
    highest = uniform(*config.telephone_highest, (len(calls), 1), generator)
    octaves_below = (lowest / frequencies.clamp(min=1)).log2().clamp(min=0)
    response = (frequencies <= highest) * 10 ** (-24.0 * octaves_below / 20)

    def line(sounds: Tensor) -> Tensor:
        heard: Tensor = torch.fft.irfft(torch.fft.rfft(sounds) * response, n=waveforms.shape[-1])
        return heard

    peak = calls.abs().amax(dim=-1, keepdim=True).clamp(min=1e-6)
    heard = line(calls / peak).clamp(-1, 1)
    steps = (heard.sign() * torch.log1p(MU * heard.abs()) / math.log1p(MU) * 127).round() / 127
    decoded = steps.sign() * ((1 + MU) ** steps.abs() - 1) / MU
    changed = waveforms.clone()
    changed[rows] = line(decoded) * peak
    return changed


def add_beside(
    windows: Tensor,
    spans: Tensor,
    features: FeatureConfig,
    config: AugmentConfig,
    generator: Generator,
) -> Tensor:
    """A tone, a murmur or a hiss, as short as a click or longer, right before or after the word.

    Args:
        windows: (n, n_samples).
        spans: (n, 2) where the word in each begins and ends, in seconds.
    """
    rows = choose(config.beside_share, len(windows), generator).squeeze(1)
    if not rows.any():
        return windows
    n, (begins, ends) = int(rows.sum()), spans[rows].unsqueeze(-1).unbind(dim=1)
    gaps = uniform(*config.beside_gap_seconds, (n, 1), generator)
    shortest, longest = (math.log10(seconds) for seconds in config.beside_seconds)
    seconds = 10 ** uniform(shortest, longest, (n, 1), generator)
    starts = torch.where(choose(0.5, n, generator), begins - gaps - seconds, ends + gaps)
    age = torch.arange(features.n_samples) / features.sample_rate - starts
    envelope = (torch.minimum(age, seconds - age) / BESIDE_FADE_SECONDS).clamp(0, 1)
    level = 10 ** (uniform(*config.beside_level_db, (n, 1), generator) / 20)
    peak = windows[rows].abs().amax(dim=-1, keepdim=True)
    changed = windows.clone()
    changed[rows] += level * peak * envelope * signals(n, features, generator)
    return changed


def cut_edges(
    windows: Tensor,
    spans: Tensor,
    is_word: Tensor,
    sample_rate: int,
    config: AugmentConfig,
    generator: Generator,
) -> Tensor:
    """A recorder that opened late or closed early, and its silence.

    Some lose the first or last hundredths of a second of the word; to others only silence is added
    before or after, clear of the word.

    Args:
        windows: (n, n_samples).
        spans: (n, 2) where the sound in each begins and ends, in seconds.
        is_word: (n,) booleans: rows that hold one of the words.
    """
    n, seconds = len(windows), windows.shape[-1] / sample_rate
    begins, ends = spans.unsqueeze(-1).unbind(dim=1)
    # Speech that fills the window may begin and end anywhere.
    begins = torch.where(begins > 0, begins, uniform(0.0, 0.5, (n, 1), generator) * seconds)
    ends = torch.where(ends < seconds, ends, uniform(0.5, 1.0, (n, 1), generator) * seconds)
    share = torch.where(is_word, config.cut_words_share, config.cut_others_share).unsqueeze(1)
    chance_begin, chance_end = torch.rand(2, n, 1, generator=generator)
    cut_begin, cut_end = uniform(*config.cut_seconds, (2, n, 1), generator)
    clear_begin, clear_end = -torch.rand(2, n, 1, generator=generator)  # seconds
    silent = config.silent_edge_share

    def lost(chance: Tensor, share: Tensor | float, cut: Tensor, clear: Tensor) -> Tensor:
        """Seconds of the sound that are lost; under 0 where silence keeps clear of it."""
        return torch.where(
            chance < share, cut, torch.where(chance < share + silent, 0.5 * clear, -torch.inf)
        )

    first = begins + lost(chance_begin, share, cut_begin, clear_begin)
    last = ends - lost(chance_end, config.cut_ends_share, cut_end, clear_end)
    times = torch.arange(windows.shape[-1]) / sample_rate
    outside = (times < first) | (times > last)
    remains = 10 ** (uniform(*config.cut_remains_db, (n, 1), generator) / 20)
    remains = torch.where(choose(config.cut_digital_share, n, generator), 0.0, remains)
    return torch.where(outside, remains * windows, windows)


def change_level(waveforms: Tensor, config: AugmentConfig, generator: Generator) -> Tensor:
    """Overdrive some rows into the ceiling, then set a random level and round to 16 bits."""
    n = len(waveforms)
    peak = waveforms.abs().amax(dim=-1, keepdim=True).clamp(min=1e-6)
    drive = uniform(1.0, 5.0, (n, 1), generator)
    overdriven = (waveforms / peak * drive).clamp(-1, 1) * peak / drive.sqrt()
    waveforms = torch.where(choose(config.clip_share, n, generator), overdriven, waveforms)
    gain = 10 ** (uniform(*config.gain_db, (n, 1), generator) / 20)
    return (waveforms * gain * 32_767).round().clamp(-32_768, 32_767) / 32_767


def augment(
    waveforms: Tensor,
    noises: Tensor,
    sample_rate: int,
    config: AugmentConfig,
    generator: Generator,
) -> Tensor:
    """The whole way from a mouth to a computer: room, noise, microphone, level.

    Waveforms and noises (batch, n_samples) -> waveforms (batch, n_samples).
    """
    waveforms = echo(waveforms, sample_rate, config, generator)
    waveforms = add_noise(waveforms, noises, config, generator)
    waveforms = filter_band(waveforms, sample_rate, config, generator)
    waveforms = telephone(waveforms, sample_rate, config, generator)
    return change_level(waveforms, config, generator)


def mask_images(images: Tensor, config: AugmentConfig, generator: Generator) -> Tensor:
    """Hide random rows and columns of (batch, n_mels, n_frames) behind the images' mean, zero.

    So the network cannot rest on one detail. Source: Park et al. (2019), "SpecAugment".
    """
    n, n_mels, n_frames = images.shape
    hidden = torch.zeros(n, n_mels, n_frames, dtype=torch.bool)
    rows, columns = torch.arange(n_mels).view(1, -1, 1), torch.arange(n_frames).view(1, 1, -1)
    for positions, size, widest, masks in (
        (rows, n_mels, config.frequency_mask_bands, config.frequency_masks),
        (columns, n_frames, config.time_mask_frames, config.time_masks),
    ):
        for _ in range(masks):
            width = torch.randint(0, widest + 1, (n, 1, 1), generator=generator)
            start = (torch.rand(n, 1, 1, generator=generator) * (size - width + 1)).long()
            hidden |= (positions >= start) & (positions < start + width)
    return images.masked_fill(hidden.to(images.device), 0.0)
