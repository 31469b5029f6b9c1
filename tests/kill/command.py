"""The real command in a process of its own, from one that has imported it already.

Two hundred starts of an interpreter would take most of the time; a forked process
begins at once, and dies by a signal like any other.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.patience import PATIENCE_S

_READY = [
    "partita.cli.main",
    "partita.cli.build",
    "partita.build.payer",
    "partita.build.purse",
    "partita.build.settling",
    "partita.build.prepare",
    "partita.build.execute",
    "partita.graph.compile",
    "partita.manifest.load",
    "partita.providers.elevenlabs",
    "partita.plan.lower",
]


def _context() -> Any:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_READY)
    return context


_CONTEXT = _context()


def command(folder: Path, environ: Mapping[str, str], *words: str) -> Any:
    """Return the command in a folder, to be started; it says what it says to `said`."""
    return _CONTEXT.Process(target=_run, args=(str(folder), dict(environ), words))


def run(folder: Path, environ: Mapping[str, str], *words: str) -> int:
    """Run the command to its end and return its exit status."""
    process = command(folder, environ, *words)
    process.start()
    process.join(PATIENCE_S)
    assert process.exitcode is not None
    status: int = process.exitcode
    return status


def _run(folder: str, environ: dict[str, str], words: tuple[str, ...]) -> None:
    os.chdir(folder)
    os.environ.update(environ)
    said = os.open("said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 1)
    os.dup2(said, 2)
    from partita.cli.main import run as run_command

    sys.exit(run_command(list(words)))
