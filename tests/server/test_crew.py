from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass
from typing import Any

import pytest

from partita.errors import AudioError
from partita.server.crew import Crew, Tell, WorkerLost


@dataclass(frozen=True)
class Say:
    """Tells its own process, and what it was given."""

    word: str

    def __call__(self, tell: Tell) -> None:
        tell((os.getpid(), self.word))


class Refuse:
    def __call__(self, tell: Tell) -> None:
        raise AudioError("no sound", hint="hum")


class Die:
    def __call__(self, tell: Tell) -> None:
        os._exit(1)


class Sleep:
    def __call__(self, tell: Tell) -> None:
        tell("asleep")
        time.sleep(600)


async def said(crew: Crew, word: str) -> tuple[int, str]:
    told: list[Any] = []
    await crew.run(Say(word), told.append)
    found: tuple[int, str] = told[0]
    return found


def test_workers_are_used_again() -> None:
    async def work() -> None:
        crew = Crew(1, 60)
        one, other = await said(crew, "a"), await said(crew, "b")
        crew.close()

        assert one[0] == other[0] != os.getpid()
        assert (one[1], other[1]) == ("a", "b")

    asyncio.run(work())


def test_a_refusal_comes_back_whole_and_the_worker_goes_on() -> None:
    async def work() -> None:
        crew = Crew(1, 60)
        before, _ = await said(crew, "a")
        with pytest.raises(AudioError) as refusal:
            await crew.run(Refuse(), print)
        after, _ = await said(crew, "b")
        crew.close()

        assert (refusal.value.message, refusal.value.hint) == ("no sound", "hum")
        assert before == after

    asyncio.run(work())


def test_a_worker_that_dies_is_replaced() -> None:
    async def work() -> None:
        crew = Crew(1, 60)
        with pytest.raises(WorkerLost):
            await crew.run(Die(), print)
        _, word = await said(crew, "still here")
        crew.close()

        assert word == "still here"

    asyncio.run(work())


def test_a_worker_that_is_too_slow_is_ended() -> None:
    async def work() -> None:
        crew = Crew(1, 0.5)
        with pytest.raises(WorkerLost):
            await crew.run(Sleep(), print)
        crew.close()

    asyncio.run(work())


def test_whoever_goes_away_takes_the_work_along() -> None:
    async def work() -> None:
        crew = Crew(1, 60)
        asleep = asyncio.Event()
        task = asyncio.create_task(crew.run(Sleep(), lambda _: asleep.set()))
        await asleep.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        _, word = await said(crew, "free")
        crew.close()

        assert word == "free"

    asyncio.run(work())
