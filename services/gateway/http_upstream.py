"""A service in another process, as an ASGI app: pooled connections, bodies streamed both ways.

aiohttp's client by itself: beneath httpx it moved half as many small answers a second (docs/decisions).
"""

import asyncio
from collections.abc import AsyncIterator, Iterable

import aiohttp
from starlette.types import Message, Receive, Scope, Send
from yarl import URL

from services.gateway.errors import UpstreamBroken, UpstreamTimeout, UpstreamUnavailable

Headers = list[tuple[bytes, bytes]]

_HOP_BY_HOP = frozenset(
    {b"connection", b"keep-alive", b"proxy-authenticate", b"proxy-authorization", b"proxy-connection", b"te",
     b"trailer", b"transfer-encoding", b"upgrade", b"expect"}
)  # fmt: skip
# The client's own Host goes along: links and redirects of the service then lead back here.
_SET_HERE = frozenset({b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto"})
_OURS_TO_SAY = frozenset({b"date", b"server"})  # the door's own server says them
_OWN_HEADERS = ("User-Agent", "Accept", "Accept-Encoding", "Content-Type")  # aiohttp must not add them
WATCH_AFTER_SECONDS = 0.1


class ClientGone(Exception):
    """The client hung up while its request body was still coming."""


class HttpUpstream:
    """Forwards to `base_url`. Raises the gateway's 502, 503 and 504 problems while nothing was answered yet."""

    def __init__(self, name: str, base_url: str, *, connections: int, connect_timeout: float, timeout: float) -> None:
        self.name = name
        self._base = base_url.rstrip("/")
        self._connections = connections
        self._timeout = aiohttp.ClientTimeout(
            total=None, connect=timeout, sock_connect=connect_timeout, sock_read=timeout
        )
        self._session: aiohttp.ClientSession | None = None
        self._stopped = False

    async def stop(self) -> None:
        """Close the pooled connections; whoever comes later is told that nobody is here."""
        self._stopped = True
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _RequestBody.first_of(receive)
        watch = _HangUpWatch(body, receive)
        try:
            await self._forward(scope, body, send)
        except asyncio.CancelledError:
            if not watch.was_hang_up():
                raise
        except ClientGone:
            pass  # nobody is left to answer
        finally:
            watch.stop()

    async def _forward(self, scope: Scope, body: "_RequestBody", send: Send) -> None:
        started = False
        try:
            async with self._session_here().request(
                scope["method"], self._url(scope), headers=_request_headers(scope), data=body.data,
                allow_redirects=False, timeout=self._timeout, skip_auto_headers=_OWN_HEADERS,
            ) as answer:  # fmt: skip
                headers = _without(answer.raw_headers, _HOP_BY_HOP | _OURS_TO_SAY)
                started = True
                await send({"type": "http.response.start", "status": answer.status, "headers": headers})
                await _send_body(answer, send)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            if body.client_gone:
                raise ClientGone from error
            if started:
                return  # cut short: the server closes the client's connection, so that the client notices too
            raise self._problem(error) from error

    def _problem(self, error: Exception) -> Exception:
        if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
            return UpstreamUnavailable(service=self.name)
        if isinstance(error, TimeoutError):
            return UpstreamTimeout(service=self.name)
        return UpstreamBroken(service=self.name)

    def _url(self, scope: Scope) -> URL:
        path = scope.get("raw_path") or scope["path"].encode()
        query = scope["query_string"]
        return URL(self._base + (path + b"?" + query if query else path).decode("latin-1"), encoded=True)

    def _session_here(self) -> aiohttp.ClientSession:
        if self._stopped:
            raise UpstreamUnavailable(service=self.name)
        if self._session is None:
            # A shorter keep-alive than the services' own: a connection is dropped here first, never there.
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=30, enable_cleanup_closed=False)
            self._session = aiohttp.ClientSession(
                connector=connector, auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar(), trust_env=False
            )
        return self._session


class _RequestBody:
    """The client's body: small ones in one piece, larger ones as they come."""

    def __init__(self, first: Message, receive: Receive) -> None:
        self._first = first
        self._receive = receive
        self.client_gone = first["type"] == "http.disconnect"
        self.read = not first.get("more_body", False)

    @classmethod
    async def first_of(cls, receive: Receive) -> "_RequestBody":
        return cls(await receive(), receive)

    @property
    def data(self) -> bytes | AsyncIterator[bytes] | None:
        if self.client_gone:
            raise ClientGone
        return (self._first.get("body") or None) if self.read else self._stream()

    async def _stream(self) -> AsyncIterator[bytes]:
        message = self._first
        while True:
            if message["type"] == "http.disconnect":
                self.client_gone = True
                raise ClientGone
            if chunk := message.get("body"):
                yield chunk
            if not message.get("more_body", False):
                self.read = True
                return
            message = await self._receive()


class _HangUpWatch:
    """Cancels the forwarding when the client hangs up. Looks only after a moment: most answers are quicker."""

    def __init__(self, body: _RequestBody, receive: Receive) -> None:
        self._body = body
        self._receive = receive
        self._task = asyncio.current_task()
        self._watcher: asyncio.Task[None] | None = None
        self._hung_up = False
        self._handle = asyncio.get_running_loop().call_later(WATCH_AFTER_SECONDS, self._begin)

    def _begin(self) -> None:
        if self._body.read:
            self._watcher = asyncio.create_task(self._listen())
        else:  # the body's reader hears of it first
            self._handle = asyncio.get_running_loop().call_later(WATCH_AFTER_SECONDS, self._begin)

    async def _listen(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._hung_up = True
        if self._task is not None:
            self._task.cancel()

    def was_hang_up(self) -> bool:
        """Whether the cancellation came from here; then it is taken back."""
        if self._hung_up and self._task is not None:
            return self._task.uncancel() == 0
        return False

    def stop(self) -> None:
        self._handle.cancel()
        if self._watcher is not None:
            self._watcher.cancel()


async def _send_body(answer: aiohttp.ClientResponse, send: Send) -> None:
    async for chunk in answer.content.iter_any():
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def _request_headers(scope: Scope) -> list[tuple[str, str]]:
    """The client's headers, without those of this connection, and with where the request came from."""
    headers = _without(scope["headers"], _HOP_BY_HOP | _SET_HERE)
    incoming = dict(scope["headers"])
    client = scope["client"][0] if scope.get("client") else "unknown"
    headers.append((b"X-Forwarded-For", client.encode()))
    headers.append((b"X-Forwarded-Proto", scope["scheme"].encode()))
    headers.append((b"X-Forwarded-Host", incoming.get(b"host", b"")))
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]


def _without(headers: Iterable[tuple[bytes, bytes]], dropped: frozenset[bytes]) -> Headers:
    """`headers` but for `dropped` and whatever `Connection` names."""
    kept = [(name.lower(), value) for name, value in headers]
    named = {word.strip().lower() for name, value in kept if name == b"connection" for word in value.split(b",")}
    return [(name, value) for name, value in kept if name not in dropped and name not in named]
