"""Worker processes that die: what was lost is done again, once, and nothing hangs."""

import asyncio
import multiprocessing
import os
import signal
from pathlib import Path

from partita.build.pools import CpuPool
from partita.build.request import Request
from partita.graph.actions import Kind
from partita.store.traces import Made
from tests.patience import PATIENCE_S


def test_a_worker_that_dies_costs_its_neighbours_nothing(tmp_path: Path) -> None:
    made = asyncio.run(_draft_with_a_death(tmp_path, requests=3))

    assert [list(each) for each in made] == [["plan"]] * 3


def test_no_more_workers_get_ready_than_are_allowed() -> None:
    others = {*multiprocessing.active_children()}
    pool = CpuPool(1)
    try:
        pool.get_ready()

        assert len({*multiprocessing.active_children()} - others) == 1
    finally:
        pool.close()


async def _draft_with_a_death(store: Path, requests: int) -> list[dict[str, Made]]:
    # Those of others, as of a server that another test keeps.
    others = {*multiprocessing.active_children()}
    pool = CpuPool(2)
    request = Request(store, store, Kind.DRAFT, {"prompt": "calm piano"}, {})
    try:
        async with asyncio.timeout(PATIENCE_S):
            runs = [asyncio.create_task(pool.run(request)) for _ in range(requests)]
            await asyncio.sleep(0)
            # They are still starting, so whatever is asked of them is lost with them.
            worker = ({*multiprocessing.active_children()} - others).pop()
            assert worker.pid is not None
            os.kill(worker.pid, signal.SIGKILL)
            return await asyncio.gather(*runs)
    finally:
        pool.close()
