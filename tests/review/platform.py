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
from shared.clock import Clock, real_micros
from shared.events.base import Event, addressed, encode
from shared.events.hall import ApplicationWithdrawn
from shared.identifiers import new_id
from shared.sandbox import FIRST
from shared.service import Service
from shared.store.tables import inbox, outbox
from tests.harness import InTurn, settings_in
from tests.lives import life_of
from tests.review.filings import CODE, OWNER, RETURNING, Json, a_filing
from tests.review.person import Person

PASSWORD = "Demo@2026"
CHOSEN = "Zhengzhou#2026"
DESIGN, SURVEY = "91410102MA9XXXX38W", "91410103MA9XXXX466"
UNITS = {"design": DESIGN, "survey": SURVEY}
AGENCIES = ("91410108MA9XXXX549", "91410104MA9XXXX62A", "91410106MA9XXXX702")


@dataclass
class Platform:
    """The running service, one sandbox of it, and the bus by which the hall speaks to it."""

    service: Service
    hall: LocalBus
    http: httpx.AsyncClient
    listener: "Listener"
    sandbox: str = "default"
    life_here: int = FIRST
    ahead: timedelta = timedelta(0)

    async def in_new_sandbox(self) -> "Platform":
        """The same platform, seen from a sandbox made just now."""
        name = f"t{new_id()}"
        await sandbox.create(self.service.store, name, self.service.seed)
        return replace(self, sandbox=name, life_here=await life_of(self.service.store, name))

    async def life(self) -> int:
        """The life the sandbox is in."""
        return await life_of(self.service.store, self.sandbox)

    # The hall's side.

    async def tell(self, event: Event, journey: str | None = None, event_id: str | None = None) -> str:
        """Deliver an event as a broker would; returns its id."""
        event_id = event_id or new_id()
        now = real_micros()
        body = encode(
            event, event_id=event_id, at=now, recorded=now, journey=journey or event.subject, causation=None,
            traceparent=None,
        )  # fmt: skip
        whole = addressed(body, self.sandbox, await self.life())
        message = Message(event_id, event.TYPE, journey or event.subject, whole, mandatory=True)
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
        """The data of every event of this type it recorded, with the secrets that only its listeners have."""
        return [envelope["data"] for envelope in await self.envelopes(event_type)]

    async def envelopes(self, event_type: str) -> list[Json]:
        wanted = select(outbox.c.body).where(outbox.c.type == event_type, outbox.c.life == await self.life())
        rows = await self.service.store.core_read(lambda c: c.scalars(wanted.order_by(outbox.c.seq)).all())
        recorded = [json.loads(row) for row in rows]
        return [self.listener.heard.get(envelope["id"], envelope) for envelope in recorded]

    async def deliveries(self) -> list[str]:
        """The states of what is in its inbox, oldest first."""
        wanted = select(inbox.c.status).where(inbox.c.life == await self.life()).order_by(inbox.c.received_at)
        return list(await self.service.store.core_read(lambda c: c.scalars(wanted).all()))

    async def pass_time(self, **duration: float) -> None:
        """Advance this sandbox's clock."""
        self.ahead += timedelta(**duration)
        clock = Clock(offset=self.ahead // timedelta(microseconds=1))
        await sandbox.set_clock(self.service.store, self.sandbox, clock)
        self.service.timers.wake()

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
        changed = await newcomer.put("/password", {"new_password": CHOSEN})
        return Person(self.http, changed["access_token"])

    async def selected(self, owner: str = RETURNING, scenario: str = "buildings", code: str = CODE,
                       **facts: Any) -> tuple[Person, Json]:  # fmt: skip
        """A pushed filing, selected by its owner: 待完善."""
        person = await self.owner(await self.push(owner, scenario, code, **facts))
        pushed = (await person.get("/city-projects"))["items"][-1]
        return person, await person.post("/projects", {"city_project_id": pushed["id"]})

    async def editing(self, owner: str = RETURNING, scenario: str = "buildings", code: str = CODE,
                      **facts: Any) -> tuple[Person, Json]:  # fmt: skip
        """The same, with its basic information: 待申报."""
        person, project = await self.selected(owner, scenario, code, **facts)
        path = f"/projects/{project['id']}"
        await person.put(f"{path}/basic", (await person.get(f"{path}/basic"))["example"])
        return person, await person.get(path)

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
        if document["node"] == "submission" and document["required"] and not document["files"]:
            await owner.upload(f"{path}/planning-documents", kind=document["kind"])


async def join(platform: Platform, owner: Person, project_id: str, role: str) -> Person:
    """A unit links itself to the project."""
    code = (await owner.post(f"/projects/{project_id}/link-codes", {"role": role}))["code"]
    unit = await platform.login(UNITS[role])
    await unit.post("/project-links", {"code": code})
    return unit


class Listener(LocalBus):
    """Stands for hall and sms: takes whatever the platform tells, and has it by the event's id."""

    heard: dict[str, Json]

    @classmethod
    async def on(cls, hub: Hub) -> Self:
        ear = cls(hub, "listener")
        ear.heard = {}
        for event_type in ("review.project.pushed", "review.phone_code.issued", "review.project.submitted"):
            ear.subscribe(event_type, ear._note)
        await ear.start()
        return ear

    async def _note(self, body: bytes) -> None:
        envelope = json.loads(body)
        self.heard[envelope["id"]] = envelope


@asynccontextmanager
async def replicated_platform(folder: Path, database_url: str) -> AsyncIterator[Platform]:
    """The platform in two replicas on one database, which take turns at requests: their units really collide.

    The events all come to the first.
    """
    async with running_platform(folder, database_url=database_url) as platform:
        second = create_review(settings_in(folder, database_url=database_url), LocalBus(Hub(), "review"))
        await second.start()
        try:
            transport = httpx.ASGITransport(app=InTurn(platform.service.app, second.app))
            async with httpx.AsyncClient(transport=transport, base_url="http://review") as http:
                yield replace(platform, http=http)
        finally:
            await second.stop()


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
            yield Platform(service, hall, http, listener)
    finally:
        await service.stop()
        await listener.stop()
        await hall.stop()
