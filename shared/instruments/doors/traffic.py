"""Events, deliveries and their counts."""

from shared.http.host import Host
from shared.instruments.contract import traffic
from shared.instruments.contract.said import Ids, Nothing
from shared.instruments.inner_door import Answers
from shared.instruments.reading import read_life
from shared.instruments.reading.counts import pending
from shared.instruments.reading.lines import lines_of_events
from shared.instruments.reading.traffic import deliveries, deliveries_by_event, envelopes, events, events_by_id

answers = Answers(caught_up=True)


def _subscriptions(service: Host) -> list[str]:
    return sorted(event.TYPE for event in service.handlers)


@answers.to(traffic.SUBSCRIPTIONS)
async def subscribed(service: Host, _: Nothing) -> Ids:
    """The types of events that are handled here."""
    return Ids(items=_subscriptions(service))


@answers.to(traffic.PENDING)
async def counts(service: Host, _: Nothing) -> traffic.Pending:
    """What is under way."""
    return await read_life(service.store, pending, _subscriptions(service))


@answers.to(traffic.EVENTS)
async def list_events(service: Host, asked: traffic.EventsAsked) -> traffic.RecordedEvents:
    """Those recorded here, the newest first."""
    return traffic.RecordedEvents(items=await read_life(service.store, events, asked))


@answers.to(traffic.EVENTS_BY_ID)
async def lookup(service: Host, asked: Ids) -> traffic.Traffic:
    """What is known of these here."""
    return await _traffic(service, asked.items)


@answers.to(traffic.ENVELOPES)
async def list_envelopes(service: Host, asked: Ids) -> traffic.Envelopes:
    """As they were sent."""
    return traffic.Envelopes(items=await read_life(service.store, envelopes, asked.items))


@answers.to(traffic.EVENT)
async def one_event(service: Host, asked: traffic.EventAsked) -> traffic.WholeEvent:
    """All that is known of it here."""
    ids = [asked.event_id]
    known, found = await _traffic(service, ids), await read_life(service.store, envelopes, ids)
    return traffic.WholeEvent(
        envelope=found[0] if found else None,
        events=known.events,
        deliveries=known.deliveries,
        lines=await read_life(service.store, lines_of_events, service.name, ids),
    )


@answers.to(traffic.DELIVERIES)
async def list_deliveries(service: Host, asked: traffic.DeliveriesAsked) -> traffic.ReceivedEvents:
    """Those received here, of the newest event first."""
    return traffic.ReceivedEvents(items=await read_life(service.store, deliveries, service.name, asked))


async def _traffic(service: Host, ids: list[str]) -> traffic.Traffic:
    return traffic.Traffic(
        events=await read_life(service.store, events_by_id, ids),
        deliveries=await read_life(service.store, deliveries_by_event, service.name, ids),
    )
