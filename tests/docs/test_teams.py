"""The hook and the recipe of `docs/teams.md`, in real repositories with a real server.

The test stands in for what a workflow only `uses`, and for its lines that install
partita and bring takes; the lines that run partita are run as the page has them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tools.run_documents import blocks

from tests.docs.pages import PAGES
from tests.patience import PATIENCE_S
from tests.together.served import API_KEY, Served, serving

FILES = {
    each.words.get("file", each.words.get("name", "")): each.text
    for each in blocks(PAGES["docs/teams.md"])
}
HOOK = ".githooks/pre-commit"
RECIPE = re.findall(
    r"^ +- run: (partita .+)$", FILES[".github/workflows/music.yml"], re.MULTILINE
)
MANIFEST = """\
[project]
provider = "elevenlabs"
output_format = "wav"

[advice]
few-styles = false

[songs.bell]
[[songs.bell.chunks]]
text = "[Intro]"
duration = "3s"
positive_styles = ["glass pads", "60 BPM", "C major", "instrumental"]
"""


@dataclass(frozen=True)
class Desk:
    """A repository, and the environment of who works in it."""

    folder: Path
    environ: dict[str, str]

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environ,
            shell=True,
            check=False,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )

    def change(self, old: str, new: str) -> None:
        manifest = self.folder / "music.toml"
        manifest.write_text(manifest.read_text().replace(old, new))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served"), "--jobs", "1") as server:
        yield server


@pytest.fixture(scope="module")
def bought(tmp_path_factory: pytest.TempPathFactory, served: Served) -> Desk:
    """A repository with the hook switched on, and its first song bought, not added."""
    folder = tmp_path_factory.mktemp("team") / "desk"
    (folder / ".githooks").mkdir(parents=True)
    (folder / HOOK).write_text(FILES[HOOK])
    (folder / "music.toml").write_text(MANIFEST)
    (folder / ".gitignore").write_text("/build/\n")
    (folder / ".gitattributes").write_text(FILES[".gitattributes"])
    who = {f"GIT_{role}_NAME": "ada" for role in ("AUTHOR", "COMMITTER")}
    mail = {f"GIT_{role}_EMAIL": "ada@example.com" for role in ("AUTHOR", "COMMITTER")}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    key = {"ELEVENLABS_BASE_URL": served.url, "ELEVENLABS_API_KEY": API_KEY}
    desk = Desk(folder, os.environ | who | mail | key | {"PATH": path, "CI": "1"})
    begun = desk.run(f"git init -q -b main\n{FILES['switch']}partita build -j 1")
    assert begun.returncode == 0, begun.stderr
    return desk


@pytest.fixture
def desk(bought: Desk, tmp_path: Path) -> Desk:
    shutil.copytree(bought.folder, tmp_path / "desk")
    return Desk(tmp_path / "desk", bought.environ | {"GIT_EDITOR": "true"})


@pytest.fixture
def clone(desk: Desk, tmp_path: Path) -> Desk:
    """A fresh clone on a machine without a key."""
    assert desk.run("git add -A && git commit -qm First").returncode == 0
    assert desk.run("git clone -q . ../clone").returncode == 0
    return Desk(tmp_path / "clone", desk.environ | {"ELEVENLABS_API_KEY": ""})


def test_the_hook_lets_a_lockfile_pass_that_belongs_to_its_manifest(
    desk: Desk,
) -> None:
    done = desk.run("git add -A && git commit -qm First")

    assert (done.returncode, done.stderr) == (0, "")


def test_the_hook_refuses_a_lockfile_that_is_older_than_its_manifest(
    desk: Desk, served: Served
) -> None:
    before = served.bill()
    desk.change("60 BPM", "72 BPM")

    done = desk.run("git add -A && git commit -qm Faster")

    assert done.returncode == 1
    assert "this needs a paid request, and `--locked` sends none" in done.stderr
    assert served.bill() == before


@pytest.mark.parametrize("left_out", ["music.lock", "music.toml"])
def test_the_hook_refuses_one_of_the_two_without_the_other(
    desk: Desk, left_out: str
) -> None:
    done = desk.run(
        f"git add -A && git rm -q --cached {left_out} && git commit -qm One"
    )

    assert done.returncode == 1
    assert "music.toml and music.lock belong together: git add both" in done.stderr


def test_the_hook_looks_at_nothing_when_the_music_is_not_in_the_commit(
    desk: Desk,
) -> None:
    desk.change("60 BPM", "72 BPM")

    assert desk.run("git add .gitignore && git commit -qm Code").returncode == 0


def test_the_recipe_passes_in_a_fresh_clone_with_the_cached_takes(
    clone: Desk, desk: Desk, served: Served
) -> None:
    before = served.bill()
    shutil.copytree(desk.folder / ".partita/blobs", clone.folder / ".partita/blobs")

    done = [clone.run(command) for command in RECIPE]

    assert [each.returncode for each in done] == [0, 0], done
    assert (clone.folder / "build/bell.wav").read_bytes() == (
        desk.folder / "build/bell.wav"
    ).read_bytes()
    assert clone.run("git status --short").stdout == ""
    assert served.bill() == before


def test_the_recipe_fails_without_them_and_sends_nothing(
    clone: Desk, served: Served
) -> None:
    before = served.bill()

    done = clone.run(RECIPE[0])

    assert done.returncode == 1
    assert "the bytes of a take of `bell` that was paid for are lost" in done.stderr
    assert served.bill() == before


def test_branches_that_bought_takes_of_one_song_merge_as_the_page_says(
    desk: Desk, served: Served
) -> None:
    assert desk.run("git add -A && git commit -qm First").returncode == 0
    for branch, tempo in (("slow", "52 BPM"), ("fast", "72 BPM")):
        begun = desk.run(f"git switch -q -c {branch} main")
        desk.change("60 BPM", tempo)
        built = desk.run(f"partita build -q -j 1 && git commit -qam {branch}")
        assert (begun.returncode, built.returncode) == (0, 0), built.stderr
    before = served.bill()

    stopped = desk.run("git merge slow")
    desk.run("git checkout -q --ours music.toml")
    merged = desk.run(f"git add music.toml\n{FILES['merge']}")

    assert "conflict in music.toml" in stopped.stdout
    assert "conflict in music.lock" not in stopped.stdout
    assert merged.returncode == 0, merged.stderr
    assert served.bill() == before
    takes = desk.run("partita takes").stdout
    assert re.findall(r"^bell@(\d)  (\w*)", takes, re.MULTILINE) == [
        ("1", ""),
        ("2", ""),
        ("3", "pinned"),
    ]
