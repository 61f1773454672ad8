"""How many recordings a second /classify answers, beside a Gradio app that answers a constant.

    python -m tests.throughput

Thirty programs at once send the same file as fast as they are answered, to the one and to the
other, in turns. The bare app takes the file and looks at nothing: it shows what Gradio costs.
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier

import httpx

from demo.ui.examples import SOUNDS

ROOT = Path(__file__).parents[1]
BARE = """
import sys
import gradio as gr
with gr.Blocks(analytics_enabled=False) as app:
    gr.on([], lambda audio: {"label": "yes"}, gr.Audio(type="filepath"), gr.JSON(),
          api_name="classify", preprocess=False, concurrency_limit=2)
app.queue(max_size=90).launch(server_port=int(sys.argv[1]), quiet=True)
"""


@contextmanager
def served(*command: str) -> Iterator[str]:
    """A server in a process of its own, until it answers; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/gradio_api/"
    process = subprocess.Popen(
        [sys.executable, *command, str(port)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                httpx.get(f"{address}app_id").raise_for_status()
                break
            except httpx.HTTPError:
                if process.poll() is not None:
                    raise
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


def ask(client: httpx.Client, address: str, sound: bytes) -> None:
    """Send a file and wait for the answer."""
    (path,) = client.post(f"{address}upload", files={"files": ("sound.flac", sound)}).json()
    audio = {"path": path, "meta": {"_type": "gradio.FileData"}}
    event = client.post(f"{address}call/classify", json={"data": [audio]}).json()["event_id"]
    reply = client.get(f"{address}call/classify/{event}").text
    (answer,) = json.loads(reply.rsplit("data: ", 1)[1])
    if "label" not in answer:
        raise RuntimeError(f"no answer: {reply}")


def rate(address: str, programs: int, each: int, sound: bytes) -> float:
    """Answers a second while so many programs send `each` files, one after the other."""
    ready = Barrier(programs + 1)

    def program() -> None:
        with httpx.Client(timeout=120) as client:
            ready.wait()
            for _ in range(each):
                ask(client, address, sound)

    with ThreadPoolExecutor(programs) as pool:
        jobs = [pool.submit(program) for _ in range(programs)]
        ready.wait()
        start = time.perf_counter()
        for job in jobs:
            job.result()
        return programs * each / (time.perf_counter() - start)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.throughput", description=__doc__)
    parser.add_argument("--programs", type=int, default=30, help="at once (default: 30)")
    parser.add_argument("--each", type=int, default=4, help="files of each (default: 4)")
    parser.add_argument("--rounds", type=int, default=5, help="(default: 5)")
    options = parser.parse_args()
    sound = SOUNDS[0].path.read_bytes()
    rates: dict[str, list[float]] = {"/classify": [], "a constant": []}
    with served("app.py", "--port") as ours, served("-c", BARE) as bare:
        addresses = dict(zip(rates, (ours, bare), strict=True))
        for address in addresses.values():
            rate(address, options.programs, 1, sound)  # warm
        for _ in range(options.rounds):
            for name, address in addresses.items():
                rates[name].append(rate(address, options.programs, options.each, sound))
    for name, values in rates.items():
        print(f"{name:<12}{statistics.median(values):8.1f} answers a second (median)")
    pairs = zip(rates["/classify"], rates["a constant"], strict=True)
    print(f"of the constant's: {statistics.median(ours / bare for ours, bare in pairs):.2f}")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return 0


if __name__ == "__main__":
    sys.exit(main())
