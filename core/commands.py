"""The commands that need PyTorch; `python -m core` imports them only when one is asked for."""

import argparse
import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import torch

from core.data.dataset import download
from core.data.reading import NOTES
from core.decision.checkpoint import SHIPPED, load, save
from core.decision.classifier import Classifier
from core.decision.runtime import ENDING
from core.errors import DatasetError
from core.evaluation.benchmark import benchmark
from core.evaluation.card import model_card
from core.evaluation.card_tables import figures_table
from core.evaluation.evaluate import evaluate
from core.evaluation.figures import read_figures_of, write_figures
from core.evaluation.live import live_figures, live_table
from core.evaluation.robustness import PARTS, about, measure_parts
from core.evaluation.robustness_tables import robustness_tables
from core.sound.decode import read_clip
from core.sound.folders import audio_files
from core.terminal import no_progress, progress
from core.training.operating_points import choose_operating_points, false_accepts
from core.training.ranks import Ranks, all_ranks
from core.training.recipe import Recipe, lesson_recipe
from core.training.run import Run


def train(options: argparse.Namespace) -> int:
    """Train a model on a folder of words; write it and its model card.

    An interrupted run goes on where it was when the same command is given again.
    """
    recipe = lesson_recipe() if options.architecture == "lesson" else Recipe()
    recipe = replace(
        recipe, train=replace(recipe.train, seed=options.seed), words=tuple(options.words)
    )
    if options.width is not None:
        recipe = replace(recipe, model=replace(recipe.model, width=options.width))
    if options.epochs is not None:
        recipe = replace(recipe, train=replace(recipe.train, epochs=options.epochs))
    begin_with = load(options.begin_with) if options.begin_with else None
    if begin_with:  # which was chosen on the same validation speakers: none of its likes is better
        recipe = replace(recipe, train=replace(recipe.train, keep_last=True))
    if options.learning_rate is not None:
        recipe = replace(recipe, train=replace(recipe.train, learning_rate=options.learning_rate))
    with all_ranks() as ranks:
        run = train_epochs(options, recipe, begin_with, ranks)
    return write_trained(run, options) if ranks.is_first else 0


def train_epochs(
    options: argparse.Namespace, recipe: Recipe, begin_with: Classifier | None, ranks: Ranks
) -> Run:
    """All epochs, on all ranks; the first one prints, and keeps what an interrupted run needs."""
    NOTES.disabled = not ranks.is_first
    shown = progress if ranks.is_first else no_progress
    if options.download:
        options.data = ranks.from_first(lambda: download(options.data))
    sounds = (options.other_sounds, options.teacher)
    run = Run(options.data, recipe, ranks.device, shown, *sounds, begin_with, ranks=ranks)

    options.out.parent.mkdir(parents=True, exist_ok=True)
    state_path = options.out.with_suffix(".training")
    if options.restart and ranks.is_first:
        state_path.unlink(missing_ok=True)
    state = ranks.from_first(lambda: read_state(state_path) if state_path.is_file() else None)
    if state:
        run.load_state_dict(state)
        if ranks.is_first:
            print(f"An interrupted run was found: going on after epoch {run.training.epoch}.")
    start = time.monotonic()
    for report in run.epochs(shown):
        if not ranks.is_first:
            continue
        print(
            f"epoch {report.epoch:3} of {recipe.train.epochs}: "
            f"training loss {report.training_loss:.3f}, "
            f"validation loss {report.validation_loss:.4f}{', the best' if report.is_best else ''}"
            f" ({time.monotonic() - start:.0f} s)",
            flush=True,
        )
        torch.save(run.state_dict(), temporary := state_path.with_suffix(".part"))
        temporary.replace(state_path)
    return run


def write_trained(run: Run, options: argparse.Namespace) -> int:
    """Calibrate and measure what was trained; write it and its card."""
    classifier, data = run.finish(), options.data
    if options.other_sounds and not run.recipe.train.words_only:
        rows = false_accepts(classifier, data, options.other_sounds, progress)
        decision = choose_operating_points(classifier.decision, rows)
        classifier = replace(classifier, decision=decision)
    measured = evaluate(classifier, data, "validation", lambda items: progress(items, "evaluate"))
    classifier = replace(classifier, metrics={"training": run.summary(), "validation": measured})
    save(classifier, options.out)
    card_path = options.out.with_suffix(".md")
    card_path.write_text(model_card(classifier, options.out), encoding="utf-8")
    options.out.with_suffix(".training").unlink(missing_ok=True)
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
    if options.live:
        figures = live_figures(classifier, options.data, options.other_sounds, progress)
        print(live_table(figures))
        if options.json:
            write_figures(options.json, figures)
        return 0
    if options.other_sounds:
        raise DatasetError("Other sounds are measured with --robustness or --live: add one.")
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
    if unknown := set(options.only or ()) - set(PARTS):
        raise DatasetError(f"There is no part {', '.join(unknown)}. There are {', '.join(PARTS)}.")
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


def benchmark_command(options: argparse.Namespace) -> int:
    """Measure the speed and size of a model and of the lesson's CNN, in one run on one thread."""
    classifier = load(options.checkpoint)
    rows = benchmark(classifier, options.repeats)
    if options.ways:
        from core.ways import ways  # ONNX takes a second to import

        rows |= ways(classifier, options.repeats)
    if options.json:
        print(json.dumps(rows))
        return 0
    for name, values in rows.items():
        print(name)
        for what, value in values.items():
            print(f"  {what:52}{value:>14,}")
    return 0
