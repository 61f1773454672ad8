"""Collect free recordings of everything that is neither "yes" nor "no" from Debian packages.

    python scripts/fetch_sounds.py --out sounds [--cache DIR]

Needs Debian or Ubuntu with an up-to-date list of packages (apt-get update), but no root: packages
are unpacked, not installed. Writes FLAC files, 16 kHz mono, into
OUT/{training,validation,testing}/{noise,words,speech}/PACKAGE, and OUT/SOURCES-debian.md. Files
that are there already are not made again.
"""

import argparse
import hashlib
import math
import random
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
import soundfile
from scipy.signal import resample_poly

RATE = 16_000  # Hz
LONGEST, SHORTEST = 30.0, 0.1  # seconds of one file
LONGEST_WORD = 2.0  # seconds: whatever is longer counts as speech
SILENCE = 0.001  # of full scale: what never gets louder is left out
MARGIN = 0.15  # seconds kept before and after a word
SOUND_FILES = {".wav", ".ogg", ".oga", ".flac", ".mp3", ".gsm"}
ARCHIVES = {".pk3", ".wz"}  # games keep their sounds in ZIP files
# The words themselves in a file's name, or what sounds like them: "know", nds "ies", "noo", ...
FORBIDDEN = re.compile(r"(^|[^a-z])(n+ou?|no(oo*|ne?|n[oa]|u|y)?|know|ies|y+e+s*|yes.*)([^a-z]|$)")


class Source(NamedTuple):
    """Some sounds of one package: paths that match `take` but not `leave`, regular expressions."""

    split: str
    kind: str  # "words" are recordings of one word; those that turn out long become "speech"
    package: str
    licence: str  # of these sounds, as in the package's copyright file
    minutes: float  # at most; chosen evenly
    take: str
    leave: str = "^$"


# Prompts in which the recorded text has the word "no" (the English texts are public; see
# core-sounds-en.txt of Asterisk), and tones.
PROMPTS = r"silence/|beep|tone|monkeys\.|[-/]no(?!w-)|invalidpark|only-|not-|empty|basic-pbx"
# No texts are public for other languages: there, every prompt that may deny something is left out.
DENIALS = PROMPTS + (
    r"|invalid|incorrect|unavail|cannot|sorry|un(known|ident|cond)|mismatch|bad|full|busy|fail"
    r"|queue|nonurgent|wrong|short|h-9\.|9_p|n_p"
)
STAMPS = "tuxpaint-stamps-default"
# Stamps whose text has "no" (or Catalan "nou") in a language taken here
STAMPS_NO = (
    r"(rook|pawn)_desc_(bg|ca|es|ru)|(recycle|bradley|pluto|dreydl-nun|football_helmet.*|walnut.*"
    r"|pecan|math/9)_desc_(ca|es)"
)
MANDARIN_NO = r"/ㄋ(ㄛ|ㄡ|ㄨㄛ)|/ㄧㄝ"  # syllables like "no", "nou", "nuo", "ye"
EFFORTS = r"ow\d|ooff\d|jump\d|yessir|nooo"  # short cries that voices share
SPLIT_TONGUES = {  # languages, and with them speakers, are kept apart
    "training": "ar|be|bg|ca|cs|da|el|fr|gl|he|hu|lt|ml|nb|nds|nl|nn|pt_BR|uk|wa",
    "validation": "fi|ga|id|it|pt|ro|sl|sr|sv|tn",
    "testing": "de|en|en_GB|es|ru",
}
# fmt: off
SOURCES = [
    # Training
    Source("training", "noise", STAMPS, "GPL-2", 10,
           r"/(amphibians|fish|lizards|mammals|vehicles|musicalinstruments|tools|sports|space)/",
           r"_desc|_en_gb"),
    Source("training", "noise", "wesnoth-1.16-data", "GPL-2+", 10, r"/sounds/", r"laugh"),
    Source("training", "noise", "ufoai-sound", "GPL-2+", 12,
           r"/(aliens|ambience|doors|footsteps|impact|misc|soldiers|ugv|weapons|ui)/", r"death"),
    Source("training", "noise", "openarena-data", "GPL-2+", 10,
           r"/sound/(items|movers|weapons|world|misc|player/footsteps)/", r"voice|cl_"),
    Source("training", "noise", "warzone2100-data", "GPL-2+", 8, r"/sfx/", r"help|/misc/"),
    Source("training", "noise", "hedgewars-data", "GFDL-1.3, CC-BY-SA-3.0", 12,
           r"/Data/(Sounds|Music)/",
           r"voices/|chant|yoohoo|denied|extratime|countdown|custom|homerun|sudden"),
    Source("training", "noise", "freedroidrpg-data", "GPL-2+", 6,
           r"/sound/(effects/[^/]+$|effects/(bullets|item_sounds)/|music/)", r"influencer"),
    Source("training", "noise", "hydrogen-drumkits", "GPL-2, CC-BY-SA-3.0, CC-BY-3.0", 12,
           r"drumkits/"),
    Source("training", "noise", "lmms-common", "GPL-2+", 6, r"/samples/",
           r"shapes/|waveforms/|choir|chorus"),
    Source("training", "noise", "lugaru-data", "CC-BY-SA-3.0", 6, r"/Sounds/"),
    Source("training", "speech", "asterisk-core-sounds-en-wav", "CC-BY-SA-3.0", 20,
           r"Allison/(dictate/|followme/)?[^/]+$", PROMPTS),
    Source("training", "words", "asterisk-core-sounds-en-wav", "CC-BY-SA-3.0", 5,
           r"Allison/(digits|letters|phonetic)/", PROMPTS),
    Source("training", "speech", "asterisk-core-sounds-fr-wav", "CC-BY-SA-3.0", 8,
           r"June/(dictate/)?[^/]+$", DENIALS),
    Source("training", "words", "asterisk-core-sounds-fr-wav", "CC-BY-SA-3.0", 3,
           r"June/(digits|letters|phonetic)/", DENIALS),
    Source("training", "speech", "fillets-ng-data-nl", "GPL-2", 10, r"/nl/"),
    Source("training", "words", STAMPS, "GPL-2", 14, r"_desc_(be|bg|ca|da|el|fr)\.",
           STAMPS_NO),
    Source("training", "words", "klettres-data", "GPL-2+", 12,
           rf"klettres/({SPLIT_TONGUES['training']})/",
           r"cs/syllab/ad-8\.|ml/syllab/n[a-z]*[oe]+\.|pt_BR/syllab/[nj][eou]\."),
    Source("training", "words", "ktuberling-data", "GPL-2+", 12,
           rf"sounds/({SPLIT_TONGUES['training']})/"),
    # 3.ogg and 5.ogg are two speakers of Mandarin
    Source("training", "words", "gcin-voice", "GPL-3 or LGPL-3", 5, r"/3\.ogg$",
           MANDARIN_NO),
    Source("training", "speech", "hedgewars-data", "GFDL-1.3, CC-BY-SA-3.0", 4,
           r"voices/(Default_(ru|uk|pl)|Russian_pl)/", EFFORTS),
    # Validation
    Source("validation", "noise", "sonic-pi-samples", "CC0", 6, r"/samples/", r"choir|vox"),
    Source("validation", "noise", "minetest-data", "CC-BY-SA-3.0, CC-BY-3.0", 5, r"minetest_game/"),
    Source("validation", "noise", "supertux-data", "GPL-3+, GPL-2+", 6, r"/sounds/|/music/",
           r"excellent|voc-"),
    Source("validation", "noise", "asterisk-moh-opsound-wav", "CC-BY-SA-3.0", 3, r"/moh/"),
    Source("validation", "noise", "frozen-bubble-data", "GPL-2", 3, r"/snd/", r"noh|hurry|pause"),
    Source("validation", "noise", "oxygen-sounds", "LGPL-3+", 2, r"/sounds/"),
    Source("validation", "noise", "bucklespring-data", "GPL-2+", 1, r"/wav/"),
    Source("validation", "noise", "sound-icons", "GPL-2+", 1, r"/sound-icons/"),
    Source("validation", "noise", "ri-li-data", "GPL-2 or GPL-3", 1, r"/Sounds/"),
    Source("validation", "noise", "yaru-theme-sound", "CC-BY-SA-4.0", 1, r"/Yaru/"),
    Source("validation", "noise", "sound-theme-freedesktop", "CC-BY-SA-3.0, CC-BY-3.0, GPL-2+", 1,
           r"/stereo/", r"channel"),
    Source("validation", "speech", "sound-theme-freedesktop", "CC-BY-SA-3.0, CC-BY-3.0, GPL-2+", 1,
           r"/stereo/audio-channel"),
    Source("validation", "speech", "asterisk-core-sounds-it-wav", "CC-BY-3.0", 8,
           r"Carlo/(dictate/)?[^/]+$", DENIALS),
    Source("validation", "words", "asterisk-core-sounds-it-wav", "CC-BY-3.0", 3,
           r"Carlo/(digits|letters|phonetic)/", DENIALS),
    Source("validation", "words", "klettres-data", "GPL-2+", 5,
           rf"klettres/({SPLIT_TONGUES['validation']})/"),
    Source("validation", "words", "ktuberling-data", "GPL-2+", 5,
           rf"sounds/({SPLIT_TONGUES['validation']})/"),
    Source("validation", "words", STAMPS, "GPL-2", 6, r"_desc_ro\.", STAMPS_NO),
    Source("validation", "speech", "hedgewars-data", "GFDL-1.3, CC-BY-SA-3.0", 4,
           r"voices/(Classic|Default|Singer)/", EFFORTS),
    # Testing
    Source("testing", "noise", "scratch", "CC-BY-SA-3.0", 8, r"/Sounds/", r"/vocals/"),
    Source("testing", "noise", "lincity-ng-data", "GPL-2+", 10, r"/(sounds|music)/"),
    Source("testing", "noise", STAMPS, "GPL-2", 5,
           r"/(birds|insects|food|household|hobbies|seasonal|naturalforces|medical)/",
           r"_desc|_en_gb|dreydl|/tools/|roll-call|ghost|gift|santa"),
    Source("testing", "noise", "simutrans-pak64", "Artistic-1.0", 2, r"/sound/"),
    Source("testing", "noise", "gnome-shell-pomodoro-data", "GPL-3+", 2, r"/sounds/"),
    Source("testing", "noise", "extremetuxracer-data", "GPL-2+", 4, r"/etr/(sounds|music)/"),
    Source("testing", "noise", "tuxmath-data", "public domain, CC-BY-SA-3.0", 2, r"/sounds/"),
    Source("testing", "noise", "tuxtype-data", "GPL-2", 2, r"/sounds/", r"excuseme|lose|win"),
    Source("testing", "noise", "pokerth-data", "BSD-3-clause, CC-BY-3.0, GPL-2+", 1, r"/sounds/"),
    Source("testing", "noise", "hydrogen-drumkits-effects", "CC-BY-3.0", 2, r"drumkits/"),
    Source("testing", "speech", "scratch", "CC-BY-SA-3.0", 1,
           r"/Vocals/(Come|Got|Join|Sing-me|Doy)"),
    Source("testing", "speech", "asterisk-core-sounds-ru-wav", "CC-BY-3.0", 10,
           r"RU/(dictate/|followme/)?[^/]+$", PROMPTS),
    Source("testing", "words", "asterisk-core-sounds-ru-wav", "CC-BY-3.0", 3,
           r"RU/(digits|letters|phonetic)/", PROMPTS),
    Source("testing", "speech", "asterisk-prompt-fr-armelle", "BSD-3-clause", 6,
           r"/fr/(dictate/)?[^/]+$", DENIALS),
    Source("testing", "words", STAMPS, "GPL-2", 3, r"_desc\.|_en_GB\.", STAMPS_NO),
    Source("testing", "words", STAMPS, "GPL-2", 6, r"_desc_(es|ru)\.", STAMPS_NO),
    Source("testing", "words", "klettres-data", "GPL-2+", 6,
           rf"klettres/({SPLIT_TONGUES['testing']})/"),
    Source("testing", "words", "ktuberling-data", "GPL-2+", 6,
           rf"sounds/({SPLIT_TONGUES['testing']})/"),
    Source("testing", "words", "gcin-voice", "CC-BY-3.0", 4, r"/5\.ogg$", MANDARIN_NO),
    Source("testing", "speech", "hedgewars-data", "GFDL-1.3, CC-BY-SA-3.0", 6,
           r"voices/(British|Mobster|Pirate|Russian|Surfer)/", EFFORTS),
    Source("testing", "speech", "pocketsphinx-testdata", "BSD-2-clause", 1, r"/(cards|librivox)/"),
    Source("testing", "speech", "codec2-examples", "LGPL-2.1", 1,
           r"/(big_dog|cross|forig|morig|hts1a|hts2a|mmt1)\."),
]
# fmt: on


def shell(*command: str | Path, folder: Path | None = None) -> str:
    """What a command prints; ends the script with its own complaint where it fails."""
    if shutil.which(str(command[0])) is None:
        sys.exit(f"There is no {command[0]} here: this script needs Debian or Ubuntu.")
    done = subprocess.run([*map(str, command)], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        reason = (done.stderr.strip() or "no reason given").splitlines()[-1]
        sys.exit(f"{' '.join(map(str, command))} failed: {reason}")
    return done.stdout


def unpack(package: str, cache: Path) -> tuple[Path, str]:
    """Download and unpack a package, if that is not done yet: its folder and its version."""
    folder = cache / "unpacked" / package
    if not list(cache.glob(f"{package}_*.deb")):
        print(f"Downloading {package}", flush=True)
        shell("apt-get", "download", "-q", package, folder=cache)
    (deb,) = cache.glob(f"{package}_*.deb")
    if not folder.exists():
        part = folder.with_name(package + ".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        shell("dpkg-deb", "-x", deb, part)
        for archive in [path for path in part.rglob("*") if path.suffix in ARCHIVES]:
            with zipfile.ZipFile(archive) as members:
                members.extractall(archive.parent)
        part.rename(folder)
    return folder, shell("dpkg-deb", "-f", deb, "Version").strip()


def is_wav(path: Path) -> bool:
    """Whatever the name says: some packages call their WAV files .ogg."""
    with path.open("rb") as file:
        return file.read(4) == b"RIFF"


def decode_wav(path: Path) -> np.ndarray | None:
    """The first seconds of a WAV file, as `decode` gives them. PyAV 17 crashes on some of them."""
    try:
        with soundfile.SoundFile(path) as file:
            sound = file.read(round(LONGEST * file.samplerate), always_2d=True).mean(axis=1)
            common = math.gcd(RATE, file.samplerate)
            sound = resample_poly(sound, RATE // common, file.samplerate // common)
    except soundfile.LibsndfileError:
        return None
    samples: np.ndarray = (sound.clip(-1, 1) * 32_767).round().astype(np.int16)
    return samples


def decode(path: Path) -> np.ndarray | None:
    """The first seconds of a file as whole numbers (n,) at RATE; None if it is not sound."""
    if is_wav(path):
        return decode_wav(path)
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    blocks, n_samples = [np.zeros(0, np.int16)], 0
    try:
        with av.open(str(path)) as media:
            for frame in media.decode(audio=0):
                for piece in resampler.resample(frame):
                    blocks.append(piece.to_ndarray()[0])
                    n_samples += len(blocks[-1])
                if n_samples >= LONGEST * RATE:
                    break
    except (av.FFmpegError, IndexError, ValueError, OSError):
        if not n_samples:
            return None
    return np.concatenate(blocks)[: round(LONGEST * RATE)]


def without_silence(samples: np.ndarray) -> np.ndarray:
    """Cut off what is silent (40 dB below the loudest) before and after a word."""
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > np.abs(samples).max() / 100)
    first, last = loud[0] - round(MARGIN * RATE), loud[-1] + round(MARGIN * RATE)
    return samples[max(0, first) : last + 1]


def candidates(source: Source, folder: Path) -> Iterator[Path]:
    """The source's files in an order that mixes folders but is the same every time."""
    take, leave = re.compile(source.take), re.compile(source.leave, re.IGNORECASE)
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SOUND_FILES)
    random.Random(0).shuffle(paths)
    for path in paths:
        name = "/" + path.relative_to(folder).as_posix()
        spoken = source.kind != "noise" and FORBIDDEN.search(path.stem.lower())
        if take.search(name) and not leave.search(name) and not spoken and path.is_file():
            yield path


def collect(source: Source, folder: Path, out: Path, seen: set[str]) -> list[tuple[str, float]]:
    """Write the source's sounds as FLAC; (kind, seconds) of each."""
    written: list[tuple[str, float]] = []
    for path in candidates(source, folder):
        if sum(seconds for _, seconds in written) >= source.minutes * 60:
            break
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest in seen:  # the same recording lies in several places
            continue
        seen.add(digest)
        name = "_".join([*path.parts[-3:-1], path.stem]).replace(" ", "-") + f"_{digest[:6]}.flac"
        kinds = ("words", "speech") if source.kind == "words" else (source.kind,)
        made = [out / source.split / kind / source.package / name for kind in kinds]
        there = [target for target in made if target.exists()]
        if there:
            written.append((there[0].parts[-3], soundfile.info(there[0]).duration))
            continue
        samples = decode(path)
        if samples is None or not len(samples) or np.abs(samples).max() < SILENCE * 2**15:
            continue
        if source.kind == "words":
            samples = without_silence(samples)
        seconds = len(samples) / RATE
        if seconds < SHORTEST:
            continue
        target = made[source.kind == "words" and seconds > LONGEST_WORD]
        target.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(target.with_suffix(".part"), samples, RATE, "PCM_16", format="FLAC")
        target.with_suffix(".part").rename(target)
        written.append((target.parts[-3], seconds))
    return written


def main() -> int:
    """Fetch all sources, one after the other."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("sounds"), help="folder for the sounds")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "fetch_sounds",
                        help="folder for the packages")  # fmt: skip
    arguments = parser.parse_args()
    arguments.cache.mkdir(parents=True, exist_ok=True)
    seen: set[str] = set()
    table = ["| Package | Version | Licence | Split | Kind | Files | Minutes |", "|---" * 7 + "|"]
    for source in SOURCES:
        folder, version = unpack(source.package, arguments.cache)
        written = collect(source, folder, arguments.out, seen)
        for kind in sorted({kind for kind, _ in written}):
            lengths = [seconds for its_kind, seconds in written if its_kind == kind]
            row = [source.package, version, source.licence, source.split, kind, str(len(lengths))]
            table.append("| " + " | ".join([*row, f"{sum(lengths) / 60:.1f}"]) + " |")
            print(table[-1], flush=True)
    text = "# Sounds from Debian packages\n\nMade by scripts/fetch_sounds.py.\n\n"
    (arguments.out / "SOURCES-debian.md").write_text(text + "\n".join(table) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
