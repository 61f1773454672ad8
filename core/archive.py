"""Many recordings on many processors or machines, by Ray Data: Parquet out, and it can be resumed.

Ray is an optional extra: pip install "ray[data]".
"""

import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from core.decision.classifier import Classifier
from core.errors import ArchiveError, AudioError
from core.sound.folders import audio_files
from core.terminal import one_thread

AT_ONCE = 64  # recordings in one file of answers: so much is done again after an interruption
PATH = "path"  # the column of a Parquet file that names recordings


def answer_for(classifier: Classifier, path: Path) -> dict[str, Any]:
    """The JSON object for one recording."""
    try:
        if path.is_dir():
            raise AudioError("no_recordings", path=path)
        return {"path": str(path)} | classifier.classify(path).to_json()
    except AudioError as error:
        return {"path": str(path), "error": str(error)}


class Hears:
    """What every worker is: it loads the model once, and answers batches of paths.

    Args:
        load_model: gives the classifier.
    """

    def __init__(self, load_model: Callable[[], Classifier]) -> None:
        one_thread()
        self.classifier = load_model()

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        """Paths -> the columns of the answers."""
        answers = [answer_for(self.classifier, Path(path)) for path in batch[PATH]]
        return {
            PATH: [answer["path"] for answer in answers],
            "label": [answer.get("label", "") for answer in answers],
            "error": [answer.get("error", "") for answer in answers],
            "answer": [json.dumps(answer) for answer in answers],  # as `classify --json` prints it
        }


def classify_archive(
    load_model: Callable[[], Classifier], paths: Iterable[Path], out: Path, n_workers: int
) -> tuple[int, dict[str, str]]:
    """Answer for all recordings, and write the answers to the folder `out`, as Parquet.

    What is in `out` already is not done again.

    Args:
        paths: recordings, folders, and Parquet files with a column `path`.

    Returns how many were answered by now, and of those that could not be heard, why.

    Raises:
        ArchiveError: without Ray, or for a Parquet file without that column.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
    try:
        import ray
        from ray.data import ActorPoolStrategy, DataContext
    except ImportError as error:
        raise ArchiveError("--ray needs one more package: pip install 'ray[data]'.") from error
    out.mkdir(parents=True, exist_ok=True)
    done = answers_in(out)
    items = [{PATH: name} for name in dict.fromkeys(names_of(paths)) if name not in done]
    if items:
        ray.init(
            num_cpus=None if "RAY_ADDRESS" in os.environ else n_workers + 1,  # one that writes
            include_dashboard=False,
            log_to_driver=False,
            configure_logging=False,
        )
        try:
            DataContext.get_current().enable_progress_bars = sys.stderr.isatty()
            data = ray.data.from_items(items, override_num_blocks=-(-len(items) // AT_ONCE))
            heard = data.map_batches(
                Hears,
                fn_constructor_args=[load_model],
                batch_size=AT_ONCE,
                compute=ActorPoolStrategy(size=n_workers),
                num_cpus=1,
            )
            heard.write_parquet(str(out))
        finally:
            ray.shutdown()
    done = answers_in(out)
    return len(done), {name: error for name, error in done.items() if error}


def names_of(paths: Iterable[Path]) -> Iterable[str]:
    """The recordings' paths. Raises ArchiveError."""
    for path in paths:
        if path.suffix == ".parquet":
            yield from _column(path, PATH)
        else:
            yield from map(str, audio_files([path]))


def answers_in(out: Path) -> dict[str, str]:
    """Path -> error, or nothing, of all that was answered. A file that was cut off is deleted."""
    from pyarrow import ArrowException

    found: dict[str, str] = {}
    for part in sorted(out.glob("*.parquet")):
        try:
            found |= zip(_column(part, PATH), _column(part, "error"), strict=True)
        except (ArrowException, OSError):
            part.unlink()
    return found


def _column(file: Path, name: str) -> list[str]:
    from pyarrow import parquet

    if name not in parquet.read_schema(file).names:
        raise ArchiveError(f"{file} has no column '{name}'.")
    column: list[str] = parquet.read_table(file, columns=[name]).column(name).to_pylist()
    return column
