"""The command line. Each command says more with `python -m core COMMAND --help`."""

import argparse
import io
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import torch

from core.config import NEITHER, NOISE, OPERATING_POINTS, OTHER
from core.data.dataset import download
from core.data.reading import NOTES
from core.decision.checkpoint import SHIPPED, load, save
from core.decision.classifier import Classifier
from core.decision.live import Listener
from core.decision.prediction import Word
from core.decision.runtime import ENDING
from core.errors import AudioError, CoreError, DatasetError, MicrophoneError
from core.evaluation.benchmark import benchmark
from core.evaluation.card import model_card
from core.evaluation.card_tables import figures_table, robustness_tables
from core.evaluation.evaluate import evaluate
from core.evaluation.figures import read_figures_of, write_figures
from core.evaluation.robustness import PARTS, about, measure_parts
from core.evaluation.tables import percent
from core.sound.decode import read_clip
from core.sound.folders import recordings_in
from core.sound.stream import Microphone, pieces_of_pipe
from core.space import KINDS, make
from core.terminal import at_least_one, notes, progress
from core.training.operating_points import choose_operating_points, false_accepts
from core.training.recipe import WORDS, Recipe, Run, lesson_recipe, train_device


def train(options: argparse.Namespace) -> int:
    """Train a model on a folder of words; write it and its model card.

    An interrupted run goes on where it was when the same command is given again.
    """
    data = download(options.data) if options.download else options.data
    recipe = lesson_recipe() if options.architecture == "lesson" else Recipe()
    recipe = replace(
        recipe, train=replace(recipe.train, seed=options.seed), words=tuple(options.words)
    )
    if options.epochs is not None:
        recipe = replace(recipe, train=replace(recipe.train, epochs=options.epochs))
    begin_with = load(options.begin_with) if options.begin_with else None
    if begin_with:  # which was chosen on the same validation speakers: none of its likes is better
        recipe = replace(recipe, train=replace(recipe.train, keep_last=True))
    if options.learning_rate is not None:
        recipe = replace(recipe, train=replace(recipe.train, learning_rate=options.learning_rate))
    run = Run(
        data, recipe, train_device(), progress, options.other_sounds, options.teacher, begin_with
    )

    options.out.parent.mkdir(parents=True, exist_ok=True)
    state_path = options.out.with_suffix(".training")
    if options.restart:
        state_path.unlink(missing_ok=True)
    if state_path.is_file():
        run.load_state_dict(read_state(state_path))
        print(f"An interrupted run was found: going on after epoch {run.training.epoch}.")
    start = time.monotonic()
    for report in run.epochs(progress):
        print(
            f"epoch {report.epoch:3} of {recipe.train.epochs}: "
            f"training loss {report.training_loss:.3f}, "
            f"validation loss {report.validation_loss:.4f}{', the best' if report.is_best else ''}"
            f" ({time.monotonic() - start:.0f} s)",
            flush=True,
        )
        torch.save(run.state_dict(), temporary := state_path.with_suffix(".part"))
        temporary.replace(state_path)

    classifier = run.finish()
    if options.other_sounds and not recipe.train.words_only:
        rows = false_accepts(classifier, data, options.other_sounds, progress)
        decision = choose_operating_points(classifier.decision, rows)
        classifier = replace(classifier, decision=decision)
    measured = evaluate(classifier, data, "validation", lambda items: progress(items, "evaluate"))
    classifier = replace(classifier, metrics={"training": run.summary(), "validation": measured})
    save(classifier, options.out)
    card_path = options.out.with_suffix(".md")
    card_path.write_text(model_card(classifier, options.out), encoding="utf-8")
    state_path.unlink(missing_ok=True)
    print(figures_table([("validation", measured)]))
    print(f"\nThe model is in {options.out}, its model card in {card_path}.")
    return 0


def read_state(path: Path) -> dict[str, Any]:
    """What an interrupted training run left.

    Raises:
        DatasetError: if it is damaged.
    """
    try:
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    except (RuntimeError, UnpicklingError, EOFError, KeyError) as error:
        raise DatasetError(
            f"What the interrupted run left in {path.name} is damaged. Start anew with --restart."
        ) from error
    return state


def evaluate_command(options: argparse.Namespace) -> int:
    """Measure how often a model is right on recordings that it was not trained on."""
    torch.set_num_threads(1)
    classifier = load(options.checkpoint)
    if options.robustness:
        return evaluate_robustness(classifier, options)
    if options.other_sounds:
        raise DatasetError("Other sounds are measured with --robustness: add it.")
    if options.only:
        raise DatasetError("Parts are chosen of what is measured with --robustness: add it.")
    measured = evaluate(
        classifier, options.data, options.split, lambda items: progress(items, "evaluate")
    )
    print(figures_table([(f"{classifier.name}, {options.split}", measured)]))
    if options.json:
        about = {"name": classifier.name, "split": options.split}
        write_figures(options.json, about | measured)
    return 0


def evaluate_robustness(classifier: Classifier, options: argparse.Namespace) -> int:
    """Measure a model on sounds, noises and changes that training left out; write the figures.

    What an interrupted run measured of the same model is kept; some parts alone are put among
    those that were measured before.
    """
    if not options.other_sounds:
        raise DatasetError(
            "Robustness needs sounds without the words: name a folder of them with "
            "--other-sounds DIR."
        )
    path = options.json or (options.checkpoint or SHIPPED).with_suffix(".robustness.json")
    unfinished = path.with_name(path.name + ".unfinished")
    figures = about(classifier) | read_figures_of(classifier, path if options.only else unfinished)
    if options.only and path.is_file() and not set(PARTS) & set(figures):
        raise DatasetError(
            f"{path} holds figures of another model or of other settings. Measure all parts, or "
            "name another file with --json."
        )
    wanted = options.only or [name for name in PARTS if name not in figures]
    start = time.monotonic()
    for name, part in measure_parts(
        classifier, options.data, options.other_sounds, progress, only=wanted
    ):
        figures[name] = part
        write_figures(unfinished, figures)  # the same command goes on here
        print(f"{name}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
        start = time.monotonic()
    unfinished.replace(path)
    if set(PARTS) <= set(figures):
        print(robustness_tables([(classifier.name, figures)]))
    print(f"\nAll figures are in {path}.")
    return 0


def export_command(options: argparse.Namespace) -> int:
    """Write a model for other runtimes, as ONNX or for torch.export, and check it."""
    from core.export.golden import golden_cases  # ONNX takes a second to import
    from core.export.write import export

    torch.set_num_threads(1)
    classifier = load(options.checkpoint)
    out = options.out
    if options.blocks:
        model_file = options.checkpoint or SHIPPED
        out = out or model_file.with_name(model_file.stem + ENDING)
    if out is None:
        print("Name a file with --out.", file=sys.stderr)
        return 2
    difference = export(classifier, out, blocks=options.blocks)
    size = out.stat().st_size / 1e6
    print(f"{out}: {size:.2f} MB, its scores differ by {difference:.1e} at most.")
    if options.cases:
        clips = {path.name: read_clip(path) for path in audio_files(options.cases)}
        cases = out.with_suffix(".golden.json")
        write_figures(cases, golden_cases(classifier, clips))
        print(f"{len(clips)} recordings with their answers are in {cases}.")
    return 0


def card(options: argparse.Namespace) -> int:
    """Write the model card of a model anew, from the figures in its file and those beside it."""
    classifier = load(options.checkpoint)
    path = options.checkpoint or SHIPPED
    path.with_suffix(".md").write_text(model_card(classifier, path), encoding="utf-8")
    return 0


def classify(options: argparse.Namespace) -> int:
    """Say for each recording whether it holds yes, no or neither, and where."""
    torch.set_num_threads(1)
    classifier = load(options.checkpoint)
    if options.threshold is not None:
        classifier = classifier.with_threshold(options.threshold)
    elif options.operating_point:
        classifier = classifier.at(options.operating_point)
    all_read = True
    for path in audio_files(options.paths):
        answer = answer_for(classifier, path)
        all_read &= "error" not in answer
        print(json.dumps(answer) if options.json else table_row(answer), flush=True)
    return 0 if all_read else 1


def audio_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The named files, and all files with sound in the named folders, in order."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = False
        for recording in recordings_in(path):
            found = True
            yield recording
        if not found:
            yield path  # reported as not readable: nothing in it is sound


def answer_for(classifier: Classifier, path: Path) -> dict[str, Any]:
    """The JSON object for one recording."""
    try:
        if path.is_dir():
            raise AudioError("no_recordings", path=path)
        return {"path": str(path)} | classifier.classify(path).to_json()
    except AudioError as error:
        return {"path": str(path), "error": str(error)}


def table_row(answer: dict[str, Any]) -> str:
    """One answer as a line for people."""
    if "error" in answer:
        return f"{'-':9}{'':26}{answer['path']}  ({answer['error']})"
    score = percent(answer["scores"][answer["label"]])
    found = ", ".join(f"{word['label']} at {word['start']:.1f} s" for word in answer["words"])
    advice = "  ".join(["", *answer["advice"]])
    where = f"{answer['start']:5.2f} to {answer['end']:5.2f} s"
    several = f"  [{found}]" if len(answer["words"]) > 1 else ""
    return f"{answer['label']:9}{score:>7}  {where:17}{answer['path']}{several}{advice}"


def listen(options: argparse.Namespace) -> int:
    """Print each word with its time as it is said, to the microphone or into a pipe.

    A pipe brings 16-bit little-endian samples of one channel to the standard input.
    """
    torch.set_num_threads(1)
    listener = Listener(load(options.checkpoint), options.operating_point)

    def tell(words: list[Word]) -> None:
        for found in words:
            print(json.dumps(found.to_json()) if options.json else word_row(found), flush=True)

    if options.pipe:
        for samples in pieces_of_pipe(sys.stdin.buffer):
            tell(listener.feed(samples, options.pipe))
        tell(listener.finish())
        return 0
    try:
        microphone = Microphone()
    except MicrophoneError as error:
        print(error, file=sys.stderr)
        return 2
    print("Listening. Ctrl+C ends it.", file=sys.stderr)
    with microphone:
        for samples in microphone:
            tell(listener.feed(samples, microphone.sample_rate))
    return 0


def word_row(found: Word) -> str:
    """One word of a stream as a line for people."""
    score = percent(found.scores[found.label])
    return f"{found.start:8.2f} to {found.end:.2f} s  {found.label:9}{score:>7}"


def benchmark_command(options: argparse.Namespace) -> int:
    """Measure the speed and size of a model and of the lesson's CNN, in one run on one thread."""
    rows = benchmark(load(options.checkpoint), options.repeats)
    if options.json:
        print(json.dumps(rows))
        return 0
    for name, values in rows.items():
        print(name)
        for what, value in values.items():
            print(f"  {what:52}{value:>14,}")
    return 0


def space(options: argparse.Namespace) -> int:
    """Make a folder that is ready to be pushed to Hugging Face: the page, or the model."""
    make(options.folder, options.kind, options.repository)
    print(f"{options.folder} is ready to be pushed.")
    return 0


def between_0_and_1(text: str) -> float:
    """For argparse: a score."""
    if not 0 <= float(text) <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return float(text)


def word(text: str) -> str:
    """For argparse: a word to answer with."""
    if text in (NEITHER, OTHER, NOISE):
        raise argparse.ArgumentTypeError(f"'{text}' is the name of what is no word")
    return text


def model_file(text: str) -> Path:
    """For argparse: where to write a model. Its card and its state get the same name."""
    if Path(text).suffix != ".safetensors":
        raise argparse.ArgumentTypeError(f"'{text}' does not end in .safetensors")
    return Path(text)


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    top = argparse.ArgumentParser(prog="python -m core", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)

    def command(name: str, function: Any) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=function.__doc__.splitlines()[0])
        sub.description = function.__doc__
        sub.set_defaults(function=function)
        return sub

    def add_checkpoint(sub: argparse.ArgumentParser) -> None:
        sub.add_argument(
            "--checkpoint", type=Path, help="the model file (default: the shipped one)"
        )

    sub = command("train", train)
    sub.add_argument("--data", type=Path, required=True, help="a folder with a folder a word")
    sub.add_argument(
        "--download", action="store_true", help="first bring the Speech Commands dataset to DATA"
    )
    sub.add_argument(
        "--other-sounds", type=Path, metavar="DIR", help="a folder of sounds without the words"
    )
    sub.add_argument(
        "--words",
        nargs="+",
        type=word,
        default=WORDS,
        metavar="WORD",
        help="the folders of the words that it answers with (default: yes no)",
    )
    sub.add_argument("--teacher", type=Path, metavar="DIR", help="what to learn from besides")
    sub.add_argument("--begin-with", type=Path, metavar="FILE", help="a model to train on")
    sub.add_argument("--learning-rate", type=float, help="its peak (default: the recipe's)")
    sub.add_argument("--architecture", choices=("bc-resnet", "lesson"), default="bc-resnet")
    sub.add_argument("--epochs", type=at_least_one, help="default: the recipe's")
    sub.add_argument("--seed", type=int, default=0)
    sub.add_argument("--restart", action="store_true", help="forget an interrupted run")
    sub.add_argument("--out", type=model_file, default=SHIPPED, help="where to write the model")

    sub = command("evaluate", evaluate_command)
    sub.add_argument("--data", type=Path, required=True, help="a folder with a folder a word")
    sub.add_argument(
        "--split", choices=("validation", "testing", "training", "all"), default="validation"
    )
    sub.add_argument(
        "--robustness",
        action="store_true",
        help="on noises, changes and speech that training left out; takes minutes",
    )
    sub.add_argument(
        "--other-sounds", type=Path, metavar="DIR", help="for --robustness: sounds without words"
    )
    sub.add_argument(
        "--only",
        choices=tuple(PARTS),
        nargs="+",
        metavar="PART",
        help=f"for --robustness: these parts alone, of {', '.join(PARTS)}",
    )
    sub.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to FILE")
    add_checkpoint(sub)

    sub = command("classify", classify)
    sub.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="recordings or folders")
    sub.add_argument("--json", action="store_true", help="one JSON object a line, for programs")
    how_sure = sub.add_mutually_exclusive_group()
    how_sure.add_argument(
        "--operating-point",
        choices=OPERATING_POINTS,
        help="how sure it must be, as measured for this model",
    )
    how_sure.add_argument(
        "--threshold", type=between_0_and_1, help="accept a word at this score or above"
    )
    add_checkpoint(sub)

    sub = command("listen", listen)
    sub.add_argument(
        "--pipe",
        type=at_least_one,
        metavar="RATE",
        help="read samples from the standard input, so many a second",
    )
    sub.add_argument("--json", action="store_true", help="one JSON object a line, for programs")
    sub.add_argument(
        "--operating-point",
        choices=OPERATING_POINTS,
        default="balanced",
        help="how sure it must be, as measured for this model (default: balanced)",
    )
    add_checkpoint(sub)

    sub = command("benchmark", benchmark_command)
    sub.add_argument("--repeats", type=at_least_one, default=200)
    sub.add_argument("--json", action="store_true")
    add_checkpoint(sub)

    sub = command("export", export_command)
    sub.add_argument("--out", type=Path, metavar="FILE", help="a .onnx or .pt2 file")
    sub.add_argument(
        "--blocks",
        action="store_true",
        help="what makes this library itself quicker; lies beside the model file",
    )
    sub.add_argument(
        "--cases",
        type=Path,
        nargs="+",
        default=[],
        metavar="PATH",
        help="recordings or folders whose answers are written beside it, for other runtimes",
    )
    add_checkpoint(sub)

    sub = command("space", space)
    sub.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    sub.add_argument(
        "--kind",
        choices=KINDS,
        required=True,
        help="the page on a free account, on a paid one, or without a server; or the model alone",
    )
    sub.add_argument(
        "--repository", metavar="OWNER/NAME", help="the Space's name, for its picture where shared"
    )

    sub = command("card", card)
    add_checkpoint(sub)
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0 well, 1 something failed, 2 wrong usage."""
    options = parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name may hold letters that it cannot print
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        with notes(NOTES):
            status: int = options.function(options)
        return status
    except CoreError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader has enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
