"""`partita doctor`, from the command itself."""

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from partita.cli.main import group

MANIFEST = """\
[project]
name = "small"
[songs.dusk]
[[songs.dusk.chunks]]
duration = "4s"
positive_styles = ["folk"]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "music.toml").write_text(MANIFEST)
    return tmp_path


def doctor(project: Path, *words: str) -> Result:
    nothing = {"ELEVENLABS_API_KEY": None, "ELEVENLABS_API_KEY_FILE": None}
    words = ("-C", str(project), "doctor", *words)
    return CliRunner(env=nothing).invoke(group, words, standalone_mode=False)


def test_a_local_project_is_told_that_it_needs_no_key(project: Path) -> None:
    result = doctor(project)

    assert result.return_value == 0
    assert "the embedded engine, which needs no key" in result.stdout
    assert "codecs         soundfile " in result.stdout


def test_a_paid_project_without_a_key_fails(project: Path) -> None:
    result = doctor(project, "--provider", "elevenlabs")

    assert result.return_value == 1
    assert "fails  api key" in result.stdout
    assert "set `ELEVENLABS_API_KEY`" in result.stdout


def test_a_manifest_that_can_not_be_built_fails(project: Path) -> None:
    (project / "music.toml").write_text(MANIFEST.replace("4s", "1s"))

    result = doctor(project)

    assert result.return_value == 1
    assert "fails  manifest       " in result.stdout
    assert "in the manifest" in result.stdout


def test_a_program_gets_one_document(project: Path) -> None:
    result = doctor(project, "--json")

    record = json.loads(result.stdout)
    assert record["healthy"] is True
    assert {sign["name"] for sign in record["signs"]} >= {"python", "disk", "store"}


def test_a_repository_that_does_not_merge_lockfiles_by_lines_is_told(
    project: Path,
) -> None:
    assert "merging" not in doctor(project).stdout
    subprocess.run(["git", "init", "-q", project], check=True)
    result = doctor(project)

    assert result.return_value == 0
    assert "note   merging        git leaves conflict marks" in result.stdout
    (project / ".gitattributes").write_text("music.lock merge=union\n")
    assert "merging" not in doctor(project).stdout


def test_nothing_is_left_behind(project: Path) -> None:
    doctor(project)

    assert [each.name for each in project.iterdir()] == ["music.toml"]
