"""Scores as bytes, and back: one text for the same part, whoever asks.

A part's bytes are what its render depends on; an outline is all of a score but its
parts. Knows the fields of `score`; does not know what they mean.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from partita import digest
from partita.engine.score import (
    Chart,
    ChordAt,
    Line,
    Note,
    Part,
    Room,
    Score,
    SungLine,
    Syllable,
    WordAt,
)

if TYPE_CHECKING:
    from collections.abc import Callable

#: Raised when the text of parts or outlines changes its form.
_FORM: Final = 1


@dataclass(frozen=True)
class Outline:
    """A score without its parts.

    Args:
        kept: for each chunk, whether it is existing audio.
    """

    rate_hz: int
    charts: tuple[Chart, ...]
    kept: tuple[bool, ...]
    advice: tuple[str, ...] = ()

    @property
    def frames(self) -> tuple[int, ...]:
        """Return the length of each chunk."""
        return tuple(chart.frames for chart in self.charts)


def outline_of(score: Score) -> Outline:
    """Return a score's outline."""
    kept = tuple(part is None for part in score.parts)
    return Outline(score.rate_hz, score.charts, kept, score.advice)


def part_bytes(part: Part) -> bytes:
    """Write a part as canonical JSON; notes as rows, since there are many."""
    return digest.canonical(["part", _FORM, _row(part)])


def part_from_bytes(content: bytes) -> Part:
    """Read a part back.

    Raises:
        ValueError: when the bytes are no part of this form.
    """
    return _read_part(_opened(content, "part"))


def outline_bytes(score: Score) -> bytes:
    """Write a score's outline as canonical JSON."""
    outline = outline_of(score)
    return digest.canonical(["outline", _FORM, _row(outline)])


def outline_from_bytes(content: bytes) -> Outline:
    """Read an outline back.

    Raises:
        ValueError: when the bytes are no outline of this form.
    """
    row = _opened(content, "outline")
    return Outline(row[0], _all(_read_chart, row[1]), tuple(row[2]), tuple(row[3]))


def _opened(content: bytes, kind: str) -> list[Any]:
    value = json.loads(content)
    if not isinstance(value, list) or value[:2] != [kind, _FORM]:
        message = f"these bytes are no {kind} of form {_FORM}"
        raise ValueError(message)
    row: list[Any] = value[2]
    return row


_ROWS: Final = (
    Note,
    Syllable,
    ChordAt,
    WordAt,
    Line,
    SungLine,
    Room,
    Part,
    Chart,
    Outline,
)
_NAMES: Final = {kind: tuple(each.name for each in fields(kind)) for kind in _ROWS}


def _row(value: object) -> object:
    """Return a value's fields in their order, tuples as lists."""
    names = _NAMES.get(type(value))  # type: ignore[arg-type]
    if isinstance(value, Room) and not value.tone_cb:
        # As they were written before there was such a tone: most rooms have none.
        names = _NAMES[Room][:-1]
    if names is not None:
        return [_row(getattr(value, name)) for name in names]
    if isinstance(value, tuple):
        return [_row(each) for each in value]
    return value


def _all(read: Callable[[list[Any]], Any], rows: list[Any]) -> tuple[Any, ...]:
    return tuple(read(row) for row in rows)


def _read_part(row: list[Any]) -> Part:
    rate_hz, frames, lines, sung, room, kicks, fade_in, fade_out, level_cb = row
    return Part(
        rate_hz, frames, _all(_read_line, lines), _all(_read_sung, sung),
        _read_room(room), tuple(kicks), fade_in, fade_out, level_cb,
    )  # fmt: skip


def _read_room(row: list[Any]) -> Room:
    named = dict(zip(_NAMES[Room], row, strict=False))
    return Room(**{**named, "tone_cb": tuple(named.get("tone_cb", ()))})


def _read_line(row: list[Any]) -> Line:
    stem, instrument, notes, *rest = row
    return Line(stem, instrument, tuple(Note(*note) for note in notes), *rest)


def _read_sung(row: list[Any]) -> SungLine:
    stem, voice, manner, syllables, *rest = row
    sung = tuple(Syllable(tuple(phones), *others) for phones, *others in syllables)
    return SungLine(stem, voice, manner, sung, *rest)


def _read_chart(row: list[Any]) -> Chart:
    # Outlines from before charts told of density and groove are shorter.
    named = dict(zip(_NAMES[Chart], row, strict=False))
    return Chart(
        **{
            **named,
            "chords": tuple(ChordAt(*each) for each in named["chords"]),
            "instruments": tuple(named["instruments"]),
            "motif": tuple(named["motif"]),
            "words": tuple(WordAt(*each) for each in named["words"]),
            "groove": tuple(named.get("groove", ())),
        }
    )
