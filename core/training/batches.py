"""What the network hears in training: words, other words, pieces of words and noise, mixed anew
for every batch."""

import math
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import torch
import torch.nn.functional as F
from torch import Generator, Tensor
from torch.utils.data import DataLoader, IterableDataset

from core.config import NOISE, OTHER, AugmentConfig, FeatureConfig, TrainConfig
from core.data.dataset import to_float, to_int16
from core.effects.codecs import CODECS, through_codec
from core.effects.synthetic import gate, recorded_noise, synthetic_noise, uniform
from core.sound.levels import active_span
from core.training.augment import add_beside, augment, change_speed, choose, cut_edges
from core.training.cuts import Cuts
from core.training.generators import generator_for
from core.training.ranks import ALONE, Ranks
from core.training.voices import change_voices

AHEAD = 8  # batches that wait for the network at most
JITTER_SECONDS = 0.05  # that a cut is moved by: a hard place is never heard twice the same
TIMES_HEARD = 3  # in an epoch, on average, where there are few recordings
NOISE_POOL_SIZE = 400  # synthetic sounds, at most, made at the start of an epoch and drawn from


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


def batches_per_epoch(n_recordings: int, config: TrainConfig) -> int:
    """How many batches make an epoch: as many as hear every recording a few times."""
    enough = math.ceil(TIMES_HEARD * n_recordings / config.batch_size)
    return min(config.batches_per_epoch, enough)


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
    codecs = list(CODECS.values())
    coded = torch.zeros_like(waveforms)
    for index in progress(range(len(waveforms))):
        codec = codecs[int(torch.randint(len(codecs), (), generator=generator))]
        waveform = to_float(waveforms[index])
        coded[index] = to_int16(through_codec(waveform, features.sample_rate, codec))
    return coded


def place(waveforms: list[Tensor], starts_seconds: Tensor, features: FeatureConfig) -> Tensor:
    """Put each waveform (any length) into an empty window, its first sample at the given time."""
    windows = torch.zeros(len(waveforms), features.n_samples)
    for window, waveform, seconds in zip(windows, waveforms, starts_seconds.tolist(), strict=True):
        start = round(seconds * features.sample_rate)
        piece = waveform[max(0, -start) : max(0, features.n_samples - start)]
        window[max(0, start) : max(0, start) + len(piece)] = piece
    return windows


def share_out(weights: Tensor, chosen: Tensor, share: float) -> Tensor:
    """Weights (n,) changed so that the chosen rows make up `share` of their sum."""
    total = weights.sum()
    own = torch.where(chosen, weights, 0.0)
    rest = weights - own
    return own * (share * total / own.sum()) + rest * ((1 - share) * total / rest.sum())


class _Stream(IterableDataset[tuple[Tensor, ...]]):
    """What DataLoader asks for."""

    def __init__(self, batches: Callable[[], Iterable[tuple[Tensor, ...]]]) -> None:
        self.batches = batches

    def __iter__(self) -> Iterator[tuple[Tensor, ...]]:
        yield from self.batches()


def in_background(
    batches: Callable[[], Iterable[tuple[Tensor, ...]]],
) -> Iterable[tuple[Tensor, ...]]:
    """The same batches, made in a process of their own while the network learns the one before.

    Where processes cannot be forked (on Windows and macOS), they are made in turn.
    """
    if not sys.platform.startswith("linux"):
        return batches()
    return DataLoader(
        _Stream(batches),
        batch_size=None,
        num_workers=1,
        prefetch_factor=AHEAD,
        multiprocessing_context="fork",
    )


class TrainingBatches:
    """Batches of (waveforms (batch, n_samples) float32, class numbers (batch,)), without end.

    With `beside` samples, what is heard goes on before and after the second that has the class.

    Args:
        waveforms: (n, n_samples) int16, one second each.
        spoken: the word in each row.
        noises: recordings without words, each (n,) float32; may be empty.
        coded: the same rows after a codec, or None to do without.
        cuts: places in other sounds, or None to do without.
        sources: where each row comes from, for those that lie beside the other sounds; "" for the
            dataset's own.
        revoiced: the same rows in other voices, or None to do without.
        heard: (n,) booleans: rows to use; None: all.
        beside: samples before and after each window.
        ranks: of which one this makes the part of every batch.
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
        cuts: Cuts | None = None,
        sources: Sequence[str] | None = None,
        revoiced: Tensor | None = None,
        heard: Tensor | None = None,
        beside: int = 0,
        ranks: Ranks = ALONE,
    ) -> None:
        self.waveforms, self.coded, self.noises, self.cuts = waveforms, coded, noises, cuts
        self.train = replace(train, batch_size=ranks.part_of(train.batch_size))
        self.ranks, self.config, self.beside = ranks, config, beside
        self.beside_seconds = beside / features.sample_rate
        self.window = (self.beside_seconds, self.beside_seconds + features.window_seconds)
        # All that is made here is as long as a window with what lies beside it.
        self.features = replace(
            features, window_seconds=features.window_seconds + 2 * self.beside_seconds
        )
        self.revoiced = revoiced
        self.spans = find_spans(waveforms, features.sample_rate)
        if revoiced is not None:
            self.revoiced_spans = find_spans(revoiced, features.sample_rate)
        number = {name: index for index, name in enumerate(classes)}
        self.number, self.other, self.noise = number, number.get(OTHER, -1), number.get(NOISE, -1)
        self.targets = torch.tensor([number.get(word, self.other) for word in spoken])
        counts = Counter(spoken)
        # The square root: rare words are heard more often than they occur, but not worn out.
        weights = torch.tensor([counts[word] ** -0.5 for word in spoken])
        if heard is not None:
            weights = weights * heard
        is_word = torch.tensor([word in words for word in spoken])
        self.word_weights = weights * is_word
        if sources is not None and any(sources):
            # Again the root: a large source is heard more often, but drowns none.
            of_source = Counter(zip(spoken, sources, strict=True))
            roots = [of_source[pair] ** -0.5 for pair in zip(spoken, sources, strict=True)]
            added = torch.tensor([source != "" for source in sources])
            self.word_weights = share_out(
                torch.where(added, torch.tensor(roots) * (weights > 0), weights) * is_word,
                added,
                train.synthetic_words_share,
            )
        self.other_weights = weights * ~is_word

    def epoch(self, epoch: int, part: int = 0, n_parts: int = 1) -> Iterator[tuple[Tensor, Tensor]]:
        """The batches of one epoch. The same seed and numbers give the same batches.

        Args:
            part: which of `n_parts` of the epoch: each has other batches, and as many.
        """
        train = self.train
        stream, n_streams = part + n_parts * self.ranks.rank, n_parts * self.ranks.size
        if not train.augment:
            yield from self._plain(epoch, stream, n_streams)
            return
        generator = generator_for("batches", train.seed, epoch, stream)
        n_pool = min(NOISE_POOL_SIZE, train.batches_per_epoch * train.batch_size // 2)
        pool = synthetic_noise(n_pool, self.features, generator)
        n_fragments = round(train.share_of_fragments * train.batch_size)
        n_noise = round(train.share_of_noise * train.batch_size)
        n_cuts = {kind: round(share * train.batch_size) for kind, share in self._shares().items()}
        n_words = round(train.share_of_words * train.batch_size)
        if train.words_only:
            n_words, n_fragments, n_noise = train.batch_size, 0, 0
        n_other = train.batch_size - n_words - n_fragments - n_noise - sum(n_cuts.values())
        everything = self.word_weights + self.other_weights
        for _ in range(math.ceil(train.batches_per_epoch / n_parts)):
            rows = torch.cat(
                [
                    self._draw(self.word_weights, n_words, generator),
                    self._draw(self.other_weights, n_other, generator),
                    self._draw(everything, n_fragments, generator),
                ]
            )
            targets = self.targets[rows]
            targets[len(rows) - n_fragments :] = self.other
            waveforms, spans = self._load(rows, generator)
            fragments = range(len(rows) - n_fragments, len(rows))
            if self.cuts:
                cut, cut_targets = self._cut(self.cuts, n_cuts, generator)
                waveforms, targets = torch.cat([waveforms, cut]), torch.cat([targets, cut_targets])
                whole = torch.tensor(self.window).expand(len(cut), 2)
                spans = torch.cat([spans, whole])
            rate = self.features.sample_rate
            waveforms = change_voices(waveforms, rate, self.config, generator)
            level = 10 ** (uniform(-40.0, 0.0, (n_noise, 1), generator) / 20)
            noise = level * self._background(pool, n_noise, generator)
            gated = choose(0.5, n_noise, generator)
            noise = torch.where(gated, gate(noise, self.features, generator), noise)
            windows, spans = self._place(waveforms, spans, fragments, generator)
            windows = add_beside(windows, spans, self.features, self.config, generator)
            sounds = torch.cat([windows, noise])
            whole = torch.tensor(self.window).expand(n_noise, 2)
            spans = torch.cat([spans, whole])
            targets = torch.cat([targets, torch.full((n_noise,), self.noise)])
            is_word = torch.arange(len(targets)) < n_words
            background = self._background(pool, len(sounds), generator)
            heard = augment(sounds, background, rate, self.config, generator)
            yield cut_edges(heard, spans, is_word, rate, self.config, generator), targets

    def second(self, waveforms: Tensor) -> Tensor:
        """Windows (n, n_samples + 2 * beside) -> (n, n_samples): the second that has the class."""
        return waveforms[:, self.beside : waveforms.shape[-1] - self.beside]

    def _shares(self) -> dict[str, float]:
        """The share of each kind of other sounds in a batch."""
        train = self.train
        if not self.cuts:
            return {}
        return {
            "speech": train.share_of_speech,
            "words": train.share_of_single_words,
            "noise": train.share_of_recorded_noise,
        }

    def _cut(self, cuts: Cuts, n_of: dict[str, int], generator: Generator) -> tuple[Tensor, Tensor]:
        """Cuts of other sounds, some at random places and some at hard ones, and their classes."""
        n = sum(n_of.values())
        n_hard = round(self.train.mined_share * n) if len(cuts.hard) else 0
        places = torch.cat([cuts.draw(kind, k, generator) for kind, k in n_of.items() if k])
        # The hard ones take the place of random ones of every kind.
        order = torch.randperm(n, generator=generator)
        hard = torch.randint(max(1, len(cuts.hard)), (n_hard,), generator=generator)
        places = torch.cat([places[order[n_hard:]], cuts.hard[hard]])
        farthest = round(JITTER_SECONDS * self.features.sample_rate)
        jitter = torch.randint(-farthest, farthest + 1, (n,), generator=generator)
        places = places + torch.stack([torch.zeros_like(jitter), jitter], dim=1)
        classes = torch.tensor([self.number[name] for name in cuts.classes(places)])
        return cuts.cut(places, self.beside), classes

    def _plain(self, epoch: int, stream: int, n_streams: int) -> Iterator[tuple[Tensor, Tensor]]:
        """Every recording once, as it is, in random order: the lesson's way, with words alone."""
        generator = generator_for("batches", self.train.seed, epoch)  # one order for all
        weights = self.word_weights
        if not self.train.words_only:
            weights = weights + self.other_weights
        rows = weights.nonzero().squeeze(1)
        rows = rows[torch.randperm(len(rows), generator=generator)]
        rows = rows[: len(rows) // n_streams * n_streams][stream::n_streams]
        for batch in rows.split(self.train.batch_size):
            yield self._with_silence(to_float(self.waveforms[batch])), self.targets[batch]

    def _draw(self, weights: Tensor, n: int, generator: Generator) -> Tensor:
        if n == 0:  # which multinomial() refuses
            return torch.zeros(0, dtype=torch.long)
        return torch.multinomial(weights, n, replacement=True, generator=generator)

    def _place(
        self, waveforms: Tensor, spans: Tensor, fragments: range, generator: Generator
    ) -> tuple[Tensor, Tensor]:
        """Sounds about in the middle of the window, at another speed; `fragments` cut to pieces.

        Returns the windows, and where the word in each then begins and ends.

        Args:
            waveforms: (n, n_samples).
            spans: (n, 2) where the word in each begins and ends, in seconds.
        """
        config, n = self.config, len(waveforms)
        # Shuffled, so that each speed meets words and other words alike.
        order = torch.randperm(n, generator=generator)
        groups = change_speed(waveforms[order], config, generator)
        stretched = [waveform for group in groups for waveform in group]
        ratios = torch.tensor([len(waveform) for waveform in stretched]) / waveforms.shape[-1]
        inverse = order.argsort()
        stretched = [stretched[index] for index in inverse.tolist()]
        spans = spans * ratios[inverse].unsqueeze(1)

        middle = spans.mean(dim=1)
        shift = uniform(-config.shift_seconds, config.shift_seconds, (n,), generator)
        starts = self.features.window_seconds / 2 + shift - middle
        for index in fragments:
            stretched[index], starts[index] = self._fragment(
                stretched[index], spans[index], float(starts[index]), generator
            )
        windows = place(stretched, starts, self.features)
        if not self.other_weights.any():  # the lesson hears the words alone
            return windows, starts.unsqueeze(1) + spans

        neighbours = self._draw(self.other_weights, n, generator)
        ends = starts + spans[:, 1]
        gaps = uniform(*config.neighbour_gap_seconds, (n,), generator)
        after = ends + gaps - self.spans[neighbours, 0]
        before = starts + spans[:, 0] - gaps - self.spans[neighbours, 1]
        neighbour_starts = torch.where(choose(0.5, n, generator).squeeze(1), after, before)
        use = choose(config.neighbour_share, n, generator)
        beside = to_float(self.waveforms[neighbours]) * use
        others = place(list(beside), neighbour_starts, self.features)
        return windows + others, starts.unsqueeze(1) + spans

    def _load(self, rows: Tensor, generator: Generator) -> tuple[Tensor, Tensor]:
        """Rows as recorded, through a codec or in another voice, and where the word in each is."""
        waveforms, spans = self.waveforms[rows], self.spans[rows]
        if self.coded is not None:
            use = choose(self.config.coded_share, len(rows), generator)
            waveforms = torch.where(use, self.coded[rows], waveforms)
        if self.revoiced is not None:
            use = choose(self.config.revoiced_share, len(rows), generator)
            waveforms = torch.where(use, self.revoiced[rows], waveforms)
            spans = torch.where(use, self.revoiced_spans[rows], spans)
        return self._with_silence(to_float(waveforms)), spans + self.beside_seconds

    def _with_silence(self, waveforms: Tensor) -> Tensor:
        return F.pad(waveforms, (self.beside, self.beside))

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
            return waveform, self.window[1] - word_start - visible * length
        return waveform, self.window[0] + visible * length - word_end

    def _background(self, pool: Tensor, n: int, generator: Generator) -> Tensor:
        """Sounds without yes or no: recorded, synthetic, or four people talking at once."""
        recorded = (
            recorded_noise(self.noises, n, self.features, generator)
            if self.noises
            else self._from_pool(pool, n, generator)
        )
        if self.cuts:
            elsewhere = self.cuts.cut(self.cuts.draw("noise", n, generator), self.beside)
            recorded = torch.where(choose(0.5, n, generator), elsewhere, recorded)
        synthetic = self._from_pool(pool, n, generator)
        if not self.other_weights.any():  # nobody says anything but the words
            return torch.where(choose(0.5, n, generator), recorded, synthetic)
        words = self.waveforms[self._draw(self.other_weights, 4 * n, generator)]
        voices = self._with_silence(to_float(words))
        if self.cuts:
            talk = self.cuts.cut(self.cuts.draw("speech", 4 * n, generator), self.beside)
            voices = torch.where(choose(0.5, 4 * n, generator), talk, voices)
        offsets = torch.randint(self.features.n_samples, (4,), generator=generator).tolist()
        babble = torch.stack(
            [
                part.roll(offset, dims=1)
                for part, offset in zip(voices.chunk(4), offsets, strict=True)
            ]
        ).sum(0)
        kind = torch.rand(n, 1, generator=generator)
        return torch.where(kind < 0.5, recorded, torch.where(kind < 0.75, synthetic, babble))

    def _from_pool(self, pool: Tensor, n: int, generator: Generator) -> Tensor:
        sounds = pool[torch.randint(len(pool), (n,), generator=generator)]
        shift = int(torch.randint(self.features.n_samples, (), generator=generator))
        return sounds.roll(shift, dims=1)
