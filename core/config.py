"""Every setting of the program, with its unit. No other file holds a default."""

from dataclasses import dataclass

NEITHER = "neither"  # the answer to everything that is not one of the words
OTHER = "another word"  # the network's class of words too rare for a class of their own
NOISE = "noise"  # the network's class of everything without a word


@dataclass(frozen=True, kw_only=True)
class AudioConfig:
    """What a recording may be."""

    min_seconds: float = 0.1
    max_seconds: float = 60.0


@dataclass(frozen=True, kw_only=True)
class FeatureConfig:
    """From a waveform to the image that the network looks at."""

    sample_rate: int = 16_000  # Hz
    window_seconds: float = 1.0  # how much sound the network judges at once
    n_fft: int = 480  # samples: 30 ms, long enough to see the voice's formants
    hop_length: int = 160  # samples: a new column every 10 ms
    n_mels: int = 40
    f_min: float = 20.0  # Hz
    f_max: float = 7_600.0  # Hz
    dynamic_range_db: float = 80.0  # quieter than this below the loudest spot counts as silent

    @property
    def n_samples(self) -> int:
        """Samples in one window."""
        return round(self.window_seconds * self.sample_rate)

    @property
    def n_frames(self) -> int:
        """Columns of one image (the first and last are centred on the window's edges)."""
        return self.n_samples // self.hop_length + 1


@dataclass(frozen=True, kw_only=True)
class ModelConfig:
    """Which network, and how large."""

    architecture: str = "bc-resnet"  # or "lesson": see core/model.py
    width: int = 4  # multiplies every channel count of BC-ResNet
    time_stride: int = 2  # columns of the image that the first layer steps over
    dropout: float = 0.1


@dataclass(frozen=True, kw_only=True)
class TrainConfig:
    """How a network is trained."""

    epochs: int = 70
    batches_per_epoch: int = 120
    batch_size: int = 100
    learning_rate: float = 6e-3  # the peak, with one cycle
    one_cycle: bool = True  # warm up and cool down; else one rate throughout
    weight_decay: float = 0.05
    label_smoothing: float = 0.03
    seed: int = 0
    augment: bool = True
    words_only: bool = False  # train on the words alone: such a model cannot say 'neither'
    # Of every batch: the rest is other words
    share_of_words: float = 0.5
    share_of_fragments: float = 0.08
    share_of_noise: float = 0.08
    frequent_word_clips: int = 100  # another word with as many clips is a class of its own


@dataclass(frozen=True, kw_only=True)
class AugmentConfig:
    """How a training recording is changed, so that the network meets the world's microphones."""

    speed: float = 0.16  # at most so much faster or slower, with the pitch
    n_speeds: int = 10  # different speeds in one batch
    shift_seconds: float = 0.2  # the word's middle to the window's middle
    coded_share: float = 0.2  # clips that went through MP3 or Opus
    neighbour_share: float = 0.15  # clips with a piece of another word beside the word
    echo_share: float = 0.3
    echo_seconds: tuple[float, float] = (0.1, 0.7)  # until the echo is 60 dB weaker
    noise_share: float = 0.7
    noise_snr_db: tuple[float, float] = (-4.0, 30.0)
    filter_share: float = 0.5  # clips through an uneven or narrow microphone
    gain_db: tuple[float, float] = (-20.0, 8.0)
    clip_share: float = 0.1  # clips driven into the ceiling
    frequency_masks: int = 2
    frequency_mask_bands: int = 6
    time_masks: int = 2
    time_mask_frames: int = 15


@dataclass(frozen=True, kw_only=True)
class DecisionConfig:
    """From the scores of single windows to words. Carried in the checkpoint."""

    hop_seconds: float = 0.1  # from one judged window to the next
    n_neighbours: int = 3  # windows in a row whose mean score decides
    threshold: float = 0.5  # a word is accepted at this score or above
    unsure_above: float = 0.3  # under the threshold, but near enough to speak of it
    temperature: float = 1.0  # calibration: the logarithms of the scores are divided by it
    neither_bias: float = 0.0  # calibration: added to the logarithm of 'neither'
