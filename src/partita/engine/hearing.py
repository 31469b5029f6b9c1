"""Hearings: what is known of a slice of audio that a piece continues or resembles.

A chart for each stretch of the slice, whether known from the score that made it or
heard by `listen`, and what was measured of the sound. Integers and strings only.
Knows neither samples nor how anything was measured.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from partita import digest
from partita.engine.roster import KITS
from partita.engine.score import Chart, ChordAt, Score, WordAt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partita.units import Frames

#: Upper borders of the bands in Hz; the last band has none.
BAND_BORDERS_HZ: Final = (120, 400, 1_200, 4_000, 9_000)

#: The level that silence is said to have.
SILENCE_CB: Final = -1200


@dataclass(frozen=True)
class Sound:
    """What was measured of the sound itself.

    Args:
        level_cb: mean level of what is not silent, centibels against full scale.
        density: onsets a second, times 100.
        brightness_hz: spectral centroid.
        bands: share of the power in each band of `BAND_BORDERS_HZ`, per mille.
        groove: how strongly each sixteenth of a bar is struck, or of a beat when the
            bars are not sure, 0..100; () when no beat was found.
        width: stereo width, 0 mono .. 100 as much side as middle.
    """

    level_cb: int = SILENCE_CB
    density: int = 0
    brightness_hz: int = 0
    bands: tuple[int, ...] = (0,) * (len(BAND_BORDERS_HZ) + 1)
    groove: tuple[int, ...] = ()
    width: int = 0


@dataclass(frozen=True)
class Hearing:
    """What is known of a slice of audio.

    Args:
        frames: length of the slice.
        charts: its stretches in order, re-based to the slice: their frames add up to
            the slice's. Never empty.
        tempo_confidence, key_confidence: 0..100; 100 when known from a score.
        metre_confidence: the same for `beats_a_bar` and `beat_in_bar`.
        drums, vocals: how likely there are any, 0..100.
        sound: None when nobody listened, because the score is known.
    """

    rate_hz: int
    frames: Frames
    charts: tuple[Chart, ...]
    tempo_confidence: int = 100
    key_confidence: int = 100
    metre_confidence: int = 100
    drums: int = 0
    vocals: int = 0
    sound: Sound | None = None

    @property
    def first(self) -> Chart:
        """Return the chart that the slice begins with."""
        return self.charts[0]

    @property
    def last(self) -> Chart:
        """Return the chart that the slice ends with."""
        return self.charts[-1]

    @property
    def main(self) -> Chart:
        """Return the longest chart, the earliest of equals."""
        return max(self.charts, key=lambda chart: chart.frames)

    @property
    def energy(self) -> int:
        """Return the mean energy, each chart weighed by its length."""
        total = sum(chart.energy * chart.frames for chart in self.charts)
        return (total + self.frames // 2) // self.frames if self.frames else 0


def beat_frames(chart: Chart, rate_hz: int) -> Fraction:
    """Return the exact length of a beat of the chart's metre in frames.

    Tempo, offset and number in the bar all count the same beats: eighths in 6/8.
    """
    return Fraction(rate_hz * 60_000, chart.tempo_mbpm)


def beat_after(hearing: Hearing) -> tuple[Frames, int]:
    """Return where the first beat after the slice falls, and which of the bar it is.

    Returns:
        Frames from the slice's end (0 when the next beat begins right there), and the
        beat's number in the bar, 0 for a downbeat.
    """
    chart = hearing.last
    return _grid_from(chart, chart.frames, hearing.rate_hz)


def hearing_of_outline(
    piece: Score, start_frame: Frames, end_frame: Frames, rate_hz: int
) -> Hearing:
    """Return what is known of a slice of a piece that the engine made itself.

    Args:
        piece: its score, with or without its parts.
        start_frame, end_frame: the slice, at `rate_hz`, whatever the piece was made at.
    """
    charts = piece.charts
    if piece.rate_hz != rate_hz:
        charts = tuple(_at_rate(charts, piece.rate_hz, rate_hz))
    return hearing_of_charts(charts, start_frame, end_frame, rate_hz)


def hearing_of_charts(
    charts: Sequence[Chart], start_frame: Frames, end_frame: Frames, rate_hz: int
) -> Hearing:
    """Return what is known of a slice of audio whose charts are known.

    Args:
        charts: of the whole audio, one after another from its frame 0.
        start_frame, end_frame: the slice, at the charts' rate; what lies outside the
            audio is left out.
    """
    within = tuple(_stretches(charts, start_frame, end_frame, rate_hz))
    if not within:
        return unheard(max(0, end_frame - start_frame), rate_hz)
    names = {name for chart in within for name in chart.instruments}
    sung = "vocals" in names or any(chart.words for chart in within)
    return Hearing(
        rate_hz=rate_hz,
        frames=sum(chart.frames for chart in within),
        charts=within,
        drums=100 * any(kit in names for kit in KITS),
        vocals=100 * sung,
    )


def unheard(frames: Frames, rate_hz: int) -> Hearing:
    """Return the hearing of a slice of which nothing at all is known."""
    chart = Chart(frames, "", 120_000, 0, 4, 4, 0, "major", energy=0, kept=True)
    return Hearing(rate_hz, frames, (chart,), 0, 0, 0)


def with_sound(known: Hearing, heard: Hearing) -> Hearing:
    """Return what is known from a score together with how it was heard to sound."""
    return replace(known, sound=heard.sound)


def _stretches(
    charts: Sequence[Chart], start: Frames, end: Frames, rate_hz: int
) -> Iterator[Chart]:
    """Cut the charts to a slice."""
    chart_start = 0
    for chart in charts:
        low = max(0, start - chart_start)
        high = min(chart.frames, end - chart_start)
        if low < high:
            yield cut_chart(chart, low, high, rate_hz)
        chart_start += chart.frames


def cut_chart(chart: Chart, low: Frames, high: Frames, rate_hz: int) -> Chart:
    """Return the chart of a stretch of a chart, re-based to the stretch."""
    beat_offset, beat_in_bar = _grid_from(chart, low, rate_hz)
    return replace(
        chart,
        frames=high - low,
        beat_offset=beat_offset,
        beat_in_bar=beat_in_bar,
        chords=chords_within(chart.chords, low, high),
        words=_words_within(chart.words, low, high),
        kept=True,
    )


def _at_rate(charts: Sequence[Chart], old_hz: int, new_hz: int) -> Iterator[Chart]:
    """Convert charts to another rate; borders are rounded, never lengths."""
    ratio = Fraction(new_hz, old_hz)
    start = 0
    for chart in charts:
        end = start + chart.frames
        yield replace(
            chart,
            frames=round(end * ratio) - round(start * ratio),
            beat_offset=round(chart.beat_offset * ratio),
            chords=tuple(
                replace(chord, start=round(chord.start * ratio))
                for chord in chart.chords
            ),
            words=tuple(
                WordAt(word.word, round(word.start * ratio), round(word.end * ratio))
                for word in chart.words
            ),
        )
        start = end


def _grid_from(chart: Chart, frame: Frames, rate_hz: int) -> tuple[Frames, int]:
    """Return the distance to the first beat at or after a frame, and its number."""
    beat = beat_frames(chart, rate_hz)
    ahead = Fraction(frame - chart.beat_offset)
    # A beat that falls between two frames belongs to the nearer one, so half a frame
    # before `frame` still counts as at it.
    beats = max(0, -(-(ahead - Fraction(1, 2)) // beat))
    offset = max(0, round(chart.beat_offset + beats * beat) - frame)
    return offset, (chart.beat_in_bar + beats) % chart.beats_a_bar


def chords_within(
    chords: Sequence[ChordAt], low: Frames, high: Frames
) -> tuple[ChordAt, ...]:
    """Cut chords to a stretch; the one that sounds at its start begins there."""
    before = [chord for chord in chords if chord.start <= low]
    inside = [chord for chord in chords if low < chord.start < high]
    return tuple(
        replace(chord, start=max(0, chord.start - low))
        for chord in (*before[-1:], *inside)
    )


def _words_within(
    words: Sequence[WordAt], low: Frames, high: Frames
) -> tuple[WordAt, ...]:
    """Cut words to a stretch; a word belongs to it when its middle does."""
    return tuple(
        WordAt(word.word, max(0, word.start - low), min(high, word.end) - low)
        for word in words
        if low <= (word.start + word.end) // 2 < high
    )


def to_bytes(hearing: Hearing) -> bytes:
    """Write a hearing as canonical JSON."""
    return digest.canonical(asdict(hearing))


def from_bytes(content: bytes) -> Hearing:
    """Read a hearing back from its canonical JSON.

    Raises:
        ValueError, TypeError, KeyError: when the bytes are no hearing.
    """
    fields: dict[str, Any] = json.loads(content)
    sound = fields.pop("sound")
    charts = tuple(_chart_from(each) for each in fields.pop("charts"))
    return Hearing(
        **fields, charts=charts, sound=None if sound is None else _sound_from(sound)
    )


def _sound_from(fields: dict[str, Any]) -> Sound:
    lists = {name: tuple(fields[name]) for name in ("bands", "groove")}
    return Sound(**{**fields, **lists})


def _chart_from(fields: dict[str, Any]) -> Chart:
    lists = {
        "chords": tuple(ChordAt(**each) for each in fields["chords"]),
        "words": tuple(WordAt(**each) for each in fields["words"]),
        "instruments": tuple(fields["instruments"]),
        "motif": tuple(fields["motif"]),
        "groove": tuple(fields.get("groove", ())),
    }
    return Chart(**{**fields, **lists})
