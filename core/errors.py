"""What can go wrong, as one small tree. Every message says what happened and what to do next.

CoreError
├── AudioError       a recording that cannot be used
├── CheckpointError  a model file that cannot be used
└── DatasetError     a folder that cannot be trained or evaluated on
"""


class CoreError(Exception):
    """Base of all errors that a user of this library can cause and can mend."""


class AudioError(CoreError):
    """The recording cannot be read or judged."""


class CheckpointError(CoreError):
    """The model file is damaged, foreign or too new."""


class DatasetError(CoreError):
    """The folder of recordings does not have the layout that is needed."""
