"""The usual chain: FastAPI, an asynchronous SQLModel session a step, publish after commit, no outbox.

What most teams would write first; it loses a message whenever the process dies between the commit and
the publishing, or a handler fails. One process with aiosqlite and an in-process queue:

    python -m bench.references.usual all PORT FOLDER

or three processes with psycopg and RabbitMQ (DATABASE is a `postgresql+psycopg://` URL):

    python -m bench.references.usual hall|review|sms PORT DATABASE BROKER
"""

import asyncio
import json
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

import aio_pika
import uvicorn
from fastapi import Body, Depends, FastAPI, HTTPException, Response
from pydantic import BaseModel
from sqlalchemy import JSON, event
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import Field, SQLModel, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

Data = dict[str, Any]
Handler = Callable[[Data], Awaitable[None]]


def now() -> datetime:
    return datetime.now(UTC)


class Application(SQLModel, table=True):
    id: str = Field(default_factory=lambda: uuid4().hex, primary_key=True)
    status: str = "draft"
    confirmed_at: datetime | None = None
    phone: str | None = None
    filing: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Confirmed(SQLModel):
    id: str
    status: str


class Project(SQLModel, table=True):
    application_id: str = Field(primary_key=True)
    pushed_at: datetime = Field(default_factory=now)
    filing: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Message(SQLModel, table=True):
    id: str = Field(default_factory=lambda: uuid4().hex, primary_key=True)
    phone: str = Field(index=True)
    text: str
    delivered_at: datetime = Field(default_factory=now)


class Confirmation(BaseModel):
    phone: str
    code: str


class Database:
    """An engine and sessions, as in every tutorial."""

    def __init__(self, url: str) -> None:
        self.engine = create_async_engine(url)
        if url.startswith("sqlite"):
            event.listen(self.engine.sync_engine, "connect", lambda db, _: db.execute("PRAGMA journal_mode=WAL"))

    async def create(self, table: type[SQLModel]) -> None:
        async with self.engine.begin() as connection:
            await connection.run_sync(SQLModel.metadata.tables[table.__name__.lower()].create)

    def session(self) -> AsyncSession:
        return AsyncSession(self.engine, expire_on_commit=False)


class LocalQueue:
    """An asyncio queue a topic, ten handlers at a time; what is in it dies with the process."""

    def __init__(self) -> None:
        self.queues: dict[str, asyncio.Queue[Data]] = {}
        self.workers: list[asyncio.Task[None]] = []

    async def publish(self, topic: str, data: Data) -> None:
        self.queues[topic].put_nowait(data)

    async def subscribe(self, topic: str, handler: Handler) -> None:
        self.queues[topic] = asyncio.Queue()
        self.workers += [asyncio.create_task(self.work(self.queues[topic], handler)) for _ in range(10)]

    async def work(self, queue: asyncio.Queue[Data], handler: Handler) -> None:
        while True:
            await handler(await queue.get())


class Rabbit:
    """aio-pika as its documentation shows it: robust connection, durable queue, persistent messages."""

    def __init__(self, channel: aio_pika.abc.AbstractChannel) -> None:
        self.channel = channel

    async def publish(self, topic: str, data: Data) -> None:
        message = aio_pika.Message(json.dumps(data).encode(), delivery_mode=aio_pika.DeliveryMode.PERSISTENT)
        await self.channel.default_exchange.publish(message, routing_key=topic)

    async def declare(self, topic: str) -> aio_pika.abc.AbstractQueue:
        return await self.channel.declare_queue(topic, durable=True, arguments={"x-queue-type": "quorum"})

    async def subscribe(self, topic: str, handler: Handler) -> None:
        async def receive(message: aio_pika.abc.AbstractIncomingMessage) -> None:
            async with message.process():
                await handler(json.loads(message.body))

        await self.channel.set_qos(10)
        await (await self.declare(topic)).consume(receive)


Bus = LocalQueue | Rabbit


async def start_hall(app: FastAPI, database: Database, bus: Bus) -> None:
    await database.create(Application)
    if isinstance(bus, Rabbit):
        await bus.declare("application.confirmed")

    async def get_session() -> AsyncIterator[AsyncSession]:
        async with database.session() as session:
            yield session

    @app.post("/prepare")
    async def prepare(
        count: int, filing: Annotated[Data, Body()], session: Annotated[AsyncSession, Depends(get_session)]
    ) -> list[str]:
        applications = [Application(filing=filing) for _ in range(count)]
        session.add_all(applications)
        await session.commit()
        return [application.id for application in applications]

    @app.post("/applications/{application_id}/confirmation", response_model=Confirmed)
    async def confirm(
        application_id: str, body: Confirmation, session: Annotated[AsyncSession, Depends(get_session)]
    ) -> Application:
        application = await session.get(Application, application_id)
        if application is None:
            raise HTTPException(404)
        application.status, application.confirmed_at, application.phone = "confirmed", now(), body.phone
        session.add(application)
        await session.commit()
        await bus.publish(
            "application.confirmed", {"application": application_id, "phone": body.phone, "filing": application.filing}
        )
        return application


async def start_review(app: FastAPI, database: Database, bus: Bus) -> None:
    await database.create(Project)
    if isinstance(bus, Rabbit):
        await bus.declare("project.pushed")

    async def push(data: Data) -> None:
        async with database.session() as session:
            if await session.get(Project, data["application"]) is None:
                session.add(Project(application_id=data["application"], filing=data["filing"]))
            await session.commit()
        text = f"Your filing {data['application']} has been received."
        await bus.publish("project.pushed", {"phone": data["phone"], "text": text})

    await bus.subscribe("application.confirmed", push)


async def start_sms(app: FastAPI, database: Database, bus: Bus) -> None:
    await database.create(Message)

    async def deliver(data: Data) -> None:
        async with database.session() as session:
            session.add(Message(phone=data["phone"], text=data["text"]))
            await session.commit()

    await bus.subscribe("project.pushed", deliver)

    @app.get("/messages")
    async def messages(to: str) -> list[Message]:
        async with database.session() as session:
            return list(await session.exec(select(Message).where(Message.phone == to)))

    @app.get("/idle")
    async def idle(messages: int) -> Response:
        async with database.session() as session:
            count = (await session.exec(select(func.count()).select_from(Message))).one()
        return Response(status_code=200 if count >= messages else 408)


STARTS = {"hall": start_hall, "review": start_review, "sms": start_sms}


def _broker_lost(connection: object, error: BaseException | None) -> None:
    print(f"the broker is lost, connecting again: {error!r}", file=sys.stderr)


def create_app(name: str, where: str, broker: str | None) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            bus: Bus = LocalQueue()
            if broker:
                for library in ("aio_pika", "aiormq"):  # of a lost broker they tell in tracebacks, again and again
                    logging.getLogger(library).setLevel(logging.CRITICAL)
                connection = await stack.enter_async_context(await aio_pika.connect_robust(broker))
                connection.close_callbacks.add(_broker_lost)
                bus = Rabbit(await connection.channel())
            for service in STARTS if name == "all" else [name]:
                url = where if broker else f"sqlite+aiosqlite:///{Path(where) / service}.sqlite"
                await STARTS[service](app, Database(url), bus)
            yield

    app = FastAPI(lifespan=lifespan)
    app.get("/readyz")(ready)
    return app


async def ready() -> dict[str, Any]:
    return {"ready": True}


if __name__ == "__main__":
    name, port, where, *broker = sys.argv[1:]
    app = create_app(name, where, broker[0] if broker else None)
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="warning", access_log=False)
