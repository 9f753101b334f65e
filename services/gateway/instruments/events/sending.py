"""Events sent by hand: one that happened once more, or one that nothing caused."""

from services.gateway.hands.hand import Hand
from services.gateway.instruments.event_type import check_event_type
from services.gateway.instruments.events.errors import ConsumerUnknown, GoesToAll, SecretsGone
from services.gateway.instruments.events.show import Compose, Replay
from services.gateway.peers.asking import Peers
from services.gateway.peers.watch import Caller
from services.gateway.traces.lookups.describe_event import describe_event
from services.gateway.traces.lookups.outcome import Seen, outcome_of, standing
from services.gateway.traces.rules.event import SeenEnvelope, publisher_of
from shared.events.base import Event
from shared.events.published import event_types
from shared.identifiers import new_id
from shared.instruments.contract.hands import RECORD, REPEAT, SEND_AGAIN, EventRepeated, EventSent, EventWanted
from shared.instruments.contract.traffic import EventAsked
from shared.instruments.event_data import read_data
from shared.masking import SECRET


async def replay(caller: Caller, peers: Peers, hand: Hand, event_id: str, asked: Replay, seconds: float) -> Seen:
    """What became of it within so many seconds, of the same event or the new one.

    Raises EventUnknown, ConsumerUnknown, GoesToAll, SecretsGone, or what the publisher refuses.
    """
    event = await describe_event(peers, event_id)
    _check_consumer(event, asked.consumer)
    waiting = any(one.status == "waiting" for one in event.deliveries)
    if asked.as_ == "new" or waiting:
        _check_secrets(event)
    facts = {"event": event.id, "type": event.type, "as": asked.as_}
    async with hand.does("event.replayed", event.journey, **facts) as done:
        if asked.as_ == "same":
            sent = await peers.ask(event.publisher, SEND_AGAIN, EventAsked(event_id=event.id))
        else:
            sent = await _repeat(peers, event, done.steps[event.journey])
            done.after = {"event": sent.event_id}
    before = standing(event) if asked.as_ == "same" else {}
    return await outcome_of(caller, peers, sent.event_id, before, None, seconds)


async def compose(caller: Caller, peers: Peers, hand: Hand, asked: Compose, seconds: float) -> Seen:
    """Sent as if its publisher had recorded it, and what became of it. Raises RequestInvalid."""
    check_event_type(asked.type, "/type")
    kind = event_types()[asked.type]
    event = read_data(kind, asked.data, asked.subject)
    journey = _journey_of(kind, asked.subject)
    async with hand.does("event.composed", journey, type=asked.type, subject=asked.subject) as done:
        wanted = EventWanted(
            type=asked.type, subject=asked.subject, journey=journey, data=event.model_dump(mode="json"),
            cause=done.steps[journey],
        )  # fmt: skip
        sent = await peers.ask(publisher_of(asked.type), RECORD, wanted)
        done.after = {"event": sent.event_id}
    return await outcome_of(caller, peers, sent.event_id, {}, None, seconds)


async def _repeat(peers: Peers, event: SeenEnvelope, cause: str) -> EventSent:
    return await peers.ask(event.publisher, REPEAT, EventRepeated(event_id=event.id, cause=cause))


def _check_consumer(event: SeenEnvelope, named: str | None) -> None:
    consumers = [one.consumer for one in event.deliveries]
    if named is not None and named not in consumers:
        raise ConsumerUnknown(consumer=named, consumers=", ".join(consumers) or "—")
    if named is not None and len(consumers) > 1:
        raise GoesToAll(consumers=", ".join(consumers))


def _check_secrets(event: SeenEnvelope) -> None:
    """What is forgotten once it is sent cannot be told to somebody who has not heard it."""
    gone = [name for name in event_types()[event.type].SECRETS if event.envelope["data"].get(name) == SECRET]
    if gone:
        raise SecretsGone(fields=", ".join(gone))


def _journey_of(kind: type[Event], subject: str) -> str:
    """An application is a journey; what is about something else begins one."""
    return subject if kind.SUBJECT == "application_id" else new_id()
