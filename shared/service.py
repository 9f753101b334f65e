"""A service, assembled: its store, its end of the bus, inbox and relay, its HTTP door and its health."""

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.telemetry import TelemetryConfig
from starlette.types import ASGIApp

from shared import sandbox
from shared.bus.contract import Bus
from shared.context import DEFAULT_SANDBOX
from shared.errors import StorageFull
from shared.faults import FAULT_ENDS, end_fault
from shared.faults.of_the_store import StoreFaults
from shared.files import Files
from shared.http.asyncapi import asyncapi_routes
from shared.http.dispatch import Dispatcher
from shared.http.door import Door
from shared.http.problems import problem_routes
from shared.http.refusals import REFUSALS, install_problems
from shared.http.summaries import summarise
from shared.http.swagger import docs_router
from shared.inbox import Handlers, Inbox
from shared.instruments.contract.exchanges import OperationMarks
from shared.instruments.doors import ANSWERS
from shared.instruments.inner_door import Answers, InnerDoor
from shared.instruments.measuring import metrics_route
from shared.journal.follow import Follower
from shared.journal.keeping import Keeping
from shared.login.tokens import Tokens
from shared.outbox import Always, Lease, Relay
from shared.pages.refusals import refuse
from shared.pages.static import static_routes
from shared.sandbox import telling
from shared.settings import Settings
from shared.store import Sandboxed, StoreFailed, open_store
from shared.store.sqlite import SqliteStore
from shared.timers import Due, Timers, fires_of
from shared.values.text import is_sandbox_name
from shared.version import VERSION

log = logging.getLogger(__name__)

_NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "operation_spans": False}
FINISH_SECONDS = 10.0
FLUSH_SECONDS = 5.0


class Service:
    """One of the simulated systems. `app` is its ASGI application, paths as seen from outside (`/hall/…`)."""

    def __init__(self, *, name: str, title: str, settings: Settings, bus: Bus, row: type[Sandboxed],
                 handlers: Handlers, routers: Sequence[APIRouter], seed: sandbox.Seed,
                 answers: Sequence[Answers] = (), description: str = "",
                 summaries: Path | None = None, due: Mapping[str, Due] | None = None,
                 marks: Sequence[OperationMarks] = ()) -> None:  # fmt: skip
        self.name, self.title, self.settings, self.bus, self.seed = name, title, settings, bus, seed
        self.handlers = handlers
        self.marks = marks
        self.tokens = Tokens(settings.signing_secret())
        self.store = open_store(name, row.metadata, settings.database_url, settings.data_dir)
        self.files = Files(f"{settings.uploads_url()}/{name}")
        self.inbox = Inbox(self.store, handlers)
        self.lease = self._lease()
        self.follower = Follower(self.store, lambda: self.draining)
        self.store.suffer = StoreFaults(self.store).suffer
        ends = {FAULT_ENDS: partial(end_fault, self.store)}
        self.timers = Timers(self.store, {**self.inbox.fires, **ends, **fires_of(self.store, due or {})})
        self.keeping = Keeping(settings.keep_days, settings.keep_journeys)
        self.relay = Relay(self.store, bus, self.lease)
        self.draining = False
        self.requests: Counter[tuple[str, int]] = Counter()
        self._started = False
        self._inside = 0
        self._empty = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self.api = self._assemble(routers, description)
        if summaries is not None:
            summarise(self.api, summaries)
        self.app: ASGIApp = Door(self.api, InnerDoor(self, (*ANSWERS, *answers)), self, refuse)

    def _lease(self) -> Lease:
        if isinstance(self.store, SqliteStore):
            return Always()
        from shared.store.postgres import PostgresStore
        from shared.store.postgres.lease import AdvisoryLease

        assert isinstance(self.store, PostgresStore)
        self.store.lease = AdvisoryLease(self.store.dsn, self.store.recorded.notify)
        return self.store.lease

    def _assemble(self, routers: Sequence[APIRouter], description: str) -> FastAPI:
        api = FastAPI(
            title=self.title, description=description, version=VERSION, lifespan=self._lifespan,
            openapi_url=f"/{self.name}/openapi.json", docs_url=None, redoc_url=None, responses=REFUSALS,
        )  # fmt: skip
        api.state.service = self
        install_problems(api, refuse)
        for router in routers:
            api.include_router(router)
        api.include_router(docs_router(f"/{self.name}", self.title))
        api.include_router(self._health())
        api.include_router(metrics_route(self))
        api.include_router(static_routes())
        api.include_router(problem_routes(self))
        api.include_router(asyncapi_routes(self))
        api.router.middleware_stack = Dispatcher(api)
        return api

    def _health(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)

        @router.get("/livez")
        async def livez() -> JSONResponse:
            return JSONResponse({"status": "alive", "service": self.name})

        @router.get("/docs")
        async def docs() -> RedirectResponse:
            return RedirectResponse(f"/{self.name}/docs")

        @router.get("/readyz")
        @router.get("/healthz")
        async def readyz() -> JSONResponse:
            return JSONResponse({"service": self.name, **self.health()}, status_code=200 if self.ready else 503)

        return router

    @contextlib.asynccontextmanager
    async def _lifespan(self, app: FastAPI) -> AsyncIterator[None]:
        await self.start()
        try:
            yield
        finally:
            await self.stop()

    # Life.

    @property
    def ready(self) -> bool:
        """Whether database, bus and seed are there and no stop has begun."""
        return self._started and not self.draining and self.store.ready and self.bus.ready

    def health(self) -> dict[str, object]:
        """What `/readyz` tells."""
        return {
            "status": "ready" if self.ready else "not-ready",
            "database": self.store.ready, "bus": self.bus.ready, "seed": self._started, "stopping": self.draining,
            "reasons": [trouble for trouble in (self.store.trouble, self.bus.trouble) if trouble],
        }  # fmt: skip

    async def start(self) -> None:
        """Open the store, seed the default sandbox, join the bus, start relay and retries."""
        if self._started:
            return
        await self.store.open()
        try:
            await sandbox.create(self.store, DEFAULT_SANDBOX, self.seed, life=sandbox.FIRST)
        except StorageFull as error:
            raise StoreFailed(f"The disk with {self.name}'s database is full: make room, then start again.") from error
        for event in self.handlers:
            self.bus.subscribe(event.TYPE, self.inbox.receive)
        await self.bus.start()
        self.lease.start()
        work = (self.relay.run(), self.timers.run(), self.keeping.run(self.store))
        self._tasks = [asyncio.create_task(running) for running in work]
        self._started = True

    async def stop(self) -> None:
        """Refuse new work, finish what is in hand, send what is recorded, let go."""
        if not self._started:
            return
        self.refuse_new_work()
        await self._finish_requests()
        await self.relay.flush(FLUSH_SECONDS)
        await self.bus.drain()
        await self.relay.flush(FLUSH_SECONDS)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.bus.stop()
        await self.lease.stop()
        await self.store.close()
        self._started = False

    def refuse_new_work(self) -> None:
        """A stop has begun: new requests are refused, and whoever waits is told."""
        self.draining = True
        self.follower.notify_all()

    async def _finish_requests(self) -> None:
        self._empty.clear()
        if not self._inside:
            return
        try:
            async with asyncio.timeout(FINISH_SECONDS):
                await self._empty.wait()
        except TimeoutError:
            log.warning("stopped with %d requests unfinished", self._inside)

    def entered(self) -> None:
        """A request came in."""
        self._inside += 1

    def left(self) -> None:
        """A request was answered."""
        self._inside -= 1
        if not self._inside:
            self._empty.set()

    async def follow_life(self, told: bytes) -> None:
        """A switch that this service, or this replica of it, missed is made up for."""
        heard = telling.heard(self.settings.signing_secret(), told)
        if heard is not None and await self.store.is_behind(*heard):
            await sandbox.switch(self.store, heard[1])

    async def catch_up(self) -> None:
        """Return once everything that happened here until now is written down."""
        await self.relay.catch_up()

    async def sending_pauses(self) -> None:
        """Return once nothing is being sent any more of what is to be quiet from now on."""
        await self.relay.pause()

    async def knows(self, name: str) -> bool:
        """Whether there is such a sandbox."""
        return is_sandbox_name(name) and await self.store.row(name) is not None
