"""Scores: what is played, down to the frame, before it is sound.

A `Part` is one chunk's share and everything that its render depends on: equal parts
give equal audio, whoever asks and wherever the chunk stands, so times are relative to
the chunk. Integers and strings only: a score has one canonical text and one digest.
Knows notes; does not know why they were chosen or how they sound.
"""

from __future__ import annotations

from dataclasses import dataclass

from partita.units import Frames


@dataclass(frozen=True)
class Note:
    """One note, or one stroke of a drum kit.

    Args:
        start: frames from the chunk's start; a little below 0 for an early attack.
        length: frames until release; what rings afterwards is the instrument's affair.
        pitch: MIDI number; for kits what a drum is tuned to, 0 for as it is.
        velocity: 1..127.
        piece: which drum of a kit, else "".
        glide_cents: where the pitch comes from, relative, 0 for none.
    """

    start: Frames
    length: Frames
    pitch: int
    velocity: int
    piece: str = ""
    glide_cents: int = 0


@dataclass(frozen=True)
class Line:
    """What one instrument plays in one chunk.

    Args:
        stem: `drums`, `bass`, `harmony`, `lead`, `backing` or `effects`.
        instrument: a name of `roster`.
        level_cb: centibels (a tenth of a decibel) against the stem's usual level.
        pan: -100 left .. 100 right.
        reverb, delay: sends, 0..100.
        duck: how far the kick pushes it down, 0..100.
        bright: tone of the line, -100 dull .. 100 brilliant.
        seed: for humanised and noisy things; part of the line's identity.
        drive: saturation of this line alone, 0..100.
        punch: how far strokes stand out from what rings after them, -40..40.
    """

    stem: str
    instrument: str
    notes: tuple[Note, ...]
    level_cb: int = 0
    pan: int = 0
    reverb: int = 20
    delay: int = 0
    duck: int = 0
    bright: int = 0
    seed: int = 0
    drive: int = 0
    punch: int = 0


@dataclass(frozen=True)
class Syllable:
    """One sung or spoken syllable on one note.

    Args:
        phones: ARPAbet, stress marks removed (`HH AH` for the first of "hello").
        stress: 0, 1, 2 as in the CMU dictionary.
        word: the word as written, on its first syllable; "" on the others.
        pitch: MIDI number; for spoken text the centre of the intonation.
    """

    phones: tuple[str, ...]
    start: Frames
    length: Frames
    pitch: int
    velocity: int
    stress: int = 0
    word: str = ""


@dataclass(frozen=True)
class SungLine:
    """What one voice sings or speaks in one chunk.

    Args:
        voice: `male`, `female`, `choir`, `child` or `whisper`.
        manner: `sung` or `spoken`.
        layers: voices at once, slightly apart.
        vibrato, glide, scoop: percent of a plain voice's, see `composing.delivery`.
        drive: as a line has it.
    """

    stem: str
    voice: str
    manner: str
    syllables: tuple[Syllable, ...]
    layers: int = 1
    level_cb: int = 0
    pan: int = 0
    reverb: int = 25
    delay: int = 0
    bright: int = 0
    seed: int = 0
    vibrato: int = 100
    glide: int = 100
    scoop: int = 100
    drive: int = 0


@dataclass(frozen=True)
class Room:
    """The space and colour that all lines of a chunk share.

    Args:
        size: 0 dry booth .. 100 cathedral.
        wet: how much of it is heard, in percent of what is usual.
        delay_frames: echo time, on the beat.
        tilt_cb: tone of the whole, centibels at 8 kHz against 200 Hz.
        width: stereo width, 100 as played.
        drive: saturation, 0..100.
        lofi: crackle, wow and a narrow band, 0..100.
        tone_cb: what each band of `hearing.BAND_BORDERS_HZ` gets besides, () for none.
    """

    size: int = 35
    wet: int = 100
    delay_frames: int = 0
    tilt_cb: int = 0
    width: int = 100
    drive: int = 0
    lofi: int = 0
    tone_cb: tuple[int, ...] = ()


@dataclass(frozen=True)
class Part:
    """One chunk's share of the score: all that its render depends on.

    Args:
        frames: length of the chunk; what rings past it belongs to the next one's time.
        kicks: frames at which ducked lines are pushed down.
        fade_in, fade_out: frames at either end that swell or die away, 0 for none.
        level_cb: level of this chunk against the piece's loudest.
    """

    rate_hz: int
    frames: Frames
    lines: tuple[Line, ...]
    sung: tuple[SungLine, ...] = ()
    room: Room = Room()
    kicks: tuple[Frames, ...] = ()
    fade_in: Frames = 0
    fade_out: Frames = 0
    level_cb: int = 0


@dataclass(frozen=True)
class ChordAt:
    """A chord and where it begins.

    Args:
        root: pitch class, 0 is C.
        quality: `maj`, `min`, `dom7`, `maj7`, `min7`, `dim`, `sus4`, `5`, …
    """

    start: Frames
    root: int
    quality: str


@dataclass(frozen=True)
class WordAt:
    """A word as sung, in frames from the chunk's start."""

    word: str
    start: Frames
    end: Frames


@dataclass(frozen=True)
class Chart:
    """What a chunk is, musically: enough for a later edit to continue it.

    Args:
        kept: the chunk is existing audio; the chart is what was known or heard of it.
        tempo_mbpm: thousandths of a beat a minute, in beats of `beat_unit`: 6/8 at
            sixty dotted quarters a minute has 180000. `heard.pulse_mbpm` counts pulses.
        beat_offset: frames from the chunk's start to its first beat.
        beats_a_bar, beat_unit: the metre, as in 6/8.
        beat_in_bar: which beat of a bar the first one is, 0 for a downbeat.
        tonic: pitch class, 0 is C; `mode`: `major`, `minor`, `dorian`, …
        energy: 0..100.
        instruments: names of `roster`, most important first; "vocals" for a voice.
        motif: pitches of the tune relative to the tonic, for recalls.
        density: onsets a second, times 100; 0 when nobody counted.
        groove: how clearly each step of a bar is struck, 0..100; () likewise.
        brightness_hz: spectral centroid, estimated; 0 likewise.
    """

    frames: Frames
    section: str
    tempo_mbpm: int
    beat_offset: Frames
    beats_a_bar: int
    beat_unit: int
    tonic: int
    mode: str
    energy: int
    genre: str = ""
    beat_in_bar: int = 0
    chords: tuple[ChordAt, ...] = ()
    instruments: tuple[str, ...] = ()
    motif: tuple[int, ...] = ()
    words: tuple[WordAt, ...] = ()
    kept: bool = False
    density: int = 0
    groove: tuple[int, ...] = ()
    brightness_hz: int = 0


@dataclass(frozen=True)
class Score:
    """A whole piece.

    Args:
        charts: one for each chunk, kept ones included.
        parts: one for each chunk, None where audio is kept.
        advice: words that the engine did not know, and the like, for the author.
    """

    rate_hz: int
    charts: tuple[Chart, ...]
    parts: tuple[Part | None, ...]
    advice: tuple[str, ...] = ()
