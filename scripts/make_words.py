"""Make the small set of words that lies beside the examples: synthetic voices, to train on.

    python scripts/make_words.py

Every voice says every word once. It has the layout of Speech Commands, so that everything that
reads that dataset reads this. Needs the Debian packages espeak-ng and sox.
"""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "demo" / "examples" / "words"
WORDS = ("yes", "no", "up", "stop", "left")
# Accents of espeak-ng and voices that it bends them to; each with a pitch and words per minute
ACCENTS = ("en-us", "en-gb", "en-gb-scotland", "en-029", "en-gb-x-rp", "en-gb-x-gbclan")
BENT = ("m1", "m3", "m5", "m7", "f1", "f2", "f3", "f4", "f5", "Andrea", "Michael", "Alicia")
N_VOICES = 36
LISTS = {"validation_list.txt": range(0, N_VOICES, 4)}  # every fourth voice is kept apart
QUALITY = "3"  # of Ogg Vorbis: about 7 kB a second


def voice(number: int) -> tuple[str, int, int]:
    """The espeak-ng voice, its pitch and its words per minute of a speaker."""
    accent = ACCENTS[number % len(ACCENTS)]
    bent = BENT[(number // len(ACCENTS) + 5 * number) % len(BENT)]
    return f"{accent}+{bent}", 30 + 13 * number % 50, 110 + 17 * number % 60


def speaker(number: int) -> str:
    """Eight hex digits, as Speech Commands names its speakers."""
    return hashlib.sha1(repr(voice(number)).encode()).hexdigest()[:8]


def speak(word: str, number: int, to: Path) -> None:
    """One second with the word in it, in a room with a little echo and hiss."""
    name, pitch, speed = voice(number)
    with tempfile.TemporaryDirectory() as folder:
        spoken, padded, hiss = (Path(folder, f"{part}.wav") for part in "abc")
        espeak = ["espeak-ng", "-v", name, "-p", str(pitch), "-s", str(speed)]
        subprocess.run([*espeak, "-w", spoken, word], check=True)
        trim = ["silence", "1", "0.01", "0.5%", "reverse"] * 2  # silence before and after
        lead = f"{0.15 + 0.03 * (number % 6):.2f}"
        room = ["reverb", "12", "50", "20", "norm", f"-{4 + number % 9}"]
        pieces = ["pad", lead, "1", *room, "trim", "0", "1"]
        subprocess.run(["sox", "-R", spoken, "-r", "16000", padded, *trim, *pieces], check=True)
        noise = ["synth", "pinknoise", "vol", f"{0.0008 * (1 + number % 4):.4f}"]
        subprocess.run(["sox", "-R", padded, hiss, *noise], check=True)
        mixed = ["sox", "-R", "-m", "-v", "1", padded, "-v", "1", hiss, "-C", QUALITY, to]
        subprocess.run(mixed, check=True)


def main() -> int:
    """Write all words and the list of the voices that are kept for validation."""
    for word in WORDS:
        (FOLDER / word).mkdir(parents=True, exist_ok=True)
        for number in range(N_VOICES):
            speak(word, number, FOLDER / word / f"{speaker(number)}_nohash_0.ogg")
    for name, numbers in LISTS.items():
        lines = [f"{word}/{speaker(number)}_nohash_0.ogg" for word in WORDS for number in numbers]
        (FOLDER / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
