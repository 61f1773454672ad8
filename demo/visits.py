"""What the page remembers of each visit, and that it forgets it: nothing outlives the visit."""

from pathlib import Path
from threading import Lock

from gradio.utils import get_upload_folder

from demo.heard import Heard


class Visits:
    """The last recording of every open page, and its files.

    All files of a visit are deleted when its recording is cleared and when its page is closed or
    reloaded; not before, because 'Reset audio' after a trim asks for the longer recording again.
    Gradio itself keeps uploads until the server stops, and a `gr.State` for another hour.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._heard: dict[str, Heard] = {}
        self._files: dict[str, set[Path]] = {}

    def remember(self, visit: str, path: str, heard: Heard | None) -> None:
        """Keep a recording and, if something could be heard in it, what was heard."""
        with self._lock:
            self._files.setdefault(visit, set()).add(Path(path))
            self._heard.pop(visit, None)
            if heard is not None:
                self._heard[visit] = heard

    def recall(self, visit: str) -> Heard | None:
        """What was heard in the visit's last recording."""
        return self._heard.get(visit)

    def forget(self, visit: str) -> None:
        """Forget what was heard and delete the visit's files, except those of another visit too."""
        with self._lock:
            self._heard.pop(visit, None)
            files = self._files.pop(visit, set())
            for file in files.difference(*self._files.values()):
                if file.is_relative_to(get_upload_folder()):  # and not one of our examples
                    file.unlink(missing_ok=True)
