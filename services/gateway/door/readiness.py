"""`/readyz` at the gateway: every service at once, 503 until all of them are ready."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message

from shared.errors import Problem

PATIENCE_SECONDS = 5.0


async def readiness(own: ASGIApp, services: Mapping[str, ASGIApp]) -> JSONResponse:
    """`{status, services: {name: {status, …}}, waiting_for: [name…]}`."""
    apps = {**services, "gateway": own}
    answers = dict(zip(apps, await asyncio.gather(*(_health(app) for app in apps.values())), strict=True))
    waiting = [name for name, health in answers.items() if health["status"] != "ready"]
    body = {"status": "not-ready" if waiting else "ready", "waiting_for": waiting, "services": answers}
    headers = {"Retry-After": "1"} if waiting else {}
    return JSONResponse(body, status_code=503 if waiting else 200, headers=headers)


async def _health(app: ASGIApp) -> dict[str, Any]:
    chunks: list[bytes] = []
    asked = False

    async def receive() -> Message:
        nonlocal asked
        if asked:
            await asyncio.Event().wait()  # the forwarder listens for a hang-up: there is nobody to hang up
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        chunks.append(message.get("body", b""))

    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await app(_SCOPE, receive, send)
        return dict(json.loads(b"".join(chunks)))
    except Problem as away:
        return {"status": away.code}
    except (TimeoutError, ValueError) as error:
        return {"status": "no-answer", "reason": type(error).__name__}


_SCOPE: dict[str, Any] = {
    "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
    "path": "/readyz", "raw_path": b"/readyz", "query_string": b"", "root_path": "", "headers": [],
    "client": ("127.0.0.1", 0), "server": ("gateway", 0),
}  # fmt: skip
