"""A service, or several, running in the test's own process on real SQLite and in-process delivery."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import cycle
from pathlib import Path

import httpx
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.bus.contract import Bus
from shared.bus.local import Hub, LocalBus
from shared.service import Service
from shared.settings import Settings

Create = Callable[[Settings, Bus], Service]

SECRET = "a-secret-for-tests-of-thirty-two-characters"


def settings_in(folder: Path, **changes: object) -> Settings:
    """Settings of a throw-away instance in `folder`, untouched by the environment."""
    return Settings.model_validate({"data_dir": folder, "secret": SECRET, **changes})


@asynccontextmanager
async def running(folder: Path, *creates: Create, **changes: object) -> AsyncIterator[list[Service]]:
    """The services, started and joined by one hub; stopped at the end in the order given."""
    hub = Hub()
    services: list[Service] = []
    async with AsyncExitStack() as stack:
        for create in creates:
            service = create(settings_in(folder, **changes), LocalBus(hub, create.__name__.removeprefix("create_")))
            await service.start()
            stack.push_async_callback(service.stop)
            services.append(service)
        yield services


class InTurn:
    """Replicas of one service behind one address: each request goes to the next of them."""

    def __init__(self, *replicas: ASGIApp) -> None:
        self._next = cycle(replicas)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await next(self._next)(scope, receive, send)


@asynccontextmanager
async def replicated(folder: Path, create: Create, database_url: str) -> AsyncIterator[Service]:
    """Two replicas on one PostgreSQL database. Each runs its units one by one; the two collide."""
    async with (
        running(folder, create, database_url=database_url) as (first,),
        running(folder, create, database_url=database_url) as (second,),
    ):
        first.app = InTurn(first.app, second.app)
        yield first


@asynccontextmanager
async def client_of(service: Service, **headers: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client that speaks to the service's own door."""
    transport = httpx.ASGITransport(app=service.app)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{service.name}", headers=headers) as client:
        yield client
