"""The background is measured from folders, and the network it belongs to can then be taught."""

from pathlib import Path

import pytest
import soundfile

from core import Classifier
from core.config import NOISE
from core.teach.background import load_background
from scripts import make_background
from tests.made_dataset import PITCHES, make_dataset
from tests.sounds import spoken, tone


def test_it_holds_words_talk_and_noises(
    classifier: Classifier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, sounds, out = make_dataset(tmp_path / "data"), tmp_path / "sounds", tmp_path
    for kind, samples in {"speech": spoken(), "words": spoken(), "noise": tone()}.items():
        (sounds / "training" / kind).mkdir(parents=True)
        soundfile.write(sounds / "training" / kind / "one.wav", samples, 16_000)
    beside = {"words/closest": ("snow_one", "snow_two", "once_said"), "yes/synthetic": ("1", "2")}
    for folder, names in beside.items():
        (sounds / "training" / folder).mkdir(parents=True)
        for name in names:
            soundfile.write(sounds / "training" / folder / f"{name}.wav", spoken(), 16_000)
    (data / "rare").mkdir()
    soundfile.write(data / "rare" / "ann_nohash_0.wav", spoken(), 16_000)
    for name in ("one", "two"):
        path = sounds / "training" / "words" / "closest" / f"rare_{name}.wav"
        soundfile.write(path, spoken(), 16_000)
    monkeypatch.setattr(make_background, "FEWEST", 2)
    monkeypatch.setattr(make_background, "FEWEST_BESIDE", 2)
    monkeypatch.setattr(make_background, "MADE_NOISES", 3)
    arguments = [
        "--data",
        str(data),
        "--other-sounds",
        str(sounds),
        "--out",
        str(out / "b.background.safetensors"),
    ]
    assert make_background.main(arguments) == 0
    background = load_background(classifier, out)
    kept = {name: len(rows) for name, rows in background.others.items()}
    assert kept == {**dict.fromkeys(PITCHES, 8), "speech": 1, "words": 6, NOISE: 4}
    assert background.words == (*sorted(PITCHES), "snow")  # and neither "once" nor "rare"


def test_a_folder_without_words_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--data", str(tmp_path), "--other-sounds", str(tmp_path)]
    assert make_background.main([*arguments, "--out", str(tmp_path / "b")]) == 1
    assert str(tmp_path) in capsys.readouterr().err
