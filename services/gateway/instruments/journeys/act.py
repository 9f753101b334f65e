"""Read one journey with all its steps; list journeys, how far each is, and whether anything of it is stuck."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.gateway.errors import UpstreamUnavailable
from services.gateway.instruments.journeys.errors import JourneyUnknown
from services.gateway.instruments.journeys.summary import Journey, summary_of
from services.gateway.peers.asking import Peers
from services.gateway.traces.lookups.collect_trace import collect_trace
from services.gateway.traces.rules.places import Cursor
from services.gateway.traces.rules.step import Trace
from shared.clock import real_micros
from shared.instruments.contract import Ids, JourneysAsked, Part
from shared.instruments.questions import JOURNEYS, SUMMARIES

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
    trace, places = await collect_trace(peers, journey)
    if trace.steps:
        trace.cursor = str(Cursor(born, real_micros(), places)) if born is not None else None
        return trace
    if trace.unavailable:
        raise UpstreamUnavailable(service=trace.unavailable[0])
    raise JourneyUnknown(sandbox=trace.sandbox, journey=journey)


async def list_journeys(peers: Peers, q: str | None, status: str | None, before: str | None, limit: int) -> Page:
    """Newest first. `status` is a journey's state or how its events fare; `q` stands in its id or its journal."""
    page = Page(before=before)
    for _ in range(MOST_BATCHES):
        size = BATCH if status else limit
        ids, page.unavailable = await _ids(peers, q, page.before, size)
        for journey in await _summaries(peers, ids[:size]):
            if len(page.journeys) == limit:
                return page
            page.before = journey.journey
            if status in (None, journey.status, journey.events):
                page.journeys.append(journey)
        page.before = ids[size - 1] if len(ids) > size else None
        if page.before is None or len(page.journeys) == limit:
            break
    return page


async def _ids(peers: Peers, q: str | None, before: str | None, size: int) -> tuple[list[str], list[str]]:
    answers = await peers.ask_all(JOURNEYS, query=JourneysAsked(q=q, before=before, limit=size + 1))
    ids = {journey for answer in answers.by_service.values() for journey in answer.items}
    return sorted(ids, reverse=True), answers.unavailable


async def _summaries(peers: Peers, ids: Sequence[str]) -> list[Journey]:
    if not ids:
        return []
    answers = await peers.ask_all(SUMMARIES, body=Ids(items=list(ids)))
    subscribers = await peers.subscribers()
    parts: dict[str, dict[str, Part]] = {}
    for name, answer in answers.by_service.items():
        for part in answer.items:
            parts.setdefault(part.journey, {})[name] = part
    return [summary_of(journey, parts[journey], subscribers) for journey in ids if journey in parts]
