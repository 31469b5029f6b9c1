"""What each command imports. Start-up is won once and lost at every import."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from partita.cli.main import COMMANDS

HEAVY = {
    "av", "click", "filelock", "httpx", "lameenc", "networkx", "numpy", "pydantic",
    "rich", "soundfile", "soxr", "tomli_w", "tomllib", "tree_sitter", "watchfiles",
}  # fmt: skip

SPY = """
import json, sys
sys.argv = ["partita", *sys.argv[1:]]
from partita.start import main
try:
    main()
finally:
    sys.stderr.write("\\n" + json.dumps(sorted(sys.modules)))
"""

#: Two recordings and an edit: a project that builds in a second.
MANIFEST = """
[project]
output_format = "wav"
[songs.one]
file = "one.wav"
"""


def imported(folder: Path, *words: str) -> set[str]:
    command = [sys.executable, "-c", SPY, *words]
    done = subprocess.run(
        command, cwd=folder, check=False, capture_output=True, text=True
    )
    names = json.loads(done.stderr.splitlines()[-1])
    return {name.split(".")[0] for name in names} & HEAVY


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import numpy as np
    import soundfile

    folder = tmp_path_factory.mktemp("project")
    tone = np.full((4_000, 2), 0.1)
    soundfile.write(folder / "one.wav", tone, 8_000)
    (folder / "music.toml").write_text(MANIFEST)
    for _ in range(2):
        command = [sys.executable, "-c", SPY, "build", "-q"]
        subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return folder


def test_the_version_imports_nothing(tmp_path: Path) -> None:
    assert imported(tmp_path, "--version") == set()


def test_a_build_with_nothing_to_do_imports_nothing(built: Path) -> None:
    assert imported(built, "build") == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_help_imports_only_the_command_line(tmp_path: Path, command: str) -> None:
    allowed = {"click"} | {"draft": {"tomli_w"}}.get(command, set())

    assert imported(tmp_path, command, "--help") <= allowed


def test_completion_imports_only_the_command_line(tmp_path: Path) -> None:
    assert imported(tmp_path, "completion", "bash") <= {"click", "tomli_w"}


@pytest.mark.parametrize("command", ["plan", "status", "why", "graph"])
def test_looking_at_an_unchanged_project_reads_no_manifest(
    built: Path, command: str
) -> None:
    words = [command, "one"] if command == "why" else [command]

    assert imported(built, *words) <= {"click", "filelock"}


def test_a_build_that_only_restores_a_file_makes_no_sound(built: Path) -> None:
    (built / "build" / "one.wav").unlink()

    used = imported(built, "build")

    assert (built / "build" / "one.wav").exists()
    assert used <= {"click", "filelock", "tomllib", "tomli_w"}


def test_a_spoilt_seal_is_taken_for_none(built: Path) -> None:
    subprocess.run([sys.executable, "-c", SPY, "build", "-q"], cwd=built, check=True)
    seal = built / ".partita" / "seal.bin"
    content = seal.read_bytes()
    seal.write_bytes(content[:-1] + bytes([content[-1] ^ 8]))

    assert imported(built, "build") != set()
    assert imported(built, "build") == set()
