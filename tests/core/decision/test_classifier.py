"""From a recording to an answer.

What the network makes of a sound is tested with the shipped model; what is done with its answers
with a stand-in that knows tones, so that every score is certain.
"""

import io
import json
import math
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from core.config import DecisionConfig, FeatureConfig, LevelsConfig, ModelConfig
from core.decision import differentiable
from core.decision.classifier import Classifier
from core.decision.ear import Ear
from core.decision.posteriors import calibrate, fold, smooth
from core.decision.prediction import rounded
from core.decision.windows import blocks_in, windows_around
from core.errors import AudioError
from core.sound.clip import Clip, clip_from_array
from core.sound.decode import read_clip
from core.sound.levels import frame_changes_db, frame_levels_db, smooth_levels
from tests.sounds import spoken, tone

EXAMPLES = Path(__file__).parents[3] / "demo" / "examples"  # synthetic voices
RATE = 16_000


# Example sounds through the shipped model


def hiss(seconds: float, level: float = 0.0005, seed: int = 0) -> np.ndarray:
    """A quiet room: float32 (n,) at 16 kHz."""
    n = round(seconds * RATE)
    return np.random.default_rng(seed).normal(0, level, n).astype(np.float32)


def join(*pieces: Path | np.ndarray | float, room: float = 0.0005) -> Clip:
    """Files, arrays and pauses in seconds, one after the other, in a quiet room."""
    sounds = []
    for piece in pieces:
        if isinstance(piece, Path):
            clip = read_clip(piece)
            assert clip.sample_rate == RATE
            piece = clip.samples
        sounds.append(hiss(piece, 0) if isinstance(piece, float) else piece)
    sound = np.concatenate(sounds)
    return clip_from_array(sound + hiss(len(sound) / RATE, room)[: len(sound)], RATE)


@pytest.mark.parametrize(
    ("name", "label"),
    [("yes_low", "yes"), ("yes_high", "yes"), ("no_low", "no"), ("no_high", "no")],
)
def test_a_word_is_heard_and_found(classifier, name, label):
    prediction = classifier.classify(EXAMPLES / f"{name}.flac")
    assert prediction.label == label
    assert prediction.scores[label] >= classifier.threshold
    (word,) = prediction.words
    assert (word.label, word.start, word.end) == (label, prediction.start, prediction.end)
    assert 0.2 < word.end - word.start < 0.9
    assert word.window_start <= word.start < word.end <= word.window_start + 1
    assert (prediction.reason, prediction.sounds_like) == (None, None)


@pytest.mark.parametrize("name", ["stop", "seven"])
def test_another_word_is_neither(classifier, name):
    prediction = classifier.classify(EXAMPLES / f"{name}.flac")
    assert prediction.label == "neither"
    assert prediction.words == ()
    assert prediction.reason in ("other_word", "unsure")


def test_noise_is_neither(classifier):
    for sound in (EXAMPLES / "noise.flac", join(tone(2_000)), join(1.5, room=0.05)):
        prediction = classifier.classify(sound)
        assert (prediction.label, prediction.words) == ("neither", ())
        assert prediction.reason == "noise"


def test_digital_silence_needs_no_network(classifier):
    clip = clip_from_array(np.zeros(2 * RATE, np.float32), RATE)
    decision = replace(
        classifier.decision, windows_at_once=1
    )  # more ask the network whether it can
    prediction = replace(classifier, model=None, decision=decision).classify(clip)
    assert prediction.label == "neither"
    assert prediction.scores == {"yes": 0.0, "no": 0.0, "neither": 1.0}
    assert prediction.reason == "silence"
    assert [advice.code for advice in prediction.advice] == ["nothing_recorded"]
    assert (prediction.start, prediction.end, prediction.seconds) == (0.0, 2.0, 2.0)


def test_several_words_are_found_in_order(classifier):
    yes, no = EXAMPLES / "yes_low.flac", EXAMPLES / "no_high.flac"
    alone = [classifier.classify(path) for path in (yes, no, yes)]
    prediction = classifier.classify(join(yes, 0.5, no, 0.5, yes))
    assert [word.label for word in prediction.words] == ["yes", "no", "yes"]
    offset = 0.0
    for word, single in zip(prediction.words, alone, strict=True):
        assert word.start == pytest.approx(offset + single.start, abs=0.1)
        assert word.end == pytest.approx(offset + single.end, abs=0.1)
        offset += single.seconds + 0.5
    surest = max(prediction.words, key=lambda word: word.scores[word.label])
    assert (prediction.label, prediction.start) == (surest.label, surest.start)
    assert prediction.scores == surest.scores


def test_a_minute_with_three_words(classifier):
    yes, no = EXAMPLES / "yes_high.flac", EXAMPLES / "no_low.flac"
    pause = (60 - 2 * read_clip(yes).seconds - read_clip(no).seconds) / 2
    prediction = classifier.classify(join(yes, pause, no, pause, yes))
    assert prediction.seconds == pytest.approx(60, abs=0.001)
    assert [word.label for word in prediction.words] == ["yes", "no", "yes"]
    assert [round(word.start / 30) for word in prediction.words] == [0, 1, 2]


def test_a_tenth_of_a_second(classifier):
    prediction = classifier.classify(clip_from_array(tone(seconds=0.1), RATE))
    assert prediction.label == "neither"
    assert "too_short" in [advice.code for advice in prediction.advice]
    assert prediction.seconds == pytest.approx(0.1)
    assert 0 <= prediction.start <= prediction.end <= 0.1


@pytest.mark.parametrize("seconds", [0.1, 0.5, 1.0, 1.05, 2.3])
@pytest.mark.parametrize("sample_rate", [8_000, 16_000, 44_100])
def test_what_holds_for_every_answer(classifier, seconds, sample_rate):
    sound = spoken(0.2 * seconds, 0.9 * seconds, seconds, sample_rate)
    everything = replace(classifier.decision, threshold=0.0, without_pause=0.0)
    accepts = replace(classifier, decision=everything)
    prediction = accepts.classify(clip_from_array(sound, sample_rate))
    for answer in (prediction, *prediction.words):
        assert list(answer.scores) == ["yes", "no", "neither"]
        assert sum(answer.scores.values()) == pytest.approx(1, abs=1e-5)
        assert min(answer.scores.values()) >= 0
        assert 0 <= answer.start < answer.end <= prediction.seconds
    assert prediction.seconds == pytest.approx(seconds, abs=1e-3)
    # Every window is accepted; the surest one gives the answer.
    surest = max(prediction.words, key=lambda word: word.scores[word.label])
    assert prediction.label == surest.label


def test_path_text_open_file_and_clip_give_the_same_answer(classifier):
    path = EXAMPLES / "yes_low.flac"
    expected = classifier.classify(path)
    with path.open("rb") as file:
        assert classifier.classify(file) == expected
    for source in (str(path), io.BytesIO(path.read_bytes()), read_clip(path)):
        assert classifier.classify(source) == expected


def test_errors_of_reading_go_to_the_caller(classifier, tmp_path):
    (tmp_path / "a.wav").write_bytes(b"no sound")
    with pytest.raises(AudioError, match=r"^a\.wav is not audio"):
        classifier.classify(tmp_path / "a.wav")


def test_labels_are_the_words_and_neither(classifier):
    assert classifier.words == ("yes", "no")
    assert classifier.labels == ("yes", "no", "neither")
    assert set(classifier.words) < set(classifier.classes)


def test_images_are_what_the_network_gets(classifier):
    waveforms = torch.from_numpy(np.stack([spoken(), tone()]))
    images = classifier.images(waveforms)
    assert images.shape == (2, classifier.features.n_mels, classifier.features.n_frames)
    scores = classifier.model.network(images).log_softmax(dim=-1)
    torch.testing.assert_close(scores, classifier.log_probabilities(waveforms))


def test_json_has_the_keys_that_others_rely_on(classifier):
    prediction = classifier.classify(EXAMPLES / "yes_then_no.flac")
    answer = json.loads(json.dumps(prediction.to_json()))
    assert list(answer) == ["label", "scores", "start", "end", "seconds", "advice", "words"]
    assert list(answer["scores"]) == ["yes", "no", "neither"]
    assert [word["label"] for word in answer["words"]] == ["yes", "no"]
    for word in answer["words"]:
        assert list(word) == ["label", "start", "end", "scores"]
        assert list(word["scores"]) == ["yes", "no", "neither"]


def test_json_of_advice_is_its_sentences(classifier):
    prediction = classifier.classify(clip_from_array(np.zeros(RATE), RATE))
    assert prediction.to_json()["advice"] == [advice.message for advice in prediction.advice]


def test_json_numbers_are_rounded(classifier):
    prediction = classifier.classify(EXAMPLES / "yes_low.flac")
    long = replace(prediction, start=0.123456, end=0.98765, seconds=1.00049, scores={"yes": 1 / 3})
    word = replace(prediction.words[0], start=0.123456, end=0.98765, scores={"yes": 2 / 3})
    answer = replace(long, words=(word,)).to_json()
    assert (answer["start"], answer["end"], answer["seconds"]) == (0.123, 0.988, 1.0)
    assert answer["scores"] == {"yes": 0.3333}
    assert answer["words"] == [
        {"label": "yes", "start": 0.123, "end": 0.988, "scores": {"yes": 0.6667}}
    ]
    assert rounded({"no": 0.00004, "neither": 0.99996}) == {"no": 0.0, "neither": 1.0}


# From classes to answers


def test_fold_adds_up_the_classes_that_are_no_words():
    classes = ("stop", "yes", "noise", "no")
    probabilities = np.array([[0.1, 0.6, 0.1, 0.2], [0.3, 0.0, 0.7, 0.0]])
    with np.errstate(divide="ignore"):
        folded = np.exp(fold(np.log(probabilities), classes, ("yes", "no")))
    assert folded == pytest.approx(np.array([[0.6, 0.2, 0.2], [0.0, 0.0, 1.0]]))


def test_fold_of_words_alone_leaves_nothing_for_neither():
    folded = np.exp(fold(np.log([0.3, 0.7]), ("yes", "no"), ("yes", "no")))
    assert folded.tolist() == pytest.approx([0.3, 0.7, 0.0])


def test_calibration_by_hand():
    folded = np.log([0.64, 0.04, 0.32])
    unchanged = calibrate(folded, DecisionConfig())
    assert unchanged.tolist() == pytest.approx([0.64, 0.04, 0.32])
    # Temperature 2 takes square roots: 0.8, 0.2, 0.5657. The bias doubles the last one.
    decision = DecisionConfig(temperature=2.0, neither_bias=math.log(2))
    expected = np.array([0.8, 0.2, 2 * math.sqrt(0.32)])
    assert calibrate(folded, decision).tolist() == pytest.approx(expected / expected.sum())


def test_calibration_cannot_make_neither_of_nothing():
    folded = np.array([np.log(0.5), np.log(0.5), -np.inf])
    assert calibrate(folded, DecisionConfig(neither_bias=5.0)).tolist() == [0.5, 0.5, 0.0]


def test_the_same_with_gradients_gives_the_same_numbers():
    """Training and the explanations need tensors, the answer does without them."""
    classes = ("stop", "yes", "noise", "no")
    generator = np.random.default_rng(0)
    log_probabilities = np.log(generator.dirichlet([0.1] * 4, (50, 3)).clip(1e-30))
    decision = DecisionConfig(temperature=1.7, neither_bias=-0.8)
    for words in (("yes", "no"), ("no",), classes):
        ours = fold(log_probabilities, classes, words)
        theirs = differentiable.fold(torch.from_numpy(log_probabilities), classes, words)
        assert theirs.numpy() == pytest.approx(ours)
        scores = differentiable.calibrate(theirs, decision)
        assert scores.numpy() == pytest.approx(calibrate(ours, decision), abs=1e-6)


def test_smoothing_is_the_mean_of_windows_in_a_row():
    values = np.array([[0.0, 3.0], [3.0, 3.0], [6.0, 0.0], [0.0, 0.0]])
    assert smooth(values, 3).tolist() == [[3.0, 2.0], [3.0, 1.0]]
    assert smooth(values, 1).tolist() == values.tolist()


# Windows

LENGTHS = [1, 799, 1_600, 8_000, 15_999, 16_000, 16_001, 17_599, 17_600, 17_601, 24_005, 50_000]


class Everything(NamedTuple):
    """What an ear heard."""

    blocks: np.ndarray
    n_windows: int
    levels_db: np.ndarray
    changes_db: np.ndarray


def pieces_of(samples: np.ndarray, ear: Ear, sizes: list[int] | None = None) -> Everything:
    """Everything that comes out of an ear, joined."""
    cuts = np.cumsum(sizes or [len(samples)])
    pieces = [ear.feed(part) for part in np.split(samples, cuts)] + [ear.finish()]
    blocks = [blocks_in(piece.sound, ear.features, ear.decision) for piece in pieces]
    return Everything(
        np.concatenate(blocks),
        sum(piece.n_windows for piece in pieces),
        np.concatenate([piece.levels_db for piece in pieces]),
        np.concatenate([piece.changes_db for piece in pieces]),
    )


@pytest.mark.parametrize("n_samples", LENGTHS)
@pytest.mark.parametrize(("smoothing", "hop_seconds"), [(1, 0.1), (3, 0.1), (5, 0.25)])
@pytest.mark.parametrize("sample_rate", [8_000, 16_000])
def test_every_moment_is_in_the_middle_of_windows(n_samples, smoothing, hop_seconds, sample_rate):
    decision = DecisionConfig(smoothing=smoothing, hop_seconds=hop_seconds)
    features = FeatureConfig(sample_rate=sample_rate, f_max=sample_rate / 2)
    samples = np.arange(1, n_samples + 1, dtype=np.float32)  # each sample its own number
    windows = pieces_of(samples, Ear(features, decision, LevelsConfig())).blocks
    hop, beside = round(hop_seconds * sample_rate), smoothing // 2
    assert windows.shape == (n_samples // hop + 1 + 2 * beside, features.n_samples)
    firsts = hop * np.arange(-beside, len(windows) - beside) - features.n_samples // 2
    positions = firsts[:, None] + np.arange(features.n_samples)
    inside = (positions >= 0) & (positions < n_samples)
    np.testing.assert_array_equal(windows, np.where(inside, positions + 1, 0))


@pytest.mark.parametrize("at_once", [2, 3, 5])
@pytest.mark.parametrize("n_samples", LENGTHS)
def test_a_block_is_windows_in_a_row(n_samples, at_once):
    samples = np.arange(1, n_samples + 1, dtype=np.float32)
    alone, together = DecisionConfig(), DecisionConfig(windows_at_once=at_once)
    single = pieces_of(samples, Ear(FeatureConfig(), alone, LevelsConfig()))
    shared = pieces_of(samples, Ear(FeatureConfig(), together, LevelsConfig()))
    assert shared.n_windows == single.n_windows == len(single.blocks)
    windows = torch.from_numpy(shared.blocks).unfold(1, 16_000, 1_600).flatten(0, 1)
    np.testing.assert_array_equal(windows[: single.n_windows], single.blocks)
    assert len(windows) - single.n_windows < at_once
    assert not windows[single.n_windows :, 16_000 - 1_600 :].any()  # beyond the end is silence


@pytest.mark.parametrize("at_once", [1, 3])
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_an_ear_hears_the_same_whatever_the_pieces(at_once, data):
    decision = DecisionConfig(windows_at_once=at_once)
    n = data.draw(st.integers(1, 40_000))
    sizes = data.draw(st.lists(st.integers(0, 9_000), max_size=12))
    samples = np.random.default_rng(n).normal(0, 0.1, n).astype(np.float32)
    whole = pieces_of(samples, Ear(FeatureConfig(), decision, LevelsConfig()))
    parts = pieces_of(samples, Ear(FeatureConfig(), decision, LevelsConfig()), sizes)
    np.testing.assert_array_equal(whole.blocks, parts.blocks)
    assert whole.n_windows == parts.n_windows
    at_once_heard = Ear(FeatureConfig(), decision, LevelsConfig()).finish(samples)
    np.testing.assert_array_equal(at_once_heard.levels_db, whole.levels_db)
    in_one = blocks_in(at_once_heard.sound, FeatureConfig(), decision)
    np.testing.assert_array_equal(in_one, whole.blocks)
    assert parts.levels_db == pytest.approx(whole.levels_db, abs=1e-4)
    assert parts.changes_db == pytest.approx(whole.changes_db, abs=1e-4)
    assert whole.levels_db == pytest.approx(smooth_levels(frame_levels_db(samples, RATE)), abs=1e-4)
    assert whole.changes_db == pytest.approx(frame_changes_db(samples, RATE), abs=1e-4)


@pytest.mark.parametrize(("start", "shift"), [(0.45, 0.1), (0.05, -0.2), (0.8, 0.2)])
def test_in_training_windows_lie_around_the_longest_burst(start, shift):
    spans = [(0.0, 0.02), (start, start + 0.3), (0.99, 1.0)]
    waveform = torch.arange(1.0, 16_001)
    windows = windows_around(waveform, spans, 0.2, FeatureConfig(), DecisionConfig())
    assert len(windows) == 3
    samples = round(shift * 16_000)
    expected = torch.zeros(16_000)
    inside = waveform[max(0, samples) : 16_000 + min(0, samples)]
    expected[max(0, -samples) : max(0, -samples) + len(inside)] = inside
    assert torch.equal(windows[1], expected)


def test_in_training_a_short_recording_lies_in_the_middle_of_its_window():
    alone = DecisionConfig(smoothing=1)
    (window,) = windows_around(torch.ones(8_000), [], 0.2, FeatureConfig(), alone)
    assert window[4_000:12_000].sum() == window.sum() == 8_000


def test_long_recordings_go_through_the_network_in_parts(classifier):
    windows = torch.randn(130, 16_000, generator=torch.Generator().manual_seed(0))
    sizes = []
    hook = classifier.model.register_forward_pre_hook(lambda _, args: sizes.append(len(args[0])))
    together = classifier.log_probabilities(windows)
    hook.remove()
    assert sizes == [48, 48, 34]
    torch.testing.assert_close(together[96:], classifier.log_probabilities(windows[96:]))


# What is made of the network's answers

TONES = {"yes": 1_000, "no": 2_000, "stop": 3_000, "another word": 4_000}
CLASSES = (*TONES, "noise")


class KnowsTones(nn.Module):
    """Waveforms (batch, n_samples) -> logits: log-probabilities of the tones in the middle."""

    def forward(self, waveforms: Tensor, **_: int) -> Tensor:
        weights = torch.hann_window(waveforms.shape[-1])  # a word in the middle counts most
        power = torch.fft.rfft(waveforms * weights).abs()
        amplitudes = torch.stack([power[:, hertz] for hertz in TONES.values()], dim=1) / 2_000
        rest = (1 - amplitudes.sum(dim=1, keepdim=True)).clamp(min=0.02)
        return torch.cat([amplitudes, rest], dim=1).clamp(min=1e-4).log()


@pytest.fixture
def knows_tones() -> Classifier:
    return Classifier(
        model=KnowsTones(),
        model_config=ModelConfig(),
        features=FeatureConfig(),
        decision=DecisionConfig(),
        classes=CLASSES,
        words=("yes", "no"),
        levels=LevelsConfig(steady_below_db=0.0),  # its words are steady sounds
    )


def say(*words: str, seconds: float = 0.6, strength: float = 1.0) -> Clip:
    """Each word as a tone of 0.6 s in a second and a half."""
    sound = np.concatenate(
        [
            np.pad(strength * tone(TONES[word], seconds, amplitude=0.8), round(0.75 * RATE))[
                round(RATE * seconds / 2) : round(RATE * (1.5 + seconds / 2))
            ]
            for word in words
        ]
    )
    return clip_from_array(sound, RATE)


def test_words_have_the_times_of_their_sounds(knows_tones):
    prediction = knows_tones.classify(say("yes", "no", "no", "yes"))
    assert [word.label for word in prediction.words] == ["yes", "no", "no", "yes"]
    for place, word in enumerate(prediction.words):
        assert word.start == pytest.approx(1.5 * place + 0.45, abs=0.05)
        assert word.end == pytest.approx(1.5 * place + 1.05, abs=0.05)
        assert word.window_start == pytest.approx(1.5 * place + 0.25, abs=0.06)


def test_words_between_other_words_are_found(knows_tones):
    prediction = knows_tones.classify(say("stop", "no", "stop"))
    (word,) = prediction.words
    assert (prediction.label, prediction.reason) == ("no", None)
    assert word.start == pytest.approx(1.95, abs=0.05)


def test_another_word_is_named_if_the_network_has_a_class_for_it(knows_tones):
    stop, other = knows_tones.classify(say("stop")), knows_tones.classify(say("another word"))
    assert (stop.label, stop.reason, stop.sounds_like) == ("neither", "other_word", "stop")
    assert (other.label, other.reason, other.sounds_like) == ("neither", "other_word", None)
    assert stop.start == pytest.approx(0.45, abs=0.05)
    assert stop.end == pytest.approx(1.05, abs=0.05)


def test_noise_is_named(knows_tones):
    prediction = knows_tones.classify(clip_from_array(tone(6_000, seconds=2), RATE))
    assert (prediction.label, prediction.reason) == ("neither", "noise")


def test_a_word_under_the_threshold_is_unsure(knows_tones):
    clip = say("yes")
    score = knows_tones.classify(clip).scores["yes"]
    assert knows_tones.with_threshold(score - 0.01).classify(clip).label == "yes"
    unsure = knows_tones.with_threshold(score + 0.01).classify(clip)
    assert (unsure.label, unsure.reason, unsure.words) == ("neither", "unsure", ())
    assert unsure.scores["yes"] == score
    assert unsure.start == pytest.approx(0.45, abs=0.05)


@pytest.fixture
def in_a_sentence() -> Clip:
    """“no” where other sound goes on right before and after it."""
    words = [tone(TONES[word], 0.6, amplitude=0.8) for word in ("stop", "no", "stop")]
    return clip_from_array(np.pad(np.concatenate(words), RATE // 2), RATE)


def test_a_word_without_pauses_must_be_almost_certain(knows_tones, in_a_sentence):
    """In running speech pieces of other words sound like yes and no."""
    unsure = knows_tones.classify(in_a_sentence)
    assert (unsure.label, unsure.reason, unsure.words) == ("neither", "no_pause", ())
    assert 0.5 < unsure.scores["no"] < knows_tones.decision.without_pause
    assert unsure.start < 1.4 < unsure.end
    sure = replace(knows_tones, decision=DecisionConfig(without_pause=unsure.scores["no"]))
    assert sure.classify(in_a_sentence).label == "no"


def test_a_threshold_of_its_own_leaves_the_classifier_as_it_was(knows_tones):
    other = knows_tones.with_threshold(0.9)
    assert (knows_tones.threshold, other.threshold) == (0.5, 0.9)
    assert other.model is knows_tones.model


def test_neighbouring_windows_decide_together(knows_tones):
    alone = replace(knows_tones, decision=DecisionConfig(smoothing=1))
    clip = say("yes", seconds=0.3)
    best = alone.classify(clip).scores["yes"]
    assert knows_tones.classify(clip).scores["yes"] < best


def test_a_network_of_words_alone_never_says_why(knows_tones):
    words_only = replace(knows_tones, model=OnlyWords(), classes=("yes", "no"))
    both = clip_from_array((say("yes").samples + say("no").samples) / 2, RATE)
    prediction = words_only.with_threshold(0.9).classify(both)
    assert (prediction.label, prediction.reason) == ("neither", "unsure")
    assert prediction.scores["yes"] == pytest.approx(0.5, abs=0.05)
    assert prediction.scores["neither"] == 0
    assert words_only.classify(say("no")).label == "no"


class OnlyWords(KnowsTones):
    """The same without a class for anything else."""

    def forward(self, waveforms: Tensor, **_: int) -> Tensor:
        return super().forward(waveforms)[:, :2]
