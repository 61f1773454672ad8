"""From a few tries of each word to a classifier: nothing is trained, a last layer is computed.

The network stays as it is: one that was trained to tell many words apart (core/teach/backbone.py).
Each try is a direction in the space of its embeddings, a word is the mean direction of its tries,
and a sound counts as the word when the angle to it is small enough: smaller than that of nearly all
other words, talk and noises, and smaller than that to any word that is known to sound like it.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import torch
import torch.nn.functional as F
from torch import Tensor

from core.config import NOISE, OTHER, RESERVED, USES, DecisionConfig
from core.decision.classifier import Classifier
from core.decision.windows import hop_samples
from core.errors import TeachError
from core.model.speech_model import SpeechModel
from core.model.taught import TaughtBCResNet
from core.sound.clip import Clip
from core.teach.backbone import Backbone, Background, embeddings, load_backbone
from core.teach.report import Judgement, report
from core.teach.tries import cut_try

Taught = TypeVar("Taught")  # a recording, or what stands for it

N_WORDS = (2, 8)  # fewest and most
N_TRIES = (3, 20)  # of one word; fewer than 5 are warned of
LONGEST_NAME = 40  # letters
THRESHOLDS = {"strict": 0.8, "balanced": 0.5, "eager": 0.3}  # of scores that lie around a half
OF_STREAMS = {"strict": 0.85, "balanced": 0.7, "eager": 0.5}  # which hear all that is said
# A word's threshold is a cosine: the same for all, and higher where many others come near. What a
# few tries could tell of it is chance: thresholds that followed them, too, heard fewer words right.
NEAREST_OTHERS = 0.05  # of the background: the nearest to the word
APART, FOLLOWS = 0.27, 0.5  # threshold = APART + FOLLOWS * the cosine of the least of these
RELIABLE = 0.2  # of a word's tries may be further from it than what counts as near
N_RIVALS, RIVAL = 256, 0.65  # words of the background, the nearest ones, and their threshold
SHARPNESS = 12.0  # of logits, which are differences of cosines: so that scores are probabilities


@dataclass(frozen=True, eq=False)
class Head:
    """The last layer: for directions x, `sharpness * (centres @ x - thresholds)`.

    The threshold of each class is in its bias, so one score serves all words. "Another word" has
    the centre and threshold zero: it is what is left when nothing is near enough.
    """

    centres: Tensor  # (n_classes, n_features): the words, another word, noise, rivals
    thresholds: Tensor  # (n_classes,) cosines
    rivals: tuple[str, ...] = ()  # words that sound like those that are taught
    sharpness: float = SHARPNESS

    def logits(self, cosines: Tensor) -> Tensor:
        """What the layer makes of cosines with its centres (..., n_classes)."""
        return self.sharpness * (cosines - self.thresholds)


def teach(
    classifier: Classifier,
    examples: Mapping[str, Sequence[Clip]],
    backbone: Backbone | None = None,
    between: Callable[[], None] = lambda: None,
) -> Classifier:
    """A classifier of these words, each taught by a few recordings of it.

    Its settings are those of `classifier`, its network is the backbone's, and its figures
    (`metrics["taught"]`, see `core.teach.report.report`) were found by leaving out one try after
    the other.

    Args:
        examples: word -> its tries, each with that word and a moment of quiet around it.
        backbone: None: the one that comes with the project.
        between: called between two steps of the work, of a tenth of a second or less.

    Raises:
        TeachError: for words or tries that nothing can be learned from, and for a classifier whose
            network looks at other images than the backbone.
    """
    tries = check_words(examples)
    backbone = load_backbone() if backbone is None else backbone
    background = backbone.background
    if classifier.features != backbone.features:
        raise TeachError("other_images", name=classifier.name)
    heard = []
    for word, clips in tries.items():
        for number, clip in enumerate(clips, start=1):
            between()
            window = cut_try(clip, classifier.features, word, number)
            heard.append(as_judged(window, backbone, classifier.decision))
    between()
    directions = background.directions(torch.stack(heard))  # (n_tries, n_shifts, n_features)
    counts = [len(clips) for clips in tries.values()]
    head, judged = learn(directions, counts, background)
    scores = judged.softmax(dim=-1).mean(dim=1)[:, : len(counts)]  # (n_tries, n_words)
    accepted = scores.amax(dim=-1) >= THRESHOLDS["balanced"]
    judgements = [
        Judgement(word, number, best if sure else len(counts), float(row[best]), (x, y))
        for (word, number), row, best, sure, (x, y) in zip(
            ((word, number) for word, count in enumerate(counts) for number in range(count)),
            scores,
            scores.argmax(dim=-1).tolist(),
            accepted.tolist(),
            places(directions.mean(dim=1), counts).tolist(),
            strict=True,
        )
    ]
    taught = with_head(classifier, backbone, head, tuple(tries))
    return replace(taught, metrics={"taught": report(taught.words, judgements)})


def check_words(examples: Mapping[str, Sequence[Taught]]) -> dict[str, Sequence[Taught]]:
    """The same with tidy names. Raises TeachError for names and numbers that cannot be."""
    tries: dict[str, Sequence[Taught]] = {}
    if not N_WORDS[0] <= len(examples) <= N_WORDS[1]:
        raise TeachError("n_words", n=len(examples), fewest=N_WORDS[0], most=N_WORDS[1])
    for name, clips in examples.items():
        word = tidy_name(name)
        if word.casefold() in {other.casefold() for other in tries}:
            raise TeachError("same_name", word=word)
        if not N_TRIES[0] <= len(clips) <= N_TRIES[1]:
            fewest, most = N_TRIES
            raise TeachError("n_tries", word=word, n=len(clips), fewest=fewest, most=most)
        tries[word] = clips
    return tries


def tidy_name(name: str) -> str:
    """The name of a word as it is kept. Raises TeachError for one that no word can have."""
    word = unicodedata.normalize("NFC", " ".join(name.split()))
    if not word.isprintable() or not word:
        raise TeachError("no_name")
    if len(word) > LONGEST_NAME:
        raise TeachError("long_name", word=word[:LONGEST_NAME] + "…", most=LONGEST_NAME)
    if word.casefold() in RESERVED:
        raise TeachError("reserved", word=word)
    return word


def as_judged(window: Tensor, backbone: Backbone, decision: DecisionConfig) -> Tensor:
    """A window (n_samples,) -> embeddings of it and its neighbours (smoothing, n_features).

    Where windows are judged in blocks, they are heard so here, too.
    """
    hop = hop_samples(backbone.features, decision)
    reach = hop * (decision.smoothing // 2)
    block = F.pad(window, (reach, reach))
    if decision.windows_at_once > 1:
        return embeddings(backbone.model, block[None], decision.smoothing, hop)
    return embeddings(backbone.model, block.unfold(0, len(window), hop))


def places(directions: Tensor, counts: Sequence[int]) -> Tensor:
    """Where tries (n_tries, n_features) lie on a map (n_tries, 2), from -1 to 1.

    The map looks from where the words' centres lie furthest apart; with two words, which differ in
    one direction only, upwards is where the tries differ most.
    """
    middle = torch.stack([part.mean(dim=0) for part in directions.split(list(counts))])
    apart = middle - middle.mean(dim=0)
    moved = directions - middle.mean(dim=0)
    first = torch.linalg.svd(apart, full_matrices=False).Vh[: min(2, len(counts) - 1)]
    rest = moved - moved @ first.T @ first
    axes = torch.cat([first, torch.linalg.svd(rest, full_matrices=False).Vh])[:2]
    found = moved @ axes.T
    return found / found.abs().max().clamp(min=1e-9)


def learn(directions: Tensor, counts: Sequence[int], background: Background) -> tuple[Head, Tensor]:
    """The last layer for tries (n_tries, n_shifts, n_features), so many of each word in order.

    Also how each try is judged by what the others of its word and all other words' tries taught:
    logits (n_tries, n_shifts, n_classes).
    """
    parts = directions.split(list(counts))
    centres = torch.stack([F.normalize(part.sum(dim=(0, 1)), dim=0) for part in parts])
    cosines = directions @ centres.T  # (n_tries, n_shifts, n_words)
    own = torch.repeat_interleave(torch.arange(len(counts)), torch.tensor(counts))
    each = torch.arange(len(own))
    left_out = torch.cat(
        [F.normalize(part.sum(dim=(0, 1)) - part.sum(dim=1), dim=-1) for part in parts]
    )  # (n_tries, n_features): the word's centre without this try
    cosines[each, :, own] = (directions * left_out.unsqueeze(1)).sum(dim=-1)
    kept = [cosines[own == word, :, word].mean(dim=-1) for word in range(len(counts))]
    inner = torch.stack([near.quantile(RELIABLE) for near in kept])
    limits = [_threshold(c, near, background) for c, near in zip(centres, inner, strict=True)]
    rivals = _rivals(centres, inner, background)
    noise, noise_limit = _noise(background)
    others = [torch.zeros_like(noise), noise, *(row[None] for row in rivals.values())]
    centres = torch.cat([centres, *others])
    rival_limits = torch.full((len(rivals),), RIVAL)
    thresholds = torch.cat([torch.stack(limits), torch.zeros(1), noise_limit, rival_limits])
    cosines = torch.cat([cosines, directions @ centres[len(counts) :].T], dim=-1)
    head = Head(centres, thresholds, tuple(rivals))
    return head, head.logits(cosines)


def _rivals(centres: Tensor, inner: Tensor, background: Background) -> dict[str, Tensor]:
    """Words of the background that are nearest to those with these centres (n_words, n_features).

    Args:
        inner: (n_words,) what is nearer than this is the very word that is taught, and no rival.
    """
    names, middles = list(background.words), torch.stack(list(background.words.values()))
    cosines = middles @ centres.T
    nearest = cosines.amax(dim=1).masked_fill((cosines >= inner).any(dim=1), -1.0)
    chosen = nearest.argsort(descending=True)[:N_RIVALS].tolist()
    return {names[one]: middles[one] for one in chosen if nearest[one] > -1.0}


def _threshold(centre: Tensor, inner: Tensor, background: Background) -> Tensor:
    """The cosine from which on a sound counts as the word with this centre (n_features,).

    Args:
        inner: a cosine with it that most of the word's tries reach.
    """
    groups = [rows @ centre for rows in background.others.values()]
    # A group as near as the tries is the very word that is taught, and nothing to keep apart.
    far = [cosines for cosines in groups if cosines.median() < inner]
    return APART + FOLLOWS * torch.cat(far or groups).quantile(1 - NEAREST_OTHERS)


def _noise(background: Background) -> tuple[Tensor, Tensor]:
    """The centre of sounds without a word (1, n_features), and from which cosine on it is one."""
    noises = background.others[NOISE]
    rest = torch.cat([rows for name, rows in background.others.items() if name != NOISE])
    centre = F.normalize(noises.sum(dim=0, keepdim=True), dim=-1)
    return centre, ((noises @ centre.T).median() + (rest @ centre.T).median())[None] / 2


def with_head(
    classifier: Classifier, backbone: Backbone, head: Head, words: tuple[str, ...]
) -> Classifier:
    """The backbone with this last layer, and the classifier's settings."""
    config = replace(backbone.model_config, taught=True)
    network = TaughtBCResNet(config, len(head.centres))
    # A word of the class may be called like another one that sounds like one of them.
    rivals = [f"{rival} ({OTHER})" if rival in words else rival for rival in head.rivals]
    weights = {
        **backbone.model.network.state_dict(),
        "whiten.weight": backbone.background.weight,
        "whiten.bias": backbone.background.bias,
        "classify.weight": head.sharpness * head.centres,
        "classify.bias": -head.sharpness * head.thresholds,
    }
    network.load_state_dict(weights)
    model = SpeechModel(backbone.model.features, network).eval()
    model.requires_grad_(False)
    return replace(
        classifier,
        model=model,
        runtime=None,
        model_config=config,
        classes=(*words, OTHER, NOISE, *rivals),
        words=words,
        measured_for=words,
        decision=_decision(classifier.decision),
        name=", ".join(words),
    )


def _decision(decision: DecisionConfig) -> DecisionConfig:
    """The settings of scores that are calibrated as they are."""
    thresholds: dict[str, Any] = {
        prefix + name: score
        for prefix, scores in ((USES["recording"], THRESHOLDS), (USES["stream"], OF_STREAMS))
        for name, score in scores.items()
    }
    threshold = THRESHOLDS["balanced"]
    return replace(decision, temperature=1.0, neither_bias=0.0, threshold=threshold, **thresholds)
