"""A week of a small team, from first draft to CI, with nobody's money.

Runs real commands in a scratch folder: git, `partita serve` in place of the paid
provider, and `partita` as two people and a build machine would use it. Every step is
checked; the last lines compare what the server billed with what music.lock says.

    python example-project/week.py
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PARTITA = str(Path(sys.executable).with_name("partita"))
API_KEY = "nobodys-money"

MANIFEST = """\
[project]
name = "lighthouse"
provider = "elevenlabs"
output_format = "wav"

[budget]
max_credits_per_build = 700

[styles.house]
positive = ["chamber folk", "fiddle", "harp", "96 BPM", "G major", "instrumental"]

[songs.theme]
tags = ["bgm"]
styles = ["house"]
expect = { true_peak = 0.0, silence = "2s" }
[[songs.theme.chunks]]
text = "[Intro]"
duration = "4s"
[[songs.theme.chunks]]
text = "[Verse]"
duration = "6s"
[[songs.theme.chunks]]
text = "[Bridge]"
duration = "4s"
positive_styles = ["harp alone"]
[[songs.theme.chunks]]
text = "[Outro]"
duration = "4s"

[songs.storm]
tags = ["bgm"]
styles = ["house"]
[[songs.storm.chunks]]
text = "[Verse]"
duration = "5s"
positive_styles = ["minor", "low drums"]
"""

LOOP = """\
[edits.theme-loop]
kind = "loop"
source = "theme"
range = "4s..8s"
glue = { duration = "3s", positive_styles = ["fiddle", "smooth transition"] }
"""


class Desk:
    """A folder that somebody works in, and who it is."""

    def __init__(self, folder: Path, who: str, environ: dict[str, str]) -> None:
        self.folder = folder
        self._environ = {
            **os.environ,
            **environ,
            "GIT_AUTHOR_NAME": who,
            "GIT_COMMITTER_NAME": who,
            "GIT_AUTHOR_EMAIL": f"{who}@lighthouse.example",
            "GIT_COMMITTER_EMAIL": f"{who}@lighthouse.example",
        }
        self._who = who

    def run(self, *words: str, status: int = 0) -> str:
        """Run a command here, show it, and hold it to its exit status."""
        shown = " ".join("partita" if word == PARTITA else word for word in words)
        print(f"\n{self._who}$ {shown}", flush=True)
        done = subprocess.run(
            words,
            cwd=self.folder,
            env=self._environ,
            capture_output=True,
            text=True,
            check=False,
        )
        said = done.stdout + done.stderr
        print("  " + said.rstrip().replace("\n", "\n  "), flush=True)
        if done.returncode != status:
            sys.exit(f"that should have ended with {status}, not {done.returncode}")
        return said

    def partita(self, *words: str, status: int = 0) -> str:
        """Run partita."""
        return self.run(PARTITA, *words, status=status)

    def git(self, *words: str) -> str:
        """Run git."""
        return self.run("git", *words)

    def commit(self, message: str) -> None:
        """Commit the manifest and the lockfile."""
        self.git("add", "music.toml", "music.lock", ".gitignore")
        self.git("commit", "-qm", message)

    def change(self, old: str, new: str) -> None:
        """Change the manifest."""
        file = self.folder / "music.toml"
        text = file.read_text(encoding="utf-8")
        if old not in text:
            sys.exit(f"music.toml has no {old!r}")
        file.write_text(text.replace(old, new), encoding="utf-8")


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the API from a folder, and yield its address."""
    log = folder / "log"
    with log.open("w") as out:
        server = subprocess.Popen(
            [PARTITA, "serve", "--port", "0", "--data", str(folder / "data")],
            cwd=folder,
            env=os.environ | {"PARTITA_SERVE_API_KEYS": API_KEY},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        while not (found := re.search(r"http://[\w.:]+", log.read_text())):
            if server.poll() is not None:
                sys.exit(log.read_text())
            time.sleep(0.05)
        yield found[0]
    finally:
        server.terminate()
        server.wait()


def week(folder: Path, environ: dict[str, str]) -> Desk:
    """Play the week, and return the desk of the build machine."""
    ada = Desk(folder / "ada", "ada", environ)
    ada.folder.mkdir()
    monday(ada)
    tuesday(ada)
    wednesday(ada)
    thursday(ada)
    return friday(ada, folder, environ)


def monday(ada: Desk) -> None:
    """Draft with the embedded engine: no key, no credits."""
    print("\n== Monday: a first draft, for nothing ==")
    ada.git("init", "-q", "-b", "main")
    (ada.folder / "music.toml").write_text(MANIFEST, encoding="utf-8")
    (ada.folder / ".gitignore").write_text("build/\n", encoding="utf-8")
    ada.partita("build", "--provider", "local")


def tuesday(ada: Desk) -> None:
    """Look at the price, be stopped by the cap, then buy what was approved.

    Nobody was charged yet, so caps allow for the worst price that anybody noted.
    """
    print("\n== Tuesday: the price, the cap, the first takes ==")
    planned = ada.partita("plan", status=3)
    if "about 345 credits ($0.06), at worst 690" not in planned:
        sys.exit("both sums should have been told")
    ada.partita("build", "--max-credits", "100", status=1)
    ada.partita("plan", "--save", "approved.json", status=3)
    ada.partita("build", "--plan", "approved.json")
    ada.partita("verify")
    ada.commit("Buy the theme and the storm")


def wednesday(ada: Desk) -> None:
    """Change the bridge: only that is paid for, at the price of Tuesday's bill."""
    print("\n== Wednesday: another bridge ==")
    ada.change("harp alone", "fiddle alone")
    planned = ada.partita("plan", status=3)
    if "regenerates 4s of 18s" not in planned:
        sys.exit("only the bridge should have been planned")
    if "by 2 charges of this project" not in planned:
        sys.exit("what was charged should be the price now")
    ada.partita("why", "theme")
    ada.partita("build")
    ada.commit("Give the bridge to the fiddle")


def thursday(ada: Desk) -> None:
    """Ask for two more takes of the theme, compare the three, choose."""
    print("\n== Thursday: three takes, one choice ==")
    ada.partita("takes", "again", "theme")
    ada.partita("takes", "again", "theme")
    ada.partita("takes", "theme")
    ada.partita("takes", "note", "theme", "3", "the fiddle breathes")
    ada.partita("takes", "reject", "theme", "4")
    ada.partita("takes", "pin", "theme", "3")
    ada.partita("build")
    ada.commit("Choose the take in which the fiddle breathes")


def friday(ada: Desk, folder: Path, environ: dict[str, str]) -> Desk:
    """Two branches, one merge, and a build machine that may not spend."""
    print("\n== Friday: two branches, a merge, and CI ==")
    ben = Desk(folder / "ben", "ben", environ)
    ada.run("git", "clone", "-q", str(ada.folder), str(ben.folder))
    # A shared disk, a cache, a copy: takes are files like any other.
    shutil.copytree(ada.folder / ".partita", ben.folder / ".partita")
    ben.git("checkout", "-qb", "storm")
    ben.change("low drums", "thunder drums")
    ben.partita("build")
    ben.commit("Make the storm a storm")
    ada.change("[songs.storm]", f"{LOOP}\n[songs.storm]")
    ada.partita("build")
    ada.commit("Loop the verse")
    ada.git("pull", "-q", "--no-rebase", "--no-edit", str(ben.folder), "storm")
    shutil.copytree(
        ben.folder / ".partita/blobs", ada.folder / ".partita/blobs", dirs_exist_ok=True
    )
    machine = Desk(folder / "machine", "ci", {"CI": "true", "ELEVENLABS_API_KEY": ""})
    ada.run("git", "clone", "-q", str(ada.folder), str(machine.folder))
    shutil.copytree(ada.folder / ".partita/blobs", machine.folder / ".partita/blobs")
    machine.partita("build", "--locked")
    machine.partita("build", "--locked")
    machine.partita("verify")
    return machine


def main() -> None:
    """Play the week in a scratch folder and compare the two account books."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with serving(folder) as address:
            keys = {"ELEVENLABS_API_KEY": API_KEY, "ELEVENLABS_BASE_URL": address}
            machine = week(folder, keys)
        bill = [
            json.loads(line)["credits"]
            for line in (folder / "data/bill.jsonl").read_text().splitlines()
        ]
        lock = tomllib.loads((machine.folder / "music.lock").read_text())
        paid = sum(
            take["credits"]
            for target in lock["targets"].values()
            for take in target.get("takes", {}).values()
        )
    print(f"\nthe server billed {sum(bill)} credits, music.lock says {paid}")
    if sum(bill) != paid:
        sys.exit("they should be the same")


if __name__ == "__main__":
    main()
