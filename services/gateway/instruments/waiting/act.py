"""Wait for an event: as soon as it happened, or at once if it did; if not in time, say what did happen."""

from collections.abc import Sequence
from typing import Any

from services.gateway.instruments.waiting.errors import TemplateUnknown, WaitTimeout
from services.gateway.instruments.waiting.stopping import stuck, where_it_stopped
from services.gateway.peers.asking import Peers
from services.gateway.peers.watch import Caller, first
from services.gateway.traces.lookups.collect_trace import collect_trace
from services.gateway.traces.lookups.describe_event import describe_event
from services.gateway.traces.lookups.find_envelopes import holding
from services.gateway.traces.lookups.find_events import EventPage, EventSearch, find_events, judged
from services.gateway.traces.rules.event import SeenEnvelope, SeenEvent, publisher_of
from services.gateway.traces.rules.event_status import EventStatus, reached
from services.gateway.traces.rules.step import Step, Trace
from services.gateway.traces.rules.where import Where
from shared.context import current
from shared.instruments.contract.said import NOTHING
from shared.instruments.contract.texts import TEMPLATES, Template
from shared.instruments.contract.traffic import EVENTS, EventsAsked
from shared.masking import mask_phone

CANDIDATES = 100


async def wait_for_event(caller: Caller, peers: Peers, search: EventSearch, after: str | None,
                         seconds: float) -> SeenEnvelope:  # fmt: skip
    """The newest event that matches, or the first one after the event `after`. Raises WaitTimeout."""
    status: EventStatus = search.status or "emitted"
    publishers = search.publishers(peers.behind)

    async def look() -> SeenEvent | None:
        candidates = await _candidates(peers, search, after, publishers, alone=status == "emitted")
        reaching = [event for event in candidates if reached(event.status, status)]
        matching = await holding(peers, reaching, search.where)
        return matching[-1 if after else 0] if matching else None

    concerned = publishers if status in ("emitted", "published") else peers.behind
    found = await first(caller, look, concerned, seconds)
    if found is None:
        raise await _timeout(peers, search, status, seconds)
    return await describe_event(peers, found.id)


async def _candidates(peers: Peers, search: EventSearch, after: str | None, publishers: list[str],
                      *, alone: bool) -> list[SeenEvent]:  # fmt: skip
    """Newest first; `alone` spares asking the consumers when it is enough that the event was recorded."""
    query = EventsAsked(types=list(search.types), journey=search.journey, after=after, limit=CANDIDATES)
    answers = await peers.ask_all(EVENTS, query, names=publishers)
    rows = sorted((row for answer in answers.by_service.values() for row in answer.items), key=lambda row: row.id)
    if alone:
        sandbox = current().sandbox
        return [
            SeenEvent(**row.model_dump(exclude={"sent"}), sandbox=sandbox, publisher=publisher_of(row.type),
                      status="emitted", deliveries=[])
            for row in reversed(rows)
        ]  # fmt: skip
    return (await judged(peers, rows[::-1])).events


async def _timeout(peers: Peers, search: EventSearch, status: EventStatus, seconds: float) -> WaitTimeout:
    trace = (await collect_trace(peers, search.journey))[0] if search.journey else None
    events = await find_events(peers, EventSearch(journey=search.journey), None, CANDIDATES)
    named = " / ".join(search.types)
    return WaitTimeout(
        timeout=f"{seconds:g}",
        what=f"{'事件 ' + named if named else '任一事件'}（{status}）{_said(search)}",
        what_en=f"{named or 'any event'} ({status}){_said(search)}",
        stopped=where_it_stopped(trace.steps if trace else [], events.events),
        extra=_extra(trace, events),
    )


def _extra(trace: Trace | None, events: EventPage) -> dict[str, Any]:
    return {
        "steps": [step.model_dump(mode="json", by_alias=True) for step in trace.steps] if trace else [],
        "events": [event.model_dump(mode="json") for event in events.events],
        "pending": [event.model_dump(mode="json") for event in stuck(events.events)],
        "unavailable": sorted({*events.unavailable, *(trace.unavailable if trace else [])}),
    }


def _said(search: EventSearch) -> str:
    """What else had to be true of it; a number is masked as everywhere."""
    return "".join(f" {one.pointer}:{mask_phone(one.value) if one.plain else one.value}" for one in search.where)


async def wait_for_state(caller: Caller, peers: Peers, journey: str, thing: str, state: str, seconds: float) -> Step:
    """The last step in which a thing of the journey got into the state. Raises WaitTimeout."""

    async def look() -> Step | None:
        trace, _ = await collect_trace(peers, journey)
        reaching = [one for one in trace.steps if (one.kind, one.name, one.status) == ("state", thing, state)]
        return reaching[-1] if reaching else None

    found = await first(caller, look, peers.behind, seconds)
    if found is None:
        raise await _state_timeout(peers, journey, f"{thing}:{state}", seconds)
    return found


async def _state_timeout(peers: Peers, journey: str, state: str, seconds: float) -> WaitTimeout:
    trace = (await collect_trace(peers, journey))[0]
    events = await find_events(peers, EventSearch(journey=journey), None, CANDIDATES)
    return WaitTimeout(
        timeout=f"{seconds:g}", what=f"状态 {state}", what_en=f"the state {state}",
        stopped=where_it_stopped(trace.steps, events.events), extra=_extra(trace, events),
    )  # fmt: skip


async def text_wanted(peers: Peers, message: str | None, phone: str | None) -> tuple[Where, ...]:
    """Where the message service's events say which text it was. Raises TemplateUnknown."""
    found = [Where("/data/to_phone", phone, plain=True)] if phone else []
    if message is not None:
        known = (await peers.ask("sms", TEMPLATES, NOTHING)).items
        found.append(Where("/data/template", template_called(message, known)))
    return tuple(found)


def template_called(said: str, known: Sequence[Template]) -> str:
    """The id of the template that is called by its id (`T3`), its name (`account-created`) or both."""
    for one in known:
        if said.strip() in (one.id, one.name, f"{one.id} {one.name}"):
            return one.id
    raise TemplateUnknown(said, [f"{one.id} {one.name}" for one in known])
