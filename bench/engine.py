"""The engine's speed and memory, stage by stage, and beside other synthesisers.

One dense pop piece of each length, composed, rendered, mastered to FLAC and encoded as
mp3 as a build does it, one stage after the other in a process of its own: CPU time,
peak memory. Once instrumental, once sung from start to end by a lead and two backing
voices. Then the same notes through other synthesisers, which play and, at most,
reverberate; the engine also composes, mixes and masters.

    python bench/engine.py [seconds ...]        default: 10 60 180 600
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from others import others

from partita.engine.brief import Brief, Make
from partita.engine.compose import compose
from partita.engine.score import Part, Score

RATE_HZ = 44_100
CHUNK_S = 20
FORM = ("Intro", "Verse", "Chorus", "Verse", "Chorus", "Bridge", "Chorus", "Outro")
STYLES = ("pop", "piano", "strings", "steel guitar", "synth pads", "120 BPM")
SINGERS = ("female vocals", "backing vocals")
VERSE = """
Morning lays a ribbon on the water
Every window opens one by one
I can hear the city getting louder
Following the footsteps of the sun"""
CHORUS = """
Carry me over, carry me home
Nobody ever gets there alone
Carry me over, higher and higher
Sing with the river, sing with the fire"""


def brief(seconds: int) -> Brief:
    lengths = [CHUNK_S] * (seconds // CHUNK_S)
    if rest := seconds % CHUNK_S:
        lengths.append(rest)
    chunks = tuple(
        Make(f"[{FORM[number % 8]}]", 1000 * length, STYLES if number == 0 else ())
        for number, length in enumerate(lengths)
    )
    return Brief(chunks, 7, RATE_HZ)


def sung_score(seconds: int) -> Score:
    """Compose the piece with words in every section, and add a second backing voice."""
    plain = brief(seconds)
    chunks = tuple(
        replace(
            chunk,
            text=chunk.text + (CHORUS if chunk.text == "[Chorus]" else VERSE),
            positive_styles=(*chunk.positive_styles, *(SINGERS if not number else ())),
        )
        for number, chunk in enumerate(plain.chunks)
        if isinstance(chunk, Make)
    )
    score = compose(replace(plain, chunks=chunks), {})
    return replace(score, parts=tuple(part and _joined(part) for part in score.parts))


def _joined(part: Part) -> Part:
    """Let a third voice sing above the lead, as another one does below."""
    lead, below = part.sung
    higher = tuple(replace(each, pitch=each.pitch + 3) for each in lead.syllables)
    above = replace(below, syllables=higher, pan=-below.pan, seed=below.seed + 1)
    return replace(part, sung=(lead, below, above))


def piece(seconds: int, kind: str) -> dict[str, float]:
    """Make the piece, in this process, and tell what each stage took."""
    from partita.audio.codecs import encode
    from partita.audio.decode import stream
    from partita.audio.flac import write_flac
    from partita.engine.canonical import outline_bytes
    from partita.engine.render import render
    from partita.providers import local

    spent: dict[str, float] = {}

    def stage(name: str, start: float) -> float:
        now = time.process_time()
        spent[name] = now - start
        return now

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        now = time.process_time()
        sung = kind == "sung"
        score = sung_score(seconds) if sung else compose(brief(seconds), {})
        now = stage("compose", now)
        for number, part in enumerate(score.parts):
            if part is not None:
                (folder / str(number)).write_bytes(render(part).to_bytes())
        now = stage("render", now)
        local.forget()
        renders = {
            number: (folder / str(number - 1)).read_bytes
            for number in range(1, len(score.parts) + 1)
        }
        master = local.master(outline_bytes(score), renders, {})
        with (folder / "master").open("w+b") as file:
            write_flac(file, master)
        now = stage("master", now)
        encode(stream(folder / "master", master.frame_count), "mp3_44100_128")
        stage("mp3", now)
    spent["notes"] = sum(
        len(line.notes) for part in score.parts if part for line in part.lines
    )
    spent["syllables"] = sum(
        len(line.syllables) for part in score.parts if part for line in part.sung
    )
    spent["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return spent


def apart(seconds: int, kind: str = "instrumental") -> dict[str, float]:
    """Make the piece in a process of its own, whose memory is nobody else's."""
    command = [sys.executable, __file__, "--piece", str(seconds), kind]
    # As in the workers of a build.
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, check=True, env=alone)
    return dict(json.loads(done.stdout))


def row(seconds: int, kind: str, spent: dict[str, float]) -> str:
    """Return what a piece took as a row of the table."""
    stages = [spent[name] for name in ("compose", "render", "master", "mp3")]
    counts = f"{spent['notes']} | {spent['syllables']}"
    times = " | ".join(f"{each:.2f} s" for each in stages)
    speed = seconds / sum(stages)
    return (
        f"| {kind} | {seconds} | {counts} | {times} | {speed:.1f} | "
        f"{spent['memory']:.0f} |"
    )


def main() -> None:
    if sys.argv[1:2] == ["--piece"]:
        print(json.dumps(piece(int(sys.argv[2]), sys.argv[3])))
        return
    lengths = [int(word) for word in sys.argv[1:]] or [10, 60, 180, 600]
    print("| piece | seconds | notes | syllables | compose | render | master | mp3 | "
          "times real | peak MB |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|---|")
    for kind in ("instrumental", "sung"):
        for seconds in lengths:
            print(row(seconds, kind, apart(seconds, kind)), flush=True)
    ours = apart(60)
    mine = ours["compose"] + ours["render"] + ours["master"]
    print("\n| one minute, CPU time | seconds | times real | to partita |")
    print("|---|---|---|---|")
    print(f"| partita, mixed and mastered | {mine:.2f} | {60 / mine:.0f} | 1.00 |")
    for name, taken in others(compose(brief(60), {}), 60):
        print(f"| {name} | {taken:.2f} | {60 / taken:.0f} | {taken / mine:.2f} |")


if __name__ == "__main__":
    main()
