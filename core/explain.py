"""Which part of the sound decided, and what is heard when parts are taken away.

Two methods say how much every number of the image spoke for an answer. They differ, and neither is
the truth: both tell what this network used, not what makes a "yes".

- Integrated Gradients fades the image in from quiet and adds up, on the way, how much each number
  moves the answer. The contributions are single numbers, for and against, and their sum is the
  whole change of the answer ("completeness"). Blind to: other ways from quiet to the image.
- Occlusion covers one patch after the other and lets the network look again. It sees what a patch
  does as a whole. Blind to: parts that stand in for each other, of which one alone is not missed.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.classifier import Classifier, calibrate, fold
from core.config import FeatureConfig
from core.features import LogMel
from core.model import BCResNet, LessonCNN

STEPS = 64  # the sum is right to about 2 % on our examples; half as many: to 13 %
IMAGES_AT_ONCE = 32
PATCH_HEIGHT = 0.2  # of the image: 8 of 40 bands
PATCH_SECONDS = 0.15  # about as long as one sound of speech
MOVES = (2, 3)  # the patch moves by a half of its height and a third of its width
TINY = torch.finfo(torch.float32).tiny  # the logarithm of nothing is not a number


def log_odds(images: Tensor, classifier: Classifier, label: str) -> Tensor:
    """Images (batch, rows, columns) -> (batch,): how much the network is for an answer.

    The logarithm of the answer's score against all other answers together, log(p / (1 - p)), with
    p as the page shows it: folded and calibrated. 0 is undecided, and +2.2 is 90 %. Unlike p it
    goes on changing where the network is sure, and evidence for and against adds up.
    """
    log_probabilities = classifier.model.network(images).log_softmax(dim=-1)
    folded = fold(log_probabilities, classifier.classes, classifier.words)
    scores = calibrate(folded, classifier.decision)
    others = [index for index, name in enumerate(classifier.labels) if name != label]
    own = scores[..., classifier.labels.index(label)]
    return own.clamp(min=TINY).log() - scores[..., others].sum(dim=-1).clamp(min=TINY).log()


def quiet(image: Tensor) -> Tensor:
    """An image of the same shape (rows, columns), everywhere as quiet as its quietest spot.

    Both methods compare with it, because that is what muting means: nothing is heard there. Zero,
    the other choice, is the image's average loudness, so in it silence would count as a sound.
    """
    return torch.full_like(image, float(image.min()))


# How much every number spoke for an answer: image (rows, columns) -> (rows, columns), in log-odds


def integrated_gradients(image: Tensor, classifier: Classifier, label: str) -> Tensor:
    """How much each number moves the answer on the way from `quiet(image)` to the image.

    They add up to log_odds(image) - log_odds(quiet(image)).
    Source: Sundararajan, Taly and Yan (2017), "Axiomatic Attribution for Deep Networks"; Captum.
    """
    from captum.attr import IntegratedGradients  # takes a while, and most commands do without

    method = IntegratedGradients(lambda images: log_odds(images, classifier, label))
    found: Tensor = method.attribute(
        image[None].clone().requires_grad_(),
        quiet(image)[None],
        n_steps=STEPS,
        internal_batch_size=IMAGES_AT_ONCE,
    )
    return found[0].detach()


def occlusion(image: Tensor, classifier: Classifier, label: str) -> Tensor:
    """How much the answer loses where a patch of the image is made quiet.

    Patches overlap, and each number gets the mean of those that covered it.
    Source: Zeiler and Fergus (2014), "Visualizing and Understanding Convolutional Networks", as in
    Captum.
    """
    from captum.attr import Occlusion

    height, width = patch(image, classifier.features)
    method = Occlusion(lambda images: log_odds(images, classifier, label))
    with torch.no_grad():
        found: Tensor = method.attribute(
            image[None].clone(),
            sliding_window_shapes=(height, width),
            strides=(max(1, height // MOVES[0]), max(1, width // MOVES[1])),
            baselines=quiet(image)[None],
            perturbations_per_eval=IMAGES_AT_ONCE,
        )
    return found[0]


METHODS: dict[str, Callable[[Tensor, Classifier, str], Tensor]] = {
    "integrated_gradients": integrated_gradients,
    "occlusion": occlusion,
}


def patch(image: Tensor, features: FeatureConfig) -> tuple[int, int]:
    """Rows and columns of a patch of the image (rows, columns)."""
    rows = max(1, round(PATCH_HEIGHT * len(image)))
    return rows, max(1, round(PATCH_SECONDS * features.sample_rate / features.hop_length))


def spread(values: Tensor, rows: int, columns: int) -> Tensor:
    """Each number (of rows, columns) becomes the mean of its surroundings of this odd size."""
    beside = (rows // 2, columns // 2)
    size = (2 * beside[0] + 1, 2 * beside[1] + 1)
    return F.avg_pool2d(values[None], size, 1, beside, count_include_pad=False)[0]


def most_important(attribution: Tensor, share: float, features: FeatureConfig) -> Tensor:
    """Where most spoke for the answer: (rows, columns), True in at most this share of the image.

    Single numbers make no sound that can be understood, so what counts is how much spoke for the
    answer in the surroundings, as large as a patch.
    """
    importance = spread(attribution.clamp(min=0), *patch(attribution, features))
    count = max(1, round(share * importance.numel()))
    least = importance.flatten().topk(count).values[-1]
    return (importance >= least) & (importance > 0)


# Taking parts of the sound away, and hearing it again


@dataclass(frozen=True)
class Area:
    """A part of the window that was judged."""

    start: float  # seconds after the window begins
    end: float  # seconds
    low: float  # Hz
    high: float  # Hz

    def covers(self, hertz: Tensor, seconds: Tensor, features: FeatureConfig) -> Tensor:
        """Tones (n,) and moments (m,) after the window begins -> whether it holds them (n, m).

        An area that reaches to an end of the window goes on beyond it.
        """
        if self.start >= self.end or self.low >= self.high:
            return torch.zeros(len(hertz), len(seconds), dtype=torch.bool)
        tones = (hertz >= self.low) & (hertz <= self.high)
        after = (seconds >= self.start) | torch.tensor(self.start <= 0)
        before = (seconds <= self.end) | torch.tensor(self.end >= features.window_seconds)
        return tones[:, None] & (after & before)


def surroundings(waveform: Tensor, window_start: float, classifier: Classifier) -> Tensor:
    """All that decided about one place of a recording (n,): the window there and its neighbours.

    `window_start` is that of a Prediction. Silence stands where they reach over an end.
    """
    features, beside = classifier.features, _beside(classifier)
    start = round(window_start * features.sample_rate) - beside
    n_samples = features.n_samples + 2 * beside
    padded = F.pad(waveform, (max(-start, 0), max(start + n_samples - len(waveform), 0)))
    return padded[max(start, 0) :][:n_samples]


def middle(surrounding: Tensor, classifier: Classifier) -> Tensor:
    """The window (n_samples,) in the middle of `surroundings`."""
    return surrounding[_beside(classifier) :][: classifier.features.n_samples]


def hear_again(surrounding: Tensor, classifier: Classifier) -> dict[str, float]:
    """The scores of the answers, from as many windows as in `Classifier.decide`."""
    hop = round(classifier.decision.hop_seconds * classifier.features.sample_rate)
    windows = surrounding.unfold(0, classifier.features.n_samples, hop)
    folded = fold(classifier.log_probabilities(windows), classifier.classes, classifier.words)
    scores = calibrate(folded, classifier.decision).mean(dim=0)
    return dict(zip(classifier.labels, scores.tolist(), strict=True))


def answer(scores: Mapping[str, float], classifier: Classifier) -> str:
    """The better word if its score suffices, else 'neither'."""
    word = max(classifier.words, key=lambda name: scores[name])
    return word if scores[word] >= classifier.threshold else classifier.labels[-1]


def keep(surrounding: Tensor, kept: Tensor, classifier: Classifier) -> Tensor:
    """Mute all but the parts of the window where `kept` (rows, columns) of its image is True."""
    tones = _tones_of_rows(classifier)
    window = _filtered(middle(surrounding, classifier), tones @ kept.float(), classifier.features)
    return F.pad(window, (_beside(classifier), _beside(classifier)))


def mute(surrounding: Tensor, area: Area, classifier: Classifier) -> Tensor:
    """Mute an area."""
    features = classifier.features
    columns = torch.arange(len(surrounding) // features.hop_length + 1) * features.hop_length
    seconds = (columns - _beside(classifier)) / features.sample_rate
    covered = area.covers(_tones(features), seconds, features)
    return _filtered(surrounding, (~covered).float(), features)


def left_in_image(area: Area, classifier: Classifier) -> Tensor:
    """How much of every number of the window's image an area leaves: (rows, columns), 0 to 1."""
    features = classifier.features
    seconds = torch.arange(features.n_frames) * features.hop_length / features.sample_rate
    rows = _tones_of_rows(classifier).T
    share = rows / rows.sum(dim=1, keepdim=True).clamp(min=TINY)
    return 1 - share @ area.covers(_tones(features), seconds, features).float()


def _beside(classifier: Classifier) -> int:
    """Samples that the first neighbour begins before the window."""
    decision = classifier.decision
    hop = round(decision.hop_seconds * classifier.features.sample_rate)
    return hop * (decision.n_neighbours - 1) // 2


def _tones(features: FeatureConfig) -> Tensor:
    """The frequencies in Hz that the front end measures: (n_fft // 2 + 1,)."""
    return torch.arange(features.n_fft // 2 + 1) * (features.sample_rate / features.n_fft)


def _tones_of_rows(classifier: Classifier) -> Tensor:
    """How much of each tone is in each row of the image: (tones, rows), each tone 1 or nothing."""
    front = classifier.model.features
    if not isinstance(front, LogMel):  # the lesson's image has a row for every tone
        return torch.eye(classifier.features.n_fft // 2 + 1)
    bands: Tensor = front.mel_scale.fb
    return bands / bands.sum(dim=1, keepdim=True).clamp(min=TINY)


def _filtered(waveform: Tensor, mask: Tensor, features: FeatureConfig) -> Tensor:
    """A waveform (n,) times a mask (tones, columns), cut into pieces as the front end does."""
    window = torch.hann_window(features.n_fft)
    pieces = torch.stft(
        waveform, features.n_fft, features.hop_length, window=window, return_complex=True
    )
    return torch.istft(
        pieces * mask, features.n_fft, features.hop_length, window=window, length=len(waveform)
    )


# What each stage of the network sees


@dataclass(frozen=True, eq=False)
class Stage:
    """What one stage of the network makes of the image."""

    name: str  # image, stem, stage_1 ... head; or the layer of another network
    maps: Tensor  # (channels, rows, columns)

    def busiest(self, count: int) -> list[int]:
        """The channels that change most over the image, in their order."""
        change = self.maps.flatten(1).std(dim=1, unbiased=False)
        return sorted(change.topk(min(count, len(change))).indices.tolist())


def stages(image: Tensor, classifier: Classifier) -> tuple[list[Stage], dict[str, float]]:
    """Follow an image (rows, columns) through the network, up to the probability of each class."""
    seen = [Stage("image", image[None])]

    def see(name: str) -> Callable[..., None]:
        def hook(_module: nn.Module, _inputs: object, output: Tensor) -> None:
            maps = output[0].detach()
            seen.append(Stage(name, maps if maps.dim() == 3 else maps[None, None]))

        return hook

    network = deepcopy(classifier.model.network)  # a hook would see other visitors' sounds, too
    for name, layer in _layers(network).items():
        layer.register_forward_hook(see(name))
    with torch.no_grad():
        logits = network(image[None])[0]
    return seen, dict(zip(classifier.classes, logits.softmax(dim=-1).tolist(), strict=True))


def _layers(network: nn.Module) -> dict[str, nn.Module]:
    """The layers to look behind."""
    if isinstance(network, LessonCNN):
        return {"conv1": network.conv1, "conv2": network.conv2, "fc1": network.fc1}
    if not isinstance(network, BCResNet):
        return {}
    layers: dict[str, nn.Module] = {"stem": network.stem}
    last = 0
    for number, (_, n_blocks, _, _) in enumerate(network.STAGES, start=1):
        last += n_blocks
        layers[f"stage_{number}"] = network.blocks[last - 1]
    return {**layers, "head": network.head}
