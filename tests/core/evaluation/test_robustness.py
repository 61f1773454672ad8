"""Robustness: every figure from sounds whose right answers are known."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import torch

from core.config import NEITHER, OPERATING_POINTS
from core.data.dataset import to_int16
from core.data.negatives import OtherSound, load_other_sounds
from core.decision.prediction import Word
from core.effects.registry import EFFECTS
from core.errors import DatasetError
from core.evaluation.detection import CURVE, Found, detect
from core.evaluation.robustness import PARTS, measure_parts, robustness
from core.evaluation.robustness.beside import SOUNDS_AFTER, SOUNDS_BEFORE, VOICE_SNRS_DB
from core.evaluation.robustness.calibration import calibration_errors
from core.evaluation.robustness.edges import GAPS, LENGTHS, LOST, Edge, edge_figures
from core.evaluation.robustness.fairness import outer_thirds, spread
from core.evaluation.robustness.material import (
    ROOM_SNRS_DB,
    Spoken,
    likelier,
    word_figures,
)
from core.evaluation.robustness.noise import SNRS_DB, audible_seconds, draw
from core.evaluation.robustness.one_word import one_word_figures, pause_figures
from core.evaluation.robustness.streams import RATES, Said, misses_at, stream_figures
from core.evaluation.robustness.voices import HIGHER, MOVED, accent_of
from tests.ear import (
    FEATURES,
    POINTS,
    RATE,
    counts,
    ear,
    found,
    generator,
    prediction,
    quietly,
    sound,
)
from tests.made_dataset import make_dataset, untrained
from tests.sounds import spoken, tone


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
    given = [found("yes", "yes"), found("yes", "yes", "no"), found("no", "yes"), found("no")]
    figures = one_word_figures([*given, found("no", "no", "no")], POINTS)
    assert counts(figures["accepted_and_right"]) == (1, 5)
    assert counts(figures["found"]) == (3, 5)
    assert counts(figures["by"]["strict"]) == (1, 5)


# Fairness


def test_worst_speakers_are_the_tenth_with_the_lowest_recall():
    # Twenty speakers with two words each; one has none right, one has one, all others both.
    speakers = [f"{number:02}" for number in range(20) for _ in range(2)]
    given = [prediction("yes", yes=1.0)] * 40
    given[6] = given[7] = given[10] = prediction(NEITHER)
    waveforms = torch.from_numpy(np.stack([spoken()] * 40))
    figures = spread(Spoken(["yes"] * 40, speakers, waveforms), given, FEATURES)
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
    figures = spread(words, [wrong, wrong, right, wrong, right, right], FEATURES)
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
    figures = spread(words, [right] * 2 + [wrong] * 4, FEATURES)
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

RANDOM_PARTS = ("noise", "edges", "overlap", "one_word", "false_accepts", "calibration")


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
    write(testing / "speech/readers", "r1", pause(1), no, pause(1))
    write(testing / "speech/readers", "r2", pause(1), other, pause(2))
    table = "file\tspeaker\tage\nr1.flac\t1\t9\nr2.flac\t2\t40\n"
    (testing / "speech/readers/readers.tsv").write_text(table, encoding="utf-8")
    write(testing / "yes/synthetic", "voice_1", pause(0.2), yes, pause(0.2))
    write(testing / "no/synthetic", "voice_2", pause(0.2), other, pause(0.2))
    write(testing / "words/close", "snow_a", pause(0.2), no, pause(0.2))
    write(testing / "words/close", "snow_b", pause(0.2), other, pause(0.2))
    write(testing / "words/close", "yeah_a", pause(0.2), other, pause(0.2))
    write(testing / "words/one", "like", pause(0.2), no, pause(0.2))
    for name in ("a", "b", "c"):
        write(testing / "words/one", name, pause(0.2), other, pause(0.2))
    return words, sounds


@pytest.fixture(scope="module")
def figures(folders) -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.evaluation.robustness.streams.WORDS", 4)  # of 50: a minute and a half
        return robustness(ear(), *folders, quietly)


def test_the_whole_can_be_written_as_json(figures):
    assert json.loads(json.dumps(figures)) == figures
    assert figures["name"] == "ear"
    assert figures["split"] == "testing"
    points = {"threshold": 0.5, "strict": 0.99, "balanced": 0.5, "eager": 0.3}
    in_stream = {"stream_strict": 0.5, "stream_balanced": 0.5, "stream_eager": 0.5}
    assert figures["thresholds"] == points | in_stream


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
        if name in ("formants", "tone_before", "murmur_before"):
            continue  # a tone has no formants, and another tone beside it is as good a word
        if name not in lost:
            assert count == 4, (name, value)
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
        ("speech", "readers"): 1,
        ("speech", "all"): 3,
        ("noise", "music"): 1,
        ("noise", "rain"): 0,
        ("noise", "all"): 1,
    }


def test_hours_are_those_of_the_recordings_without_the_pauses_between(figures):
    rows = {(row["kind"], row["source"]): row for row in figures["false_accepts"]}
    seconds = {place: row["eager"]["hours"] * 3_600 for place, row in rows.items()}
    assert seconds["speech", "talk"] == pytest.approx(4.8 + 3.4, abs=0.2)
    assert seconds["speech", "all"] == pytest.approx(4.8 + 3.4 + 2.4 + 2.4 + 3.4, abs=0.3)
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
    one_word = [replace(found("yes", "yes"), anywhere=["yes", "yes"]), found("no")]
    speech = [replace(found("talk", seconds=1_800), anywhere=["no"])]
    asked, anywhere = pause_figures(POINTS, [one_word], speech)
    assert (asked["asked_for"], anywhere["asked_for"]) == (True, False)
    assert [counts(row["one_word"][0]) for row in (asked, anywhere)] == [(1, 2), (0, 2)]
    assert [row["speech"]["per_hour"] for row in (asked, anywhere)] == [0, 2]


def test_a_word_amid_other_sound_is_found_where_no_pauses_are_asked_for():
    other, silence = tone(1_000, 0.6), np.zeros(RATE // 2)
    samples = np.concatenate([silence, other, tone(2_000, 0.6), other, silence])
    one = detect(ear(), "talk", torch.from_numpy(samples.astype(np.float32)))
    assert one.words[POINTS.threshold] == []
    assert one.anywhere == ["yes"]


def test_the_curve_is_that_of_the_first_room(folders, monkeypatch):
    for module in ("material", "one_word"):
        monkeypatch.setattr(f"core.evaluation.robustness.{module}.ROOM_SNRS_DB", (30.0, -20.0))
    figures = robustness(ear(), *folders, quietly, only=["one_word", "curve"])
    assert [row["found"]["count"] for row in figures["one_word"]] == [8, 0]
    assert {row["recall"]["count"] for row in figures["curve"]} == {8}


def test_single_words_and_noises_are_counted_one_by_one(figures):
    words = {row["source"]: counts(row["balanced"]) for row in figures["other_words"]}
    assert words == {"close": (1, 3), "one": (1, 4), "all": (2, 7)}
    noises = {row["source"]: counts(row["balanced"]) for row in figures["noises"]}
    assert noises == {"music": (1, 2), "rain": (0, 3), "all": (1, 5)}


def test_every_part_has_its_figures(figures):
    assert set(figures) == {"name", "model_id", "words", "split", "thresholds", *PARTS}


def test_words_at_the_edge_stand_beside_words_with_pauses(figures):
    rows = figures["edges"]
    assert rows[0] == {
        "where": "with pauses",
        "accepted_and_right": figures["one_word"][0]["accepted_and_right"],
    }
    sides = [(row["where"], row["gap"]) for row in rows if "gap" in row]
    assert sides == [(where, gap) for where in ("start", "end") for gap in GAPS]
    of = {row["where"]: row["accepted_and_right"]["of"] for row in rows if "where" in row}
    assert (of["start"], of["all"]) == (8, 8 * len(sides))
    lengths = {row["seconds"]: row["accepted_and_right"]["of"] for row in rows if "seconds" in row}
    assert list(lengths) == list(LENGTHS)
    assert sum(lengths.values()) == 8 * len(sides)


def test_edges_are_counted_where_they_belong():
    heard = [(Edge("start", 0.02, 1.05), False), (Edge("start", 0.02, 1.5), True)]
    heard += [(Edge("end", 0.1, 1.5), True)]
    rows = edge_figures(heard)
    by = {
        (row.get("where"), row.get("gap"), row.get("seconds")): counts(row["accepted_and_right"])
        for row in rows
    }
    assert by["start", 0.02, None] == (1, 2)
    assert by["end", 0.1, None] == (1, 1)
    assert by["end", 0.02, None] == (0, 0)
    assert by[None, None, 1.05] == (0, 1)
    assert by[None, None, 1.5] == (2, 2)
    assert by["all", None, None] == (2, 3)


def test_sounds_stand_before_and_after_every_second_word(figures):
    rows = figures["beside"]
    places = [(row["sound"], row["when"]) for row in rows]
    before, after = (
        [(kind, when) for kind in kinds]
        for kinds, when in ((SOUNDS_BEFORE, "before"), (SOUNDS_AFTER, "after"))
    )
    assert places == [*before, *after]
    assert {row["accepted_and_right"]["of"] for row in rows} == {4}
    by = {place: row["accepted_and_right"] for place, row in zip(places, rows, strict=True)}
    assert by["click", "before"]["count"] == by["knock", "before"]["count"] == 4


def test_childlike_voices_mislead_an_ear_for_pitch(figures):
    by = {(row["moved"], row["factor"]): row for row in figures["childlike"]}
    assert set(by) == {(moved, factor) for moved in MOVED for factor in HIGHER}
    for row in by.values():
        assert row["accepted_and_right"]["of"] == 8
    assert by["both", 1.4]["accepted_and_right"]["count"] == 0


def test_a_late_start_takes_no_more_than_it_says(figures):
    assert [row["lost"] for row in figures["late_start"]] == list(LOST)
    assert figures["late_start"][0]["accepted_and_right"]["count"] == 8


def test_a_louder_talker_is_a_worse_neighbour(figures):
    rows = {row["snr_db"]: row["accepted_and_right"] for row in figures["overlap"]}
    assert list(rows) == list(VOICE_SNRS_DB)
    assert rows[10.0]["count"] >= rows[0.0]["count"]
    assert rows[10.0]["of"] == 4


def test_words_by_other_voices_have_a_row_for_each_source(figures):
    by = {row["source"]: counts(row["accepted_and_right"]) for row in figures["other_voices"]}
    assert by == {"synthetic": (1, 2)}


@pytest.mark.parametrize(
    ("name", "accent"),
    [
        ("espeak-en-gb-scotland-Mike_0099", "en-gb-scotland"),
        ("espeak-ru-m8_0001", "ru"),
        ("festival-ked-diphone_0002", ""),
        ("yes_an4mcfla_nohash_0", ""),
    ],
)
def test_an_accent_is_told_by_the_name(name, accent):
    assert accent_of(name) == accent


def test_close_words_have_rows_by_name(figures):
    rows = {row["word"]: (row["close_to"], counts(row["eager"])) for row in figures["close_words"]}
    assert rows == {"snow": ("no", (1, 2)), "yeah": ("yes", (0, 1))}


def test_readers_are_told_apart_by_age(figures):
    young, adult = figures["ages"]
    assert (young["group"], adult["group"]) == ("under 16", "16 and over")
    assert young["balanced"]["accepts"] == 1
    assert adult["balanced"]["accepts"] == 0
    assert adult["balanced"]["hours"] * 3_600 == pytest.approx(3.4, abs=0.2)


def test_a_stream_counts_misses_and_false_answers():
    said = [Said("yes", 2.0), Said("no", 2.0), Said("yes", 2.0), Said("yes", 2.0)]

    def word(label, start):
        return Word(label, start, start + 1, {}, start)

    answers = [
        [word("yes", 1.6), word("yes", 1.4)],  # right, and once too often
        [word("yes", 1.5)],  # the wrong one
        [word("yes", 5.0)],  # at another time
        [],
    ]
    figures = stream_figures(said, answers, 1_800)
    assert counts(figures["missed"]) == (3, 4)
    assert (figures["false"]["accepts"], figures["false"]["per_hour"]) == (3, 6)


def test_misses_are_told_at_the_lowest_threshold_that_is_strict_enough():
    def one(source, label, at, seconds=3_600.0):
        return Found(source, seconds, {t: [label] if t <= at else [] for t in CURVE})

    words = [one("yes", "yes", 0.99), one("no", "no", 0.6), one("no", "no", 0.4)]
    talk = [one("talk", "no", 0.5), one("talk", "no", 0.3)]
    strict, loose = misses_at(words, talk, 0.1), misses_at(words, talk, 1.0)
    assert (strict["threshold"], counts(strict["missed"])) == (0.6, (1, 3))
    assert (loose["threshold"], counts(loose["missed"])) == (0.3, (0, 3))
    assert loose["false"]["accepts"] == 2


def test_the_streams_are_as_long_as_they_say(figures):
    stream = figures["streams"]["twenty_minutes"]
    assert stream["minutes"] == pytest.approx(4 * 24 / 60, abs=0.01)
    assert stream["by"]["balanced"]["missed"]["of"] == 4
    assert {row["per_hour"] for row in figures["streams"]["speech_in_noise"]["at"]} == set(RATES)
    assert figures["streams"]["speech_in_noise"]["at"][0]["missed"]["of"] == 8


def test_calibration_is_measured_on_three_kinds(figures):
    calibration = figures["calibration"]
    assert list(calibration) == ["clean", "noisy", "never-heard words"]
    # 16 words, and 2 pieces of each of 2 noises, loud and quiet
    assert [error["of"] for error in calibration.values()] == [24, 24, 8 + 7]
    # This ear is sure and right about the words; of the never-heard ones it takes 2 in 7 for a
    # word and is sure of that too, and words count half: an error of a seventh.
    assert calibration["clean"]["error"] == pytest.approx(0, abs=0.01)
    assert calibration["never-heard words"]["error"] == pytest.approx(1 / 7, abs=0.01)


@pytest.mark.parametrize(("snr_db", "error"), [(60.0, 0.0), (-20.0, 0.5)])
def test_calibration_in_noise_hears_the_noise(folders, monkeypatch, snr_db, error):
    # Under loud noise the ear is sure that no word is there, and words count half.
    monkeypatch.setattr(
        "core.evaluation.robustness.calibration.CALIBRATION_SNR_DB", (snr_db, snr_db)
    )
    words, sounds = folders
    others = load_other_sounds(sounds, "testing", FEATURES)
    figures = calibration_errors(ear(), words, others, quietly)
    assert figures["noisy"]["error"] == pytest.approx(error, abs=0.01)


def test_fairness_knows_the_speakers(figures):
    assert figures["fairness"]["speakers"] == {
        "n": 2,
        "mean": 1.0,
        "worst_tenth": 1.0,
        "n_worst": 1,
    }


def test_a_second_run_gives_the_same(folders, figures):
    torch.manual_seed(99)  # the generators are those of each part
    parts = dict(measure_parts(ear(), *folders, quietly, only=RANDOM_PARTS))
    assert parts == {name: figures[name] for name in RANDOM_PARTS}


def test_a_classifier_that_knows_only_words_answers_everything(folders, monkeypatch):
    monkeypatch.setattr("core.evaluation.robustness.noise.SNRS_DB", SNRS_DB[:1])
    words, sounds = folders
    decision = replace(POINTS, without_pause=0.0)  # as the lesson's recipe has it
    sure = replace(untrained(classes=("yes", "no")), decision=decision)
    only = ["noise", "other_words", "noises"]
    figures = robustness(sure, words, sounds, quietly, only=only)
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
    robustness(ear(), words, sounds, progress, only=["other_words", "false_accepts"])
    assert {"read words", "read other sounds", "other words", "hours of speech"} <= set(told)
    assert capsys.readouterr() == ("", "")


def test_a_missing_split_or_word_is_told(folders, tmp_path):
    words, sounds = folders
    with pytest.raises(DatasetError, match="no sounds in training"):
        robustness(ear(), words, sounds, quietly, split="training")
    stop = replace(untrained(classes=("left", "noise")), words=("left",))
    with pytest.raises(DatasetError, match="holds no left for validation"):
        robustness(stop, words, sounds, quietly)
