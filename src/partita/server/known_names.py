"""Words that are refused, so that clients can be tried with refusals.

A short list, not a judgement: names of a few artists, whom the service would not let
be imitated either, get a suggestion without the name; what is harmful gets none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from partita.plan.chunks import (
    Chunk,
    ChunkPlan,
    CompositionPlan,
    GenerationChunk,
    Section,
    SectionPlan,
)

ARTISTS: Final = (
    "Taylor Swift",
    "Michael Jackson",
    "Daft Punk",
    "Hans Zimmer",
    "Billie Eilish",
    "Pink Floyd",
    "Ed Sheeran",
    "The Beatles",
)
HARMFUL: Final = ("incite violence", "glorify terrorism")

_ARTIST: Final = "|".join(re.escape(name) for name in ARTISTS)
_NAMED: Final = re.compile(rf"\b(?:{_ARTIST})\b", re.IGNORECASE)
#: A name, and the words that lead to it.
_IMITATED: Final = re.compile(
    r"(?:\b(?:in the (?:style|manner) of|sounding like|sounds like|inspired by|"
    rf"similar to|like|by|from)\s+)?\b(?:{_ARTIST})\b(?:'s?\b|-(?:style|like))?",
    re.IGNORECASE,
)
_HARMFUL: Final = re.compile("|".join(map(re.escape, HARMFUL)), re.IGNORECASE)


def names_artist(text: str) -> bool:
    """Tell whether a text names somebody."""
    return _NAMED.search(text) is not None


def is_harmful(text: str) -> bool:
    """Tell whether a text is beyond any suggestion."""
    return _HARMFUL.search(text) is not None


def without_names(text: str) -> str:
    """Return a text without names, and without the words that led to them."""
    if not names_artist(text):
        return text
    lines = (_tidied(_IMITATED.sub("", line)) for line in text.splitlines())
    return "\n".join(lines)


def _tidied(line: str) -> str:
    line = re.sub(r"\s+([,.;!?])", r"\1", re.sub(r"[ \t]{2,}", " ", line))
    return re.sub(r"^[\s,;]+|[\s,;]+$", "", line)


def plan_without_names(plan: CompositionPlan) -> CompositionPlan:
    """Return a plan without names; styles that were nothing else go."""
    if isinstance(plan, SectionPlan):
        return SectionPlan(
            _styles(plan.positive_global_styles),
            _styles(plan.negative_global_styles),
            tuple(map(_section, plan.sections)),
        )
    return ChunkPlan(tuple(map(_chunk, plan.chunks)))


def texts_of(plan: CompositionPlan) -> tuple[str, ...]:
    """Return everything in a plan that is written in words."""
    if isinstance(plan, SectionPlan):
        texts = [*plan.positive_global_styles, *plan.negative_global_styles]
        for section in plan.sections:
            texts += [section.section_name, *section.lines]
            texts += section.positive_local_styles + section.negative_local_styles
        return tuple(texts)
    return tuple(
        text
        for chunk in plan.chunks
        if isinstance(chunk, GenerationChunk)
        for text in (chunk.text, *chunk.positive_styles, *chunk.negative_styles)
    )


def _chunk(chunk: Chunk) -> Chunk:
    if not isinstance(chunk, GenerationChunk):
        return chunk
    return replace(
        chunk,
        text=without_names(chunk.text),
        positive_styles=_styles(chunk.positive_styles),
        negative_styles=_styles(chunk.negative_styles),
    )


def _section(section: Section) -> Section:
    return replace(
        section,
        section_name=without_names(section.section_name) or "Section",
        lines=tuple(map(without_names, section.lines)),
        positive_local_styles=_styles(section.positive_local_styles),
        negative_local_styles=_styles(section.negative_local_styles),
    )


def _styles(styles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(left for style in styles if (left := without_names(style)))
