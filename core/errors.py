"""What can go wrong, as one small tree. Every message says what happened and what to do next.

CoreError
├── AudioError       a recording that cannot be used
├── CheckpointError  a model file that cannot be used
├── DatasetError     a folder that cannot be trained or evaluated on
├── MicrophoneError  a microphone that cannot be listened to
├── TeachError       words or tries that nothing can be learned from
├── ExportError      a model that cannot be written for another runtime
├── SpaceError       a folder for Hugging Face that cannot be made
└── ArchiveError     an archive that cannot be answered for by many workers
"""

from collections.abc import Mapping
from typing import ClassVar


class CoreError(Exception):
    """Base of all errors that a user of this library can cause and can mend."""


class CodedError(CoreError):
    """One with a code, so that a page in another language says it in its own words.

    Args:
        code: which of MESSAGES.
        values: what the message's braces stand for.
    """

    MESSAGES: ClassVar[Mapping[str, str]] = {}

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(self.MESSAGES[code].format(**values))
        self.code, self.values = code, values


AUDIO_MESSAGES = {
    "missing": "There is no file {path}. Check its name and folder.",
    "not_opened": "{name} cannot be opened. Choose an audio file you may read.",
    "no_file": "{name} is a folder, a pipe or a device. Choose an audio file.",
    "not_sent": "No file was sent. Send one audio file.",
    "no_recordings": "{path} is a folder without recordings. Name another.",
    "empty": "{name} is empty: nothing was recorded. Record again and say the word.",
    "not_audio": "{name} is not audio that can be read. Use WAV, FLAC, OGG, MP3, M4A or WebM.",
    "damaged": "{name} is damaged: its recording was interrupted, or it was not copied as a whole. "
    "Record or copy it again.",
    "no_sound": "{name} has no sound in it. Choose a file with sound.",
    "too_long": "{name} is longer than {seconds:g} seconds. Cut out the part with the word.",
    "too_large": "{name} is larger than {megabytes} MB. Cut out the part with the word.",
    "too_much": "{name} has {channels} channels of {rate} samples a second, more than can be "
    "judged. Save it with one channel and 16000 samples a second.",
    "too_short": "{name} is shorter than {seconds:g} seconds, too short for a word. "
    "Record again and wait a moment before you press stop.",
    "source": "{type} is no recording. Use a path, an open binary file, or samples with their "
    "rate, such as (16000, samples).",
    "no_rate": "Samples alone do not tell how fast they follow each other. Use them with their "
    "rate, such as (16000, samples).",
    "sample_type": "Samples of type {type} are not sound. Use float32, int16, int32, int8 or "
    "uint8.",
    "shape": "Samples of shape {shape} are not sound. Use (n,) or (n, channels).",
    "sample_rate": "{name} has {rate} samples a second, but a recording of speech has between "
    "{slowest} and {fastest}. Record it again, for example at 16000.",
    "no_numbers": "{name} holds values that are no sound. Save it again as 16-bit WAV.",
}


class AudioError(CodedError):
    """The recording cannot be read or judged. The codes are those of AUDIO_MESSAGES."""

    MESSAGES = AUDIO_MESSAGES


CHECKPOINT_MESSAGES = {
    "missing": "There is no model file {path}. Name another with --checkpoint, or train one with "
    "'python -m core train --data DIR'.",
    "too_large": "{name} is too large for a model of this project.",
    "foreign": "{name} is not a model file of this project. Train one, or copy it again.",
    "too_new": "{name} was made by a newer version of this project (format {format}, this version "
    "reads up to {known}). Update the project.",
    "damaged": "{name} is damaged. Copy it again or train a new one.",
    "reserved": "A word of {name} is called '{word}', which is an answer of its own. Train it with "
    "another name for this word.",
    "no_torch": "This needs PyTorch, which is not installed: pip install torch torchaudio.",
    "foreign_zip": "{name} is not a zip of a taught model and its recordings. Choose one that was "
    "downloaded here.",
}


class CheckpointError(CodedError):
    """The model file is damaged, foreign or too new. The codes are those of CHECKPOINT_MESSAGES."""

    MESSAGES = CHECKPOINT_MESSAGES


MICROPHONE_MESSAGES = {
    "no_package": "To listen to the microphone, install one package more: pip install sounddevice. "
    "Or pipe samples in: see --pipe.",
    "no_library": "The package sounddevice does not find PortAudio, the library that it needs. On "
    "Debian and Ubuntu: apt install libportaudio2. Or pipe samples in: see --pipe.",
    "no_microphone": "There is no microphone that can be listened to ({reason}). Plug one in, or "
    "pipe samples in: see --pipe.",
}


class MicrophoneError(CodedError):
    """This microphone cannot be listened to. The codes are those of MICROPHONE_MESSAGES."""

    MESSAGES = MICROPHONE_MESSAGES


class DatasetError(CoreError):
    """The folder of recordings does not have the layout that is needed."""


TEACH_MESSAGES = {
    "n_words": "You can teach {fewest} to {most} words, and there are {n}. Add or remove some.",
    "no_name": "A word has no name. Write down what is said.",
    "long_name": "“{word}” is longer than {most} letters. Choose a shorter name.",
    "reserved": "No word can be called “{word}”: that is an answer of its own. "
    "Choose another name.",
    "same_name": "Two words are called “{word}”. Give each its own name.",
    "n_tries": "There are {n} tries of “{word}”, but it takes {fewest} to {most}. "
    "Add or remove some.",
    "nothing_heard": "In try {number} of “{word}” nothing can be heard. "
    "Come closer to the microphone and record it again.",
    "cut_off": "Try {number} of “{word}” begins or ends within the word. "
    "Record it again with a moment of silence before and after.",
    "too_long": "Try {number} of “{word}” is too long. Say one short word without a pause.",
    "several_words": "In try {number} of “{word}” there is more than one word. "
    "Record it again and say the word once.",
    "noisy_room": "In try {number} of “{word}” the room is nearly as loud as the word. "
    "Wait until it is quieter, or come closer to the microphone.",
    "far_away": "Try {number} of “{word}” is much quieter than the others. Was it somebody else in "
    "the room? Come closer to the microphone and record it again.",
    "other_images": "{name} cannot be taught: it looks at other images than the network for that. "
    "Use the model that comes with this project.",
}


class TeachError(CodedError):
    """Nothing can be learned from these words and tries. The codes are those of TEACH_MESSAGES."""

    MESSAGES = TEACH_MESSAGES


class ExportError(CoreError):
    """The model cannot be written for another runtime."""


class SpaceError(CoreError):
    """The folder for Hugging Face cannot be made."""


class ArchiveError(CoreError):
    """Many workers cannot answer for this archive."""
