"""Make the example sounds of the page: espeak-ng speaks, sox puts the voice into a room.

    python scripts/make_examples.py

Needs the Debian packages espeak-ng and sox. The same versions make the same sounds again.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "demo" / "examples"

# file: spoken pieces (word, espeak-ng voice, pitch, words per minute); two pieces, two words
SPOKEN = {
    "yes_low": [("yes", "en-us+m3", 40, 130)],
    "yes_high": [("yes", "en-gb+f3", 60, 130)],
    "no_low": [("no", "en-gb-scotland", 35, 130)],
    "no_high": [("no", "en-us+f5", 60, 130)],
    "yes_then_no": [("yes", "en-us+f2", 50, 130), ("no", "en-us+f2", 50, 130)],
    "stop": [("stop", "en-us+m7", 45, 130)],
    "seven": [("seven", "en-us+Andrea", 50, 130)],
}
PAUSE = "0.45"  # seconds before, between and after the words
# A little echo and the hiss of a quiet room, as every real recording has
ROOM = ["reverb", "12", "50", "20"]
HISS = "0.0015"


def sox(*arguments: str | Path) -> None:
    """Run sox; -R makes its random numbers the same every time."""
    subprocess.run(["sox", "-R", *map(str, arguments)], check=True)


def speak(pieces: list[tuple[str, str, int, int]], to: Path) -> None:
    """Write the words with pauses around them, in a room."""
    with tempfile.TemporaryDirectory() as folder:
        words = []
        for number, (word, voice, pitch, speed) in enumerate(pieces):
            raw, padded = Path(folder, f"{number}.wav"), Path(folder, f"{number}p.wav")
            command = ["espeak-ng", "-v", voice, "-p", str(pitch), "-s", str(speed)]
            subprocess.run([*command, "-w", str(raw), word], check=True)
            trim = ["silence", "1", "0.01", "0.5%", "reverse"] * 2  # silence before and after
            sox(raw, "-r", "16000", padded, *trim, "norm", "-4", "pad", PAUSE, "0")
            words.append(padded)
        voice_file, hiss_file = Path(folder, "voice.wav"), Path(folder, "hiss.wav")
        sox(*words, voice_file, "pad", "0", PAUSE, *ROOM, "norm", "-6")
        sox(voice_file, hiss_file, "synth", "pinknoise", "vol", HISS)
        sox("-m", "-v", "1", voice_file, "-v", "1", hiss_file, "-b", "16", to)


def main() -> int:
    """Write all examples."""
    FOLDER.mkdir(exist_ok=True)
    for name, pieces in SPOKEN.items():
        speak(pieces, FOLDER / f"{name}.flac")
    flac = ["-n", "-r", "16000", "-c", "1", "-b", "16"]
    rain = ["synth", "1.6", "pinknoise", "highpass", "500", "tremolo", "0.7", "40", "norm", "-12"]
    sox(*flac, FOLDER / "noise.flac", *rain, "fade", "0.1", "0", "0.1")
    sox(*flac, FOLDER / "silence.flac", "synth", "1.2", "pinknoise", "vol", "0.0001")
    return 0


if __name__ == "__main__":
    sys.exit(main())
