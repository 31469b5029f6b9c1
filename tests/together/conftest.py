from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.together.proxy import Proxy
from tests.together.served import Served, serving


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all tests that do not mind each other."""
    with serving(tmp_path_factory.mktemp("served")) as server:
        yield server


@pytest.fixture(scope="session")
def proxy(served: Served) -> Iterator[Proxy]:
    """A wire to that server, which can be spoilt."""
    with Proxy(served.port).running() as proxy:
        yield proxy
