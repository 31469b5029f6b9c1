"""Tests of work that fills several cores from within one process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from partita.audio.side_by_side import allow, prepared, side_by_side


@pytest.fixture(params=[1, 3])
def threads(request: pytest.FixtureRequest) -> Iterator[int]:
    allow(request.param)
    yield request.param
    allow(1)


@pytest.mark.usefixtures("threads")
def test_results_come_in_the_order_of_what_was_given() -> None:
    squares = list(side_by_side(lambda number: number * number, range(50)))

    assert squares == [number * number for number in range(50)]


def test_no_more_is_taken_than_a_few_ahead(threads: int) -> None:
    given = iter(range(50))
    stream = side_by_side(abs, given)
    next(stream)
    stream.close()  # type: ignore[attr-defined]

    assert next(given) == (1 if threads == 1 else 2 * threads)


@pytest.mark.usefixtures("threads")
def test_what_is_prepared_comes_in_order_and_ends() -> None:
    assert list(prepared(iter(range(1, 50)))) == list(range(1, 50))


def test_a_few_more_are_made_while_one_is_looked_at(threads: int) -> None:
    made = []

    def making() -> Iterator[int]:
        for number in range(1, 50):
            made.append(number)
            yield number

    stream = prepared(making())
    next(stream)
    stream.close()  # type: ignore[attr-defined]

    assert len(made) == (1 if threads == 1 else 7)


@pytest.mark.usefixtures("threads")
def test_what_goes_wrong_while_preparing_is_raised() -> None:
    stream = prepared(1 // number for number in (1, 0))

    assert next(stream) == 1
    with pytest.raises(ZeroDivisionError):
        next(stream)
