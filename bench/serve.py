"""Fifty clients at once against a server on loopback, for a minute.

Each asks for a short piece, a stream, an edit or a plan, one after the other, and
decodes what it gets: every answer has the right length, or is a proper 429. Memory of
the server and its workers is sampled meanwhile; at the end no temporary file is left.

    python bench/serve.py [seconds] [clients]        default: 60 50

Measured on 2 cores that others used as well: in 110 s 385 pieces and plans were right,
3981 requests were told to wait, nothing was wrong; memory rose to 405 MB while caches
filled and was 375 MB at the end.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import httpx

#: The command of the environment that this runs in.
COMMAND = [sys.executable, str(Path(sys.executable).with_name("partita"))]

#: Half of the clients, so that there are refusals as well as a queue.
CONCURRENCY = "25"

API_KEY = "a-key-for-the-bench"
HEADERS = {"xi-api-key": API_KEY}
STYLES = ["synthwave", "warm pads", "110 BPM", "A minor", "instrumental"]
SECOND_BYTES = 4 * 44_100


def made(duration_ms: int, *styles: str) -> dict[str, Any]:
    return {"text": "[A]", "duration_ms": duration_ms, "positive_styles": list(styles)}


def seconds_of_mp3(audio: bytes) -> float:
    with av.open(io.BytesIO(audio), "r") as source:
        stream = source.streams.audio[0]
        frames = sum(frame.samples for frame in source.decode(audio=0))
        return frames / stream.rate


@dataclass
class Request:
    """One kind of request, and what a right answer looks like."""

    path: str
    body: dict[str, Any]
    output_format: str | None
    right: Callable[[bytes], bool]


def lasts(seconds: int) -> Callable[[bytes], bool]:
    return lambda audio: len(audio) == seconds * SECOND_BYTES


def requests(song_id: str, seed: int) -> dict[str, Request]:
    keep = {"song_id": song_id, "range": {"start_ms": 0, "end_ms": 3000}}
    plan = {"chunks": [made(3000, *STYLES)]}
    edit = {"chunks": [keep, made(3000, "strings")]}
    return {
        "compose": Request(
            "/v1/music",
            {"composition_plan": plan, "model_id": "music_v2", "seed": seed},
            "mp3_44100_128",
            lambda audio: abs(seconds_of_mp3(audio) - 3) < 0.06,
        ),
        "stream": Request(
            "/v1/music/stream",
            {"composition_plan": plan, "model_id": "music_v2", "seed": seed},
            "pcm_44100",
            lasts(3),
        ),
        "edit": Request(
            "/v1/music",
            {"composition_plan": edit, "model_id": "music_v2", "seed": seed},
            "pcm_44100",
            lasts(6),
        ),
        "plan": Request(
            "/v1/music/plan",
            {
                "prompt": "a quiet river",
                "music_length_ms": 9000,
                "model_id": "music_v2",
            },
            None,
            lambda body: b'"chunks"' in body,
        ),
    }


@dataclass
class Tally:
    """What came back."""

    right: Counter[str] = field(default_factory=Counter)
    busy: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    waits_s: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))


async def client(
    url: str, song_id: str, number: int, until: float, tally: Tally
) -> None:
    chance = random.Random(number)
    async with httpx.AsyncClient(base_url=url, headers=HEADERS, timeout=240) as http:
        while time.monotonic() < until:
            kinds = requests(song_id, chance.randrange(1 << 31))
            name = chance.choice(list(kinds))
            if not await one(http, name, kinds[name], tally):
                await asyncio.sleep(chance.uniform(0.2, 1))


async def one(http: httpx.AsyncClient, name: str, kind: Request, tally: Tally) -> bool:
    """Ask once; tell whether it was answered."""
    start = time.monotonic()
    params = {"output_format": kind.output_format} if kind.output_format else {}
    try:
        answer = await http.post(kind.path, params=params, json=kind.body)
    except httpx.HTTPError as error:
        tally.wrong.append(f"{name}: {error!r}")
        return False
    if answer.status_code == 429 and answer.json()["detail"]["code"]:
        tally.busy[name] += 1
        return False
    if answer.status_code != 200 or not kind.right(answer.content):
        tally.wrong.append(f"{name}: {answer.status_code} {answer.content[:200]!r}")
        return False
    tally.right[name] += 1
    tally.waits_s[name].append(time.monotonic() - start)
    return True


def family(pid: int) -> list[int]:
    """Return a process and its children, whichever thread started them."""
    found = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            found += [
                x for child in children.read_text().split() for x in family(int(child))
            ]
    return found


def memory_mb(pid: int) -> float:
    """Return the memory of a process and its children, shared pages counted once."""
    total_kb = 0
    for each in family(pid):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            rollup = Path(f"/proc/{each}/smaps_rollup").read_text()
            total_kb += int(rollup.split("\nPss:")[1].split()[0])
    return total_kb / 1024


async def sample(pid: int, start: float, samples: list[tuple[float, float]]) -> None:
    while True:
        samples.append((time.monotonic() - start, memory_mb(pid)))
        await asyncio.sleep(1)


def store(url: str) -> str:
    """Have a song stored, which edits take from."""
    plan = {"chunks": [made(6000, *STYLES)]}
    body = {
        "composition_plan": plan,
        "model_id": "music_v2",
        "store_for_inpainting": True,
    }
    answer = httpx.post(url + "/v1/music", json=body, headers=HEADERS, timeout=240)
    answer.raise_for_status()
    return answer.headers["song-id"]


async def load(
    url: str, pid: int, seconds: int, clients: int
) -> tuple[Tally, list[tuple[float, float]]]:
    song_id = store(url)
    tally = Tally()
    samples: list[tuple[float, float]] = []
    start = time.monotonic()
    watch = asyncio.create_task(sample(pid, start, samples))
    until = start + seconds
    await asyncio.gather(
        *(client(url, song_id, number, until, tally) for number in range(clients))
    )
    watch.cancel()
    return tally, samples


def report(tally: Tally, samples: list[tuple[float, float]], left: list[Path]) -> None:
    print(f"{'':10}{'right':>7}{'429':>7}{'median s':>10}{'worst s':>9}")
    for name in requests("", 0):
        waits = tally.waits_s[name] or [0]
        print(
            f"{name:10}{tally.right[name]:7}{tally.busy[name]:7}"
            f"{statistics.median(waits):10.2f}{max(waits):9.2f}"
        )
    for third in range(1, 4):
        at = samples[: len(samples) * third // 3]
        print(f"memory after {at[-1][0]:3.0f} s: {at[-1][1]:.0f} MB")
    # By then tables are built, workers started and their caches full.
    times, sizes = zip(*samples[len(samples) // 2 :], strict=True)
    slope = statistics.linear_regression(times, sizes).slope * 60
    print(f"second half: {slope:+.1f} MB a minute")
    print(f"wrong answers: {len(tally.wrong)}")
    print(f"temporary files left: {len(left)}")
    for line in tally.wrong[:5]:
        print("  ", line)


def main(seconds: int = 60, clients: int = 50) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, temporary = Path(name), Path(name) / "tmp"
        temporary.mkdir()
        log = folder / "log"
        with log.open("wb") as out:
            server = subprocess.Popen(
                [*COMMAND, "serve", "--port", "0", "--concurrency", CONCURRENCY],
                cwd=folder,
                env=os.environ
                | {"PARTITA_SERVE_API_KEYS": API_KEY, "TMPDIR": str(temporary)},
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        try:
            while not (found := re.search(r"http://[\d.]+:\d+", log.read_text())):
                if server.poll() is not None:
                    raise SystemExit(log.read_text())
                time.sleep(0.1)
            tally, samples = asyncio.run(load(found[0], server.pid, seconds, clients))
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(60)
        left = [path for path in temporary.rglob("*") if path.is_file()]
        report(tally, samples, left)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
