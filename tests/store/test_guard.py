import subprocess
import sys
from pathlib import Path

import pytest

from partita.errors import GuardHeld
from partita.store.guard import guard

HOLD = """
import sys, time
from pathlib import Path
from partita.store.guard import guard
with guard(Path(sys.argv[1]), wait_s=0, on_wait=print):
    print("held", flush=True)
    time.sleep(600)
"""


def hold(folder: Path) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", HOLD, str(folder)]
    holder = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_builder_is_refused_and_told_who_builds(tmp_path: Path) -> None:
    holder = hold(tmp_path)
    try:
        with (
            pytest.raises(GuardHeld, match=f"process {holder.pid}"),
            guard(tmp_path, wait_s=0, on_wait=print),
        ):
            pass
    finally:
        holder.kill()
        holder.communicate()


def test_a_killed_holder_leaves_nothing_locked(tmp_path: Path) -> None:
    holder = hold(tmp_path)
    holder.kill()
    holder.communicate()

    with guard(tmp_path, wait_s=0, on_wait=print):
        held = True

    assert held


def test_waiting_is_told_once_and_ends_with_the_limit(tmp_path: Path) -> None:
    holder = hold(tmp_path)
    told: list[str] = []
    try:
        with (
            pytest.raises(GuardHeld),
            guard(tmp_path, wait_s=0.3, on_wait=told.append),
        ):
            pass
    finally:
        holder.kill()
        holder.communicate()

    assert len(told) == 1
