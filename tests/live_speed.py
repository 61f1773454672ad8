"""How fast Live is: in a browser, and for many listeners at once.

    python -m tests.live_speed [--data DIR] [--words 20]
    python -m tests.live_speed --listeners 8 [--seconds 60]

The first plays words into the fake microphone of a browser that has `python app.py` open. It takes
the time from the end of each word in the microphone to its line on the page, by the browser's
clock.
The second lets listeners speak into the server's socket as fast as one speaks, all at once, and
tells how far it lags behind them and how much processor time they cost together.
"""

import argparse
import asyncio
import base64
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import soundfile
import torch
from playwright.sync_api import sync_playwright
from websockets.asyncio.client import connect

from core import load
from core.evaluation.live import Said, make_talk
from core.sound.resampling import Resampler
from core.sound.stream import PIECE_SECONDS
from demo import text
from demo.session import Session, Sessions
from demo.tabs.beginning.attempt import EXAMPLES
from demo.tabs.live.listening import Places
from demo.tabs.live.socket import route
from tests.page_helpers import WIDE, Visitor, browser, microphone_arguments
from tests.page_speed import app

RATE = 16_000
PATIENCE = 30.0  # seconds after the last word
NEAR = 1.5  # seconds: a word told later is another one's
# Notes when each piece of sound leaves, and when a word's line is there.
WATCH = """() => {
    const noted = (window.noted = {pieces: [], words: [], rate: 0});
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
        if (typeof data !== "string") {
            noted.rate ||= Number(new URL(this.url).searchParams.get("rate"));
            noted.pieces.push([performance.now(), new Int16Array(data.slice(0))]);
        }
        return send.call(this, data);
    };
    new MutationObserver((changes) => {
        for (const {addedNodes} of changes)
            for (const node of addedNodes)
                if (node.matches?.("#live .words li"))
                    noted.words.push([performance.now(), node.querySelector("strong").textContent]);
    }).observe(document.body, {childList: true, subtree: true});
}"""
TELL = """() => {
    const samples = window.noted.pieces.flatMap(([, piece]) => [...piece]);
    const bytes = new Uint8Array(new Int16Array(samples).buffer);
    let text = "";
    for (let at = 0; at < bytes.length; at += 32768)
        text += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return {
        rate: window.noted.rate, words: window.noted.words, sound: btoa(text),
        pieces: window.noted.pieces.map(([at, piece]) => [at, piece.length]),
    };
}"""


# In a browser


def delays_in_browser(data: Path, n_words: int, checkpoint: Path | None) -> list[float]:
    """Seconds from the end of each word in the microphone to its line on the page."""
    classifier = load(checkpoint)
    said, stream = make_talk(classifier, data, lambda items, what: items, 2 * n_words)
    words = [one for one in said if one.word in classifier.words]
    with tempfile.TemporaryDirectory() as folder:
        talk = Path(folder) / "talk.wav"
        soundfile.write(talk, stream.numpy(), RATE)
        with (
            app(checkpoint) as (address, _),
            sync_playwright() as playwright,
            browser(playwright, *microphone_arguments(talk, Path(folder))) as started,
        ):
            context = started.new_context(viewport=WIDE, permissions=["microphone"])
            visitor = Visitor(context.new_page(), address)
            visitor.tab(text.LIVE_TAB).click()
            visitor.page.evaluate(WATCH)
            visitor.button(text.LIVE_START).click()
            visitor.page.wait_for_timeout(1_000 * (len(stream) / RATE + 5))
            noted = visitor.page.evaluate(TELL)
    return delays_of(words, stream.numpy(), noted)


def delays_of(words: Sequence[Said], stream: np.ndarray, noted: dict[str, Any]) -> list[float]:
    """From what the browser noted, for each word that was told.

    Args:
        stream: what the microphone played, (n,) at RATE.
    """
    rate = noted["rate"]
    sent = np.frombuffer(base64.b64decode(noted["sound"]), np.int16).astype(np.float32) / 2**15
    offset = offset_of(stream, sent, rate)
    ends = np.cumsum([n for _, n in noted["pieces"]]) / rate  # seconds of sound sent by then
    left = np.array([at for at, _ in noted["pieces"]]) / 1_000
    told = [(at / 1_000, label) for at, label in noted["words"]]
    delays = []
    for word in words:
        end = word.end + offset
        piece = int(np.searchsorted(ends, end))
        if piece >= len(ends):
            continue
        spoken = left[piece] - (ends[piece] - end)  # when the word's last sample was heard
        later = [at - spoken for at, label in told if label == word.word]
        delays += [one for one in later if 0 <= one < NEAR][:1]
    return delays


def offset_of(stream: np.ndarray, sent: np.ndarray, rate: int) -> float:
    """Seconds by which what was sent is later than what was played: where they fit best."""
    resampler = Resampler(rate, RATE)
    heard = np.concatenate([resampler.feed(sent), resampler.finish()])
    n = len(stream) + len(heard)
    fits = np.fft.irfft(np.fft.rfft(heard, n) * np.conj(np.fft.rfft(stream, n)), n)
    best = int(fits.argmax())
    return (best if best < len(heard) else best - n) / RATE


# Many listeners


def serve(n_listeners: int) -> None:
    """The page's socket in this process, without the page; prints its port and the tickets."""
    import uvicorn
    from starlette.applications import Starlette

    torch.set_num_threads(1)
    sessions, places = Sessions(load()), Places()
    tickets = [
        places.ticket(Session(sessions.classifier, sessions.uploads, sessions.turns))
        for _ in range(n_listeners)
    ]
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=[route(places)]), port=0, log_level="error")
    )

    async def run() -> None:
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        print(json.dumps({"port": port, "tickets": tickets}), flush=True)
        await serving

    asyncio.run(run())


async def listener(address: str, pieces: Sequence[bytes], behind: list[tuple[float, float]]) -> int:
    """Speak into the socket; note how far the scores lag at which second; count the words."""
    n_words, begun = 0, time.monotonic()

    async with connect(address) as socket:

        async def hear() -> None:
            nonlocal n_words
            async for message in socket:
                told = json.loads(message)
                n_words += len(told.get("words", []))
                if scores := told.get("scores"):
                    spoken = min(time.monotonic() - begun, len(pieces) * PIECE_SECONDS)
                    behind.append((spoken, spoken - scores[-1][0]))

        hearing = asyncio.create_task(hear())
        begun = time.monotonic()
        for number, piece in enumerate(pieces, start=1):
            await asyncio.sleep(max(0.0, begun + number * PIECE_SECONDS - time.monotonic()))
            await socket.send(piece)
        await asyncio.sleep(2.0)
        hearing.cancel()
    return n_words


def many_listeners(n_listeners: int, seconds: float, data: Path) -> None:
    """Measure and print."""
    _, stream = make_talk(load(), data, lambda items, what: items)
    sound = (stream.numpy()[: round(seconds * RATE)] * 32_767).astype("<i2").tobytes()
    size = 2 * round(PIECE_SECONDS * RATE)
    pieces = [sound[at : at + size] for at in range(0, len(sound), size)]
    command = [sys.executable, "-m", "tests.live_speed", "--serve", str(n_listeners)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            begun = json.loads(process.stdout.readline())
            address = f"ws://127.0.0.1:{begun['port']}/live?rate={RATE}&ticket="
            behind: list[list[tuple[float, float]]] = [[] for _ in range(n_listeners)]

            async def all_of_them() -> list[int]:
                return await asyncio.gather(
                    *(
                        listener(address + ticket, pieces, own)
                        for ticket, own in zip(begun["tickets"], behind, strict=True)
                    )
                )

            server = psutil.Process(process.pid)
            before, start = sum(server.cpu_times()[:2]), time.monotonic()
            counts = asyncio.run(all_of_them())
            cost, took = sum(server.cpu_times()[:2]) - before, time.monotonic() - start
        finally:
            process.terminate()
    half = len(pieces) * PIECE_SECONDS / 2
    first = [lag for own in behind for spoken, lag in own if spoken < half]
    second = [lag for own in behind for spoken, lag in own if spoken >= half]
    share = cost / (len(pieces) * PIECE_SECONDS) / n_listeners
    print(f"{n_listeners} listeners for {took:.0f} s; words told to each: {sorted(set(counts))}")
    print(f"processor time: {100 * share:.1f} % of a core for each")
    for name, lags in (("first", first), ("second", second)):
        print(
            f"scores behind the sound, {name} half: median {statistics.median(lags):.2f} s, "
            f"most {max(lags):.2f} s"
        )
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.live_speed", description=__doc__)
    parser.add_argument("--data", type=Path, default=EXAMPLES, help="a folder of words")
    parser.add_argument("--words", type=int, default=20, help="in the browser (default: 20)")
    parser.add_argument("--checkpoint", type=Path, help="another model than the shipped one")
    parser.add_argument("--listeners", type=int, help="so many at once, without a browser")
    parser.add_argument("--seconds", type=float, default=60.0, help="that each speaks")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve)
    elif options.listeners:
        many_listeners(options.listeners, options.seconds, options.data)
    else:
        delays = delays_in_browser(options.data, options.words, options.checkpoint)
        print(
            f"end of the word to its line on the page: median {statistics.median(delays):.2f} s, "
            f"fastest {min(delays):.2f} s, slowest {max(delays):.2f} s ({len(delays)} words)"
        )
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return 0


if __name__ == "__main__":
    sys.exit(main())
