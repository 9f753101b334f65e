"""A connection that is closed at the end, whatever state the broker is in, and what the broker refuses in sentences."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import aio_pika
from aio_pika.exceptions import AMQPConnectionError, ProbableAuthenticationError
from aiormq import Channel
from aiormq.connection import TCPTransportFactory, TLSTransportFactory, TransportFactory
from aiormq.exceptions import ChannelAccessRefused, ChannelClosed, ConnectionNotAllowed, InvalidFrameError
from yarl import URL

from shared.bus.link import Lost

HEARTBEAT = 10
"""Seconds; aiormq gives a silent connection up after three."""


@dataclass(frozen=True, slots=True)
class Timing:
    """The timeouts of the transport, in seconds."""

    answer: float = 5.0  # for the broker to answer a question
    farewell: float = 1.0  # for it to agree to a close
    confirm: float = 10.0  # for a publisher confirm
    acknowledge: float = 0.01  # from a delivery's end to its acknowledgement, for others to join
    check: float = 5.0  # between looks at the consumers
    first_pause: float = 0.1  # before connecting again …
    longest_pause: float = 3.0
    first_hold: float = 0.2  # before a delivery that was not accepted goes back …
    longest_hold: float = 10.0
    settle: float = 2.0  # before a new queue gets its first message


@asynccontextmanager
async def connected(url: str, name: str, timing: Timing) -> AsyncIterator[aio_pika.Connection]:
    """`name` is what the broker's console shows. What the broker refuses meanwhile is raised as Lost.

    No `timeout=` is passed on to the libraries: `asyncio.wait_for`, which they would use, swallows cancellations up to
    Python 3.11.
    """
    with _in_sentences(url):
        with_heartbeat = URL(url).update_query({"heartbeat": HEARTBEAT, **URL(url).query})
        connection = aio_pika.Connection(with_heartbeat, client_properties={"connection_name": name})
        socket = _Socket(secure=with_heartbeat.scheme == "amqps")
        connection.kwargs["transport_factory"] = socket
        try:
            async with asyncio.timeout(timing.answer):
                await connection.connect()
            yield connection
        finally:
            closing = asyncio.create_task(connection.close())
            try:
                await asyncio.wait({closing}, timeout=timing.farewell)
            finally:
                socket.cut()  # what a stopped broker does not read would keep a polite close waiting for ever
                await asyncio.wait({closing}, timeout=timing.farewell)


async def open_channel(connection: aio_pika.Connection, *, confirms: bool = False) -> Channel:
    """A channel of aiormq. Unless returns raise, a message that no queue takes counts as confirmed."""
    channel = await connection.channel(publisher_confirms=confirms, on_return_raises=confirms)
    underlay = await channel.get_underlay_channel()
    assert isinstance(underlay, Channel)
    return underlay


class _Socket(TransportFactory):
    """Connects as aiormq does by itself, and can be cut off."""

    def __init__(self, secure: bool) -> None:
        self._factory = TLSTransportFactory() if secure else TCPTransportFactory()
        self._writer: asyncio.StreamWriter | None = None

    async def create(self, url: URL, **options: Any) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, self._writer = await self._factory.create(url, **options)
        return reader, self._writer

    def cut(self) -> None:
        if self._writer is not None:
            self._writer.transport.abort()


@contextmanager
def _in_sentences(url: str) -> Iterator[None]:
    """Inside, what a broker refuses is raised as Lost, with a sentence that says what would help."""
    try:
        yield
    except (ConnectionNotAllowed, InvalidFrameError) as error:  # the library does not keep what it was told instead
        raise Lost(
            f"the virtual host “{_vhost(url)}” is missing, or “{URL(url).user}” may not enter it: make it, or name "
            "another in SHENTU_BUS_URL"
        ) from error
    except ProbableAuthenticationError as error:
        raise Lost(f"“{URL(url).user}” is not let in: look at user and password in SHENTU_BUS_URL") from error
    except ChannelAccessRefused as error:
        raise Lost(
            f"“{URL(url).user}” lacks a right ({reason_of(error)}): give it configure, write and read, or let somebody "
            "who has them make what is missing"
        ) from error
    except ChannelClosed as error:
        raise Lost(f"the broker refuses ({reason_of(error)})") from error
    except TimeoutError as error:
        raise Lost("no answer in time") from error
    except (AMQPConnectionError, OSError, RuntimeError) as error:  # of a connection that closes meanwhile, the last
        raise Lost(f"cannot be reached ({reason_of(error)})") from error


def reason_of(error: BaseException) -> str:
    """The broker's own words."""
    return " ".join(str(error.args[-1] if error.args else error).split()) or type(error).__name__


async def blocked(connection: aio_pika.Connection) -> bool:
    """Whether the broker has stopped reading from this connection, for want of memory or disk."""
    assert connection.transport is not None
    try:
        async with asyncio.timeout(0):
            await connection.transport.connection.ready()
    except TimeoutError:
        return True
    return False


def _vhost(url: str) -> str:
    return unquote(URL(url).raw_path.removeprefix("/")) or "/"
