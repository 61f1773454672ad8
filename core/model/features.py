"""Turn sound into an image.

A microphone measures air pressure 16,000 times a second. The network looks at a picture of it
instead: time from left to right, pitch from bottom to top, loudness as brightness.
"""

import torch
from torch import Tensor, nn
from torchaudio.transforms import AmplitudeToDB, MelScale, Spectrogram

from core.config import FeatureConfig
from core.sound.mel import SCALE_DB


class LogMel(nn.Module):
    """Waveforms (batch, n_samples) -> log-mel images (batch, n_mels, n_frames).

    1. Cut the sound into overlapping pieces of `n_fft` samples; measure how strong each frequency
       is in each piece (short-time Fourier transform, power).
    2. Add neighbouring frequencies up in `n_mels` bands that are narrow for low and wide for high
       tones, as our ears do (mel scale, HTK formula; Stevens, Volkmann and Newman, 1937).
    3. Decibels, because we hear ratios; what is `dynamic_range_db` under the loudest spot is cut.
    4. Subtract the image's mean and divide by 20 dB, so that a whisper into a cheap microphone and
       a shout give the same image.

    `n_samples` may be any length of at least `n_fft`, so a long recording is one wide image.
    core/sound/mel.py makes the same images in NumPy, for runtimes.
    """

    SCALE_DB = SCALE_DB

    def __init__(self, config: FeatureConfig) -> None:
        super().__init__()
        self.dynamic_range_db = config.dynamic_range_db
        self.spectrogram = Spectrogram(config.n_fft, hop_length=config.hop_length, power=None)
        self.mel_scale = MelScale(
            n_mels=config.n_mels,
            sample_rate=config.sample_rate,
            f_min=config.f_min,
            f_max=config.f_max,
            n_stft=config.n_fft // 2 + 1,
        )
        self.decibels = AmplitudeToDB(stype="power")

    def mel_spectrogram(self, waveforms: Tensor) -> Tensor:
        """Steps 1 and 2: power (batch, n_mels, n_frames), as torchaudio's MelSpectrogram gives it.

        Squares instead of the magnitude, squared: it saves a root, and half of the time.
        """
        spectrum = self.spectrogram(waveforms)
        power: Tensor = self.mel_scale(spectrum.real.square() + spectrum.imag.square())
        return power

    def forward(self, waveforms: Tensor) -> Tensor:
        levels = self.decibels(self.mel_spectrogram(waveforms))
        loudest = levels.amax(dim=(-2, -1), keepdim=True)
        levels = torch.maximum(levels, loudest - self.dynamic_range_db)
        return (levels - levels.mean(dim=(-2, -1), keepdim=True)) / self.SCALE_DB


class LessonImage(nn.Module):
    """Waveforms (batch, n_samples) -> images (batch, n_fft // 2 + 1, n_frames), as in the lesson.

    The lesson takes the logarithm of a plain spectrogram and saves it as a picture file, which
    stretches each picture from its darkest to its brightest spot: here to 0 and 1. The lesson's
    pictures are coloured; colours add no information, so ours are grey.
    """

    FLOOR = 1e-10  # the logarithm of digital silence is not a number that a network can use

    def __init__(self, config: FeatureConfig) -> None:
        super().__init__()
        self.spectrogram = Spectrogram(n_fft=config.n_fft, hop_length=config.hop_length)

    def forward(self, waveforms: Tensor) -> Tensor:
        levels: Tensor = self.spectrogram(waveforms).clamp(min=self.FLOOR).log2()
        darkest = levels.amin(dim=(-2, -1), keepdim=True)
        brightest = levels.amax(dim=(-2, -1), keepdim=True)
        images: Tensor = (levels - darkest) / (brightest - darkest).clamp(min=self.FLOOR)
        return images
