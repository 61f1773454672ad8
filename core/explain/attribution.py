"""Which part of the sound decided, and what is heard when parts are taken away.

Two methods say how much every number of the image spoke for an answer. They differ, and neither is
the truth: both tell what this network used, not what makes a "yes".

- Integrated Gradients fades the image in from quiet and adds up, on the way, how much each number
  moves the answer. The contributions are single numbers, for and against, and their sum is the
  whole change of the answer ("completeness"). Blind to: other ways from quiet to the image.
- Occlusion covers one patch after the other and lets the network look again. It sees what a patch
  does as a whole. Blind to: parts that stand in for each other, of which one alone is not missed.
"""

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

from core.config import FeatureConfig
from core.decision.classifier import Classifier
from core.decision.differentiable import calibrate, fold

STEPS = 48  # the sum is right to about 2 % on our examples, as with 64; with 32 to 8 %


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


def baseline(image: Tensor) -> Tensor:
    """An image of the same shape (rows, columns), everywhere as quiet as its quietest spot.

    Both methods compare with it, because that is what muting means: nothing is heard there. Zero,
    the other choice, is the image's average loudness, so in it silence would count as a sound.
    """
    return torch.full_like(image, float(image.min()))


# How much every number spoke for an answer: image (rows, columns) -> (rows, columns), in log-odds


def integrated_gradients(image: Tensor, classifier: Classifier, label: str) -> Tensor:
    """How much each number moves the answer on the way from `baseline(image)` to the image.

    They add up to log_odds(image) - log_odds(baseline(image)).
    Source: Sundararajan, Taly and Yan (2017), "Axiomatic Attribution for Deep Networks"; Captum.
    """
    from captum.attr import IntegratedGradients  # takes a while, and most commands do without

    method = IntegratedGradients(lambda images: log_odds(images, classifier, label))
    found: Tensor = method.attribute(
        image[None].clone().requires_grad_(),
        baseline(image)[None],
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
            baselines=baseline(image)[None],
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
