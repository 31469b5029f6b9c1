"""Where the author wrote what a request says: lines, fields, and lists of styles.

Reads the manifest once more, as it is now. Knows which fields of the manifest stand
behind the API's; changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from partita.build.prepare import Terms
from partita.build.reading import MANIFEST, read
from partita.errors import Origin, PartitaError, ValuePath
from partita.manifest.amend import parsed, value_at
from partita.manifest.locate import line_of, places_in
from partita.manifest.resolved import (
    ChunksContent,
    PieceSpec,
    PromptContent,
    SectionsContent,
)
from partita.plan.chunks import CompositionPlan, GenerationChunk, SectionPlan

if TYPE_CHECKING:
    from pathlib import Path

    from partita.build.yard import Yard

#: Fields of the manifest that stand behind one of the API's, the likeliest first.
_FIELDS: Final = {
    "duration_ms": ("duration", "duration_ms", "bars"),
    "conditioning_ref": ("conditioning", "conditioning_ref"),
    "condition_strength": ("strength", "condition_strength"),
    "music_length_ms": ("length",),
    "model_id": ("model",),
    "song_id": ("song", "song_id"),
    "range": ("range", "section"),
    "section_name": ("section_name", "name"),
    "positive_local_styles": ("positive_local_styles", "local_styles"),
}

_HUMP: Final = re.compile(r"_([a-z])")


@dataclass(frozen=True)
class StyleList:
    """A written list of styles.

    Args:
        is_own: of this piece alone; a named set and the defaults have other users.
    """

    origin: Origin
    styles: tuple[str, ...]
    is_own: bool


@dataclass(frozen=True)
class Authored:
    """One target as the author wrote it.

    Args:
        texts: of the manifest's files and plans, by name.
        plan: None while a prompt is not drafted.
        origins: of each chunk or section of the plan.
        workings: the sum behind each length, where there was one.
    """

    texts: dict[str, str]
    piece: PieceSpec
    plan: CompositionPlan | None
    origins: tuple[Origin, ...]
    workings: tuple[str | None, ...]

    @cached_property
    def documents(self) -> dict[str, Any]:
        """Return the value of every file."""
        return {file: parsed(text, file) for file, text in self.texts.items()}

    def at(self, origin: Origin) -> Any:
        """Return what is written at a place, None where nothing is."""
        return value_at(self.documents.get(origin.file), origin.path)

    def line(self, origin: Origin) -> int | None:
        """Return the line of a place, or of the nearest one around it."""
        text = self.texts.get(origin.file)
        if text is None:
            return None
        return line_of(origin.path, places_in(text, origin.file).lines)

    def written(self, table: Origin, field: str) -> Origin | None:
        """Return where a field of the API is written in a table, if it is."""
        for name in _FIELDS.get(field, (field,)):
            for spelling in (name, _HUMP.sub(lambda hump: hump[1].upper(), name)):
                if self.at(table.at(spelling)) is not None:
                    return table.at(spelling)
        return None

    def place(self, path: ValuePath, numbers: tuple[int | None, ...]) -> Origin:
        """Return the place that stands behind one of a request's body.

        Args:
            numbers: which of the plan's pieces each one that was sent is.
        """
        if path[:1] != ("composition_plan",):
            return self._of_piece(path)
        _, *rest = path
        match rest:
            case ["chunks" | "sections", int(index), *inner]:
                number = numbers[index] if index < len(numbers) else None
                return self._of_chunk(number, tuple(inner))
            case [str(field), *_] if field not in ("chunks", "sections"):
                return self.written(self.whole, field) or self.piece.origin
        return self.piece.origin

    def working(self, path: ValuePath, numbers: tuple[int | None, ...]) -> str | None:
        """Return the sum behind a length of a request's body, where there was one."""
        match path:
            case ["composition_plan", _, int(index), *_] if index < len(numbers):
                number = numbers[index]
                return None if number is None else self.workings[number]
        return None

    def _of_piece(self, path: ValuePath) -> Origin:
        field = str(path[0]) if path else ""
        for table in (self.piece.origin, Origin(MANIFEST, ("defaults",))):
            found = self.written(table, field)
            if found is not None:
                return found
        return self.piece.origin

    def _of_chunk(self, number: int | None, path: ValuePath) -> Origin:
        if number is None or number >= len(self.origins):
            return self.piece.origin
        origin = self.origins[number]
        if not path or isinstance(self.piece.content, PromptContent):
            return origin
        found = self.written(origin, str(path[0]))
        if found is None:
            return origin
        inner = [part for part in path[1:] if isinstance(part, int)]
        deeper = found.at(*inner)
        return found if self.at(deeper) is None else deeper

    @property
    def whole(self) -> Origin:
        """Return the table that holds a plan: the song's, or the top of a file."""
        first = self.origins[0] if self.origins else self.piece.origin
        holds = isinstance(self.piece.content, ChunksContent | SectionsContent)
        return Origin(first.file, first.path[:-2]) if holds else self.piece.origin

    def table(self, number: int | None) -> Origin:
        """Return the table of a chunk or section; None asks for that of the plan."""
        if number is None:
            return self.whole
        known = number < len(self.origins)
        return self.origins[number] if known else self.piece.origin

    def value(self, number: int | None, field: str) -> Any:
        """Return what a chunk or section says now, None where there is none."""
        if number is None or self.plan is None:
            return getattr(self.plan, field, None)
        plan = self.plan
        pieces = plan.sections if isinstance(plan, SectionPlan) else plan.chunks
        return getattr(pieces[number], field, None) if number < len(pieces) else None

    def style_lists(self, number: int | None, field: str) -> Iterator[StyleList]:
        """Yield every list that a chunk's styles come from, its own first.

        Args:
            number: None for the styles of all sections.
            field: of the API, as `positive_local_styles`.
        """
        sign = field.partition("_")[0]
        table = self.table(number)
        yield from self._list(table, field, sign, is_own=True)
        if number is not None:
            yield from self._list(table, "styles", sign, is_own=True)
        if not self._sets_tone(number):
            return
        song, defaults = self.piece.origin, Origin(MANIFEST, ("defaults",))
        for name in (f"{sign}_styles", "styles"):
            said = self.at(song.at(name)) is not None
            yield from self._list(song if said else defaults, name, sign, is_own=said)

    def _list(
        self, table: Origin, field: str, sign: str, *, is_own: bool
    ) -> Iterator[StyleList]:
        if field == "styles":
            for name in self.at(table.at("styles")) or ():
                yield from self._named(name, sign)
            return
        origin = self.written(table, field)
        if origin is not None:
            yield StyleList(origin, tuple(self.at(origin)), is_own)

    def _named(self, name: str, sign: str) -> Iterator[StyleList]:
        for file in self.documents:
            origin = Origin(file, ("styles", name, sign))
            styles = self.at(origin)
            if styles is not None:
                yield StyleList(origin, tuple(styles), is_own=False)

    def _sets_tone(self, number: int | None) -> bool:
        """Tell whether the song's own styles stand before those of a chunk."""
        if number is None:
            return True
        if not isinstance(self.piece.content, ChunksContent):
            return False
        assert self.plan is not None
        assert not isinstance(self.plan, SectionPlan)
        before = self.plan.chunks[:number]
        return not any(isinstance(each, GenerationChunk) for each in before)


def authored(yard: Yard, target: str, provider: str | None) -> Authored:
    """Read a target as it is written now.

    Args:
        provider: who is asked, whatever the manifest says.

    Raises:
        PartitaError: when the manifest can't be read, or no longer has it.
    """
    reading = read(yard, Terms(provider, record=False))
    lowering, piece = reading.lowering, reading.manifest.pieces.get(target)
    if piece is None or target not in lowering.targets:
        raise PartitaError(f"`{target}` is no longer a song or edit of the manifest")
    return Authored(
        _texts(yard.project, reading.loaded.files),
        piece,
        lowering.targets[target].plan,
        lowering.origins[target],
        lowering.workings[target],
    )


def _texts(project: Path, files: tuple[Path, ...]) -> dict[str, str]:
    names = [each.relative_to(project).as_posix() for each in files if each.is_file()]
    return {name: (project / name).read_bytes().decode("utf-8-sig") for name in names}
