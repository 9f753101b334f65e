"""A client that says exactly what it is told to say, byte by byte, on a socket of its own."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answered:
    """One answer as it came."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The code of a problem that looks as every problem does."""
        assert self.headers["content-type"] == "application/problem+json"
        assert self.headers["sim-notice"] == "simulated"
        return str(self.json["code"])


class Wire:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def send(self, *lines: str, body: bytes = b"") -> None:
        """A head, line by line, and what comes behind it."""
        self._writer.write("".join(f"{line}\r\n" for line in (*lines, "")).encode("latin-1") + body)
        await self._writer.drain()

    async def send_raw(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def answer(self, to: str = "GET") -> Answered:
        """The next answer."""
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in head[1:] if line)}
        status = int(head[0].split()[1])
        empty = to == "HEAD" or status in (100, 204, 304)
        return Answered(status, headers, b"" if empty else await self._body(headers))

    async def _body(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding") != "chunked":
            return await self._reader.readexactly(int(headers["content-length"]))
        body = b""
        while size := int(await self._reader.readline(), 16):
            body += await self._reader.readexactly(size)
            await self._reader.readexactly(2)
        await self._reader.readexactly(2)
        return body

    async def rest(self) -> bytes:
        """Whatever else comes until the server hangs up."""
        return await self._reader.read()


@asynccontextmanager
async def wire(url: str) -> AsyncIterator[Wire]:
    """A connection; nothing on it may take for ever."""
    host, port = url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        async with asyncio.timeout(30):
            yield Wire(reader, writer)
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
