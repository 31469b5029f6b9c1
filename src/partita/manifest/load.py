"""Load a project: from `music.toml` to a resolved manifest, or to all of its errors.

A list of steps: read, check, look up names, resolve, find lines. Never raises for what
a file holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from partita.errors import Diagnostic, Origin
from partita.manifest.document import Document, Page, read, read_plan
from partita.manifest.locate import with_lines
from partita.manifest.references import check_references, check_table, names_of
from partita.manifest.resolve import resolve
from partita.manifest.rules import check_fields, check_piece
from partita.manifest.spellings import plainly
from partita.manifest.written import Written, check, check_plan, plan_songs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from partita.manifest.resolved import Manifest


@dataclass(frozen=True)
class Loaded:
    """What became of a manifest.

    Args:
        manifest: None when a diagnostic is an error.
        sound: the pieces that could be resolved all the same, so that what is wrong
            with them can be told too.
        files: every file that the result depends on, found or not.
        globs: every include pattern, relative to the manifest's folder: a new file
            that matches one changes the result.
        known: parsed groups of TOML by the digest of their text, for the next time.
        digests: of the bytes that were read, by file; it may be another by now.
    """

    manifest: Manifest | None
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[Path, ...]
    globs: tuple[str, ...]
    known: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)
    sound: Manifest | None = None
    digests: dict[Path, str] = field(default_factory=dict, repr=False)


def load(path: Path, known: Mapping[str, dict[str, Any]] | None = None) -> Loaded:
    """Load a manifest and everything that it names, telling all errors at once.

    Args:
        path: the `music.toml`.
        known: what an earlier call returned, to parse only what changed.
    """
    root = path.parent
    document = read(path, known or {})
    written = check(document)
    files = dict(document.files)
    _read_plans(root, written, document, files)
    if _complete(document):
        written.diagnostics += check_references(document.pages)
    for origin, value in _pieces(document.pages):
        written.diagnostics += check_fields(value, origin)
    targets = names_of(document.pages, "songs", "edits")
    manifest = resolve(written, root.resolve().name, targets)
    for piece in manifest.pieces.values():
        written.diagnostics += check_piece(piece)
    found = _found((*document.diagnostics, *written.diagnostics), root)
    return Loaded(
        manifest=None if _broken(found) else manifest,
        diagnostics=found,
        files=tuple(files),
        globs=document.globs,
        known=document.known,
        digests={path: each for path, each in files.items() if each},
        sound=manifest,
    )


def _complete(document: Document) -> bool:
    """Tell whether every file was read; else names may be missing for that reason."""
    return not _broken(document.diagnostics)


def _broken(diagnostics: tuple[Diagnostic, ...]) -> bool:
    return any(each.severity == "error" for each in diagnostics)


def _found(diagnostics: tuple[Diagnostic, ...], root: Path) -> tuple[Diagnostic, ...]:
    """Put diagnostics in the order of files and lines, each once."""
    return tuple(sorted(dict.fromkeys(with_lines(diagnostics, root)), key=_place))


def _pieces(pages: tuple[Page, ...]) -> Iterator[tuple[Origin, object]]:
    """Name every table whose fields have rules between them."""
    for page in pages:
        yield Origin(page.file, ("defaults",)), page.value.get("defaults")
        for table in ("songs", "edits"):
            entries = page.value.get(table)
            for name, entry in entries.items() if isinstance(entries, dict) else ():
                yield Origin(page.file, (table, name)), entry


def _place(diagnostic: Diagnostic) -> tuple[str, int]:
    origin = diagnostic.origin
    return (origin.file if origin else "", diagnostic.line or 0)


def _read_plans(
    root: Path, written: Written, document: Document, files: dict[Path, str | None]
) -> None:
    """Read and check the plans that songs name; note their files."""
    targets = names_of(document.pages, "songs", "edits")
    styles = names_of(document.pages, "styles")
    for name, origin, plan in plan_songs(written):
        if not isinstance(plan, str):
            check_plan(written, name, plainly(plan), origin)
            continue
        value, problem = read_plan(root, plan, origin, files)
        if problem is not None:
            written.diagnostics.append(problem)
            continue
        value, place = plainly(value), Origin(plan)
        check_plan(written, name, value, place)
        written.diagnostics += check_fields(value, place)
        if _complete(document):
            written.diagnostics += check_table(value, place, targets, styles)
