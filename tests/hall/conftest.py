"""One hall for all tests in this folder, a sandbox of it for each test, and owners who know only its HTTP door."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from inspect import iscoroutinefunction
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio

from services.hall.app import create_hall
from shared import sandbox
from shared.service import Service
from tests.hall.applicant import Applicant
from tests.hall.place import Hall, People
from tests.harness import running
from tests.lives import life_of

HERE = Path(__file__).parent
_NUMBERS = count(1)


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """The tests here share one event loop, since they share one service."""
    for item in items:
        if HERE in item.path.parents and iscoroutinefunction(getattr(item, "obj", None)):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def service(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    async with running(tmp_path_factory.mktemp("hall"), create_hall) as (service,):
        yield service


@pytest_asyncio.fixture(loop_scope="session")
async def hall(service: Service) -> Hall:
    """A sandbox that exists for this test only."""
    name = f"test-{next(_NUMBERS)}"
    await sandbox.create(service.store, name, service.seed)
    return Hall(service, name, await life_of(service.store, name))


@pytest_asyncio.fixture(loop_scope="session")
async def people(hall: Hall) -> AsyncIterator[People]:
    async with AsyncExitStack() as stack:
        yield People(hall, stack)


@pytest_asyncio.fixture(loop_scope="session")
async def owner(people: People) -> Applicant:
    return await people.log_in()
