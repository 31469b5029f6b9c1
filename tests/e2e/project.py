"""A small project in a folder, and the real command to build it with."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tests.patience import PATIENCE_S

COMMAND = [sys.executable, str(Path(sys.executable).with_name("partita"))]

#: Two songs, an edit of one of them, an edit of that edit, and an export: 25 s.
MANIFEST = """\
[project]
name = "small"

[styles.house]
positive = ["synthwave", "warm pads", "120 BPM", "A minor", "instrumental"]
negative = ["distorted"]

[advice]
few-styles = false

[songs.dusk]
tags = ["bgm"]
styles = ["house"]
[[songs.dusk.chunks]]
text = "[Verse]"
duration = "4s"
[[songs.dusk.chunks]]
text = "[Chorus]"
duration = "4s"
positive_styles = ["bigger drums"]

[songs.dawn]
[[songs.dawn.chunks]]
text = "[Intro]"
duration = "3s"
positive_styles = ["ambient", "glass pads", "70 BPM", "C major", "instrumental"]

[edits.dusk-loop]
kind = "loop"
source = "dusk"
range = "2s..4s"
glue = { duration = "3s", positive_styles = ["smooth transition"] }

[edits.medley]
kind = "splice"
chunks = [{ song = "dusk-loop", range = "0s..2s" }, { song = "dawn" }]

[exports.game]
select = "tag:bgm"
format = "ogg"
loudness = -16
"""


@dataclass(frozen=True)
class Built:
    """What one run of the command came to."""

    status: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        """Return the events of a run with `--json`."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def ran(self) -> set[str]:
        """Return the actions that ran."""
        return {e["action"] for e in self.events if e.get("outcome") == "run"}


@dataclass(frozen=True)
class Project:
    """A folder with a manifest."""

    folder: Path

    def write(self, manifest: str = MANIFEST) -> None:
        """Write the manifest."""
        (self.folder / "music.toml").write_text(manifest)

    def change(self, old: str, new: str) -> None:
        """Change one place of the manifest."""
        text = (self.folder / "music.toml").read_text()
        assert text.count(old) == 1
        self.write(text.replace(old, new))

    def run(self, *words: str) -> Built:
        """Run the command."""
        done = subprocess.run(
            [*COMMAND, *words],
            cwd=self.folder,
            check=False,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )
        return Built(done.returncode, done.stdout, done.stderr)

    def build(self, *words: str) -> Built:
        """Build, events as JSON."""
        return self.run("build", "--json", *words)

    def start(
        self,
        *words: str,
        stdout: int = subprocess.PIPE,
        stderr: int | IO[str] = subprocess.PIPE,
    ) -> subprocess.Popen[str]:
        """Start the command and return while it runs."""
        return subprocess.Popen(
            [*COMMAND, *words],
            cwd=self.folder,
            stdout=stdout,
            stderr=stderr,
            text=True,
        )

    def outputs(self) -> dict[str, bytes]:
        """Return every output file with its bytes."""
        files = sorted((self.folder / "build").rglob("*"))
        root = self.folder / "build"
        return {
            f.relative_to(root).as_posix(): f.read_bytes() for f in files if f.is_file()
        }

    def times_run(self) -> Counter[str]:
        """Return how often each action key was ever run, by the project's traces."""
        lines = (self.folder / ".partita" / "state.jsonl").read_text().splitlines()
        whole = [line for line in lines if line.startswith('{"is":"trace"')]
        return Counter(json.loads(line)["key"] for line in whole)
