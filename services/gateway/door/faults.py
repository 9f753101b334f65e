"""Faults at the front door: a request is refused, delayed or never answered because a tester wants it to."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic

from sqlalchemy import Connection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.door.exchange import Exchange, header, request_name
from services.gateway.door.fault_header import HEADER, asked_for
from services.gateway.door.whose import Whose
from shared.errors import Problem
from shared.faults import HTTP, Struck, faulted, strike
from shared.faults.matching import Facts
from shared.faults.striking import journey_named
from shared.http.page_paths import is_static
from shared.journal import append
from shared.store import SandboxRow, Store

SYSTEMS = ("hall", "review", "sms", "portal")
LOOK_SECONDS = 0.25


class HungUp(Exception):
    """Nothing more is to be answered: the connection is to be closed as it is."""


class Rejected(Problem):
    """A refusal as a tester wants it."""

    status, code = 503, "fault"
    zh = "人为故障：{reason}"
    en = "A fault of the tester's: {reason}"

    def __init__(self, struck: Struck) -> None:
        super().__init__(reason=struck.how["detail"] or struck.note or struck.fault)
        self.status = struck.how["status"]  # type: ignore[misc]
        self.code = struck.how["code"]  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class DoorFaults:
    """Asks for each request to an imitated system whether a fault strikes it."""

    store: Store
    whose: Whose
    sim_token: str | None
    draining: Callable[[], bool]
    settle: Callable[[], Awaitable[None]]
    """Until the requests before are written down: then it is known which journeys there are."""

    async def pass_through(self, app: ASGIApp, exchange: Exchange) -> None:
        """Have `app` answer, as far as faults let it. Raises Rejected, HungUp, and what is wrong with `Sim-Fault`."""
        struck = await self._struck(exchange)
        if struck is None:
            await app(exchange.scope, exchange.body, exchange.send)
            return
        exchange.fault = struck.fault
        if struck.do == "reject":
            raise Rejected(struck)
        if struck.do == "drop":
            raise HungUp
        if struck.do == "delay":
            await self._wait(struck.milliseconds / 1000)
            await app(exchange.scope, exchange.body, exchange.send)
            return
        half = Half(exchange.send, none=struck.do == "lose-answer", look=exchange.look)
        await app(exchange.scope, exchange.body, half)
        raise HungUp

    async def _struck(self, exchange: Exchange) -> Struck | None:
        scope = exchange.scope
        imitated = exchange.to_vendor is not None or scope["path"].split("/", 2)[1:2] in _SYSTEMS
        if not imitated or is_static(scope["path"]):
            return None
        by_header = asked_for(scope, self.sim_token) if header(scope, HEADER) else None
        row = await self.store.row(self.whose.sandbox_of(scope))
        if row is None or (by_header is None and not row.faults & HTTP):
            return None
        await self.settle()
        return await self.store.core_write(_strike, row, exchange, self._facts(exchange), by_header)

    def _facts(self, exchange: Exchange) -> Facts:
        scope = exchange.scope
        parts = frozenset(scope["path"].split("/"))
        return {
            "service": exchange.service, "method": scope["method"], "path": scope["path"], "journey": parts,
            "account": self.whose.account_of(scope),
        }  # fmt: skip

    async def _wait(self, seconds: float) -> None:
        """A stop waits for nobody's fault."""
        until = monotonic() + seconds
        for _ in range(int(seconds / LOOK_SECONDS) + 1):
            if self.draining():
                return
            await asyncio.sleep(max(0.0, min(until - monotonic(), LOOK_SECONDS)))


_SYSTEMS = [[name] for name in SYSTEMS]


def _strike(
    connection: Connection, row: SandboxRow, exchange: Exchange, facts: Facts, by_header: Struck | None
) -> Struck | None:
    struck = by_header or strike(connection, row.life, HTTP, "gateway", facts)
    if struck is not None:
        scope = exchange.scope
        journey = journey_named(connection, row.life, scope["path"])
        name = request_name(scope["method"], scope["path"])
        append(connection, [
            faulted(row.life, struck, "request", name, journey=journey, caused_by=exchange.request_id)
        ])  # fmt: skip
    return struck


class Half:
    """Takes an answer and sends half of it, or none."""

    def __init__(self, send: Send, *, none: bool, look: Callable[[Message], None]) -> None:
        self._send, self._none, self._look = send, none, look
        self._done = False

    async def __call__(self, message: Message) -> None:
        if self._none:
            self._look(message)
        elif message["type"] == "http.response.start":
            await self._send(message)
        elif not self._done and message.get("body"):
            self._done = True
            body = message["body"]
            await self._send({**message, "body": body[: len(body) // 2], "more_body": True})


async def hang_up(scope: Scope, receive: Receive) -> None:
    """Close the connection; where there is none (in this process), raise what its client would."""
    close = scope.get("state", {}).get("hang_up")
    if close is None:
        raise ConnectionResetError("a fault closed the connection")
    close()
    while (await receive())["type"] != "http.disconnect":
        pass
