"""A share of a count, with how sure it is."""

import math
from statistics import NormalDist
from typing import Any

import numpy as np

SURENESS = 0.95


def share(hits: np.ndarray) -> dict[str, Any]:
    """A count and its share, with its interval."""
    count, n = int(np.sum(hits)), len(hits)
    if n == 0:
        return {"count": 0, "of": 0, "share": None, "low": None, "high": None}
    low, high = wilson_interval(count, n)
    return {
        "count": count,
        "of": n,
        "share": round(count / n, 5),
        "low": round(low, 5),
        "high": round(high, 5),
    }


def wilson_interval(count: int, n: int) -> tuple[float, float]:
    """Between which shares the true one lies, of `n` of which `count` hit (Wilson, 1927).

    SciPy's `binomtest` gives the same, but the page without PyTorch would be 150 MB larger.
    """
    z = NormalDist().inv_cdf((1 + SURENESS) / 2)
    middle = (count + z * z / 2) / (n + z * z)
    reach = z / (n + z * z) * math.sqrt(count * (n - count) / n + z * z / 4)
    return (middle - reach if count else 0.0, middle + reach if count < n else 1.0)
