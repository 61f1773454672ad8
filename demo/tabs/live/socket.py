"""The way of live sound: a WebSocket beside Gradio, for pieces of sound in and what was heard out.

Gradio's own events cost a request and two answers a piece, and end only when it notices; this
connection is one, and its end is the visitor's.
"""

import asyncio
from typing import Any

import anyio
import anyio.to_thread
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from core.errors import AudioError
from demo.tabs.live.listening import Listening, Places, TooFast

PATH = "/live"
LOOK_SECONDS = 1.0  # between two looks whether somebody still speaks
JUDGING = 1  # pieces at once, so that all listeners together take one core at most


def route(places: Places) -> WebSocketRoute:
    """What the server listens at."""
    limiter = anyio.CapacityLimiter(JUDGING)

    async def serve(socket: WebSocket) -> None:
        await socket.accept()
        listening = places.enter(socket.query_params.get("ticket", ""))
        if listening is None:
            await _end(socket, "full")
            return
        conversation = Conversation(socket, places, listening, limiter)
        try:
            await conversation.run()
        except (WebSocketDisconnect, RuntimeError):  # it was closed while something was said
            pass
        finally:
            places.leave(listening)

    return WebSocketRoute(PATH, serve)


async def _end(socket: WebSocket, why: str) -> None:
    await socket.send_json({"end": why})
    await socket.close()


class Conversation:
    """One connection, from its beginning to its end."""

    def __init__(
        self,
        socket: WebSocket,
        places: Places,
        listening: Listening,
        limiter: anyio.CapacityLimiter,
    ) -> None:
        self.socket, self.places, self.listening = socket, places, listening
        self.limiter = limiter
        rate = socket.query_params.get("rate", "")
        self.sample_rate = int(rate) if rate.isdecimal() and len(rate) < 7 else 0
        self.came = asyncio.Event()

    async def run(self) -> None:
        """Take sound and judge it, until one of the two ends."""
        labels = self.listening.classifier.labels
        threshold = self.listening.classifier.at("balanced", "stream").threshold
        hello = {"labels": labels, "threshold": threshold}
        await self.socket.send_json(hello | self.listening.asked())
        tasks = [asyncio.create_task(self._take()), asyncio.create_task(self._judge())]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _take(self) -> None:
        while True:
            message = await self.socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            if (piece := message.get("bytes")) is not None:
                try:
                    self.listening.take(piece, self.sample_rate)
                except TooFast:
                    await _end(self.socket, "fast")
                    return
                self.came.set()
            elif (said := message.get("text")) is not None:
                await self._tell(self.listening.told_by_hand(said))

    async def _judge(self) -> None:
        while True:
            with anyio.move_on_after(LOOK_SECONDS):
                await self.came.wait()
            self.came.clear()
            why = self.listening.is_over
            if not self.places.is_here(self.listening):
                why = "left"
            try:
                told = await anyio.to_thread.run_sync(
                    self.listening.judge, self.sample_rate, limiter=self.limiter
                )
            except AudioError:
                why, told = "rate", {}
            await self._tell(told)
            if why:
                await _end(self.socket, why)
                return

    async def _tell(self, told: dict[str, Any]) -> None:
        if told:
            await self.socket.send_json(told)
