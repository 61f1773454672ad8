"""What decided, as pictures and sentences of the Explain tab."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from io import BytesIO

import numpy as np
from PIL import Image as Picture
from torch import Tensor

from core.config import NEITHER
from core.decision.classifier import Classifier
from core.explain.attribution import STEPS, most_important, spread
from core.explain.muting import (
    Area,
    Surroundings,
    answer,
    hear_again,
    judged_window,
    keep,
    left_in_image,
    mute,
)
from core.explain.stages import Stage, stages
from core.model.features import LogMel
from demo import text
from demo.tabs.explain.plot import Because, plot_because, plot_left, tile
from demo.ui import pictures
from demo.ui.bar import bar
from demo.ui.figure import Image, Screen, drawn_name
from demo.ui.mel import middle_of
from demo.ui.player import player
from demo.ui.verdict import kind

SMOOTH = (3, 5)  # rows, columns: single numbers are too small to see
FULL_COLOUR = 0.6  # of the strongest spot, for or against: from there on the colour is full
HARDLY = 0.15  # of the strongest spot: weaker than this is as good as nothing
SHOWN_WORDS = 2
SHOWN_MAPS = 3
MOST_CLASSES = 16  # the likeliest; a taught model knows a hundred words that sound like its own
# A picture of an experiment stands beside its answer (tab.py) where there is room.
SIDE_BY_SIDE = 660  # CSS pixels
BESIDE = 0.585  # of the width


@dataclass(frozen=True, eq=False)
class Explained:
    """What there is to explain: the second that was judged, and what the network got of it."""

    sound: Surroundings  # all windows that decided
    image: Tensor  # (rows, columns)
    scores: Mapping[str, float]  # of the answers, as on Listen
    label: str  # the answer

    @property
    def words(self) -> list[str]:
        """The words to explain: the likeliest ones, in the model's order."""
        words = [label for label in self.scores if label != NEITHER]
        likely = sorted(words, key=lambda word: -self.scores[word])[:SHOWN_WORDS]
        return [word for word in words if word in likely]

    @property
    def word(self) -> str:
        """The word that was answered; for 'neither' the one that came nearest."""
        if self.label != NEITHER:
            return self.label
        return max(self.words, key=lambda word: self.scores[word])


def methods(chosen: str) -> str:
    """Radio buttons for the two ways to find out."""
    return bar("explain-method", text.EXPLAIN_METHOD, text.EXPLAIN_METHODS, chosen)


def because(
    explained: Explained,
    found: Mapping[str, Tensor],
    method: str,
    classifier: Classifier,
    screen: Screen,
) -> tuple[str, str]:
    """What spoke for each word (rows, columns) -> the picture, and what is seen on it."""
    drawn, tone_of = image_of(explained.image, classifier)
    smooth = {word: spread(values, *SMOOTH) for word, values in found.items()}
    strongest = max(max(float(values.abs().max()) for values in smooth.values()), 1e-9)
    words, said = [], []
    for word, values in smooth.items():
        spoke = (values.clamp(min=0) / strongest).numpy()
        strength = np.minimum(spoke / FULL_COLOUR, 1.0)
        number = classifier.words.index(word)
        title = text.EXPLAIN_BECAUSE.format(word=drawn_name(word, number))
        words.append(Because(title=title, word=number, strength=strength))
        said.append(_most(word, spoke, drawn, tone_of))
    if explained.label == NEITHER:
        unconvinced = answer(explained.scores, classifier) == NEITHER
        why = text.EXPLAIN_NEITHER if unconvinced else text.REASONS["no_pause"]
        said.append(why.format(word=explained.word))
    samples = judged_window(explained.sound, classifier).numpy()
    figure = plot_because(samples, classifier.features.sample_rate, drawn, words, screen)
    caption = text.EXPLAIN_CAPTION_DARK if screen.dark else text.EXPLAIN_CAPTION
    picture = pictures.html(figure, " ".join([text.EXPLAIN_ALT, *said]), caption)
    how = text.EXPLAIN_METHOD_TEXTS[method].format(steps=STEPS)
    seen = " ".join(escape(sentence) for sentence in said)
    return picture, f'<p class="seen">{seen}</p><p>{how}</p>'


def only_what_mattered(
    explained: Explained,
    attribution: Tensor,
    share_percent: float,
    classifier: Classifier,
    screen: Screen,
) -> tuple[str, str]:
    """The parts that spoke most for the word, alone -> picture, and what is heard of them."""
    kept = most_important(attribution, share_percent / 100, classifier.features)
    changed = keep(explained.sound, kept, classifier)
    alt = text.EXPLAIN_ONLY_NOTHING.format(word=explained.word)
    if kept.any():
        columns = kept.any(dim=0).nonzero().flatten()
        step = classifier.features.hop_length / classifier.features.sample_rate
        alt = text.EXPLAIN_ONLY_ALT.format(
            percent=100 * float(kept.float().mean()),
            start=float(columns[0]) * step,
            end=float(columns[-1]) * step,
        )
    picture = _left(
        changed, kept.float(), explained, alt, text.EXPLAIN_ONLY_CAPTION, classifier, screen
    )
    return picture, _heard(changed, explained, text.EXPLAIN_ONLY_LISTEN, classifier)


def muted(
    explained: Explained, area: Area, classifier: Classifier, screen: Screen
) -> tuple[str, str]:
    """An area taken away -> picture, and what is heard without it."""
    changed = mute(explained.sound, area, classifier)
    left = left_in_image(area, classifier)
    alt = text.EXPLAIN_MUTE_NOTHING
    if float(left.min()) < 1:
        alt = text.EXPLAIN_MUTE_ALT.format(**vars(area))
    picture = _left(changed, left, explained, alt, alt, classifier, screen)
    return picture, _heard(changed, explained, text.EXPLAIN_MUTE_LISTEN, classifier)


def whole_way(explained: Explained, classifier: Classifier) -> str:
    """What each stage of the network sees, from the image to the scores."""
    seen, scores = stages(explained.image, classifier)
    cards = [_card(stage.name, _shape(stage), _maps(stage)) for stage in seen]
    shape = text.EXPLAIN_SHAPE_SCORES.format(channels=len(scores))
    cards.append(_card("scores", shape, _class_scores(scores, classifier)))
    return f'<ol class="stages">{"".join(cards)}</ol>'


# The parts


def image_of(values: Tensor, classifier: Classifier) -> tuple[Image, Callable[[float], float]]:
    """The image (rows, columns) that the network got, to draw, and the tone in Hz of each row."""
    features = classifier.features
    if isinstance(classifier.model.features, LogMel):
        drawn = pictures.mel_image(values, features, start=0.0)
        return drawn, lambda row: middle_of(row, features)
    step = features.sample_rate / features.n_fft
    ticks = [(hertz / step, text.number(hertz)) for hertz in pictures.TONES]
    drawn = pictures.image_of(values, features, 0.0, ticks, text.TONE_AXIS, "")
    return drawn, lambda row: row * step


def _most(word: str, spoke: np.ndarray, drawn: Image, tone_of: Callable[[float], float]) -> str:
    """Where most spoke for a word (rows, columns), in a sentence."""
    if float(spoke.max()) < HARDLY:
        return str(text.EXPLAIN_HARDLY.format(word=word))
    row, column = np.unravel_index(spoke.argmax(), spoke.shape)
    time = drawn.first + float(column) * drawn.step
    hertz = round(tone_of(float(row)), -2 if tone_of(float(row)) > 1000 else -1)
    return str(text.EXPLAIN_MOST.format(word=word, time=time, hertz=round(hertz)))


def _left(
    changed: Surroundings,
    left: Tensor,
    explained: Explained,
    alt: str,
    caption: str,
    classifier: Classifier,
    screen: Screen,
) -> str:
    drawn, _ = image_of(explained.image, classifier)
    samples = judged_window(changed, classifier).numpy()
    sample_rate = classifier.features.sample_rate
    if screen.width > SIDE_BY_SIDE:
        screen = replace(screen, width=round(BESIDE * screen.width))
    figure = plot_left(samples, sample_rate, drawn, left.numpy(), screen)
    return pictures.html(figure, alt, caption)


def _heard(changed: Surroundings, explained: Explained, label: str, classifier: Classifier) -> str:
    """A changed sound to listen to, and what the same classifier answers to it."""
    scores = hear_again(changed, classifier)
    now, labels = answer(scores, classifier), list(scores)
    before = answer(explained.scores, classifier)  # pauses around the second are not asked for here
    lead = (
        text.EXPLAIN_STAYS
        if now == before
        else text.EXPLAIN_CHANGES.format(before=text.label(before))
    )
    rows = "".join(
        f'<tr class="{kind(name, labels)}"><th scope="row">{escape(text.label(name))}</th>'
        f'<td class="bar" aria-hidden="true"><div>{_score_bar(explained.scores[name], "before")}'
        f"{_score_bar(scores[name], 'now')}</div></td>"
        f"<td>{text.percent(explained.scores[name])}</td><td>{text.percent(scores[name])}</td></tr>"
        for name in labels
    )
    heads = "".join(
        f'<th scope="col">{name}</th>' for name in (text.EXPLAIN_BEFORE, text.EXPLAIN_NOW)
    )
    sound = player(judged_window(changed, classifier), classifier.features.sample_rate, label)
    return (
        f'{sound}<div class="again {kind(now, labels)}"><p><span class="lead">{escape(lead)}</span>'
        f' <span class="word">{escape(text.label(now))}</span></p>'
        f'<table class="scores"><caption>{text.EXPLAIN_SCORES}</caption><thead><tr>'
        f'<th scope="col">{text.EXPLAIN_ANSWER}</th><td></td>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _score_bar(score: float, when: str) -> str:
    return f'<span class="{when}" style="width:{100 * score:.1f}%"></span>'


# The stages


def _card(name: str, shape: str, content: str) -> str:
    return (
        f"<li><h3>{text.EXPLAIN_STAGE_NAMES[name]}</h3>"
        f'<p class="shape">{shape}</p><div class="maps">{content}</div>'
        f"<p>{text.EXPLAIN_STAGE_TEXTS[name]}</p></li>"
    )


def _shape(stage: Stage) -> str:
    channels, rows, columns = stage.maps.shape
    if channels > 1:
        words = text.EXPLAIN_SHAPE
    elif rows > 1:
        words = text.EXPLAIN_SHAPE_IMAGE
    else:
        words, rows = text.EXPLAIN_SHAPE_NUMBERS, columns
    return str(words.format(channels=channels, rows=rows, columns=columns))


def _maps(stage: Stage) -> str:
    """A few of its images; where they have one row, all of them as the rows of one."""
    name, (channels, rows, _) = text.EXPLAIN_STAGE_NAMES[stage.name], stage.maps.shape
    if channels == 1 or rows == 1:
        values = stage.maps[0] if channels == 1 else stage.maps[:, 0]
        return _tile(values, text.EXPLAIN_STAGE_ALT_ALL.format(name=name))
    return "".join(
        _tile(
            stage.maps[channel],
            text.EXPLAIN_STAGE_ALT.format(name=name, number=channel + 1, channels=channels),
        )
        for channel in stage.busiest(SHOWN_MAPS)
    )


def _tile(values: Tensor, alt: str) -> str:
    file = BytesIO()
    Picture.fromarray(np.ascontiguousarray(tile(values.numpy()))).save(file, format="png")
    data = base64.b64encode(file.getvalue()).decode()
    return f'<img alt="{escape(alt)}" src="data:image/png;base64,{data}">'


def _class_scores(scores: Mapping[str, float], classifier: Classifier) -> str:
    labels: Sequence[str] = classifier.labels
    likeliest = sorted(scores, key=lambda name: -scores[name])[:MOST_CLASSES]
    rows = "".join(
        f'<tr class="{kind(name, labels) if name in labels else NEITHER}">'
        f'<th scope="row">{escape(text.label(name))}</th><td class="bar" aria-hidden="true"><div>'
        f"{_score_bar(score, 'now')}</div></td><td>{text.percent(score)}</td></tr>"
        for name, score in scores.items()
        if name in (*classifier.words, *likeliest)
    )
    return f'<table class="scores"><tbody>{rows}</tbody></table>'
