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
