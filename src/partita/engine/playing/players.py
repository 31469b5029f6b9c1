"""Players: a line, ready to be heard from any frame to any other.

Notes are cut from tones that are made when first needed; a sung line is sung phrase by
phrase. Knows instruments, kits and the singer; does not know the mixing desk.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import Final, Protocol, TypeAlias

import numpy as np

from partita.engine.playing import amps, drums, instruments
from partita.engine.playing.curves import Floats
from partita.engine.playing.held import SHORT_S
from partita.engine.playing.kept import Wave
from partita.engine.playing.struck import Request
from partita.engine.roster import INSTRUMENTS, KITS
from partita.engine.score import Line, Note, SungLine, Syllable
from partita.units import Frames

AnyLine: TypeAlias = Line | SungLine

#: A phrase is sung by itself once it is this long and a rest of this length comes.
_PHRASE_S: Final = 6.0
_REST_S: Final = 0.35
#: Time before a phrase for its first consonants, and after it for its last sound.
_BREATH_S: Final = 0.25
_FADE_S: Final = 0.6


class Player(Protocol):
    """Whoever plays a line.

    Args:
        first, last: the frames at which it begins, and is silent again.
    """

    first: Frames
    last: Frames

    @property
    def line(self) -> AnyLine:
        """Return what is played."""
        ...

    def play(self, start: Frames, end: Frames) -> Floats | None:
        """Return one row, or two, of what sounds between two frames; None for none."""
        ...


@dataclass(frozen=True)
class _Placed:
    """A note and where it goes.

    Args:
        end: the frame at which it is silent again.
        held: frames until its release.
        take: of a stroke.
        ears: factors for left and right; one factor for a line that is mono.
    """

    start: Frames
    end: Frames
    held: Frames
    release: Frames
    ears: tuple[float, ...]
    note: Note
    take: int


class LinePlayer:
    """Play the notes of an instrument or a kit."""

    def __init__(self, line: Line, rate_hz: int) -> None:
        self.line = line
        self._rate_hz = rate_hz
        self._drum = line.instrument in KITS
        self._wide = self._drum or instruments.is_wide(line.instrument)
        self._amp = amps.AMPS.get(line.instrument)
        notes = sorted(
            line.notes, key=lambda each: (each.start, each.pitch, each.piece)
        )
        place = self._stroke if self._drum else self._tone
        self._kinds: dict[tuple[int, ...], Request] = {}
        self._placed = [place(note, number) for number, note in enumerate(notes)]
        self._asked = [] if self._drum else self._requests()
        self._starts = [each.start for each in self._placed]
        self._longest = max((p.end - p.start for p in self._placed), default=0)
        self.first = min(self._starts, default=0)
        self.last = max((each.end for each in self._placed), default=0)

    def play(self, start: Frames, end: Frames) -> Floats | None:
        """Return one row, or two, of what sounds between two frames; None for none."""
        margin = amps.MARGIN if self._amp else 0
        heard = self._notes(start - margin, end + margin)
        if heard is None or self._amp is None:
            return heard
        return amps.driven(self._amp, heard, self._rate_hz)

    def _notes(self, start: Frames, end: Frames) -> Floats | None:
        bus: Floats | None = None
        first = bisect_left(self._starts, start - self._longest)
        for number in range(first, bisect_left(self._starts, end)):
            placed = self._placed[number]
            if placed.end > start:
                if bus is None:
                    rows = 2 if self._wide else 1
                    bus = np.zeros((rows, end - start), np.float32)
                _add(bus, self._wave(number), placed, start)
        return bus

    def _tone(self, note: Note, _: int) -> _Placed:
        name = self.line.instrument
        release = instruments.release_frames(name, self._rate_hz)
        level = instruments.loudness(note.velocity)
        ears: tuple[float, ...] = (level,)
        if self._wide:
            span, spread = INSTRUMENTS[name], instruments.RECIPES[name].spread
            place = (note.pitch - span.low) / max(span.high - span.low, 1)
            side = spread * (2 * min(max(place, 0.0), 1.0) - 1)
            ears = (level * (1 - side) ** 0.5, level * (1 + side) ** 0.5)
        end = note.start + note.length + release
        return _Placed(note.start, end, note.length, release, ears, note, 0)

    def _stroke(self, note: Note, number: int) -> _Placed:
        kit = self.line.instrument
        level = drums.loudness(kit, note.piece, note.velocity)
        frames = drums.frames(kit, note.piece, (note.length, self._rate_hz))
        take = self.line.seed + number
        ears = (level, level)
        return _Placed(note.start, note.start + frames, frames, 0, ears, note, take)

    def _wave(self, number: int) -> Wave:
        placed, name = self._placed[number], self.line.instrument
        if self._drum:
            note = placed.note
            shape = (note.length, self._rate_hz)
            return drums.stroke(
                name, note.piece, note.velocity, shape, placed.take, pitch=note.pitch
            )
        return instruments.tone(name, self._asked[number])

    def _requests(self) -> list[Request]:
        """Return the tone that each note asks for, as long as any note needs it."""
        alike = [self._kind(placed.note) for placed in self._placed]
        longest: dict[Request, Frames] = {}
        for kind, placed in zip(alike, self._placed, strict=True):
            frames = placed.held + placed.release
            longest[kind] = max(longest.get(kind, 0), frames)
        name = self.line.instrument
        long = {
            kind: instruments.rounded(name, replace(kind, frames=frames))
            for kind, frames in longest.items()
        }
        return [long[kind] for kind in alike]

    def _kind(self, note: Note) -> Request:
        """Return what a note asks for, but for its length."""
        short = note.length < SHORT_S * self._rate_hz
        asked = (note.pitch, note.velocity, note.glide_cents, short)
        kind = self._kinds.get(asked)
        if kind is None:
            # One take a line: two guitars in unison differ, repeated notes do by
            # velocity.
            request = Request(
                note.pitch, 0, note.velocity, self._rate_hz, self.line.bright,
                self.line.seed, note.glide_cents, short,
            )  # fmt: skip
            kind = instruments.rounded(self.line.instrument, request)
            self._kinds[asked] = kind
        return kind


def _add(bus: Floats, tone: Wave, placed: _Placed, start: Frames) -> None:
    """Add what sounds of a note in a bus that begins at a frame."""
    begin = max(0, start - placed.start)
    stop = min(
        placed.held + placed.release, start - placed.start + bus.shape[1], tone.frames
    )
    if begin >= stop:
        return
    at, after = placed.start + begin - start, max(placed.held, begin)
    gone = after - placed.held
    fall = instruments.release(placed.release)[gone : gone + max(stop - after, 0)]
    for row, level in enumerate(placed.ears):
        piece = tone.stretch(row % len(tone.steps), begin, stop, level)
        piece[after - begin :] *= fall
        bus[row, at : at + stop - begin] += piece


class SungPlayer:
    """Sing a line, each phrase when it comes."""

    def __init__(self, line: SungLine, rate_hz: int) -> None:
        self.line = line
        self._rate_hz = rate_hz
        self._breath, self._fade = int(_BREATH_S * rate_hz), int(_FADE_S * rate_hz)
        self._phrases = _phrases(line, rate_hz)
        self._sung: dict[int, Floats] = {}
        borders = [self._span(number) for number in range(len(self._phrases))]
        self.first = min((start for start, _ in borders), default=0)
        self.last = max((end for _, end in borders), default=0)

    def play(self, start: Frames, end: Frames) -> Floats | None:
        """Return two rows of what sounds between two frames; None for none."""
        bus: Floats | None = None
        for number in range(len(self._phrases)):
            first, last = self._span(number)
            if last <= start or first >= end:
                self._sung.pop(number, None)
                continue
            if bus is None:
                bus = np.zeros((2, end - start), np.float32)
            low, high = max(first, start), min(last, end)
            bus[:, low - start : high - start] += self._phrase(number)[
                :, low - first : high - first
            ]
        return bus

    def _span(self, number: int) -> tuple[Frames, Frames]:
        phrase = self._phrases[number]
        last = max(each.start + each.length for each in phrase)
        return phrase[0].start - self._breath, last + self._fade

    def _phrase(self, number: int) -> Floats:
        if number not in self._sung:
            from partita.engine.singing.singer import sing

            first, last = self._span(number)
            syllables = tuple(
                replace(each, start=each.start - first)
                for each in self._phrases[number]
            )
            line = replace(self.line, syllables=syllables)
            sound = sing(line, self._rate_hz, last - first - self._fade, self._fade)
            rows = sound.reshape(len(sound), -1).T
            self._sung[number] = np.ascontiguousarray(
                np.broadcast_to(rows, (2, len(sound)))
            )
        return self._sung[number]


def _phrases(line: SungLine, rate_hz: int) -> list[tuple[Syllable, ...]]:
    """Cut a line at rests, into phrases that are worth singing by themselves."""
    phrases: list[list[Syllable]] = []
    for each in sorted(line.syllables, key=lambda syllable: syllable.start):
        if phrases:
            past = phrases[-1]
            rest = each.start - past[-1].start - past[-1].length
            long = each.start - past[0].start > _PHRASE_S * rate_hz
            if not (long and rest > _REST_S * rate_hz):
                past.append(each)
                continue
        phrases.append([each])
    return [tuple(phrase) for phrase in phrases]
