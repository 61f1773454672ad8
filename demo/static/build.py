"""Build the page that needs no server: everything in one HTML file.

    python -m demo.static.build --runtime onnxruntime-web-1.30.0.tgz

The runtime, onnxruntime-web, is a package of npm (`npm pack onnxruntime-web@1.30.0` brings the
file). It is packed by Zopfli, which takes a minute for what a browser unpacks as fast as ever, and
leaves 4 % less. Without `--runtime` it is taken, as packed as it is, out of the page that lies here
already, so that a new model or another word needs no download. Either way its fingerprint must be
the one below.
"""

import argparse
import base64
import gzip
import hashlib
import json
import re
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.decision.checkpoint import load
from core.decision.classifier import Classifier
from core.errors import CoreError
from core.export.graph import page_onnx
from core.export.settings import settings_of
from demo.text.languages import ENGLISH, LANGUAGES

HERE = Path(__file__).parent
PAGE = HERE / "yes-no.html"
SCRIPTS = (
    *("sound.js", "image.js", "levels.js", "words.js", "network.js", "advice.js"),
    *("classifier.js", "language.js", "picture.js", "page.js"),
)
# id in the page -> file of the package, SHA-256 of its content
RUNTIME = {
    "runtime": (
        "package/dist/ort.wasm.bundle.min.mjs",
        "11e64bd8ffe11bd1a2a2f0d6275fdfbbba7262f0b76b99b53d228a8a22ef3d90",
    ),
    "wasm": (
        "package/dist/ort-wasm-simd-threaded.wasm",
        "3398c10d07d229bd91b364548e130e0e51a8e5704b88c7c083ebbeb78842dee2",
    ),
}


def build(classifier: Classifier, runtime: Mapping[str, str]) -> str:
    """The page as HTML.

    Args:
        runtime: id -> content of the files of RUNTIME, packed.
    """
    template = (HERE / "page.html").read_text(encoding="utf-8")
    scripts = "\n".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)
    parts = {
        "STYLE": (HERE / "page.css").read_text(encoding="utf-8"),
        "SCRIPT": scripts,
        "MODEL": _json(settings_of(classifier)),
        "TEXTS": _json(texts(template + scripts)),
        "RUNTIME": runtime["runtime"],
        "WASM": runtime["wasm"],
        "WEIGHTS": packed(gzip.compress(page_onnx(classifier), 9, mtime=0)),
    }
    return re.sub(r"\{\{([A-Z]+)\}\}", lambda found: parts[found.group(1)], template)


def texts(source: str) -> dict[str, dict[str, Any]]:
    """Of every language the texts that the page's source names."""
    names = sorted(set(re.findall(r"\b[A-Z][A-Z_]+\b", source)) & vars(ENGLISH).keys())
    return {
        language: {name: getattr(words, name) for name in names if hasattr(words, name)}
        for language, words in LANGUAGES.items()
    }


def packed(compressed: bytes) -> str:
    """As text that may stand in a page. The same content always gives the same text."""
    return base64.b64encode(compressed).decode()


def packed_in(page: str, name: str) -> str:
    """What the page holds under this id, packed."""
    found = re.search(rf'id="{name}" type="application/base64">([^<]*)<', page)
    return found.group(1) if found else ""


def unpacked(page: str, name: str) -> bytes:
    """What the page holds under this id."""
    compressed = base64.b64decode(packed_in(page, name))
    return gzip.decompress(compressed) if compressed else b""


def load_runtime(package: Path | None) -> dict[str, str]:
    """The runtime's files, packed, from the package or from the page that was built before.

    Raises:
        ValueError: if they are not those that this page is made for.
    """
    if package is None:
        page = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
        files = {name: unpacked(page, name) for name in RUNTIME}
        ready = {name: packed_in(page, name) for name in RUNTIME}
    else:
        with tarfile.open(package) as archive:
            members = {name: archive.extractfile(path) for name, (path, _) in RUNTIME.items()}
            files = {name: member.read() if member else b"" for name, member in members.items()}
        ready = {}
    for name, (path, expected) in RUNTIME.items():
        if hashlib.sha256(files[name]).hexdigest() != expected:
            raise ValueError(
                f"{path} is missing or another one. Bring the package with "
                "'npm pack onnxruntime-web@1.30.0' and name the file with --runtime."
            )
    return ready or {name: packed(zopfli(content)) for name, content in files.items()}


def zopfli(content: bytes) -> bytes:
    """As gzip, as small as it gets. Raises ValueError."""
    try:
        from zopfli.gzip import compress
    except ImportError as error:
        raise ValueError(
            "Packing the runtime needs one more package: pip install zopfli."
        ) from error
    compressed: bytes = compress(content, numiterations=5)
    return compressed


def _json(value: object) -> str:
    """JSON that may stand in a script of an HTML page."""
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")


def main(arguments: list[str] | None = None) -> int:
    """Build the page."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--checkpoint", type=Path, help="the model file (default: the shipped one)")
    parser.add_argument("--runtime", type=Path, metavar="TGZ", help="the package onnxruntime-web")
    parser.add_argument("--out", type=Path, default=PAGE, help="where to write the page")
    options = parser.parse_args(arguments)
    try:
        page = build(load(options.checkpoint), load_runtime(options.runtime))
    except (CoreError, OSError, ValueError, tarfile.TarError) as error:
        print(error, file=sys.stderr)
        return 1
    options.out.write_text(page, encoding="utf-8", newline="\n")
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
