"""Read the files of a project: the manifest, what it includes, and plan files.

Gives plain values and says which file each came from; problems become diagnostics.
Does not know what any table means, but for `[project].include`.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partita import digest
from partita.errors import Diagnostic, Origin
from partita.manifest.cut import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_TOML_PLACE = re.compile(
    r"\s*\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)\s*$"
)
_WILD = frozenset("*?[")

#: No manifest needs more than about eight levels; recursion further down is safe below.
_DEEPEST = 40
_DEEP = "tables or lists are nested too deeply"


@dataclass(frozen=True)
class Page:
    """One TOML file: its name, relative to the project, and its value."""

    file: str
    value: dict[str, Any]


@dataclass(frozen=True)
class Document:
    """The manifest and the files that it includes, as written.

    Args:
        pages: the manifest first, then included files by name.
        files: every file looked at, found or not, and the digest of what was read.
        globs: every include pattern, relative to the project.
        known: parsed groups of TOML by the digest of their text.
    """

    pages: tuple[Page, ...]
    files: dict[Path, str | None]
    globs: tuple[str, ...]
    known: dict[str, dict[str, Any]]
    diagnostics: tuple[Diagnostic, ...]


def read(path: Path, known: Mapping[str, dict[str, Any]]) -> Document:
    """Read a manifest and everything that it includes."""
    root = path.parent
    reader = _Reader(root, known)
    page = reader.page(path, Origin(path.name))
    if page is None:
        return reader.document(())
    pages = [page]
    for index, pattern in _patterns(page).items():
        origin = Origin(page.file, ("project", "include", index))
        pages += reader.included(pattern, origin, path)
    return reader.document(_manifest_first(pages))


def read_plan(
    root: Path, file: str, origin: Origin, files: dict[Path, str | None]
) -> tuple[object, Diagnostic | None]:
    """Read a plan file, or say why it can't be read; note it in `files`."""
    files[root / file] = None
    content = _content(root / file, file, origin, root)
    if isinstance(content, Diagnostic):
        return None, content
    files[root / file] = digest.of_bytes(content)
    text = _text(content, file)
    if isinstance(text, Diagnostic):
        return None, text
    try:
        value = json.loads(text)
        if _too_deep(value):
            return None, _syntax("json", file, None, _DEEP)
        return value, None
    except json.JSONDecodeError as error:
        detail = f"column {error.colno}: {_lower(error.msg)}"
        return None, _syntax("json", file, error.lineno, detail)
    except (ValueError, RecursionError) as error:
        return None, _syntax("json", file, None, _reason(error))


class _Reader:
    """Collects what was read, and what went wrong, on the way through the files."""

    def __init__(self, root: Path, known: Mapping[str, dict[str, Any]]) -> None:
        self.root = root
        self._known = known
        self._seen: dict[str, dict[str, Any]] = {}
        # Keys only: dicts keep their order, sets do not.
        self._files: dict[Path, str | None] = {}
        self._globs: dict[str, None] = {}
        self._diagnostics: list[Diagnostic] = []

    def page(self, path: Path, origin: Origin) -> Page | None:
        """Read one TOML file, or note why it can't be read."""
        self._files[path] = None
        file = path.relative_to(self.root).as_posix()
        content = _content(path, file, origin, self.root)
        if isinstance(content, Diagnostic):
            self._diagnostics.append(content)
            return None
        self._files[path] = digest.of_bytes(content)
        text = _text(content, file)
        if isinstance(text, Diagnostic):
            self._diagnostics.append(text)
            return None
        try:
            value, groups = parse(text, self._known)
        except (ValueError, RecursionError) as error:
            self._diagnostics.append(_toml_problem(file, text, error))
            return None
        if _too_deep(value):
            self._diagnostics.append(_syntax("toml", file, None, _DEEP))
            return None
        self._seen.update(groups)
        return Page(file, value)

    def included(self, pattern: str, origin: Origin, manifest: Path) -> Iterator[Page]:
        """Read the files that a pattern names, sorted by name."""
        try:
            paths = _matches(self.root, pattern)
        except (ValueError, OSError, NotImplementedError, IndexError):
            paths = None
        if paths is None or not pattern.endswith(".toml"):
            self._diagnostics.append(_bad_pattern(pattern, origin))
            return
        self._globs[pattern] = None
        if not paths:
            self._diagnostics.append(_no_match(pattern, origin))
        for path in paths:
            if path != manifest and path not in self._files:
                page = self.page(path, origin)
                if page is not None:
                    yield page

    def document(self, pages: tuple[Page, ...]) -> Document:
        """Return what was read."""
        files, diagnostics = self._files, tuple(self._diagnostics)
        return Document(pages, files, tuple(self._globs), self._seen, diagnostics)


def _manifest_first(pages: list[Page]) -> tuple[Page, ...]:
    return (pages[0], *sorted(pages[1:], key=lambda page: page.file))


def _patterns(page: Page) -> dict[int, str]:
    """Return the include patterns by position; what is none, the models tell."""
    project = page.value.get("project")
    patterns = project.get("include") if isinstance(project, dict) else None
    if not isinstance(patterns, list):
        return {}
    return {
        at: each for at, each in enumerate(patterns) if isinstance(each, str) and each
    }


def _matches(root: Path, pattern: str) -> list[Path] | None:
    if pattern.startswith("/") or "\\" in pattern or ".." in pattern.split("/"):
        return None
    home = root.resolve()
    found = [path for path in root.glob(pattern) if path.is_file()]
    if any(not path.resolve().is_relative_to(home) for path in found):
        return None
    return sorted(found, key=lambda path: path.relative_to(root).as_posix())


def _bad_pattern(pattern: str, origin: Origin) -> Diagnostic:
    return Diagnostic(
        "error",
        "bad-include",
        f"`{pattern}` can't be included",
        origin,
        hint="name TOML files inside the project, as in `levels/*.toml`",
    )


def _no_match(pattern: str, origin: Origin) -> Diagnostic:
    wild = bool(_WILD & set(pattern))
    message = f"`{pattern}` matches no file" if wild else f"there is no `{pattern}`"
    return Diagnostic(
        "warning" if wild else "error",
        "include-matches-nothing",
        message,
        origin,
        hint="paths are relative to the folder of the manifest",
    )


def _content(path: Path, file: str, origin: Origin, root: Path) -> bytes | Diagnostic:
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            message = f"`{file}` lies outside the project"
            hint = "copy it into the project"
            return Diagnostic("error", "outside", message, origin, hint=hint)
        return path.read_bytes()
    except FileNotFoundError:
        hint = "check the path, it is relative to the folder of the manifest"
        if file == origin.file:
            hint = "`partita init` writes a first one"
        return Diagnostic(
            "error", "no-file", f"there is no `{file}`", origin, hint=hint
        )
    except (OSError, ValueError) as error:
        message = f"`{file}` can't be read"
        detail = _lower(getattr(error, "strerror", None) or str(error))
        return Diagnostic("error", "unreadable", message, origin, detail=detail)


def _text(content: bytes, file: str) -> str | Diagnostic:
    try:
        # Windows editors put a byte order mark in front, which TOML does not allow.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"`{file}` is not UTF-8"
        detail = f"byte {error.start} can't be read"
        hint = "save the file as UTF-8"
        return Diagnostic("error", "not-utf-8", message, Origin(file), 1, detail, hint)


def _toml_problem(file: str, text: str, error: Exception) -> Diagnostic:
    if not isinstance(error, tomllib.TOMLDecodeError):
        return _syntax("toml", file, None, _reason(error))
    place = _TOML_PLACE.search(str(error))
    if place is None:
        return _syntax("toml", file, None, _reason(error))
    reason = _lower(_TOML_PLACE.sub("", str(error)))
    if place["line"] is None:
        last_line = text.rstrip().count("\n") + 1
        return _syntax("toml", file, last_line, f"{reason} at the end of the file")
    return _syntax(
        "toml", file, int(place["line"]), f"column {place['column']}: {reason}"
    )


def _syntax(language: str, file: str, line: int | None, detail: str) -> Diagnostic:
    return Diagnostic(
        "error",
        f"{language}-syntax",
        f"`{file}` is not valid {language.upper()}",
        Origin(file),
        line or 1,
        detail,
        "mend this line first; the rest of the file is not read until then",
    )


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return _DEEP
    return _lower(str(error).splitlines()[0] if str(error) else "unreadable value")


def _lower(text: str) -> str:
    text = text.rstrip(".")
    return text[:1].lower() + text[1:]


def _too_deep(value: object) -> bool:
    """Tell whether a value is nested beyond sense; dotted keys do it in one line."""
    level = [value]
    for _ in range(_DEEPEST):
        tables = [each for each in level if isinstance(each, dict)]
        lists = [each for each in level if isinstance(each, list)]
        level = [inner for each in tables for inner in each.values()]
        level += [inner for each in lists for inner in each]
        if not level:
            return False
    return True
