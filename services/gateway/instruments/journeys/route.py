"""旅程: everything that happened for one application, in all systems."""

from typing import Annotated

from fastapi import Depends, Path, Query, Request
from fastapi.responses import PlainTextResponse, Response
from pydantic import AwareDatetime

from services.gateway.instruments.entrance import BornDep, PeersDep, sim_router
from services.gateway.instruments.event_type import ServiceName, check_event_type
from services.gateway.instruments.journeys.act import JourneySearch, list_journeys, read_trace
from services.gateway.instruments.journeys.export import Format, Report, exported
from services.gateway.instruments.journeys.mermaid import as_mermaid
from services.gateway.instruments.journeys.show import PICTURES, JourneyList
from services.gateway.instruments.journeys.text import as_text
from services.gateway.traces.rules.step import Trace
from shared.context import current
from shared.http.api import Page
from shared.http.downloads import send
from shared.http.host import host_of
from shared.instruments.contract.journal import Kind
from shared.views import cursor_after

router = sim_router("journeys 旅程")


async def _report(request: Request) -> Report:
    report: Report = host_of(request).api.state.report
    return report


@router.get("/journeys")
async def list_all(
    peers: PeersDep,
    page: Page,
    status: Annotated[
        str | None,
        Query(max_length=40, description="A state (`draft`, `confirmed` …) or how its events fare (`dead` …)."),
    ] = None,
    q: Annotated[str | None, Query(max_length=100, description="In the id, or anywhere in the journal.")] = None,
    service: Annotated[ServiceName | None, Query(description="One that took part in it.")] = None,
    event: Annotated[str | None, Query(max_length=80, description="An event's type that was recorded in it.")] = None,
    since: Annotated[AwareDatetime | None, Query(description="It moved then or later, by the sandbox's clock.")] = None,
    until: Annotated[AwareDatetime | None, Query(description="It began before that, by the sandbox's clock.")] = None,
) -> JourneyList:
    """The sandbox's journeys, newest first. Filters combine; sifting, a page may be short and have a `next_cursor`."""
    check_event_type(event, "/query/event")
    search = JourneySearch(q or None, status, service, event, since, until)
    found = await list_journeys(peers, search, page.after, page.limit)
    next_cursor = cursor_after(found.before) if found.before else None
    return JourneyList(items=found.journeys, next_cursor=next_cursor, unavailable=found.unavailable)


@router.get("/journeys/{journey}", response_model=Trace, responses=PICTURES)
async def show(
    peers: PeersDep,
    born: BornDep,
    journey: Annotated[str, Path(max_length=80)],
    report: Annotated[Report, Depends(_report)],
    request: Request,
    format: Annotated[Format, Query()] = "json",  # noqa: A002 (the contract's word)
    kind: Annotated[
        list[Kind] | None, Query(description="Only steps of these kinds; may be given several times.")
    ] = None,
) -> Response:
    """One journey's steps, causes before effects: as JSON, as text for a terminal, as a mermaid diagram.

    As files: its events as a batch of `cloudevents`, its spans as `otlp` JSON, its requests as `har`, and an `html`
    report that stands by itself.
    """
    trace = await read_trace(peers, journey, born)
    current().journey = trace.journey
    trace.steps = [step for step in trace.steps if kind is None or step.kind in kind]
    if format == "json":
        return Response(trace.model_dump_json(by_alias=True), media_type="application/json")
    if format in ("text", "mermaid"):
        return PlainTextResponse(as_text(trace) if format == "text" else as_mermaid(trace))
    return await send(request, await exported(peers, trace, format, report))
