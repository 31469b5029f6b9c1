"""Judge what was inpainted: kept audio, seams, what goes on across them.

Knows cases and the audio that they keep; thresholds are `judge`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from eval.inpainting import Case
from eval.judge import (
    EMPTY_LUFS,
    MOST_CLICK,
    MOST_JUMP_DB,
    OFF_GRID,
    OFF_TEMPO,
    Verdict,
    section_lufs,
)
from eval.play import heard

from eval import measure
from partita.engine.brief import Keep
from partita.engine.hearing import beat_after, beat_frames
from partita.units import frame_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eval.play import Known, Played
    from numpy.typing import NDArray

    from partita.engine.score import Chart

#: How much of both sides of a seam is looked at.
_REACH_S = 5.0


def judge_case(case: Case, played: Played, known: Mapping[str, Known]) -> Verdict:
    """Judge one case."""
    verdict = Verdict(case.name)
    levels = section_lufs(played)
    said = " ".join(f"{level:.0f}" for level in levels)
    verdict.demand("filled", said, met=min(levels) > EMPTY_LUFS)
    _judge_kept(verdict, case, played, known)
    _judge_seams(verdict, case, played)
    if case.joined:
        _judge_going_on(verdict, case, played, known)
    return verdict


def _judge_kept(
    verdict: Verdict, case: Case, played: Played, known: Mapping[str, Known]
) -> None:
    borders = played.borders
    altered = []
    for number, chunk in enumerate(case.brief.chunks):
        if isinstance(chunk, Keep):
            source = known[chunk.slice.audio].audio
            start = frame_at(chunk.slice.start_ms, source.rate_hz)
            end = frame_at(chunk.slice.end_ms, source.rate_hz)
            there = played.audio.frames[borders[number] : borders[number + 1]]
            if not np.array_equal(there, source.frames[start:end]):
                altered.append(str(number))
    if any(isinstance(chunk, Keep) for chunk in case.brief.chunks):
        said = f"altered: {' '.join(altered)}" if altered else "exact"
        verdict.demand("kept", said, met=not altered)


def _judge_seams(verdict: Verdict, case: Case, played: Played) -> None:
    audio, rate_hz = played.audio.to_float(), played.audio.rate_hz
    seams = played.borders[1:-1]
    if not seams:
        return
    clicks = [measure.click(audio, seam) for seam in seams]
    said = " ".join(f"{click:.2f}" for click in clicks)
    verdict.demand("seams", said, met=max(clicks) <= MOST_CLICK)
    jumps = [measure.level_jump_db(audio, seam, rate_hz) for seam in seams]
    if case.joined:
        said = " ".join(f"{jump:+.1f}" for jump in jumps)
        verdict.demand("level", said, met=max(map(abs, jumps)) <= MOST_JUMP_DB)


def _judge_going_on(
    verdict: Verdict, case: Case, played: Played, known: Mapping[str, Known]
) -> None:
    """Judge whether generated beats lie on the grid of the kept audio next to them."""
    borders, charts = played.borders, played.score.charts
    signal = measure.mono(played.audio.to_float(), played.audio.rate_hz)
    beats_s = measure.beats_s(signal)
    said, met = [], True
    for number, chunk in enumerate(case.brief.chunks):
        if isinstance(chunk, Keep):
            continue
        near = [each for each in (number - 1, number + 1) if _is_kept(case, each)]
        for neighbour in near:
            seam = _seam(case, played, known, number, neighbour)
            off = _off_grid(seam, beats_s)
            faster = charts[number].tempo_mbpm / seam.tempo_mbpm
            said.append(f"{off:.2f} beats, tempo x{faster:.3f}")
            met = met and off <= OFF_GRID and abs(faster - 1) <= OFF_TEMPO
    if said:
        verdict.demand("goes on", "; ".join(said), met=met)
    verdict.said["keys"] = " ".join(_key(chart) for chart in charts)
    verdict.said["borders"] = " ".join(str(border) for border in borders)


def _is_kept(case: Case, number: int) -> bool:
    chunks = case.brief.chunks
    return 0 <= number < len(chunks) and isinstance(chunks[number], Keep)


@dataclass(frozen=True)
class _Seam:
    """Where a generated chunk meets kept audio, and the grid that it has there.

    Args:
        is_after: whether the generated chunk comes after the kept one.
    """

    at_s: float
    beat_s: float
    some_beat_s: float
    tempo_mbpm: int
    is_after: bool


def _seam(
    case: Case, played: Played, known: Mapping[str, Known], number: int, neighbour: int
) -> _Seam:
    kept = case.brief.chunks[neighbour]
    assert isinstance(kept, Keep)
    hearing = heard(kept.slice, known[kept.slice.audio])
    is_after = neighbour < number
    chart = hearing.last if is_after else hearing.first
    offset = beat_after(hearing)[0] if is_after else chart.beat_offset
    rate_hz = hearing.rate_hz
    at_s = played.borders[max(number, neighbour)] / rate_hz
    beat_s = float(beat_frames(chart, rate_hz)) / rate_hz
    return _Seam(at_s, beat_s, at_s + offset / rate_hz, chart.tempo_mbpm, is_after)


def _off_grid(seam: _Seam, beats_s: NDArray[np.float64]) -> float:
    """Return how far librosa's beats are from the kept grid, near the seam.

    In beats, half beats being as good, and less what librosa is late by anyway on the
    kept side.
    """
    before = beats_s[(beats_s < seam.at_s) & (beats_s > seam.at_s - _REACH_S)]
    after = beats_s[(beats_s >= seam.at_s) & (beats_s < seam.at_s + _REACH_S)]
    if len(before) < 2 or len(after) < 2:
        return 0.5
    kept, made = (before, after) if seam.is_after else (after, before)
    turned = _phase(seam, made) * np.conj(_phase(seam, kept))
    return float(abs(np.angle(turned)) / (2 * np.pi) / 2)


def _phase(seam: _Seam, times_s: NDArray[np.float64]) -> complex:
    turns = (times_s - seam.some_beat_s) / (seam.beat_s / 2)
    return complex(np.mean(np.exp(2j * np.pi * turns)))


def _key(chart: Chart) -> str:
    return f"{measure.NOTES[chart.tonic]}-{chart.mode[:3]}@{chart.tempo_mbpm // 1000}"
