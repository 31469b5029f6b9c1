"""How a person wants a build to go, as far as the runner must know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from partita.graph.actions import Ship


@dataclass(frozen=True)
class Wishes:
    """How a person wants a build to go.

    Args:
        jobs: actions at once.
        output_dir: folder of the outputs, relative to the project.
        ships: what goes to the output folder, by the action that makes it.
        force: actions that run even when they are clean.
        overwrite: replace outputs that somebody edited by hand.
        locked: it is about what is pinned and nothing else.
    """

    jobs: int
    output_dir: str
    ships: Mapping[str, tuple[Ship, ...]]
    keep_going: bool = False
    force: frozenset[str] = frozenset()
    overwrite: bool = False
    locked: bool = False
