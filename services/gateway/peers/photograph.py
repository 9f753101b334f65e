"""A life as it is at one moment in all services: copied into another one that nobody sees and nothing happens in.

Services are joined by events alone. While the life is held nobody writes in it, so that all outboxes and inboxes are of
one moment; what a broker had in its hands then is found by comparing the copies, and is sent anew by the copy.
"""

import time

from services.gateway.peers.asking import Peers
from services.gateway.peers.errors import NotCopied
from services.gateway.peers.everywhere import Everywhere
from services.gateway.peers.subscribers import Subscribers
from shared import sandbox
from shared.errors import SandboxUnknown
from shared.instruments.contract.sandboxes import (
    QUIET_LIFE,
    SEND_ANEW,
    SENT,
    UNRECEIVED,
    Expected,
    Quiet,
    SentAsked,
    SentEvents,
    Unsend,
)

HELD_SECONDS = 10.0
QUIET_SECONDS = 2.0
TRIES = 4


async def photograph(everywhere: Everywhere, name: str) -> int:
    """The copy's life: to be kept, switched on or removed by who asked.

    Raises SandboxUnknown, NotCopied, UpstreamUnavailable, StorageFull.
    """
    for turn in range(TRIES):
        if turn:
            await _quieten(everywhere, name)
        copied = await _copied(everywhere, name)
        if await _is_whole(everywhere, copied):
            return copied
        await everywhere.remove([copied])
    raise NotCopied(sandbox=name, seconds=round(HELD_SECONDS))


async def _copied(everywhere: Everywhere, name: str) -> int:
    began = time.monotonic()
    making = await everywhere.store.core_read(sandbox.making_of, name)
    async with everywhere.held(name, HELD_SECONDS) as source:
        copied = await everywhere.build(name, making, await everywhere.store.core_read(sandbox.origin_of, source))
    if time.monotonic() - began >= HELD_SECONDS:  # the hold may have ended before the last row was copied
        await everywhere.remove([copied])
        raise NotCopied(sandbox=name, seconds=round(HELD_SECONDS))
    return copied


async def _quieten(everywhere: Everywhere, name: str) -> None:
    """What is on its way arrives, and nothing new is sent: for events whose secrets are forgotten once they are sent,
    and which could not be sent anew. Replicas that send in spite of it are why it is tried more than once."""
    life = await everywhere.store.life(name)
    if life is None:
        raise SandboxUnknown(sandbox=name)
    quiet = Quiet(life=life, seconds=QUIET_SECONDS)
    await everywhere.peers.ask_all(QUIET_LIFE, quiet, names=everywhere.peers.behind)
    deadline = time.monotonic() + QUIET_SECONDS / 2
    while time.monotonic() < deadline and await _missing(everywhere.peers, life):
        pass


async def _is_whole(everywhere: Everywhere, life: int) -> bool:
    """Whether all that was on its way is sent anew in this copy."""
    for publisher, ids in (await _missing(everywhere.peers, life)).items():
        answer = await everywhere.peers.ask(publisher, SEND_ANEW, Unsend(life=life, items=ids))
        if answer.items:
            return False
    return True


async def _missing(peers: Peers, life: int) -> dict[str, list[str]]:
    """By publisher, events of a life that were sent, and that somebody who wants them has not."""
    subscribers = await peers.subscribers()
    types = [type_ for type_, wanting in subscribers.items() if wanting]
    found: dict[str, list[str]] = {}
    for publisher in peers.behind:
        after, more = "", True
        while more:
            page = await peers.ask(publisher, SENT, SentAsked(life=life, types=types, after=after))
            if missing := await _not_arrived(peers, life, subscribers, page):
                found[publisher] = [*found.get(publisher, []), *missing]
            after, more = page.items[-1].id if page.items else "", page.more
    return found


async def _not_arrived(peers: Peers, life: int, subscribers: Subscribers, page: SentEvents) -> list[str]:
    missing: set[str] = set()
    for consumer in peers.behind:
        expected = [one for one in page.items if consumer in subscribers.get(one.type, ())]
        if expected:
            missing.update((await peers.ask(consumer, UNRECEIVED, Expected(life=life, items=expected))).items)
    return sorted(missing)
