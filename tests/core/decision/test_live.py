"""A stream: the same words as in a recording, whatever the pieces, and each one soon."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.config import DecisionConfig
from core.decision.classifier import Classifier
from core.decision.live import Listener
from core.decision.prediction import Word
from core.errors import AudioError
from core.sound.clip import Clip, resample
from core.sound.resampling import Resampler
from tests.core.decision.test_classifier import (
    EXAMPLES,
    RATE,
    KnowsTones,
    hiss,
    join,
    knows_tones,
    say,
)

__all__ = ["knows_tones"]


def listen(listener: Listener, clip: Clip, sizes: list[int]) -> list[Word]:
    """Feed a recording in pieces of these many samples, again and again."""
    words, first = [], 0
    while first < len(clip.samples):
        for size in sizes:
            words += listener.feed(clip.samples[first : first + size], clip.sample_rate)
            first += size
    return words + listener.finish()


def told(words: list[Word] | tuple[Word, ...]) -> list[tuple[str, float, float, float]]:
    return [(w.label, round(w.start, 2), round(w.end, 2), round(w.window_start, 2)) for w in words]


@pytest.fixture(scope="module")
def several() -> Clip:
    yes, no = EXAMPLES / "yes_low.flac", EXAMPLES / "no_high.flac"
    return join(yes, 0.1, no, 0.4, EXAMPLES / "seven.flac", 0.6, yes, yes, 1.5, no)


def test_a_stream_holds_the_words_of_the_recording(classifier, several):
    expected = classifier.classify(several).words
    assert [word.label for word in expected] == ["yes", "no", "yes", "yes", "no"]
    given = listen(Listener(classifier), several, [RATE // 10])
    assert told(given) == told(expected)
    for one, other in zip(given, expected, strict=True):
        assert one.scores == pytest.approx(other.scores, abs=1e-4)


def not_all_small(sizes: list[int]) -> bool:
    """A recording in pieces of a few samples takes its time."""
    return sum(sizes) > 500 * len(sizes)


@given(sizes=st.lists(st.integers(1, 30_000), min_size=1, max_size=6).filter(not_all_small))
@example(sizes=[1, 2_000])
@settings(max_examples=12, deadline=None)
def test_the_words_are_the_same_whatever_the_pieces(sizes):
    classifier = tones()
    clip = say("yes", "no", "stop", "yes", "yes")
    expected = told(classifier.classify(clip).words)
    assert len(expected) == 4
    assert told(listen(Listener(classifier), clip, sizes)) == expected


@pytest.mark.parametrize("sample_rate", [8_000, 11_025, 44_100, 48_000])
def test_any_rate_holds_the_same_words(sample_rate):
    classifier = replace(tones(), words=("yes", "no"))
    clip = say("yes", "no", "yes")
    # 8 kHz hold tones up to 4 kHz, and the words are tones of 1 and 2 kHz.
    other = resample(clip, sample_rate)
    for sizes in ([len(other.samples)], [777, 5_000], [sample_rate // 10]):
        words = listen(Listener(classifier), other, sizes)
        assert told(words) == told(classifier.classify(other).words)
        assert [word.label for word in words] == ["yes", "no", "yes"]


@given(
    sample_rate=st.sampled_from([8_000, 11_025, 22_050, 32_000, 44_100, 44_101, 48_000]),
    sizes=st.lists(st.integers(0, 9_000), max_size=10),
    n=st.integers(1, 30_000),
)
@settings(max_examples=40, deadline=None)
def test_resampling_in_pieces_is_resampling(sample_rate, sizes, n):
    samples = np.random.default_rng(0).normal(0, 0.1, n).astype(np.float32)
    resampler = Resampler(sample_rate, RATE)
    parts = [resampler.feed(part) for part in np.split(samples, np.cumsum(sizes))]
    whole = resample(Clip(samples, sample_rate), RATE).samples
    assert np.concatenate([*parts, resampler.finish()]) == pytest.approx(whole, abs=1e-5)


def test_a_word_is_given_soon_after_its_end(classifier):
    clip = join(1.0, EXAMPLES / "yes_low.flac", 3.0)
    (word,) = classifier.classify(clip).words
    listener, piece = Listener(classifier), RATE // 100
    heard = next(
        (first + piece) / RATE
        for first in range(0, len(clip.samples), piece)
        if listener.feed(clip.samples[first : first + piece], RATE)
    )
    decision = classifier.decision
    assert heard - word.end <= decision.latency_seconds + 2 * decision.hop_seconds


def test_a_word_is_given_once_and_memory_does_not_grow():
    listener, sizes = Listener(tones()), set()
    clip = say("yes", "no")
    words = []
    for turn in range(20):
        words += listener.feed(clip.samples, RATE)
        if turn > 3:
            sizes.add(
                (len(listener._rows), len(listener._heard.levels_db), len(listener._ear.sound))
            )
    words += listener.finish()
    assert [word.label for word in words] == ["yes", "no"] * 20
    for place, word in enumerate(words):
        assert word.start == pytest.approx(1.5 * place + 0.45, abs=0.06)
    assert max(rows for rows, _, _ in sizes) < 120
    assert max(levels for _, levels, _ in sizes) < 1_200
    assert max(samples for _, _, samples in sizes) < 2 * RATE


def test_streams_have_thresholds_of_their_own():
    decision = DecisionConfig(threshold=0.5, balanced=0.5, stream_balanced=1.0, stream_eager=0.5)
    classifier = replace(tones(), decision=decision)
    clip = say("yes")
    assert listen(Listener(classifier), clip, [RATE]) == []
    for point in ("eager", None):  # None: as the classifier is
        assert len(listen(Listener(classifier, point), clip, [RATE])) == 1


def test_a_stream_of_nothing(classifier):
    assert Listener(classifier).finish() == []
    listener = Listener(classifier)
    assert listener.feed(np.zeros(0, np.float32), RATE) == []
    assert listener.feed(hiss(0.05), RATE) == []
    assert listener.finish() == []


def test_what_cannot_be_fed():
    listener = Listener(tones())
    with pytest.raises(AudioError, match="The stream has 100 samples a second"):
        listener.feed(np.zeros(10, np.float32), 100)
    listener.feed(np.zeros(10, np.float32), RATE)
    with pytest.raises(ValueError, match=r"began with 16000 Hz .* Use a new Listener"):
        listener.feed(np.zeros(10, np.float32), 8_000)
    for samples in (np.zeros((10, 2)), np.zeros(10, np.int16), np.array([0.0, np.nan])):
        with pytest.raises(AudioError):
            listener.feed(samples, RATE)


def tones() -> Classifier:
    """The classifier of the fixture; hypothesis takes none."""
    made: Classifier = knows_tones.__wrapped__()
    assert isinstance(made.model, KnowsTones)
    return made
