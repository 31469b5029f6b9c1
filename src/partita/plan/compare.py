"""Lay two composition plans side by side and tell in which fields they differ.

Pure. Plans are compared only when they are built alike: as many pieces, of the same
kinds. Knows nothing of why two plans should be alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from partita.plan.chunks import Chunk, CompositionPlan, Section, SectionPlan


@dataclass(frozen=True)
class Difference:
    """One field in which a plan differs from another.

    Args:
        piece: index of the chunk or section; None for what holds for the whole plan.
        field: its name in our plans, which is the API's.
    """

    piece: int | None
    field: str
    one: Any
    other: Any


def differences(one: CompositionPlan, other: CompositionPlan) -> tuple[Difference, ...]:
    """Return every field that differs, in the order of the plan.

    Raises:
        ValueError: when the plans are not built alike, in words for people.
    """
    if type(one) is not type(other):
        raise ValueError("one has chunks, the other has sections")
    pieces, others = _pieces(one), _pieces(other)
    if len(pieces) != len(others):
        noun = _noun(one) if len(others) != 1 else _noun(one).removesuffix("s")
        message = f"{len(others)} {noun}, not {len(pieces)}"
        raise ValueError(message)
    found = list(_whole(one, other))
    for index, (piece, peer) in enumerate(zip(pieces, others, strict=True)):
        if type(piece) is not type(peer):
            raise ValueError(f"chunk {index + 1} is of another kind")
        found += _fields(index, piece, peer)
    return tuple(found)


def _pieces(plan: CompositionPlan) -> tuple[Chunk | Section, ...]:
    return plan.sections if isinstance(plan, SectionPlan) else plan.chunks


def _noun(plan: CompositionPlan) -> str:
    return "sections" if isinstance(plan, SectionPlan) else "chunks"


def _whole(one: CompositionPlan, other: CompositionPlan) -> Iterator[Difference]:
    pieces = _noun(one)
    return (each for each in _fields(None, one, other) if each.field != pieces)


def _fields(index: int | None, one: Any, other: Any) -> Iterator[Difference]:
    for each in fields(one):
        held, wanted = getattr(one, each.name), getattr(other, each.name)
        if held != wanted:
            yield Difference(index, each.name, held, wanted)
