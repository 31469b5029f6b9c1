from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from partita.server.keys import VARIABLE

START_S = 60
RUN = "import sys; from partita.start import main; sys.exit(main())"


@contextmanager
def serve(folder: Path, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run the command, its output in files of the folder."""
    environ = {key: value for key, value in os.environ.items() if key != VARIABLE}
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        process = subprocess.Popen(
            [sys.executable, "-c", RUN, "serve", "--port", "0", *options],
            cwd=folder,
            env=environ,
            stdout=out,
            stderr=err,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def said(folder: Path, pattern: str) -> str:
    """Wait for something on standard output."""
    deadline = time.monotonic() + START_S
    while (found := re.search(pattern, (folder / "out").read_text())) is None:
        assert time.monotonic() < deadline, (folder / "err").read_text()
        time.sleep(0.05)
    return found[1]


def test_it_says_where_and_with_which_key_and_ends_when_asked(tmp_path: Path) -> None:
    with serve(tmp_path) as process:
        key = said(tmp_path, r"API key (\S+)\n")
        address = said(tmp_path, r"(http://127\.0\.0\.1:\d+)")
        answer = httpx.get(f"{address}/v1/models", headers={"xi-api-key": key})
        process.send_signal(signal.SIGINT)
        process.wait(START_S)

    assert answer.status_code == 200
    assert process.returncode == 0
    log = (tmp_path / "err").read_text()
    assert re.search(r"^\S+Z GET /v1/models status=200 ms=\d+", log)
    assert log.endswith("stopped serving\n")
    assert key not in log
    assert (tmp_path / ".partita" / "serve" / "guard").exists()


def test_keys_that_were_given_are_not_shown(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a-quiet-key\n")
    with serve(tmp_path, "--api-key-file", "keys", "--data", "kept") as process:
        address = said(tmp_path, r"(http://127\.0\.0\.1:\d+)")
        headers = {"xi-api-key": "a-quiet-key"}
        answer = httpx.get(f"{address}/v1/user/subscription", headers=headers)
        process.send_signal(signal.SIGTERM)
        process.wait(START_S)

    assert answer.json()["tier"] == "pro"
    assert "a-quiet-key" not in (tmp_path / "out").read_text()
    assert (tmp_path / "kept" / "songs").is_dir()
