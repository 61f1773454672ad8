"""What lowers false accepts on sounds that training did not hear, at equal recall?

One thing of the recipe is changed at a time; a small network is trained for a few rounds each
time, always on the same sounds, and measured on the validation sounds. The thresholds are set so
that every variant accepts the same share of the words, because a network that is merely shy lets
less through, too.
"""

import argparse
import copy
import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torchaudio.transforms import Spectrogram

from core.config import AugmentConfig, DecisionConfig, FeatureConfig, ModelConfig, TrainConfig
from core.data.dataset import Progress, list_recordings
from core.data.negatives import KINDS, OtherSound
from core.decision.checkpoint import load
from core.decision.classifier import Classifier
from core.decision.differentiable import calibrate
from core.decision.shares import share
from core.errors import CoreError
from core.evaluation.figures import write_figures
from core.model.features import LogMel
from core.model.network import Network
from core.model.speech_model import SpeechModel
from core.terminal import at_least_one, progress
from core.training.loop import Loss, Training
from core.training.ranks import train_device
from core.training.recipe import Recipe
from core.training.run import Run
from core.training.validation import Validation, cut_for_validation, fold_all
from scripts.experiments.tables import RECALLS, study_table

N_CUTS = 1_500  # places in each kind of other sounds
CUTS_SEED = 1  # other places than those that choose the best round
SYNTHETIC = "synthetic"  # the source of other sounds that no person spoke
AVERAGE_DECAY = 0.98  # of the averaged weights: about the last 50 batches
STATISTICS_BATCHES = 30  # of training sounds, for the distance to the classes' middles
FOLDED = 1_000_000  # clips: no word is frequent enough for a class of its own

Row = dict[str, Any]
Score = Callable[[Tensor], Tensor]  # (n, smoothing, n_samples) -> (n, n_words), higher is surer


def study_recipe(rounds: int, seed: int = 0) -> Recipe:
    """The shipped recipe, with a small network and short rounds, so that many can be compared.

    Codecs are left out: they take minutes to prepare and concern none of the variants.
    """
    return Recipe(
        model=ModelConfig(width=2, time_stride=2),
        train=TrainConfig(epochs=rounds, batches_per_epoch=60, seed=seed),
        augmentation=AugmentConfig(coded_share=0.0),
        decision=DecisionConfig(),
    )


# Losses: logits (batch, n_classes) and class numbers (batch,) -> a number


def one_against_all_loss(logits: Tensor, targets: Tensor) -> Tensor:
    """Each class for itself: is it this one or not? Binary cross-entropy, in nats."""
    truth = F.one_hot(targets, logits.shape[-1]).to(logits.dtype)
    losses = F.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    return losses.sum(dim=-1).mean()


def focal_loss(logits: Tensor, targets: Tensor, gamma: float = 2.0) -> Tensor:
    """Cross-entropy that counts less what is nearly right.

    Source: Lin et al. (2017), "Focal Loss for Dense Object Detection".
    """
    losses = F.cross_entropy(logits, targets, reduction="none")
    return ((1 - (-losses).exp()) ** gamma * losses).mean()


def margin_loss(logits: Tensor, targets: Tensor, margin: float = 1.0) -> Tensor:
    """Cross-entropy as if the right class's logit were smaller, so that it must stand out.

    Source: Wang et al. (2018), "Additive Margin Softmax for Face Verification", here without
    bringing the weights to one length.
    """
    return F.cross_entropy(logits - margin * F.one_hot(targets, logits.shape[-1]), targets)


def distillation_loss(outputs: Tensor, targets: Tensor) -> Tensor:
    """Half from the truth, half from what a teacher says: the logits of both, side by side.

    Source: Hinton, Vinyals and Dean (2015), "Distilling the Knowledge in a Neural Network".
    """
    logits, taught = outputs.chunk(2, dim=-1)
    divergence = F.kl_div(
        logits.log_softmax(dim=-1),
        taught.log_softmax(dim=-1),
        reduction="batchmean",
        log_target=True,
    )
    return 0.5 * F.cross_entropy(logits, targets) + 0.5 * divergence


# Networks and front ends


class OneAgainstAll(Network):
    """Images -> logits in training; afterwards log-probabilities that stand for sigmoids.

    A word's is that of its own sigmoid; what the likelier word leaves over is put on the last
    class, which is no word.
    """

    def __init__(self, network: Network, n_words: int) -> None:
        super().__init__()
        self.network, self.n_words = network, n_words

    def embed(self, images: Tensor, n_windows: int = 1, hop_frames: int = 0) -> Tensor:
        return self.network.embed(images)

    def forward(self, images: Tensor, n_windows: int = 1, hop_frames: int = 0) -> Tensor:
        logits: Tensor = self.network(images)
        if self.training:
            return logits
        words = logits[..., : self.n_words]
        answers = torch.full_like(logits, -math.inf)
        answers[..., : self.n_words] = F.logsigmoid(words)
        answers[..., -1] = F.logsigmoid(-words.amax(dim=-1))
        return answers


class WithTeacher(Network):
    """Images -> logits; in training with a teacher's logits beside them."""

    def __init__(self, network: Network, teacher: Network) -> None:
        super().__init__()
        self.network = network
        self.teacher = copy.deepcopy(teacher).requires_grad_(False)

    def train(self, mode: bool = True) -> "WithTeacher":
        """Only the pupil trains."""
        super().train(mode)
        self.teacher.eval()
        return self

    def embed(self, images: Tensor, n_windows: int = 1, hop_frames: int = 0) -> Tensor:
        return self.network.embed(images)

    def forward(self, images: Tensor, n_windows: int = 1, hop_frames: int = 0) -> Tensor:
        logits: Tensor = self.network(images)
        if not self.training:
            return logits
        return torch.cat([logits, self.teacher(images)], dim=-1)


class PerChannelEnergy(nn.Module):
    """Waveforms (batch, n_samples) -> images (batch, n_mels, n_frames) without a steady background.

    Each band is divided by its own average over the time before, instead of decibels. The settings
    are those of Wang et al. (2017), "Trainable Frontend for Robust and Far-Field Keyword
    Spotting"; its average starts with the first frame. The image's mean is subtracted because the
    masks of training are zero.
    """

    SMOOTHING, GAIN, BIAS, ROOT, FLOOR = 0.025, 0.98, 2.0, 0.5, 1e-6

    def __init__(self, features: FeatureConfig) -> None:
        super().__init__()
        self.log_mel = LogMel(features)

    @property
    def spectrogram(self) -> Spectrogram:
        """What cuts the sound into columns."""
        return self.log_mel.spectrogram

    def forward(self, waveforms: Tensor) -> Tensor:
        energy = self.log_mel.mel_spectrogram(waveforms)
        frames = torch.arange(energy.shape[-1], device=energy.device)
        age = frames - frames.unsqueeze(1)  # of each row's frame, in each column's
        weights = self.SMOOTHING * (1 - self.SMOOTHING) ** age.clamp(min=0) * (age >= 0)
        weights[0] = (1 - self.SMOOTHING) ** frames
        levelled = energy / (self.FLOOR + energy @ weights) ** self.GAIN
        images: Tensor = (levelled + self.BIAS) ** self.ROOT - self.BIAS**self.ROOT
        return images - images.mean(dim=(-2, -1), keepdim=True)


# Variants


def _changed(recipe: Recipe, **train: Any) -> Recipe:
    """The recipe with other settings of training."""
    return replace(recipe, train=replace(recipe.train, **train))


def _wider(recipe: Recipe) -> Recipe:
    return replace(recipe, features=replace(recipe.features, window_seconds=1.5))


def _more_bands(recipe: Recipe) -> Recipe:
    """Twice as many bands, and masks that hide as large a part of them."""
    return replace(
        recipe,
        features=replace(recipe.features, n_mels=2 * recipe.features.n_mels),
        augmentation=replace(
            recipe.augmentation,
            frequency_mask_bands=2 * recipe.augmentation.frequency_mask_bands,
        ),
    )


def _one_against_all(run: Run) -> SpeechModel:
    model = run.training.model
    return SpeechModel(model.features, OneAgainstAll(model.network, len(run.recipe.words)))


def _per_channel_energy(run: Run) -> SpeechModel:
    return SpeechModel(PerChannelEnergy(run.recipe.features), run.training.model.network)


def _taught(run: Run, teacher: Classifier) -> SpeechModel:
    if teacher.classes != run.classes or teacher.features != run.recipe.features:
        raise CoreError(
            "The teacher tells other classes apart, or looks at other images, than the networks "
            "of this study. Name another one."
        )
    model = run.training.model
    return SpeechModel(model.features, WithTeacher(model.network, teacher.model.network))


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One thing that is done in another way."""

    name: str
    about: str  # what is changed, for people
    change: Callable[[Recipe], Recipe] = lambda recipe: recipe
    keep: Callable[[OtherSound], bool] = lambda sound: True  # which other sounds training hears
    rebuild: Callable[[Run], SpeechModel] = lambda run: run.training.model  # before training
    loss: Loss | None = None
    other_readings: bool = False  # also measure averaged weights and other scores


VARIANTS = (
    Variant(name="base", about="the recipe as it is", other_readings=True),
    Variant(
        name="no other sounds",
        about="the data set alone: no other speech, words, noises or synthetic voices",
        change=partial(_changed, synthetic_words_share=0.0),
        keep=lambda sound: False,
    ),
    Variant(
        name="no mining",
        about="no hard places mined: all cuts at random places",
        change=partial(_changed, mined_share=0.0),
    ),
    Variant(
        name="folded",
        about="other words share one class",
        change=partial(_changed, frequent_word_clips=FOLDED),
    ),
    Variant(
        name="label smoothing",
        about="label smoothing of 0.03",
        change=partial(_changed, label_smoothing=0.03),
    ),
    Variant(name="focal", about="focal loss, γ = 2", loss=focal_loss),
    Variant(name="margin", about="a margin of 1 on the right class's logit", loss=margin_loss),
    Variant(
        name="sigmoid",
        about="each word against everything (sigmoid)",
        rebuild=_one_against_all,
        loss=one_against_all_loss,
    ),
    Variant(
        name="channel energy",
        about="per-channel energy normalisation instead of decibels",
        rebuild=_per_channel_energy,
    ),
    Variant(name="bands", about="twice as many input bands", change=_more_bands),
    Variant(
        name="no synthetic voices",
        about="no synthetic voices, neither other words nor yes and no",
        change=partial(_changed, synthetic_words_share=0.0),
        keep=lambda sound: sound.source != SYNTHETIC,
    ),
    Variant(
        name="no recorded voices",
        about="synthetic voices only: of the recorded other sounds the noises alone",
        keep=lambda sound: sound.source == SYNTHETIC or sound.kind == "noise",
    ),
    Variant(
        name="another seed",
        about="the recipe as it is, with other chances: how much is luck",
        change=lambda recipe: _changed(recipe, seed=recipe.train.seed + 1),
    ),
    # Last, because the sounds must be loaded anew for it
    Variant(name="wider", about="windows of 1.5 s instead of 1 s", change=_wider),
)


def distillation(teacher: Classifier) -> Variant:
    """A variant that learns from a trained classifier of the same classes, too."""
    return Variant(
        name="distillation",
        about=f"half of the loss from the answers of {teacher.name}",
        rebuild=partial(_taught, teacher=teacher),
        loss=distillation_loss,
    )


# Measuring


@dataclass(frozen=True)
class LeftOut:
    """Validation sounds ready for the network, by what they hold."""

    words: Validation  # recordings of the words alone
    others: Mapping[str, Tensor]  # kind -> (n, smoothing, n_samples): what must be refused


def load_left_out(root: Path, other_sounds: Path, run: Run, progress: Progress) -> LeftOut:
    """The data set's validation recordings, and many cuts of other sounds."""
    n_recordings = len(list_recordings(root, "validation"))
    windows = run.validation.windows[:n_recordings]
    targets = run.validation.targets[:n_recordings]
    spoken = targets < len(run.recipe.words)
    cuts = cut_for_validation(other_sounds, run.recipe, progress, N_CUTS, CUTS_SEED)
    others = dict(zip(KINDS, cuts.split(N_CUTS), strict=True))
    return LeftOut(
        Validation(windows[spoken], targets[spoken]),
        {"data set's words": windows[~spoken]} | others,
    )


def threshold_at(scores: Tensor, targets: Tensor, recall: float) -> float | None:
    """The highest threshold at which so large a share of the words is accepted and right.

    Args:
        scores: (n, n_words).
        targets: (n,) which of the words it is.

    Returns:
        None if too many are taken for another word.
    """
    best, words = scores.max(dim=1)
    right = best[words == targets].sort(descending=True).values
    n_needed = math.ceil(recall * len(targets))
    return float(right[n_needed - 1]) if len(right) >= n_needed else None


def measure(score: Score, sounds: LeftOut) -> Row:
    """Forced choice, and what is wrongly accepted at each of RECALLS."""
    targets = sounds.words.targets
    scores = score(sounds.words.windows)
    others = {kind: score(windows).amax(dim=1) for kind, windows in sounds.others.items()}
    at = []
    for recall in RECALLS:
        threshold = threshold_at(scores, targets, recall)
        accepted: dict[str, Any] = {}
        if threshold is not None:
            accepted = {kind: share((best >= threshold).numpy()) for kind, best in others.items()}
        at.append({"recall": recall, "threshold": threshold, "wrongly_accepted": accepted})
    return {"forced_choice": share((scores.argmax(dim=1) == targets).numpy()), "at": at}


def outputs_of(model: Callable[[Tensor], Tensor], windows: Tensor) -> Tensor:
    """What a model makes of windows (n, smoothing, n_samples): (n, smoothing, size)."""
    with torch.inference_mode():
        outputs = torch.cat([model(part) for part in windows.flatten(0, 1).split(128)])
    return outputs.reshape(*windows.shape[:2], -1)


def probability(classifier: Classifier) -> Score:
    """The score as shipped: calibrated, the mean of neighbouring windows."""

    def score(windows: Tensor) -> Tensor:
        folded = fold_all(classifier.model, windows, classifier.classes, classifier.words)
        return calibrate(folded, classifier.decision).mean(dim=1)[:, :-1]

    return score


def log_odds(classifier: Classifier) -> Score:
    """A word's logit against all others': the mean is taken of logarithms, not of shares."""

    def score(windows: Tensor) -> Tensor:
        folded = fold_all(classifier.model, windows, classifier.classes, classifier.words).double()
        return folded[..., :-1].sub((1 - folded[..., :-1].exp()).clamp(min=1e-30).log()).mean(dim=1)

    return score


def energy(classifier: Classifier) -> Score:
    """The words' bare logits, which tell how much of a word there is, not which is likelier.

    Source: Liu et al. (2020), "Energy-based Out-of-distribution Detection": -E(x, y).
    """
    n_words = len(classifier.words)
    return lambda windows: outputs_of(classifier.model, windows)[..., :n_words].mean(dim=1)


def distance(classifier: Classifier, run: Run) -> Score:
    """How much nearer the last hidden layer is to the middle of the word than of other classes.

    The middles are those of training sounds. Source: Lee et al. (2018), "A Simple Unified
    Framework for Detecting Out-of-Distribution Samples and Adversarial Attacks": Mahalanobis
    distance, one covariance for all classes; relative, after Ren et al. (2021), "A Simple Fix to
    Mahalanobis Distance for Improving Near-OOD Detection".
    """
    n_words = len(classifier.words)
    batches = list(islice(run.halves[0].epoch(run.training.epoch), STATISTICS_BATCHES))
    heard = torch.cat([waveforms for waveforms, _ in batches]).unsqueeze(1)
    hidden = outputs_of(classifier.model.embed, heard)[:, 0]
    targets = torch.cat([numbers for _, numbers in batches])
    middles = torch.stack([hidden[targets == k].mean(dim=0) for k in range(len(run.classes))])
    spread = hidden - middles[targets]
    # The pseudo-inverse: a unit of the layer may be silent throughout.
    inverse = torch.linalg.pinv(spread.T @ spread / len(spread), hermitian=True, rtol=1e-5)

    def score(windows: Tensor) -> Tensor:
        beside = outputs_of(classifier.model.embed, windows).unsqueeze(2) - middles
        squares: Tensor = ((beside @ inverse) * beside).sum(dim=-1)
        others = squares[..., n_words:].amin(dim=-1, keepdim=True)
        return (others - squares[..., :n_words]).mean(dim=1)

    return score


# The study


def study(
    root: Path,
    other_sounds: Path,
    recipe: Recipe,
    device: str,
    progress: Progress,
    variants: Sequence[Variant] = VARIANTS,
) -> Iterator[Row]:
    """Train and measure each variant, one row for each way of reading it, as they are ready.

    Raises:
        DatasetError: if a folder does not hold what is needed.
        CheckpointError: if a teacher does not fit.
    """
    run: Run | None = None
    for variant in variants:
        changed = variant.change(recipe)
        if run is None or changed.features.n_samples != run.recipe.features.n_samples:
            run = Run(root, changed, device, progress, other_sounds)
            loaded = run.sounds
            left_out = load_left_out(root, other_sounds, run, progress)
        run.sounds = replace(loaded, others=[s for s in loaded.others if variant.keep(s)])
        run.start(changed)
        yield from _train_and_measure(run, variant, left_out, progress)


def _train_and_measure(
    run: Run, variant: Variant, left_out: LeftOut, progress: Progress
) -> Iterator[Row]:
    train = run.halves[0].train
    run.training = Training(
        variant.rebuild(run),
        train,
        run.recipe.augmentation,
        run.device,
        len(run.recipe.words),
        variant.loss,
        run.training.windows_at_once,
        run.training.hop_samples,
    )
    network = run.training.model.network
    averaged = AveragedModel(
        network, multi_avg_fn=get_ema_multi_avg_fn(AVERAGE_DECAY), use_buffers=True
    )
    run.training.optimizer.register_step_post_hook(lambda *_: averaged.update_parameters(network))
    for _ in run.epochs(progress):
        pass
    classifier = run.finish()
    about = {
        "classes": len(run.classes),
        "rounds": train.epochs,
        "batches": train.epochs * train.batches_per_epoch,
        "training_minutes": round(run.training.seconds / 60, 1),
    }

    def row(name: str, what: str, score: Score) -> Row:
        return {"name": name, "about": what} | about | measure(score, left_out)

    yield row(variant.name, variant.about, probability(classifier))
    if not variant.other_readings:
        return
    yield row("log odds", "no training: mean of the words' log odds", log_odds(classifier))
    yield row("energy", "no training: energy score", energy(classifier))
    yield row("distance", "no training: distance in the last layer", distance(classifier, run))
    network.load_state_dict(averaged.module.state_dict())
    what = "no training: weights averaged over the last batches"
    yield row("averaged weights", what, probability(run.finish()))


def main(arguments: list[str] | None = None) -> int:
    """Train variants of the recipe briefly and compare what they take for a word wrongly."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a folder with a folder a word")
    parser.add_argument("--other-sounds", type=Path, required=True, metavar="DIR")
    parser.add_argument("--rounds", type=at_least_one, default=6, help="of training for a variant")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="only these variants")
    parser.add_argument("--teacher", type=Path, help="to learn from (default: the shipped model)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to FILE")
    options = parser.parse_args(arguments)
    try:
        variants = [*VARIANTS, distillation(load(options.teacher))]
        chosen = [one for one in variants if not options.only or one.name in options.only]
        if not chosen:
            names = ", ".join(one.name for one in variants)
            parser.error(f"The study has no such variant. Name some of these: {names}.")
        recipe, rows = study_recipe(options.rounds, options.seed), []
        folders = (options.data, options.other_sounds)
        for row in study(*folders, recipe, train_device(), progress, chosen):
            rows.append(row)
            if options.json:  # after every row: the whole study takes an hour
                write_figures(options.json, rows)
    except CoreError as error:
        print(error, file=sys.stderr)
        return 1
    print(study_table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
