"""Sort folders of recorded sounds and words into training, validation and testing.

    python scripts/split_other_sounds.py --from ../shared/other_sounds --out sounds
    python scripts/split_other_sounds.py --from ../shared/more_words --out sounds

Nobody in `sentences` and `phrases` is named, so these two are split by file and by word: a
speaker may stand on both sides. The speakers of `monosyllables` are named and never do. Those of
`readers` and of single words (a folder a word, SPEAKER_nohash_N.flac) are split by a hash of the
speaker, the same person alike in both.
"""

import argparse
import hashlib
import re
import shutil
from fnmatch import fnmatch
from pathlib import Path

# The first pattern that fits decides: pattern of the path -> where it goes.
PLACES = (
    ("sentences/[0-2]*", "validation/speech/sentences"),
    ("sentences/[d-f]*", "testing/speech/sentences"),
    ("sentences/*", "training/speech/sentences"),
    ("monosyllables/F3_*", "testing/speech/monosyllables"),
    ("monosyllables/*", "training/speech/monosyllables"),
    ("phrases/amelia_*", "testing/words/phrases"),
    ("phrases/heychatterbox_*", "validation/words/phrases"),
    ("phrases/*", "training/words/phrases"),
    ("music/*Sugar_Plum*", "validation/noise/music"),
    ("music/*Hungarian*", "testing/noise/music"),
    ("music/*humpback*", "testing/noise/music"),
    ("music/*robin*", "testing/noise/music"),
    ("music/*", "training/noise/music"),
    ("noises/music*", "training/noise/music"),
    ("noises/*", "training/noise/noises"),
)
# Speakers whose hash is under so much are for testing, then for validation, the rest for training.
TESTING_BELOW, VALIDATION_BELOW = 25, 45  # percent
READER = re.compile(r"readers/so(?P<speaker>\d+)_\d+\.flac")
SINGLE_WORD = re.compile(r"(?P<word>[a-z]+)/(?:so)?(?P<speaker>\w+?)_nohash_\d+\.flac")
SENTENCE_LETTER = re.compile(r"(?<=\d)[a-z]$")  # so0006a: a sentence of speaker 0006
WORDS = ("yes", "no")  # they have folders of their own


def split_of(speaker: str) -> str:
    """Where a speaker belongs; the same on every machine."""
    place = int(hashlib.md5(speaker.encode()).hexdigest(), 16) % 100
    if place < TESTING_BELOW:
        return "testing"
    return "validation" if place < VALIDATION_BELOW else "training"


def target_of(name: str) -> str | None:
    """Where a recording goes, by its path in the folder that it comes from; None if unknown."""
    stem = name.rpartition("/")[2]
    if reader := READER.fullmatch(name):
        return f"{split_of(reader['speaker'])}/speech/readers/{stem}"
    place = next((place for pattern, place in PLACES if fnmatch(name, pattern)), None)
    if place is None and (spoken := SINGLE_WORD.fullmatch(name)):
        split = split_of(SENTENCE_LETTER.sub("", spoken["speaker"]))
        word = spoken["word"]
        kind = word if word in WORDS else "words"
        return f"{split}/{kind}/more_words/{word}_{stem}"
    return place and f"{place}/{stem}"


def main() -> None:
    """Copy every recording to its place."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--from", dest="source", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    counts: dict[str, int] = {}
    for path in sorted(options.source.rglob("*.flac")):
        name = path.relative_to(options.source).as_posix()
        place = target_of(name)
        if place is None:
            parser.error(f"{name} lies in a folder that this script does not know.")
        target = options.out / place
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            shutil.copyfile(path, target)
        folder = target.parent.relative_to(options.out).as_posix()
        counts[folder] = counts.get(folder, 0) + 1
    for folder, count in sorted(counts.items()):
        print(f"{count:5} {folder}")


if __name__ == "__main__":
    main()
