"""What a chunk takes from its conditioning reference, by how strong that is.

One table says how far each strength goes in each respect. Knows hearings and charts;
does not know styles or notes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from partita.engine.composing.harmony import QUALITIES
from partita.engine.composing.heard import (
    FASTEST_MBPM,
    SURE,
    Heard,
    brightness_of,
    degrees_of,
    drums_of,
    genre_of,
    grid_of,
    instruments_of,
    key_of,
    loop_of,
    plain_energy,
)
from partita.engine.composing.sections import kind_of
from partita.engine.composing.soundalike import sounding_alike
from partita.engine.roster import INSTRUMENTS, KITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partita.engine.hearing import Hearing
    from partita.engine.score import Chart

_BASSES: Final = ("bass", "synth_bass")
#: What the composer's count of strikes comes to of what ears count, in percent.
_STRUCK: Final = 125
#: How many instruments are the foremost.
_FOREMOST: Final = 2


@dataclass(frozen=True)
class _Way:
    """How far a strength goes towards its reference, in percent.

    Args:
        section: what is left of what its own kind of section would change.
        words: what is left of the chunk's own words.
    """

    tempo: int
    energy: int
    rhythm: int
    bright: int
    section: int
    words: int


_WAYS: Final = {
    "low": _Way(tempo=35, energy=20, rhythm=0, bright=20, section=100, words=100),
    "medium": _Way(tempo=75, energy=35, rhythm=55, bright=45, section=70, words=80),
    "high": _Way(tempo=95, energy=60, rhythm=75, bright=80, section=40, words=50),
    "xhigh": _Way(tempo=100, energy=100, rhythm=100, bright=100, section=0, words=0),
}


def as_reference(hearing: Hearing, strength: str) -> Heard:
    """Return what a chunk takes from its conditioning reference.

    `low` lets words outweigh it and leans towards it. `medium` is as far between the
    two, in its key if no other is named. `high` has its tempo, key, chords, rhythm and
    players, with guests and in a manner that words name. `xhigh` is the same band on
    the same day: of words only singing and what may not be are left.
    """
    heard = _leaning(hearing, _WAYS[strength])
    if strength == "low":
        # Weakly, the key is only near: the dominant's.
        tonic = heard.tonic
        return heard if tonic is None else replace(heard, tonic=(tonic + 7) % 12)
    heard = _between(heard, hearing)
    if strength == "medium":
        return heard
    heard = _with_its_players(heard, hearing, _WAYS[strength])
    return replace(heard, motif=hearing.main.motif if strength == "xhigh" else ())


def _leaning(hearing: Hearing, way: _Way) -> Heard:
    """Return what is taken by degrees."""
    chart = hearing.main
    keyed = key_of(hearing, chart)
    density, groove = _rhythm(hearing, chart)
    return replace(
        grid_of(hearing, chart),
        tempo_share=way.tempo,
        tonic=keyed.tonic,
        mode=keyed.mode,
        energy=plain_energy(chart) if _is_heard(hearing) else None,
        energy_share=way.energy,
        section=kind_of(chart.section).energy,
        section_share=100 - way.section,
        brightness_hz=brightness_of(hearing),
        brightness_share=way.bright,
        density=density,
        groove=groove,
        rhythm_share=way.rhythm,
        words_share=way.words if _is_heard(hearing) else 100,
    )


def _between(heard: Heard, hearing: Hearing) -> Heard:
    """Add what colours a chunk that is otherwise its own."""
    chart, sound = hearing.main, hearing.sound
    return replace(
        heard,
        # Drums that nobody asked for would be more than a resemblance.
        drums=None if drums_of(hearing, chart) else drums_of(hearing, chart),
        genre=genre_of(chart),
        width=sound.width if sound else None,
        classes=_classes(chart),
        instruments=_foremost(chart),
    )


def _with_its_players(heard: Heard, hearing: Hearing, way: _Way) -> Heard:
    """Add who plays, and on which chords; from here on words no longer outweigh."""
    chart, keyed = hearing.main, key_of(hearing, hearing.main)
    barred = chart if hearing.metre_confidence >= SURE else _in_fours(chart)
    bars = degrees_of(barred, hearing.rate_hz, keyed) if keyed.tonic is not None else ()
    known = replace(
        heard,
        drums=drums_of(hearing, chart),
        genre=genre_of(chart),
        instruments=instruments_of(chart),
        band_of=genre_of(chart) or "",
        kit=next((name for name in chart.instruments if name in KITS), ""),
        bars=loop_of(bars),
        insists=True,
    )
    if known.genre or hearing.sound is None:
        return known
    return sounding_alike(known, hearing, way.bright, is_itself=not way.words)


def _in_fours(chart: Chart) -> Chart:
    """Return a chart of which nobody is sure where bars begin, in four as most are.

    Chords are taken a bar at a time: bars that are too long would lose some.
    """
    beats = 8 if chart.tempo_mbpm > FASTEST_MBPM else 4
    return replace(chart, beats_a_bar=beats, beat_in_bar=0)


def _rhythm(hearing: Hearing, chart: Chart) -> tuple[int | None, tuple[int, ...]]:
    """Return how often a second something is struck, and where in the bar or beat."""
    if hearing.sound is None:
        return _density(hearing.charts) or None, _groove(hearing, chart)
    groove = hearing.sound.groove
    density = hearing.sound.density * _STRUCK // 100
    if hearing.tempo_confidence < SURE:
        return density, ()
    if chart.beat_unit == 8 and hearing.metre_confidence < SURE:
        # Of threes that are not sure only eighths are left.
        count = len(groove) // 2
        groove = tuple(sum(groove[at::2]) // max(1, count) for at in (0, 1))
    return density, groove


def _density(charts: Sequence[Chart]) -> int:
    """Return how often a second something is struck in known music, over all of it."""
    frames = sum(each.frames for each in charts)
    return sum(each.density * each.frames for each in charts) // max(1, frames)


def _groove(hearing: Hearing, chart: Chart) -> tuple[int, ...]:
    """Return how clearly the steps of a bar are struck, over all like a chart."""
    alike = [each for each in hearing.charts if len(each.groove) == len(chart.groove)]
    frames = max(1, sum(each.frames for each in alike))
    steps = zip(*(each.groove for each in alike), strict=True)
    return tuple(
        sum(clear * each.frames for clear, each in zip(step, alike, strict=True))
        // frames
        for step in steps
    )


def _classes(chart: Chart) -> tuple[int, ...]:
    """Return how long each pitch class sounds in a chart's chords, 0 for C."""
    ends = [*(each.start for each in chart.chords[1:]), chart.frames]
    sums = [0] * 12
    for chord, end in zip(chart.chords, ends, strict=False):
        for step in QUALITIES.get(chord.quality, ()):
            sums[(chord.root + step) % 12] += max(0, end - chord.start)
    return tuple(100 * each // chart.frames for each in sums) if any(sums) else ()


def _is_heard(hearing: Hearing) -> bool:
    return hearing.main.energy > 0 or hearing.tempo_confidence > 0


def _foremost(chart: Chart) -> tuple[str, ...] | None:
    """Return the instruments that colour a chart most."""
    names = instruments_of(chart) or ()
    colours = [name for name in names if INSTRUMENTS[name].family not in _BASSES]
    return tuple(colours[:_FOREMOST]) or None
