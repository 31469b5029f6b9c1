"""A real `partita serve` on loopback, in a process and a folder of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.project import COMMAND
from tests.patience import PATIENCE_S

API_KEY = "a-key-for-tests-only"


@dataclass(frozen=True)
class Served:
    """A server that runs."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Return the server's address."""
        return f"http://127.0.0.1:{self.port}"

    def bill(self) -> list[dict[str, Any]]:
        """Return what the server charged so far, by its own book."""
        book = self.folder / "data" / "bill.jsonl"
        lines = book.read_text().splitlines() if book.exists() else []
        return [json.loads(line) for line in lines]


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Served]:
    """Serve from a folder until the end of the block."""
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*COMMAND, "serve", "--port", "0", "--data", "data", *options],
            cwd=folder,
            env=os.environ | {"PARTITA_SERVE_API_KEYS": API_KEY},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Served(_port(process, log), folder, process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _port(process: subprocess.Popen[bytes], log: Path) -> int:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)\s", log.read_text()):
            return int(found[1])
        time.sleep(0.02)
    raise AssertionError(f"the server did not start: {log.read_text()}")
