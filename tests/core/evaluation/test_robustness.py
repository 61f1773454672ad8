"""Robustness: every figure from sounds whose right answers are known.

The classifier here is an ear made by hand: a tone near 2,000 Hz is a yes, one near 500 Hz a no,
everything else is noise. So it can be counted beforehand what it must find.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import torch
from torch import Tensor, nn

from core.config import NEITHER, OPERATING_POINTS, DecisionConfig, FeatureConfig
from core.data.dataset import to_float, to_int16
from core.data.negatives import OtherSound, load_other_sounds
from core.decision.classifier import Classifier
from core.decision.prediction import Prediction
from core.effects.registry import EFFECTS
from core.errors import DatasetError
from core.evaluation.detection import (
    CURVE,
    WORD_LISTS,
    Found,
    by_source,
    cut_short,
    group_pieces,
    hear_one,
    join,
    per_hour,
    rate_of,
    share_of,
)
from core.evaluation.robustness import (
    ROOM_SNRS_DB,
    SNRS_DB,
    Spoken,
    audible_seconds,
    calibration_figures,
    draw,
    fairness_figures,
    likelier,
    one_word_figures,
    outer_thirds,
    pause_rows,
    robustness,
    word_figures,
)
from core.sound.clip import clip_from_array
from tests.made_dataset import make_dataset, untrained
from tests.sounds import spoken, tone

RATE = 16_000
FEATURES = FeatureConfig()
POINTS = DecisionConfig(threshold=0.5, strict=0.99, balanced=0.5, eager=0.3)


class Ear(nn.Module):
    """Windows (n, 16000) -> logits (n, 3) of yes, no and noise: which tone fills the window."""

    def forward(self, waveforms: Tensor) -> Tensor:
        power = torch.fft.rfft(waveforms).abs().square() + 1e-9  # bins of 1 Hz
        bands = [power[:, 1_800:2_200].sum(dim=1), power[:, 420:580].sum(dim=1)]
        shares = torch.stack(bands, dim=1) / power.sum(dim=1, keepdim=True)
        return 20 * torch.cat([shares, 1 - shares.sum(dim=1, keepdim=True)], dim=1)


def ear(**decision: float) -> Classifier:
    return replace(
        untrained(classes=("yes", "no", "noise")),
        model=Ear(),
        decision=replace(POINTS, **decision),
        name="ear",
    )


def quietly(items: Iterable[Any], what: str) -> Iterable[Any]:
    return items


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def sound(kind: str, source: str, seconds: float) -> OtherSound:
    samples = 0.1 * torch.randn(round(seconds * RATE), generator=generator())
    return OtherSound(kind, source, to_int16(samples))


def heard(source: str, *labels: str, seconds: float = 3_600.0) -> Found:
    """What was found at every threshold alike."""
    return Found(source, seconds, dict.fromkeys((0.3, 0.5, 0.99), labels))


def prediction(label: str, yes: float = 0.0, no: float = 0.0) -> Prediction:
    scores = {"yes": yes, "no": no, NEITHER: 1 - yes - no}
    return Prediction(label, scores, 0.0, 1.0, 1.0, 0.0)


def counts(figure: dict[str, Any]) -> tuple[int, int]:
    return figure["count"], figure["of"]


# Rates


@pytest.mark.parametrize(
    ("accepts", "hours", "low", "high"),
    [
        # Garwood's limits, as tables of the Poisson distribution give them
        (1, 1.0, 0.025, 5.572),
        (10, 1.0, 4.795, 18.390),
        (10, 2.0, 2.398, 9.195),
        # the rule of three
        (0, 1.0, 0.0, 3.0),
        (0, 1.5, 0.0, 2.0),
    ],
)
def test_a_rate_has_the_limits_of_the_tables(accepts, hours, low, high):
    rate = per_hour(accepts, hours)
    assert rate == {
        "accepts": accepts,
        "hours": hours,
        "per_hour": accepts / hours,
        "low": pytest.approx(low, abs=0.0011),
        "high": pytest.approx(high, abs=0.0011),
    }


def test_without_a_second_heard_there_is_no_rate():
    assert per_hour(0, 0.0)["per_hour"] is None


def test_every_accepted_word_counts():
    rate = rate_of([heard("a", "yes", "no", seconds=1_800), heard("b", seconds=1_800)], 0.5)
    assert (rate["accepts"], rate["hours"], rate["per_hour"]) == (2, 1.0, 2.0)


def test_a_recording_with_two_words_is_one_that_got_an_answer():
    assert counts(share_of([heard("a", "yes", "no"), heard("a"), heard("a")], 0.5)) == (1, 3)


def test_sources_have_rows_and_word_lists_are_left_out_of_the_sum():
    everything = [heard("talk"), heard("monosyllables", "yes"), heard("talk", "no"), heard("calls")]
    rows = by_source(everything, share_of, POINTS, left_out=WORD_LISTS)
    assert {row["source"]: counts(row["balanced"]) for row in rows} == {
        "calls": (0, 1),
        "monosyllables": (1, 1),
        "talk": (1, 2),
        "all": (1, 3),
    }
    assert rows[-1]["source"] == "all"


def test_operating_points_are_counted_each_at_its_threshold():
    words = {0.3: ["yes", "no"], 0.5: ["yes"], 0.99: []}
    (row,) = by_source([Found("talk", 3_600.0, words)], rate_of, POINTS)[:1]
    accepts = {name: row[name]["accepts"] for name in OPERATING_POINTS}
    assert accepts == {"strict": 0, "balanced": 1, "eager": 2}


# Recordings for the classifier


def numbered(*seconds: float) -> list[Tensor]:
    """Recordings whose samples are all different, at 1000 Hz."""
    lengths = [round(1_000 * length) for length in seconds]
    return list(torch.arange(sum(lengths)).split(lengths))


@pytest.mark.parametrize(
    "seconds",
    [(200.0,), (64.8, 0.2), (0.3,) * 300, (29.9,) * 5, (19.9, 30.0, 5.0), (3.0,)],
    ids=str,
)
def test_all_is_heard_once_in_recordings_of_a_fitting_length(seconds):
    waveforms = numbered(*seconds)
    groups = group_pieces(waveforms, 1_000)
    pieces = [piece for group in groups for piece in group]
    assert torch.equal(torch.cat(pieces), torch.cat(waveforms))
    lengths = [len(torch.cat(group)) + 700 * (len(group) - 1) for group in groups]
    assert max(lengths) <= 60_000
    assert all(length >= 19_000 for length in lengths[:-1])
    assert min(map(len, pieces)) >= min(1_000 * min(seconds), 15_000)


def test_between_joined_recordings_is_a_pause():
    pieces = [to_int16(torch.full((length,), 0.5)) for length in (8_000, 4_000)]
    joined = join(pieces, RATE, generator())
    assert len(joined) == 8_000 + round(0.7 * RATE) + 4_000
    assert (joined[:8_000] > 0.4).all()
    assert (joined[-4_000:] > 0.4).all()
    pause = joined[8_000:-4_000]
    assert 10 * pause.square().mean().log10() == pytest.approx(-70, abs=0.5)


def test_one_recording_alone_is_not_changed():
    piece = to_int16(torch.linspace(-0.5, 0.5, 1_000))
    assert torch.equal(join([piece], RATE, generator()), to_float(piece))


def test_noises_are_cut_into_three_seconds():
    sounds = [sound("noise", "rain", 7.2), sound("noise", "clicks", 0.4)]
    sounds += [sound("noise", "steps", 3.2), sound("noise", "tick", 0.2), sound("speech", "a", 5)]
    cuts = [(cut.source, round(len(cut.waveform) / RATE, 2)) for cut in cut_short(sounds, FEATURES)]
    assert cuts == [
        *(("rain", 3.0), ("rain", 3.0), ("rain", 1.2)),
        ("clicks", 0.4),
        ("steps", 3.0),
    ]


def test_pauses_are_no_noise():
    loud, quiet = sound("noise", "rain", 1.0).waveform, torch.zeros(RATE, dtype=torch.int16)
    recording = OtherSound("noise", "rain", torch.cat([loud, quiet, 2 * loud, loud[:5_000]]))
    pieces = audible_seconds([recording], FEATURES)
    assert len(pieces) == 2
    assert torch.equal(pieces[0], loud)
    assert torch.equal(pieces[1], 2 * loud)


def test_voices_in_a_babble_are_equally_loud():
    pieces = [to_int16(torch.from_numpy(tone(400 * k, amplitude=0.05 * k))) for k in (1, 2, 3, 4)]
    babble = draw(pieces, 50, 3, generator())
    power = torch.fft.rfft(babble).abs().square()[:, 400:1_601:400]
    voices = power / (RATE**2 / 2)  # a tone of RMS 1
    # Each voice is there 0 to 3 times: its amplitude is a whole number, and they add up to 3.
    torch.testing.assert_close(voices.sqrt(), voices.sqrt().round(), rtol=0, atol=0.01)
    torch.testing.assert_close(voices.sqrt().sum(dim=1), torch.full((50,), 3.0), rtol=0, atol=0.02)
    assert len({tuple(row) for row in voices.sqrt().round().int().tolist()}) > 5


# Words


def test_words_are_counted_by_score_and_by_answer():
    words = Spoken(["yes", "yes", "yes", "no", "no"], [*"aabbc"], torch.zeros(5, RATE))
    given = [
        prediction("yes", yes=0.9),
        prediction(NEITHER, yes=0.2, no=0.1),  # likelier, but not sure
        prediction("no", yes=0.3, no=0.6),
        prediction("no", no=0.7),
        prediction(NEITHER),  # silence
    ]
    figures = word_figures(words, given)
    assert counts(figures["forced_choice"]) == (3, 5)
    assert counts(figures["accepted_and_right"]) == (2, 5)


def test_where_nothing_was_heard_no_word_is_likelier():
    assert likelier(prediction(NEITHER)) is None
    assert likelier(prediction(NEITHER, yes=0.1, no=0.2)) == "no"


def test_one_word_must_be_the_only_one():
    given = [heard("yes", "yes"), heard("yes", "yes", "no"), heard("no", "yes"), heard("no")]
    figures = one_word_figures([*given, heard("no", "no", "no")], POINTS)
    assert counts(figures["accepted_and_right"]) == (1, 5)
    assert counts(figures["found"]) == (3, 5)
    assert counts(figures["by"]["strict"]) == (1, 5)


def test_a_recording_is_decided_at_every_threshold():
    samples = np.concatenate([spoken(), tone(2_000, 0.4), np.zeros(16_000)]).astype(np.float32)
    classifier = ear(threshold=0.42, strict=0.0, without_pause=0.0)
    one = hear_one(classifier, "talk", torch.from_numpy(samples))
    assert set(one.words) == {0.42, 0.0, *CURVE, POINTS.balanced, POINTS.eager}
    clip = clip_from_array(samples, RATE)
    for threshold, labels in one.words.items():
        answer = classifier.with_threshold(threshold).classify(clip)
        assert [word.label for word in answer.words] == labels
    assert one.words[0.99] == ["yes"]
    assert len(one.words[0.0]) > 1  # everything is a word
    assert one.seconds == pytest.approx(2.4)


# Fairness


def test_worst_speakers_are_the_tenth_with_the_lowest_recall():
    # Twenty speakers with two words each; one has none right, one has one, all others both.
    speakers = [f"{number:02}" for number in range(20) for _ in range(2)]
    given = [prediction("yes", yes=1.0)] * 40
    given[6] = given[7] = given[10] = prediction(NEITHER)
    waveforms = torch.from_numpy(np.stack([spoken()] * 40))
    figures = fairness_figures(Spoken(["yes"] * 40, speakers, waveforms), given, FEATURES)
    assert figures["speakers"] == {
        "n": 20,
        "mean": pytest.approx((18 + 0.5) / 20),
        "worst_tenth": pytest.approx(0.25),
        "n_worst": 2,
    }


def test_quiet_and_short_words_have_rows_of_their_own():
    # Two quiet long ones (wrong), two loud short ones (right, wrong), two between (right).
    waveforms = [spoken(0.2, 0.8, amplitude=0.05)] * 2 + [spoken(0.4, 0.6, amplitude=0.8)] * 2
    waveforms += [spoken(0.3, 0.7, amplitude=0.2)] * 2
    right, wrong = prediction("yes", yes=1.0), prediction(NEITHER)
    words = Spoken(["yes"] * 6, [*"abcdef"], torch.from_numpy(np.stack(waveforms)))
    figures = fairness_figures(words, [wrong, wrong, right, wrong, right, right], FEATURES)
    by = {row["group"]: counts(row["accepted_and_right"]) for row in figures["by"]}
    assert by == {
        "quiet third": (0, 2),
        "loud third": (1, 2),
        "short third": (1, 2),
        "long third": (0, 2),
    }


def test_loudness_is_that_of_the_word_not_of_the_recording():
    # The same voice: a short word makes a recording with less power, but is no quieter.
    waveforms = [spoken(0.45, 0.6, amplitude=0.4)] * 2 + [spoken(0.2, 0.9, amplitude=0.2)] * 4
    right, wrong = prediction("yes", yes=1.0), prediction(NEITHER)
    words = Spoken(["yes"] * 6, [*"abcdef"], torch.from_numpy(np.stack(waveforms)))
    figures = fairness_figures(words, [right] * 2 + [wrong] * 4, FEATURES)
    by = {row["group"]: counts(row["accepted_and_right"]) for row in figures["by"]}
    assert by["loud third"] == (2, 2)


def test_thirds_are_the_lowest_and_the_highest_values():
    right = np.array([True, False, False, True, True, True, True])
    rows = outer_thirds(right, np.array([3, 1, 2, 7, 6, 5, 4]), ("low", "high"), "thing")
    assert [(row["group"], counts(row["accepted_and_right"])) for row in rows] == [
        ("low third", (1, 3)),
        ("high third", (2, 2)),
    ]


# The whole


def write(folder: Path, name: str, *pieces: np.ndarray) -> None:
    """A recording, with hiss under all of its pieces."""
    folder.mkdir(parents=True, exist_ok=True)
    samples = np.concatenate(pieces)
    hiss = np.random.default_rng(len(samples)).normal(0, 0.02, len(samples))
    soundfile.write(folder / f"{name}.flac", (samples + hiss).astype(np.float32), RATE)


def pause(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE), np.float32)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The made words, and other sounds in which some tones are taken for words."""
    words = make_dataset(tmp_path_factory.mktemp("words") / "words")
    sounds = tmp_path_factory.mktemp("sounds")
    testing = sounds / "testing"
    yes, no, other = (tone(pitch, 0.4, amplitude=0.5) for pitch in (2_000, 500, 1_000))
    write(testing / "speech/talk", "two", pause(1), yes, pause(2), no, pause(1))
    write(testing / "speech/talk", "none", pause(1), other, pause(2))
    write(testing / "speech/calls", "none", pause(1), other, pause(1))
    write(testing / "speech/monosyllables", "three", *[pause(1), yes] * 3, pause(1))
    write(testing / "noise/rain", "rain", pause(7))
    write(testing / "noise/music", "song", pause(1), no, pause(4))
    write(testing / "words/one", "like", pause(0.2), no, pause(0.2))
    for name in ("a", "b", "c"):
        write(testing / "words/one", name, pause(0.2), other, pause(0.2))
    return words, sounds


@pytest.fixture(scope="module")
def figures(folders) -> dict[str, Any]:
    words, sounds = folders
    return robustness(ear(), words, sounds, quietly)


def test_the_whole_can_be_written_as_json(figures):
    assert json.loads(json.dumps(figures)) == figures
    assert figures["name"] == "ear"
    assert figures["split"] == "testing"
    points = {"threshold": 0.5, "strict": 0.99, "balanced": 0.5, "eager": 0.3}
    assert figures["thresholds"] == points


def test_words_are_measured_in_every_noise_at_every_distance(figures):
    places = [(row["noise"], row["snr_db"]) for row in figures["noise"]]
    kinds = ("everyday", "music", "voices", "hiss")
    assert places == [(kind, snr_db) for kind in kinds for snr_db in (None, *SNRS_DB)]
    for row in figures["noise"]:
        assert row["forced_choice"]["of"] == 8
        if row["snr_db"] is None:
            assert counts(row["accepted_and_right"]) == (8, 8)


def test_noise_hides_words_more_the_louder_it_is(figures):
    rain = {row["snr_db"]: row for row in figures["noise"] if row["noise"] == "everyday"}
    # A tone that is weaker than the noise fills less than half of the spectrum.
    assert counts(rain[20.0]["accepted_and_right"]) == (8, 8)
    assert counts(rain[-5.0]["accepted_and_right"]) == (0, 8)
    assert counts(rain[-5.0]["forced_choice"]) == (8, 8)


def test_words_are_measured_after_every_change(figures):
    places = [(row["change"], row["value"], row["unit"]) for row in figures["changes"]]
    assert places == [
        (name, amount, effect.unit)
        for name, effect in EFFECTS.items()
        for amount in effect.measured
    ]


def test_only_changes_of_the_pitch_mislead_an_ear_for_pitch(figures):
    right = {
        (row["change"], row["value"]): row["accepted_and_right"]["count"]
        for row in figures["changes"]
    }
    lost = {"speed": (0.8, 1.25), "pitch": (-4.0, 4.0), "child": (20.0, 30.0, 40.0)}
    for (name, value), count in right.items():
        if name in ("formants", "tone_before"):
            continue  # a tone has no formants, and another tone beside it is as good a word
        if name not in lost:
            assert count == 8, (name, value)
        elif value in lost[name]:
            assert count == 0, (name, value)


def test_one_word_is_found_wherever_it_lies(figures):
    assert [row["snr_db"] for row in figures["one_word"]] == list(ROOM_SNRS_DB)
    quiet_room = figures["one_word"][0]
    for figure in (
        quiet_room["accepted_and_right"],
        quiet_room["found"],
        *quiet_room["by"].values(),
    ):
        assert counts(figure) == (8, 8)


def test_false_accepts_are_counted_by_source(figures):
    rows = {(row["kind"], row["source"]): row for row in figures["false_accepts"]}
    accepts = {place: row["balanced"]["accepts"] for place, row in rows.items()}
    assert accepts == {
        ("speech", "calls"): 0,
        ("speech", "monosyllables"): 3,
        ("speech", "talk"): 2,
        ("speech", "all"): 2,
        ("noise", "music"): 1,
        ("noise", "rain"): 0,
        ("noise", "all"): 1,
    }


def test_hours_are_those_of_the_recordings_without_the_pauses_between(figures):
    rows = {(row["kind"], row["source"]): row for row in figures["false_accepts"]}
    seconds = {place: row["eager"]["hours"] * 3_600 for place, row in rows.items()}
    assert seconds["speech", "talk"] == pytest.approx(4.8 + 3.4, abs=0.2)
    assert seconds["speech", "all"] == pytest.approx(4.8 + 3.4 + 2.4, abs=0.2)
    assert seconds["noise", "all"] == pytest.approx(7 + 5.4, abs=0.2)


def test_the_curve_agrees_with_the_tables(figures):
    assert [row["threshold"] for row in figures["curve"]] == list(CURVE)
    by_threshold = {row["threshold"]: row for row in figures["curve"]}
    rows = {(row["kind"], row["source"]): row for row in figures["false_accepts"]}
    for name in OPERATING_POINTS:
        row = by_threshold[figures["thresholds"][name]]
        assert row["recall"] == figures["one_word"][0]["by"][name]
        assert row["speech"] == rows["speech", "all"][name]
        assert row["noise"] == rows["noise", "all"][name]


def test_it_is_told_what_asking_for_pauses_does(figures):
    asked, _ = figures["pauses"]
    assert asked["one_word"] == [row["accepted_and_right"] for row in figures["one_word"]]
    assert asked["speech"] == figures["curve"][list(CURVE).index(0.5)]["speech"]
    one_word = [replace(heard("yes", "yes"), anywhere=["yes", "yes"]), heard("no")]
    speech = [replace(heard("talk", seconds=1_800), anywhere=["no"])]
    asked, anywhere = pause_rows(POINTS, [one_word], speech)
    assert (asked["asked_for"], anywhere["asked_for"]) == (True, False)
    assert [counts(row["one_word"][0]) for row in (asked, anywhere)] == [(1, 2), (0, 2)]
    assert [row["speech"]["per_hour"] for row in (asked, anywhere)] == [0, 2]


def test_a_word_amid_other_sound_is_found_where_no_pauses_are_asked_for():
    other, silence = tone(1_000, 0.6), np.zeros(RATE // 2)
    samples = np.concatenate([silence, other, tone(2_000, 0.6), other, silence])
    one = hear_one(ear(), "talk", torch.from_numpy(samples.astype(np.float32)))
    assert one.words[POINTS.threshold] == []
    assert one.anywhere == ["yes"]


def test_the_curve_is_that_of_the_first_room(folders, monkeypatch):
    monkeypatch.setattr("core.evaluation.robustness.ROOM_SNRS_DB", (30.0, -20.0))
    monkeypatch.setattr("core.evaluation.robustness.EFFECTS", {})
    figures = robustness(ear(), *folders, quietly)
    assert [row["found"]["count"] for row in figures["one_word"]] == [8, 0]
    assert {row["recall"]["count"] for row in figures["curve"]} == {8}


def test_single_words_and_noises_are_counted_one_by_one(figures):
    words = {row["source"]: counts(row["balanced"]) for row in figures["other_words"]}
    assert words == {"one": (1, 4), "all": (1, 4)}
    noises = {row["source"]: counts(row["balanced"]) for row in figures["noises"]}
    assert noises == {"music": (1, 2), "rain": (0, 3), "all": (1, 5)}


def test_calibration_is_measured_on_three_kinds(figures):
    calibration = figures["calibration"]
    assert list(calibration) == ["clean", "noisy", "never-heard words"]
    # 16 words, and 2 pieces of each of 2 noises, loud and quiet
    assert [error["of"] for error in calibration.values()] == [24, 24, 8 + 4]
    # This ear is sure and right about the words; of the never-heard ones it takes 1 in 4 for a
    # word and is sure of that too, and words count half: an error of an eighth.
    assert calibration["clean"]["error"] == pytest.approx(0, abs=0.01)
    assert calibration["never-heard words"]["error"] == pytest.approx(1 / 8, abs=0.01)


@pytest.mark.parametrize(("snr_db", "error"), [(60.0, 0.0), (-20.0, 0.5)])
def test_calibration_in_noise_hears_the_noise(folders, monkeypatch, snr_db, error):
    # Under loud noise the ear is sure that no word is there, and words count half.
    monkeypatch.setattr("core.evaluation.robustness.CALIBRATION_SNR_DB", (snr_db, snr_db))
    words, sounds = folders
    others = load_other_sounds(sounds, "testing", FEATURES)
    figures = calibration_figures(ear(), words, others, quietly)
    assert figures["noisy"]["error"] == pytest.approx(error, abs=0.01)


def test_fairness_knows_the_speakers(figures):
    assert figures["fairness"]["speakers"] == {
        "n": 2,
        "mean": 1.0,
        "worst_tenth": 1.0,
        "n_worst": 1,
    }


def test_a_second_run_gives_the_same(folders, figures):
    words, sounds = folders
    torch.manual_seed(99)  # other chances play no part
    assert robustness(ear(), words, sounds, quietly) == figures


def test_a_classifier_that_knows_only_words_answers_everything(folders, monkeypatch):
    monkeypatch.setattr("core.evaluation.robustness.EFFECTS", {"level": EFFECTS["level"]})
    monkeypatch.setattr(
        "core.evaluation.robustness.SNRS_DB", SNRS_DB[:1]
    )  # its network takes its time
    words, sounds = folders
    lesson = untrained(classes=("yes", "no"), architecture="lesson")
    decision = replace(POINTS, without_pause=0.0)  # as its recipe has it
    figures = robustness(replace(lesson, decision=decision), words, sounds, quietly)
    for kind in ("other_words", "noises"):
        answered = figures[kind][-1]["balanced"]
        assert answered["count"] == answered["of"]
    for row in figures["noise"]:
        assert row["forced_choice"] == row["accepted_and_right"]


def test_progress_is_told_and_nothing_printed(folders, capsys):
    told = []

    def progress(items, what):
        told.append(what)
        return items

    words, sounds = folders
    robustness(ear(), words, sounds, progress)
    assert {"read words", "read other sounds", "other words", "hours of speech"} <= set(told)
    assert capsys.readouterr() == ("", "")


def test_a_missing_split_or_word_is_told(folders, tmp_path):
    words, sounds = folders
    with pytest.raises(DatasetError, match="no sounds in training"):
        robustness(ear(), words, sounds, quietly, split="training")
    stop = replace(untrained(classes=("left", "noise")), words=("left",))
    with pytest.raises(DatasetError, match="holds no left for validation"):
        robustness(stop, words, sounds, quietly)
