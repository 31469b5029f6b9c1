from pathlib import Path

import pytest

from tests.e2e.project import Project


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["build", "--jbos", "3"], "no such option `--jbos`"),
        (["build", "--jobs", "x"], "`x` is not a valid integer"),
        (["why"], "missing argument `TARGET`"),
        (["graph", "-f", "dt"], "`dt` is not one of `text`"),
    ],
)
def test_a_wrong_command_line_is_told_in_our_words(
    tmp_path: Path, words: list[str], said: str
) -> None:
    failed = Project(tmp_path).run(*words)

    assert failed.status == 2
    assert failed.err.startswith("error: ")
    assert said in failed.err
    assert "--help` shows what there is" in failed.err
