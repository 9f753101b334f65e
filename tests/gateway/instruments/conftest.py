"""A small world a module, and a sandbox of it for each test; tests that stop services get a world of their own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.gateway.instruments.world import World, small_world
from tests.gateway.sockets import served


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    async with small_world(tmp_path_factory.mktemp("world")) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def url(shared_world: World) -> AsyncIterator[str]:
    """The same world on a real socket."""
    async with served(shared_world.gateway.app) as address:
        yield address


@pytest_asyncio.fixture(loop_scope="module")
async def world(shared_world: World) -> AsyncIterator[World]:
    shared_world.weather.failures = 0
    sandbox = await shared_world.new_sandbox()
    yield sandbox
    await shared_world.ask("DELETE", f"/sim/sandboxes/{sandbox.sandbox}")


@pytest_asyncio.fixture(loop_scope="module")
async def own_world(tmp_path: Path) -> AsyncIterator[World]:
    async with small_world(tmp_path) as running:
        yield running
