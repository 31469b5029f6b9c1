import json
from pathlib import Path

import pytest

from tests.e2e.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.write()
    return project


def test_a_named_target_is_drawn_with_all_that_it_is_made_from(
    project: Project,
) -> None:
    drawn = project.run("graph", "medley").out.splitlines()

    assert [line.split()[0] for line in drawn] == [
        "medley",
        "dusk-loop",
        "dusk",
        "dawn",
    ]


@pytest.mark.parametrize("form", ["text", "dot", "mermaid", "json"])
def test_every_format_names_every_target(project: Project, form: str) -> None:
    drawn = project.run("graph", "--format", form).out

    assert all(
        name in drawn for name in ("dusk", "dawn", "dusk-loop", "medley", "game")
    )


def test_actions_are_drawn_on_request(project: Project) -> None:
    drawn = json.loads(project.run("graph", "-f", "json", "--actions").out)

    edges = {(edge["from"], edge["to"]) for edge in drawn["edges"]}
    assert ("score:dusk", "render:dusk/1") in edges
    assert ("keep:medley", "encode:medley") in edges
