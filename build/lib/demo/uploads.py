"""A folder for uploads of this process alone. Imports nothing of Gradio's, which must come later.

Gradio's own folder is one for all users of a computer: whoever came first owns it, and for
everybody else each recording fails. Its name is settled when Gradio is imported.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

PLACE = "GRADIO_TEMP_DIR"  # the variable that tells Gradio


def private_uploads() -> Path:
    """Make the folder, which only this user may read; it is deleted at the end of the program.

    Where GRADIO_TEMP_DIR names a folder, the new one lies in that. Where there can be none, the
    program ends with a sentence that says why.
    """
    place = os.environ.get(PLACE)
    try:
        if place:
            Path(place).mkdir(parents=True, exist_ok=True)
        folder = tempfile.mkdtemp(prefix="yes-no-", dir=place or None)
    except OSError as error:
        where = place or "the system's folder for temporary files"
        print(
            f"Uploads cannot be kept in {where}: {error.strerror}. Name a folder in {PLACE}.",
            file=sys.stderr,
        )
        raise SystemExit(2) from error
    os.environ[PLACE] = folder
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
