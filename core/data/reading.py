"""Read many recordings: one that cannot be read is left out and told, unless there are too many."""

import logging
from pathlib import Path

from core.config import AudioConfig
from core.errors import AudioError, DatasetError
from core.sound.clip import LIMITS, Clip
from core.sound.decode import read_clip

NOTES = logging.getLogger("core.data")  # what people should know of the folders that are read
LARGEST_SHARE = 0.1  # of recordings that may be left out


class Reader:
    """Reads recordings one after the other.

    Each one that is left out is a warning to NOTES, with its path and the reason.

    Args:
        n_files: how many there are to read.
    """

    def __init__(self, n_files: int) -> None:
        self.n_files, self.n_left_out = n_files, 0

    def __call__(self, path: Path, config: AudioConfig = LIMITS) -> Clip | None:
        """A recording, or None if it cannot be read or is too short or too long.

        Raises:
            DatasetError: if these are more than LARGEST_SHARE of all.
        """
        try:
            return read_clip(path, config)
        except AudioError as error:
            NOTES.warning("%s: %s", path, error)
            self.n_left_out += 1
            if self.n_left_out > LARGEST_SHARE * self.n_files:
                raise DatasetError(
                    f"{self.n_left_out} of {self.n_files} recordings cannot be used, the last one "
                    f"in {path.parent}: {error} Mend or remove them first."
                ) from error
            return None
