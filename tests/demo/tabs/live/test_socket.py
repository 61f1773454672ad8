"""Eight listeners at once through the socket: each gets the words of its own sound, each once."""

import asyncio
import json

import numpy as np
import soundfile
import uvicorn
from starlette.applications import Starlette
from websockets.asyncio.client import connect

from core import Classifier
from demo.session import Session, Sessions
from demo.tabs.live.listening import Places
from demo.tabs.live.socket import route
from demo.ui.examples import sound
from tests.apart import apart

RATE = 16_000
PIECE = 2 * RATE // 10  # bytes of a tenth of a second
TALKS = (("yes_low.flac", "no_low.flac"), ("no_high.flac", "yes_high.flac"))
PATIENCE = 120  # seconds: a busy machine hears it late


def talk(names: tuple[str, ...]) -> bytes:
    """Examples with a pause after each, as the browser sends them."""
    parts = [soundfile.read(sound(name).path, dtype="int16")[0] for name in names]
    return np.concatenate([np.pad(part, (RATE, RATE)) for part in parts]).tobytes()


async def words_told(address: str, names: tuple[str, ...]) -> list[str]:
    """Send all at once, as a browser on a busy computer does, and listen until all is judged."""
    data, words, heard = talk(names), [], 0.0
    async with connect(address) as socket:
        for at in range(0, len(data), PIECE):
            await socket.send(data[at : at + PIECE])
        while heard < len(data) / 2 / RATE - 1:
            told = json.loads(await asyncio.wait_for(socket.recv(), PATIENCE))
            words += [word["label"] for word in told.get("words", [])]
            heard = told.get("scores", [[heard]])[-1][0]
    return words


async def all_at_once(classifier: Classifier, n: int) -> tuple[list[list[str]], int]:
    sessions, places = Sessions(classifier), Places()
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=[route(places)]), port=0, log_level="error")
    )
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    tickets = [
        places.ticket(Session(classifier, sessions.uploads, sessions.turns)) for _ in range(n)
    ]
    words = await asyncio.gather(
        *(
            words_told(f"ws://127.0.0.1:{port}/live?rate={RATE}&ticket={ticket}", TALKS[number % 2])
            for number, ticket in enumerate(tickets)
        )
    )
    server.should_exit = True
    await serving
    return list(words), len(places)


def test_eight_listeners_each_hear_their_own(classifier: Classifier) -> None:
    words, left = apart(all_at_once(classifier, 8))
    assert words == [["yes", "no"], ["no", "yes"]] * 4
    assert left == 0
