"""The service that a forwarded request reaches in these tests."""

import asyncio
import hashlib
import json

from starlette.types import Receive, Scope, Send

MEGABYTE = b"x" * 1_000_000
"""A piece of a large body."""


class Echo:
    """A service that tells what it was asked, and keeps what it heard."""

    def __init__(self) -> None:
        self.chunks: list[int] = []
        self.disconnected = asyncio.Event()
        self.go_on = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].endswith("/stream"):
            await self._stream(receive, send)
        elif scope["path"].endswith("/hang"):
            await self._hang(receive)
        else:
            await self._tell(scope, receive, send)

    async def _tell(self, scope: Scope, receive: Receive, send: Send) -> None:
        digest, size, more = hashlib.sha256(), 0, True
        while more:
            message = await receive()
            digest.update(message.get("body", b""))
            size += len(message.get("body", b""))
            self.chunks.append(len(message.get("body", b"")))
            more = message.get("more_body", False)
        told = {
            "method": scope["method"], "path": scope["raw_path"].decode(), "query": scope["query_string"].decode(),
            "headers": [[name.decode(), value.decode("latin-1")] for name, value in scope["headers"]],
            "size": size, "sha256": digest.hexdigest(),
        }  # fmt: skip
        headers = [(b"x-kept", b"1"), (b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")]
        await send({"type": "http.response.start", "status": 207, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(told).encode()})

    async def _stream(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"first", "more_body": True})
        await self.go_on.wait()
        await send({"type": "http.response.body", "body": b"last"})

    async def _hang(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.disconnected.set()
