"""Lay chunks one after the other: lengths in bars, kept slices, conditioning.

Knows one plan from its start to its end; does not know why its chunks stand there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partita.manifest.resolved import Bars, GenerationSpec
from partita.plan.chunks import Chunk, GenerationChunk, ReferenceChunk, Source
from partita.plan.faults import fault
from partita.plan.spans import Known, find_source
from partita.plan.tempo import Position, Pulse, decimal
from partita.plan.text import tidy
from partita.plan.timeline import of_chunk, pulse_of
from partita.units import Milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partita.errors import Diagnostic, Origin
    from partita.manifest.resolved import Length


@dataclass(frozen=True)
class Kept:
    """A slice that stays as it is."""

    origin: Origin
    source: Source


@dataclass(frozen=True)
class Made:
    """A chunk to generate.

    Args:
        length_ms: for a chunk that lasts as long as what it replaces.
    """

    spec: GenerationSpec
    length_ms: Milliseconds | None = None


@dataclass(frozen=True)
class Laid:
    """Where a chunk ends, and the sum behind its length.

    Args:
        working: `2 bars of 4/4 at 240 BPM`; None when nothing was reckoned.
    """

    end: Position
    working: str | None = None


@dataclass(frozen=True)
class Placed:
    """A finished chunk, where it was written, and where it ends."""

    chunk: Chunk
    origin: Origin
    laid: Laid


def assemble(
    entries: Iterable[Kept | Made], opening: Pulse, known: Known
) -> tuple[Placed, ...]:
    """Return the chunks of a plan; what has faults is noted and left out.

    Args:
        opening: the pulse before any chunk names one.
    """
    start, pulse = Position(), opening
    chunks: list[Placed] = []
    for entry in entries:
        placed = _place(entry, start, pulse, known)
        if placed is None:
            continue
        start = placed.laid.end
        left = of_chunk(placed.chunk, pulse, known.timelines)
        pulse = left.pulses[-1].pulse if left.pulses else pulse
        chunks.append(placed)
    return tuple(chunks)


def _place(
    entry: Kept | Made, start: Position, pulse: Pulse, known: Known
) -> Placed | None:
    if isinstance(entry, Made):
        return _place_made(entry, start, pulse, known)
    chunk = ReferenceChunk(entry.source)
    return Placed(chunk, entry.origin, Laid(start.after_ms(chunk.duration_ms)))


def _place_made(
    entry: Made, start: Position, before: Pulse, known: Known
) -> Placed | None:
    spec = entry.spec
    conditioning = find_source(spec.conditioning, known) if spec.conditioning else None
    pulse = pulse_of(spec.positive_styles, conditioning, before, known.timelines)
    length = spec.length if entry.length_ms is None else entry.length_ms
    laid = lay(length, start, pulse, spec.origin)
    if not isinstance(laid, Laid):
        known.faults.append(laid)
        return None
    chunk = _generation(spec, laid.end.ms - start.ms, conditioning)
    return Placed(chunk, spec.origin, laid)


def lay(
    length: Length | None, start: Position, pulse: Pulse, origin: Origin
) -> Laid | Diagnostic:
    """Return where a chunk ends, or why that can't be told."""
    if isinstance(length, int):
        return Laid(start.after_ms(length))
    if length is None:
        return _no_length(origin)
    if pulse.tempo_bpm is None:
        return _unknown_tempo(length, origin)
    end = start.after_bars(length.count, pulse.metre, pulse.tempo_bpm)
    return Laid(end, f"{_counted(length)} of {pulse}")


def _no_length(origin: Origin) -> Diagnostic:
    return fault(
        "no-length",
        "a chunk to be generated has no length",
        origin,
        hint='give it a `duration`, such as `"16s"`, or `bars`',
    )


def _unknown_tempo(length: Bars, origin: Origin) -> Diagnostic:
    return fault(
        "unknown-tempo",
        f"the length of {_counted(length)} is not known, no style names a tempo",
        origin.at("bars"),
        hint="name one in the styles of this chunk or an earlier one, such as "
        '`"110 BPM"`, or give a `duration`',
    )


def _counted(bars: Bars) -> str:
    return "1 bar" if bars.count == 1 else f"{decimal(bars.count)} bars"


def _generation(
    spec: GenerationSpec, duration_ms: Milliseconds, conditioning: Source | None
) -> GenerationChunk:
    return GenerationChunk(
        tidy(spec.text),
        duration_ms,
        spec.positive_styles,
        spec.negative_styles,
        spec.context_adherence,
        conditioning,
        spec.condition_strength,
    )
