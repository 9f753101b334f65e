"""Counts a request's body as it streams in, and cuts it off at the limit."""

from starlette.types import Message, Receive


class LimitedBody:
    """Wraps `receive`. Past `limit` bytes the app is told that the client went away; `exceeded` tells the door why."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit
        self.exceeded = False

    async def __call__(self) -> Message:
        """The next message of the request."""
        if self.exceeded:
            return {"type": "http.disconnect"}
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                self.exceeded = True
                return {"type": "http.disconnect"}
        return message


def declared_length(headers: list[tuple[bytes, bytes]]) -> int:
    """Content-Length, 0 when there is none (or none that is a number: the server refuses those)."""
    for name, value in headers:
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0
