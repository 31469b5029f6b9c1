"""Kept audio beside a chunk: which it is, and what the chunk takes from it.

Knows hearings, adherence and references; does not know styles or notes. How the beat
meets the audio in phase is in `meeting`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from partita import units
from partita.engine.brief import Keep, Make
from partita.engine.composing.direction import Place
from partita.engine.composing.heard import (
    NOTHING_HEARD,
    Heard,
    as_neighbour,
    pulse_mbpm,
)
from partita.engine.composing.reference import as_reference
from partita.engine.composing.sections import kind_of
from partita.engine.composing.text import read_text
from partita.engine.hearing import Hearing, unheard
from partita.engine.score import Chart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partita.engine.brief import Brief, Slice
    from partita.units import Frames

#: Under this confidence a beat is not one to keep step with.
_SURE: Final = 25


@dataclass(frozen=True)
class Beside:
    """The kept audio before and after a chunk.

    Args:
        touches_before, touches_after: whether it stands right beside it.
    """

    before: Hearing | None = None
    after: Hearing | None = None
    touches_before: bool = False
    touches_after: bool = False


def beside(brief: Brief, hearings: Mapping[Slice, Hearing]) -> tuple[Beside, ...]:
    """Return the kept neighbours of each chunk."""
    kept = [
        hearing_of(chunk.slice, hearings, brief.rate_hz)
        if isinstance(chunk, Keep)
        else None
        for chunk in brief.chunks
    ]
    return tuple(_beside(number, kept, brief) for number in range(len(kept)))


def _beside(number: int, kept: list[Hearing | None], brief: Brief) -> Beside:
    before = [at for at in range(number) if kept[at] is not None]
    after = [at for at in range(number + 1, len(kept)) if kept[at] is not None]
    first = before[-1] if before else None
    last = after[0] if after else None
    touches_after = last == number + 1
    if last is None and before[:1] == [0] and number == len(kept) - 1:
        chunk = brief.chunks[number]
        # A glue at the very end leads back to the slice that the loop begins with.
        if isinstance(chunk, Make) and _is_glue(chunk):
            last, touches_after = 0, True
    return Beside(
        kept[first] if first is not None else None,
        kept[last] if last is not None else None,
        touches_before=first is not None and first == number - 1,
        touches_after=touches_after,
    )


def _is_glue(chunk: Make, *, is_between: bool = False) -> bool:
    name = read_text(chunk.text).section
    return kind_of(name).name == "glue" or (is_between and not name)


def hearing_of(
    audio: Slice, hearings: Mapping[Slice, Hearing], rate_hz: int
) -> Hearing:
    """Return what is known of a slice, or that nothing is."""
    if audio in hearings:
        return hearings[audio]
    frames = units.frame_at(audio.end_ms - audio.start_ms, rate_hz)
    return unheard(frames, rate_hz)


def place_of(chunk: Make, near: Beside, reference: Hearing | None) -> Place:
    """Return what a chunk hears where it stands.

    Args:
        reference: the hearing of its own conditioning reference.
    """
    resembled = (
        as_reference(reference, chunk.strength or "medium")
        if reference
        else NOTHING_HEARD
    )
    if chunk.adherence == "low" or not (near.before or near.after):
        return Place(resembled, flags=_flags(near, chunk.adherence))
    heard = _neighbour(chunk, near)
    if _is_glue(chunk, is_between=near.touches_before and near.touches_after):
        heard = replace(heard, energy=_between(near, heard), energy_share=100)
    both = _joined(heard, resembled)
    return Place(both, _arrives(near), _leads_to(near), _flags(near, chunk.adherence))


def _neighbour(chunk: Make, near: Beside) -> Heard:
    source, chart = _nearer(near)
    assert source is not None
    assert chart is not None
    heard = as_neighbour(source, chart, chunk.adherence)
    touches = near.touches_before if source is near.before else near.touches_after
    if not touches:
        # Further away only the kind of music goes on.
        return Heard(
            heard.tempo_mbpm,
            metre=heard.metre,
            tonic=heard.tonic,
            mode=heard.mode,
            genre=heard.genre,
            is_far=True,
        )
    if source is near.after and heard.bars:
        heard = replace(heard, next_bar=0)
    return heard


def _nearer(near: Beside) -> tuple[Hearing | None, Chart | None]:
    """Return the neighbour that a chunk goes on from; one before it comes first."""
    before_counts = near.before and (near.touches_before or not near.touches_after)
    if before_counts or near.after is None:
        return near.before, near.before.last if near.before else None
    return near.after, near.after.first


def _between(near: Beside, heard: Heard) -> int | None:
    energies = []
    if near.before:
        energies.append(near.before.last.energy)
    if near.after:
        energies.append(near.after.first.energy)
    return sum(energies) // len(energies) if energies else heard.energy


def _arrives(near: Beside) -> tuple[int, int, str] | None:
    """Return the tempo and key of kept audio that follows at once."""
    if near.after is None or not near.touches_after:
        return None
    chart = near.after.first
    source, before = _nearer(near)
    tempo = pulse_mbpm(chart)
    key = chart.tonic % 12, chart.mode
    if near.after.tempo_confidence < _SURE and before is not None:
        tempo = pulse_mbpm(before)
    if near.after.key_confidence < _SURE and source is not None and before is not None:
        key = before.tonic % 12, before.mode
    return tempo, *key


def _leads_to(near: Beside) -> str:
    if near.after is None or not near.touches_after:
        return ""
    return kind_of(near.after.first.section).name


def _flags(near: Beside, adherence: str) -> frozenset[str]:
    flags = set()
    if near.touches_after:
        flags.add("before_kept")
    if near.touches_before and adherence != "low":
        flags.add("after_kept")
    return frozenset(flags)


def _joined(near: Heard, resembled: Heard) -> Heard:
    """Join what neighbours and a reference say: beat and key from the neighbours."""
    if resembled == NOTHING_HEARD:
        return near
    return replace(
        resembled,
        tempo_mbpm=near.tempo_mbpm or resembled.tempo_mbpm,
        tempo_share=100 if near.tempo_mbpm else resembled.tempo_share,
        metre=near.metre or resembled.metre,
        tonic=resembled.tonic if near.tonic is None else near.tonic,
        mode=near.mode or resembled.mode,
        insists=near.insists or resembled.insists,
        is_far=near.is_far,
    )


def kept_chart(hearing: Hearing, frames: Frames, rate_hz: int) -> Chart:
    """Return one chart for a kept chunk: its own beat, all of its chords and words."""
    chords, words = [], []
    passed = 0
    for chart in hearing.charts:
        chords += [replace(each, start=each.start + passed) for each in chart.chords]
        words += [
            replace(each, start=each.start + passed, end=each.end + passed)
            for each in chart.words
        ]
        passed += chart.frames
    main = hearing.main
    whole = replace(
        hearing.first,
        section=main.section,
        tonic=main.tonic,
        mode=main.mode,
        energy=hearing.energy,
        genre=main.genre,
        instruments=main.instruments,
        motif=main.motif,
        chords=tuple(chords),
        words=tuple(words),
        kept=True,
    )
    return _at_rate(whole, frames, Fraction(rate_hz, hearing.rate_hz))


def _at_rate(chart: Chart, frames: Frames, ratio: Fraction) -> Chart:
    """Return a chart with its frames counted at another rate."""
    if ratio == 1:
        return replace(chart, frames=frames)
    return replace(
        chart,
        frames=frames,
        beat_offset=int(chart.beat_offset * ratio),
        chords=tuple(
            replace(each, start=int(each.start * ratio)) for each in chart.chords
        ),
        words=tuple(
            replace(each, start=int(each.start * ratio), end=int(each.end * ratio))
            for each in chart.words
        ),
    )
