"""Times in a manifest: durations, bars, ranges, sections.

Each reads itself from what was written, and refuses in words for people. Does not
know limits: a chunk may yet be joined or split.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from partita.manifest.expectations import Bounds
from partita.manifest.refusals import refusal, shown
from partita.manifest.resolved import Bars, SectionSpan, Span, TimeSpan
from partita.units import Milliseconds, format_duration, parse_duration

#: A day. Longer is a slip of the pen, and would make numbers unwieldy further down.
_LONGEST_MS = 86_400_000

#: More bars than any tempo fits into a day's work.
_MOST_BARS = 10_000

#: No time is written with more characters; longer text is refused unread.
_LONGEST_TIME_TEXT = 40

#: How much a length may differ from the one that is expected.
_NEAR_MS = 500

_TIME_HINT = "write a number with its unit, as in `16s`, `1m30s` or `750ms`"
_RANGE_HINT = 'write it as `"10s..50s"`, `"10s.."` or `"..50s"`'
_SECTION_NTH = re.compile(r"(?P<name>.*\S)\s*#(?P<nth>[1-9][0-9]{0,2})", re.DOTALL)


@lru_cache(maxsize=4096)
def _time_ms(text: str) -> Milliseconds:
    if len(text) > _LONGEST_TIME_TEXT:
        message = f"{shown(text)} is no time"
        raise refusal("bad-duration", message, _TIME_HINT)
    try:
        time_ms = parse_duration(text)
    except ValueError:
        message = f"`{text}` is no time"
        raise refusal("bad-duration", message, _TIME_HINT) from None
    if time_ms > _LONGEST_MS:
        raise refusal("bad-duration", f"`{text}` is longer than a day", _TIME_HINT)
    return time_ms


def _duration(value: object) -> Milliseconds:
    if isinstance(value, str):
        time_ms = _time_ms(value)
        if time_ms == 0:
            raise refusal("bad-duration", f"`{value}` lasts no time", _TIME_HINT)
        return time_ms
    message = f"a duration is text with a unit, not {shown(value)}"
    raise refusal("bad-duration", message, _number_hint(value))


def _number_hint(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        return _TIME_HINT
    if not 0 < value < _LONGEST_MS:
        return _TIME_HINT
    meant = f"{value}s" if value < 1000 else format_duration(value)
    return f'write `"{meant}"`'


def _duration_ms(value: object) -> Milliseconds:
    if isinstance(value, bool) or not isinstance(value, int):
        message = f"milliseconds are a whole number, not {shown(value)}"
        raise refusal("bad-duration", message, "write `16000` for 16 seconds")
    if not 0 < value <= _LONGEST_MS:
        message = f"{shown(value)} is no length in milliseconds"
        raise refusal("bad-duration", message, "write `16000` for 16 seconds")
    return value


def _bars(value: object) -> Bars:
    hint = "write a number of bars, as in `8` or `4.5`"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise refusal("bad-duration", f"bars are a number, not {shown(value)}", hint)
    if not 0 < value <= _MOST_BARS:  # no nan passes this, either
        raise refusal("bad-duration", f"{shown(value)} is no number of bars", hint)
    # By its text: 4.1 bars are 41/10, not the nearest binary fraction.
    return Bars(Fraction(str(value)))


def _range(value: object) -> TimeSpan:
    if isinstance(value, str):
        return _range_of_text(value)
    if isinstance(value, dict):
        return _range_of_table(value)
    message = f"a range is text or a table, not {shown(value)}"
    raise refusal("bad-range", message, _RANGE_HINT)


def _range_of_text(text: str) -> TimeSpan:
    start, dots, end = (part.strip() for part in text.partition(".."))
    if not dots or not (start or end):
        raise refusal("bad-range", f"{shown(text)} is no range", _RANGE_HINT)
    start_ms = _time_ms(start) if start else 0
    end_ms = _time_ms(end) if end else None
    return _forward(start_ms, end_ms, text)


def _range_of_table(table: dict[str, Any]) -> TimeSpan:
    hint = "write `{ start_ms = 10000, end_ms = 50000 }`"
    for key in table:
        if key not in {"start_ms", "end_ms"}:
            message = f"a range has no field {shown(key)}"
            raise refusal("bad-range", message, hint)
    times = [table.get("start_ms"), table.get("end_ms")]
    if not all(type(time) is int and 0 <= time <= _LONGEST_MS for time in times):
        message = "a range needs `start_ms` and `end_ms` as whole numbers"
        raise refusal("bad-range", message, hint)
    return _forward(table["start_ms"], table["end_ms"], table)


def _forward(start_ms: int, end_ms: int | None, written: object) -> TimeSpan:
    if end_ms is not None and end_ms <= start_ms:
        message = f"the range {shown(written)} ends before it begins"
        raise refusal("bad-range", message, "write the earlier time first")
    return TimeSpan(start_ms, end_ms)


def _length_bounds(value: object) -> Bounds:
    if isinstance(value, str) and ".." in value:
        span = _range_of_text(value)
        return span.start_ms, span.end_ms
    length_ms = _duration(value)
    return length_ms - _NEAR_MS, length_ms + _NEAR_MS


def section_span(section: str, nth: int | None) -> SectionSpan:
    """Read `Chorus`, or `Chorus#2` for the second one."""
    match = _SECTION_NTH.fullmatch(section)
    if nth is None and match is not None:
        return SectionSpan(match["name"], int(match["nth"]))
    return SectionSpan(section, nth or 1)


def _kept(value: object) -> Span:
    if isinstance(value, dict) and "section" in value:
        return _kept_section(value)
    return _range(value)


def _kept_section(table: dict[str, Any]) -> SectionSpan:
    section, nth = table["section"], table.get("nth")
    fits = isinstance(section, str) and section and set(table) <= {"section", "nth"}
    if not fits or not (nth is None or (type(nth) is int and nth > 0)):
        message = f"{shown(table)} names no section"
        hint = 'write `{ section = "Chorus" }`, with `nth = 2` for the second one'
        raise refusal("bad-range", message, hint)
    return section_span(section, nth)


_TIME_PATTERN = (
    r"^\s*(\d+(\.\d+)?\s*m(in)?)?\s*(\d+(\.\d+)?\s*s(ec)?)?\s*(\d+\s*ms)?\s*$"
)
_RANGE_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"title": "From..to", "type": "string", "pattern": r"^.*\.\..*$"},
        {
            "title": "Range in milliseconds",
            "type": "object",
            "properties": {
                "start_ms": {"title": "Start in ms", "type": "integer", "minimum": 0},
                "end_ms": {"title": "End in ms", "type": "integer", "minimum": 1},
            },
            "required": ["start_ms", "end_ms"],
            "additionalProperties": False,
        },
    ]
}
_KEEP_SCHEMA: dict[str, Any] = {
    "anyOf": [
        *_RANGE_SCHEMA["anyOf"],
        {
            "title": "A section",
            "type": "object",
            "properties": {
                "section": {"title": "Section", "type": "string", "minLength": 1},
                "nth": {"title": "Nth", "type": "integer", "minimum": 1},
            },
            "required": ["section"],
            "additionalProperties": False,
        },
    ]
}

Duration = Annotated[
    Milliseconds,
    PlainValidator(_duration),
    WithJsonSchema({"type": "string", "minLength": 2, "pattern": _TIME_PATTERN}),
]
DurationMs = Annotated[
    Milliseconds,
    PlainValidator(_duration_ms),
    WithJsonSchema({"type": "integer", "minimum": 1}),
]
BarCount = Annotated[
    Bars,
    PlainValidator(_bars),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0}),
]
LengthBounds = Annotated[
    Bounds,
    PlainValidator(_length_bounds),
    WithJsonSchema({"type": "string", "minLength": 2}),
]
Range = Annotated[TimeSpan, PlainValidator(_range), WithJsonSchema(_RANGE_SCHEMA)]
Keep = Annotated[Span, PlainValidator(_kept), WithJsonSchema(_KEEP_SCHEMA)]
