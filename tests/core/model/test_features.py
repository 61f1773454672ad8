"""From a waveform to the image that the network looks at."""

from pathlib import Path

import numpy as np
import pytest
import torch

from core.config import FeatureConfig
from core.model.features import LessonImage, LogMel
from core.sound.decode import read_clip
from core.sound.mel import block_images
from tests.sounds import spoken, tone

EXAMPLES = sorted((Path(__file__).parents[3] / "demo" / "examples").glob("*.flac"))
LESSON = FeatureConfig(n_fft=400, hop_length=200)


def image_of(samples: np.ndarray, config: FeatureConfig | None = None) -> torch.Tensor:
    """The log-mel image (n_mels, n_frames)."""
    return LogMel(config or FeatureConfig())(torch.from_numpy(samples).unsqueeze(0))[0]


def nearest_band(frequency: float, config: FeatureConfig) -> int:
    """The mel band whose middle is nearest, by the HTK formula."""

    def mel(hertz):
        return 2_595 * np.log10(1 + hertz / 700)

    middles = np.linspace(mel(config.f_min), mel(config.f_max), config.n_mels + 2)[1:-1]
    return int(np.abs(middles - mel(frequency)).argmin())


@pytest.mark.parametrize("n_samples", [480, 16_000, 16_001, 40_000])
def test_a_column_every_hop_and_a_row_for_each_band(n_samples):
    images = LogMel(FeatureConfig())(torch.randn(3, n_samples))
    assert images.shape == (3, 40, n_samples // 160 + 1)
    assert images.dtype == torch.float32


def test_settings_know_the_size_of_one_image():
    config = FeatureConfig(window_seconds=0.5, n_mels=20, hop_length=200)
    images = LogMel(config)(torch.randn(1, config.n_samples))
    assert images.shape == (1, 20, config.n_frames)


@pytest.mark.parametrize("frequency", [250, 500, 1_000, 2_000, 4_000, 7_000])
def test_a_tone_is_brightest_in_its_own_band(frequency):
    config = FeatureConfig()
    brightest = image_of(tone(frequency)).mean(dim=1).argmax()
    assert brightest == nearest_band(frequency, config)


def test_a_sound_is_bright_where_it_is_loud():
    loudness = image_of(spoken(0.6, 0.8)).amax(dim=0)
    assert 60 <= loudness.argmax() <= 80  # columns of 10 ms
    assert loudness[:50].max() < loudness.max() - 1


@pytest.mark.parametrize("gain", [0.01, 0.3, 2.5])
def test_loudness_makes_no_difference(gain):
    sound = spoken(background=0.003)
    torch.testing.assert_close(image_of(gain * sound), image_of(sound), rtol=0, atol=1e-3)


def test_values_are_around_zero_within_the_dynamic_range():
    image = image_of(spoken(background=0))
    assert image.mean() == pytest.approx(0, abs=1e-4)
    assert image.max() - image.min() == pytest.approx(80 / 20)  # dB / dB per unit
    narrow = image_of(spoken(background=0), FeatureConfig(dynamic_range_db=40.0))
    assert narrow.max() - narrow.min() == pytest.approx(40 / 20)


def test_silence_is_an_image_of_zeros():
    assert (image_of(np.zeros(16_000, np.float32)) == 0).all()


def test_a_single_click_in_silence_gives_finite_values():
    click = np.zeros(16_000, np.float32)
    click[8_000] = 1
    assert image_of(click).isfinite().all()


def test_a_long_recording_is_one_wide_image_of_the_same_look():
    sound = np.random.default_rng(0).normal(0, 0.1, 48_000).astype(np.float32)
    wide, window = image_of(sound), image_of(sound[16_000:32_000])
    assert wide.shape == (40, 301)
    difference = wide[:, 105:196] - window[:, 5:96]  # the edges see what lies beside them
    assert difference.std() < 1e-3  # only the mean of the image differs


def test_each_clip_has_an_image_of_its_own():
    clips = torch.from_numpy(np.stack([spoken(), tone(), 0.01 * tone(3_000)]))
    together = LogMel(FeatureConfig())(clips)
    for clip, image in zip(clips, together, strict=True):
        torch.testing.assert_close(image_of(clip.numpy()), image, rtol=0, atol=1e-4)


def test_lesson_image_is_a_plain_spectrogram_from_0_to_1():
    images = LessonImage(LESSON)(torch.from_numpy(np.stack([spoken(), 0.01 * spoken()])))
    assert images.shape == (2, 201, 81)
    for image in images:
        assert image.min() == 0
        assert image.max() == 1


def test_lesson_image_shows_a_tone_at_its_frequency():
    image = LessonImage(LESSON)(torch.from_numpy(tone(2_000)).unsqueeze(0))[0]
    assert image.mean(dim=1).argmax() == 2_000 / (16_000 / 400)


def test_lesson_image_of_silence_is_finite():
    assert LessonImage(LESSON)(torch.zeros(1, 16_000)).isfinite().all()


# The same in NumPy


@pytest.mark.parametrize("n_blocks", [1, 2, 5])
@pytest.mark.parametrize(
    ("n_fft", "hop_length", "step"), [(480, 160, 4_800), (400, 200, 4_800), (512, 128, 1_600)]
)
def test_images_of_blocks_that_share_sound_are_the_very_same(n_blocks, n_fft, hop_length, step):
    """The last of these share nothing: a block does not begin where a column of another does."""
    config, block = FeatureConfig(n_fft=n_fft, hop_length=hop_length), 19_200
    n_samples = block + (n_blocks - 1) * step
    rng = np.random.default_rng(0)
    sounds = [
        np.zeros(n_samples, np.float32),
        rng.normal(0, 0.1, n_samples).astype(np.float32),
        np.resize(spoken(background=0.001), n_samples).astype(np.float32),
        np.pad(tone(), (block - 5_000, n_samples))[:n_samples].astype(np.float32),
        *(np.resize(read_clip(path).samples, n_samples) for path in EXAMPLES),
    ]
    for sound in sounds:
        blocks = torch.from_numpy(sound).unfold(0, block, step)
        expected = LogMel(config)(blocks).numpy()
        given = block_images(sound, block, step, config)
        assert given.dtype == np.float32
        np.testing.assert_allclose(given, expected, atol=2e-4)
