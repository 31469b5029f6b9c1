import asyncio

from partita.providers.turns import Turns


class Crowd:
    """People who all want a turn, and how many were in at once."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.inside = 0
        self.most = 0

    async def visit(self) -> None:
        async with self.turns.turn():
            self.inside += 1
            self.most = max(self.most, self.inside)
            await asyncio.sleep(0)
            self.inside -= 1

    async def all_visit(self, people: int) -> None:
        await asyncio.gather(*(self.visit() for _ in range(people)))


def test_no_more_are_in_than_the_limit_allows() -> None:
    async def run() -> int:
        crowd = Crowd(Turns(3))
        await crowd.all_visit(20)
        return crowd.most

    assert asyncio.run(run()) == 3


def test_fewer_are_let_in_once_the_limit_is_lowered() -> None:
    async def run() -> int:
        turns = Turns(5)
        async with turns.turn():
            turns.lower(2)
            crowd = Crowd(turns)
            await crowd.all_visit(10)
        return crowd.most

    assert asyncio.run(run()) == 1


def test_a_limit_is_never_raised_nor_lowered_to_none() -> None:
    turns = Turns(2)

    turns.lower(5)
    assert turns.limit == 2
    turns.lower(0)

    assert turns.limit == 1


def test_who_gives_up_waiting_keeps_nobody_else_out() -> None:
    async def run() -> int:
        turns = Turns(1)
        crowd = Crowd(turns)
        async with turns.turn():
            tired = asyncio.create_task(crowd.visit())
            await asyncio.sleep(0)
            tired.cancel()
        await crowd.all_visit(2)
        return crowd.most

    assert asyncio.run(run()) == 1


def test_a_turn_ends_with_an_error_too() -> None:
    async def run() -> int:
        turns = Turns(1)
        try:
            async with turns.turn():
                raise LookupError
        except LookupError:
            crowd = Crowd(turns)
            await crowd.all_visit(1)
        return crowd.most

    assert asyncio.run(run()) == 1
