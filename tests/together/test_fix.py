"""What the server refuses is shown, fixed and then built, by the real command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.project import Project
from tests.together.served import API_KEY, Served

MANIFEST = """\
[project]
provider = "elevenlabs"
output_format = "wav"

[advice]
few-styles = false

[songs.menu]
prompt = "glassy bells in the style of Hans Zimmer"  # for the menu
length = "3s"

[songs.theme]
[[songs.theme.chunks]]
text = \"\"\"
[Verse]
Lantern over water, like Pink Floyd
\"\"\"
duration = "3s"
positive_styles = [
  "slow",        # keep
  "Daft Punk",   # bright
]
"""


@pytest.fixture
def project(tmp_path: Path, served: Served, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("ELEVENLABS_API_KEY", API_KEY)
    monkeypatch.setenv("ELEVENLABS_BASE_URL", served.url)
    project = Project(tmp_path)
    project.write(MANIFEST)
    return project


def test_what_the_server_refuses_is_fixed_and_then_made(
    project: Project, served: Served
) -> None:
    before = len(served.bill())
    refused = project.run("build")
    assert refused.status == 1
    assert "--> music.toml:9  songs.menu.prompt" in refused.err
    assert "suggested: glassy bells\n" in refused.err
    assert project.run("fix", "menu").status == 0

    refused = project.run("build", "theme")
    assert "refused:   `Daft Punk`\n   |  suggested: nothing" in refused.err
    assert "`partita fix theme` writes the suggestion" in refused.err
    shown = project.run("fix", "theme", "--dry-run").out
    assert project.run("fix", "theme").out == shown
    assert '-  "Daft Punk",   # bright\n' in shown

    assert project.run("plan").status == 3
    assert project.build().status == 0
    assert len(served.bill()) - before == 2
    assert project.build().ran == set()
    assert project.run("fix", "theme").err.startswith("error: nothing is suggested")


def test_a_dry_run_writes_nothing(project: Project) -> None:
    project.run("build")
    shown = project.run("fix", "menu", "--dry-run")

    assert shown.out.count("\n+prompt") == 1
    assert (project.folder / "music.toml").read_text() == MANIFEST
