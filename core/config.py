"""Every setting of the program, with its unit. No other file holds a default."""

from dataclasses import dataclass

SPEECH_COMMANDS = "Speech Commands"  # the dataset's name, as its README says
WORDS = ("yes", "no")  # what a model answers with unless other words are asked for
NEITHER = "neither"  # the answer to everything that is not one of the words
OTHER = "another word"  # the network's class of words too rare for a class of their own
OPERATING_POINTS = ("strict", "balanced", "eager")  # how sure it must be; "balanced" is shipped
NOISE = "noise"  # the network's class of everything without a word
SILENCE = "silence"  # what a figure calls a quiet room
RESERVED = (NEITHER, OTHER, NOISE, SILENCE)  # no word may be called so
USES = {"recording": "", "stream": "stream_"}  # what its thresholds' names begin with


def check_ranges(config: object, **ranges: tuple[float, float]) -> None:
    """Refuse settings that cannot work: they may come from a file that anyone wrote.

    Args:
        ranges: the lowest and the highest value of each field; whole numbers for whole numbers.

    Raises:
        ValueError: for a value out of its range or of another type.
    """
    for name, (low, high) in ranges.items():
        value = getattr(config, name)
        number = int if isinstance(low, int) else (int, float)
        if not isinstance(value, number) or isinstance(value, bool) or not low <= value <= high:
            raise ValueError(f"{name} must be a number from {low} to {high}, not {value!r}.")


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

    def __post_init__(self) -> None:
        """Refuse values that cannot work. Raises ValueError."""
        check_ranges(
            self,
            sample_rate=(4_000, 48_000),
            window_seconds=(0.1, 4.0),
            n_fft=(16, 8_192),
            hop_length=(16, 8_192),
            n_mels=(1, 512),
            f_min=(0.0, 20_000.0),
            f_max=(1.0, self.sample_rate / 2),
            dynamic_range_db=(1.0, 200.0),
        )

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

    architecture: str = "bc-resnet"  # or "lesson": see core/model/speech_model.py
    width: int = 6  # multiplies every channel count of BC-ResNet
    time_stride: int = 2  # columns of the image that the first layer steps over
    dropout: float = 0.1
    taught: bool = False  # its last layer was computed from tries: see core/teach

    def __post_init__(self) -> None:
        """Refuse values that cannot work. Raises ValueError."""
        check_ranges(self, width=(1, 64), time_stride=(1, 4), dropout=(0.0, 0.9))
        if not isinstance(self.taught, bool):
            raise ValueError(f"taught must be true or false, not {self.taught!r}.")

    @property
    def name(self) -> str:
        """What people call the network."""
        return "The lesson's CNN" if self.architecture == "lesson" else f"BC-ResNet-{self.width}"


@dataclass(frozen=True, kw_only=True)
class TrainConfig:
    """How a network is trained."""

    epochs: int = 75
    batches_per_epoch: int = 120
    batch_size: int = 130
    learning_rate: float = 6e-3  # the peak, with one cycle
    one_cycle: bool = True  # warm up and cool down; else one rate throughout
    weight_decay: float = 0.05
    label_smoothing: float = 0.0
    contrast: float = 0.3  # weight of the words against each other, beside all classes
    seed: int = 0
    augment: bool = True
    words_only: bool = False  # train on the words alone: such a model cannot say 'neither'
    # Of every batch: the rest is other words
    share_of_words: float = 0.36
    share_of_fragments: float = 0.06
    share_of_noise: float = 0.05
    # Cuts of other sounds, where there are any
    share_of_speech: float = 0.14
    share_of_single_words: float = 0.14
    share_of_recorded_noise: float = 0.08
    mined_share: float = 0.25  # of these cuts: places that the network took for a word
    mining_tries: int = 2_400  # cuts looked at after a round
    mined_per_round: int = 120
    mined_remembered: int = 1_200
    synthetic_words_share: float = 0.2  # of yes and no: those that lie beside the other sounds
    taught_share: float = 0.5  # of each target, where there is a teacher: what it says
    embedding_weight: float = 0.0  # of the error in telling its embedding, in standard deviations
    average_decay: float = 0.995  # of the weights that are kept: about the last 200 batches
    keep_last: bool = False  # keep the last epoch's weights: the best ones on validation else
    frequent_word_clips: int = 100  # another word with as many clips is a class of its own


@dataclass(frozen=True, kw_only=True)
class AugmentConfig:
    """How a training recording is changed, so that the network meets the world's microphones."""

    speed: float = 0.16  # at most so much faster or slower, with the pitch
    n_speeds: int = 10  # different speeds in one batch
    shift_seconds: float = 0.2  # the word's middle to the window's middle
    coded_share: float = 0.2  # clips that went through MP3 or Opus
    neighbour_share: float = 0.12  # clips with a piece of another word beside the word
    neighbour_gap_seconds: tuple[float, float] = (0.15, 0.5)
    echo_share: float = 0.45
    echo_seconds: tuple[float, float] = (0.1, 0.7)  # until the echo is 60 dB weaker
    noise_share: float = 0.8
    noise_snr_db: tuple[float, float] = (-7.0, 28.0)
    filter_share: float = 0.5  # clips through an uneven or narrow microphone
    gain_db: tuple[float, float] = (-20.0, 8.0)
    clip_share: float = 0.1  # clips driven into the ceiling
    # Other voices: see core/effects/voices.py
    revoiced_share: float = 0.3  # of the spoken words: at another pitch and of another length
    revoiced_pitch: tuple[float, float] = (0.85, 1.5)
    revoiced_length: tuple[float, float] = (0.75, 1.4)
    formants_share: float = 0.25
    formants: tuple[float, float] = (0.85, 1.35)
    whisper_share: float = 0.04
    # Telephones, sounds beside the word, recorders that open late
    telephone_share: float = 0.15
    telephone_highest: tuple[float, float] = (3_200.0, 3_900.0)  # Hz
    beside_share: float = 0.15  # clips with a tone, a murmur or a click right beside the word
    beside_gap_seconds: tuple[float, float] = (0.0, 0.25)
    beside_seconds: tuple[float, float] = (0.01, 0.6)
    beside_level_db: tuple[float, float] = (-25.0, 3.0)  # against the peak of the clip
    cut_words_share: float = 0.25  # words whose beginning is cut off
    cut_others_share: float = 0.1  # the same of everything else
    cut_ends_share: float = 0.08  # clips whose end is cut off
    cut_seconds: tuple[float, float] = (0.02, 0.11)  # of the sound, at either end
    silent_edge_share: float = 0.25  # clips with digital silence before or after, clear of the word
    cut_digital_share: float = 0.75  # cuts to digital silence; the others leave a little
    cut_remains_db: tuple[float, float] = (-60.0, -20.0)
    frequency_masks: int = 2
    frequency_mask_bands: int = 6
    time_masks: int = 2
    time_mask_frames: int = 15


@dataclass(frozen=True, kw_only=True)
class LevelsConfig:
    """Where is sound, and what of it may be speech? Carried in the checkpoint.

    Nothing depends on a whole recording, because a stream has no end: what is compared lies within
    `look_back_seconds` before a word and what was heard until it is decided.
    """

    frame_seconds: float = 0.01  # for one level
    smoothing: int = 5  # levels in a row whose mean power counts: a click is no loudest spot
    nothing_below_db: float = -65.0  # re full scale, loudest 50 ms: less than a whisper
    look_back_seconds: float = 2.0  # before a word, to tell how loud the background is
    quietest_percent: float = 10.0  # of these levels are the background
    stands_out_db: float = 6.0  # over the background
    deepest_dip_db: float = 28.0  # under the loudest spot that still belong to the word
    longest_gap_seconds: float = 0.15  # of quiet within one word
    pause_seconds: float = 0.3  # before and after a word said on its own
    pause_depth_db: float = 6.0  # by which a pause is quieter than the loudest spot of the word
    shortest_speech_seconds: float = 0.08  # beside a word: less is a click, and no speech
    # Speech changes all the time; a beep, a hum and "mm" are steady, and no speech.
    steady_below_db: float = 2.5  # mean change of a band of the spectrum within 60 ms
    steady_seconds: float = 0.12  # at least

    def __post_init__(self) -> None:
        """Refuse values that cannot work. Raises ValueError."""
        check_ranges(
            self,
            frame_seconds=(0.005, 0.05),
            smoothing=(1, 31),
            nothing_below_db=(-200.0, 0.0),
            look_back_seconds=(0.5, 10.0),
            quietest_percent=(0.0, 100.0),
            stands_out_db=(0.0, 60.0),
            deepest_dip_db=(0.0, 100.0),
            longest_gap_seconds=(0.0, 1.0),
            pause_seconds=(0.0, 2.0),
            pause_depth_db=(0.0, 60.0),
            shortest_speech_seconds=(0.0, 1.0),
            steady_below_db=(0.0, 60.0),
            steady_seconds=(0.02, 10.0),
        )
        if self.smoothing % 2 == 0:
            raise ValueError("smoothing must be odd: as many levels before as after.")


@dataclass(frozen=True, kw_only=True)
class DecisionConfig:
    """From the scores of single windows to words. Carried in the checkpoint."""

    hop_seconds: float = 0.1  # from one judged window to the next
    windows_at_once: int = 1  # in a row, on which the network looks together, sharing its work
    smoothing: int = 3  # windows in a row whose mean score decides
    threshold: float = 0.5  # a word is accepted at this score or above
    # Thresholds to choose from, measured on validation: see core/training/operating_points.py.
    # For a recording, of somebody who pressed a button and said one word:
    strict: float = 0.5
    balanced: float = 0.5
    eager: float = 0.5
    # For a stream, which hears whatever is said in a room:
    stream_strict: float = 0.5
    stream_balanced: float = 0.5
    stream_eager: float = 0.5
    without_pause: float = 0.995  # and with other speech right beside it: stricter than strict
    unsure_above: float = 0.3  # under the threshold, but near enough to speak of it
    temperature: float = 1.0  # calibration: the logarithms of the scores are divided by it
    neither_bias: float = 0.0  # calibration: added to the logarithm of 'neither'
    # Which bursts of sound are words: see core/decision/words.py
    one_word_seconds: float = 0.45  # between the middles of two words, at least: “ye-s” is one
    shortest_word_seconds: float = 0.16  # a shorter burst is a click, or the rest of a word
    plateau: float = 0.001  # scores as good as the best one: the middle of them shows the word
    reach_seconds: float = 0.2  # a word's middle may lie so far outside the middles of its windows
    off_centre_seconds: float = 0.1  # from the middle of a window to that of its burst, at most
    nearest_burst_seconds: float = 0.5  # the middle of a window to that of its burst, at most
    # When a word is decided, at the latest: see core/decision/words.py
    latency_seconds: float = 0.25  # of sound after its end; a pause after it must have been heard
    longest_run_seconds: float = 3.0  # of windows that all show the same word

    def __post_init__(self) -> None:
        """Refuse values that cannot work. Raises ValueError."""
        thresholds = [use + name for use in USES.values() for name in OPERATING_POINTS]
        check_ranges(
            self,
            hop_seconds=(0.01, 1.0),
            windows_at_once=(1, 20),
            smoothing=(1, 15),
            **dict.fromkeys(["threshold", *thresholds], (0.0, 1.0)),
            without_pause=(0.0, 1.0),
            unsure_above=(0.0, 1.0),
            temperature=(0.01, 100.0),
            neither_bias=(-1_000.0, 1_000.0),
            one_word_seconds=(0.0, 2.0),
            shortest_word_seconds=(0.0, 2.0),
            plateau=(0.0, 1.0),
            reach_seconds=(0.0, 2.0),
            off_centre_seconds=(0.0, 2.0),
            nearest_burst_seconds=(0.0, 2.0),
            latency_seconds=(0.0, 2.0),
            longest_run_seconds=(0.5, 10.0),
        )
        if self.smoothing % 2 == 0:
            raise ValueError("smoothing must be odd: as many windows before as after.")

    def threshold_at(self, operating_point: str, use: str = "recording") -> float:
        """The threshold of one of OPERATING_POINTS for one of USES.

        Raises:
            ValueError: for another name.
        """
        for name, names in ((operating_point, OPERATING_POINTS), (use, tuple(USES))):
            if name not in names:
                choices = ", ".join(names)
                what = "operating point" if names is OPERATING_POINTS else "use"
                raise ValueError(f"There is no {what} '{name}'. Use one of {choices}.")
        threshold: float = getattr(self, USES[use] + operating_point)
        return threshold


# The network of the lesson, which hears nothing but single words: no neighbours, no pauses
LESSON_FEATURES = FeatureConfig(n_fft=400, hop_length=200)
LESSON_MODEL = ModelConfig(architecture="lesson")
LESSON_DECISION = DecisionConfig(smoothing=1, without_pause=0.0)
