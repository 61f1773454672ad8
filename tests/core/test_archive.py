"""Archives by Ray: the same answers as one process, resumed, bad files told. Needs ray[data]."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from core.__main__ import main
from tests.sounds import spoken, tone

pytest.importorskip("ray", reason="no package ray: pip install 'ray[data]'")
parquet = pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Recordings, and a file that is none."""
    sounds = tmp_path / "sounds"
    sounds.mkdir()
    for number in range(3):
        soundfile.write(sounds / f"{number}.wav", spoken() + tone(300 + number) / 100, 16_000)
    (sounds / "letter.wav").write_text("Dear computer")
    return sounds


def answers(out: Path) -> dict[str, str]:
    """Path -> the JSON that is in the Parquet files."""
    table = parquet.read_table(out)
    return dict(zip(*(table.column(name).to_pylist() for name in ("path", "answer")), strict=True))


def test_the_answers_are_those_of_one_process_and_are_not_given_twice(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["classify", "--json", str(folder)]) == 1
    expected = {json.loads(line)["path"]: line for line in capsys.readouterr().out.splitlines()}
    few = tmp_path / "few.parquet"
    first = sorted(expected)[:2]
    _table(few, first)
    assert main(["classify", str(few), "--ray", str(out), "--workers", "1"]) == 0
    (part,) = out.glob("*.parquet")
    before = part.read_bytes()
    (out / "cut_off.parquet").write_bytes(before[: len(before) // 2])  # as after a power cut
    capsys.readouterr()
    assert main(["classify", str(folder), "--ray", str(out), "--workers", "2"]) == 1
    told = capsys.readouterr()
    assert answers(out) == expected
    assert part.read_bytes() == before
    assert not (out / "cut_off.parquet").exists()
    assert "letter.wav is not audio" in told.err
    assert "4 answers are in" in told.out
    assert "1 files could not be heard" in told.out


def _table(file: Path, names: list[str]) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet.write_table(pyarrow.table({"path": names, "other": np.arange(len(names))}), file)


def test_a_table_without_paths_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet.write_table(pyarrow.table({"file": ["a.wav"]}), tmp_path / "list.parquet")
    out = str(tmp_path / "out")
    assert main(["classify", str(tmp_path / "list.parquet"), "--ray", out]) == 1
    assert "has no column 'path'" in capsys.readouterr().err
