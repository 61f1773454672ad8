"""A backbone is made from folders: its network is trained or taken, its background measured."""

from pathlib import Path

import pytest
import soundfile
import torch

from core import Classifier
from core.config import NOISE
from core.decision.checkpoint import SHIPPED
from core.teach.backbone import load_backbone
from scripts import make_backbone
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
    monkeypatch.setattr(make_backbone, "FEWEST", 2)
    monkeypatch.setattr(make_backbone, "FEWEST_BESIDE", 2)
    monkeypatch.setattr(make_backbone, "MADE_NOISES", 3)
    for folder in ("hut", "rare", "invented0001", "snow"):
        (out / "many" / folder).mkdir(parents=True)
        soundfile.write(out / "many" / folder / "m1_0.flac", spoken(), 16_000)
    arguments = [
        "--data",
        str(data),
        "--other-sounds",
        str(sounds),
        "--out",
        str(out / "b.safetensors"),
        "--checkpoint",
        str(SHIPPED),
        "--many-words",
        str(out / "many"),
    ]
    assert make_backbone.main(arguments) == 0
    backbone = load_backbone(out / "b.safetensors")
    weights = backbone.model.network.state_dict()
    theirs = classifier.model.network.state_dict()
    assert torch.equal(weights["stem.0.weight"], theirs["stem.0.weight"].half().float())
    background = backbone.background
    kept = {name: len(rows) for name, rows in background.others.items()}
    assert kept == {**dict.fromkeys(PITCHES, 8), "speech": 1, "words": 6, NOISE: 4}
    assert set(background.words) == {
        *PITCHES,
        "snow",
        "hut",
        "rare",
        "another word 1",
    }  # and not "once"


def test_a_folder_without_words_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--data", str(tmp_path), "--other-sounds", str(tmp_path)]
    arguments += ["--checkpoint", str(SHIPPED)]
    assert make_backbone.main([*arguments, "--out", str(tmp_path / "b")]) == 1
    assert str(tmp_path) in capsys.readouterr().err
