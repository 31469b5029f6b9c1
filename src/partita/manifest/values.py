"""Single values of a manifest: durations, ranges, bars, names, paths, formats.

Each type checks itself and refuses in words for people: what is wrong and what to do.
Does not know tables, files or lines.
"""

from __future__ import annotations

import json
import posixpath
import re
from difflib import SequenceMatcher, get_close_matches
from fractions import Fraction
from posixpath import commonprefix
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from partita.limits import (
    CHUNK_MODELS,
    LOCAL_FORMATS,
    MODELS,
    OUTPUT_FORMATS,
    SECTION_MODELS,
    SEED,
    SONG_ID,
)
from partita.manifest.resolved import Bars, SectionSpan, Span, TimeSpan
from partita.units import Milliseconds, format_duration, parse_duration

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The type of every error that already speaks our words; its context holds them.
REFUSED = "partita"

#: A day. Longer is a slip of the pen, and would make numbers unwieldy further down.
_LONGEST_MS = 86_400_000

#: No time is written with more characters; longer text is refused unread.
_LONGEST_TIME_TEXT = 40

_SHOWN_CHARACTERS = 60

#: BS.1770-4 gates everything below as silence; 0 LUFS is full scale.
LOUDNESS_LUFS = (-70.0, 0.0)

_TIME_HINT = "write a number with its unit, as in `16s`, `1m30s` or `750ms`"
_RANGE_HINT = 'write it as `"10s..50s"`, `"10s.."` or `"..50s"`'

#: Names that Windows keeps for devices, with any ending.
#: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICES = frozenset(
    [
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{d}{n}" for d in ("com", "lpt") for n in range(10)),
    ]
)
#: What names of songs, edits, exports and style sets look like.
NAME_PATTERN = "[A-Za-z0-9_-]([A-Za-z0-9._-]*[A-Za-z0-9_-])?"
_NAME = re.compile(NAME_PATTERN)
_TAG = re.compile(r"[A-Za-z0-9._-]+")
_LONGEST_NAME = 100
_UNFIT_IN_PATHS = re.compile(r'[<>:"|?*\x00-\x1f]')
_SECTION_NTH = re.compile(r"(?P<name>.*\S)\s*#(?P<nth>[1-9][0-9]{0,2})", re.DOTALL)


def refusal(code: str, message: str, hint: str | None = None) -> PydanticCustomError:
    """Return an error that `diagnose` passes on word for word."""
    context = {"code": code, "message": message, "hint": hint}
    return PydanticCustomError(REFUSED, "{message}", context)


def shown(value: object) -> str:
    """Write a value as its author would recognise it, cut to a line."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    text = text.encode("utf-8", "replace").decode()  # lone surrogates from JSON
    if len(text) > _SHOWN_CHARACTERS:
        text = text[:_SHOWN_CHARACTERS] + "…"
    return f"`{text}`"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that a mistyped one most likely meant."""
    name = name[:_LONGEST_NAME]
    found = get_close_matches(name, sorted(known), n=3, cutoff=0.6)
    # Equally near names differ in their ends: people seldom mistype a beginning.
    return max(found, key=lambda each: _likeness(name, each), default=None)


def _likeness(name: str, other: str) -> tuple[float, int]:
    return SequenceMatcher(None, other, name).ratio(), len(commonprefix([name, other]))


def guess(name: str, known: Iterable[str]) -> str:
    """Write the hint for an unknown name: the nearest one, or all there are."""
    names = sorted(known)
    meant = nearest(name, names)
    if meant is not None:
        return f"did you mean `{meant}`?"
    begun = [each for each in names if name and each.startswith(name)]
    names = begun or names
    if not names:
        return "there is none yet"
    return "known are " + ", ".join(f"`{each}`" for each in names[:12])


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
    if not 0 < value <= 10_000:
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


def name_problem(name: str) -> str | None:
    """Say why a name can't be a target's, or return None when it can."""
    if _NAME.fullmatch(name) is None:
        return "names are made of letters, digits, `-`, `_` and inner dots"
    if len(name) > _LONGEST_NAME:
        return f"names have at most {_LONGEST_NAME} characters"
    if name.split(".", maxsplit=1)[0].casefold() in _DEVICES:
        return "Windows keeps this name for a device, no file can have it"
    return None


def _tag(value: str) -> str:
    if _TAG.fullmatch(value) is None:
        message = f"{shown(value)} can't be a tag"
        hint = "tags are made of letters, digits, `-`, `_` and dots"
        raise refusal("bad-tag", message, hint)
    return value


def inner_path(value: str) -> str:
    """Return a path in its plain form, or refuse one that leaves the project."""
    hint = "write it relative to the folder of `music.toml`, with `/`"
    if "\\" in value:
        message = f"{shown(value)} has a backslash"
        raise refusal("bad-path", message, "write `/` between folders, on Windows too")
    path = posixpath.normpath(value)
    if value.startswith("/") or path == ".." or path.startswith("../"):
        raise refusal("bad-path", f"{shown(value)} leaves the project", hint)
    if _UNFIT_IN_PATHS.search(value) or not value.strip() or path == ".":
        raise refusal("bad-path", f"{shown(value)} is no path in the project", hint)
    return path


class OneOf:
    """Check that a text is one of a table of names, and say the nearest if not."""

    def __init__(self, what: str, names: tuple[str, ...]) -> None:
        self.what = what
        self.names = names

    def __call__(self, value: str) -> str:
        """Return the name, or refuse it."""
        if value in self.names:
            return value
        message = f"there is no {self.what} {shown(value)}"
        raise refusal(
            f"unknown-{self.what.replace(' ', '-')}", message, guess(value, self.names)
        )


def _enum(names: tuple[str, ...]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": list(names)})


_FORMATS = (*LOCAL_FORMATS, *OUTPUT_FORMATS)
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
Range = Annotated[TimeSpan, PlainValidator(_range), WithJsonSchema(_RANGE_SCHEMA)]
Keep = Annotated[Span, PlainValidator(_kept), WithJsonSchema(_KEEP_SCHEMA)]
Text = Annotated[str, Field(min_length=1)]
Tag = Annotated[str, AfterValidator(_tag)]
InnerPath = Annotated[str, AfterValidator(inner_path)]
Seed = Annotated[int, Field(ge=SEED.minimum, le=SEED.maximum)]
SongId = Annotated[str, Field(min_length=SONG_ID.minimum, max_length=SONG_ID.maximum)]
Format = Annotated[str, AfterValidator(OneOf("format", _FORMATS)), _enum(_FORMATS)]
AnyModel = Annotated[str, AfterValidator(OneOf("model", MODELS)), _enum(MODELS)]
ChunkModel = Annotated[str, AfterValidator(OneOf("model", MODELS)), _enum(CHUNK_MODELS)]
SectionModel = Annotated[
    str, AfterValidator(OneOf("model", MODELS)), _enum(SECTION_MODELS)
]
Adherence = Literal["low", "medium", "high"]
Strength = Literal["low", "medium", "high", "xhigh"]
