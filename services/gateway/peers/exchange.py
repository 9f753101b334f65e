"""One request and its answer, in memory: what asks an app of this process needs no network for."""

import asyncio

from starlette.types import Message, Scope


class Exchange:
    """Send `scope` to an app with this `receive` and `send`; the answer stands in `status` and `chunks` then."""

    def __init__(self, scope: Scope, body: str | None) -> None:
        self._body = (body or "").encode()
        self._sent = False
        self.chunks: list[bytes] = []
        self.status = 502
        self.scope = scope
        scope["headers"].append((b"content-length", str(len(self._body)).encode()))

    async def receive(self) -> Message:
        """The request's body."""
        if self._sent:
            await asyncio.Event().wait()  # nobody hangs up: who does not want the answer any more cancels
        self._sent = True
        return {"type": "http.request", "body": self._body, "more_body": False}

    async def send(self, message: Message) -> None:
        """A part of the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif message["type"] == "http.response.body":
            self.chunks.append(message.get("body", b""))
