"""A connection that is closed at the end, whatever state the broker is in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aio_pika
from aiormq import Channel
from aiormq.connection import TCPTransportFactory, TLSTransportFactory, TransportFactory
from yarl import URL

from shared.bus.rabbit.timing import Timing

HEARTBEAT = 10
"""Seconds; aiormq gives a silent connection up after three."""


@asynccontextmanager
async def connected(url: str, name: str, timing: Timing) -> AsyncIterator[aio_pika.Connection]:
    """`name` is what the broker's console shows. No `timeout=` is passed on to the libraries: `asyncio.wait_for`,
    which they would use, swallows cancellations up to Python 3.11."""
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
