"""Whatever is sent: a 4xx problem that points at what is wrong, never a 500, and nothing has changed."""

from collections.abc import Iterator

import pytest

from tests.journeys import walk
from tests.journeys.client import Client
from tests.journeys.personas import RETURNING


@pytest.fixture(scope="session")
def filing(base_url: str) -> Iterator[walk.Filing]:
    """One draft ready to confirm, in a sandbox for all tests in this folder: every refused request must leave it so."""
    with walk.sandbox(base_url) as visitor:
        yield walk.prepare(visitor)


@pytest.fixture(scope="session")
def province(filing: walk.Filing) -> tuple[Client, str]:
    """An owner on the platform, and a project being edited there."""
    visitor = filing.owner.derive()
    visitor.headers.pop("Authorization")
    pushed = walk.file(walk.prepare(visitor, RETURNING.credit_code, RETURNING.project))
    owner, _ = walk.enter_platform(visitor, RETURNING.credit_code)
    return owner, walk.prepare_city_project(owner, pushed.application_id)["id"]
