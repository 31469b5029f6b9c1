"""What one chunk wants, and where it stands: the words that writers of lines go by.

Only the two records; `director` fills them, from styles, sections and neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partita.engine.composing.heard import NOTHING_HEARD, Heard

if TYPE_CHECKING:
    from partita.engine.composing.band import Band
    from partita.engine.composing.bars import Metre
    from partita.engine.composing.casting import Voice
    from partita.engine.composing.sections import Kind
    from partita.engine.composing.text import ChunkText
    from partita.engine.score import Room
    from partita.engine.vocabulary.genres import Genre


@dataclass(frozen=True)
class Direction:
    """What one chunk wants.

    Args:
        identity: what it shares with sections that have the same tune.
        nth: how many of the same identity came before.
        tempo_mbpm: thousandths of a pulse a minute.
        tempo_is_free: whether it was neither named nor heard.
        energy, density: 0..100.
        tune_density: of the tune, which is the same whenever a section comes again.
        course: `build`, `fade` or "".
        punch: how far the kit stands out, and its strokes from their ringing.
        next_kind: what the following chunk is, "" for none.
        drives: saturation of some instruments, of `drums` and of `vocals`.
        voice: None when nobody sings or speaks here.
        goal: tempo, tonic and mode that the chunk is to arrive at.
        scenes: sounds that styles name, and how strongly: -1 softly … 1.
        seed: the piece's.
        language: what espeak-ng reads the lyrics as, "" to read them without it.
    """

    text: ChunkText
    kind: Kind
    identity: str
    nth: int
    genre: Genre
    tempo_mbpm: int
    tempo_is_free: bool
    metre: Metre
    tonic: int
    mode: str
    energy: int
    density: int
    tune_density: int
    course: str
    band: Band
    room: Room
    bright: int
    duck: int
    loose_ms: int
    punch: int
    voice: Voice | None
    flags: frozenset[str]
    next_kind: str
    is_first: bool
    is_last: bool
    seed: int
    heard: Heard = NOTHING_HEARD
    goal: tuple[int, int, str] | None = None
    language: str = ""
    scenes: tuple[tuple[str, int], ...] = ()
    drives: tuple[tuple[str, int], ...] = ()

    @property
    def first_eight(self) -> int:
        """Return with which eight bars it begins; one without a form goes on."""
        return self.nth % 4 if self.kind.name == "body" else 0


@dataclass(frozen=True)
class Place:
    """Where a chunk stands, and what it hears.

    Args:
        heard: what it takes from audio beside it, or that it resembles.
        arrives: tempo, tonic and mode of kept audio that it leads to.
        leads_to: what kind of section the kept audio that follows begins with.
        flags: `before_kept`, `after_kept`.
    """

    heard: Heard = NOTHING_HEARD
    arrives: tuple[int, int, str] | None = None
    leads_to: str = ""
    flags: frozenset[str] = frozenset()
