from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from partita.server.keys import VARIABLE
from tests.patience import PATIENCE_S, PATIENT, eventually

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
    out = folder / "out"
    eventually(lambda: re.search(pattern, out.read_text()))
    found = re.search(pattern, out.read_text())
    assert found is not None
    return found[1]


def test_it_says_where_and_with_which_key_and_ends_when_asked(tmp_path: Path) -> None:
    with serve(tmp_path) as process:
        key = said(tmp_path, r"API key (\S+)\n")
        address = said(tmp_path, r"(http://127\.0\.0\.1:\d+)\s")
        url, headers = f"{address}/v1/models", {"xi-api-key": key}
        answer = httpx.get(url, headers=headers, timeout=PATIENT)
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE_S)

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
        address = said(tmp_path, r"(http://127\.0\.0\.1:\d+)\s")
        headers = {"xi-api-key": "a-quiet-key"}
        url = f"{address}/v1/user/subscription"
        answer = httpx.get(url, headers=headers, timeout=PATIENT)
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_S)

    assert answer.json()["tier"] == "pro"
    assert "a-quiet-key" not in (tmp_path / "out").read_text()
    assert (tmp_path / "kept" / "songs").is_dir()
