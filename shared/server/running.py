"""Running an ASGI app as a process: one uvicorn, health from the first moment, a graceful stop."""

import asyncio
import errno
import gc
import logging
import signal
import socket
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from types import FrameType
from typing import Any, Literal

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.server.outside import Outside
from shared.server.protocol import Patience, Protocol
from shared.service import Service
from shared.store import StoreFailed

log = logging.getLogger(__name__)

KEEP_ALIVE_SECONDS = 75  # longer than any client's of ours keeps a connection: it is never dropped under a request
FINISH_SECONDS = 10
PATIENCE_SECONDS = 3
BACKLOG = 2048


class CannotStart(Exception):
    """The process cannot work. The message says why and what to do; the user needs to see nothing else."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, port 0 for any that is free; raises CannotStart."""
    try:
        family, kind, protocol, _, address = _resolved(host, port)
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise CannotStart(_wrong_host(host, error)) from error
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise CannotStart(_not_bound(host, port, error)) from error
    return listener


def _resolved(host: str, port: int) -> tuple[socket.AddressFamily, socket.SocketKind, int, str, Any]:
    """IPv4 first, so that `localhost` means 127.0.0.1."""
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    return min(found, key=lambda one: one[0] != socket.AF_INET)


def _wrong_host(host: str, error: OSError) -> str:
    return (
        f"SHENTU_HOST={host} cannot be: it must be an address or a name of this machine, as in 127.0.0.1, or 0.0.0.0 "
        f"for all of them ({error.strerror})."
    )


def _not_bound(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRNOTAVAIL:
        return _wrong_host(host, error)
    if error.errno == errno.EACCES:
        return f"SHENTU_PORT={port} cannot be: ports below 1024 are not for this user. Set it to another, as in 8000."
    return f"Cannot listen on {host}:{port} ({error.strerror}): stop what runs there, or set SHENTU_PORT to another."


def url_of(host: str, listener: socket.socket) -> str:
    """The address to click; when listening on all addresses, the loopback address."""
    name = {"0.0.0.0": "127.0.0.1", "::": "::1", "[::]": "::1"}.get(host, host).strip("[]")
    return f"http://{f'[{name}]' if ':' in name else name}:{listener.getsockname()[1]}"


def run(app: ASGIApp, services: Sequence[Service], listener: socket.socket, on_ready: Callable[[], None]) -> None:
    """Serve `app` until asked to stop. `services` are started behind the open port and stopped in the order given."""
    settings = services[0].settings
    life = _Life(Outside(app, settings), services, on_ready)
    config = http_config(life, "on", root=settings.root_path)
    # uvicorn repeats a signal after its own graceful stop; by then there is nothing left to end.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    server = _Server(config, life)
    server.run(sockets=[listener])
    if life.failure is not None:
        raise life.failure


def http_config(
    app: ASGIApp, lifespan: Literal["on", "off"], patience: Patience | None = None, root: str = ""
) -> uvicorn.Config:
    """How every service speaks HTTP: with `patience` for what comes slowly, found below the path `root`."""
    protocol = partial(Protocol, patience=patience or Patience(), root=root)
    return uvicorn.Config(
        app, http=protocol, lifespan=lifespan, log_config=None, access_log=False,  # type: ignore[arg-type]
        server_header=False, proxy_headers=False, ws="none", timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=FINISH_SECONDS, backlog=BACKLOG,
    )  # fmt: skip


class _Server(uvicorn.Server):
    """uvicorn; at a signal it tells the services at once to stop."""

    def __init__(self, config: uvicorn.Config, life: "_Life") -> None:
        super().__init__(config)
        life.end = self._end
        self._life = life

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._life.refuse_new_work()
        super().handle_exit(sig, frame)

    def _end(self) -> None:
        self.should_exit = True


class _Life:
    """The app, and the start and stop of its services. It answers from the beginning, with 503 until they are ready."""

    def __init__(self, app: ASGIApp, services: Sequence[Service], on_ready: Callable[[], None]) -> None:
        self._app = app
        self._services = services
        self._on_ready = on_ready
        self._starting: asyncio.Task[None] | None = None
        self.failure: Exception | None = None
        self.end: Callable[[], None] = lambda: None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await self._app(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._starting = asyncio.create_task(self._start())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def _start(self) -> None:
        # A quick start collects no garbage; one that has to wait for its database or broker must.
        collecting = asyncio.get_running_loop().call_later(PATIENCE_SECONDS, gc.enable)
        try:
            await asyncio.gather(*(service.start() for service in self._services))
        except Exception as error:
            self.failure = error if isinstance(error, StoreFailed) else _unexpected(error)
            self.end()
        else:
            log.info("ready")
            self._on_ready()
        finally:
            collecting.cancel()

    def refuse_new_work(self) -> None:
        for service in self._services:
            service.refuse_new_work()

    async def _stop(self) -> None:
        log.info("stopping")
        if self._starting is not None and not self._starting.done():
            self._starting.cancel()
            await asyncio.wait([self._starting])
        for service in self._services:
            await _quietly(service.stop())


async def _quietly(stopping: Awaitable[None]) -> None:
    try:
        await stopping
    except Exception:
        log.exception("a service did not stop in order; what it recorded is kept")


def _unexpected(error: Exception) -> Exception:
    log.error("the services could not be started", exc_info=error)
    return CannotStart(f"Cannot start: {error}")
