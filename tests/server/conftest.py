from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.server.served import Served, serving


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all tests that do not mind each other."""
    with serving(tmp_path_factory.mktemp("served"), concurrency=20) as server:
        yield server
