"""One builder at a time in a project.

An operating system's file lock, which dies with its holder, so nothing is ever left
locked. Beside it, who holds it, for the message. Reading commands take no guard.
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from partita.errors import GuardHeld

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextmanager
def guard(
    folder: Path, *, wait_s: float, on_wait: Callable[[str], None]
) -> Iterator[None]:
    """Hold the project while building.

    Args:
        wait_s: how long to wait for another builder; 0 refuses at once, negative
            waits for ever.
        on_wait: told once, with who holds it, before waiting.

    Raises:
        GuardHeld: when waiting was refused or ran out.
    """
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "guard")
    holder = folder / "guard.holder.json"
    try:
        lock.acquire(timeout=0)
    except Timeout:
        who = _who(holder)
        if wait_s != 0:
            on_wait(who)
        try:
            lock.acquire(timeout=wait_s, poll_interval=0.1)
        except Timeout:
            message = f"another build holds this project: {who}"
            hint = "wait for it to end, or give `--wait SECONDS` more time"
            raise GuardHeld(message, hint=hint) from None
    try:
        _sign(holder)
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _sign(holder: Path) -> None:
    words = [os.path.basename(sys.argv[0]), *sys.argv[1:]]  # noqa: PTH119 - a name
    record = {"pid": os.getpid(), "command": " ".join(words), "since": time.time()}
    holder.write_text(json.dumps(record), encoding="utf-8")


def _who(holder: Path) -> str:
    try:
        record = json.loads(holder.read_text(encoding="utf-8"))
        age_s = max(0, round(time.time() - record["since"]))
        return f"`{record['command']}` (process {record['pid']}, for {age_s} s)"
    except (OSError, ValueError, KeyError, TypeError):
        return "a build that did not say its name"
