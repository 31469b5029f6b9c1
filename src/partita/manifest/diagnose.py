"""Tell a validation error in words for people.

One table from pydantic's error types to our sentences. Knows which fields a table has,
to name the nearest one; does not know files beyond the origin that it is given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from partita.errors import Diagnostic, Origin
from partita.manifest.chunks import TAGGED, SpanFields
from partita.manifest.pieces import EDITS, SONGS
from partita.manifest.refusals import REFUSED, guess, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic_core import ErrorDetails

#: What people write for a field that has another name here.
_MEANT = {
    "model_id": "model",
    "music_length_ms": "length",
    "length_ms": "length",
    "duration_s": "duration",
    "duration": "length",
    "duration_ms": "length",
    "length": "duration",
    "force_instrumental": "instrumental",
    "lyrics": "text",
    "lines": "text",
    "style": "positive_styles",
    "negative": "negative_styles",
    "positive": "positive_styles",
    "parent": "source",
    "from": "source",
    "song": "source",
    "type": "kind",
    "tag": "tags",
    "path": "file",
    "lufs": "loudness",
    "output": "output_dir",
    "includes": "include",
}

#: What people write as fields and the API takes as styles, with an example.
_IN_STYLES = {
    "bpm": '"120 BPM"',
    "tempo": '"120 BPM"',
    "key": '"D minor"',
    "scale": '"D minor"',
    "metre": '"3/4"',
    "meter": '"3/4"',
    "time_signature": '"3/4"',
    "genre": '"bossa nova"',
    "mood": '"wistful"',
    "instruments": '"upright bass", "vibraphone"',
    "voice": '"alto voice"',
}

#: Message and hint, as far as one type of error can say them.
_Words = tuple[str, str | None]


def diagnose(
    error: ValidationError, model: type[BaseModel], origin: Origin
) -> list[Diagnostic]:
    """Return a diagnostic for each error, at its place.

    Args:
        origin: the table that was validated.
    """
    return [_told(each, model, origin) for each in error.errors(include_url=False)]


def _told(error: ErrorDetails, model: type[BaseModel], origin: Origin) -> Diagnostic:
    path = [part for part in error["loc"] if part not in TAGGED]
    place = origin.at(*path)
    kind = error["type"]
    if kind == REFUSED:
        words = error["ctx"]
        return Diagnostic(
            "error",
            words["code"],
            _field(path) + words["message"],
            place,
            hint=words["hint"],
        )
    if kind == "extra_forbidden":
        return _unknown_field(error, model, place)
    if kind == "missing":
        return _missing(error, model, place)
    message, hint = _WORDS.get(kind, _unfit)(error, _name(path, origin))
    return Diagnostic("error", "bad-value", message, place, hint=hint)


def _field(path: list[str | int]) -> str:
    """Name the field first, where the value alone would leave the reader guessing."""
    names = [part for part in path if isinstance(part, str)]
    return f"`{names[-1]}`: " if names else ""


def _name(path: list[str | int], origin: Origin) -> str:
    """Name what is wrong: a field, or an element of a list by its position."""
    parts = [*origin.path, *path]
    if not parts:
        return "the file"
    last = parts[-1]
    if isinstance(last, str):
        return shown_key(last)
    return f"element {last + 1} of {_name(path[:-1], origin)}"


def shown_key(key: str) -> str:
    """Write a key in backticks, readable whatever it holds."""
    return shown(key).replace('"', "") if key else '`""`'


def _unknown_field(
    error: ErrorDetails, model: type[BaseModel], place: Origin
) -> Diagnostic:
    name = str(error["loc"][-1])
    owner, fields = _owner(model, error["loc"][:-1])
    belongs = _belongs(owner, name)
    if belongs is not None:
        message, hint = belongs
        return Diagnostic("error", "misplaced-field", message, place, hint=hint)
    message = f"there is no field {shown_key(name)} here"
    hint = _meant(name, fields)
    return Diagnostic("error", "unknown-field", message, place, hint=hint)


def _meant(name: str, fields: list[str]) -> str:
    """Say what an unknown field was meant to be."""
    if name in _IN_STYLES and "positive_styles" in fields:
        return f"write it among the styles: `positive_styles = [{_IN_STYLES[name]}]`"
    if name in _IN_STYLES and "prompt" in fields:
        return "say it in the `prompt`"
    meant = _MEANT.get(name)
    return f"did you mean `{meant}`?" if meant in fields else guess(name, fields)


def _belongs(owner: type[BaseModel] | None, name: str) -> _Words | None:
    """Explain a field that is right in another kind of table, if it is."""
    for key, song in SONGS.items():
        if owner is song:
            return _in_other_song(key, name)
    for kind, edit in EDITS.items():
        if owner is edit:
            return _in_other_edit(kind, name)
    if owner is TAGGED["<generation chunk>"] and name in {"song", "song_id"}:
        message = f"a chunk has either `text` or `{name}`, not both"
        hint = (
            "leave out `text` to keep the audio, or write `conditioning` to resemble it"
        )
        return message, hint
    if owner is TAGGED["<generation chunk>"] and name in SpanFields.model_fields:
        message = f"`{name}` picks from existing audio, and this chunk is new"
        hint = "say whose audio with `song`, or put both into `conditioning = { … }`"
        return message, hint
    if owner is TAGGED["<audio reference chunk>"]:
        return _in_reference(name)
    return None


def _in_other_song(content: str, name: str) -> _Words | None:
    if name in SONGS:
        message = f"a song has either `{content}` or `{name}`, not both"
        return message, "keep the one that you mean"
    homes = [f"`{key}`" for key, song in SONGS.items() if name in song.model_fields]
    if not homes:
        return None
    message = f"`{name}` does not go with `{content}`"
    return message, f"it belongs to a song by {' or '.join(homes)}"


def _in_other_edit(kind: str, name: str) -> _Words | None:
    homes = [f"`{key}`" for key, edit in EDITS.items() if name in edit.model_fields]
    if not homes or name in _MEANT:
        return None
    message = f'`{name}` does not go with `kind = "{kind}"`'
    return message, f"it belongs to {' and '.join(homes)}"


def _in_reference(name: str) -> _Words | None:
    if name not in TAGGED["<generation chunk>"].model_fields:
        return None
    message = f"`{name}` does not go with `song`: existing audio is kept as it is"
    return message, "to make new audio like it, write `conditioning` in place of `song`"


def _owner(
    model: type[BaseModel], path: tuple[str | int, ...]
) -> tuple[type[BaseModel] | None, list[str]]:
    """Find the table model at the end of a path, and the names of its fields."""
    here: list[type[BaseModel]] = [model]
    for part in path:
        if part in TAGGED:
            here = [TAGGED[str(part)]]
        elif isinstance(part, str):
            here = [m for each in here for m in _models(_annotation(each, part))]
    names = {
        field.alias or name for m in here for name, field in m.model_fields.items()
    }
    return (here[0] if len(here) == 1 else None), sorted(names)


def _annotation(model: type[BaseModel], key: str) -> Any:
    for name, field in model.model_fields.items():
        if key == (field.alias or name):
            return field.annotation
    return None


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _missing(error: ErrorDetails, model: type[BaseModel], place: Origin) -> Diagnostic:
    name = str(error["loc"][-1])
    owner, _ = _owner(model, error["loc"][:-1])
    said = owner.model_fields[name].description if owner else None
    hint = f"add {said[0].lower()}{said[1:].rstrip('.')}" if said else "add it here"
    message = f"{shown_key(name)} is missing"
    return Diagnostic("error", "missing-field", message, place, hint=hint)


def _wanted(what: str, example: str) -> Callable[[ErrorDetails, str], _Words]:
    def words(error: ErrorDetails, name: str) -> _Words:
        return f"{name} must be {what}, not {shown(error['input'])}", f"write {example}"

    return words


def _literal(error: ErrorDetails, name: str) -> _Words:
    names = [
        part.strip("' ")
        for part in error["ctx"]["expected"].replace(" or ", ",").split(",")
    ]
    written = error["input"]
    meant = nearest(written, names) if isinstance(written, str) else None
    hint = f"did you mean `{meant}`?" if meant else None
    listed = ", ".join(f"`{each}`" for each in names)
    return f"{name} can't be {shown(written)}", hint or f"it is one of {listed}"


def _bound(template: str, key: str) -> Callable[[ErrorDetails, str], _Words]:
    def words(error: ErrorDetails, name: str) -> _Words:
        bound = error["ctx"][key]
        bound = int(bound) if bound == int(bound) else bound
        text = template.format(bound=bound, s="" if bound == 1 else "s")
        return f"{name} {text}", _actual(error)

    return words


def _actual(error: ErrorDetails) -> str:
    if "actual_length" in error["ctx"]:
        return f"it has {error['ctx']['actual_length']} now"
    if isinstance(error["input"], str | list):
        return f"it has {len(error['input'])} now"
    return f"it is {shown(error['input'])} now"


def _unfit(error: ErrorDetails, name: str) -> _Words:
    return f"{name} can't be {shown(error['input'])}", "see the docs of this field"


_WORDS: dict[str, Callable[[ErrorDetails, str], _Words]] = {
    "string_type": _wanted("text", 'it in quotes, as in `"piano"`'),
    "string_unicode": _wanted("text", "it in whole characters"),
    "int_type": _wanted("a whole number", "digits without quotes, as in `7`"),
    "int_from_float": _wanted("a whole number", "digits without a point, as in `7`"),
    "int_parsing_size": _wanted("a whole number", "a smaller number"),
    "float_type": _wanted("a number", "digits without quotes, as in `-16`"),
    "finite_number": _wanted("a number", "digits, as in `-16`"),
    "bool_type": _wanted("`true` or `false`", "it without quotes"),
    "list_type": _wanted("a list", 'it in brackets, as in `["warm", "slow"]`'),
    "dict_type": _wanted("a table", "`{ key = value }` or a `[header]`"),
    "model_type": _wanted("a table", "`{ key = value }` or a `[header]`"),
    "literal_error": _literal,
    "string_too_short": _bound("must have at least {bound} character{s}", "min_length"),
    "string_too_long": _bound("must have at most {bound} character{s}", "max_length"),
    "too_short": _bound("must have at least {bound} element{s}", "min_length"),
    "too_long": _bound("must have at most {bound} element{s}", "max_length"),
    "greater_than_equal": _bound("must be at least {bound}", "ge"),
    "less_than_equal": _bound("must be at most {bound}", "le"),
}
