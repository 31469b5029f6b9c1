"""Judge whether each strength is nearer to its reference than the one below.

In sum for each reference, step by step, and over all references in each respect. What
is chance is told from the run itself: by how much takes of one plan differ, and by how
much references do. Knows what was measured; does not know what was played.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import sqrt
from statistics import fmean, variance

from eval.judge import Verdict

#: How unlike its reference each take is in each respect, by strength, weakest first.
Takes = Mapping[str, Sequence[Mapping[str, float]]]
#: What is judged of a take.
_Reading = Callable[[Mapping[str, float]], float]


def judge_strengths(all_takes: Mapping[str, Takes]) -> list[Verdict]:
    """Judge each reference, by its name, and then all of them together."""
    alone = [_judge_one(name, takes, all_takes) for name, takes in all_takes.items()]
    respects = next(iter(next(iter(all_takes.values())).values()))[0]
    together = [_judge_respect(each, all_takes) for each in respects]
    return [*alone, *together, _judge_sum(all_takes)]


def _judge_one(name: str, takes: Takes, all_takes: Mapping[str, Takes]) -> Verdict:
    """Judge the steps of one reference: none may lead away by more than chance."""
    verdict = Verdict(f"strengths-{name}")
    means = _means(takes, _total)
    ordered = [
        below < above + slack
        for (above, below), slack in zip(
            pairwise(means), _slacks(all_takes, _total), strict=True
        )
    ]
    verdict.demand("strengths", _said(means, 2), met=all(ordered))
    verdict.counts["strengths"] = (sum(ordered), len(ordered))
    for strength, each in takes.items():
        verdict.said[strength] = " ".join(
            f"{respect} {fmean(take[respect] for take in each):.2f}"
            for respect in each[0]
        )
    return verdict


def _judge_respect(respect: str, all_takes: Mapping[str, Takes]) -> Verdict:
    """Judge the means of a respect: no step may lead away by more than chance."""

    def reading(take: Mapping[str, float]) -> float:
        return take[respect]

    means, slacks = _over_all(all_takes, reading)
    met = all(
        below < above + slack
        for (above, below), slack in zip(pairwise(means), slacks, strict=True)
    )
    verdict = Verdict(f"strengths in {respect}")
    verdict.demand("respects", _said(means, 3), met=met and means[0] > means[-1])
    return verdict


def _judge_sum(all_takes: Mapping[str, Takes]) -> Verdict:
    """Judge the means of the sums: each step has to lead nearer by more than chance."""
    means, slacks = _over_all(all_takes, _total)
    met = all(
        below < above - 2 * slack
        for (above, below), slack in zip(pairwise(means), slacks, strict=True)
    )
    verdict = Verdict("strengths in sum")
    chance = ", ".join(f"{slack:.3f}" for slack in slacks)
    verdict.demand("respects", f"{_said(means, 3)} (chance: {chance})", met=met)
    return verdict


def _total(take: Mapping[str, float]) -> float:
    return sum(take.values())


def _means(takes: Takes, reading: _Reading) -> list[float]:
    return [fmean(map(reading, each)) for each in takes.values()]


def _over_all(
    all_takes: Mapping[str, Takes], reading: _Reading
) -> tuple[list[float], list[float]]:
    """Return the mean of each strength over all references, and what is chance.

    Here references are what could as well be others: the standard error of the mean of
    a step, from the variance of that step over the references.
    """
    rows = [_means(takes, reading) for takes in all_takes.values()]
    steps = [[above - below for above, below in pairwise(row)] for row in rows]
    means = [fmean(column) for column in zip(*rows, strict=True)]
    slacks = [sqrt(variance(column) / len(rows)) for column in zip(*steps, strict=True)]
    return means, slacks


def _slacks(all_takes: Mapping[str, Takes], reading: _Reading) -> list[float]:
    """Return what the means of two strengths may differ by without meaning anything.

    The standard error of the difference, from the variance of takes of one plan, pooled
    over the references.
    """
    names = list(next(iter(all_takes.values())))
    errors = [
        fmean(
            variance(map(reading, takes[name])) / len(takes[name])
            for takes in all_takes.values()
        )
        for name in names
    ]
    return [sqrt(above + below) for above, below in pairwise(errors)]


def _said(means: Sequence[float], digits: int) -> str:
    return " > ".join(f"{mean:.{digits}f}" for mean in means)
