"""The bus: what every transport promises, which is to move envelopes from one outbox to other services' inboxes."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol


class BusError(Exception):
    """A message that was not confirmed. It stays in its outbox and is sent again.

    BusError
    ├── Returned       nobody is bound to a mandatory message's type
    ├── Unavailable    the transport or a subscriber cannot take it now
    ├── HeldBack       an earlier message of its journey failed, so it was not sent
    └── Undecodable    (raised by a receiver) these bytes will never be an envelope
    """


class Returned(BusError):
    """No queue and no service takes this mandatory message (yet)."""


class Unavailable(BusError):
    """The broker or a subscriber is away, or did not answer in time."""


class HeldBack(BusError):
    """Not sent: the order within the journey would have been broken."""


class Undecodable(BusError):
    """Raised by `receive` for bytes that are no envelope: the only ones a transport may put aside."""


@dataclass(frozen=True, slots=True)
class Message:
    """One envelope on its way. `body` is the CloudEvents JSON and `type` its routing key.

    An unroutable `mandatory` message is a failure; others are news that nobody needs to hear.
    """

    id: str
    type: str
    journey: str
    body: bytes
    mandatory: bool


Receive = Callable[[bytes], Awaitable[None]]
"""Returning acknowledges the copy; raising makes it come again later."""


class Bus(Protocol):
    """One service's end of the bus. Delivery is at least once; inboxes make it exactly once."""

    def subscribe(self, event_type: str, receive: Receive) -> None:
        """Before `start`: have each message of this type given to `receive`, several at a time."""

    async def start(self) -> None:
        """Return once publishing and every subscription work; tries until then."""

    @property
    def ready(self) -> bool:
        """Whether publishing and every subscription work now."""

    @property
    def trouble(self) -> str | None:
        """Why they do not work, in a sentence; None when they do."""

    async def publish(self, batch: Sequence[Message]) -> list[Exception | None]:
        """One result a message, `None` when it is durably in the hands of every subscribed service.

        Journeys go side by side, the messages of one journey in order: after a failure the
        rest of that journey comes back as `HeldBack`. Raises nothing but a real cancellation.
        """

    async def drain(self) -> None:
        """Take no more deliveries and finish those in hand; publishing still works."""

    async def stop(self) -> None:
        """Let go of everything; not confirmed and not acknowledged messages come again."""


Send = Callable[[Message], Awaitable[None]]


async def send_in_order(batch: Sequence[Message], send: Send) -> list[Exception | None]:
    """Send journeys side by side and each one's messages one after the other; see `Bus.publish`.

    A future that `send` returns is waited for as it is; only coroutines need a task.
    """
    results: list[Exception | None] = [None] * len(batch)
    lanes: dict[str, list[int]] = {}
    for position, message in enumerate(batch):
        lanes.setdefault(message.journey, []).append(position)

    async def run(lane: list[int]) -> None:
        failed = False
        for position in lane:
            results[position] = HeldBack() if failed else await _outcome(_begun(send, batch[position]))
            failed = results[position] is not None

    alone = {lane[0]: _begun(send, batch[lane[0]]) for lane in lanes.values() if len(lane) == 1}
    others = [asyncio.ensure_future(run(lane)) for lane in lanes.values() if len(lane) > 1]
    try:
        for position, begun in alone.items():
            results[position] = await _outcome(begun)
        await asyncio.gather(*others)
    finally:
        for under_way in (*alone.values(), *others):
            under_way.cancel()  # does nothing to what has come to its end
    return results


def _begun(send: Send, message: Message) -> "asyncio.Future[None]":
    try:
        return asyncio.ensure_future(send(message))
    except Exception as error:
        refused: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        refused.set_exception(error)
        return refused


async def _outcome(begun: "asyncio.Future[None]") -> Exception | None:
    try:
        await begun
    except asyncio.CancelledError:
        if cancelled():
            raise
        return Unavailable("the transport gave up on this message")
    except Exception as error:
        return error
    return None


def cancelled() -> bool:
    """Whether somebody cancelled the current task.

    aiormq also raises `CancelledError` when a connection goes away; taking that for a
    cancellation would end the relay.
    """
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
