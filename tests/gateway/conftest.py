"""The gateway under uvicorn, before upstreams that the test chooses."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import httpx
import pytest
from starlette.types import ASGIApp

from services.gateway.app import Gateway, create_gateway
from shared.bus.local import Hub, LocalBus
from tests.gateway.echo import Echo
from tests.gateway.sockets import nobody, served
from tests.harness import settings_in

Started = Callable[..., AbstractAsyncContextManager[tuple[Gateway, httpx.AsyncClient]]]


@pytest.fixture
def started(tmp_path: Path) -> Started:
    """`started(here={...}, **settings)`: a running gateway, and a client that speaks to it over a socket."""

    @asynccontextmanager
    async def start(
        here: dict[str, ASGIApp] | None = None, **settings: object
    ) -> AsyncIterator[tuple[Gateway, httpx.AsyncClient]]:
        away = {f"{name}_url": nobody() for name in ("hall", "review", "sms")}
        gateway = create_gateway(settings_in(tmp_path, **(away | settings)), LocalBus(Hub(), "gateway"), here)
        await gateway.start()
        try:
            async with served(gateway.app) as url, httpx.AsyncClient(base_url=url, timeout=10) as client:
                yield gateway, client
        finally:
            await gateway.stop()

    return start


@pytest.fixture
async def client(started: Started) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a gateway that stands alone."""
    async with started() as (_, client):
        yield client


@pytest.fixture
def echo() -> Echo:
    return Echo()
