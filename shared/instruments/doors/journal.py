"""Journal, journeys, and what happened since."""

from shared.clock import real_micros
from shared.http.host import Host
from shared.instruments.contract import journal
from shared.instruments.contract.exchanges import EXCHANGES, ExchangesKept
from shared.instruments.contract.journeys import JOURNEYS, SUMMARIES, JourneysAsked, Parts
from shared.instruments.contract.said import Ids, Nothing
from shared.instruments.inner_door import Answers
from shared.instruments.reading import read_life
from shared.instruments.reading.controls import controls
from shared.instruments.reading.journeys import journey_ids, parts
from shared.instruments.reading.lines import (
    exchanges_by_id,
    line_of,
    lines_of_journey,
    lines_of_journeys,
    requests,
)
from shared.instruments.reading.traffic import events_after
from shared.journal.feed import end, lines_after
from shared.journal.place import Place

answers = Answers(caught_up=True)


@answers.to(journal.JOURNAL)
async def one_journal(service: Host, asked: journal.JourneyAsked) -> journal.JourneyLines:
    """A journey's lines here."""
    place = str(await service.store.core_read(end))  # before the lines
    lines = await read_life(service.store, lines_of_journey, service.name, asked.journey)
    return journal.JourneyLines(place=place, items=lines)


@answers.to(journal.JOURNALS)
async def several_journals(service: Host, asked: Ids) -> journal.Lines:
    """The lines of several."""
    return journal.Lines(items=await read_life(service.store, lines_of_journeys, service.name, asked.items))


@answers.to(journal.REQUESTS)
async def list_requests(service: Host, asked: journal.RequestsAsked) -> journal.Lines:
    """The newest first."""
    return journal.Lines(items=await read_life(service.store, requests, service.name, asked))


@answers.to(EXCHANGES)
async def list_exchanges(service: Host, asked: Ids) -> ExchangesKept:
    """What was kept of these requests."""
    return ExchangesKept(items=await read_life(service.store, exchanges_by_id, service.name, asked.items))


@answers.to(journal.CONTROLS)
async def list_controls(service: Host, asked: journal.ControlsAsked) -> journal.Lines:
    """What testers did by hand, the newest first."""
    return journal.Lines(items=await read_life(service.store, controls, service.name, asked))


@answers.to(JOURNEYS)
async def list_journeys(service: Host, asked: JourneysAsked) -> Ids:
    """The newest first."""
    return Ids(items=await read_life(service.store, journey_ids, asked))


@answers.to(SUMMARIES)
async def summarise(service: Host, asked: Ids) -> Parts:
    """This service's part in these journeys."""
    return Parts(items=await read_life(service.store, parts, asked.items))


@answers.to(journal.FEED)
async def feed(service: Host, asked: journal.FeedAsked) -> journal.Moves:
    """Which sandboxes moved; waits until one does."""
    if asked.after is None:
        return journal.Moves(place=str(await service.store.core_read(end)), moved=[])
    place, moved = await service.follower.next_moves(Place.of(asked.after), asked.timeout)
    return journal.Moves(place=str(place), moved=sorted(moved))


@answers.to(journal.FEED_LINES)
async def feed_lines(service: Host, asked: journal.FeedLinesAsked) -> journal.Lines:
    """The next of them."""
    rows = await read_life(service.store, lines_after, Place.of(asked.after), asked.limit, asked.journey)
    return journal.Lines(items=[line_of(row, service.name) for row in rows])


@answers.to(journal.FEED_EVENTS)
async def feed_events(service: Host, asked: journal.FeedEventsAsked) -> journal.FeedEvents:
    """The next of them."""
    place, envelopes = await read_life(service.store, events_after, Place.of(asked.after), asked.limit)
    return journal.FeedEvents(place=str(place), items=envelopes)


@answers.to(journal.FEED_KEPT)
async def feed_kept(service: Host, _: Nothing) -> journal.Kept:
    """From when on nothing is forgotten."""
    return journal.Kept(since=await read_life(service.store, service.keeping.oldest, real_micros()))
