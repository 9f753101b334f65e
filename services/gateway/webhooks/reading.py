"""From the services' feeds to deliveries: each event that a webhook asked for becomes one, in the transaction that
moves the webhook's place behind it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from sqlmodel import select

from services.gateway.peers.asking import Peers
from services.gateway.webhooks.payload import message_id, payload
from services.gateway.webhooks.tables import PENDING, Delivery, Webhook
from shared.clock import from_micros, real_micros
from shared.errors import Problem
from shared.events.base import LIFE
from shared.events.published import event_types
from shared.instruments.contract.journal import FEED, FEED_EVENTS, FeedAsked, FeedEvents, FeedEventsAsked
from shared.store import Store, Transaction

TOGETHER = 200


@dataclass(frozen=True, slots=True)
class Read:
    """`found`: events became deliveries; `more`: there may be more at once; `away`: a service could not be asked."""

    found: bool
    more: bool
    away: bool


def types_of(patterns: Sequence[str]) -> list[str]:
    """The types of events that any of these means; `*` stands for anything."""
    return [one for one in event_types() if any(fnmatchcase(one, pattern) for pattern in patterns)]


async def places_now(peers: Peers) -> dict[str, str]:
    """Where the feeds of all services with events end. Raises UpstreamUnavailable."""
    answers = (await peers.ask_all(FEED, FeedAsked(), names=peers.behind)).everybody()
    return {name: answer.place for name, answer in answers.items()}


async def read_on(peers: Peers, store: Store, webhook: str) -> Read | None:
    """One step in all feeds at once, in the current life; None when the webhook is gone. It may be done at several
    gateways: who comes second changes nothing."""
    before = await store.read(_places, webhook)
    if before is None:
        return None
    answers = await asyncio.gather(*(_next(peers, name, place) for name, place in before.items()))
    told = {name: answer for name, answer in zip(before, answers, strict=True) if answer is not None}
    after = {name: answer.place for name, answer in told.items()}
    if all(before[name] == place for name, place in after.items()):
        return Read(False, False, len(told) < len(before))
    envelopes = [envelope for answer in told.values() for envelope in answer.items]
    found = await store.write(_note, webhook, before, after, sorted(envelopes, key=lambda one: str(one["id"])))
    more = any(len(answer.items) == TOGETHER for answer in told.values())
    return Read(found > 0, more, len(told) < len(before))


async def _next(peers: Peers, service: str, place: str) -> FeedEvents | None:
    try:
        return await peers.ask(service, FEED_EVENTS, FeedEventsAsked(after=place, limit=TOGETHER))
    except Problem:  # away, or it does not know the sandbox yet, or any more
        return None


def _places(tx: Transaction, webhook: str) -> dict[str, str] | None:
    row = tx.scalars(select(Webhook).where(Webhook.id == webhook, Webhook.born == tx.life)).first()
    return dict(row.places) if row else None


def _note(
    tx: Transaction, webhook: str, before: Mapping[str, str], after: Mapping[str, str],
    envelopes: Sequence[Mapping[str, Any]],
) -> int:  # fmt: skip
    """How many deliveries that makes; none where somebody else has read on meanwhile."""
    row = tx.locked(Webhook, webhook)
    if row is None or dict(row.places) != dict(before):
        return 0
    row.places = {**before, **after}
    wanted = set(types_of(row.events))
    # what was asked for by the sandbox's name may be of the life after this one
    mine = [one for one in envelopes if one["type"] in wanted and one[LIFE] == str(tx.life)]
    tx.add_all([delivery_of(dict(one), webhook) for one in mine])
    tx.add(row)
    return len(mine)


def delivery_of(envelope: dict[str, Any], webhook: str) -> Delivery:
    """An event that this webhook is to be told of."""
    return Delivery(
        id=message_id(envelope["id"], webhook), webhook_id=webhook, event_id=envelope["id"], type=envelope["type"],
        journey=envelope.get("journey"), body=payload(envelope), state=PENDING, made_at=from_micros(real_micros()),
    )  # fmt: skip
