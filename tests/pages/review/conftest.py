"""Whoever walks the road by the API, up to where a page's test begins."""

from collections.abc import Iterator

import pytest

from tests.journeys.client import Client
from tests.pages.site import Site


@pytest.fixture
def walker(shentu: Site) -> Iterator[Client]:
    """A caller of the API in the test's sandbox."""
    client = Client(shentu.url, shentu.sandbox)
    yield client
    client.close()
