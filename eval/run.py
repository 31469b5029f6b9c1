"""Render every plan and case, measure, and write one table and one page of pictures.

    PYTHONPATH=src python -m eval.run [--quick | --strengths] [--only NAME …]

Writes `eval/results.md` (a whole run only) and, below `eval/build/`, the pictures, the
audio and every doubt in words. Ends with 1 when a threshold is missed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import ChainMap
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import soundfile
from eval.judge import REQUIRED, Verdict, judge
from eval.judge_seams import judge_case
from eval.judge_strengths import Takes, judge_strengths
from eval.pictures import draw, page
from eval.plans import PLANS, QUICK, Plan, brief_of
from eval.play import Known, Played, cut, play, without_voices
from eval.unlike import traits_of, unlike

from eval import inpainting, likeness, measure, upload
from partita.audio.buffer import Audio

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from partita.engine.brief import Strength

OUT: Final = Path("eval/build")
TABLE: Final = Path("eval/results.md")
_PROCESSES: Final = 2
_COLUMNS: Final = tuple(REQUIRED)


@dataclass(frozen=True)
class Result:
    """A verdict, and how many times faster than real time the engine was."""

    verdict: Verdict
    speed: float


def run_plan(plan: Plan) -> Result:
    """Play and judge one plan; what fails is a verdict too."""
    started = time.process_time()
    try:
        played = play(brief_of(plan))
    except Exception as error:  # noqa: BLE001 - the table tells of it
        return _failed(plan.name, error)
    speed = _speed(played, started)
    sings = any(part is not None and part.sung for part in played.score.parts)
    alone = without_voices(played) if sings else None
    _keep(plan.name, played)
    return Result(judge(plan, played, alone), speed)


def run_cases(names: Sequence[str]) -> list[Result]:
    """Play and judge the inpainting cases, over bases that are played once."""
    known = {plan.name: _known(plan) for plan in inpainting.base_plans()}
    known[inpainting.UPLOAD] = _recording()
    results = []
    for case in inpainting.CASES:
        if names and case.name not in names:
            continue
        started = time.process_time()
        try:
            played = play(case.brief, known)
        except Exception as error:  # noqa: BLE001 - the table tells of it
            results.append(_failed(case.name, error))
            continue
        speed = _speed(played, started)
        _keep(case.name, played)
        results.append(Result(judge_case(case, played, known), speed))
    return results


def run_likenesses(audio: str) -> dict[str, Takes]:
    """Play and measure all that resembles a piece, by the name of the likeness."""
    plan = next((each for each in PLANS if each.name == audio), None)
    source = _recording() if plan is None else _known(plan)
    odd = plan is not None and plan.metre != "4/4"
    times = measure.TAPPED_IN_THREES if odd else measure.TAPPED
    alike = [each for each in likeness.LIKENESSES if each.audio == audio]
    reference = traits_of(_signal(cut(alike[0].like, source.audio)))
    return {
        each.name: {
            strength: [
                unlike(traits_of(signal, reference), reference, times)
                for signal in _takes(each, strength, source)
            ]
            for strength in likeness.STRENGTHS
        }
        for each in alike
    }


def _takes(
    asked: likeness.Likeness, strength: Strength, source: Known
) -> Iterator[NDArray[np.float32]]:
    """Play what is asked, once for each seed; its ending is left out."""
    known = Known(source.audio, None if asked.is_heard else source.score)
    for seed in likeness.SEEDS:
        audio = play(asked.brief(strength, seed), {asked.audio: known}).audio
        yield _signal(audio.slice(0, likeness.SECONDS * audio.rate_hz))


def _signal(audio: Audio) -> NDArray[np.float32]:
    return measure.mono(audio.to_float(), audio.rate_hz)


def _recording() -> Known:
    recording = upload.recording(inpainting.UPLOAD_SECONDS)
    return Known(Audio.from_float(recording, upload.RATE_HZ))


def _known(plan: Plan) -> Known:
    played = play(brief_of(plan))
    return Known(played.audio, played.score)


def _failed(name: str, error: Exception) -> Result:
    verdict = Verdict(name)
    verdict.demand("filled", f"{type(error).__name__}: {error}", met=False)
    return Result(verdict, 0.0)


def _speed(played: Played, started: float) -> float:
    seconds = played.audio.frame_count / played.audio.rate_hz
    return seconds / max(1e-3, time.process_time() - started)


def _keep(name: str, played: Played) -> None:
    """Keep the audio and its picture, to be looked at."""
    OUT.mkdir(parents=True, exist_ok=True)
    audio = played.audio.to_float()
    soundfile.write(OUT / f"{name}.flac", audio, played.audio.rate_hz)
    draw(name, audio, played.audio.rate_hz, played.borders, OUT / f"{name}.png")


def shares(verdicts: Iterable[Verdict]) -> dict[str, tuple[int, int]]:
    """Return how often each demand was met and made."""
    counts = dict.fromkeys(REQUIRED, (0, 0))
    for verdict in verdicts:
        for demand, met in verdict.demands.items():
            right, made = counts[demand]
            more = verdict.counts.get(demand, (int(met), 1))
            counts[demand] = (right + more[0], made + more[1])
    return counts


def table(results: Sequence[Result]) -> str:
    """Write the results as Markdown: shares first, then a row for each plan."""
    lines = ["# What was asked, and what other ears heard", ""]
    lines += ["| demand | met | of | share | required |", "|---|---|---|---|---|"]
    for demand, (right, made) in shares(each.verdict for each in results).items():
        if made:
            mark = "" if right >= REQUIRED[demand] * made else " **missed**"
            lines.append(
                f"| {demand} | {right} | {made} | {right / made:.0%}{mark} "
                f"| {REQUIRED[demand]:.0%} |"
            )
    lines += ["", "| plan | " + " | ".join(_COLUMNS) + " | x real time |"]
    lines.append("|---" * (len(_COLUMNS) + 2) + "|")
    lines += [_row(each) for each in results]
    return "\n".join(lines) + "\n"


def _row(result: Result) -> str:
    verdict = result.verdict
    cells = [
        f"{'' if verdict.demands[column] else '✗ '}{verdict.said[column]}"
        if column in verdict.demands
        else ""
        for column in _COLUMNS
    ]
    speed = f"{result.speed:.0f}" if result.speed else ""
    return f"| {verdict.name} | " + " | ".join(cells) + f" | {speed} |"


def doubts(results: Sequence[Result]) -> str:
    """Write everything that is not as asked, and what else was measured."""
    lines = []
    for result in results:
        verdict = result.verdict
        lines += [f"{verdict.name}: {doubt}" for doubt in verdict.doubts]
        rest = {k: v for k, v in verdict.said.items() if k not in REQUIRED}
        lines.append(f"{verdict.name}: . {rest} {result.speed:.0f}x")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a dozen plans, no cases")
    parser.add_argument("--cases", action="store_true", help="inpainting cases only")
    parser.add_argument("--strengths", action="store_true", help="references only")
    parser.add_argument("--only", nargs="*", default=(), help="names of plans or cases")
    chosen = parser.parse_args()
    names = chosen.only or (QUICK if chosen.quick else ())
    plans = [plan for plan in PLANS if not names or plan.name in names]
    with_cases = not chosen.quick and (
        not names or any(case.name in names for case in inpainting.CASES)
    )
    results: list[Result] = []
    with ProcessPoolExecutor(_PROCESSES) as pool:
        waiting = None
        if with_cases and not chosen.strengths:
            waiting = pool.submit(run_cases, names)
        if not chosen.cases and not chosen.strengths:
            results += pool.map(run_plan, plans)
        if waiting is not None:
            results += waiting.result()
        if not names:
            audios = dict.fromkeys(each.audio for each in likeness.LIKENESSES)
            takes = ChainMap(*pool.map(run_likenesses, audios))
            results += [Result(each, 0.0) for each in judge_strengths(takes)]
    report(results, whole=not names and not chosen.cases and not chosen.strengths)
    return int(any("**missed**" in line for line in table(results).splitlines()))


def report(results: Sequence[Result], *, whole: bool) -> None:
    """Write the table, the doubts and the page of pictures."""
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "doubts.txt").write_text(doubts(results))
    (OUT / "results.md").write_text(table(results))
    if whole:
        TABLE.write_text(table(results))
    page([each.verdict.name for each in results], OUT)
    print(table(results))


if __name__ == "__main__":
    sys.exit(main())
