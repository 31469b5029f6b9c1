"""Small pieces of the embedded provider for the tests beside this file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial

from partita.audio.buffer import Audio
from partita.audio.stream import collected
from partita.plan.chunks import ChunkPlan, GenerationChunk
from partita.providers import local
from partita.providers.local_renders import Made

RATE_HZ = 44_100
STYLES = (
    "folk rock", "100 BPM", "G major", "steel guitar", "grand piano", "finger bass",
    "rock drums", "strings", "female vocals",
)  # fmt: skip
TEXTS = (
    "[Verse]\nThe kettle sings a copper tune\nThe window holds a paper moon",
    "[Chorus]\nCarry the lantern over the hill",
)


@dataclass(frozen=True)
class Piece:
    """A composed and rendered piece."""

    scored: local.Scored
    made: Made
    master: Audio


def plan(texts: tuple[str, ...] = TEXTS, ms: int = 4_800) -> ChunkPlan:
    chunks = [
        GenerationChunk(text, ms, STYLES if number == 0 else ())
        for number, text in enumerate(texts)
    ]
    return ChunkPlan(tuple(chunks))


@cache
def piece() -> Piece:
    """Return a song of two chunks, made once."""
    scored = local.score(plan(), 7, RATE_HZ, {})
    renders = {number: local.render(part) for number, part in scored.parts.items()}
    fetch = {number: partial(renders.__getitem__, number) for number in renders}
    made = Made(scored.outline, scored.parts, fetch)
    return Piece(scored, made, collected(local.master(scored.outline, fetch, {})))
