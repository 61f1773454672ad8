"""How long importing core and demo takes, and what heavy packages each brings.

    python scripts/measure_imports.py [--times 3]

Each import is timed in a fresh interpreter, once to warm the disk's cache and then `--times` times.
"""

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES = ("core", "core.__main__", "demo.page", "demo.launch")
# A second or more of some start in the past, or only for some of what can be done
HEAVY = (
    *("torch", "torchaudio", "scipy", "scipy.stats", "scipy.signal", "captum", "av"),
    *("soundfile", "matplotlib", "matplotlib.pyplot", "gradio", "pandas", "core.training"),
)
PROBE = """
import json, sys, time
start = time.perf_counter()
cpu = time.process_time()
import {module}
told = {{
    "seconds": time.perf_counter() - start,
    "cpu": time.process_time() - cpu,
    "heavy": [name for name in {heavy} if name in sys.modules],
}}
print(json.dumps(told))
"""


def measure(module: str) -> dict[str, object]:
    """Import a module in a fresh interpreter: seconds, seconds of the processor, heavy packages."""
    probe = PROBE.format(module=module, heavy=HEAVY)
    run = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=ROOT
    )
    told: dict[str, object] = json.loads(run.stdout.splitlines()[-1])
    return told


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What do imports cost?")
    parser.add_argument("--times", type=int, default=3, help="imports of each (default: 3)")
    options = parser.parse_args()
    print(f"{'import':<16}{'seconds':>8}{'of CPU':>8}  brings")
    for module in MODULES:
        measure(module)
        told = [measure(module) for _ in range(options.times)]
        seconds, cpu = (
            statistics.median(float(str(one[name])) for one in told) for name in ("seconds", "cpu")
        )
        brings = told[0]["heavy"]
        assert isinstance(brings, list)
        print(f"{module:<16}{seconds:8.2f}{cpu:8.2f}  {', '.join(brings)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
