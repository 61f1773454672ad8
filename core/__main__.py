"""The command line. Each command says more with `python -m core COMMAND --help`."""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from core.archive import answer_for, classify_archive
from core.config import NEITHER, NOISE, OPERATING_POINTS, OTHER, WORDS
from core.data.reading import NOTES
from core.decision.checkpoint import SHIPPED, load
from core.decision.classifier import Classifier
from core.decision.live import Listener
from core.decision.prediction import Word
from core.errors import CheckpointError, CoreError, MicrophoneError
from core.evaluation.tables import percent
from core.sound.folders import audio_files
from core.sound.stream import Microphone, pieces_of_pipe
from core.space import KINDS, make
from core.terminal import at_least_one, notes, one_thread


def classify(options: argparse.Namespace) -> int:
    """Say for each recording whether it holds yes, no or neither, and where."""
    if options.ray:
        return classify_with_ray(options)
    one_thread()
    classifier = chosen_classifier(options.checkpoint, options.threshold, options.operating_point)
    all_read = True
    for path in audio_files(options.paths):
        answer = answer_for(classifier, path)
        all_read &= "error" not in answer
        print(json.dumps(answer) if options.json else table_row(answer), flush=True)
    return 0 if all_read else 1


def chosen_classifier(
    checkpoint: Path | None, threshold: float | None, operating_point: str | None
) -> Classifier:
    """The model, as sure as was asked for."""
    classifier = load(checkpoint)
    if threshold is not None:
        return classifier.with_threshold(threshold)
    return classifier.at(operating_point) if operating_point else classifier


def classify_with_ray(options: argparse.Namespace) -> int:
    """The same of an archive, by many workers; what is done already is not done again."""
    load_model = partial(
        chosen_classifier, options.checkpoint, options.threshold, options.operating_point
    )
    load_model()  # a wrong model file is told here, not by every worker
    n_answers, errors = classify_archive(load_model, options.paths, options.ray, options.workers)
    for name, error in errors.items():
        print(f"{name}: {error}", file=sys.stderr)
    print(f"{n_answers} answers are in {options.ray}; {len(errors)} files could not be heard.")
    return 1 if errors else 0


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
    one_thread()
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


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    top = argparse.ArgumentParser(prog="python -m core", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    for add in (
        add_train,
        add_evaluate,
        add_classify,
        add_listen,
        add_benchmark,
        add_export,
        add_space,
        add_card,
    ):
        add(commands)
    return top


def new_command(
    commands: Commands,
    name: str,
    function: Callable[[argparse.Namespace], int] | str,
    about: str = "",
) -> argparse.ArgumentParser:
    """A command by a function of this module, or by one in core.commands and what it does."""
    about = about or str(getattr(function, "__doc__", ""))
    sub: argparse.ArgumentParser = commands.add_parser(
        name, help=about.splitlines()[0], description=about
    )
    sub.set_defaults(function=function)
    return sub


def add_checkpoint(sub: argparse.ArgumentParser) -> None:
    """The option that most commands have."""
    sub.add_argument("--checkpoint", type=Path, help="the model file (default: the shipped one)")


def add_train(commands: Commands) -> None:
    """`python -m core train`."""
    sub = new_command(
        commands,
        "train",
        "train",
        "Train a model on a folder of words; write it and its model card. "
        "An interrupted run goes on where it was when the same command is given again.",
    )
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
    sub.add_argument("--width", type=at_least_one, help="of BC-ResNet (default: the recipe's)")
    sub.add_argument("--epochs", type=at_least_one, help="default: the recipe's")
    sub.add_argument("--seed", type=int, default=0)
    sub.add_argument("--restart", action="store_true", help="forget an interrupted run")
    sub.add_argument("--out", type=model_file, default=SHIPPED, help="where to write the model")


def add_evaluate(commands: Commands) -> None:
    """`python -m core evaluate`."""
    sub = new_command(
        commands,
        "evaluate",
        "evaluate_command",
        "Measure how often a model is right on recordings that it was not trained on.",
    )
    sub.add_argument("--data", type=Path, required=True, help="a folder with a folder a word")
    sub.add_argument(
        "--split", choices=("validation", "testing", "training", "all"), default="validation"
    )
    how = sub.add_mutually_exclusive_group()
    how.add_argument(
        "--robustness",
        action="store_true",
        help="on noises, changes and speech that training left out; takes minutes",
    )
    how.add_argument(
        "--live",
        action="store_true",
        help="as a listener to one long stream: words found, false answers, delay, cost",
    )
    sub.add_argument(
        "--other-sounds",
        type=Path,
        metavar="DIR",
        help="for --robustness and --live: sounds without words",
    )
    sub.add_argument(
        "--only",
        nargs="+",
        metavar="PART",
        help="for --robustness: these parts alone, of those in core/evaluation/robustness",
    )
    sub.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to FILE")
    add_checkpoint(sub)


def add_classify(commands: Commands) -> None:
    """`python -m core classify`."""
    sub = new_command(commands, "classify", classify)
    sub.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="recordings or folders")
    sub.add_argument("--json", action="store_true", help="one JSON object a line, for programs")
    sub.add_argument(
        "--ray",
        type=Path,
        metavar="DIR",
        help="answer by many workers, into Parquet files in DIR; PATH may be a Parquet file of "
        "paths, too",
    )
    sub.add_argument(
        "--workers", type=at_least_one, default=os.cpu_count() or 1, help="for --ray: how many"
    )
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


def add_listen(commands: Commands) -> None:
    """`python -m core listen`."""
    sub = new_command(commands, "listen", listen)
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


def add_benchmark(commands: Commands) -> None:
    """`python -m core benchmark`."""
    sub = new_command(
        commands,
        "benchmark",
        "benchmark_command",
        "Measure the speed and size of a model and of the lesson's CNN, in one run on one thread.",
    )
    sub.add_argument("--repeats", type=at_least_one, default=200)
    sub.add_argument(
        "--ways",
        action="store_true",
        help="also PyTorch, torch.export, ONNX Runtime and Chromium side by side: minutes",
    )
    sub.add_argument("--json", action="store_true")
    add_checkpoint(sub)


def add_export(commands: Commands) -> None:
    """`python -m core export`."""
    sub = new_command(
        commands,
        "export",
        "export_command",
        "Write a model for other runtimes, as ONNX or for torch.export, and check it.",
    )
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


def add_space(commands: Commands) -> None:
    """`python -m core space`."""
    sub = new_command(commands, "space", space)
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


def add_card(commands: Commands) -> None:
    """`python -m core card`."""
    sub = new_command(
        commands,
        "card",
        "card",
        "Write the model card of a model anew, from the figures in its file and those beside it.",
    )
    add_checkpoint(sub)


def with_pytorch(name: str) -> Any:
    """A function of core.commands. Raises CheckpointError without PyTorch."""
    try:
        import core.commands
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in ("torch", "torchaudio"):
            raise
        raise CheckpointError("no_torch") from error
    return getattr(core.commands, name)


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0 well, 1 something failed, 2 wrong usage."""
    options = parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name may hold letters that it cannot print
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        with notes(NOTES):
            function = options.function
            if isinstance(function, str):
                function = with_pytorch(function)
            status: int = function(options)
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
