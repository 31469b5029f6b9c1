"""Random branches of lockfiles, merged by git itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from partita.store import lockfile
from partita.store.take import Take
from tests.store.branches import History, Pins, anyhow, apart, merge, touched

UNION = lockfile.ATTRIBUTE

Lineage = set[tuple[tuple[str, str, str], tuple[str, str, str] | None]]


def wanted(history: History) -> dict[str, lockfile.Pin]:
    """Merge target by target what two branches say that changed different ones."""
    (theirs,) = history.theirs
    changed = touched(history.base, theirs)
    kept = {name: pin for name, pin in history.ours.items() if name not in changed}
    return kept | {name: theirs[name] for name in changed if name in theirs}


def lineage(pins: Pins) -> Lineage:
    """Return every paid take, with the one that it was revised from."""
    found: Lineage = set()
    for pin in pins.values():
        held: dict[int, Take] = {take.take: take for take in pin.takes}
        for take in pin.takes:
            parent = held.get(take.parent or 0)
            found.add((take.identity, parent.identity if parent else None))
    return found


def charged(pins: Pins) -> set[str]:
    return {expense.id for pin in pins.values() for expense in pin.expenses}


def test_branches_that_changed_different_songs_merge_without_conflict(
    tmp_path: Path,
) -> None:
    histories = [apart(seed, tmp_path) for seed in range(250)]

    assert merge(histories, tmp_path, UNION) == [0]

    for history in histories:
        assert "<<<<<<<" not in history.path.read_text()
        found, right = lockfile.read(history.path), wanted(history)
        assert {name: found.get(name) for name in right} == right, history.seed
        # What one branch dropped just beside a change of the other may come back, as
        # it was: the manifest does not have it, and the next build drops it again.
        left = {name: pin for name, pin in found.items() if name not in right}
        assert left.items() <= history.base.items(), history.seed


@pytest.mark.parametrize(("attribute", "count"), [(UNION, 200), ("", 50)])
def test_what_any_branch_paid_for_stays_whatever_the_others_changed(
    tmp_path: Path, attribute: str, count: int
) -> None:
    histories = [anyhow(seed, tmp_path) for seed in range(count)]
    if not attribute:  # the second merge has to wait until the first is mended
        histories = [
            History(h.seed, h.base, h.ours, h.theirs[:1], h.path) for h in histories
        ]

    statuses = merge(histories, tmp_path, attribute)

    assert statuses == ([0, 0] if attribute else [1])
    for history in histories:
        found = lockfile.read(history.path)
        for side in (history.ours, *history.theirs):
            assert lineage(side) <= lineage(found), history.seed
            assert charged(side) <= charged(found), history.seed
        for pin in found.values():
            assert len({take.take for take in pin.takes}) == len(pin.takes)
        assert lockfile.read(again(history.path, found)) == found


def again(path: Path, pins: Pins) -> Path:
    path.write_text(lockfile.text(pins))
    return path
