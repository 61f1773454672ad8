"""Where a word is said: a room that echoes, a room that is not silent."""

import math

import torch
import torchaudio.functional as AF
from torch import Generator, Tensor

from core.effects.level import fade, noise_gain
from core.effects.noises import pink_noise

ROOM = 200.0  # cubic metres: a classroom
DISTANCE = 1.0  # metres from the mouth to the microphone
PAUSE = 0.5  # seconds before and after a word
SOFT_EDGE = 0.01  # seconds


def reverberate(waveform: Tensor, sample_rate: int, seconds: float) -> Tensor:
    """In a classroom whose echo takes `seconds` to become 60 dB weaker, a metre from the mouth.

    The echo is noise that fades. How strong it is follows from the room's critical distance,
    0.057 m * sqrt(volume / seconds), at which it is as strong as the voice.
    Source: Kuttruff (2016), "Room Acoustics", chapter 5.
    """
    times = torch.arange(round(seconds * sample_rate)) / sample_rate
    generator = torch.Generator().manual_seed(0)  # the same room every time
    tail = torch.randn(len(times), generator=generator) * 10 ** (-3 * times / seconds)
    energy = DISTANCE**2 * seconds / (0.057**2 * ROOM)  # with the voice's own as 1
    response = torch.cat([torch.ones(1), tail * math.sqrt(energy) / tail.norm()])
    echoed: Tensor = AF.fftconvolve(waveform, response)
    return echoed[: len(waveform)]


def in_a_room(
    waveform: Tensor,
    sample_rate: int,
    snr_db: float,
    seconds: float,
    generator: Generator,
    pause: float = PAUSE,
) -> Tensor:
    """A recording of so many seconds: the word at a random place, a room's hiss everywhere.

    The waveform keeps `pause` seconds from both ends. Its own edges are made soft, because a
    dataset's recording may begin and end within a noise.
    """
    room = pink_noise(round(seconds * sample_rate), sample_rate, generator)
    beside = round(pause * sample_rate)
    latest = len(room) - beside - len(waveform)
    start = int(torch.randint(beside, latest + 1, (), generator=generator))
    recording = noise_gain(waveform, room, snr_db) * room
    recording[start : start + len(waveform)] += fade(waveform, sample_rate, SOFT_EDGE)
    return recording
