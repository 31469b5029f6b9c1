"""Where actions run: worker processes for CPU work, started when first needed.

Workers die with the build, however it dies, and leave Ctrl-C to it.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from partita.audio.side_by_side import allow
from partita.build.execute import perform
from partita.build.request import Request
from partita.errors import PartitaError
from partita.providers.names import KEY_VARIABLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from partita.store.traces import Made

Result = TypeVar("Result")

#: What the first worker imports before there is a request, and the second.
_EARLY: Final = (
    ("partita.engine.compose",),
    ("partita.engine.render", "partita.engine.finish", "partita.audio.codecs"),
)


class Pool(Protocol):
    """Where actions run."""

    async def run(self, request: Request) -> dict[str, Made]:
        """Run one action and return what it made, already in the store."""

    def get_ready(self) -> None:
        """Start before there is something to do, as there will be."""

    def close(self) -> None:
        """Drop what is running and free everything."""


class CpuPool:
    """At most `jobs` actions at once, each in a process of its own."""

    def __init__(self, jobs: int) -> None:
        """Start nothing yet."""
        self._jobs = jobs
        self._workers: ProcessPoolExecutor | None = None

    async def run(self, request: Request) -> dict[str, Made]:
        """Run one action in a worker.

        A worker that dies takes its neighbours' work with it; local work is free and
        the same every time, so it is simply done again, once.
        """
        try:
            return await self._submit(request)
        except BrokenProcessPool:
            pass
        try:
            return await self._submit(request)
        except BrokenProcessPool as error:
            message = "the worker process died twice, perhaps out of memory"
            hint = "try fewer at once with `--jobs 1`"
            raise PartitaError(message, hint=hint) from error

    def get_ready(self) -> None:
        """Start two workers, if as many are allowed: one to compose, one to play.

        What they import takes as long as planning, and others follow when needed.
        """
        for modules in _EARLY[: self._jobs]:
            self._pool().submit(_import, modules)

    def close(self) -> None:
        """Stop the workers. What they were doing is dropped."""
        if self._workers is None:
            return
        workers, self._workers = self._workers, None
        alive = list((workers._processes or {}).values())  # noqa: SLF001 - no other way
        workers.shutdown(wait=False, cancel_futures=True)
        for process in alive:
            process.terminate()
        for process in alive:
            process.join()

    async def _submit(self, request: Request) -> dict[str, Made]:
        loop = asyncio.get_running_loop()
        workers = self._pool()
        try:
            return await loop.run_in_executor(workers, perform, request)
        except BrokenProcessPool:
            # Whoever hears of it first clears up; the next workers are not to blame.
            if workers is self._workers:
                self.close()
            raise

    def _pool(self) -> ProcessPoolExecutor:
        if self._workers is None:
            self._workers = ProcessPoolExecutor(
                self._jobs,
                # Forking would copy the event loop's threads in an unknown state.
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_prepare_worker,
                initargs=(self._jobs,),
            )
        return self._workers


class WaitPool:
    """For work that waits more than it computes: the disk, and some day a network.

    Threads of this process, apart from the workers, so that neither holds up the other.
    """

    def __init__(self, at_once: int = 4) -> None:
        """Start nothing yet."""
        self._threads = ThreadPoolExecutor(at_once)

    async def run(self, work: Callable[[], Result]) -> Result:
        """Do some work and return what it gives."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, work)

    def close(self) -> None:
        """Finish what was begun: a file is never left half replaced."""
        self._threads.shutdown(wait=True, cancel_futures=True)


def _import(modules: tuple[str, ...]) -> None:
    for module in modules:
        import_module(module)


def _prepare_worker(jobs: int) -> None:
    # Before numpy is loaded: matrix products of its own threads cost more than they
    # save beside other workers, and their sums depend on how many there are.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for variable in KEY_VARIABLES:  # only the coordinator ever pays
        os.environ.pop(variable, None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What only one worker can do, it does with all the cores that are meant for them.
    allow(jobs)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def default_jobs() -> int:
    """Return how many cores this process may use."""
    return (
        len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else (os.cpu_count() or 1)
    )
