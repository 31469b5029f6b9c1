"""How many words a speech recogniser understands: the singer's regression meter.

    pip install pocketsphinx soxr numpy
    PYTHONPATH=src python eval/words.py [part of a voice's name]

Each word is spoken or sung alone, and a recogniser that knows only these words has to
pick one. Speech made by espeak-ng, when it is installed, is the yardstick. Prints a
Markdown table.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pocketsphinx
import soundfile
import soxr

from partita.engine.score import SungLine, Syllable
from partita.engine.singing.lyrics import Word, syllabify
from partita.engine.singing.singer import sing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Sound = NDArray[np.float64]

RATE_HZ = 44_100
HEARD_HZ = 16_000

WORDS = [
    "breaking",
    "through",
    "nothing",
    "stop",
    "now",
    "heart",
    "fire",
    "water",
    "river",
    "mountain",
    "dancing",
    "night",
    "morning",
    "shadow",
    "golden",
    "silver",
    "thunder",
    "whisper",
    "forever",
    "never",
    "love",
    "light",
    "dream",
    "hope",
    "child",
    "mother",
    "father",
    "brother",
    "sister",
    "window",
    "garden",
    "summer",
    "winter",
    "follow",
    "hollow",
    "yellow",
    "purple",
    "battle",
    "castle",
    "dragon",
    "sword",
    "shield",
    "crown",
    "kingdom",
    "ocean",
    "island",
    "journey",
    "magic",
    "voice",
    "choice",
    "noise",
    "peace",
    "place",
    "face",
    "grace",
    "sky",
    "fly",
    "high",
    "shine",
    "moon",
    "stone",
    "bone",
    "home",
    "alone",
]


class Voice(NamedTuple):
    """One row of the table."""

    name: str
    voice: str
    manner: str
    pitch: int
    syllable_s: float


VOICES = (
    Voice("male, spoken", "male", "spoken", 45, 0.24),
    Voice("female, spoken", "female", "spoken", 56, 0.24),
    Voice("male, sung, A2-E3", "male", "sung", 48, 0.32),
    Voice("female, sung, C4-G4", "female", "sung", 62, 0.32),
    Voice("female, sung, G4-D5", "female", "sung", 69, 0.32),
    Voice("child, sung, C4-G4", "child", "sung", 62, 0.32),
    Voice("choir, sung, C3-G3", "choir", "sung", 50, 0.34),
    Voice("whisper", "whisper", "spoken", 50, 0.26),
)
ESPEAK = {"espeak-ng, en-us": "en-us", "espeak-ng, en-us+f3": "en-us+f3"}
MELODY = (0, 2, 4, 2, 5, 4, 2, 0, -1, 0)


def sung(words: tuple[Word, ...], voice: Voice) -> Sound:
    """Return words in a voice, with silence around them."""
    syllables = []
    # Too little silence to take a breath in: the breath might be heard as an H.
    at_s, place = 0.3, 0
    for word in words:
        for first, (phones, stress) in enumerate(word.syllables):
            length_s = voice.syllable_s * (0.72 if stress == 0 else 1.15)
            start, end = (round(t * RATE_HZ) for t in (at_s, at_s + length_s))
            step = MELODY[place % len(MELODY)] if voice.manner == "sung" else 0
            text = "" if first else word.text
            syllables.append(
                Syllable(
                    phones, start, end - start, voice.pitch + step, 100, stress, text
                )
            )
            at_s, place = at_s + length_s, place + 1
    line = SungLine("lead", voice.voice, voice.manner, tuple(syllables), seed=5)
    return sing(line, RATE_HZ, round((at_s + 0.4) * RATE_HZ), 0).mean(axis=1)


def sung_text(text: str, voice: Voice) -> Sound:
    """Return a text in a voice."""
    return sung(syllabify(text), voice)


def spoken_by_espeak(text: str, name: str) -> Sound:
    """Return the yardstick's speech at the singer's rate."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        subprocess.run(
            ["espeak-ng", "-v", name, "-s", "150", "-w", str(path), text], check=True
        )
        samples, rate_hz = soundfile.read(path)
    speech = soxr.resample(samples, rate_hz, RATE_HZ)
    return np.concatenate((np.zeros(RATE_HZ // 2), speech, np.zeros(RATE_HZ // 3)))


class Recogniser:
    """Pocketsphinx, to whom these words or lines are all that there is."""

    def __init__(self, vocabulary: list[str]) -> None:
        # Wide beams: a sung word is never so unlikely that it is given up.
        self._decoder = pocketsphinx.Decoder(
            samprate=HEARD_HZ, loglevel="FATAL", beam=1e-80, wbeam=1e-60, pbeam=1e-80
        )
        for word in dict.fromkeys(" ".join(vocabulary).split()):
            if self._decoder.lookup_word(word) is None:
                self._decoder.add_word(word, _sphinx_phones(word), True)
        grammar = f"#JSGF V1.0; grammar g; public <top> = {' | '.join(vocabulary)};"
        self._decoder.add_jsgf_string("g", grammar)
        self._decoder.activate_search("g")

    def hears(self, sound: Sound) -> str:
        """Return the word or line that it makes of a sound, "" for none."""
        heard = soxr.resample(sound, RATE_HZ, HEARD_HZ)
        noise = np.random.default_rng(1).standard_normal(len(heard))
        level = 0.08 / max(1e-9, float(np.sqrt(np.mean(heard * heard))))
        samples = np.clip(heard * level + 2e-4 * noise, -1, 1)
        raw = (samples * 32767).astype("<i2").tobytes()
        self._decoder.start_utt()
        self._decoder.process_raw(raw, no_search=False, full_utt=True)
        self._decoder.end_utt()
        found = self._decoder.hyp()
        return found.hypstr if found else ""


def _sphinx_phones(word: str) -> str:
    syllables = (each for read in syllabify(word) for each in read.syllables)
    return " ".join(phone for phones, _ in syllables for phone in phones)


def speakers() -> Iterator[tuple[str, Callable[[str], Sound]]]:
    """Return what is compared: names, and functions from text to sound."""
    for voice in VOICES:
        yield voice.name, partial(sung_text, voice=voice)
    if shutil.which("espeak-ng"):
        for title, name in ESPEAK.items():
            yield title, partial(spoken_by_espeak, name=name)


def main() -> None:
    """Print the table."""
    recogniser = Recogniser(WORDS)
    print("| voice | words right | missed |\n|---|---|---|")
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    for name, speaks in speakers():
        if wanted not in name:
            continue
        heard = [recogniser.hears(speaks(word)) for word in WORDS]
        missed = [
            f"{word} > {other or '?'}"
            for word, other in zip(WORDS, heard, strict=True)
            if word != other
        ]
        right = len(WORDS) - len(missed)
        print(f"| {name} | {right}/{len(WORDS)} | {', '.join(missed)} |", flush=True)


if __name__ == "__main__":
    main()
