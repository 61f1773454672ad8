"""What the network hears in training: words, other words, pieces of words and noise, mixed anew
for every batch."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import torch
from torch import Generator, Tensor

from core.augment import augment, change_speed, choose
from core.codecs import CODECS, through_codec
from core.config import NOISE, OTHER, AugmentConfig, FeatureConfig, TrainConfig
from core.dataset import to_float, to_int16
from core.levels import active_span
from core.noise import recorded_noise, synthetic_noise, uniform

NOISE_POOL_SIZE = 400  # synthetic sounds made at the start of a round and drawn from


def choose_classes(
    spoken: Sequence[str], words: Sequence[str], config: TrainConfig
) -> tuple[str, ...]:
    """What the network tells apart: the words, each frequent other word, other words, noise.

    The network learns more from 'this is *stop*' than from 'this is not *yes*'. Answers for
    people add up all classes but the words.
    """
    if config.words_only:
        return tuple(words)
    counts = Counter(spoken)
    frequent = sorted(
        word
        for word, count in counts.items()
        if word not in words and count >= config.frequent_word_clips
    )
    return (*words, *frequent, OTHER, NOISE)


def find_spans(waveforms: Tensor, sample_rate: int) -> Tensor:
    """Where the word starts and ends in each (n, n_samples) int16 row: (n, 2) in seconds."""
    n_seconds = waveforms.shape[-1] / sample_rate
    unknown = (0.25 * n_seconds, 0.75 * n_seconds)
    return torch.tensor([active_span(to_float(row), sample_rate) or unknown for row in waveforms])


def code_some(
    waveforms: Tensor,
    features: FeatureConfig,
    generator: Generator,
    progress: Callable[[Iterable[Any]], Iterable[Any]] = iter,
) -> Tensor:
    """Each (n, n_samples) int16 row sent through a codec of its own, chosen at random."""
    names = list(CODECS)
    coded = torch.zeros_like(waveforms)
    for index in progress(range(len(waveforms))):
        name = names[int(torch.randint(len(names), (), generator=generator))]
        waveform = to_float(waveforms[index])
        coded[index] = to_int16(through_codec(waveform, features.sample_rate, name))
    return coded


def place(waveforms: list[Tensor], starts_seconds: Tensor, features: FeatureConfig) -> Tensor:
    """Put each waveform (any length) into an empty window, its first sample at the given time."""
    windows = torch.zeros(len(waveforms), features.n_samples)
    for window, waveform, seconds in zip(windows, waveforms, starts_seconds.tolist(), strict=True):
        start = round(seconds * features.sample_rate)
        piece = waveform[max(0, -start) : max(0, features.n_samples - start)]
        window[max(0, start) : max(0, start) + len(piece)] = piece
    return windows


class TrainingBatches:
    """Batches of (waveforms (batch, n_samples) float32, class numbers (batch,)), without end.

    Args:
        waveforms: (n, n_samples) int16, one second each.
        spoken: the word in each row.
        noises: recordings without words, each (n,) float32; may be empty.
        coded: the same rows after a codec, or None to do without.
    """

    def __init__(
        self,
        waveforms: Tensor,
        spoken: Sequence[str],
        noises: list[Tensor],
        classes: Sequence[str],
        words: Sequence[str],
        features: FeatureConfig,
        train: TrainConfig,
        config: AugmentConfig,
        coded: Tensor | None = None,
    ) -> None:
        self.waveforms, self.coded, self.noises = waveforms, coded, noises
        self.features, self.train, self.config = features, train, config
        self.spans = find_spans(waveforms, features.sample_rate)
        number = {name: index for index, name in enumerate(classes)}
        self.other, self.noise = number.get(OTHER, -1), number.get(NOISE, -1)
        self.targets = torch.tensor([number.get(word, self.other) for word in spoken])
        counts = Counter(spoken)
        # The square root: rare words are heard more often than they occur, but not worn out.
        weights = torch.tensor([counts[word] ** -0.5 for word in spoken])
        is_word = torch.tensor([word in words for word in spoken])
        self.word_weights = weights * is_word
        self.other_weights = weights * ~is_word

    def round(self, epoch: int) -> Iterator[tuple[Tensor, Tensor]]:
        """The batches of one round. The same seed and number give the same batches."""
        generator = torch.Generator().manual_seed(1_000_003 * self.train.seed + epoch)
        train = self.train
        if not train.augment:
            yield from self._plain(generator)
            return
        pool = synthetic_noise(NOISE_POOL_SIZE, self.features, generator)
        n_words = round(train.share_of_words * train.batch_size)
        n_fragments = round(train.share_of_fragments * train.batch_size)
        n_noise = round(train.share_of_noise * train.batch_size)
        n_other = train.batch_size - n_words - n_fragments - n_noise
        for _ in range(train.batches_per_epoch):
            everything = self.word_weights + self.other_weights
            rows = torch.cat(
                [
                    self._draw(self.word_weights, n_words, generator),
                    self._draw(self.other_weights, n_other, generator),
                    self._draw(everything, n_fragments, generator),
                ]
            )
            targets = self.targets[rows]
            targets[len(rows) - n_fragments :] = self.other
            level = 10 ** (uniform(-40.0, 0.0, (n_noise, 1), generator) / 20)
            noise = level * self._background(pool, n_noise, generator)
            sounds = torch.cat([self._words(rows, n_fragments, generator), noise])
            targets = torch.cat([targets, torch.full((n_noise,), self.noise)])
            background = self._background(pool, len(sounds), generator)
            rate = self.features.sample_rate
            yield augment(sounds, background, rate, self.config, generator), targets

    def _plain(self, generator: Generator) -> Iterator[tuple[Tensor, Tensor]]:
        """Every word once, as recorded, in random order: the lesson's way."""
        rows = self.word_weights.nonzero().squeeze(1)
        rows = rows[torch.randperm(len(rows), generator=generator)]
        for batch in rows.split(self.train.batch_size):
            yield to_float(self.waveforms[batch]), self.targets[batch]

    def _draw(self, weights: Tensor, n: int, generator: Generator) -> Tensor:
        if n == 0:  # which multinomial() refuses
            return torch.zeros(0, dtype=torch.long)
        return torch.multinomial(weights, n, replacement=True, generator=generator)

    def _words(self, rows: Tensor, n_fragments: int, generator: Generator) -> Tensor:
        """Words about in the middle of the window, the last `n_fragments` rows cut to pieces."""
        config, n = self.config, len(rows)
        # Shuffled, so that each speed meets words and other words alike.
        order = torch.randperm(n, generator=generator)
        waveforms = self._load(rows[order], generator)
        groups = change_speed(waveforms, config, generator)
        stretched = [waveform for group in groups for waveform in group]
        ratios = torch.tensor([len(waveform) for waveform in stretched]) / waveforms.shape[-1]
        inverse = order.argsort()
        stretched = [stretched[index] for index in inverse.tolist()]
        spans = self.spans[rows] * ratios[inverse].unsqueeze(1)

        middle = spans.mean(dim=1)
        shift = uniform(-config.shift_seconds, config.shift_seconds, (n,), generator)
        starts = self.features.window_seconds / 2 + shift - middle
        for index in range(n - n_fragments, n):
            stretched[index], starts[index] = self._fragment(
                stretched[index], spans[index], float(starts[index]), generator
            )
        windows = place(stretched, starts, self.features)

        neighbours = self._draw(self.other_weights, n, generator)
        ends = starts + spans[:, 1]
        gaps = uniform(0.05, 0.4, (n,), generator)
        after = ends + gaps - self.spans[neighbours, 0]
        before = starts + spans[:, 0] - gaps - self.spans[neighbours, 1]
        neighbour_starts = torch.where(choose(0.5, n, generator).squeeze(1), after, before)
        others = place(list(self._load(neighbours, generator)), neighbour_starts, self.features)
        return windows + others * choose(config.neighbour_share, n, generator)

    def _load(self, rows: Tensor, generator: Generator) -> Tensor:
        waveforms = self.waveforms[rows]
        if self.coded is not None:
            use = choose(self.config.coded_share, len(rows), generator)
            waveforms = torch.where(use, self.coded[rows], waveforms)
        return to_float(waveforms)

    def _fragment(
        self, waveform: Tensor, span: Tensor, start: float, generator: Generator
    ) -> tuple[Tensor, float]:
        """A word that is none any more: backwards, cut in two, or run off the window's edge."""
        chance, visible = torch.rand(2, generator=generator).tolist()
        visible = 0.1 + 0.3 * visible  # the share of the word that is left
        rate = self.features.sample_rate
        word_start, word_end = span.tolist()
        length = word_end - word_start
        if chance < 0.25:
            return waveform.flip(0), start
        if chance < 0.5:
            piece = waveform.clone()
            if chance < 0.375:
                piece[round((word_start + visible * length) * rate) :] = 0
            else:
                piece[: round((word_end - visible * length) * rate)] = 0
            return piece, start
        if chance < 0.75:
            return waveform, self.features.window_seconds - word_start - visible * length
        return waveform, visible * length - word_end

    def _background(self, pool: Tensor, n: int, generator: Generator) -> Tensor:
        """Sounds without yes or no: recorded, synthetic, or four people talking at once."""
        recorded = (
            recorded_noise(self.noises, n, self.features, generator)
            if self.noises
            else self._from_pool(pool, n, generator)
        )
        synthetic = self._from_pool(pool, n, generator)
        voices = self.waveforms[self._draw(self.other_weights, 4 * n, generator)]
        offsets = torch.randint(self.features.n_samples, (4,), generator=generator).tolist()
        babble = torch.stack(
            [
                to_float(part).roll(offset, dims=1)
                for part, offset in zip(voices.chunk(4), offsets, strict=True)
            ]
        ).sum(0)
        kind = torch.rand(n, 1, generator=generator)
        return torch.where(kind < 0.5, recorded, torch.where(kind < 0.75, synthetic, babble))

    def _from_pool(self, pool: Tensor, n: int, generator: Generator) -> Tensor:
        sounds = pool[torch.randint(len(pool), (n,), generator=generator)]
        shift = int(torch.randint(self.features.n_samples, (), generator=generator))
        return sounds.roll(shift, dims=1)
