"""Make many words, real and invented, by many synthetic voices: for the network that Teach uses.

    python -m scripts.make_many_words --out many_words

It has the layout of Speech Commands: OUT/WORD/VOICE_NUMBER.flac. Needs what make_voices.py needs.
Only the voices of its training split speak, and no word that core/training/many_words.py keeps
apart to measure with. Invented words are written in espeak-ng's phonemes, so that every voice says
the same; they are there because a class may choose a word of any language.
"""

import random
import sys
from concurrent.futures import ProcessPoolExecutor

from core.training.many_words import INVENTED, kept_apart
from scripts.make_voices import (
    ACCENTS,
    MARKS,
    VARIANTS,
    WORKERS,
    Clip,
    Planner,
    Voice,
    asked_for,
    make_all,
)

PER_WORD = 8  # recordings of each real word
N_INVENTED, PER_INVENTED = 2_400, 6
MANNER = (120, 230)  # words per minute
# espeak-ng's phonemes of English
ONSETS = "p b t d k g f v s z S tS dZ m n l r w j h T pl bl kl gl fl sl pr br tr dr kr gr fr st sp"
VOWELS = "a E I 0 V U i: u: eI aI OI oU aU A: O: 3:"
CODAS = "p b t d k g f v s z S tS dZ m n N l nd nt st ks mp lt"


def invent(draw: random.Random) -> str:
    """An invented word of one to three syllables, the first of them stressed."""
    onsets, vowels, codas = (names.split() for names in (ONSETS, VOWELS, CODAS))
    n_syllables = draw.choices((1, 2, 3), (4, 5, 2))[0]
    sounds = []
    for number in range(n_syllables):
        is_last = number == n_syllables - 1
        onset = draw.choice(onsets) if draw.random() < 0.9 else ""
        coda = draw.choice(codas) if draw.random() < (0.7 if is_last else 0.2) else ""
        stress = "'" if number == 0 else ""
        sounds += [onset, f"{stress}{draw.choice(vowels)}", coda]
    return " ".join(filter(None, sounds))


def real(planner: Planner) -> list[Clip]:
    """Every word of words.txt that is not kept apart."""
    words = sorted({word for section in planner.words.values() for word in section})
    clips = []
    for word in words:
        for number in range(0 if kept_apart(word.lower()) else PER_WORD):
            draw = random.Random(f"{planner.seed} {word} {number}")
            voice = planner.voice("training", {word}, draw)
            text = word + draw.choice(MARKS)
            folder = planner.out / word.lower()
            clips.append(planner.clip(folder, "", voice, [text], False, number, MANNER))
    return clips


def invented(planner: Planner) -> list[Clip]:
    """Words that nobody knows."""
    draw = random.Random(f"{planner.seed} invented")
    words = sorted({invent(draw) for _ in range(N_INVENTED)})
    accents, variants = ACCENTS["training"]["english"].split(), VARIANTS["training"].split()
    clips = []
    for place, word in enumerate(words):
        for number in range(PER_INVENTED):
            voice = Voice("espeak", draw.choice(accents), draw.choice(variants))
            folder = planner.out / f"{INVENTED}{place:04}"
            text = [f"[[{word.replace(' ', '')}]]"]
            clips.append(planner.clip(folder, "", voice, text, False, number, MANNER))
    return clips


def main() -> int:
    """Make the files that are not there yet."""
    planner = asked_for("Make many words by synthetic voices.")
    if planner is None:
        return 1
    with ProcessPoolExecutor(WORKERS) as pool:
        for clips in (real(planner), invented(planner)):
            make_all(clips, pool)
            there = sum(clip.path.exists() for clip in clips)
            print(f"{there} of {len(clips)} in {planner.out}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
