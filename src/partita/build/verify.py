"""Check all that a project has stored, pinned, paid for and written.

Every blob is digested again, every kept range proved again, every output compared.
Each finding says what mends it. Changes nothing but in `mend`; runs no action.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from partita.build import checks, seal
from partita.build.garbage import live_traces
from partita.build.prepare import Terms, prepare
from partita.build.scene import Finding, Scene
from partita.build.schedule import assess
from partita.build.yard import Yard, make_store, open_yard
from partita.store.guard import guard

#: Every check, in the order in which findings are told.
CHECKS = (
    checks.records,
    checks.blobs,
    checks.takes,
    checks.facts,
    checks.audio,
    checks.keeps,
    checks.pins,
    checks.outputs,
    checks.requests,
)


def verify(project: Path) -> tuple[Finding, ...]:
    """Return everything that is not as it should be.

    Raises:
        ManifestError, StoreError: when what should be can't be known.
    """
    return tuple(_findings(_scene(open_yard(project, lambda _: None))))


def mend(project: Path) -> int:
    """Put away what can be made again, so that the next build does.

    Corrupt blobs are moved aside, and what told of them is dropped. What was paid for
    stays as it is.

    Returns:
        How many findings a build will mend now.

    Raises:
        ManifestError, StoreError, GuardHeld: when nothing could be done.
    """
    with guard(make_store(project), wait_s=0, on_wait=lambda _: None):
        yard = open_yard(project, lambda _: None)
        found = [each for each in _findings(_scene(yard)) if each.can_be_mended]
        for each in found:
            if each.blob is not None:
                yard.blobs.move_aside(each.blob)
        spoilt = {action for each in found for action in each.actions}
        if found:
            yard.traces.sift(lambda trace: trace.action not in spoilt)
            # Nothing looks changed, so a build would have nothing to do.
            (yard.store / seal.NAME).unlink(missing_ok=True)
    return len(found)


def _findings(scene: Scene) -> Iterator[Finding]:
    for check in CHECKS:
        yield from check(scene)


def _scene(yard: Yard) -> Scene:
    compiled = prepare(yard, Terms(record=False)).compiled
    actions = compiled.actions.values()
    verdicts = assess(actions, yard.answer, yard.traces.latest)
    known = {n: v.outputs for n, v in verdicts.items() if v.outputs is not None}
    return Scene(yard, compiled, known, live_traces(yard, compiled))
