"""The review platform in the test's own process: filings come in as real events, people call over HTTP."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

import httpx
from sqlalchemy import select

from services.review.app import create_review
from shared import sandbox
from shared.bus.contract import Message
from shared.bus.local import Hub, LocalBus
from shared.clock import Clock, from_micros, real_micros
from shared.events.base import Event, encode
from shared.events.hall import ApplicationConfirmed, ApplicationWithdrawn, ConfirmedProject, ConfirmedUnit
from shared.forms import compile_form, load_sections, load_toml
from shared.identifiers import new_id
from shared.service import Service
from shared.store.tables import inbox, outbox
from tests.harness import settings_in

Json = dict[str, Any]

PASSWORD = "Demo@2026"
CHOSEN = "Zhengzhou#2026"
OWNER = "91410100MA9XXXX118"
RETURNING = "91410108MA9XXXX97N"
INSTITUTION = "12410100MB9XXXX15U"
OFFICE = "11410100MB9XXXX23R"
DESIGN, SURVEY = "91410102MA9XXXX38W", "91410103MA9XXXX466"
UNITS = {"design": DESIGN, "survey": SURVEY}
AGENCIES = ("91410108MA9XXXX549", "91410104MA9XXXX62A", "91410106MA9XXXX702")
LEADER = "13800000001"
CODE = "2403-410105-04-01-123456"
COLUMNS = {"renovation-fitout": "D", "buildings": "F", "municipal": "M", "key-or-resettlement": "Z"}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

_HALL = Path(__file__).parents[2] / "services" / "hall"


def hall_form(scenario: str = "buildings", **sections: Json) -> Json:
    """一张表单 as the hall offers it, with `sections` laid over it."""
    files = [_HALL / "form" / f"{name}.toml" for name in ("project", "units", "buildings", "fire")]
    dictionaries = load_toml(_HALL / "dictionaries.toml") | {"scenario": {"values": dict.fromkeys(COLUMNS, "")}}
    form = compile_form(load_sections(files), COLUMNS[scenario], dictionaries)
    example = form.example({"owner_credit_code": OWNER, "owner_name": "示例建设有限公司"})
    return example | {key: example.get(key, {}) | part for key, part in sections.items()}


def a_filing(
    owner: str = OWNER, scenario: str = "buildings", code: str = CODE, *, procurement: bool = False,
    phone: str = LEADER, form: Json | None = None,
) -> ApplicationConfirmed:  # fmt: skip
    """A confirmed application, as the hall tells of it."""
    leader = ConfirmedUnit(credit_code=owner, name="示例建设有限公司", leader_name="张示例", leader_phone=phone)
    return ApplicationConfirmed(
        application_id=new_id(), number="202605180007", scenario=scenario,
        government_procurement=procurement, owner=leader, materials=[], confirmed_at=from_micros(real_micros()),
        project=ConfirmedProject(id=new_id(), code=code, name="示例市民服务中心项目", project_type="3"),
        form=form if form is not None else hall_form(scenario),
    )  # fmt: skip


class Person:
    """Somebody who calls the platform; every refusal must be a problem document."""

    def __init__(self, http: httpx.AsyncClient, token: str | None = None, **headers: str) -> None:
        self.http = http
        self.headers = headers | ({"Authorization": f"Bearer {token}"} if token else {})

    async def send(self, method: str, path: str, **how: Any) -> httpx.Response:
        headers = self.headers | how.pop("headers", {})
        response = await self.http.request(method, f"/review{path}", headers=headers, **how)
        assert response.headers["sim-notice"] == "simulated"
        if response.status_code >= 400:
            assert response.headers["content-type"].startswith("application/problem+json"), response.text
            assert response.json()["status"] == response.status_code < 500, response.text
        return response

    async def call(self, method: str, path: str, expect: int = 200, **how: Any) -> Any:
        response = await self.send(method, path, **how)
        assert response.status_code == expect, (method, path, response.status_code, response.text)
        return response.json() if response.content else None

    async def get(self, path: str, **how: Any) -> Any:
        return await self.call("GET", path, **how)

    async def post(self, path: str, body: Json | None = None, expect: int = 201, **how: Any) -> Any:
        return await self.call("POST", path, expect, json=body, **how)

    async def put(self, path: str, body: Any) -> Any:
        return await self.call("PUT", path, json=body)

    async def refused(self, status: int, code: str, method: str, path: str, **how: Any) -> Json:
        """Demand this refusal; returns the problem."""
        response = await self.send(method, path, **how)
        assert (response.status_code, response.json()["code"]) == (status, code), response.text
        return dict(response.json())

    async def upload(
        self, path: str, content: bytes = PDF, name: str = "a.pdf", expect: int = 201, **fields: str
    ) -> Json:
        file = {"file": (name, content, "application/octet-stream")}
        return dict(await self.call("POST", path, expect, files=file, data=fields))


@dataclass
class Platform:
    """The running service, one sandbox of it, and the bus by which the hall speaks to it."""

    service: Service
    hall: LocalBus
    http: httpx.AsyncClient
    sandbox: str = "default"
    ahead: timedelta = timedelta(0)

    async def in_new_sandbox(self) -> "Platform":
        """The same platform, seen from a sandbox made just now."""
        name = f"t{new_id()}"
        await sandbox.create(self.service.store, name, self.service.seed)
        return replace(self, sandbox=name)

    # The hall's side.

    async def tell(self, event: Event, journey: str | None = None, event_id: str | None = None) -> str:
        """Deliver an event as a broker would; returns its id."""
        event_id = event_id or new_id()
        now = real_micros()
        body = encode(
            event, event_id=event_id, at=now, recorded=now, sandbox=self.sandbox, journey=journey or event.subject,
            causation=None, traceparent=None,
        )  # fmt: skip
        message = Message(event_id, event.TYPE, journey or event.subject, body, mandatory=True)
        assert await self.hall.publish([message]) == [None]
        return event_id

    async def push(self, owner: str = OWNER, scenario: str = "buildings", code: str = CODE, **facts: Any) -> Json:
        """A filing arrives; returns the data of its `review.project.pushed`."""
        filing = a_filing(owner, scenario, code, **facts)
        await self.tell(filing)
        pushed = await self.events("review.project.pushed")
        return next(data for data in pushed if data["application_id"] == filing.application_id)

    async def withdraw(self, application_id: str, code: str = CODE) -> None:
        await self.tell(ApplicationWithdrawn(application_id=application_id, project_code=code, reason="撤件"))

    # What the platform told and kept.

    async def events(self, event_type: str) -> list[Json]:
        """The data of every event of this type it recorded."""
        return [envelope["data"] for envelope in await self.envelopes(event_type)]

    async def envelopes(self, event_type: str) -> list[Json]:
        wanted = select(outbox.c.body).where(outbox.c.type == event_type, outbox.c.sandbox == self.sandbox)
        rows = await self.service.store.read_core(lambda c: c.scalars(wanted.order_by(outbox.c.seq)).all())
        return [json.loads(row) for row in rows]

    async def deliveries(self) -> list[str]:
        """The states of what is in its inbox, oldest first."""
        wanted = select(inbox.c.status).where(inbox.c.sandbox == self.sandbox).order_by(inbox.c.received_at)
        return list(await self.service.store.read_core(lambda c: c.scalars(wanted).all()))

    async def pass_time(self, **duration: float) -> None:
        """Advance this sandbox's clock."""
        self.ahead += timedelta(**duration)
        clock = Clock(offset=self.ahead // timedelta(microseconds=1))
        await sandbox.set_clock(self.service.store, self.sandbox, clock)
        self.service.inbox.wake()

    # People.

    def visitor(self, **headers: str) -> Person:
        """Nobody in particular, in this sandbox."""
        return Person(self.http, **{"Sim-Sandbox": self.sandbox, **headers})

    async def login(self, account: str, password: str = PASSWORD) -> Person:
        answer = await self.visitor().post("/login", {"account": account, "password": password}, expect=200)
        return Person(self.http, answer["access_token"])

    async def owner(self, pushed: Json) -> Person:
        """The owner of a pushed filing, with a password of its own."""
        if not pushed["initial_password"]:
            return await self.login(pushed["account"], PASSWORD if pushed["account"] == RETURNING else CHOSEN)
        newcomer = await self.login(pushed["account"], pushed["initial_password"])
        await newcomer.put("/password", {"new_password": CHOSEN})
        return newcomer

    async def editing(self, owner: str = RETURNING, scenario: str = "buildings", code: str = CODE,
                      **facts: Any) -> tuple[Person, Json]:  # fmt: skip
        """A pushed filing, selected by its owner."""
        person = await self.owner(await self.push(owner, scenario, code, **facts))
        pushed = (await person.get("/city-projects"))["items"][-1]
        return person, await person.post("/projects", {"city_project_id": pushed["id"]})

    async def ready(self, owner: str = RETURNING, scenario: str = "buildings", code: str = CODE, *,
                    details: Json | None = None, **facts: Any) -> tuple[Person, str]:  # fmt: skip
        """A project that only lacks its submission; for procurement, its agency, too. `details` go over the example."""
        person, project = await self.editing(owner, scenario, code, **facts)
        await make_ready(self, person, project["id"], details)
        if not project["government_procurement"]:
            agency = (await person.get("/agencies"))["items"][0]
            await person.put(f"/projects/{project['id']}/agency", {"agency_id": agency["id"]})
        return person, project["id"]


async def make_ready(platform: Platform, owner: Person, project_id: str, details: Json | None = None) -> None:
    """Details, units with sealed drawings, planning documents."""
    path = f"/projects/{project_id}"
    example = (await owner.get(f"{path}/details"))["example"]
    changed = {key: example[key] | part if isinstance(part, dict) else part for key, part in (details or {}).items()}
    await owner.put(f"{path}/details", example | changed)
    required = (await owner.get(f"{path}/drawings"))["required"]
    for role in {item["role"] for item in required}:
        unit = await join(platform, owner, project_id, role)
        for item in required:
            if item["role"] == role:
                drawing = await unit.upload(f"{path}/drawings", discipline=item["discipline"])
                await unit.post(f"{path}/drawings/{drawing['drawing_id']}/seal", expect=200)
    for document in (await owner.get(f"{path}/planning-documents"))["items"]:
        if document["node"] == "submission":
            await owner.upload(f"{path}/planning-documents", kind=document["kind"])


async def join(platform: Platform, owner: Person, project_id: str, role: str) -> Person:
    """A unit links itself to the project."""
    code = (await owner.post(f"/projects/{project_id}/link-codes", {"role": role}))["code"]
    unit = await platform.login(UNITS[role])
    await unit.post("/project-links", {"code": code})
    return unit


class Listener(LocalBus):
    """Stands for hall and sms: takes whatever the platform tells."""

    @classmethod
    async def on(cls, hub: Hub) -> Self:
        ear = cls(hub, "listener")
        for event_type in ("review.project.pushed", "review.phone_code.issued", "review.project.submitted"):
            ear.subscribe(event_type, ear._ignore)
        await ear.start()
        return ear

    async def _ignore(self, body: bytes) -> None:
        """Accepted."""


@asynccontextmanager
async def running_platform(folder: Path, **settings: object) -> AsyncIterator[Platform]:
    """The platform on a database of its own."""
    hub = Hub()
    listener = await Listener.on(hub)
    service = create_review(settings_in(folder, **settings), LocalBus(hub, "review"))
    hall = LocalBus(hub, "hall")
    await hall.start()
    await service.start()
    transport = httpx.ASGITransport(app=service.app)
    try:
        async with httpx.AsyncClient(transport=transport, base_url="http://review") as http:
            yield Platform(service, hall, http)
    finally:
        await service.stop()
        await listener.stop()
        await hall.stop()
