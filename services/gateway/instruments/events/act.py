"""Have a delivery tried again now, as it is or with other words, and tell what became of it."""

from typing import Any

from services.gateway.hands.hand import Hand
from services.gateway.instruments.events.errors import ConsumerUnknown
from services.gateway.instruments.events.show import Retry
from services.gateway.peers.asking import Peers
from services.gateway.peers.watch import Caller
from services.gateway.traces.lookups.describe_event import describe_event
from services.gateway.traces.lookups.outcome import Seen, outcome_of, standing
from services.gateway.traces.rules.event import SeenEnvelope
from shared.events.published import event_types
from shared.instruments.contract.hands import EDIT, RETRY, EditWanted
from shared.instruments.contract.traffic import EventAsked
from shared.instruments.deliveries import NothingToRetry
from shared.instruments.event_data import read_data


async def retry_delivery(
    caller: Caller, peers: Peers, hand: Hand, event_id: str, asked: Retry, seconds: float
) -> tuple[str, Seen]:
    """Whose delivery, and what became of it within so many seconds.

    Raises EventUnknown, ConsumerUnknown, NothingToRetry, RequestInvalid, or what the consumer refuses.
    """
    event = await describe_event(peers, event_id)
    consumer = consumer_of(event, asked.consumer)
    if asked.data is not None:
        read_data(event_types()[event.type], asked.data, event.envelope["subject"])
        await _edit(peers, hand, event, consumer, asked.data)
    else:
        await _retry(peers, hand, event, consumer)
    return consumer, await outcome_of(caller, peers, event_id, standing(event), [consumer], seconds)


def consumer_of(event: SeenEnvelope, named: str | None) -> str:
    """Whose delivery is meant: the one named, or the first that is not handled."""
    consumers = [delivery.consumer for delivery in event.deliveries]
    if named is not None and named not in consumers:
        raise ConsumerUnknown(consumer=named, consumers=", ".join(consumers) or "—")
    unfinished = [one.consumer for one in event.deliveries if one.status in ("dead", "retrying")]
    if named is None and not unfinished:
        raise NothingToRetry
    return named or unfinished[0]


async def _retry(peers: Peers, hand: Hand, event: SeenEnvelope, consumer: str) -> None:
    async with hand.does("delivery.retried", event.journey, **_facts(event, consumer)) as done:
        found = await peers.ask(consumer, RETRY, EventAsked(event_id=event.id))
        done.after = {"status": found.status, "attempts": found.attempts}


async def _edit(peers: Peers, hand: Hand, event: SeenEnvelope, consumer: str, data: dict[str, Any]) -> None:
    facts = _facts(event, consumer)
    facts.pop("before")
    async with hand.does("delivery.edited", event.journey, **facts) as done:
        edited = await peers.ask(consumer, EDIT, EditWanted(event_id=event.id, data=data))
        done.before, done.after = edited.before, edited.after


def _facts(event: SeenEnvelope, consumer: str) -> dict[str, Any]:
    stood = next(one for one in event.deliveries if one.consumer == consumer)
    before = {"status": stood.status, "attempts": stood.attempts}
    return {"event": event.id, "type": event.type, "consumer": consumer, "before": before}
