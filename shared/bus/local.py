"""Delivery inside one process: publishing awaits the subscribers' inboxes, so the outbox is the queue."""

import asyncio
from collections.abc import Awaitable, Sequence

from shared.bus.contract import Message, Receive, Returned, Unavailable, send_in_order


class Hub:
    """Where the services of one process meet: for each type, the bus end of each subscribed service.

    A stopped service stays known, as its queue would on a broker: what is meant for it waits.
    """

    def __init__(self) -> None:
        self._subscribers: dict[str, dict[str, LocalBus]] = {}

    def add(self, event_type: str, subscriber: "LocalBus") -> None:
        self._subscribers.setdefault(event_type, {})[subscriber.service] = subscriber

    def subscribers(self, event_type: str) -> list["LocalBus"]:
        return list(self._subscribers.get(event_type, {}).values())


class LocalBus:
    """One service's end of the hub; see `shared.bus.contract.Bus`."""

    def __init__(self, hub: Hub, service: str) -> None:
        self.service = service
        self._hub = hub
        self._receivers: dict[str, Receive] = {}
        self._attached = False
        self._draining = False
        self._in_hand = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def subscribe(self, event_type: str, receive: Receive) -> None:
        self._receivers[event_type] = receive
        self._hub.add(event_type, self)

    async def start(self) -> None:
        self._attached = True

    @property
    def ready(self) -> bool:
        return self._attached and not self._draining

    @property
    def trouble(self) -> str | None:
        return None if self.ready else "no events are taken now"

    async def publish(self, batch: Sequence[Message]) -> list[Exception | None]:
        return await send_in_order(batch, self._deliver)

    def _deliver(self, message: Message) -> Awaitable[None]:
        subscribers = self._hub.subscribers(message.type)
        if message.mandatory and not any(subscriber._attached for subscriber in subscribers):
            raise Returned(f"no service takes {message.type} yet")
        if len(subscribers) == 1:
            return subscribers[0]._accept(message)
        return _one_after_the_other(subscribers, message)

    def _accept(self, message: Message) -> "asyncio.Future[None]":
        if not self.ready:
            raise Unavailable(f"{self.service} takes no deliveries now")
        received = asyncio.ensure_future(self._receivers[message.type](message.body))
        self._in_hand += 1
        self._idle.clear()
        received.add_done_callback(self._let_go)
        return received

    def _let_go(self, received: object) -> None:
        self._in_hand -= 1
        if not self._in_hand:
            self._idle.set()

    async def drain(self) -> None:
        self._draining = True
        await self._idle.wait()

    async def stop(self) -> None:
        await self.drain()


async def _one_after_the_other(subscribers: Sequence[LocalBus], message: Message) -> None:
    for subscriber in subscribers:
        await subscriber._accept(message)
