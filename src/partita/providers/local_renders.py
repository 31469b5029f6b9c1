"""What was composed and rendered, as the engine takes it: from bytes, when asked.

Knows the forms in which the embedded provider hands its values out; does not know what
is done with them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from pathlib import Path

    from partita.audio.stream import Sound
    from partita.engine.render import Rendered
    from partita.engine.score import Score


@dataclass(frozen=True)
class Made:
    """All that a piece was made of, by chunk number from 1.

    Args:
        parts: of the chunks that were generated.
        rendered: the same chunks' renders, fetched when they are needed.
        kept: the other chunks' audio, at the piece's rate.
        kept_stems: stems of kept audio, each as long as it, where they are known; what
            is not known is in the last stem.
        soundfont: file and digest of the font that the parts were rendered with.
    """

    outline: bytes
    parts: Mapping[int, bytes]
    rendered: Mapping[int, Callable[[], bytes]]
    kept: Mapping[int, Sound] = field(default_factory=dict)
    kept_stems: Mapping[int, Mapping[str, Sound]] = field(default_factory=dict)
    soundfont: tuple[Path, str] | None = None


def piece_of(outline: bytes) -> Score:
    """Return a composed piece without its parts."""
    from partita.engine.canonical import outline_from_bytes
    from partita.engine.score import Score

    known = outline_from_bytes(outline)
    parts = (None,) * len(known.charts)
    return Score(known.rate_hz, known.charts, parts, known.advice)


class Renders(Sequence["Rendered | None"]):
    """Rendered chunks, each made or read when it is asked for, and not kept.

    Args:
        render: gives a chunk by its number, which counts from 1 as plans do; None for
            one that is not rendered.
    """

    def __init__(self, render: Callable[[int], Rendered | None], count: int) -> None:
        self._render, self._count = render, count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Rendered | None: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Rendered | None]: ...
    def __getitem__(
        self, index: int | slice
    ) -> Rendered | Sequence[Rendered | None] | None:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(self._count))]
        if not 0 <= index < self._count:
            raise IndexError(index)
        return self._render(index + 1)


def fetched(fetch: Mapping[int, Callable[[], bytes]], count: int) -> Renders:
    """Return chunks whose renders are fetched as bytes, by chunk number."""
    from partita.engine.render import Rendered

    def render(number: int) -> Rendered | None:
        return Rendered.from_bytes(fetch[number]()) if number in fetch else None

    return Renders(render, count)
