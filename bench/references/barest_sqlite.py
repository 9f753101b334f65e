"""The barest chain in one process: Starlette and sqlite3, with the guarantees of the product and nothing else.

hall → review → sms, each with its own database file, outbox and inbox. One transaction a request or
delivery, committed in groups; durable before it is answered (WAL, `synchronous=FULL`); a message is
marked as sent after its receiver has committed it; a second copy finds its inbox row. The filing
goes along as it stands, from the hall's row through the event into the province's. No checks, no ORM,
no journal, no tokens. Run: `python -m bench.references.barest_sqlite FOLDER PORT`.
"""

import asyncio
import json
import sqlite3
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeAlias
from uuid import uuid4

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Result: TypeAlias = "asyncio.Future[Any]"
Unit: TypeAlias = tuple[Callable[..., Any], tuple[Any, ...], Result]

BACKBONE = """
CREATE TABLE IF NOT EXISTS outbox (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, body TEXT NOT NULL, sent_at REAL);
CREATE INDEX IF NOT EXISTS unsent ON outbox (seq) WHERE sent_at IS NULL;
CREATE TABLE IF NOT EXISTS inbox (id TEXT PRIMARY KEY, received_at REAL NOT NULL) WITHOUT ROWID;
"""
TABLES = {
    "hall": "CREATE TABLE IF NOT EXISTS application (id TEXT PRIMARY KEY, status TEXT, confirmed_at REAL, phone TEXT,"
    " filing TEXT)",
    "review": "CREATE TABLE IF NOT EXISTS project (application_id TEXT PRIMARY KEY, pushed_at REAL, filing TEXT)",
    "sms": "CREATE TABLE IF NOT EXISTS message (id TEXT PRIMARY KEY, phone TEXT, body TEXT, delivered_at REAL);"
    "CREATE INDEX IF NOT EXISTS by_phone ON message (phone)",
}


def connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON")
    return db


class Writer(threading.Thread):
    """The only one who writes to a file: takes all waiting units, a savepoint each, one commit for all."""

    def __init__(self, path: Path, tables: str) -> None:
        super().__init__(daemon=True)
        self.loop = asyncio.get_running_loop()
        self.waiting: SimpleQueue[Unit] = SimpleQueue()
        self.db = connect(path)
        self.db.executescript(BACKBONE + tables)
        self.reader = connect(path)
        self.start()

    def write(self, action: Callable[..., Any], *args: Any) -> Result:
        result = self.loop.create_future()
        self.waiting.put((action, args, result))
        return result

    def run(self) -> None:
        while True:
            group = [self.waiting.get()]
            while not self.waiting.empty() and len(group) < 500:
                group.append(self.waiting.get())
            self.db.execute("BEGIN IMMEDIATE")
            outcomes = [(result, *self.attempt(action, args)) for action, args, result in group]
            self.db.execute("COMMIT")
            self.loop.call_soon_threadsafe(settle, outcomes)

    def attempt(self, action: Callable[..., Any], args: tuple[Any, ...]) -> tuple[Any, Exception | None]:
        self.db.execute("SAVEPOINT unit")
        try:
            return action(self.db, *args), None
        except Exception as error:
            self.db.execute("ROLLBACK TO unit")
            return None, error
        finally:
            self.db.execute("RELEASE unit")


def settle(outcomes: Iterable[tuple[Result, Any, Exception | None]]) -> None:
    for result, value, error in outcomes:
        if result.cancelled():
            continue
        if error is None:
            result.set_result(value)
        else:
            result.set_exception(error)


def emit(db: sqlite3.Connection, data: dict[str, str], filing: str = "null") -> None:
    event = uuid4().hex
    body = f'{{"id": "{event}", "data": {json.dumps(data)}, "filing": {filing}}}'
    db.execute("INSERT INTO outbox (id, body) VALUES (?, ?)", (event, body))


def confirm(db: sqlite3.Connection, application: str, phone: str) -> None:
    """The hall's step, once an application."""
    update = (
        "UPDATE application SET status = 'confirmed', confirmed_at = ?, phone = ? WHERE id = ? AND status = 'draft'"
        " RETURNING filing"
    )
    for (filing,) in db.execute(update, (time.time(), phone, application)).fetchall():
        emit(db, {"application": application, "phone": phone}, filing)


def first_copy(db: sqlite3.Connection, event: dict[str, Any]) -> bool:
    insert = "INSERT INTO inbox (id, received_at) VALUES (?, ?) ON CONFLICT DO NOTHING"
    return db.execute(insert, (event["id"], time.time())).rowcount == 1


def push(db: sqlite3.Connection, event: dict[str, Any]) -> None:
    """The province's step."""
    if first_copy(db, event):
        data = event["data"]
        project = (data["application"], time.time(), json.dumps(event["filing"], ensure_ascii=False))
        db.execute("INSERT INTO project VALUES (?, ?, ?) ON CONFLICT DO NOTHING", project)
        emit(db, {"phone": data["phone"], "text": f"Your filing {data['application']} has been received."})


def deliver(db: sqlite3.Connection, event: dict[str, Any]) -> None:
    """The SMS service's step."""
    if first_copy(db, event):
        message = (uuid4().hex, event["data"]["phone"], event["data"]["text"], time.time())
        db.execute("INSERT INTO message VALUES (?, ?, ?, ?)", message)


def mark_sent(db: sqlite3.Connection, seqs: list[int]) -> None:
    db.executemany("UPDATE outbox SET sent_at = ? WHERE seq = ?", [(time.time(), seq) for seq in seqs])


class Relay:
    """Hands what is unsent to the next service's inbox, side by side, and marks it when that has committed."""

    def __init__(self, source: Writer, target: Writer, handle: Callable[..., None], then: "Relay | None") -> None:
        self.source, self.target, self.handle, self.then = source, target, handle, then
        self.wake = asyncio.Event()
        self.wake.set()

    async def run(self) -> None:
        while True:
            await self.wake.wait()
            self.wake.clear()
            while rows := self.unsent():
                await asyncio.gather(*(self.target.write(self.handle, json.loads(body)) for _, body in rows))
                if self.then:
                    self.then.wake.set()
                await self.source.write(mark_sent, [seq for seq, _ in rows])

    def unsent(self) -> list[tuple[int, str]]:
        select = "SELECT seq, body FROM outbox WHERE sent_at IS NULL ORDER BY seq LIMIT 200"
        return self.source.reader.execute(select).fetchall()


def create_app(folder: Path) -> Starlette:
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        hall, review, sms = (Writer(folder / f"{name}.sqlite", tables) for name, tables in TABLES.items())
        to_sms = Relay(review, sms, deliver, None)
        to_review = Relay(hall, review, push, to_sms)
        app.state.hall, app.state.sms, app.state.relay = hall, sms, to_review
        app.state.tasks = [asyncio.create_task(relay.run()) for relay in (to_review, to_sms)]
        yield

    return Starlette(routes=ROUTES, lifespan=lifespan)


async def prepare(request: Request) -> Response:
    filing = (await request.body()).decode()
    drafts = [(uuid4().hex, filing) for _ in range(int(request.query_params["count"]))]
    many = "INSERT INTO application (id, status, filing) VALUES (?, 'draft', ?)"
    await request.app.state.hall.write(lambda db: db.executemany(many, drafts) and None)
    return JSONResponse([application for application, _ in drafts])


async def confirmation(request: Request) -> Response:
    body = await request.json()
    application = request.path_params["id"]
    await request.app.state.hall.write(confirm, application, body["phone"])
    request.app.state.relay.wake.set()
    return JSONResponse({"id": application, "status": "confirmed"})


async def messages(request: Request) -> Response:
    rows = request.app.state.sms.reader.execute(
        "SELECT body FROM message WHERE phone = ?", [request.query_params["to"]]
    )
    return JSONResponse({"items": [{"text": text} for (text,) in rows]})


async def idle(request: Request) -> Response:
    """200 once as many messages as asked for can be read."""
    (count,) = request.app.state.sms.reader.execute("SELECT count(*) FROM message").fetchone()
    return Response(status_code=200 if count >= int(request.query_params["messages"]) else 408)


ROUTES = [
    Route("/readyz", lambda request: Response()),
    Route("/prepare", prepare, methods=["POST"]),
    Route("/applications/{id}/confirmation", confirmation, methods=["POST"]),
    Route("/messages", messages),
    Route("/idle", idle),
]

if __name__ == "__main__":
    app = create_app(Path(sys.argv[1]))
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning", access_log=False)
