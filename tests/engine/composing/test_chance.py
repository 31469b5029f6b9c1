"""Seeded chance."""

from partita.engine.composing.chance import Chance, seed_of


def test_the_same_name_gives_the_same_stream() -> None:
    one, other = Chance("bass", 3), Chance("bass", 3)

    assert [one.below(1000) for _ in range(9)] == [other.below(1000) for _ in range(9)]


def test_another_name_gives_another_stream() -> None:
    assert [Chance("a", at).below(10**9) for at in range(3)] != [
        Chance("b", at).below(10**9) for at in range(3)
    ]


def test_the_stream_is_the_same_on_every_machine() -> None:
    chance = Chance("golden", 1)

    assert seed_of("golden", 1) == 928817178
    assert [chance.below(100) for _ in range(4)] == [79, 11, 19, 10]


def test_numbers_stay_in_their_range() -> None:
    chance = Chance("range")

    assert {chance.below(3) for _ in range(200)} == {0, 1, 2}
    assert all(abs(chance.spread(5)) <= 5 for _ in range(200))
    assert chance.spread(0) == 0
