"""Which line was it? A speech recogniser listens to whole sung lines.

    pip install pocketsphinx soxr numpy
    PYTHONPATH=src python eval/lines.py [part of a voice's name]

Lines come in pairs that differ in a sound or two. The composer sets each to music, the
singer sings it alone, and a recogniser that knows only these lines has to name it; of
a line that it takes for another, the right line's pair counts as near. Prints a table.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from eval.words import RATE_HZ, Recogniser

from partita.engine.brief import Brief, Make
from partita.engine.compose import compose
from partita.engine.singing.singer import sing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PAIRS: Final = (
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
LINES: Final = [line for pair in PAIRS for line in pair]
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


def sung_line(line: str, voice: Voice, seed: int) -> NDArray[np.float64]:
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


def main() -> None:
    """Print the table."""
    recogniser = Recogniser(LINES)
    twins = {a: b for pair in PAIRS for a, b in (pair, pair[::-1])}
    print("| voice | lines right | near | missed |\n|---|---|---|---|")
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    for voice in VOICES:
        if wanted not in voice.name:
            continue
        heard = {
            line: recogniser.hears(sung_line(line, voice, seed))
            for seed, line in enumerate(LINES)
        }
        missed = [(line, other) for line, other in heard.items() if line != other]
        near = sum(twins[line] == other for line, other in missed)
        said = "; ".join(f"{line} > {other or '?'}" for line, other in missed)
        right = len(LINES) - len(missed)
        print(f"| {voice.name} | {right}/{len(LINES)} | {near} | {said} |", flush=True)


if __name__ == "__main__":
    main()
