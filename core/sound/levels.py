"""Where in a recording is sound, and how loud is it?"""

import numpy as np
import torch

FRAME = 0.01  # seconds for one level
NOTHING_BELOW = -65.0  # dB re full scale, loudest 50 ms: less than a whisper
QUIETEST = 10  # percent of a recording tell how loud the background is
STANDS_OUT = 6.0  # dB over the background
LONGEST_GAP = 0.15  # seconds of quiet within one word
DEEPEST_DIP = 28.0  # dB under the loudest spot that still belong to the word
PAUSE_SECONDS = 0.3  # before and after a word said on its own
PAUSE_DEPTH = 6.0  # dB by which a pause is quieter than the loudest spot of the word

Span = tuple[float, float]  # start and end in seconds


def frame_levels_db(waveform: np.ndarray | torch.Tensor, sample_rate: int) -> np.ndarray:
    """Loudness of each 10 ms of a waveform (n,): float32 (n_frames,), dB re full scale."""
    samples = np.asarray(waveform, dtype=np.float32)
    hop = round(FRAME * sample_rate)
    n_frames = max(len(samples) // hop, 1)
    frames = samples[: n_frames * hop].reshape(n_frames, -1)
    power = np.einsum("fs,fs->f", frames, frames) / frames.shape[1]
    levels: np.ndarray = 10 * np.log10(power + 1e-12)
    return levels


def active_spans(waveform: np.ndarray | torch.Tensor, sample_rate: int) -> list[Span]:
    """Start and end, in seconds, of each burst of sound, in order; empty if nothing stands out.

    Quiet gaps of up to 0.15 s belong to a burst: the "s" of "yes" often comes after one.
    """
    levels = smooth_levels(frame_levels_db(waveform, sample_rate))
    return spans_in(levels, len(waveform), sample_rate)


def spans_in(smooth: np.ndarray, n_samples: int, sample_rate: int) -> list[Span]:
    """The same from the smoothed levels (n_frames,) of a waveform of so many samples."""
    peak, floor = smooth.max(), np.percentile(smooth, QUIETEST)
    if peak < NOTHING_BELOW or peak - floor < STANDS_OUT:
        return []
    threshold = min(max(floor + STANDS_OUT, peak - DEEPEST_DIP), peak - STANDS_OUT / 2)
    frame = round(FRAME * sample_rate) / sample_rate
    return [
        (first * frame, n_samples / sample_rate if last == len(smooth) else last * frame)
        for first, last in bursts_in(smooth, threshold)
    ]


def bursts_in(smooth: np.ndarray, threshold: float) -> list[tuple[int, int]]:
    """The first frame and the one after the last of each burst of sound from a loudness on."""
    loud = np.flatnonzero(smooth >= threshold)
    if len(loud) == 0:
        return []
    breaks = np.flatnonzero(np.diff(loud) > round(LONGEST_GAP / FRAME))
    starts, ends = loud[np.append(0, breaks + 1)], loud[np.append(breaks, -1)] + 1
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def active_span(waveform: np.ndarray | torch.Tensor, sample_rate: int) -> Span | None:
    """The burst with the loudest spot, as in `active_spans`; None if nothing stands out."""
    levels = smooth_levels(frame_levels_db(waveform, sample_rate))
    spans, loudest = spans_in(levels, len(waveform), sample_rate), levels.argmax() * FRAME
    return min(spans, key=lambda span: max(span[0] - loudest, loudest - span[1]), default=None)


def has_pauses(levels: np.ndarray, span: Span) -> bool:
    """Whether it is quieter just before and after a span than within: was the word said alone?

    What goes on all the time, like a fan, is background and does not count.

    Args:
        levels: (n_frames,) dB, as from `smooth_levels`.
    """
    first, last = (round(second / FRAME) for second in span)
    reach = round(PAUSE_SECONDS / FRAME)
    word = levels[first:last]
    beside = np.concatenate([levels[max(0, first - reach) : first], levels[last : last + reach]])
    if len(word) == 0 or len(beside) == 0:  # the word fills the recording
        return True
    background = np.percentile(levels, QUIETEST)
    return bool(beside.max() <= max(word.max() - PAUSE_DEPTH, background + STANDS_OUT))


def smooth_levels(levels: np.ndarray) -> np.ndarray:
    """Levels averaged as power over 50 ms, so that a click of the mouse is no loudest spot."""
    power = np.pad(10 ** (levels / 10), 2, mode="edge")
    return 10 * np.log10(np.convolve(power, np.full(5, 0.2), "valid"))
