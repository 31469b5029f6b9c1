"""Which line was it? A speech recogniser listens to whole sung lines.

    pip install pocketsphinx soxr numpy
    PYTHONPATH=src python eval/lines.py [part of a voice's name]

Lines come in pairs that differ in a sound or two. The composer sets each to music, the
singer sings it alone, and a recogniser that knows only forty lines has to name it; of
a line that it takes for another, the right line's pair counts as near. Speech made by
espeak-ng, when it is installed, is the yardstick. Prints a table.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pocketsphinx
import soundfile
import soxr

from partita.engine.brief import Brief, Make
from partita.engine.compose import compose
from partita.engine.singing.lyrics import syllabify
from partita.engine.singing.singer import sing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    Sound = NDArray[np.float64]
    Pairs = tuple[tuple[str, str], ...]

CONSONANTS: Final[Pairs] = (
    ("take me down to the coast", "take me down to the ghost"),
    ("a pale light on the hill", "a bale right on the hill"),
    ("every door is open wide", "every tour is open wide"),
    ("we were singing in the rain", "we were sinking in the rain"),
    ("send the letter to the queen", "send the ladder to the green"),
    ("the fan is turning on the wall", "the van is turning by the wall"),
    ("leave the garden to the bees", "leave the garden to the peace"),
    ("nothing but a simple thing", "nothing but a single ring"),
    ("cold wind over the moor", "gold wind over the door"),
    ("i can hear the paper burn", "i can hear the people turn"),
    ("watch the river running slow", "watch the rivers running low"),
    ("give me back my father's coat", "give me back my father's boat"),
    ("the mountain has a thousand eyes", "the fountain has a thousand eyes"),
    ("put the candle on the shelf", "put the cattle on the shell"),
    ("there is honey in the cup", "there is money in the cup"),
    ("hold the rope and count to ten", "hold the robe and count the men"),
    ("dance until the band is gone", "dance until the dawn is come"),
    ("she was leaving on a train", "he was living on a plane"),
    ("bring your fire to the feast", "bring your choir to the beast"),
    ("the summer came and took my heart", "the summer game has took my art"),
)
MIXED: Final[Pairs] = (
    ("keep the secret in your hand", "keep the secret in your land"),
    ("we will meet beneath the pines", "we will meet beneath the vines"),
    ("all the lamps are burning low", "all the lambs are turning slow"),
    ("my sister found a silver ring", "my sister found a silver wing"),
    ("a bird is sitting on the gate", "a bard is sitting on the gate"),
    ("tell the captain where to row", "tell the captain where to go"),
    ("the clock is ticking in the hall", "the cloth is sticking to the wall"),
    ("nobody knows the way to the shore", "nobody knows the way to the store"),
    ("the sheep are sleeping on the deck", "the ship is slipping off the dock"),
    ("pour the water in the bowl", "pour the water on the coal"),
    ("he has painted every chair", "he has painted every stair"),
    ("the moon is hiding in the trees", "the moon is riding on the breeze"),
    ("i will wait another hour", "i will paint another flower"),
    ("i lost my hat upon the road", "i lost my heart upon the raid"),
    ("listen to the children play", "listen to the children pray"),
    ("there is a letter in the drawer", "there is a ladder by the door"),
    ("the snow is falling on the barn", "the snow is falling on the farm"),
    ("she wore a ribbon in her hair", "she wore a ribbon at the fair"),
    ("fold the linen on the bed", "hold the linen by the thread"),
    ("look across the silent sea", "look across the silent tree"),
)
#: Pairs that are heard together: with more lines a recogniser is only slower.
GROUPS: Final = (CONSONANTS, MIXED)
RATE_HZ: Final = 44_100
HEARD_HZ: Final = 16_000
#: Seconds for a line, with a breath.
LINE_MS: Final = 5_000
#: Frames before and after it.
QUIET: Final = RATE_HZ // 2
#: Notes are held no longer: this recogniser takes a steady vowel for silence.
HELD: Final = RATE_HZ * 45 // 100


class Voice(NamedTuple):
    """One row of the table.

    Args:
        styles: what asks for such a voice.
        higher: semitones above the composer's pitches.
    """

    name: str
    styles: tuple[str, ...]
    higher: int = 0


VOICES: Final = (
    Voice("male", ("pop", "male vocals")),
    Voice("female", ("pop", "female vocals")),
    Voice("female, high", ("pop", "female vocals"), 5),
    Voice("child", ("pop", "child voice")),
    Voice("choir", ("pop", "choir")),
    Voice("male, spoken", ("pop", "spoken word", "male voice")),
)
ESPEAK: Final = ("en-us", "en-us+f3")


def sung_line(line: str, seed: int, *, voice: Voice) -> Sound:
    """Return a line as the composer has it sung, alone and with silence around it."""
    styles = (*voice.styles, "100 BPM")
    chunk = Make(f"[Verse]\n{line}", LINE_MS, styles)
    part = compose(Brief((chunk,), seed, RATE_HZ), {}).parts[0]
    assert part is not None
    lead = next(each for each in part.sung if each.stem == "lead")
    syllables, at = [], QUIET
    for each in lead.syllables:
        length = min(each.length, HELD)
        pitch = each.pitch + voice.higher
        syllables.append(replace(each, start=at, length=length, pitch=pitch))
        at += length
    alone = replace(lead, syllables=tuple(syllables))
    return sing(alone, RATE_HZ, at + QUIET, 0).mean(axis=1)


def spoken_by_espeak(line: str, _seed: int, *, name: str) -> Sound:
    """Return the yardstick's speech, with silence around it."""
    command = ("espeak-ng", "-v", name, "-s", "150", "--stdout", line)
    spoken = subprocess.run(command, check=True, capture_output=True).stdout
    samples, rate_hz = soundfile.read(BytesIO(spoken))
    speech: Sound = soxr.resample(samples, rate_hz, RATE_HZ)
    return np.pad(speech, QUIET)


class Recogniser:
    """Pocketsphinx, to whom these lines are all that there is."""

    def __init__(self, lines: Sequence[str]) -> None:
        # Wide beams: a sung word is never so unlikely that it is given up.
        self._decoder = pocketsphinx.Decoder(
            samprate=HEARD_HZ, loglevel="FATAL", beam=1e-80, wbeam=1e-60, pbeam=1e-80
        )
        for word in dict.fromkeys(" ".join(lines).split()):
            if self._decoder.lookup_word(word) is None:
                self._decoder.add_word(word, _sphinx_phones(word), True)
        grammar = f"#JSGF V1.0; grammar g; public <top> = {' | '.join(lines)};"
        self._decoder.add_jsgf_string("g", grammar)
        self._decoder.activate_search("g")

    def hears(self, sound: Sound) -> str:
        """Return the line that it makes of a sound, or a part of one, "" for none."""
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


def voices() -> Iterator[tuple[str, Callable[[str, int], Sound]]]:
    """Return what is compared: names, and functions from a line to its sound."""
    for voice in VOICES:
        yield voice.name, partial(sung_line, voice=voice)
    if shutil.which("espeak-ng"):
        for name in ESPEAK:
            yield f"espeak-ng, {name}", partial(spoken_by_espeak, name=name)


def main() -> None:
    """Print the table."""
    twins = {a: b for pairs in GROUPS for pair in pairs for a, b in (pair, pair[::-1])}
    groups = [tuple(line for pair in pairs for line in pair) for pairs in GROUPS]
    ears = [(lines, Recogniser(lines)) for lines in groups]
    print("| voice | lines right | near | missed |\n|---|---|---|---|")
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    for name, voice in voices():
        if wanted not in name:
            continue
        heard = {
            line: ear.hears(voice(line, seed))
            for lines, ear in ears
            for seed, line in enumerate(lines)
        }
        missed = [(line, other) for line, other in heard.items() if line != other]
        near = sum(twins[line] == other for line, other in missed)
        said = "; ".join(f"{line} > {other or '?'}" for line, other in missed)
        right = len(heard) - len(missed)
        print(f"| {name} | {right}/{len(heard)} | {near} | {said} |", flush=True)


if __name__ == "__main__":
    main()
