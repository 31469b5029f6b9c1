"""What a user would have instead of the engine: other synthesisers, on the same notes.

FluidSynth, Csound and SuperCollider, each where it is installed, without a sound card.
They play and, at most, reverberate. Knows scores; does not know what the engine took.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from partita.engine.score import Score

RATE_HZ = 44_100
FONTS = ("/usr/share/sounds/sf2/FluidR3_GM.sf2", "/usr/share/sounds/sf2/default-GM.sf2")

#: General MIDI programs of the instruments that the piece uses; others are a piano.
PROGRAMS = {"steel_guitar": 25, "finger_bass": 33, "string_ensemble": 48,
            "warm_pad": 89, "saw_lead": 81, "pluck_synth": 84}  # fmt: skip
DRUM_KEYS = {"kick": 36, "snare": 38, "hat_closed": 42, "hat_open": 46, "crash": 49,
             "ride": 51, "tom_low": 43, "tom_mid": 47, "tom_high": 50}  # fmt: skip
DRUM_CHANNEL = 9

#: SuperCollider's language needs a screen, and one that root may use.
NO_SCREEN = {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_DISABLE_SANDBOX": "1"}


def others(score: Score, seconds: int) -> Iterator[tuple[str, float]]:
    """Yield names of other synthesisers and the CPU time they take for the notes."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, program, command in (
            ("FluidSynth, a soundfont", "fluidsynth", fluidsynth),
            ("Csound, two filtered saws a note", "csound", csound),
            ("SuperCollider, two filtered saws a note", "scsynth", supercollider),
        ):
            if shutil.which(program) and (words := command(folder, score, seconds)):
                yield name, cpu_s(words)


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
            drums = line.stem == "drums"
            place = DRUM_CHANNEL if drums else channel + (channel >= DRUM_CHANNEL)
            for note in line.notes:
                key = DRUM_KEYS.get(note.piece, 37) if note.piece else note.pitch
                start = max(offset + note.start, 0) / RATE_HZ
                found.append((start, note.length / RATE_HZ, place, key, note.velocity))
        offset += part.frames
    return sorted(found)


def fluidsynth(folder: Path, score: Score, _: int) -> list[str] | None:
    """Write the notes as MIDI; None when no soundfont is installed."""
    font = next((each for each in FONTS if Path(each).exists()), None)
    if font is None:
        return None
    (folder / "a.mid").write_bytes(midi(score))
    sound, notes = str(folder / "a.wav"), str(folder / "a.mid")
    return ["fluidsynth", "-niq", "-F", sound, "-r", str(RATE_HZ), font, notes]


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


def csound(folder: Path, score: Score, seconds: int) -> list[str]:
    """Write the notes for Csound: two saws, a filter and an envelope each, a reverb."""
    notes = "\n".join(
        f"i {2 if channel == DRUM_CHANNEL else 1} {start:.4f} {length + 0.3:.4f} "
        f"{key} {velocity}"
        for start, length, channel, key, velocity in events(score)
    )
    content = CSOUND.format(rate_hz=RATE_HZ, seconds=seconds, notes=notes)
    (folder / "a.csd").write_text(content)
    return ["csound", "-d", "-m0", "-o", str(folder / "c.wav"), str(folder / "a.csd")]


CSOUND = """<CsoundSynthesizer>
<CsInstruments>
sr = {rate_hz}
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


def supercollider(folder: Path, score: Score, seconds: int) -> list[str] | None:
    """Write the notes for SuperCollider's server, with the same saws as Csound's.

    Its language compiles the score, which does not count; None where it is missing.
    """
    if shutil.which("sclang") is None:
        return None
    rows = (",".join(map(str, event)) for event in events(score))
    (folder / "notes.csv").write_text("\n".join(rows))
    source, compiled = folder / "a.scd", folder / "a.osc"
    source.write_text(SUPERCOLLIDER % (folder / "notes.csv", seconds, compiled))
    environment = os.environ | NO_SCREEN
    command = ["sclang", str(source)]
    subprocess.run(
        command, capture_output=True, check=True, env=environment, timeout=60
    )
    sound = [str(folder / "s.wav"), str(RATE_HZ), "WAV", "int16", "-o", "2"]
    return ["scsynth", "-N", str(compiled), "_", *sound]


SUPERCOLLIDER = """
var saw = SynthDef(\\saw, { |key, level, length|
    var gate = Trig1.kr(1, length);
    var env = EnvGen.kr(Env.adsr(0.01, 0.2, 0.6, 0.3), gate, doneAction: 2);
    var freq = key.midicps;
    var sound = MoogFF.ar(Saw.ar([freq, freq * 1.004], level * 0.05) * env, 3000, 0.8);
    Out.ar(0, sound);
    Out.ar(2, sound * 0.2);
});
var hit = SynthDef(\\hit, { |level|
    var env = XLine.kr(level * 0.3, 0.001, 0.2, doneAction: 2);
    Out.ar(0, (WhiteNoise.ar(env) + SinOsc.ar(60, 0, env)) ! 2);
});
var room = SynthDef(\\room, {
    var sound = In.ar(2, 2);
    Out.ar(0, FreeVerb2.ar(sound[0], sound[1], 1, 0.8, 0.5));
});
var first = [0] ++ [saw, hit, room].collect { |each| [\\d_recv, each.asBytes] }
    ++ [[\\s_new, \\room, -1, 1, 0]];
var notes = CSVFileReader.readInterpret("%s").collect { |row|
    var start, length, channel, key, velocity;
    #start, length, channel, key, velocity = row;
    [start, if(channel == 9)
        { [\\s_new, \\hit, -1, 0, 0, \\level, velocity / 127] }
        { [\\s_new, \\saw, -1, 0, 0, \\key, key, \\level, velocity / 127,
            \\length, length] }]
};
Score.write([first] ++ notes ++ [[%d, [\\c_set, 0, 0]]], "%s");
0.exit;
"""
