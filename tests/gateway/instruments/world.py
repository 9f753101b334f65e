"""The real gateway and the real sms beside a small hall and a small review, whose handler can be made to fail.

The control plane looks at outbox, inbox and journal only, so these two need no more than one event each.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from fastapi import APIRouter
from sqlalchemy.orm import registry
from starlette.types import ASGIApp, Receive, Scope, Send

from services.gateway.app import Gateway, create_gateway
from services.gateway.errors import UpstreamUnavailable
from services.sms.app import create_sms
from shared.bus import connect_bus
from shared.bus.contract import Bus
from shared.bus.local import Hub
from shared.clock import BEIJING
from shared.errors import Conflict
from shared.events.hall import ApplicationConfirmed, ConfirmedProject, ConfirmedUnit, PhoneCodeIssued
from shared.events.review import ProjectPushed, ProjectSubmitted
from shared.http.api import Body, StoreDep
from shared.identifiers import new_id
from shared.service import Service
from shared.settings import Settings
from shared.store import Sandboxed, Transaction
from tests.harness import client_of, settings_in

CONFIRMED, PUSHED = ApplicationConfirmed.TYPE, ProjectPushed.TYPE
PHONE, PASSWORD, CODE, LEADER = "13800000001", "Xk9$planted", "493817", "欧阳示例"


class HallRow(Sandboxed, registry=registry()):
    """The small hall has no rows of its own."""


class ReviewRow(Sandboxed, registry=registry()):
    """Nor has the small review."""


class Confirm(Body):
    """Whether a code is sent to the phone instead, and which phone."""

    with_code: bool = False
    phone: str = ""


@dataclass
class Weather:
    """How often review's handler still fails, and on what; -1 for ever."""

    failures: int = 0
    handled: list[str] = field(default_factory=list)

    def strike(self) -> None:
        if self.failures:
            self.failures -= 1
            raise OSError(f"the platform is away, call {PHONE}")


class Way:
    """The way from the gateway to a service; while it is `blocked` the service works on and cannot be reached."""

    def __init__(self, name: str, app: ASGIApp) -> None:
        self.name, self.app, self.blocked = name, app, False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.blocked:
            raise UpstreamUnavailable(service=self.name)
        await self.app(scope, receive, send)


@dataclass
class World:
    """A running instance, who can be asked, and how the gateway gets to them."""

    gateway: Gateway
    services: dict[str, Service]
    weather: Weather
    client: httpx.AsyncClient
    ways: dict[str, Way]
    sandbox: str = "default"

    async def get(self, path: str, **query: Any) -> Any:
        return (await self.ask("GET", path, params=query)).json()

    async def ask(self, method: str, path: str, **how: Any) -> httpx.Response:
        headers = {"Sim-Sandbox": self.sandbox, **how.pop("headers", {})}
        return await self.client.request(method, path, headers=headers, **how)

    async def confirm(self, journey: str | None = None, **body: Any) -> str:
        """One application is confirmed in the hall, by HTTP; returns its journey."""
        journey = journey or new_id()
        answer = await self.ask("POST", f"/hall/applications/{journey}/confirmation", json=body)
        assert answer.status_code == 200, answer.text
        return journey

    async def idle(self) -> None:
        answer = await self.ask("GET", "/sim/idle")
        assert answer.status_code == 200, answer.text

    async def new_sandbox(self, name: str | None = None) -> "World":
        answer = await self.ask(
            "POST", "/sim/sandboxes", json={"name": name} if name else {}, headers={"Sim-Sandbox": "default"}
        )
        assert answer.status_code == 201, answer.text
        return replace(self, sandbox=answer.json()["name"])


def create_small_hall(settings: Settings, bus: Bus) -> Service:
    router = APIRouter(prefix="/hall")

    @router.post("/applications/{application}/confirmation")
    async def confirmation(application: str, body: Confirm, store: StoreDep) -> dict[str, str]:
        await store.write(_issue_code if body.with_code else _confirm, application, body.phone or PHONE)
        return {"id": application, "status": "confirmed"}

    @router.post("/applications/{application}/refusal")
    async def refusal(application: str, body: Confirm, store: StoreDep) -> None:
        await store.read(_refuse, application)

    return Service(
        name="hall", title="small hall", settings=settings, bus=bus, row=HallRow,
        handlers={ProjectSubmitted: _ignore}, routers=[router], seed=_no_seed,
    )  # fmt: skip


def create_small_review(weather: Weather) -> Callable[[Settings, Bus], Service]:
    def handle(tx: Transaction, event: ApplicationConfirmed) -> None:
        tx.state("city-project", "pushed", project_id="P1")
        tx.record(_pushed(event))
        weather.strike()
        weather.handled.append(event.application_id)

    def create(settings: Settings, bus: Bus) -> Service:
        return Service(
            name="review", title="small review", settings=settings, bus=bus, row=ReviewRow,
            handlers={ApplicationConfirmed: handle}, routers=[], seed=_no_seed,
        )  # fmt: skip

    return create


def _confirm(tx: Transaction, application: str, phone: str) -> None:
    tx.journey = application
    tx.about(number="202605180007", project_code="2403-410105-04-01-123456", project_name="示例市民服务中心项目")
    tx.state("application", "confirmed", number="202605180007", leader_name=LEADER, leader_phone=phone)
    tx.record(_confirmed(application, phone))


def _confirmed(application: str, phone: str) -> ApplicationConfirmed:
    owner = ConfirmedUnit(credit_code="91410100MA9XXXX118", name="示例公司", leader_name=LEADER, leader_phone=phone)
    return ApplicationConfirmed(
        application_id=application, number="202605180007", scenario="buildings", government_procurement=False,
        project=ConfirmedProject(id="P", code="2403-410105-04-01-123456", name="示例项目", project_type="housing"),
        owner=owner, form={"owner": {"leader_name": LEADER, "leader_phone": phone}}, materials=[],
        confirmed_at=datetime(2026, 5, 18, 9, tzinfo=BEIJING),
    )  # fmt: skip


def _issue_code(tx: Transaction, application: str, phone: str) -> None:
    tx.journey = application
    tx.record(PhoneCodeIssued(application_id=application, phone=phone, code=CODE, purpose="confirmation", minutes=5))


def _pushed(event: ApplicationConfirmed) -> ProjectPushed:
    return ProjectPushed(
        application_id=event.application_id, project_id="P1", project_code=event.project.code,
        project_name=event.project.name, account=event.owner.credit_code, account_created=True,
        initial_password=PASSWORD, leader_phone=event.owner.leader_phone,
    )  # fmt: skip


def _refuse(tx: Transaction, application: str) -> None:
    tx.journey = application
    raise Conflict


def _ignore(tx: Transaction, event: ProjectSubmitted) -> None:
    """The hall would note it."""


def _no_seed(tx: Transaction) -> None:
    """Nothing to begin with."""


@asynccontextmanager
async def small_world(folder: Path, databases: dict[str, str] | None = None, **changes: Any) -> AsyncIterator[World]:
    """Four services in this process, the gateway last in, first out; `databases` by service instead of SQLite files."""
    hub, weather = Hub(), Weather()
    creates = {"hall": create_small_hall, "review": create_small_review(weather), "sms": create_sms}

    def settings(name: str) -> Settings:
        return settings_in(folder, **changes, database_url=databases[name] if databases else None)

    def bus(name: str) -> Bus:
        return connect_bus(settings(name).bus_url, name, hub)

    async with AsyncExitStack() as stack:
        services = {name: create(settings(name), bus(name)) for name, create in creates.items()}
        ways = {name: Way(name, service.app) for name, service in services.items()}
        gateway = create_gateway(settings("gateway"), bus("gateway"), ways)
        for service in (*services.values(), gateway):
            await service.start()
            stack.push_async_callback(service.stop)
        client = await stack.enter_async_context(client_of(gateway))
        yield World(gateway, services, weather, client, ways)
