"""Requests in at the gateway's own front door, as a tester would send them, without a network."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.types import ASGIApp, Scope

from services.gateway.instruments.scenarios.request import Request
from services.gateway.peers.exchange import Exchange

NEVER = 0
"""The status of an answer that never came."""


@dataclass(frozen=True, slots=True)
class Front:
    """The door, and the headers that every request carries: the sandbox, the language, who asks."""

    door: ASGIApp
    headers: dict[str, str]

    async def send(self, request: Request) -> tuple[int, Any]:
        """Status and body. A fault that closes the connection answers NEVER."""
        exchange = Exchange(self._scope(request), _sent(request.body))
        try:  # a task of its own: the door changes the context
            await asyncio.create_task(_called(self.door, exchange))
        except OSError:
            return NEVER, None
        answer = b"".join(exchange.chunks)
        return exchange.status, json.loads(answer) if answer else None

    def _scope(self, request: Request) -> Scope:
        path, _, query = request.path.partition("?")
        headers = self.headers | request.headers
        return {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http",
            "method": request.method, "path": path, "raw_path": quote(path).encode(), "query_string": query.encode(),
            "root_path": "", "client": ("127.0.0.1", 0), "server": ("shentu", 80), "state": {}, "extensions": {},
            "headers": [
                (name.lower().encode(), value.encode()) for name, value in {"host": "shentu", **headers}.items()
            ],
        }  # fmt: skip


def _sent(body: Any) -> str | None:
    return body if body is None or isinstance(body, str) else json.dumps(body, ensure_ascii=False)


async def _called(door: ASGIApp, exchange: Exchange) -> None:
    await door(exchange.scope, exchange.receive, exchange.send)
