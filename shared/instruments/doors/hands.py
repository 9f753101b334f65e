"""What testers do by hand: dead letters looked at, tried again and edited; events sent again, or composed."""

import asyncio
from dataclasses import replace

from shared.context import current, entered
from shared.errors import Problem
from shared.http.host import Host
from shared.instruments.contract import hands
from shared.instruments.contract.said import Ids, Nothing
from shared.instruments.contract.traffic import EventAsked, Retried
from shared.instruments.deliveries import edit_delivery, retry_delivery
from shared.instruments.inner_door import Answers
from shared.instruments.reading import read_life
from shared.instruments.reading.dead import dead_counts, dead_letters
from shared.instruments.sending import in_the_name, record_by_hand, repeat, send_again

answers = Answers(caught_up=True)


@answers.to(hands.DEAD)
async def list_dead(service: Host, asked: hands.DeadAsked) -> hands.DeadLetters:
    """The newest first."""
    return hands.DeadLetters(items=await read_life(service.store, dead_letters, service.name, asked))


@answers.to(hands.DEAD_COUNTS)
async def count_dead(service: Host, _: Nothing) -> hands.DeadCounts:
    """By type and error."""
    return hands.DeadCounts(items=await read_life(service.store, dead_counts, service.name))


@answers.to(hands.RETRY)
async def retry(service: Host, asked: EventAsked) -> Retried:
    """Now. Raises DeliveryUnknown, NothingToRetry."""
    found = await service.store.write(retry_delivery, asked.event_id)
    service.timers.wake()
    return found


@answers.to(hands.RETRY_ALL)
async def retry_all(service: Host, asked: Ids) -> Ids:
    """Each in a transaction, and a journey, of its own; what was handled meanwhile stays as it is."""

    async def tried(event_id: str) -> str | None:
        with entered(replace(current(), journey=None)):
            try:
                return (await service.store.write(retry_delivery, event_id)).event_id
            except Problem as problem:
                if problem.status >= 500:
                    raise
                return None

    done = await asyncio.gather(*map(tried, asked.items))
    service.timers.wake()
    return Ids(items=[one for one in done if one is not None])


@answers.to(hands.EDIT)
async def edit(service: Host, wanted: hands.EditWanted) -> hands.Edited:
    """And try it again now. Raises DeliveryUnknown, NothingToRetry, RequestInvalid."""
    found = await service.store.write(edit_delivery, wanted.event_id, wanted.data)
    service.timers.wake()
    return found


@answers.to(hands.SEND_AGAIN)
async def again(service: Host, asked: EventAsked) -> hands.EventSent:
    """Under the same id. Raises NotFound."""
    found = await service.store.write(send_again, asked.event_id)
    service.store.recorded.notify()
    return found


@answers.to(hands.RECORD)
async def record(service: Host, wanted: hands.EventWanted) -> hands.EventSent:
    """One that nothing in the service caused. Raises RequestInvalid."""
    with entered(in_the_name(current(), wanted.cause, wanted.journey)):
        return await service.store.write(record_by_hand, wanted)


@answers.to(hands.REPEAT)
async def repeat_event(service: Host, asked: hands.EventRepeated) -> hands.EventSent:
    """What it said, as a new one. Raises NotFound."""
    with entered(in_the_name(current(), asked.cause)):
        return await service.store.write(repeat, asked.event_id)
