"""Have a delivery tried again now."""

from services.gateway.hands.hand import Hand
from services.gateway.instruments.events.errors import ConsumerUnknown
from services.gateway.peers.asking import Peers
from services.gateway.traces.lookups.describe_event import describe_event
from shared.instruments.contract.traffic import Retried
from shared.instruments.deliveries import NothingToRetry
from shared.instruments.questions import RETRY


async def retry_delivery(peers: Peers, hand: Hand, event_id: str, consumer: str | None) -> tuple[str, Retried]:
    """Whose delivery, and how it stands.

    Raises EventUnknown, ConsumerUnknown, NothingToRetry, or what the consumer refuses.
    """
    event = await describe_event(peers, event_id)
    consumers = [delivery.consumer for delivery in event.deliveries]
    if consumer is not None and consumer not in consumers:
        raise ConsumerUnknown(consumer=consumer, consumers=", ".join(consumers) or "—")
    unfinished = [one.consumer for one in event.deliveries if one.status in ("dead", "retrying")]
    if consumer is None and not unfinished:
        raise NothingToRetry
    asked = consumer or unfinished[0]
    stood = next(one for one in event.deliveries if one.consumer == asked)
    before = {"status": stood.status, "attempts": stood.attempts}
    facts = {"event": event.id, "type": event.type, "consumer": asked, "before": before}
    async with hand.does("delivery.retried", event.journey, **facts) as done:
        found = await peers.ask(asked, RETRY.about(event_id=event_id))
        done.after = {"status": found.status, "attempts": found.attempts}
    return asked, found
