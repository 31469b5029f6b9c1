"""A build of one piece with one job and with two: how far a second core goes.

`partita build` of the piece that `engine.py` measures, in a new project each time, from
the start of the process to its end: every chunk is rendered, the master made, its mp3
written. Wall time, the median of three rounds in turn, so it wants an idle machine.

    python bench/jobs.py [seconds ...]        default: 60 600
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from engine import brief
from partita.engine.brief import Make

ROUNDS = 3
JOBS = (1, 2)


def write_manifest(folder: Path, seconds: int) -> None:
    lines = ["[project]", 'output_format = "mp3_44100_128"']
    for chunk in brief(seconds).chunks:
        assert isinstance(chunk, Make)
        lines += ["[[songs.piece.chunks]]", f"text = {json.dumps(chunk.text)}"]
        lines += [f'duration = "{chunk.duration_ms // 1000}s"']
        styles = [*chunk.positive_styles, *(["instrumental"] if len(lines) < 6 else [])]
        lines += [f"positive_styles = {json.dumps(styles)}"] if styles else []
    (folder / "music.toml").write_text("\n".join(lines) + "\n")


def built(seconds: int, jobs: int) -> tuple[float, float]:
    """Build in a new project; return wall time and CPU time."""
    partita = shutil.which("partita", path=str(Path(sys.executable).parent))
    assert partita is not None
    command = [partita, "build", "--jobs", str(jobs)]
    with tempfile.TemporaryDirectory() as temporary:
        write_manifest(Path(temporary), seconds)
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=temporary, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        took = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode or not list(Path(temporary).glob("build/*.mp3")):
            raise SystemExit(said.decode())
    return took, used.ru_utime + used.ru_stime


def main() -> None:
    lengths = [int(word) for word in sys.argv[1:]] or [60, 600]
    print(f"load before: {os.getloadavg()[0]:.1f}\n")
    print("| seconds | 1 job, wall | CPU | times real | "
          "2 jobs, wall | CPU | times real | faster by |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|")
    for seconds in lengths:
        rounds = [[built(seconds, jobs) for jobs in JOBS] for _ in range(ROUNDS)]
        medians = [
            [statistics.median(each) for each in zip(*times, strict=True)]
            for times in zip(*rounds, strict=True)
        ]
        (one, one_cpu), (two, two_cpu) = medians
        print(
            f"| {seconds} | {one:.2f} s | {one_cpu:.2f} s | {seconds / one:.0f} | "
            f"{two:.2f} s | {two_cpu:.2f} s | {seconds / two:.0f} | {one / two:.2f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
