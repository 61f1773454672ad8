"""The page as a tool for language models: the Model Context Protocol, by the package `mcp`.

The tool is the function behind /classify, with its name and docstring; see demo/endpoint.py.
"""

import json
from importlib.util import find_spec
from typing import Any

import gradio as gr
from gradio.processing_utils import save_base64_to_cache
from gradio.utils import get_upload_folder

from demo.address import StartError


def check_mcp() -> None:
    """Whether the protocol can be spoken.

    Raises:
        StartError: if what it needs is not installed.
    """
    if find_spec("mcp") is None:
        raise StartError(
            "--mcp needs one more package. Install it with this command: pip install 'mcp<2'"
        )


def set_up_tool(app: gr.Blocks) -> None:
    """Let the tool of a page that runs keep no recording, and answer in JSON.

    Gradio would keep a copy until the page ends, and would write Python's None. A page without the
    protocol stays as it is. An argument is data:…;base64,… or the address of an upload; the
    protocol's server takes no request of more than 4 MiB.
    """
    server: Any = app.mcp_server_obj
    if server is None:
        return
    as_gradio_does = server.postprocess_output_data

    def given(arguments: dict[str, Any], files: list[list[str | int]]) -> dict[str, Any]:
        return {name: sent(it) if [name] in files else it for name, it in arguments.items()}

    def sent(written: str) -> dict[str, str]:
        if not written.startswith("data:"):
            return {"path": written}
        path = save_base64_to_cache(written, get_upload_folder())
        app.upload_file_set.update([path])  # deleted with the answer, as all that arrives
        return {"path": path}

    def answered(values: list[Any], root_url: str) -> Any:
        return as_gradio_does([json.dumps(value) for value in values], root_url)

    server.convert_strings_to_filedata = given
    server.postprocess_output_data = answered
