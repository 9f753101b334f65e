"""One running platform for all tests of it, and a sandbox of their own for each."""

from collections.abc import AsyncIterator
from inspect import iscoroutinefunction
from pathlib import Path

import pytest
import pytest_asyncio

from tests.review.platform import Platform, running_platform

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The platform lives on the session's event loop; so must whoever talks to it."""
    for item in items:
        if item.path.is_relative_to(HERE) and iscoroutinefunction(getattr(item, "function", None)):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Platform]:
    async with running_platform(tmp_path_factory.mktemp("review")) as platform:
        yield platform


@pytest_asyncio.fixture(loop_scope="session")
async def platform(running: Platform) -> Platform:
    """The platform, seen from a new sandbox."""
    return await running.in_new_sandbox()
