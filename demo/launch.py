"""Start the page: the command line, the checks, and the end."""

import argparse
import gc
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from core import CheckpointError, DatasetError, load
from core.terminal import one_thread
from demo import text
from demo.address import StartError, check_certificate, check_root_path, free_port
from demo.lessons import training_folder
from demo.looks import LOOKS, MANNERS
from demo.mcp import check_mcp, set_up_tool
from demo.page import build


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="app.py", description=text.LEAD)
    parser.add_argument(
        "--host",
        default=os.environ.get("GRADIO_SERVER_NAME"),
        help="0.0.0.0 lets the other computers of the network in (default: this one only)",
    )
    parser.add_argument("--port", type=int, help="(default: the first free one from 7860)")
    parser.add_argument("--share", action="store_true", help="also make a public address")
    parser.add_argument("--ssl-certfile", type=Path, help="certificate, for an https address")
    parser.add_argument("--ssl-keyfile", type=Path, help="the certificate's private key")
    parser.add_argument("--root-path", help="where a proxy in front has the page, as in /yes-no")
    parser.add_argument("--checkpoint", type=Path, help="another model than the shipped one")
    parser.add_argument(
        "--mcp", action="store_true", help="also be a tool, classify_yes_no, for language models"
    )
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="a folder with a folder a word, for trainings from the beginning (default: a few "
        "synthetic voices)",
    )
    return parser.parse_args(arguments)


def make_page(options: argparse.Namespace) -> gr.Blocks:
    """Check what was asked for, load the model and build the page around it.

    Ends the program with a sentence if the page cannot start.
    """
    one_thread()  # a request: with more, pupils who press together wait for each other
    try:
        check_certificate(options.ssl_certfile, options.ssl_keyfile)
        check_root_path(options.root_path)
        if options.mcp:
            check_mcp()
        options.port = free_port(options.host, options.port)
        classifier = load(options.checkpoint)
        folder = training_folder(classifier, options.data)
    except (CheckpointError, DatasetError, StartError) as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from error
    return build(classifier, options.checkpoint, folder)


def serve(app: gr.Blocks, options: argparse.Namespace) -> None:
    """Run until Ctrl+C or until the system ends the program; then delete what was uploaded.

    Gradio, left to wait by itself, would first wait for every open page to close.
    """
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # the last: its terminal was closed
        ending = getattr(signal, name, None)  # Windows has no SIGHUP
        if ending and signal.getsignal(ending) != signal.SIG_IGN:  # as `nohup` asks for
            signal.signal(ending, _end)
    try:
        start(app, options)
        # What the page is made of stays: the collector need not look through it again and again.
        gc.collect()
        gc.freeze()
        while True:
            time.sleep(1)
    except (OSError, ValueError) as error:  # Gradio waits only seconds until its server answers
        if isinstance(error, OSError):
            other = f"another program took port {options.port} just now"
        else:
            other = "a proxy stands before its own addresses (set NO_PROXY=localhost,127.0.0.1)"
        said = f"The page did not start: this computer is too busy, or {other}. Try again."
        print(said, file=sys.stderr)
        raise SystemExit(2) from error
    finally:
        app.close()


def start(app: gr.Blocks, options: argparse.Namespace, **more: Any) -> str:
    """Begin to answer, without waiting for the end; `more` is for `launch`. Returns the address."""
    _, address, _ = app.launch(prevent_thread_lock=True, **launch_settings(options), **more)
    set_up_tool(app)
    return address


def _end(*_: object) -> None:
    raise SystemExit(0)


def launch_settings(options: argparse.Namespace) -> dict[str, Any]:
    """Arguments for `launch`."""
    certificate = options.ssl_certfile
    return {
        "server_name": options.host,
        "server_port": options.port,
        "share": options.share,
        "root_path": options.root_path,
        "ssl_certfile": certificate and str(certificate),
        # Where there is none, the certificate's file holds it
        "ssl_keyfile": certificate and str(options.ssl_keyfile or certificate),
        "ssl_verify": False,  # of Gradio's own first call: a school often signs for itself
        "mcp_server": options.mcp,
        **LOOKS,
        **MANNERS,
    }
