"""What a chunk takes from audio that it continues or resembles.

The closer it is asked to stay, the more: adherence to a kept neighbour, or the strength
of a conditioning reference, choose how much of a hearing becomes a `Heard`. Knows
hearings and charts; does not know styles or notes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from partita.engine.composing.bars import TICKS, Metre, metre_of
from partita.engine.composing.harmony import QUALITIES, SCALES, Degree
from partita.engine.composing.sections import kind_of
from partita.engine.hearing import SILENCE_CB, Hearing, beat_frames
from partita.engine.roster import INSTRUMENTS, KITS
from partita.engine.score import Chart
from partita.engine.vocabulary.genres import GENRES

if TYPE_CHECKING:
    from partita.units import Frames

#: No foot taps faster.
FASTEST_MBPM: Final = 220_000
#: What the estimate of `shine` comes to of what is measured, in percent.
_ESTIMATED: Final = 110
#: Under this nothing was really heard.
SURE: Final = 25


@dataclass(frozen=True)
class Heard:
    """What a chunk is to have of something that was heard; None where it is free.

    Args:
        tempo_mbpm: of a pulse; `tempo_share` percent of the way towards it.
        tonic, mode: the key.
        energy: of a plain section of it, taken by `energy_share` percent.
        section: what its kind of section adds to that, taken by `section_share`.
        instruments: of the roster; `drums` whether any are there.
        bars: its chords, a bar each, as degrees of its own tonic.
        next_bar: which of them comes next.
        motif: scale pitches of its tune, relative to the tonic.
        groove: how strongly the sixteenths of a bar, or of a beat, are struck.
        density: onsets a second, times 100; with the groove by `rhythm_share`.
        busier: that in percent of what its band usually has; 0 when not known.
        classes: how much each pitch class sounds, 0 for C.
        band_of: the genre whose manner its instruments play in, and no others do.
        kit: its drums'.
        tone_cb: what the bands of `hearing.BAND_BORDERS_HZ` get for a tone like it.
        words_share: percent that is left of the chunk's own words.
        insists: whether it outweighs what the chunk's own styles say.
        is_far: it does not stand beside the chunk: words of the piece outweigh it.
    """

    tempo_mbpm: int | None = None
    tempo_share: int = 100
    metre: Metre | None = None
    tonic: int | None = None
    mode: str | None = None
    genre: str | None = None
    energy: int | None = None
    energy_share: int = 0
    section: int = 0
    section_share: int = 0
    instruments: tuple[str, ...] | None = None
    only_these: bool = False
    drums: bool | None = None
    bars: tuple[tuple[Degree, ...], ...] = ()
    next_bar: int = 0
    motif: tuple[int, ...] = ()
    groove: tuple[int, ...] = ()
    density: int | None = None
    busier: int = 0
    rhythm_share: int = 0
    classes: tuple[int, ...] = ()
    band_of: str = ""
    kit: str = ""
    words_share: int = 100
    brightness_hz: int | None = None
    brightness_share: int = 0
    width: int | None = None
    tone_cb: tuple[int, ...] = ()
    insists: bool = False
    is_far: bool = False


#: What a chunk has that continues nothing and resembles nothing.
NOTHING_HEARD: Final = Heard()


def pulse_mbpm(chart: Chart) -> int:
    """Return the tempo of a chart's pulse, of what a foot taps."""
    metre = metre_of(chart.beats_a_bar, chart.beat_unit)
    return max(1, chart.tempo_mbpm * metre.beat_ticks // TICKS)


def chart_metre(chart: Chart) -> Metre:
    """Return a chart's metre."""
    return metre_of(chart.beats_a_bar, chart.beat_unit)


def as_neighbour(hearing: Hearing, chart: Chart, adherence: str) -> Heard:
    """Return what a chunk takes from the kept chunk beside it.

    Args:
        chart: the one of the hearing's that stands next to the chunk.
    """
    if adherence == "low" or _is_still(hearing):
        return NOTHING_HEARD
    grid = grid_of(hearing, chart)
    keyed = key_of(hearing, chart)
    if adherence == "medium":
        return replace(grid, tonic=keyed.tonic, mode=keyed.mode, insists=True)
    bars = degrees_of(chart, hearing.rate_hz, keyed) if keyed.tonic is not None else ()
    return replace(
        grid,
        tonic=keyed.tonic,
        mode=keyed.mode,
        genre=genre_of(chart),
        energy=plain_energy(chart),
        energy_share=80,
        instruments=instruments_of(chart),
        only_these=bool(chart.genre),
        drums=drums_of(hearing, chart),
        bars=loop_of(bars),
        next_bar=len(bars),
        motif=chart.motif,
        groove=hearing.sound.groove if hearing.sound else (),
        brightness_hz=chart_brightness_of(hearing, chart),
        brightness_share=60,
        insists=True,
    )


def _is_still(hearing: Hearing) -> bool:
    """Tell whether silence was heard, which says nothing of what goes on from it."""
    return hearing.sound is not None and hearing.sound.level_cb <= SILENCE_CB


def brightness_of(hearing: Hearing) -> int | None:
    """Return the centroid of a slice on the scale of the composer's own estimate."""
    if hearing.sound is not None:
        return hearing.sound.brightness_hz * _ESTIMATED // 100
    # What is more energetic is louder, so it has more of a say.
    weights = [each.frames * each.energy for each in hearing.charts]
    pairs = zip(hearing.charts, weights, strict=True)
    return (
        sum(each.brightness_hz * weight for each, weight in pairs)
        // (sum(weights) or 1)
        or None
    )


def chart_brightness_of(hearing: Hearing, chart: Chart) -> int | None:
    """Return the same for one chart of the slice."""
    return (
        chart.brightness_hz or None if hearing.sound is None else brightness_of(hearing)
    )


def grid_of(hearing: Hearing, chart: Chart) -> Heard:
    """Return tempo and metre of a chart, as far as they are sure."""
    if hearing.tempo_confidence < SURE:
        return NOTHING_HEARD
    metre = chart_metre(chart) if hearing.metre_confidence >= SURE else None
    mbpm = pulse_mbpm(chart) if metre else chart.tempo_mbpm
    if metre is None and mbpm > FASTEST_MBPM:
        # Eighths that are not surely in threes are as likely in twos.
        mbpm //= 2
    return Heard(tempo_mbpm=max(20_000, min(mbpm, 400_000)), metre=metre)


def key_of(hearing: Hearing, chart: Chart) -> Heard:
    """Return the key of a chart, if it is sure."""
    if hearing.key_confidence < SURE:
        return NOTHING_HEARD
    mode = chart.mode if chart.mode in SCALES else "major"
    return Heard(tonic=chart.tonic % 12, mode=mode)


def genre_of(chart: Chart) -> str | None:
    """Return the genre of a chart, None when it is not known."""
    return chart.genre if chart.genre in GENRES else None


def plain_energy(chart: Chart) -> int:
    """Return the energy that a plain section of the same piece would have."""
    return max(10, min(95, chart.energy - kind_of(chart.section).energy))


def instruments_of(chart: Chart) -> tuple[str, ...] | None:
    """Return the instruments of a chart, None when none are known."""
    names = tuple(each for each in chart.instruments if each in INSTRUMENTS)
    return names or None


def drums_of(hearing: Hearing, chart: Chart) -> bool | None:
    """Tell whether there are drums, None when that is not known."""
    if chart.genre or any(name in KITS for name in chart.instruments):
        return any(name in KITS for name in chart.instruments)
    if hearing.sound is None:
        return None
    return True if hearing.drums >= 60 else False if hearing.drums <= 30 else None


def degrees_of(
    chart: Chart, rate_hz: int, keyed: Heard
) -> tuple[tuple[Degree, ...], ...]:
    """Return a chart's chords, a bar each, as degrees of its tonic."""
    chords = [each for each in chart.chords if each.quality in QUALITIES]
    if not chords or keyed.tonic is None:
        return ()
    beat = beat_frames(chart, rate_hz)
    bar = beat * chart.beats_a_bar
    first = chart.beat_offset - chart.beat_in_bar * beat
    bars: list[tuple[Degree, ...]] = []
    start = first if first > -bar / 2 else first + bar
    while start + bar / 2 < chart.frames and len(bars) < 32:
        inside: list[Degree] = []
        # Half bars are as fine as a song's harmony usually is.
        for part in (0, 1):
            middle = start + bar * (1 + 2 * part) / 4
            root, quality = _sounding(chords, int(middle))
            degree = ((root - keyed.tonic) % 12, quality)
            if not inside or inside[-1] != degree:
                inside.append(degree)
        bars.append(tuple(inside))
        start += bar
    return tuple(bars)


def _sounding(chords: list, frame: Frames) -> tuple[int, str]:  # type: ignore[type-arg]
    sounding = chords[0]
    for chord in chords:
        if chord.start <= frame:
            sounding = chord
    return sounding.root, sounding.quality


def loop_of(bars: tuple[tuple[Degree, ...], ...]) -> tuple[tuple[Degree, ...], ...]:
    """Return the shortest progression that the bars repeat."""
    for period in (1, 2, 3, 4, 6, 8, 12):
        if len(bars) < 2 * period and period > 1:
            break
        if len(bars) > period and all(
            bar == bars[at % period] for at, bar in enumerate(bars)
        ):
            return bars[:period]
    return bars
