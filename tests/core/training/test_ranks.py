"""Two processes train one model together, as torchrun starts them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from core import load
from core.training.generators import generator_for
from core.training.ranks import ALONE, Ranks, all_ranks
from tests.core.training import watched_rank

ROOT = Path(__file__).parents[3]
WORDS = ROOT / "demo" / "examples" / "words"
EPOCHS = 3


def few_voices(root: Path) -> Path:
    """Eight of the voices that lie beside the examples to train on, and four to validate."""
    for word in ("yes", "no"):
        files = sorted((WORDS / word).glob("*.ogg"))
        for split, chosen in (("training", files[:8]), ("validation", files[8:12])):
            (root / split / word).mkdir(parents=True)
            for file in chosen:
                shutil.copy(file, root / split / word)
    return root


def command(out: Path) -> list[str]:
    """A training that writes its weights into the folder `out` is in."""
    data = few_voices(out.parent / "words")
    options = ["--data", data, "--out", out, "--epochs", EPOCHS, "--architecture", "lesson"]
    return [str(out.parent), "train", *map(str, options)]


def torchrun(command: list[str], dies: str = "") -> subprocess.CompletedProcess[str]:
    """It, by two processes."""
    started = [sys.executable, "-m", "torch.distributed.run", "--standalone"]
    started += ["--nproc-per-node", "2", watched_rank.__file__, *command]
    more = {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "DIES": dies}
    environment = {**os.environ, **more}
    return subprocess.run(
        started, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def weights(folder: Path, rank: int, epoch: int) -> dict[str, Tensor]:
    """Of a rank after an epoch."""
    found: dict[str, Tensor] = torch.load(folder / f"{rank}-{epoch}.pt", weights_only=True)
    return found


def test_two_processes_train_what_one_trains_also_after_one_of_them_died(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, together = (tmp_path / name / "model.safetensors" for name in ("alone", "together"))
    by_two = command(together)
    died = torchrun(by_two, dies="1:2")
    assert died.returncode != 0
    assert "epoch   1 of 3" in died.stdout
    assert "epoch   2 of 3" not in died.stdout
    assert not together.exists()

    run = torchrun(by_two)
    assert run.returncode == 0, run.stderr
    assert run.stdout.count("going on after epoch 1.") == 1
    assert [run.stdout.count(f"epoch {n:3} of 3") for n in (1, 2, 3)] == [0, 1, 1]
    assert run.stdout.count("The model is in") == 1
    written = {path.name for path in together.parent.iterdir() if path.suffix != ".pt"}
    assert written == {"words", "model.safetensors", "model.md"}

    for owner, name in watched_rank.CHANGED:
        monkeypatch.setattr(owner, name, getattr(owner, name))  # as it was, after this test
    folder, *arguments = command(alone)
    watched_rank.watch(Path(folder))
    assert watched_rank.main(arguments) == 0
    for epoch in range(1, EPOCHS + 1):
        first, second = (weights(together.parent, rank, epoch) for rank in (0, 1))
        one = weights(alone.parent, 0, epoch)
        for name, weight in first.items():
            assert torch.equal(weight, second[name]), (epoch, name)
            torch.testing.assert_close(weight, one[name], atol=1e-4, rtol=1e-3)
    assert not torch.equal(weight, weights(together.parent, 0, 1)[name])
    measured = [load(path).metrics for path in (alone, together)]
    assert [each["training"]["ranks"] for each in measured] == [1, 2]
    assert measured[0]["validation"] == measured[1]["validation"]


def test_one_process_is_what_it_was() -> None:
    model = nn.Linear(2, 2)
    assert ALONE.together(model) is model
    assert ALONE.part_of(130) == 130
    assert ALONE.from_first(lambda: "mine") == "mine"
    with all_ranks() as ranks:
        assert (ranks.rank, ranks.size, ranks.is_first) == (0, 1, True)
    # Of a run that another version began, the rest is drawn from the same numbers
    drawn = torch.randint(1_000, (4,), generator=generator_for("batches", 0, 1)).tolist()
    assert drawn == [846, 249, 391, 915]


@pytest.mark.parametrize(("n", "size", "expected"), [(130, 2, 65), (15, 2, 8), (130, 4, 33)])
def test_a_batch_is_shared_out(n: int, size: int, expected: int) -> None:
    assert Ranks(0, size).part_of(n) == expected
