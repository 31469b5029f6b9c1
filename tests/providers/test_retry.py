import asyncio
from dataclasses import dataclass, field

import pytest

from partita.errors import ProviderError
from partita.providers.retry import (
    BUSY,
    TURN,
    UNREACHABLE,
    Again,
    Patience,
    Waiting,
    persist,
)


@dataclass
class Pauses:
    """Waits for nothing and writes down how long it would have been."""

    chance: float = 0.0
    slept: list[float] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    @property
    def waiting(self) -> Waiting:
        return Waiting(self.sleep, lambda: self.chance, self.told.append)


@dataclass
class Attempts:
    """Fails as it was told, then succeeds."""

    failures: list[Exception]

    async def __call__(self) -> str:
        if self.failures:
            raise self.failures.pop(0)
        return "music"


def again(patience: Patience, after_s: float | None = None) -> Again:
    error = ProviderError("not now", hint="nothing was billed", code="busy")
    return Again(error, patience, after_s)


def persisted(failures: list[Exception], pauses: Pauses) -> str:
    return asyncio.run(persist(Attempts(failures), pauses.waiting))


def test_a_success_is_returned_at_once() -> None:
    pauses = Pauses()

    assert persisted([], pauses) == "music"
    assert pauses.slept == []


def test_pauses_double_up_to_their_most() -> None:
    pauses = Pauses(chance=1.0)

    assert persisted([again(BUSY)] * 8, pauses) == "music"
    assert pauses.slept == [1, 2, 4, 8, 16, 32, 60, 60]


def test_chance_takes_up_to_half_of_a_pause() -> None:
    pauses = Pauses(chance=0.0)

    persisted([again(BUSY)] * 3, pauses)

    assert pauses.slept == [0.5, 1, 2]


def test_a_pause_that_the_service_asked_for_is_never_cut_short() -> None:
    pauses = Pauses(chance=0.0)

    persisted([again(BUSY, 7.0), again(BUSY, 7.0)], pauses)

    assert pauses.slept == [7.0, 7.0]


def test_patience_ends_after_its_total() -> None:
    pauses = Pauses(chance=1.0)

    with pytest.raises(ProviderError) as caught:
        persisted([again(BUSY) for _ in range(100)], pauses)

    assert sum(pauses.slept) <= BUSY.total_s
    assert caught.value.billing == "no"
    assert caught.value.hint == "tried 15 times in 9m3s; nothing was billed"


def test_a_pause_longer_than_all_patience_is_not_begun() -> None:
    pauses = Pauses()

    with pytest.raises(ProviderError) as caught:
        persisted([again(BUSY, 86_400.0)], pauses)

    assert pauses.slept == []
    assert caught.value.hint == (
        "the service asks for a pause of 1440m; nothing was billed"
    )


def test_each_kind_of_waiting_has_a_patience_of_its_own() -> None:
    pauses = Pauses(chance=1.0)

    persisted([again(BUSY), again(TURN), again(UNREACHABLE), again(BUSY)], pauses)

    assert pauses.slept == [1, 2, 0.5, 2]


def test_people_are_told_once_what_is_waited_for() -> None:
    pauses = Pauses()

    persisted([again(TURN), again(TURN), again(BUSY)], pauses)

    assert pauses.told == [
        "waiting for a turn: the account makes other music now",
        "waiting for the service, which is busy",
    ]


def test_what_may_have_been_billed_is_never_attempted_again() -> None:
    cut = ProviderError("cut", billing="unknown")
    attempts = Attempts([cut])

    with pytest.raises(ProviderError) as caught:
        asyncio.run(persist(attempts, Pauses().waiting))

    assert caught.value is cut
    assert attempts.failures == []


def test_what_is_said_in_the_end_drags_no_other_error_along() -> None:
    with pytest.raises(ProviderError) as caught:
        persisted([again(BUSY, 1e9)], Pauses())

    assert caught.value.__context__ is None
