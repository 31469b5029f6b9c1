"""The engine's speed and memory, stage by stage, and beside other synthesisers.

One dense pop piece of each length, composed, rendered, mastered to FLAC and encoded as
mp3 as a build does it, one stage after the other in a process of its own: CPU time,
peak memory. Once instrumental, once sung from start to end by a lead and two backing
voices. Then the same notes through FluidSynth and Csound, where they are installed:
those play and, at most, reverberate; the engine also composes, mixes and masters.

    python bench/engine.py [seconds ...]        default: 10 60 180 600
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

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
FONTS = ("/usr/share/sounds/sf2/FluidR3_GM.sf2", "/usr/share/sounds/sf2/default-GM.sf2")

#: General MIDI programs of the instruments that this piece uses; others are a piano.
PROGRAMS = {"steel_guitar": 25, "finger_bass": 33, "string_ensemble": 48,
            "warm_pad": 89, "saw_lead": 81, "pluck_synth": 84}  # fmt: skip
DRUM_KEYS = {"kick": 36, "snare": 38, "hat_closed": 42, "hat_open": 46, "crash": 49,
             "ride": 51, "tom_low": 43, "tom_mid": 47, "tom_high": 50}  # fmt: skip


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


def cpu_s(command: list[str]) -> float:
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed with {process.returncode}")
    return used.ru_utime + used.ru_stime


def events(score: Score) -> list[tuple[float, float, int, int, int]]:
    """Return start, length, channel, key and velocity of every note, in seconds."""
    found, offset = [], 0
    for part in score.parts:
        if part is None:
            continue
        for channel, line in enumerate(part.lines):
            place = 9 if line.stem == "drums" else channel + (channel >= 9)
            for note in line.notes:
                key = DRUM_KEYS.get(note.piece, 37) if note.piece else note.pitch
                start = max(offset + note.start, 0) / RATE_HZ
                found.append((start, note.length / RATE_HZ, place, key, note.velocity))
        offset += part.frames
    return sorted(found)


def midi(score: Score) -> bytes:
    """Write the notes as a standard MIDI file, 1000 ticks a second."""
    messages = [
        (0, bytes([0xC0 | channel + (channel >= 9), PROGRAMS.get(line.instrument, 0)]))
        for part in score.parts[:1] if part
        for channel, line in enumerate(part.lines) if line.stem != "drums"
    ]  # fmt: skip
    for start, length, channel, key, velocity in events(score):
        on, off = round(start * 1000), round((start + length) * 1000)
        messages.append((on, bytes([0x90 | channel, key, velocity])))
        messages.append((max(off, on + 1), bytes([0x80 | channel, key, 0])))
    track, now = b"\0\xff\x51\3\x07\xa1\x20", 0
    for tick, message in sorted(messages):
        track += _variable(tick - now) + message
        now = tick
    track += b"\0\xff\x2f\0"
    head = b"MThd\0\0\0\6\0\0\0\1" + (500).to_bytes(2, "big")
    return head + b"MTrk" + len(track).to_bytes(4, "big") + track


def _variable(number: int) -> bytes:
    digits = [number & 127]
    while number := number >> 7:
        digits.append(number & 127 | 128)
    return bytes(reversed(digits))


def csound(score: Score, seconds: int) -> str:
    """Write the notes for Csound: two saws, a filter and an envelope each, a reverb."""
    notes = "\n".join(
        f"i {2 if channel == 9 else 1} {start:.4f} {length + 0.3:.4f} {key} {velocity}"
        for start, length, channel, key, velocity in events(score)
    )
    return f"""<CsoundSynthesizer>
<CsInstruments>
sr = {RATE_HZ}
ksmps = 64
nchnls = 2
0dbfs = 1
gaL init 0
gaR init 0
instr 1
kenv madsr 0.01, 0.2, 0.6, 0.3
a1 vco2 p5/127*0.05, cpsmidinn(p4)
a2 vco2 p5/127*0.05, cpsmidinn(p4)*1.004
aL moogladder a1*kenv, 3000, 0.2
aR moogladder a2*kenv, 3000, 0.2
outs aL, aR
gaL = gaL+aL*0.2
gaR = gaR+aR*0.2
endin
instr 2
kenv expon p5/127*0.3, 0.2, 0.001
a1 noise kenv, 0
a2 oscili kenv, 60
outs a1+a2, a1+a2
endin
instr 99
aL, aR reverbsc gaL, gaR, 0.8, 9000
outs aL, aR
clear gaL, gaR
endin
</CsInstruments>
<CsScore>
i 99 0 {seconds}
{notes}
e
</CsScore>
</CsoundSynthesizer>
"""


def others(seconds: int) -> Iterator[tuple[str, float]]:
    """Yield names of other synthesisers and the CPU time they take for the notes."""
    score = compose(brief(seconds), {})
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        font = next((each for each in FONTS if Path(each).exists()), None)
        if (fluidsynth := shutil.which("fluidsynth")) and font:
            (folder / "a.mid").write_bytes(midi(score))
            files = [
                str(folder / "a.wav"),
                "-r",
                str(RATE_HZ),
                font,
                str(folder / "a.mid"),
            ]
            yield (
                f"FluidSynth, {Path(font).stem}",
                cpu_s([fluidsynth, "-niq", "-F", *files]),
            )
        if program := shutil.which("csound"):
            (folder / "a.csd").write_text(csound(score, seconds))
            yield (
                "Csound, two filtered saws a note",
                cpu_s(
                    [
                        program,
                        "-d",
                        "-m0",
                        "-o",
                        str(folder / "c.wav"),
                        str(folder / "a.csd"),
                    ]
                ),
            )


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
    for name, taken in others(60):
        print(f"| {name} | {taken:.2f} | {60 / taken:.0f} | {taken / mine:.2f} |")


if __name__ == "__main__":
    main()
