import itertools

import pytest

from partita.build.states import LEGAL, State, States


@pytest.mark.parametrize(("old", "new"), list(itertools.product(State, State)))
def test_a_state_changes_exactly_as_the_table_says(old: State, new: State) -> None:
    states = States(["a"])
    states._of["a"] = old

    if new in LEGAL[old]:
        states.move("a", new)
        assert states["a"] is new
    else:
        with pytest.raises(ValueError, match="can't go from"):
            states.move("a", new)


def test_every_state_has_a_row_in_the_table() -> None:
    assert set(LEGAL) == set(State)


def test_counts_are_of_all_actions() -> None:
    states = States(["a", "b"])
    states.move("a", State.CLEAN)

    assert states.counts()[State.CLEAN] == 1
    assert sum(states.counts().values()) == 2
