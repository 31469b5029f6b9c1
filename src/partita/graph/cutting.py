"""Compile a piece that is only cut from others: nobody is asked for it. Pure.

Where nothing is generated, every sample is a source's own, so there is nothing that a
provider could be paid for. Knows plans; does not know whether a source is there.
"""

from __future__ import annotations

from partita.graph.actions import Action, Input, Kind
from partita.graph.asked import numbers_of
from partita.graph.sources import keeps_of
from partita.plan.chunks import LoweredTarget


def cut(
    target: LoweredTarget, inputs: tuple[Input, ...], codecs: int
) -> tuple[Action, Action] | None:
    """Return what cuts a piece and what proves it; None when something is generated.

    Args:
        inputs: the audio of each source that is a target, in order of the plan.
    """
    keeps = keeps_of(target.plan, numbers_of(target))
    # What is kept never overlaps, so as much of it as there is time is all of it.
    if sum(keep["duration_ms"] for keep in keeps) != target.duration_ms:
        return None
    name, spec = target.name, {"duration_ms": target.duration_ms, "keeps": keeps}
    master = Action(
        Kind.MASTER, f"master:{name}", name, {"codecs": codecs, **spec}, inputs
    )
    given = (Input("audio", master.name, "audio"), *inputs)
    return master, Action(Kind.KEEP, f"keep:{name}", name, {"keeps": keeps}, given)
