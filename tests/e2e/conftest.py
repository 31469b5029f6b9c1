from pathlib import Path
from shutil import copytree

import pytest

from tests.e2e.project import Project


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that was built, undisturbed. Copy it, don't touch it."""
    project = Project(tmp_path_factory.mktemp("finished"))
    project.write()
    built = project.build()
    assert built.status == 0, built.err
    return project


@pytest.fixture
def built(finished: Project, tmp_path: Path) -> Project:
    """A built project of one's own."""
    copytree(finished.folder, tmp_path / "p", copy_function=_copy)
    project = Project(tmp_path / "p")
    # A copied file has another inode: the first build looks into everything once.
    assert project.build().ran == set()
    return project


@pytest.fixture
def fresh(tmp_path: Path) -> Project:
    """A project that was never built."""
    project = Project(tmp_path)
    project.write()
    return project


def _copy(source: str, target: str) -> None:
    Path(target).write_bytes(Path(source).read_bytes())
