"""Workers: processes that make the sound, and tell how far they are.

A worker has one job at a time. Whoever goes away in the middle of a job takes the
worker with it, so nothing is made for nobody; the next job starts a new one. Knows
processes and pipes; does not know what jobs do.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from partita.errors import PartitaError

#: What a worker says while it works.
Tell = Callable[[Any], None]
Job = Callable[[Tell], None]


class WorkerLost(Exception):
    """A worker died, or took longer than anything may take."""


@dataclass(frozen=True)
class _Done:
    """The last thing that a worker says of a job."""

    error: BaseException | None = None


class Worker:
    """One process."""

    def __init__(self) -> None:
        """Start it."""
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=_work, args=(theirs,), daemon=True
        )
        self._process.start()
        theirs.close()

    def begin(self, job: Job) -> None:
        """Hand a job over."""
        self._ours.send(job)

    def hear(self) -> Any:
        """Return the next thing that it says; waits."""
        return self._ours.recv()

    def kill(self) -> None:
        """End it, whatever it does."""
        # The line is closed by whoever lets go of it last: a thread may still listen.
        self._process.kill()
        self._process.join()


class Crew:
    """At most so many workers, started when they are needed and kept."""

    def __init__(self, count: int, job_s: float) -> None:
        """Start nothing yet."""
        self._job_s = job_s
        self._turns = asyncio.Semaphore(count)
        self._idle: list[Worker] = []
        # A worker is listened to by a thread of its own; a killed one's ends at once.
        self._threads = ThreadPoolExecutor(2 * count)

    async def run(self, job: Job, told: Callable[[Any], None]) -> None:
        """Run a job when it is its turn.

        Args:
            told: what the worker tells, as soon as it does.

        Raises:
            PartitaError: what the job raised.
            WorkerLost: when the worker died or was too slow.
        """
        async with self._turns:
            worker = self._idle.pop() if self._idle else await self._started()
            try:
                await self._heard(worker, job, told)
            except PartitaError:
                self._idle.append(worker)
                raise
            except (EOFError, OSError) as error:
                worker.kill()
                raise WorkerLost from error
            except BaseException:
                worker.kill()
                raise
            self._idle.append(worker)

    def close(self) -> None:
        """End every worker that waits; the others end with who asked them."""
        while self._idle:
            self._idle.pop().kill()
        self._threads.shutdown(wait=False)

    async def _started(self) -> Worker:
        starting = asyncio.get_running_loop().run_in_executor(self._threads, Worker)
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            starting.add_done_callback(lambda done: self._idle.append(done.result()))
            raise

    async def _heard(
        self, worker: Worker, job: Job, told: Callable[[Any], None]
    ) -> None:
        loop = asyncio.get_running_loop()
        # A TimeoutError is an OSError.
        async with asyncio.timeout(self._job_s):
            worker.begin(job)
            while True:
                said = await loop.run_in_executor(self._threads, worker.hear)
                if isinstance(said, _Done):
                    break
                told(said)
        if said.error is not None:
            raise said.error


def _work(line: Connection) -> None:
    # Before numpy is loaded, as in the workers of a build.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    while True:
        try:
            job: Job = line.recv()
        except EOFError:
            return
        line.send(_done(job, line.send))


def _done(job: Job, tell: Tell) -> _Done:
    try:
        job(tell)
    except PartitaError as error:
        return _Done(error)
    return _Done()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
