"""How much faster several processes train one model than one process does, in turns.

    python -m tests.ranks_speed [--data DIR]

Trains by the product's own recipe, one thread a process, on the synthetic voices beside the
examples unless a folder is named. Seconds are those of an epoch: by the clock, where all that runs
on the computer counts, and of processor time, of the rank and of the process that makes its batches
ready; of several ranks the slowest one's.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch

from core.terminal import at_least_one, no_progress, progress
from core.training.ranks import all_ranks
from core.training.recipe import Recipe
from core.training.run import Run

ROOT = Path(__file__).parents[1]
WORDS = ROOT / "demo" / "examples" / "words"


@dataclass(frozen=True)
class Trained:
    """What a rank made of a training run."""

    seconds: float  # an epoch, by the clock
    rank_seconds: float  # of processor time, in the rank itself
    batches_seconds: float  # and in the process that makes its batches
    validation_loss: float  # the lowest one


def train(data: Path, epochs: int, seed: int) -> None:
    """As one of the ranks; prints a line of JSON."""
    torch.set_num_threads(1)
    recipe = Recipe()
    recipe = replace(recipe, train=replace(recipe.train, epochs=epochs, seed=seed))
    with all_ranks() as ranks:
        shown = progress if ranks.is_first else no_progress
        run = Run(data, recipe, ranks.device, shown, ranks=ranks)
        begin = _now()
        losses = [report.validation_loss for report in run.epochs(shown)]
        spent = [(after - before) / epochs for before, after in zip(begin, _now(), strict=True)]
    print("\n" + json.dumps(asdict(Trained(*spent, min(losses)))), flush=True)


def _now() -> tuple[float, float, float]:
    """Seconds by the clock, of processor time here, and in processes that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic(), time.process_time(), children.ru_utime + children.ru_stime


def by_ranks(n: int, data: Path, epochs: int, seed: int) -> Trained:
    """The slowest of `n` ranks that train together."""
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone"]
    own = ["-m", "tests.ranks_speed", "--as-rank", "--data", data]
    own += ["--epochs", epochs, "--seeds", seed]
    run = subprocess.run(
        [*torchrun, "--nproc-per-node", str(n), *map(str, own)],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told = [Trained(**json.loads(line)) for line in run.stdout.splitlines() if line[:1] == "{"]
    assert len(told) == n
    slowest = [
        max(column) for column in zip(*(list(asdict(one).values()) for one in told), strict=True)
    ]
    return Trained(*slowest)


def main() -> None:
    """Train in turns, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=WORDS, help="a folder with a folder a word")
    parser.add_argument("--epochs", type=at_least_one, default=4)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--ranks", type=at_least_one, nargs="+", default=[1, 2])
    parser.add_argument("--as-rank", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    data = options.data.resolve()
    if options.as_rank:
        train(data, options.epochs, *options.seeds)
        return
    print("ranks  seed  load  clock  in rank  for batches  validation loss")
    runs: dict[int, list[Trained]] = {n: [] for n in options.ranks}
    for seed in options.seeds:
        for n in options.ranks:
            run = by_ranks(n, data, options.epochs, seed)
            runs[n].append(run)
            print(
                f"{n:5} {seed:5} {os.getloadavg()[0]:5.1f} {run.seconds:6.1f} "
                f"{run.rank_seconds:8.1f} {run.batches_seconds:12.1f} "
                f"{run.validation_loss:16.3f}",
                flush=True,
            )
    first = runs[options.ranks[0]]
    for n in options.ranks[1:]:
        times = {
            name: statistics.median(
                getattr(one, name) / getattr(other, name)
                for one, other in zip(first, runs[n], strict=True)
            )
            for name in ("seconds", "rank_seconds")
        }
        print(
            f"{n} ranks against {options.ranks[0]}: {times['seconds']:.2f} times as fast by the "
            f"clock, {times['rank_seconds']:.2f} times by the processor time of a rank."
        )


if __name__ == "__main__":
    main()
