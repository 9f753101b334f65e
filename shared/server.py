"""Running an ASGI app as a process: one uvicorn, health from the first moment, a graceful stop."""

import asyncio
import logging
import signal
import socket
from collections.abc import Awaitable, Callable, Sequence
from types import FrameType

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.service import Service
from shared.store import StoreFailed

log = logging.getLogger(__name__)

KEEP_ALIVE_SECONDS = 75  # longer than any client's of ours keeps a connection: it is never dropped under a request
FINISH_SECONDS = 10
BACKLOG = 2048


class CannotStart(Exception):
    """The process cannot do its work; the message says why and what to do, and is all the user needs to see."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; raises CannotStart when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise CannotStart(
            f"Cannot listen on {host}:{port} ({error.strerror}): stop what runs there, or set SHENTU_PORT to another."
        ) from error
    return listener


def run(app: ASGIApp, services: Sequence[Service], listener: socket.socket, on_ready: Callable[[], None]) -> None:
    """Serve `app` until asked to stop. `services` are started behind the open port and stopped in the order given."""
    life = _Life(app, services, on_ready)
    config = uvicorn.Config(
        life, lifespan="on", log_config=None, access_log=False, server_header=False, proxy_headers=False, ws="none",
        timeout_keep_alive=KEEP_ALIVE_SECONDS, timeout_graceful_shutdown=FINISH_SECONDS, backlog=BACKLOG,
    )  # fmt: skip
    # uvicorn repeats a signal after its own graceful stop; by then there is nothing left to end.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    server = _Server(config, life)
    server.run(sockets=[listener])
    if life.failure is not None:
        raise life.failure


class _Server(uvicorn.Server):
    """uvicorn that tells the services at once that they are to stop."""

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
    """The app with its services' lives around it: they start while it already answers, 503 at first."""

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
        try:
            await asyncio.gather(*(service.start() for service in self._services))
        except Exception as error:
            self.failure = error if isinstance(error, StoreFailed) else _unexpected(error)
            self.end()
        else:
            log.info("ready")
            self._on_ready()

    def refuse_new_work(self) -> None:
        for service in self._services:
            service.draining = True

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
