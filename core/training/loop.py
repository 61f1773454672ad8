"""Train a model: hear a batch, measure how wrong the answers are, change every weight a little.

This file knows no folders and prints nothing. It returns numbers; the caller shows them.
"""

import copy
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import torch
import torch.nn.functional as F
from torch import Generator, Tensor, nn
from torch.optim.swa_utils import AveragedModel

from core.config import AugmentConfig, TrainConfig
from core.model.network import Network
from core.model.speech_model import SpeechModel
from core.training.augment import mask_images
from core.training.generators import generator_for
from core.training.ranks import ALONE, Ranks

# Waveforms (batch, n_samples), targets, and where there is a teacher its embeddings
Batches = Iterable[tuple[Tensor, ...]]
Loss = Callable[[Tensor, Tensor], Tensor]  # logits (batch, n_classes), targets


@dataclass(frozen=True)
class EpochReport:
    """How one round of training went."""

    epoch: int  # counted from 1
    training_loss: float  # cross-entropy in nats, or the loss that was given
    validation_loss: float
    is_best: bool  # the lowest validation loss so far


def cross_entropy(config: TrainConfig, n_words: int, logits: Tensor, targets: Tensor) -> Tensor:
    """Logits (batch, n_classes) and targets -> mean cross-entropy in nats.

    In loud noise nearly all that a network learns from a word is to doubt it. The second part asks
    what it would be, were it one of the words for certain: there, telling them apart still counts.

    Args:
        targets: class numbers (batch,), or each class's share (batch, n_classes).
    """
    shares = targets if targets.dim() == 2 else F.one_hot(targets, logits.shape[-1]).float()
    loss = F.cross_entropy(logits, shares, label_smoothing=config.label_smoothing)
    if config.contrast > 0:
        among_words = -shares[:, :n_words] * logits[:, :n_words].log_softmax(dim=-1)
        loss = loss + config.contrast * among_words.sum() / len(targets)
    return loss


def moving_average(config: TrainConfig, average: Tensor, new: Tensor, n_batches: Tensor) -> Tensor:
    """The average of a weight moved towards its newest value; quickly at first."""
    decay = min(config.average_decay, (1 + int(n_batches)) / (10 + int(n_batches)))
    return decay * average + (1 - decay) * new


class Pupil(Network):
    """A network in training: it also tells from its own embedding what a teacher's would be.

    Images (batch, n_mels, n_frames) -> logits and the teacher's numbers, side by side
    (batch * n_windows, n_classes + n_embedded). What must be known for that, many words that are
    none of the classes, makes its own embedding a better one.
    Source: Romero et al. (2015), "FitNets: Hints for Thin Deep Nets".
    """

    def __init__(self, network: Network, n_embedded: int) -> None:
        super().__init__()
        self.network, self.tell = network, nn.Linear(network.n_features, n_embedded)

    def embed(self, images: Tensor, n_windows: int = 1, hop_frames: int = 0) -> Tensor:
        """The network's own."""
        return self.network.embed(images, n_windows, hop_frames)

    def read(self, embeddings: Tensor) -> Tensor:
        """Embeddings (n, n_features) -> (n, n_classes + n_embedded)."""
        return torch.cat([self.network.read(embeddings), self.tell(embeddings)], dim=-1)


def embedding_error(told: Tensor, embeddings: Tensor) -> Tensor:
    """Mean square error of (batch, n_embedded), each number in its standard deviations."""
    return F.mse_loss(told, F.batch_norm(embeddings, None, None, training=True))


class Training:
    """A training run that can be saved after any round and taken up again later.

    Args:
        n_words: how many of the first classes are words.
        loss: how wrong the answers are; without it that of `cross_entropy`, in nats.
        windows_at_once: how many windows the network looks at together. Then each sound goes on
            for all of them but one before and after its own second, and in every batch that second
            is another one of them.
        hop_samples: from one of these windows to the next.
        ranks: the processes that train together; this is one of them.
        n_embedded: how many numbers a teacher's embedding has, where there is one.
    """

    def __init__(
        self,
        model: SpeechModel,
        config: TrainConfig,
        augmentation: AugmentConfig,
        device: str,
        n_words: int,
        loss: Loss | None = None,
        windows_at_once: int = 1,
        hop_samples: int = 0,
        ranks: Ranks = ALONE,
        n_embedded: int = 0,
    ) -> None:
        self.model, self.ranks, self.n_embedded = model.to(device), ranks, n_embedded
        self.network = Pupil(model.network, n_embedded).to(device) if n_embedded else model.network
        self.together = ranks.together(self.network)
        self.windows_at_once, self.hop_samples = windows_at_once, hop_samples
        self.config, self.augmentation, self.device = config, augmentation, device
        self.loss = partial(cross_entropy, config, n_words) if loss is None else loss
        self.optimizer = torch.optim.AdamW(
            self.network.parameters(),
            lr=config.learning_rate,
            weight_decay=config.weight_decay,
            fused=True,
        )
        # Warm up, then cool down: Smith and Topin (2017), "Super-Convergence".
        self.schedule = (
            torch.optim.lr_scheduler.OneCycleLR(
                self.optimizer,
                max_lr=config.learning_rate,
                total_steps=config.epochs * config.batches_per_epoch,
                pct_start=0.15,
            )
            if config.one_cycle
            else None
        )
        # What is validated and kept: steadier than the weights after any one batch.
        self.average = AveragedModel(
            self.model.network, avg_fn=partial(moving_average, config), use_buffers=True
        )
        self.epoch = 0
        self.seconds = 0.0  # spent on training and validation
        self.best_epoch = 0
        self.best_loss = float("inf")
        self.kept_weights = copy.deepcopy(model.network.state_dict())

    def train_epoch(self, batches: Batches) -> float:
        """One round. Returns the mean loss over its batches."""
        masks = self._generator("masks") if self.config.augment else None
        self.network.train()
        losses = []
        places = self._generator("places")
        if not self.ranks.is_first:  # where dropout falls; the first rank's state is kept in a file
            torch.manual_seed(self._generator("dropout").initial_seed())
        for waveforms, targets, *embeddings in batches:
            rows = self._rows(waveforms.to(self.device), masks, places)
            loss = self._loss(
                rows, targets.to(self.device), *(e.to(self.device) for e in embeddings)
            )
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            self.average.update_parameters(self.model.network)
            if self.schedule:
                self.schedule.step()
            losses.append(loss.detach())
        self.epoch += 1
        return float(torch.stack(losses).mean())

    def _loss(self, rows: Tensor, targets: Tensor, embeddings: Tensor | None = None) -> Tensor:
        """Of both tasks, where there are embeddings (batch, n_embedded) to tell."""
        if embeddings is None:
            return self.loss(rows, targets)
        logits, told = rows[:, : -self.n_embedded], rows[:, -self.n_embedded :]
        error = embedding_error(told, embeddings)
        return self.loss(logits, targets) + self.config.embedding_weight * error

    def _rows(self, waveforms: Tensor, masks: Generator | None, places: Generator) -> Tensor:
        """What the network makes of the second in the middle of each (batch, n_samples).

        Logits (batch, n_classes), and beside them what it tells of the teacher's embedding.
        """
        n = self.windows_at_once
        place = int(torch.randint(n, (), generator=places))
        first = (n - 1 - place) * self.hop_samples
        block = waveforms[:, first : waveforms.shape[-1] - place * self.hop_samples]
        images = self.model.features(block)
        if masks is not None:
            images = mask_images(images, self.augmentation, masks)
        of_all = self.together(images, n, self.model.hop_frames(self.hop_samples))
        rows: Tensor = of_all.unflatten(0, (-1, n))[:, place]
        return rows

    def _generator(self, purpose: str) -> Generator:
        """This epoch's and this rank's."""
        return generator_for(purpose, self.config.seed, self.epoch, self.ranks.rank)

    def take_kept(self) -> None:
        """Take the weights that were kept, for use."""
        self.model.network.load_state_dict(self.kept_weights)
        self.model.eval()

    @property
    def averaged(self) -> SpeechModel:
        """The model with the averaged weights."""
        return SpeechModel(self.model.features, cast(Network, self.average.module))

    def state_dict(self) -> dict[str, Any]:
        """Everything needed to go on as if nothing had happened."""
        return {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict() if self.schedule else None,
            "epoch": self.epoch,
            "seconds": self.seconds,
            "best_epoch": self.best_epoch,
            "best_loss": self.best_loss,
            "kept_weights": self.kept_weights,
            # Dropout draws from them
            "random_state": torch.get_rng_state(),
            "random_state_of_gpus": torch.cuda.get_rng_state_all(),
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Take up a run again from what `state_dict` gave."""
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        if self.schedule:
            self.schedule.load_state_dict(state["schedule"])
        self.epoch = state["epoch"]
        self.seconds = state["seconds"]
        self.best_epoch = state["best_epoch"]
        self.best_loss = state["best_loss"]
        self.kept_weights = state["kept_weights"]
        torch.set_rng_state(state["random_state"])
        if len(state["random_state_of_gpus"]) == torch.cuda.device_count():
            torch.cuda.set_rng_state_all(state["random_state_of_gpus"])


def fit(
    training: Training,
    batches_of: Callable[[int], Batches],
    validate: Callable[[SpeechModel], float],
) -> Iterator[EpochReport]:
    """Train epoch by epoch, keeping the weights with the lowest validation loss, or the last ones.

    When it ends, the model holds the weights that were kept.

    Args:
        batches_of: the batches of a round, by its number.
        validate: the validation loss of a model in evaluation mode.
    """
    while training.epoch < training.config.epochs:
        start = time.monotonic()
        loss = training.train_epoch(batches_of(training.epoch))
        averaged = training.averaged.eval()
        validation_loss = validate(averaged)
        is_best = validation_loss < training.best_loss
        if is_best:
            training.best_loss = validation_loss
            training.best_epoch = training.epoch
        if is_best or training.config.keep_last:
            training.kept_weights = copy.deepcopy(averaged.network.state_dict())
        training.seconds += time.monotonic() - start
        yield EpochReport(training.epoch, loss, validation_loss, is_best)
    training.take_kept()
