"""Lyrics of other languages: guessed at by us, or read by espeak-ng."""

from __future__ import annotations

from pathlib import Path

import pytest

from partita.engine.singing.espeak import found
from tests.e2e.project import Project
from tests.engine.singing.espeak_here import needs_espeak

MANIFEST = """\
[project]
name = "nuit"

[advice]
few-styles = false

[songs.nuit]
[[songs.nuit.chunks]]
text = "[Verse]\\nJe marche dans la nuit"
duration = "3s"
positive_styles = ["folk", "female vocals"]
"""
NAMED = 'name = "nuit"'
READ = 'name = "nuit"\npronunciation = "espeak-ng"'


@pytest.fixture
def nuit(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.write(MANIFEST)
    return project


def _told(project: Project) -> list[str]:
    events = project.build().events
    return [str(e) for e in events if "lyrics look French" in str(e)]


def test_what_is_guessed_is_told_once_and_can_be_switched_off(nuit: Project) -> None:
    assert len(_told(nuit)) == 1

    nuit.change("few-styles = false", "few-styles = false\nguessed-words = false")
    quiet = nuit.build()

    assert quiet.ran == {"score:nuit"}
    assert "lyrics look French" not in quiet.out


@needs_espeak
def test_espeak_changes_what_is_sung_and_going_back_costs_nothing(
    nuit: Project,
) -> None:
    nuit.build()
    nuit.change(NAMED, READ)

    read = nuit.build()

    assert read.status == 0, read.err
    assert read.ran >= {"score:nuit", "render:nuit/1"}
    assert "lyrics look French" not in read.out
    assert "pronunciation is new: `espeak-ng 1." in nuit.run("why", "nuit").out
    nuit.change(READ, NAMED)
    assert nuit.build().ran == set()


@pytest.mark.skipif(found() is not None, reason="espeak-ng is installed")
def test_espeak_that_is_not_there_is_told_with_its_line(nuit: Project) -> None:
    nuit.change(NAMED, READ)

    failed = nuit.run("plan")

    assert failed.status == 1
    assert "espeak-ng is not installed" in failed.err
    assert "music.toml:3" in failed.err
