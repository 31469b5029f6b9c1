"""Which paid target took the place of one that is gone, and goes on with its takes.

A song that was only renamed is found by its request. One that was changed as well has
another request; what it keeps of the old plan tells. Changes what is known in memory,
writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partita.build.approach import made_for, may_revise
from partita.graph.actions import Action, Compiled, Kind
from partita.plan.document import from_document
from partita.plan.revise import revise

if TYPE_CHECKING:
    from partita.build.yard import Yard


def follow_renames(yard: Yard, compiled: Compiled) -> None:
    """Give the takes of targets that are gone to those that are mostly the same."""
    for action in compiled.actions.values():
        if action.kind is not Kind.COMPOSE or yard.takes.of(action.target):
            continue
        gone = {name for name, _ in yard.takes.all() if name not in compiled.targets}
        kept_ms = {name: _kept_ms(yard, name, action) for name in sorted(gone)}
        best = max(kept_ms, key=kept_ms.__getitem__, default=None)
        # By less than half it is another piece that begins alike.
        if best is not None and 2 * kept_ms[best] >= action.aside["duration_ms"]:
            yard.takes.rename(best, action.target)


def _kept_ms(yard: Yard, gone: str, action: Action) -> int:
    """Return how much of a target's take another target would keep."""
    take, document = yard.takes.base(gone), action.spec.get("plan")
    if take is None or document is None or not may_revise(action):
        return 0
    old, new = made_for(yard, take, action), from_document(document)
    if old is None or old == new:
        return 0 if old is None else new.duration_ms
    revision = revise(old, new)
    return sum(each.duration_ms for each in revision.kept) if revision else 0
