"""Read one journey with all its steps; list journeys, how far each is, and whether anything of it is stuck."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.gateway.instruments.journeys.summary import Journey, summary_of
from services.gateway.peers.asking import Peers
from services.gateway.traces.lookups.known_trace import known_trace
from services.gateway.traces.rules.event import publisher_of
from services.gateway.traces.rules.places import Cursor
from services.gateway.traces.rules.step import Trace
from shared.clock import real_micros
from shared.instruments.contract.journeys import JOURNEYS, SUMMARIES, JourneysAsked, Part
from shared.instruments.contract.said import Ids

BATCH = 100
MOST_BATCHES = 20


@dataclass(slots=True)
class Page:
    """`before` is the id to go on from, None at the end."""

    journeys: list[Journey] = field(default_factory=list)
    before: str | None = None
    unavailable: list[str] = field(default_factory=list)


async def read_trace(peers: Peers, journey: str, born: int | None = None) -> Trace:
    """The journey as far as the services can be asked; of a sandbox whose life was `born` then, with the position from
    which the stream goes on. Raises JourneyUnknown, or UpstreamUnavailable when only a service that is away could
    know it."""
    trace, places = await known_trace(peers, journey)
    trace.cursor = str(Cursor(born, real_micros(), places)) if born is not None else None
    return trace


async def read_summary(peers: Peers, journey: str) -> Journey | None:
    """The journey's line in the list, as far as the services can be asked."""
    return next((one for one, _ in await _summaries(peers, [journey])), None)


@dataclass(frozen=True, slots=True)
class JourneySearch:
    """Which journeys. `q` stands in the id or the journal; `status` is a state or how the events fare; a `service` that
    took part; an `event` of that type was recorded; it moved `since` then, and began before `until`, by the
    sandbox's clock.
    """

    q: str | None = None
    status: str | None = None
    service: str | None = None
    event: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def sifts(self) -> bool:
        """Whether it takes all services to tell."""
        return any(value is not None for value in (self.status, self.service, self.event, self.since, self.until))

    def takes(self, journey: Journey, parts: Mapping[str, Part]) -> bool:
        """Whether this one is wanted, told from what each service knows of it."""
        return (
            self.status in (None, journey.status, journey.events)
            and (self.service is None or self.service in parts)
            and (self.event is None or any(self.event in part.emitted for part in parts.values()))
            and (self.since is None or journey.moved_at >= self.since)
            and (self.until is None or journey.started_at < self.until)
        )


async def list_journeys(peers: Peers, search: JourneySearch, before: str | None, limit: int) -> Page:
    """Newest first."""
    page = Page(before=before)
    for _ in range(MOST_BATCHES):
        size = BATCH if search.sifts else limit
        ids, page.unavailable = await _ids(peers, search, page.before, size)
        for journey, parts in await _summaries(peers, ids[:size]):
            if len(page.journeys) == limit:
                return page
            page.before = journey.journey
            if search.takes(journey, parts):
                page.journeys.append(journey)
        page.before = ids[size - 1] if len(ids) > size else None
        if page.before is None or len(page.journeys) == limit:
            break
    return page


async def _ids(peers: Peers, search: JourneySearch, before: str | None, size: int) -> tuple[list[str], list[str]]:
    """Candidates: of what is asked for, one service alone can judge the words, or else the event, or else the time."""
    event = search.event if search.q is None else None
    since = search.since if event is None else None
    asked = JourneysAsked(q=search.q, event=event, since=since, before=before, limit=size + 1)
    names = [publisher_of(event)] if event else None
    answers = await peers.ask_all(JOURNEYS, asked, names=names)
    ids = {journey for answer in answers.by_service.values() for journey in answer.items}
    return sorted(ids, reverse=True), answers.unavailable


async def _summaries(peers: Peers, ids: Sequence[str]) -> list[tuple[Journey, Mapping[str, Part]]]:
    if not ids:
        return []
    answers = await peers.ask_all(SUMMARIES, Ids(items=list(ids)))
    subscribers = await peers.subscribers()
    parts: dict[str, dict[str, Part]] = {}
    for name, answer in answers.by_service.items():
        for part in answer.items:
            parts.setdefault(part.journey, {})[name] = part
    known = ((journey, parts[journey]) for journey in ids if journey in parts)
    return [(summary_of(journey, of_services, subscribers), of_services) for journey, of_services in known]
