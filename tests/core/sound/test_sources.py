"""What people give to be heard: samples with their rate, bytes, files; and what is none of it."""

import io
import os
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from core.errors import AudioError
from core.sound.clip import clip_from_array
from core.sound.decode import as_clip, read_clip
from tests.sounds import tone

RATE = 16_000


def test_a_clip_stays_as_it_is():
    clip = clip_from_array(tone(), RATE)
    assert as_clip(clip) is clip


@pytest.mark.parametrize("rate", [RATE, float(RATE), np.int64(RATE), np.float32(RATE)])
@pytest.mark.parametrize(
    "samples",
    [tone(), tone()[:, None], torch.from_numpy(tone()), torch.tensor(tone(), requires_grad=True)],
    ids=["(n,)", "(n, 1)", "tensor", "with gradient"],
)
def test_samples_and_their_rate_in_either_order(samples, rate):
    expected = clip_from_array(tone(), RATE)
    for source in ((rate, samples), (samples, rate)):
        clip = as_clip(source)
        assert clip.sample_rate == RATE
        assert (clip.samples == expected.samples).all()


@pytest.mark.parametrize("dtype", [">i2", ">i4", ">f4", ">f8", "<i2"])
def test_bytes_of_numbers_may_come_in_any_order(dtype):
    scale = {"i2": 2**15, "i4": 2**31}.get(dtype[1:], 1)
    clip = clip_from_array((0.5 * scale * tone()).astype(dtype), RATE)
    assert np.abs(clip.samples - 0.5 * clip_from_array(tone(), RATE).samples).max() < 1e-4


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_the_bytes_of_a_file(kind):
    file = io.BytesIO()
    soundfile.write(file, tone(), RATE, format="WAV")
    assert as_clip(kind(file.getvalue())).seconds == 1


def test_samples_without_their_rate():
    for source in (tone(), torch.from_numpy(tone())):
        with pytest.raises(AudioError, match=r"^Samples alone do not tell how fast"):
            as_clip(source)


@pytest.mark.parametrize(
    "source",
    [None, 3, 1.5, True, {}, [], (), (1,), (1, 2), (RATE, None), (None, None), (1, 2, 3), object()],
    ids=lambda source: type(source).__name__ if type(source) is object else repr(source),
)
def test_what_is_no_recording(source):
    with pytest.raises(AudioError, match=r" is no recording\. Use a path, an open binary file, or"):
        as_clip(source)


def test_two_arrays_are_no_recording():
    with pytest.raises(AudioError, match=r"^tuple is no recording"):
        as_clip((tone(), tone()))


@pytest.mark.parametrize("rate", [0, -1, 1e9, float("nan"), float("inf"), True])
def test_samples_with_a_rate_that_nobody_records_at(rate):
    with pytest.raises(AudioError, match="samples a second"):
        as_clip((rate, tone()))


def test_files_that_are_not_open_for_reading_bytes(tmp_path):
    path = tmp_path / "a.wav"
    soundfile.write(path, tone(), RATE)
    closed = path.open("rb")
    closed.close()
    with path.open("ab") as only_written, path.open(encoding="latin-1") as text:
        for source in (closed, only_written, text, io.StringIO("RIFF")):
            with pytest.raises(AudioError, match="cannot be opened"):
                as_clip(source)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="This system has no named pipes.")
def test_a_named_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.wav")
    (tmp_path / "b.wav").symlink_to("a.wav")
    for name in ("a.wav", "b.wav"):
        with pytest.raises(AudioError, match=rf"^{name} is a folder, a pipe or a device\. "):
            read_clip(tmp_path / name)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="This system has no such devices.")
@pytest.mark.parametrize("name", ["zero", "null", "tty"])
def test_a_device_is_not_read(name):
    with pytest.raises(AudioError, match="is a folder, a pipe or a device"):
        read_clip(Path("/dev", name))


def test_links_that_lead_nowhere_or_in_a_circle(tmp_path):
    (tmp_path / "a.wav").symlink_to("nobody.wav")
    (tmp_path / "b.wav").symlink_to("b.wav")
    with pytest.raises(AudioError, match=r"^There is no file .*a\.wav"):
        read_clip(tmp_path / "a.wav")
    with pytest.raises(AudioError, match=r"^b\.wav cannot be opened"):
        read_clip(tmp_path / "b.wav")


def test_the_classifier_takes_all_of_them(classifier):
    expected = classifier.classify(clip_from_array(tone(), RATE))
    assert classifier.classify((RATE, tone())).scores == expected.scores
    with pytest.raises(AudioError, match="is no recording"):
        classifier.classify(None)
