"""Judge what was inpainted: kept audio, seams, what goes on across them, strengths.

Knows cases and the audio that they keep; thresholds are `judge`'s.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from eval.inpainting import STRENGTHS, Case
from eval.judge import (
    EMPTY_LUFS,
    MOST_CLICK,
    MOST_JUMP_DB,
    OFF_GRID,
    OFF_TEMPO,
    Verdict,
    section_lufs,
)

from eval import measure
from partita.engine.brief import Keep
from partita.engine.hearing import beat_frames
from partita.units import frame_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eval.play import Known, Played

    from partita.engine.score import Chart


def judge_case(case: Case, played: Played, known: Mapping[str, Known]) -> Verdict:
    """Judge one case."""
    verdict = Verdict(case.name)
    levels = section_lufs(played)
    said = " ".join(f"{level:.0f}" for level in levels)
    verdict.demand("filled", said, met=min(levels) > EMPTY_LUFS)
    _judge_kept(verdict, case, played, known)
    _judge_seams(verdict, case, played)
    if case.joined:
        _judge_going_on(verdict, case, played)
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


def _judge_going_on(verdict: Verdict, case: Case, played: Played) -> None:
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
            off = _off_grid(played, beats_s, number, neighbour)
            faster = charts[number].tempo_mbpm / charts[neighbour].tempo_mbpm
            said.append(f"{off:.2f} beats, tempo x{faster:.3f}")
            met = met and off <= OFF_GRID and abs(faster - 1) <= OFF_TEMPO
    if said:
        verdict.demand("goes on", "; ".join(said), met=met)
    verdict.said["keys"] = " ".join(_key(chart) for chart in charts)
    verdict.said["borders"] = " ".join(str(border) for border in borders)


def _is_kept(case: Case, number: int) -> bool:
    chunks = case.brief.chunks
    return 0 <= number < len(chunks) and isinstance(chunks[number], Keep)


def _off_grid(
    played: Played,
    beats_s: np.ndarray[tuple[int], np.dtype[np.float64]],
    number: int,
    neighbour: int,
) -> float:
    """Return how far librosa's beats are from the neighbour's grid, near the seam.

    In beats, half beats being as good, and less what librosa is late by anyway in the
    neighbour itself.
    """
    rate_hz = played.audio.rate_hz
    seam = played.borders[max(number, neighbour)] / rate_hz
    start, end = (
        played.borders[neighbour] / rate_hz,
        played.borders[neighbour + 1] / rate_hz,
    )
    chart = played.score.charts[neighbour]
    beat_s = float(beat_frames(chart, rate_hz)) / rate_hz
    first_s = start + chart.beat_offset / rate_hz
    mine = beats_s[(beats_s >= start) & (beats_s < end)]
    reach = 4.0
    there = (beats_s > seam) & (beats_s < seam + reach)
    if neighbour > number:
        there = (beats_s < seam) & (beats_s > seam - reach)
    if len(mine) < 2 or not there.any():
        return 0.5

    def phase(times_s: np.ndarray[tuple[int], np.dtype[np.float64]]) -> complex:
        turns = (times_s - first_s) / (beat_s / 2)
        return complex(np.mean(np.exp(2j * np.pi * turns)))

    turned = phase(beats_s[there]) * np.conj(phase(mine))
    return float(abs(np.angle(turned)) / (2 * np.pi) / 2)


def _key(chart: Chart) -> str:
    return f"{measure.NOTES[chart.tonic]}-{chart.mode[:3]}@{chart.tempo_mbpm // 1000}"


def judge_strengths(
    audio: str, played: Mapping[str, Played], like: measure.Audio, rate_hz: int
) -> Verdict:
    """Judge whether every strength is nearer to its reference than the one below.

    Args:
        played: by the names of the cases.
    """
    verdict = Verdict(f"strengths-{audio}")
    reference = measure.mono(like, rate_hz)
    totals = []
    for strength in STRENGTHS:
        piece = played[f"similar-{audio}-{strength}"].audio
        unlike = measure.unlike(measure.mono(piece.to_float(), rate_hz), reference)
        totals.append(sum(unlike.values()))
        verdict.said[strength] = " ".join(f"{k} {v:.2f}" for k, v in unlike.items())
    ordered = all(a > b for a, b in pairwise(totals))
    said = " > ".join(f"{total:.2f}" for total in totals)
    verdict.demand("strengths", said, met=ordered)
    return verdict
