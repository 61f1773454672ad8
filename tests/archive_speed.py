"""How much faster two workers answer for an archive than one does, in turns. Needs ray[data].

    python -m tests.archive_speed

Answers for copies of the examples, as `python -m core classify --ray` does. What counts is from the
first recording to the last one, without the start. By the clock, all that runs on the computer
counts; so the processor time of the busiest worker stands beside it.
"""

import argparse
import json
import os
import shutil
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

from core import Classifier, Prediction, load
from core.archive import AT_ONCE, classify_archive
from core.terminal import at_least_one
from demo.ui.examples import SOUNDS

RATIO = ("clock", "processor")


class Timed:
    """A classifier that writes down, after each recording, how long its worker has worked."""

    def __init__(self, folder: Path) -> None:
        self.classifier: Classifier = load()
        self.classifier.classify(SOUNDS[0].path)  # the first one takes longer
        self.file = folder / f"{os.getpid()}.json"
        self.begin = time.monotonic()
        self.spent = time.process_time()

    def classify(self, path: Path) -> Prediction:
        """As it does."""
        answer = self.classifier.classify(path)
        told = [self.begin, time.monotonic(), time.process_time() - self.spent]
        self.file.write_text(json.dumps(told))
        return answer


def measure(recordings: Path, n_workers: int) -> dict[str, float]:
    """Seconds from the first recording to the last one, and of the busiest worker's processor."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as out:
        model: Any = partial(Timed, Path(folder))
        n, errors = classify_archive(model, [recordings], Path(out), n_workers)
        told = [json.loads(file.read_text()) for file in Path(folder).glob("*.json")]
    assert (n, errors) == (len(list(recordings.iterdir())), {})
    begins, ends, spent = zip(*told, strict=True)
    assert len(told) == n_workers, "a worker had nothing to do: take more recordings"
    return {"clock": max(ends) - min(begins), "processor": max(spent)}


def main() -> None:
    """Measure in turns, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--recordings", type=at_least_one, default=40 * AT_ONCE)
    parser.add_argument("--workers", type=at_least_one, nargs="+", default=[1, 2])
    parser.add_argument("--repeats", type=at_least_one, default=3)
    options = parser.parse_args()
    os.environ.setdefault("RAY_worker_niceness", "0")  # else all else on the computer comes first
    measured: dict[int, list[dict[str, float]]] = {n: [] for n in options.workers}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.recordings):
            source = SOUNDS[number % len(SOUNDS)].path
            shutil.copy(source, Path(folder) / f"{number}{source.suffix}")
        print("workers  load  recordings  clock, s  busiest worker's processor, s", flush=True)
        for _ in range(options.repeats):
            for n in options.workers:
                one = measure(Path(folder), n)
                measured[n].append(one)
                print(
                    f"{n:7} {os.getloadavg()[0]:5.1f} {options.recordings:11} "
                    f"{one['clock']:9.1f} {one['processor']:30.1f}",
                    flush=True,
                )
    first, *others = options.workers
    for n in others:
        pairs = list(zip(measured[first], measured[n], strict=True))
        times = {name: statistics.median(a[name] / b[name] for a, b in pairs) for name in RATIO}
        print(
            f"{n} workers against {first}: {times['clock']:.2f} times as fast by the clock, "
            f"{times['processor']:.2f} times by processor time."
        )


if __name__ == "__main__":
    main()
