"""The barest chain on RabbitMQ and PostgreSQL, one process a service, with the guarantees of the product.

Starlette, psycopg and aiormq by hand. One transaction a request or delivery, each a single statement in
one round trip; durable before it is answered or acknowledged; persistent messages to quorum queues with
pipelined confirms, unroutable ones noticed, marked as sent only then; a second copy finds its inbox row.
No checks, no ORM, no journal. A lost connection ends the process: a supervisor starts it anew and
nothing is lost. Run: `python -m bench.references.barest_engines hall|review|sms PORT DATABASE BROKER`.
"""

import asyncio
import json
import logging
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

import aiormq
import psycopg
import uvicorn
from aiormq.abc import DeliveredMessage
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

PERSISTENT = aiormq.spec.Basic.Properties(delivery_mode=2)

TABLES = """
CREATE TABLE IF NOT EXISTS outbox (seq bigserial PRIMARY KEY, body text NOT NULL, sent_at timestamptz);
CREATE INDEX IF NOT EXISTS unsent ON outbox (seq) WHERE sent_at IS NULL;
CREATE TABLE IF NOT EXISTS inbox (id text PRIMARY KEY, received_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS application (id text PRIMARY KEY, status text, confirmed_at timestamptz, phone text,
                                        filing text);
CREATE TABLE IF NOT EXISTS project (application_id text PRIMARY KEY, pushed_at timestamptz NOT NULL DEFAULT now(),
                                    filing text);
CREATE TABLE IF NOT EXISTS message (id text PRIMARY KEY, phone text, body text, at timestamptz NOT NULL DEFAULT now());
CREATE INDEX IF NOT EXISTS by_phone ON message (phone);
"""
CONFIRM = """
WITH confirmed AS (UPDATE application SET status = 'confirmed', confirmed_at = now(), phone = %(phone)s
                   WHERE id = %(application)s AND status = 'draft' RETURNING filing)
INSERT INTO outbox (body) SELECT %(head)s || filing || '}' FROM confirmed
"""
PUSH = """
WITH first AS (INSERT INTO inbox (id) VALUES (%(id)s) ON CONFLICT DO NOTHING RETURNING id),
     pushed AS (INSERT INTO project (application_id, filing) SELECT %(application)s, %(filing)s FROM first
                ON CONFLICT DO NOTHING)
INSERT INTO outbox (body) SELECT %(body)s FROM first
"""
DELIVER = """
WITH first AS (INSERT INTO inbox (id) VALUES (%(id)s) ON CONFLICT DO NOTHING RETURNING id)
INSERT INTO message (id, phone, body) SELECT %(id)s, %(phone)s, %(text)s FROM first
"""
UNSENT = "SELECT seq, body FROM outbox WHERE sent_at IS NULL ORDER BY seq LIMIT 200"
MARK_SENT = "UPDATE outbox SET sent_at = now() WHERE seq = ANY(%(seqs)s)"


class Database:
    """A few connections, each used by one statement at a time; every statement is its own transaction."""

    def __init__(self, connections: Sequence[psycopg.AsyncConnection[Any]]) -> None:
        self.free: asyncio.LifoQueue[psycopg.AsyncConnection[Any]] = asyncio.LifoQueue()
        for connection in connections:
            self.free.put_nowait(connection)

    async def execute(self, statement: str, **values: Any) -> list[Any]:
        connection = await self.free.get()
        try:
            cursor = await connection.execute(statement, values, prepare=True)
            return await cursor.fetchall() if cursor.description else []
        finally:
            self.free.put_nowait(connection)


@dataclass
class Running:
    """What a process has open."""

    database: Database
    wake: asyncio.Event


def envelope(**data: str) -> str:
    return json.dumps({"id": uuid4().hex, "data": data})


def before_filing(**data: str) -> str:
    """The envelope up to the filing, which the database adds as it stands."""
    return envelope(**data)[:-1] + ', "filing": '


async def push(running: Running, event: dict[str, Any]) -> None:
    """The province's step."""
    data = event["data"]
    body = envelope(phone=data["phone"], text=f"Your filing {data['application']} has been received.")
    filing = json.dumps(event["filing"], ensure_ascii=False)
    await running.database.execute(PUSH, id=event["id"], application=data["application"], filing=filing, body=body)
    running.wake.set()


async def deliver(running: Running, event: dict[str, Any]) -> None:
    """The SMS service's step."""
    data = event["data"]
    await running.database.execute(DELIVER, id=event["id"], phone=data["phone"], text=data["text"])


PUBLISHES = {"hall": "confirmed", "review": "pushed"}
SUBSCRIBES = {"review": ("confirmed", push), "sms": ("pushed", deliver)}


async def relay(running: Running, channel: aiormq.abc.AbstractChannel, queue: str) -> None:
    """Publish what is unsent, all confirms in flight together, then mark it."""
    while True:
        await running.wake.wait()
        running.wake.clear()
        while rows := await running.database.execute(UNSENT):
            await asyncio.gather(*(publish(channel, queue, body.encode()) for _, body in rows))
            await running.database.execute(MARK_SENT, seqs=[seq for seq, _ in rows])


def end(_: object) -> None:
    """What is unsent or not acknowledged comes again when the supervisor has started us anew."""
    os._exit(1)


async def publish(channel: aiormq.abc.AbstractChannel, queue: str, body: bytes) -> None:
    await channel.basic_publish(body, routing_key=queue, mandatory=True, properties=PERSISTENT)


async def connect(stack: AsyncExitStack, database: str) -> Database:
    connections = [await psycopg.AsyncConnection.connect(database, autocommit=True) for _ in range(8)]
    for connection in connections:
        stack.push_async_callback(connection.close)
    await connections[0].execute(TABLES)
    return Database(connections)


async def open_channel(stack: AsyncExitStack, broker: str) -> aiormq.abc.AbstractChannel:
    logging.getLogger("aiormq").setLevel(logging.CRITICAL)  # of a lost broker it tells in tracebacks
    connection = await aiormq.connect(broker)
    connection.closing.add_done_callback(lambda _: print("the broker's connection is closed", file=sys.stderr))
    connection.closing.add_done_callback(end)
    stack.push_async_callback(connection.close)
    channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
    for queue in PUBLISHES.values():
        await channel.queue_declare(queue, durable=True, arguments={"x-queue-type": "quorum"})
    return channel


async def consume(running: Running, channel: aiormq.abc.AbstractChannel, name: str) -> None:
    queue, handle = SUBSCRIBES[name]

    async def receive(message: DeliveredMessage) -> None:
        await handle(running, json.loads(message.body))
        await channel.basic_ack(message.delivery_tag or 0)

    await channel.basic_qos(prefetch_count=100)
    await channel.basic_consume(queue, receive)


@asynccontextmanager
async def lifespan(app: Starlette, name: str, database: str, broker: str) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        running = app.state.running = Running(await connect(stack, database), asyncio.Event())
        if name in PUBLISHES:
            running.wake.set()
            channel = await open_channel(stack, broker)
            app.state.task = asyncio.create_task(relay(running, channel, PUBLISHES[name]))
            app.state.task.add_done_callback(end)
        if name in SUBSCRIBES:
            await consume(running, await open_channel(stack, broker), name)
        yield


async def prepare(request: Request) -> Response:
    """POST ?count= → the ids of that many new applications."""
    ids = [uuid4().hex for _ in range(int(request.query_params["count"]))]
    many = "INSERT INTO application (id, status, filing) SELECT unnest(%(ids)s::text[]), 'draft', %(filing)s"
    filing = (await request.body()).decode()
    await request.app.state.running.database.execute(many, ids=ids, filing=filing)
    return JSONResponse(ids)


async def confirmation(request: Request) -> Response:
    running, application = request.app.state.running, request.path_params["id"]
    phone = (await request.json())["phone"]
    head = before_filing(application=application, phone=phone)
    await running.database.execute(CONFIRM, application=application, phone=phone, head=head)
    running.wake.set()
    return JSONResponse({"id": application, "status": "confirmed"})


async def messages(request: Request) -> Response:
    select = "SELECT body FROM message WHERE phone = %(phone)s"
    rows = await request.app.state.running.database.execute(select, phone=request.query_params["to"])
    return JSONResponse({"items": [{"text": text} for (text,) in rows]})


async def idle(request: Request) -> Response:
    """200 once as many messages as asked for can be read."""
    ((count,),) = await request.app.state.running.database.execute("SELECT count(*) FROM message")
    return Response(status_code=200 if count >= int(request.query_params["messages"]) else 408)


async def ready(request: Request) -> Response:
    return Response()


ROUTES = [
    Route("/readyz", ready),
    Route("/prepare", prepare, methods=["POST"]),
    Route("/applications/{id}/confirmation", confirmation, methods=["POST"]),
    Route("/messages", messages),
    Route("/idle", idle),
]

if __name__ == "__main__":
    name, port, database, broker = sys.argv[1:]
    app = Starlette(routes=ROUTES, lifespan=partial(lifespan, name=name, database=database, broker=broker))
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="warning", access_log=False)
