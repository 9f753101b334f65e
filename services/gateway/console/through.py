"""The public API for code that calls it from a thread: in at the gateway's own front door, without a network."""

import asyncio

import httpx
from starlette.types import ASGIApp


class ThroughTheDoor(httpx.BaseTransport):
    """Hands each request of a thread to `door`, which answers on `loop`."""

    def __init__(self, door: ASGIApp, loop: asyncio.AbstractEventLoop) -> None:
        self._door = httpx.ASGITransport(door)
        self._loop = loop

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """See httpx."""
        request.read()
        return asyncio.run_coroutine_threadsafe(self._answer(request), self._loop).result()

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        answer = await self._door.handle_async_request(request)
        body = b"".join([chunk async for chunk in answer.aiter_raw()])
        return httpx.Response(answer.status_code, headers=answer.headers, content=body, request=request)
