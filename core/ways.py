"""How fast and how large each way is to run the same model: measured side by side on one thread."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import torch

from core.decision.checkpoint import digest, save
from core.decision.classifier import Classifier
from core.decision.runtime import ENDING, runtime_beside
from core.evaluation.benchmark import milliseconds
from core.export.write import export
from core.sound.clip import Clip

ROOT = Path(__file__).parent.parent
STATIC_PAGE = ROOT / "demo" / "static" / "yes-no.html"
BATCH = 256
LONG_SECONDS = 60
N_STARTS = 3
PACKAGES = {  # that each way needs, with all that they bring
    "ONNX Runtime": ("onnxruntime", "numpy", "soundfile", "av", "safetensors", "tqdm"),
    "PyTorch": ("torch", "torchaudio", "numpy", "soundfile", "av", "safetensors", "tqdm"),
}
Figures = dict[str, Any]


def ways(classifier: Classifier, n_repeats: int) -> dict[str, Figures]:
    """Figures by the name of the way: PyTorch, torch.export, ONNX Runtime, and in a browser."""
    torch.set_num_threads(1)
    rate, size = classifier.features.sample_rate, classifier.features.n_samples
    noise = 0.1 * np.random.default_rng(0).normal(size=(BATCH, size)).astype(np.float32)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain, quick = folder / "plain" / "m.safetensors", folder / "quick" / "m.safetensors"
        for path in (plain, quick):
            save(classifier, path)
        runtime_file = quick.with_name(quick.stem + ENDING)
        export(classifier, runtime_file, blocks=True)
        export(classifier, folder / "window.onnx")
        export(classifier, folder / "window.pt2")
        wav = folder / "one_second.wav"
        soundfile.write(wav, noise[0], rate)
        fingerprint = digest(classifier.model.network.state_dict())
        eager = replace(classifier, runtime=None)
        by_onnx = replace(classifier, runtime=runtime_beside(quick, classifier.model, fingerprint))
        rows = {
            "PyTorch": {
                **windows(
                    lambda some: eager.log_probabilities(torch.from_numpy(some)), noise, n_repeats
                ),
                **recordings(eager, wav, noise, n_repeats),
                **start_up(plain, wav),
            },
            "torch.export": windows(exported(folder / "window.pt2"), noise, n_repeats),
            "ONNX Runtime": {
                **windows(session(folder / "window.onnx"), noise, n_repeats),
                **recordings(by_onnx, wav, noise, n_repeats),
                **start_up(quick, wav),
            },
            "onnxruntime-web in Chromium": browser(noise[0], rate, min(n_repeats, 50)),
        }
    for way, packages in PACKAGES.items():
        rows[way]["installed (MB)"] = installed_megabytes(packages)
    return rows


def windows(scores: Callable[[np.ndarray], object], noise: np.ndarray, n_repeats: int) -> Figures:
    """From waveforms of one window each to scores: one, and many at once."""
    one, all_at_once = noise[:1], []
    figures: Figures = milliseconds("waveform to scores", lambda: scores(one), n_repeats)
    for _ in range(3):
        start = time.perf_counter()
        scores(noise)
        all_at_once.append(BATCH / (time.perf_counter() - start))
    figures[f"windows a second, {BATCH} at once"] = round(statistics.median(all_at_once))
    return figures


def recordings(classifier: Classifier, wav: Path, noise: np.ndarray, n_repeats: int) -> Figures:
    """From files and clips to answers."""
    rate = classifier.features.sample_rate
    figures: Figures = milliseconds("file to answer", lambda: classifier.classify(wav), n_repeats)
    long = Clip(np.resize(noise.reshape(-1), LONG_SECONDS * rate), rate)
    figures |= milliseconds(f"{LONG_SECONDS} s to answer", lambda: classifier.classify(long), 5)
    clips = [Clip(samples, rate) for samples in noise]
    start = time.perf_counter()
    for clip in clips:
        classifier.classify(clip)
    one_by_one = BATCH / (time.perf_counter() - start)
    start = time.perf_counter()
    for posteriors in classifier.all_posteriors(clips):
        classifier.decide(posteriors)
    at_once = BATCH / (time.perf_counter() - start)
    figures["clips a second, one by one"] = round(one_by_one)
    figures[f"clips a second, {BATCH} at once"] = round(at_once)
    return figures


def exported(path: Path) -> Callable[[np.ndarray], object]:
    """What a program of torch.export does."""
    module = torch.export.load(path).module()

    def scores(some: np.ndarray) -> object:
        with torch.inference_mode():
            return module(torch.from_numpy(some))

    return scores


def session(path: Path) -> Callable[[np.ndarray], object]:
    """What ONNX Runtime does with the model for programs."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    run = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"]).run
    return lambda some: run(["scores"], {"waveform": some})


def start_up(model: Path, wav: Path) -> Figures:
    """Seconds from the start of `python -m core classify` until it has answered and ended."""
    command = [sys.executable, "-m", "core", "classify", "--checkpoint", str(model), str(wav)]
    seconds = []
    for _ in range(N_STARTS):
        start = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        seconds.append(time.perf_counter() - start)
    return {"start to first answer, median (s)": round(statistics.median(seconds), 2)}


def browser(samples: np.ndarray, sample_rate: int, n_repeats: int) -> Figures:
    """The page without a server, where there is Chromium and what drives it."""
    program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return {"not measured": "it needs the package playwright"}
    if not (Path(program).is_file() and STATIC_PAGE.is_file()):
        return {"not measured": "it needs Chromium, and the project's own folder"}
    listen = """async ([samples, rate, times]) => {
        const found = [];
        for (let k = 0; k < times; k += 1) {
            const start = performance.now();
            await yesNo.classify(samples, rate);
            found.push(performance.now() - start);
        }
        return found;
    }"""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        started = playwright.chromium.launch(executable_path=program, args=arguments)
        page = started.new_page()
        page.goto(STATIC_PAGE.as_uri())
        page.wait_for_function("window.yesNo")
        ready = page.evaluate("performance.now()")
        times = page.evaluate(listen, [samples.tolist(), sample_rate, n_repeats])
        long = np.resize(samples, LONG_SECONDS * sample_rate)
        (of_long,) = page.evaluate(listen, [long.tolist(), sample_rate, 1])
        started.close()
    median, slow = np.percentile(times[len(times) // 5 :], [50, 95])
    return {
        "samples to answer, median (ms)": round(float(median), 2),
        "samples to answer, 95th percentile (ms)": round(float(slow), 2),
        f"{LONG_SECONDS} s to answer (ms)": round(of_long),
        "open to ready (s)": round(ready / 1000, 2),
        "installed (MB)": round(STATIC_PAGE.stat().st_size / 1e6, 1),
    }


def installed_megabytes(packages: tuple[str, ...]) -> int | str:
    """What these packages and all that they need take on this computer's disk."""
    from packaging.requirements import Requirement

    seen: set[str] = set()
    total, wanted = 0, list(packages)
    while wanted:
        name = wanted.pop().lower().replace("_", "-")
        if name in seen:
            continue
        seen.add(name)
        try:
            package = distribution(name)
        except PackageNotFoundError:
            return f"{name} is not installed"
        files = (Path(str(file.locate())) for file in package.files or ())
        total += sum(file.stat().st_size for file in files if file.is_file())
        for line in package.requires or ():
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                wanted.append(need.name)
    return round(total / 1e6)
