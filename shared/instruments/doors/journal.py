"""Journal, journeys, and what happened since."""

from shared.clock import real_micros
from shared.http.host import Host
from shared.instruments.contract.exchanges import EXCHANGES, ExchangesKept
from shared.instruments.contract.journal import (
    CONTROLS,
    FEED,
    FEED_EVENTS,
    FEED_KEPT,
    FEED_LINES,
    JOURNAL,
    JOURNALS,
    REQUESTS,
    ControlsAsked,
    FeedAsked,
    FeedEvents,
    FeedEventsAsked,
    FeedLinesAsked,
    JourneyAsked,
    JourneyLines,
    Kept,
    Lines,
    Moves,
    RequestsAsked,
)
from shared.instruments.contract.journeys import JOURNEYS, SUMMARIES, JourneysAsked, Parts
from shared.instruments.contract.said import Ids, Nothing
from shared.instruments.inner_door import Answers
from shared.instruments.reading import read_life
from shared.instruments.reading.controls import controls
from shared.instruments.reading.exchanges import exchanges_by_id
from shared.instruments.reading.fed import events_after
from shared.instruments.reading.journeys import journey_ids, parts
from shared.instruments.reading.lines import line_of, lines_of_journey, lines_of_journeys, requests
from shared.journal.feed import end, lines_after
from shared.journal.place import Place

answers = Answers(caught_up=True)


@answers.to(JOURNAL)
async def journal(service: Host, asked: JourneyAsked) -> JourneyLines:
    """A journey's lines here."""
    place = str(await service.store.core_read(end))  # before the lines
    lines = await read_life(service.store, lines_of_journey, service.name, asked.journey)
    return JourneyLines(place=place, items=lines)


@answers.to(JOURNALS)
async def journals(service: Host, asked: Ids) -> Lines:
    """The lines of several."""
    return Lines(items=await read_life(service.store, lines_of_journeys, service.name, asked.items))


@answers.to(REQUESTS)
async def list_requests(service: Host, asked: RequestsAsked) -> Lines:
    """The newest first."""
    return Lines(items=await read_life(service.store, requests, service.name, asked))


@answers.to(EXCHANGES)
async def list_exchanges(service: Host, asked: Ids) -> ExchangesKept:
    """What was kept of these requests."""
    return ExchangesKept(items=await read_life(service.store, exchanges_by_id, service.name, asked.items))


@answers.to(CONTROLS)
async def list_controls(service: Host, asked: ControlsAsked) -> Lines:
    """What testers did by hand, the newest first."""
    return Lines(items=await read_life(service.store, controls, service.name, asked))


@answers.to(JOURNEYS)
async def list_journeys(service: Host, asked: JourneysAsked) -> Ids:
    """The newest first."""
    return Ids(items=await read_life(service.store, journey_ids, asked))


@answers.to(SUMMARIES)
async def summarise(service: Host, asked: Ids) -> Parts:
    """This service's part in these journeys."""
    return Parts(items=await read_life(service.store, parts, asked.items))


@answers.to(FEED)
async def feed(service: Host, asked: FeedAsked) -> Moves:
    """Which sandboxes moved; waits until one does."""
    if asked.after is None:
        return Moves(place=str(await service.store.core_read(end)), moved=[])
    place, moved = await service.follower.next_moves(Place.of(asked.after), asked.timeout)
    return Moves(place=str(place), moved=sorted(moved))


@answers.to(FEED_LINES)
async def feed_lines(service: Host, asked: FeedLinesAsked) -> Lines:
    """The next of them."""
    rows = await read_life(service.store, lines_after, Place.of(asked.after), asked.limit, asked.journey)
    return Lines(items=[line_of(row, service.name) for row in rows])


@answers.to(FEED_EVENTS)
async def feed_events(service: Host, asked: FeedEventsAsked) -> FeedEvents:
    """The next of them."""
    place, envelopes = await read_life(service.store, events_after, Place.of(asked.after), asked.limit)
    return FeedEvents(place=str(place), items=envelopes)


@answers.to(FEED_KEPT)
async def feed_kept(service: Host, _: Nothing) -> Kept:
    """From when on nothing is forgotten."""
    return Kept(since=await read_life(service.store, service.keeping.oldest, real_micros()))
