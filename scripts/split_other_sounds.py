"""Sort a folder of recorded sounds into training, validation and testing.

    python scripts/split_other_sounds.py --from ../shared/other_sounds --out sounds

Nobody in `sentences` and `phrases` is named, so these two are split by file and by word: a
speaker may stand on both sides. The speakers of `monosyllables` are named and never do.
"""

import argparse
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
)


def main() -> None:
    """Copy every recording to its place."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--from", dest="source", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    counts: dict[str, int] = {}
    for path in sorted(options.source.rglob("*.flac")):
        name = path.relative_to(options.source).as_posix()
        place = next((place for pattern, place in PLACES if fnmatch(name, pattern)), None)
        if place is None:
            parser.error(f"{name} lies in a folder that this script does not know.")
        target = options.out / place / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            shutil.copyfile(path, target)
        counts[place] = counts.get(place, 0) + 1
    for place, count in sorted(counts.items()):
        print(f"{count:5} {place}")


if __name__ == "__main__":
    main()
