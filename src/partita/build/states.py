"""The states of an action in one build, and the only changes that are legal. Pure."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where an action stands."""

    #: Something that it needs is not settled, so its key is not known yet.
    WAITING = "waiting"
    #: Its key has a trace: nothing runs, what it made is known.
    CLEAN = "clean"
    #: Its key is known and nothing answers to it.
    DIRTY = "dirty"
    #: Running now.
    RUNNING = "running"
    #: Ran in this build; bytes and trace are on the disk.
    DONE = "done"
    #: Ran in this build and said no.
    FAILED = "failed"
    #: Not tried, because something that it needs failed or the build was stopped.
    SKIPPED = "skipped"


#: A clean action may turn dirty when its bytes are found to be missing or corrupt;
#: a dirty one goes back to waiting while a need's lost bytes are made again.
LEGAL: dict[State, frozenset[State]] = {
    State.WAITING: frozenset({State.CLEAN, State.DIRTY, State.SKIPPED}),
    State.CLEAN: frozenset({State.DIRTY}),
    State.DIRTY: frozenset({State.RUNNING, State.SKIPPED}),
    State.RUNNING: frozenset({State.DONE, State.FAILED, State.DIRTY}),
    State.DONE: frozenset({State.DIRTY}),
    State.FAILED: frozenset(),
    State.SKIPPED: frozenset(),
}

SETTLED = frozenset({State.CLEAN, State.DONE})


class States:
    """The state of every action. Nothing else may change one."""

    def __init__(self, names: list[str]) -> None:
        """Start with everything waiting."""
        self._of = dict.fromkeys(names, State.WAITING)

    def __getitem__(self, name: str) -> State:
        return self._of[name]

    def move(self, name: str, state: State) -> None:
        """Change a state.

        Raises:
            ValueError: when the table does not allow it.
        """
        if state not in LEGAL[self._of[name]]:
            message = f"{name} can't go from {self._of[name]} to {state}"
            raise ValueError(message)
        self._of[name] = state

    def counts(self) -> dict[State, int]:
        """Return how many actions are in each state."""
        held = list(self._of.values())
        return {state: held.count(state) for state in State}
