"""An instance for the tests of the client, and the client in a sandbox of its own."""

from collections.abc import Iterator

import pytest
from shentu import Shentu

from tests.processes import embedded


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with embedded(tmp_path_factory.mktemp("client")) as running:
        yield running.url


@pytest.fixture
def visitor(url: str) -> Iterator[Shentu]:
    with Shentu(url, sim_token="") as anyone, anyone.new_sandbox() as inside:
        yield inside
