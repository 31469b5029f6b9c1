"""A build with nothing to do, against bare Python and against ninja, in one run.

For each number of songs: that many recordings and as many edits of them, built for
real; then no-op builds in turn with `python -c pass` and with ninja over a graph of the
same size. Figures are CPU time (user and system, children included), medians.

    python bench/noop.py [songs ...]        default: 10 1000
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import wave
from collections.abc import Callable
from pathlib import Path

ROUNDS = 41


def write_wav(path: Path, number: int) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes((number % 3000 + 1).to_bytes(2, "little") * 8_000 * 4)


def write_partita(folder: Path, songs: int) -> None:
    lines = ["[project]", 'output_format = "ulaw_8000"']
    for number in range(songs):
        write_wav(folder / f"in{number}.wav", number)
        lines += [f"[songs.s{number}]", f'file = "in{number}.wav"']
        lines += [f"[edits.e{number}]", 'kind = "splice"']
        lines += [f'chunks = [{{ song = "s{number}", range = "0s..3s" }}]']
    (folder / "music.toml").write_text("\n".join(lines) + "\n")


def write_ninja(folder: Path, songs: int) -> None:
    lines = ["rule cp", "  command = cp $in $out"]
    for number in range(songs):
        (folder / f"in{number}").write_text(str(number))
        lines += [f"build s{number}: cp in{number}", f"build e{number}: cp s{number}"]
    (folder / "build.ninja").write_text("\n".join(lines) + "\n")


def cpu_ms(command: list[str], folder: Path) -> float:
    with Path(os.devnull).open("w") as null:
        process = subprocess.Popen(command, cwd=folder, stdout=null, stderr=null)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed with {process.returncode}")
    return 1000 * (used.ru_utime + used.ru_stime)


def medians(runs: dict[str, Callable[[], float]]) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            taken[name].append(run())
    return {name: statistics.median(times) for name, times in taken.items()}


def compare(songs: int, partita: list[str], ninja: str | None) -> str:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        runs = {"python": lambda: cpu_ms([sys.executable, "-c", "pass"], folder)}
        (folder / "p").mkdir()
        write_partita(folder / "p", songs)
        for _ in range(3):  # the first build makes, the others settle the seal
            subprocess.run([*partita, "build", "-q"], cwd=folder / "p", check=True)
        runs["partita"] = lambda: cpu_ms([*partita, "build"], folder / "p")
        if ninja:
            (folder / "n").mkdir()
            write_ninja(folder / "n", songs)
            subprocess.run([ninja], cwd=folder / "n", check=True, capture_output=True)
            runs["ninja"] = lambda: cpu_ms([ninja], folder / "n")
        found = medians(runs)
    ours = found["partita"]
    to_ninja = f"{ours / found['ninja']:.2f}x" if ninja else "not installed"
    return (
        f"| {songs} | {found['python']:.1f} | {found.get('ninja', 0):.1f} "
        f"| {ours:.1f} | {ours / found['python']:.2f}x | {to_ninja} |"
    )


def main() -> None:
    script = Path(sys.executable).with_name("partita")
    partita = [sys.executable, str(script)]
    if not script.exists():
        raise SystemExit("install partita first: pip install .")
    print(
        "| songs | bare Python, ms | ninja, ms | partita, ms | to Python | to ninja |"
    )
    print("|---|---|---|---|---|---|")
    for songs in [int(word) for word in sys.argv[1:]] or [10, 1000]:
        print(compare(songs, partita, shutil.which("ninja")))


if __name__ == "__main__":
    main()
