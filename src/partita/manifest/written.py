"""Check every table of a document by itself, and gather what stands the check.

One wrong table does not hide the errors of the next. Knows shapes and names; references
between tables are checked in `references`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from partita.errors import Diagnostic, Origin
from partita.manifest.chunks import Plan, Table, plan_model
from partita.manifest.diagnose import diagnose, shown_key
from partita.manifest.models import (
    NAMED,
    SINGLE,
    Advice,
    Budget,
    Defaults,
    Export,
    NamedStyles,
    Project,
)
from partita.manifest.pieces import EDITS, SONGS, Edit, PlanSong, Song
from partita.manifest.refusals import guess, nearest, shown
from partita.manifest.values import name_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partita.manifest.document import Document, Page

T = TypeVar("T")


@dataclass(frozen=True)
class Placed(Generic[T]):
    """A value and where it was written."""

    origin: Origin
    value: T


@dataclass
class Written:
    """Every table that has the right shape.

    Args:
        names: of songs and edits, whatever their shape; references may name them.
        plans: of songs by plan, from their file or table.
    """

    project: Project = field(default_factory=Project)
    budget: Budget = field(default_factory=Budget)
    defaults: Defaults = field(default_factory=Defaults)
    advice: Advice = field(default_factory=lambda: Advice.model_validate({}))
    styles: dict[str, Placed[NamedStyles]] = field(default_factory=dict)
    songs: dict[str, Placed[Song]] = field(default_factory=dict)
    edits: dict[str, Placed[Edit]] = field(default_factory=dict)
    exports: dict[str, Placed[Export]] = field(default_factory=dict)
    plans: dict[str, Placed[Plan]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def check(document: Document) -> Written:
    """Check the tables of every page."""
    written = Written()
    for index, page in enumerate(document.pages):
        for key, value in page.value.items():
            origin = Origin(page.file, (key,))
            if key in NAMED:
                _check_entries(written, key, value, origin)
            elif key in SINGLE and index == 0:
                _check_single(written, key, value, origin)
            else:
                written.diagnostics.append(_unknown_table(key, origin))
    written.diagnostics += _name_diagnostics(document.pages)
    return written


def check_plan(written: Written, name: str, value: object, origin: Origin) -> None:
    """Check a composition plan and keep it for its song."""
    plan = _checked(written, plan_model(value), value, origin)
    if plan is not None:
        written.plans[name] = Placed(origin, plan)


def _check_single(written: Written, key: str, value: object, origin: Origin) -> None:
    table = _checked(written, SINGLE[key], value, origin)
    if table is not None:
        setattr(written, key, table)


def _check_entries(written: Written, table: str, value: object, origin: Origin) -> None:
    if not isinstance(value, dict):
        what = NAMED[table]
        message = f"`{table}` is a table of named entries, not {shown(value)}"
        hint = f"begin each {what} with `[{table}.its-name]`"
        written.diagnostics.append(
            Diagnostic("error", "bad-value", message, origin, hint=hint)
        )
        return
    for name, entry in value.items():
        model = _model_of(written, table, name, entry, origin.at(name))
        if model is None:
            continue
        checked = _checked(written, model, entry, origin.at(name))
        if checked is not None:
            getattr(written, table)[name] = Placed(origin.at(name), checked)


def _checked(
    written: Written, model: type[T], value: object, origin: Origin
) -> T | None:
    assert issubclass(model, BaseModel)
    try:
        return model.model_validate(value)
    except ValidationError as error:
        found = diagnose(error, model, origin)
        written.diagnostics += found
        return None


def _model_of(
    written: Written, table: str, name: str, entry: object, origin: Origin
) -> type[Table] | None:
    """Tell which model an entry has to stand."""
    if table == "styles":
        return NamedStyles
    if table == "exports":
        return Export
    if not isinstance(entry, dict):
        what = NAMED[table]
        message = f"{what} {shown_key(name)} is a table, not {shown(entry)}"
        hint = f"begin it with `[{table}.{name}]`"
        problem = Diagnostic("error", "bad-value", message, origin, hint=hint)
    elif table == "songs":
        for content, song in SONGS.items():
            if content in entry:
                return song
        problem = _contentless(name, entry, origin)
    else:
        kind = entry.get("kind")
        if isinstance(kind, str) and kind in EDITS:
            return EDITS[kind]
        problem = _kindless(name, entry, origin)
    written.diagnostics.append(problem)
    return None


def _contentless(name: str, entry: dict[str, Any], origin: Origin) -> Diagnostic:
    for key in entry:
        meant = nearest(key, SONGS)
        if meant is not None:
            message = f"there is no field {shown_key(key)} here"
            hint = f"did you mean `{meant}`?"
            return Diagnostic(
                "error", "unknown-field", message, origin.at(key), hint=hint
            )
    message = f"song {shown_key(name)} does not say what to play"
    hint = "give it one of " + ", ".join(f"`{each}`" for each in SONGS)
    return Diagnostic("error", "no-content", message, origin, hint=hint)


def _kindless(name: str, entry: dict[str, Any], origin: Origin) -> Diagnostic:
    if "kind" not in entry:
        message = f"edit {shown_key(name)} has no `kind`"
        hint = "add one of " + ", ".join(f'`kind = "{each}"`' for each in EDITS)
        return Diagnostic("error", "missing-field", message, origin, hint=hint)
    kind = entry["kind"]
    message = f"there is no kind of edit {shown(kind)}"
    hint = guess(kind if isinstance(kind, str) else "", EDITS)
    return Diagnostic("error", "unknown-kind", message, origin.at("kind"), hint=hint)


def _unknown_table(key: str, origin: Origin) -> Diagnostic:
    if key in SINGLE:
        message = f"`{key}` stands in the project's own manifest only"
        hint = "move it there; an included file holds songs, edits, styles and exports"
        return Diagnostic("error", "misplaced-table", message, origin, hint=hint)
    message = f"there is no table {shown_key(key)}"
    hint = guess(key, [*SINGLE, *NAMED])
    return Diagnostic("error", "unknown-table", message, origin, hint=hint)


def _name_diagnostics(pages: tuple[Page, ...]) -> Iterator[Diagnostic]:
    """Find names that can't be files, and names used twice."""
    targets: dict[str, tuple[str, str, Origin]] = {}
    styles: dict[str, tuple[str, str, Origin]] = {}
    for page, table, name in _entries(pages):
        origin = Origin(page.file, (table, name))
        problem = name_problem(name)
        if problem is not None:
            message = f"{shown(name)} can't be the name of {_a(NAMED[table])}"
            yield Diagnostic("error", "bad-name", message, origin, hint=problem)
        taken = styles if table == "styles" else targets
        folded = name.casefold()
        if folded in taken:
            yield _twice(NAMED[table], name, origin, taken[folded])
        else:
            taken[folded] = (NAMED[table], name, origin)


def _entries(pages: tuple[Page, ...]) -> Iterator[tuple[Page, str, str]]:
    for page in pages:
        for table in NAMED:
            entries = page.value.get(table)
            if isinstance(entries, dict):
                for name in entries:
                    yield page, table, name


def _twice(
    what: str, name: str, origin: Origin, first: tuple[str, str, Origin]
) -> Diagnostic:
    other_what, other, other_origin = first
    place = "" if origin.file == other_origin.file else f" in `{other_origin.file}`"
    if name == other:
        message = f"{what} {shown_key(name)} has the name of {_a(other_what)}{place}"
    else:
        message = (
            f"{what} {shown_key(name)} differs from {shown_key(other)}{place} "
            "by case only"
        )
    hint = "names are files; give one of the two another name"
    return Diagnostic("error", "duplicate-name", message, origin, hint=hint)


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def plan_songs(written: Written) -> Iterator[tuple[str, Origin, str | dict[str, Any]]]:
    """Name every song by plan, where its plan is written, and the plan or its file."""
    for name, placed in written.songs.items():
        if isinstance(placed.value, PlanSong):
            yield name, placed.origin.at("plan"), placed.value.plan
