"""Change training sounds the way rooms, microphones and people do. Used in training only."""

import torch
import torchaudio.functional as AF
from torch import Generator, Tensor

from core.config import AugmentConfig
from core.effects.synthetic import uniform

ECHO_FFT_SAMPLES = 32_768


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
