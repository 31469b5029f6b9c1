"""What was composed and rendered, as the engine takes it: from bytes, when asked.

Knows the forms in which the embedded provider hands its values out; does not know what
is done with them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from partita.engine.render import Rendered
    from partita.engine.score import Score


def piece_of(outline: bytes) -> Score:
    """Return a composed piece without its parts."""
    from partita.engine.canonical import outline_from_bytes
    from partita.engine.score import Score

    known = outline_from_bytes(outline)
    parts = (None,) * len(known.charts)
    return Score(known.rate_hz, known.charts, parts, known.advice)


class Renders(Sequence["Rendered | None"]):
    """Rendered chunks, each fetched and read when it is asked for.

    Args:
        fetch: by chunk number from 1; None is there for the others.
        count: of all chunks.
    """

    def __init__(self, fetch: Mapping[int, Callable[[], bytes]], count: int) -> None:
        self._fetch = [fetch.get(number) for number in range(1, count + 1)]

    def __len__(self) -> int:
        return len(self._fetch)

    @overload
    def __getitem__(self, index: int) -> Rendered | None: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Rendered | None]: ...
    def __getitem__(
        self, index: int | slice
    ) -> Rendered | Sequence[Rendered | None] | None:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        from partita.engine.render import Rendered

        fetch = self._fetch[index]
        return None if fetch is None else Rendered.from_bytes(fetch())
