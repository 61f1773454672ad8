"""A share of a count, with how sure it is."""

from typing import Any

import numpy as np
from scipy.stats import binomtest


def share(hits: np.ndarray) -> dict[str, Any]:
    """A count and its share, with Wilson's 95 % interval (Wilson, 1927)."""
    count, n = int(np.sum(hits)), len(hits)
    if n == 0:
        return {"count": 0, "of": 0, "share": None, "low": None, "high": None}
    interval = binomtest(count, n).proportion_ci(method="wilson")
    return {
        "count": count,
        "of": n,
        "share": round(count / n, 5),
        "low": round(float(interval.low), 5),
        "high": round(float(interval.high), 5),
    }
