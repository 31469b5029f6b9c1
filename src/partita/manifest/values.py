"""Single values of a manifest: names, paths, tags, formats, models.

Each type checks itself and refuses in words for people. Does not know tables, files
or lines.
"""

from __future__ import annotations

import posixpath
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, WithJsonSchema

from partita.limits import (
    CHUNK_MODELS,
    FINETUNE_ID,
    LOCAL_FORMATS,
    MODELS,
    OUTPUT_FORMATS,
    SECTION_MODELS,
    SEED,
    SONG_ID,
)
from partita.manifest.refusals import guess, refusal, shown

#: BS.1770-4 gates everything below as silence; 0 LUFS is full scale.
LOUDNESS_LUFS = (-70.0, 0.0)

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
#: What is there already and belongs to somebody else: the store, the history.
_TAKEN = (".partita", ".git", "music.toml", "music.lock")
_UNFIT_IN_PATHS = re.compile(r'[<>:"|?*\x00-\x1f]')


def name_problem(name: str) -> str | None:
    """Say why a name can't be a target's, or return None when it can."""
    if _NAME.fullmatch(name) is None:
        return "names are made of letters from a to z, digits, `-`, `_` and inner dots"
    if len(name) > _LONGEST_NAME:
        return f"names have at most {_LONGEST_NAME} characters"
    if name.split(".", maxsplit=1)[0].casefold() in _DEVICES:
        return "Windows keeps this name for a device, no file can have it"
    return None


def _tag(value: str) -> str:
    if _TAG.fullmatch(value) is None:
        message = f"{shown(value)} can't be a tag"
        hint = "tags are made of letters from a to z, digits, `-`, `_` and dots"
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


def _output_dir(value: str) -> str:
    path = inner_path(value)
    if path.split("/", maxsplit=1)[0] in _TAKEN:
        message = f"{shown(value)} is no place for outputs"
        raise refusal("bad-path", message, "name a folder of their own, as `build`")
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

Text = Annotated[str, Field(min_length=1)]
Tag = Annotated[str, AfterValidator(_tag)]
InnerPath = Annotated[str, AfterValidator(inner_path)]
OutputDir = Annotated[str, AfterValidator(_output_dir)]
Seed = Annotated[int, Field(ge=SEED.minimum, le=SEED.maximum)]
SongId = Annotated[str, Field(min_length=SONG_ID.minimum, max_length=SONG_ID.maximum)]
Format = Annotated[str, AfterValidator(OneOf("format", _FORMATS)), _enum(_FORMATS)]
AnyModel = Annotated[str, AfterValidator(OneOf("model", MODELS)), _enum(MODELS)]
ChunkModel = Annotated[str, AfterValidator(OneOf("model", MODELS)), _enum(CHUNK_MODELS)]
SectionModel = Annotated[
    str, AfterValidator(OneOf("model", MODELS)), _enum(SECTION_MODELS)
]
FinetuneId = Annotated[str, Field(min_length=1, max_length=FINETUNE_ID.maximum)]
Takes = Annotated[int, Field(ge=1)]
OnChange = Literal["revise", "recompose"]
#: What reads lyrics.
Pronunciation = Literal["cmudict", "espeak-ng"]
Adherence = Literal["low", "medium", "high"]
Strength = Literal["low", "medium", "high", "xhigh"]
