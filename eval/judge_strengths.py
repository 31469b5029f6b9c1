"""Judge whether each strength is nearer to its reference than the one below.

In sum for each reference, step by step, and over all references in each respect. Knows
what was measured; does not know what was played.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from eval.judge import Verdict

#: How unlike its reference a piece is in each respect, by strength, weakest first.
Unlike = Sequence[Mapping[str, float]]

#: How far two takes of one plan are from each other, measured over eight plans: 0.09 in
#: sum, and in the mean of a respect 0.02. What differs by less is equally near.
_SAME = 0.09
_SAME_RESPECT = 0.02


def judge_strengths(name: str, unlike: Mapping[str, Mapping[str, float]]) -> Verdict:
    """Judge the steps from strength to strength of one reference.

    A step must not lead away by more than two takes of the same plan are apart.

    Args:
        unlike: by strength, the weakest first.
    """
    verdict = Verdict(f"strengths-{name}")
    totals = [sum(each.values()) for each in unlike.values()]
    ordered = [below < above + _SAME for above, below in pairwise(totals)]
    said = " > ".join(f"{total:.2f}" for total in totals)
    verdict.demand("strengths", said, met=all(ordered))
    verdict.counts["strengths"] = (sum(ordered), len(ordered))
    for strength, each in unlike.items():
        verdict.said[strength] = " ".join(f"{k} {v:.2f}" for k, v in each.items())
    return verdict


def judge_respects(all_unlike: Sequence[Unlike]) -> list[Verdict]:
    """Judge the means over all references, respect by respect."""
    verdicts = []
    for respect in all_unlike[0][0]:
        means = [
            sum(unlike[at][respect] for unlike in all_unlike) / len(all_unlike)
            for at in range(len(all_unlike[0]))
        ]
        verdict = Verdict(f"strengths in {respect}")
        met = all(below <= above + _SAME_RESPECT for above, below in pairwise(means))
        said = " > ".join(f"{mean:.3f}" for mean in means)
        verdict.demand("respects", said, met=met and means[0] > means[-1])
        verdicts.append(verdict)
    return verdicts
