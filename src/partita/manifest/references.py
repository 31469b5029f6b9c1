"""Check every name that one table uses of another: sources, songs, named styles.

Works on values as written, so that a table with another mistake is checked all the
same. Cycles among edits are the graph's affair.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from partita.errors import Diagnostic, Origin
from partita.manifest.refusals import guess, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partita.errors import ValuePath
    from partita.manifest.document import Page

#: A selector that is a bare name: no glob, no tag, no `+`.
_BARE_NAME = re.compile(r"[A-Za-z0-9._-]+")

#: What tables stand in; parsers make no subclasses.
_HOLDERS = frozenset({dict, list})


def names_of(pages: tuple[Page, ...], *tables: str) -> frozenset[str]:
    """Return the names of all entries of some tables."""
    found = (page.value.get(table) for page in pages for table in tables)
    return frozenset(name for each in found if isinstance(each, dict) for name in each)


def check_references(pages: tuple[Page, ...]) -> Iterator[Diagnostic]:
    """Find names in the manifest that nothing answers to."""
    targets = names_of(pages, "songs", "edits")
    styles = names_of(pages, "styles")
    for page in pages:
        top = Origin(page.file)
        for table in ("songs", "edits", "defaults"):
            value = page.value.get(table)
            yield from check_table(value, top.at(table), targets, styles)
        yield from _sources(page, targets)
        yield from _selectors(page, targets)


def check_table(
    value: object, origin: Origin, targets: frozenset[str], styles: frozenset[str]
) -> Iterator[Diagnostic]:
    """Find unknown songs and named styles anywhere inside a value."""
    for path, table in tables_in(value):
        song = table.get("song")
        if isinstance(song, str) and song not in targets:
            yield _unknown(
                "song", "song or edit", song, origin.at(*path, "song"), targets
            )
        used = table.get("styles")
        # A song, edit or set may itself be called `styles`: then it is a table.
        for index, name in enumerate(used if isinstance(used, list) else ()):
            if isinstance(name, str) and name not in styles:
                where = origin.at(*path, "styles", index)
                yield _unknown("style", "named style", name, where, styles)


def tables_in(value: object) -> Iterator[tuple[ValuePath, dict[str, Any]]]:
    """Walk every table inside a value, itself included, with its path."""
    waiting: list[tuple[ValuePath, object]] = [((), value)]
    while waiting:
        path, each = waiting.pop()
        inner: Iterable[tuple[str | int, object]] = ()
        if isinstance(each, dict):
            yield path, each
            inner = each.items()
        elif isinstance(each, list):
            inner = enumerate(each)
        waiting += [
            ((*path, key), below) for key, below in inner if type(below) in _HOLDERS
        ]


def _sources(page: Page, targets: frozenset[str]) -> Iterator[Diagnostic]:
    for name, edit in _entries(page, "edits"):
        source = edit.get("source")
        if isinstance(source, str) and source not in targets:
            place = Origin(page.file, ("edits", name, "source"))
            yield _unknown("source", "song or edit", source, place, targets)


def _selectors(page: Page, targets: frozenset[str]) -> Iterator[Diagnostic]:
    for name, export in _entries(page, "exports"):
        select = export.get("select")
        place = Origin(page.file, ("exports", name, "select"))
        if isinstance(select, str):
            yield from _selector(select, place, targets)
        for index, each in enumerate(select if isinstance(select, list) else ()):
            if isinstance(each, str):
                yield from _selector(each, place.at(index), targets)


def _selector(
    text: str, place: Origin, targets: frozenset[str]
) -> Iterator[Diagnostic]:
    if _BARE_NAME.fullmatch(text) and text not in targets:
        yield _unknown("target", "song or edit", text, place, targets)


def _entries(page: Page, table: str) -> Iterator[tuple[str, dict[str, Any]]]:
    entries = page.value.get(table)
    for name, entry in entries.items() if isinstance(entries, dict) else ():
        if isinstance(entry, dict):
            yield name, entry


def _unknown(
    kind: str, what: str, name: str, place: Origin, known: frozenset[str]
) -> Diagnostic:
    message = f"there is no {what} {shown(name)}"
    return Diagnostic(
        "error", f"unknown-{kind}", message, place, hint=guess(name, known)
    )
