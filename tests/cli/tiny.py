"""A recording and an edit of it: a project that builds in a second, in this process."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import Any

import numpy as np
import soundfile

from partita import digest
from partita.cli.main import run
from partita.store import lockfile
from partita.store.blobs import Blobs
from partita.store.take import Take
from partita.store.takes import Takes

MANIFEST = """\
[project]
output_format = "wav"

[songs.whole]
file = "whole.wav"

[edits.cut]
kind = "splice"
chunks = [{ song = "whole", range = "0s..2s" }, { song = "whole", range = "1s..2s" }]
"""

RATE_HZ = 44_100

_DETAILS: dict[str, object] = {"request": {}, "response": {}}


@dataclass(frozen=True)
class Said:
    """What one run of the command came to."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Tiny:
    """A folder with a manifest and a recording."""

    folder: Path

    @property
    def blobs(self) -> Blobs:
        """Return the project's blobs."""
        return Blobs(self.folder / ".partita")

    def manifest(self, text: str) -> None:
        """Write the manifest."""
        (self.folder / "music.toml").write_text(text)

    def run(self, *words: str) -> Said:
        """Run the command."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = run(["-C", str(self.folder), *words])
        return Said(status, out.getvalue(), err.getvalue())

    def json(self, *words: str) -> dict[str, Any]:
        """Run a command that answers in JSON."""
        answer: dict[str, Any] = json.loads(self.run(*words).out)
        return answer

    def build(self, *words: str) -> set[str]:
        """Build, and return the actions that ran."""
        if not (self.folder / "music.toml").exists():
            self.manifest(MANIFEST)
            soundfile.write(self.folder / "whole.wav", music(), RATE_HZ)
        done = self.run("build", "--json", "-j", "1", *words)
        assert done.status == 0, done.out
        events = [json.loads(line) for line in done.out.splitlines()]
        return {each["action"] for each in events if each.get("outcome") == "run"}

    def copied(self, folder: Path) -> Tiny:
        """Return a copy to spoil."""
        return Tiny(Path(copytree(self.folder, folder)))

    def with_takes(
        self, target: str, count: int, details: object = _DETAILS
    ) -> list[Take]:
        """Put paid takes of a target into the store and the lockfile."""
        pins = lockfile.read(self.folder / "music.lock")
        takes = Takes(self.folder / ".partita" / "takes.jsonl", pins)
        told = digest.canonical(details)
        made = [self._take(number, told) for number in range(1, count + 1)]
        for take in made:
            takes.add(target, take)
        lockfile.write(self.folder / "music.lock", takes.lock())
        takes.locked()
        return made

    def _take(self, number: int, details: bytes) -> Take:
        samples = np.round(music(number) * 32_767).astype("<i2").tobytes()
        return Take(
            take=number,
            request="r" * 64,
            received=self.blobs.put(samples),
            details=self.blobs.put(details),
            size=len(samples),
            format=f"pcm_{RATE_HZ}",
            duration_ms=4000,
            made=f"2026-11-20T13:05:1{number}Z",
            credits=960,
            made_ms=4000,
        )


def music(number: int = 0) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return four seconds of a chord in stereo, struck twice a second."""
    times_s = np.arange(4 * RATE_HZ) / RATE_HZ
    chord = sum(np.sin(2 * np.pi * hz * times_s) for hz in (220, 277.18, 329.63))
    struck = chord / 6 * np.exp(-4 * (times_s % 0.5)) * 0.9**number
    return np.stack([struck, struck], axis=1)
