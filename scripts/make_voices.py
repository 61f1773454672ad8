"""Make synthetic speech: single "yes" and "no", other words, and sentences without them.

    python scripts/make_voices.py --out sounds

Needs the Debian packages espeak-ng, flite, festival, festvox-us-slt-hts, festvox-kallpc16k and
festvox-kdlpc16k. The same versions, seed and lists make the same sounds again; a file that is
already there is not made again.

    OUT/{training,validation,testing}/{yes,no}/synthetic/VOICE_N.flac
    OUT/{training,validation,testing}/words/{closest,synthetic}/WORD_VOICE_N.flac
    OUT/{training,validation,testing}/speech/synthetic/VOICE_N.flac
    OUT/SOURCES-voices.md

What is held out:

* No voice is in two splits: espeak-ng's accents and its variants are both divided, so are the
  speakers of flite and festival (flite's slt and festival's are one person, and so are the kals).
* Words of words.txt: the [closest] and [close] ones are in every split. Of the [other] ones, about
  30 % are held out, chosen by a hash of the word: validation and testing use only those, training
  the rest.
* Lines of sentences.txt: a hash of the line puts it into one split. The names and things that
  fill the lines are shared, and sentences may use any word but "yes", "no" and "know".

Accents of other languages read English by their own rules, so that "now" may become "no". Words
that sound like yes or no in an accent are left out there, and only accents that say both clearly
are used for "yes" and "no".
"""

import argparse
import functools
import hashlib
import io
import math
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import soundfile as sf
from scipy.signal import resample_poly

HERE = Path(__file__).parent
RATE = 16_000
SPLITS = ("training", "validation", "testing")
COUNTS = {  # yes and no each, closest words, close words, other words, sentences of about 5.5 s
    "training": (700, 2_500, 2_000, 2_000, 680),
    "validation": (80, 300, 300, 300, 170),
    "testing": (100, 400, 500, 500, 340),
}
MARKS = (
    "",
    ".",
    "!",
    "?",
    ",",
)  # the intonation; the same for every word, so that it tells nothing
WORD_SECONDS = (0.1, 3.0)  # from a quick letter's name to a slow long word with its silence
SPEECH_SECONDS = (3.0, 10.0)
WORKERS = 2
FORBIDDEN = {"yes", "no", "know"}

# The voices of each split, and how often each kind of voice is drawn.
# For espeak-ng a voice is an accent and one of the split's variants.
ACCENTS = {
    "training": {
        "english": "en-us en-gb en-029 en-gb-x-rp en-us-nyc",
        "foreign": "de fr-fr it pl pt-br hi id nl ro sw el",
    },
    "validation": {"english": "en-gb-x-gbcwmd", "foreign": "ta tr hr"},
    "testing": {"english": "en-gb-scotland en-gb-x-gbclan", "foreign": "es ru cmn sv hu vi"},
}
VARIANTS = {
    "training": "m1 m2 m3 m4 m5 m6 f1 f2 f3 Alex Alicia Andrea Annie antonio aunty belinda "
    "benjamin caleb Denis Diogo ed edward Gene grandpa gustave Henrique Hugo iven iven2 Jacky "
    "john kaukovalta klatt klatt2 klatt3 Lee linda marcelo Marco max Michael michel pablo paul "
    "quincy rob robert sandro shelby steph steph2 whisper zac",
    "validation": "m7 f5 Andy boris anika klatt4 miguel norbert travis",
    "testing": "m8 f4 adam david grandma iven3 klatt5 klatt6 Mario Mike Nguyen pedro steph3 "
    "Storm victor whisperf",
}
OTHERS = {
    "training": {"flite": "slt awb", "festival": "cmu_us_slt_arctic_hts"},
    "validation": {"flite": "kal16", "festival": "kal_diphone"},
    "testing": {"flite": "rms", "festival": "ked_diphone"},
}
WEIGHTS = {
    "training": {"english": 60, "foreign": 14, "flite": 22, "festival": 4},
    "validation": {"english": 50, "foreign": 15, "flite": 25, "festival": 10},
    "testing": {"english": 40, "foreign": 15, "flite": 32, "festival": 13},
}
# Foreign accents: what sounds like yes and no (to be left out), and what is clearly one of them
LIKE_YES_OR_NO = re.compile(r"[jʝiyʎ]+[eɛɪ]+[sʃz]|n[oɔəʊuʌɒ]+[wʊuəo]*")
CLEAR_YES_OR_NO = re.compile(r"[jʝ]+[eɛ]s|n[oɔə]ː?[wʊuəo]*")


@dataclass(frozen=True)
class Voice:
    """One speaker: the synthesiser, its voice, and for espeak-ng the variant of the voice."""

    synthesiser: str
    base: str
    variant: str = ""

    @property
    def name(self) -> str:
        """What the file names say."""
        base = self.base.removeprefix("cmu_us_").replace("_", "-")
        return "-".join(filter(None, (self.synthesiser, base, self.variant)))


@dataclass(frozen=True)
class Clip:
    """One file to make. The first text whose sound is of a proper length is taken."""

    path: Path
    voice: Voice
    texts: tuple[str, ...]
    words_per_minute: int
    pitch: int  # espeak-ng's: 0 to 99
    speed: int  # percent, of the recording: moves pitch and rate together; not for espeak-ng
    seconds: tuple[float, float]


def hashed(text: str) -> int:
    """Give a number from 0 to 99 that is the same on every machine."""
    return int(hashlib.md5(text.encode()).hexdigest(), 16) % 100


def read_words() -> dict[str, list[str]]:
    """Read words.txt: section -> its words, each once."""
    sections: dict[str, list[str]] = defaultdict(list)
    section, seen = "", set(FORBIDDEN)
    for line in (HERE / "words.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif not line.startswith("#"):
            for word in line.split():
                if word.lower() not in seen:
                    seen.add(word.lower())
                    sections[section].append(word)
    return sections


def read_sentences() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Read sentences.txt: split -> its lines, and name -> what may stand for {name}."""
    lines: dict[str, list[str]] = defaultdict(list)
    fillings: dict[str, list[str]] = {}
    for line in (HERE / "sentences.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if words_of(line) & FORBIDDEN:
            raise ValueError(f"A sentence must not have yes, no or know in it: {line}")
        if " = " in line:
            name, choices = line.split(" = ")
            fillings[name] = choices.split(" | ")
        else:
            place = hashed(line)
            lines[SPLITS[0 if place < 55 else 1 if place < 70 else 2]].append(line)
    return lines, fillings


def words_of(text: str) -> set[str]:
    """Take a text apart, at hyphens too."""
    return set(re.findall(r"[a-z']+", text.lower()))


def fill(line: str, fillings: dict[str, list[str]], draw: random.Random) -> str:
    """Put something for each {name}; a name that is there twice gets two different things."""
    left = {name: draw.sample(choices, len(choices)) for name, choices in fillings.items()}
    text = re.sub(r"\{(\w+)\}", lambda match: left[match[1]].pop(), line)
    return text[0].upper() + text[1:]


@functools.cache
def sounds_of(accent: str, words: tuple[str, ...]) -> dict[str, str]:
    """Give the phonemes by which an espeak-ng accent says each word, without stress and tone."""
    said = subprocess.run(
        ["espeak-ng", "-v", accent, "-q", "--ipa"],
        input="\n".join(words),
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    if len(said) != len(words):
        raise RuntimeError(f"espeak-ng said {len(said)} words of {len(words)} in {accent}")
    clean = [re.sub(r"\([a-z-]+\)|[^\w]|[ˈˌʔ0-9]", "", sounds) for sounds in said]
    return dict(zip(words, clean, strict=True))


def left_out(accent: str, words: tuple[str, ...]) -> set[str]:
    """Find the words that sound like yes or no in an espeak-ng accent."""
    sounds = sounds_of(accent, words)
    if accent.startswith("en"):  # the close words are clear there: only the very same sound is bad
        same = set(sounds_of(accent, ("yes", "no")).values())
        return {word for word in words if sounds[word] in same}
    short = {word: sound.replace("ː", "") for word, sound in sounds.items()}
    return {word for word in words if LIKE_YES_OR_NO.fullmatch(short[word])}


def says_clearly(accent: str) -> bool:
    """Tell whether an accent's yes and no are clear to an English ear."""
    sounds = sounds_of(accent, ("yes", "no")).values()
    return accent.startswith("en") or all(map(CLEAR_YES_OR_NO.fullmatch, sounds))


class Planner:
    """Decides what each file says, who says it and how; everything by the seed."""

    def __init__(self, out: Path, seed: int) -> None:
        self.out, self.seed = out, seed
        self.words = read_words()
        self.lines, self.fillings = read_sentences()
        spoken = set().union(*self.words.values())
        for text in chain(*self.lines.values(), *self.fillings.values()):
            spoken |= words_of(text)
        every = tuple(sorted(spoken - set(self.fillings), key=lambda word: (word.lower(), word)))
        accents = {accent for kinds in ACCENTS.values() for text in kinds.values()
                   for accent in text.split()}  # fmt: skip
        self.bad = {accent: left_out(accent, every) for accent in sorted(accents)}

    def voice(self, split: str, words: set[str], draw: random.Random, yes: bool = False) -> Voice:
        """Draw a voice of the split that can say the words."""
        while True:
            kind = draw.choices(list(WEIGHTS[split]), list(WEIGHTS[split].values()))[0]
            if kind in OTHERS[split]:
                return Voice(kind, draw.choice(OTHERS[split][kind].split()))
            accent = draw.choice(ACCENTS[split][kind].split())
            if not words & self.bad[accent] and (not yes or says_clearly(accent)):
                return Voice("espeak", accent, draw.choice(VARIANTS[split].split()))

    def clip(
        self,
        folder: Path,
        stem: str,
        voice: Voice,
        texts: list[str],
        speech: bool,
        number: int,
        rates: tuple[int, int] = (110, 260),
        pitches: tuple[int, int] = (20, 80),
    ) -> Clip:
        """Draw how the voice speaks: words per minute, and espeak-ng's pitch."""
        draw = random.Random(f"{self.seed} {folder.relative_to(self.out)} {number} manner")
        return Clip(
            path=folder / f"{stem}{voice.name}_{number:04}.flac",
            voice=voice,
            texts=tuple(texts),
            words_per_minute=draw.randint(*rates),
            pitch=draw.randint(*pitches),
            speed=draw.randint(85, 115),
            seconds=SPEECH_SECONDS if speech else WORD_SECONDS,
        )

    def yes_and_no(self, split: str) -> list[Clip]:
        """Plan the single yes and no: clipped and drawn out, high and low."""
        clips = []
        for word in ("yes", "no"):
            folder = self.out / split / word / "synthetic"
            for number in range(COUNTS[split][0]):
                draw = random.Random(f"{self.seed} {split} {word} {number}")
                voice = self.voice(split, set(), draw, yes=True)
                text = word + draw.choice(MARKS)
                clips.append(
                    self.clip(folder, "", voice, [text], False, number, (80, 320), (5, 95))
                )
        return clips

    def single_words(self, split: str) -> list[Clip]:
        """Plan the words: every one of a section about equally often."""
        held_out = split != "training"
        other = [word for word in self.words["other"] if (hashed(word) < 30) == held_out]
        lists = (self.words["closest"], self.words["close"], other)
        draw = random.Random(f"{self.seed} {split} words")
        chosen = []
        for words, count in zip(lists, COUNTS[split][1:4], strict=True):
            shuffled = draw.sample(words, len(words))
            chosen += (shuffled * math.ceil(count / len(words)))[:count]
        clips = []
        for number, word in enumerate(chosen):
            # sounds_of() has the word as it is written in the list: a letter's name is a capital
            voice = self.voice(split, {word}, draw)
            text = word + draw.choice(MARKS)
            closest = word in self.words["closest"]
            folder = self.out / split / "words" / ("closest" if closest else "synthetic")
            clips.append(self.clip(folder, f"{word.lower()}_", voice, [text], False, number))
        return clips

    def sentences(self, split: str) -> list[Clip]:
        """Plan the sentences: one, or some short ones, as long as the drawn rate needs."""
        folder = self.out / split / "speech" / "synthetic"
        clips = []
        for number in range(COUNTS[split][4]):
            draw = random.Random(f"{self.seed} {split} speech {number}")
            manner = self.clip(folder, "", Voice("", ""), [], True, number)
            texts: list[str] = []
            while len(texts) < 6:  # spare ones, should the sound be too long or too short
                wanted = draw.uniform(3.5, 7.5) * manner.words_per_minute / 60
                text = ""
                lines = draw.sample(self.lines[split], len(self.lines[split]))
                # Lines that can be filled in many ways come first more often than fixed ones
                lines.sort(key=lambda line: draw.random() * (0.5 if "{" in line else 1))
                while len(text.split()) < wanted:
                    text = f"{text} {fill(lines.pop(0), self.fillings, draw)}".strip()
                if not words_of(text) & FORBIDDEN:
                    texts.append(text)
            voice = self.voice(split, set().union(*map(words_of, texts)), draw)
            clips.append(self.clip(folder, "", voice, texts, True, number))
        return clips


def synthesise(clip: Clip, text: str, folder: Path) -> np.ndarray:
    """Speak a text; the sound at 16 kHz."""
    slowness = f"{175 / clip.words_per_minute:.3f}"  # 175 words per minute is about normal
    wav = folder / "spoken.wav"
    voice, speed = clip.voice, 100
    if voice.synthesiser == "espeak":
        accent = f"{voice.base}+{voice.variant}"
        command = ["espeak-ng", "-v", accent, "-s", str(clip.words_per_minute)]
        command += ["-p", str(clip.pitch), "-w", str(wav), "--", text]
    else:
        speed = clip.speed
        if voice.synthesiser == "flite":
            command = ["flite", "-voice", voice.base, "-t", text, "-o", str(wav)]
            command += ["--setf", f"duration_stretch={slowness}"]
        else:
            command = ["text2wave", "-eval", f"(voice_{voice.base})", "-o", str(wav)]
            command += ["-eval", f"(Parameter.set 'Duration_Stretch {slowness})"]
    subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    sound, rate = sf.read(io.BytesIO(wav.read_bytes()), dtype="float32")
    up, down = RATE * 100, rate * speed
    common = math.gcd(up, down)
    resampled: np.ndarray = resample_poly(sound, up // common, down // common)
    return resampled.clip(-1, 1)


def make(clip: Clip) -> str:
    """Write a clip, under a temporary name first, so that a half file is never seen."""
    shortest, longest = clip.seconds
    with tempfile.TemporaryDirectory() as folder:
        for text in clip.texts:
            sound = synthesise(clip, text, Path(folder))
            if shortest <= len(sound) / RATE <= longest and np.abs(sound).max() > 0.01:
                part = clip.path.with_suffix(".part")
                sf.write(part, sound, RATE, "PCM_16", format="FLAC")
                part.rename(clip.path)
                return ""
    return f"{clip.path.name}: no sound of {shortest} to {longest} s of {clip.texts[0]!r}"


def make_all(clips: list[Clip], pool: ProcessPoolExecutor) -> None:
    """Make the clips that are not there yet."""
    missing = [clip for clip in clips if not clip.path.exists()]
    for folder in {clip.path.parent for clip in missing}:
        folder.mkdir(parents=True, exist_ok=True)
    for problem in filter(None, pool.map(make, missing, chunksize=8)):
        print(problem, file=sys.stderr)


def write_sources(clips: dict[str, list[Clip]], to: Path) -> None:
    """List the voices with their files and minutes."""
    table: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for split, planned in clips.items():
        for clip in planned:
            if clip.path.exists():
                key = (split, clip.voice.synthesiser, clip.voice.name)
                table[key].append(sf.info(clip.path).duration)
    rows = [
        f"| {synthesiser} | {name} | {split} | {len(seconds)} | {sum(seconds) / 60:.1f} |"
        for (split, synthesiser, name), seconds in sorted(
            table.items(), key=lambda item: (SPLITS.index(item[0][0]), *item[0][1:])
        )
    ]
    to.write_text(
        "# Synthetic voices\n\nMade by scripts/make_voices.py with Debian's espeak-ng, flite and "
        "festival.\n\n| synthesiser | voice | split | files | minutes |\n"
        "| --- | --- | --- | ---: | ---: |\n" + "\n".join(rows) + "\n",
        "utf-8",
    )


def missing_packages() -> str:
    """Say what to install, if anything."""
    voices = Path("/usr/share/festival/voices")
    needs = {
        "espeak-ng": shutil.which("espeak-ng"),
        "flite": shutil.which("flite"),
        "festival": shutil.which("text2wave"),
        "festvox-us-slt-hts": (voices / "us/cmu_us_slt_arctic_hts").exists(),
        "festvox-kallpc16k": (voices / "english/kal_diphone").exists(),
        "festvox-kdlpc16k": (voices / "english/ked_diphone").exists(),
    }
    return " ".join(package for package, there in needs.items() if not there)


def asked_for(description: str) -> Planner | None:
    """What the command line asks for; None, and a sentence, where synthesisers are missing."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--out", type=Path, required=True, help="folder for the sounds")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    if packages := missing_packages():
        print(f"Please install the missing synthesisers: apt-get install {packages}")
        return None
    return Planner(arguments.out, arguments.seed)


def main() -> int:
    """Make the files, those of training first."""
    planner = asked_for("Make synthetic speech for the detector.")
    if planner is None:
        return 1
    done: dict[str, list[Clip]] = {}
    with ProcessPoolExecutor(WORKERS) as pool:
        for split in SPLITS:
            steps = [
                planner.yes_and_no(split),
                planner.single_words(split),
                planner.sentences(split),
            ]
            for clips in steps:
                make_all(clips, pool)
                there = sum(clip.path.exists() for clip in clips)
                print(f"{there} of {len(clips)} as {clips[0].path}", flush=True)
            done[split] = list(chain(*steps))
    write_sources(done, planner.out / "SOURCES-voices.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
