"""Run a coroutine in a thread of its own."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Given = TypeVar("Given")


def apart(work: Coroutine[Any, Any, Given]) -> Given:
    """What it gives. A browser's test before this one leaves its loop running in our thread."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()
